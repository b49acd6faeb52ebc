"""The order of the questions that turn observations into outcomes: engines decide, this asks, counts, asks again."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from accordant.assessment.cause import Blame, blame
from accordant.assessment.facts import DOCUMENTED, finding_fact, unjudged_facts, yes
from accordant.assessment.strength import STRENGTH
from accordant.inference.shapes import form_of
from accordant.inference.transcript import Answers
from accordant.model.evidence import ORGANISATION
from accordant.model.inference import Conclusion, Fact, Form, FormRow
from accordant.model.observation import Cause, Due, Observed, Value
from accordant.model.register import Outcome
from accordant.model.rules import Condition, DecisionList, Rulebook, threshold
from accordant.model.tailoring import Regrading

CONDITIONS = ("require", "consider", "occasion", "refer_when")
_FAILING = (Outcome.NONCONFORMING, Outcome.NOT_EVIDENCED, Outcome.NEEDS_JUDGEMENT)
BY_PROFILE = "set-by-profile"
"""The reason of a grade that a profile gives; the profile's own words stand in its place."""
# Asking a member for its word costs six times as much in Python 3.11.
_WORDS = {value: value.value for value in Value}
WHOLE = "whole"
"""The item of a failure as a whole; items of documents hold a `#`, so no item is called so."""


class Inference(NamedTuple):
    """What was inferred of all observations, in their order, and of all conclusions.

    `primaries` are the indices of the findings each one follows from; `because` the reason of its outcome;
    `strengths` the case that says the weakest link of each document.
    """

    outcomes: tuple[str, ...]
    because: tuple[str, ...]
    severities: tuple[tuple[str, str] | None, ...]
    primaries: tuple[tuple[int, ...], ...]
    statuses: Mapping[tuple[str, str], str]
    systemic: tuple[tuple[str, str, tuple[int, ...]], ...]
    readiness: tuple[tuple[str, str, tuple[int, ...]], ...]
    strengths: tuple[int, ...] = ()


class Chain(NamedTuple):
    """The chain over one pack's observations; `absence_counts` is the word `--absence nonconformity`.

    `documents` are rows of what speaks for each document, where their strength is asked for.
    """

    rulebook: Rulebook
    observed: Sequence[Observed]
    absence_counts: bool
    documents: Sequence[Mapping[str, str]] = ()

    def __call__(self, answers: Answers) -> Inference:
        """Ask every question in order: values, outcomes, dependence, severity, systemic, status, readiness."""
        values = self._values(answers)
        outcomes, because = self._outcomes(answers, values)
        blames = [blame(observed, outcome) for observed, outcome in zip(self.observed, outcomes, strict=True)]
        primaries = self._primaries(answers, outcomes, blames)
        severities = self._severities(answers, outcomes, blames, primaries)
        return Inference(
            outcomes,
            because,
            severities,
            primaries,
            self._statuses(answers, outcomes),
            self._systemic(answers, outcomes, blames, primaries),
            self._readiness(answers, values),
            self._strengths(answers),
        )

    def _strengths(self, answers: Answers) -> tuple[int, ...]:
        """Ask for the weakest link of every document; nothing follows from it."""
        decision = self.rulebook.decisions.get(STRENGTH)
        return answers.decisions(decision, self.documents) if decision and self.documents else ()

    def _values(self, answers: Answers) -> list[dict[str, str]]:
        """Ask for the value of every condition of every observed rule."""
        forms: dict[str, Form] = {}
        rows: list[FormRow] = []
        places: list[tuple[int, str]] = []
        for index, observed in enumerate(self.observed):
            for name in CONDITIONS:
                condition: Condition | None = getattr(observed.rule, name)
                if condition is None:
                    continue
                form, checks = form_of(condition)
                forms[form.id] = form
                rows.append(FormRow(form.id, tuple(_WORDS[observed.seen[check].value] for check in checks)))
                places.append((index, name))
        found: list[dict[str, str]] = [{} for _ in self.observed]
        for (index, name), value in zip(places, answers.values(tuple(forms.values()), rows), strict=True):
            found[index][name] = value
        return found

    def _outcomes(self, answers: Answers, values: list[dict[str, str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        decision = self.rulebook.decisions["outcome"]
        rows = [self._row(observed, value) for observed, value in zip(self.observed, values, strict=True)]
        cases = [decision.cases[index] for index in answers.decisions(decision, rows)]
        return tuple(case.then for case in cases), tuple(case.because for case in cases)

    def _row(self, observed: Observed, value: Mapping[str, str]) -> dict[str, str]:
        obligation = observed.obligation
        counts = self.absence_counts and obligation.documented in DOCUMENTED
        return {
            "kind": obligation.kind,
            "judged_by": "person" if observed.rule.require is None else "record",
            "judgement": observed.judged,
            "applies": value.get("occasion", "met") if observed.scope is Value.MET else observed.scope.value,
            "due": observed.due.value,
            "value": value.get("require", "absent"),
            "referred": "yes" if value.get("refer_when") == "met" else "no",
            "merit": value.get("consider", "none"),
            "confidence": obligation.confidence,
            "absence": "nonconformity" if counts else "evidence",
        }

    def _primaries(
        self, answers: Answers, outcomes: Sequence[str], blames: Sequence[Blame]
    ) -> tuple[tuple[int, ...], ...]:
        """Ask which failures only follow from others; a chain of them is led back to its first."""
        facts: list[Fact] = []
        origin: list[int] = []
        for index, (observed, outcome, cause) in enumerate(zip(self.observed, outcomes, blames, strict=True)):
            if outcome in _FAILING and observed.due not in (Due.UNKNOWN, Due.NO):
                new = [*self._failure(observed, cause), *self._dependence(observed, cause)]
                facts += new
                origin += [index] * len(new)
        rules = tuple(rule for rule in self.rulebook.conclusions if rule.for_each.fact == "dependence")
        follows = defaultdict(set)
        for drawn in answers.conclusions(rules, facts):
            if drawn.member is not None and origin[drawn.about] != origin[drawn.member]:
                follows[origin[drawn.about]].add(origin[drawn.member])
        return tuple(tuple(sorted(_first(index, follows, frozenset()))) for index in range(len(self.observed)))

    def _failure(self, observed: Observed, cause: Blame) -> list[Fact]:
        place = f"{observed.obligation.key}@{observed.subject}"
        shared: dict[str, str | int] = {"fact": "failure", "place": place, "cause": _document(cause)}
        return [{**shared, "item": item} for item in (WHOLE, *cause.items)]

    def _dependence(self, observed: Observed, cause: Blame) -> list[Fact]:
        facts: list[Fact] = []
        for key in observed.rule.depends_on:
            level = self.rulebook.obligations[key].level if key in self.rulebook.obligations else ""
            place = f"{key}@{ORGANISATION if level == 'system' else observed.subject}"
            shared: dict[str, str | int] = {"fact": "dependence", "place": place, "cause": _document(cause)}
            facts += [{**shared, "item": item} for item in (WHOLE, *cause.items)]
        return facts

    def _severities(
        self,
        answers: Answers,
        outcomes: Sequence[str],
        blames: Sequence[Blame],
        primaries: Sequence[tuple[int, ...]],
    ) -> tuple[tuple[str, str] | None, ...]:
        """Ask how grave each failure of a requirement is, or would be if absence were confirmed."""
        decision = self.rulebook.decisions["severity"]
        graded = [
            index
            for index, (observed, outcome) in enumerate(zip(self.observed, outcomes, strict=True))
            if observed.obligation.kind == "requirement"
            and outcome in (Outcome.NONCONFORMING, Outcome.NOT_EVIDENCED)
            and not primaries[index]
        ]
        rows = [
            {
                "core": "yes" if self.observed[index].obligation.core else "no",
                "cause": blames[index].cause.value,
                "profile": regraded.grade if regraded else "none",
            }
            for index, regraded in ((index, self._regraded(index)) for index in graded)
        ]
        narrow = [{column: row[column] for column in decision.columns} for row in rows]
        cases = [decision.cases[case] for case in answers.decisions(decision, narrow)]
        found = {
            index: (case.then, self._ground(index, case.because)) for index, case in zip(graded, cases, strict=True)
        }
        return tuple(found.get(index) for index in range(len(outcomes)))

    def _regraded(self, index: int) -> Regrading | None:
        tailoring = self.rulebook.tailoring
        return tailoring.grades.get(self.observed[index].rule.id) if tailoring else None

    def _ground(self, index: int, because: str) -> str:
        """Give the reason of a grade; a profile's own words where the profile gave it."""
        regraded = self._regraded(index)
        if because != BY_PROFILE or regraded is None:
            return because
        return f"profile {regraded.profile}: {regraded.reason}"

    def _systemic(
        self,
        answers: Answers,
        outcomes: Sequence[str],
        blames: Sequence[Blame],
        primaries: Sequence[tuple[int, ...]],
    ) -> tuple[tuple[str, str, tuple[int, ...]], ...]:
        """Ask which clauses and rules fail so often that the arrangement itself does: (kind, name, members)."""
        raised = [i for i, outcome in enumerate(outcomes) if outcome == Outcome.NONCONFORMING and not primaries[i]]
        by_clause, by_rule = defaultdict(list), defaultdict(list)
        for index in raised:
            by_clause[self.observed[index].obligation.clauses[0].number].append(index)
            by_rule[self.observed[index].rule.id].append(index)
        due = Counter(
            one.rule.id
            for one, outcome in zip(self.observed, outcomes, strict=True)
            if one.due in (Due.YES, Due.DOUBTFUL) and one.scope is Value.MET and outcome != Outcome.NOT_APPLICABLE
        )
        clauses = [(clause, members, self._enough_defects(members, blames)) for clause, members in by_clause.items()]
        rules = [(rule, members, self._enough_subjects(len(members), due[rule])) for rule, members in by_rule.items()]
        found = []
        for kind, rows in (("clause", clauses), ("rule", rules)):
            decision = self.rulebook.decisions[f"systemic-{kind}"]
            for (name, members, _), case in zip(rows, _decided(answers, decision, rows), strict=True):
                if case == "major":
                    found.append((kind, name, tuple(members)))
        return tuple(sorted(found))

    def _enough_defects(self, members: list[int], blames: Sequence[Blame]) -> dict[str, str]:
        """Say whether the clause has enough distinct defects: of different rules, in different documents."""
        distinct = min(
            len({self.observed[index].rule.obligation for index in members}),
            len({document for index in members for document in blames[index].documents[:1]}),
        )
        return {"enough_defects": yes(distinct >= threshold(self.rulebook, "systemic_defects"))}

    def _enough_subjects(self, unmet: int, due: int) -> dict[str, str]:
        wanted = threshold(self.rulebook, "systemic_subjects")
        few = due < wanted
        enough = unmet == due and unmet >= threshold(self.rulebook, "systemic_few") if few else unmet >= wanted
        share = unmet * 100 >= due * threshold(self.rulebook, "systemic_share_percent")
        return {"enough_subjects": yes(enough), "enough_share": yes(share)}

    def _statuses(self, answers: Answers, outcomes: Sequence[str]) -> dict[tuple[str, str], str]:
        """Ask where each obligation stands at each subject, over all its rules."""
        decision = self.rulebook.decisions["status"]
        there: dict[tuple[str, str], set[str]] = defaultdict(set)
        for observed, outcome in zip(self.observed, outcomes, strict=True):
            there[observed.obligation.key, observed.subject].add(outcome.replace("-", "_"))
        rows = [{column: yes(column in found) for column in decision.columns} for found in there.values()]
        cases = [decision.cases[case].then for case in answers.decisions(decision, rows)]
        return dict(zip(there, cases, strict=True))

    def _readiness(
        self, answers: Answers, values: list[dict[str, str]]
    ) -> tuple[tuple[str, str, tuple[int, ...]], ...]:
        """Ask what every subject is ready for: (conclusion, subject, what stands against it)."""
        standing = self.rulebook.decisions["standing"]
        rows = [self._row(observed, value) for observed, value in zip(self.observed, values, strict=True)]
        narrow = [{column: row[column] for column in standing.columns} for row in rows]
        stands = [standing.cases[case].then for case in answers.decisions(standing, narrow)]
        facts: list[Fact] = [finding_fact(one, stand) for one, stand in zip(self.observed, stands, strict=True)]
        facts += unjudged_facts(self.rulebook, {one.subject for one in self.observed})
        goals: list[Fact] = [{"fact": "goal", "goal": "stage-1", "subject": ORGANISATION, "stage": 0}]
        stages = {one.subject: one.stage for one in self.observed if one.stage is not None}
        goals += [
            {"fact": "goal", "goal": "next-stage", "subject": name, "stage": stage}
            for name, stage in sorted(stages.items())
        ]
        rules = tuple(rule for rule in self.rulebook.conclusions if rule.for_each.fact == "goal")
        return _gather(answers.conclusions(rules, [*facts, *goals]), facts, goals)


def _first(index: int, follows: Mapping[int, set[int]], seen: frozenset[int]) -> set[int]:
    """Give the failures at the beginning of the chains that lead to this one; none for one that follows from none."""
    found: set[int] = set()
    for before in follows.get(index, ()):
        if before not in seen:
            found |= _first(before, follows, seen | {index}) or {before}
    return found


def _document(cause: Blame) -> str:
    return "document" if cause.cause is Cause.DOCUMENT else "content"


def _decided(
    answers: Answers, decision: DecisionList, rows: Sequence[tuple[str, list[int], dict[str, str]]]
) -> list[str]:
    return [decision.cases[case].then for case in answers.decisions(decision, [row for _, _, row in rows])]


def _gather(
    drawn: Sequence[Conclusion], facts: Sequence[Fact], goals: Sequence[Fact]
) -> tuple[tuple[str, str, tuple[int, ...]], ...]:
    found: dict[tuple[str, str], list[int]] = {}
    for conclusion in drawn:
        subject = str(goals[conclusion.about - len(facts)]["subject"])
        members = found.setdefault((conclusion.rule, subject), [])
        if conclusion.member is not None:
            members.append(conclusion.member)
    return tuple((rule, subject, tuple(members)) for (rule, subject), members in sorted(found.items()))
