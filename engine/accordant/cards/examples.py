"""A good and a bad example of a rule, taken from its cases and judged anew when the card is made."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from accordant.cards.card import Section
from accordant.casebook import Case, Result
from accordant.evidence.yaml_writer import write_yaml
from accordant.model.change import Data
from accordant.model.register import Outcome

Run = Callable[[Case], Result]
_DOCUMENTS = "/documents/"
_FAILURES = (Outcome.NONCONFORMING, Outcome.NEEDS_JUDGEMENT, Outcome.NOT_EVIDENCED, Outcome.OPPORTUNITY)
_SHORTFALLS = (Outcome.OPPORTUNITY, Outcome.NOT_EVIDENCED)


def examples(cases: Sequence[Case], run: Run, kind: str, labels: Mapping[str, str]) -> tuple[Section, ...]:
    """Return the good and the bad example, as far as the cases hold them.

    `kind` is that of the obligation: where it is no requirement, a failure is an opportunity. `labels` name types.
    """
    good = next((case for case in cases if case.expect["outcome"] == Outcome.CONFORMING), None)
    bad = _bad(cases, good, _FAILURES if kind == "requirement" else _SHORTFALLS)
    found = []
    if good is not None:
        found.append(Section("Good example", (f"{_capital(good.name)}.", *_terms(good)), written=_documents(good)))
    if bad is not None:
        found.append(_bad_example(bad, good, run(bad), labels))
    return tuple(found)


def _bad(cases: Sequence[Case], good: Case | None, outcomes: Sequence[Outcome]) -> Case | None:
    """Choose the gravest failure, and of those one that differs from the good example by little."""
    ranked = [
        (outcomes.index(outcome), good is None or case.start != good.name, number)
        for number, case in enumerate(cases)
        if (outcome := Outcome(str(case.expect["outcome"]))) in outcomes
    ]
    return cases[min(ranked)[2]] if ranked else None


def _bad_example(bad: Case, good: Case | None, result: Result, labels: Mapping[str, str]) -> Section:
    finding = result.finding
    outcome = finding.outcome.replace("-", " ") if finding else str(bad.expect["outcome"])
    grade = f", {finding.severity}" if finding and finding.severity else ""
    verdict = f"{_capital(outcome)}{grade}: {finding.statement if finding else result.trouble}"
    if good is None or bad.start != good.name or not bad.changes:
        return Section("Bad example", (f"{_capital(bad.name)}.", *_terms(bad)), (verdict,), _documents(bad))
    changes = tuple(_change(pointer, value, good, labels) for pointer, value in bad.changes.items())
    lead = f"{_capital(bad.name)}: as in the good example, but"
    return Section("Bad example", (lead, *_terms(bad)), (*changes, verdict))


def _terms(case: Case) -> tuple[str, ...]:
    return (f"The relationship stands at stage {case.stage}.",) if case.stage else ()


def _documents(case: Case) -> str:
    return "---\n".join(write_yaml(document) for document in case.said)


def _change(pointer: str, value: Data, good: Case, labels: Mapping[str, str]) -> str:
    """Say one difference from the good example: which document, where in it, and what stands there instead."""
    if not pointer.startswith(_DOCUMENTS):
        return f"{pointer}: {_shown(value)}"
    number, _, inner = pointer.removeprefix(_DOCUMENTS).partition("/")
    if not number.isdecimal() or int(number) >= len(good.said):
        return f"there is also {_document(value, labels)}"
    document = good.said[int(number)]
    name = _document(document, labels)
    if not inner:
        return f"{name} was not received" if value is None else f"{name} is {_shown(value)}"
    where = ", ".join(_way(document, inner.split("/")))
    return f"in {name}, {where} is {'taken away' if value is None else _shown(value)}"


def _way(data: Data, steps: Sequence[str]) -> Iterator[str]:
    """Say the way to a place: names of fields, and of items their number with what they are known by."""
    for step in steps:
        if isinstance(data, list):
            data = data[int(step)] if step.isdecimal() and int(step) < len(data) else None
            known = (
                next((text for text in data.values() if isinstance(text, str)), "") if isinstance(data, dict) else ""
            )
            number = f"item {int(step) + 1}" if step.isdecimal() else "a further item"
            yield f"{number} ({known})" if known else number
        else:
            data = data.get(step) if isinstance(data, dict) else None
            yield step.replace("_", " ")


def _document(data: Data, labels: Mapping[str, str]) -> str:
    if not isinstance(data, Mapping):
        return _shown(data)
    kind = str(data.get("type"))
    return " ".join(filter(None, (labels.get(kind, kind), _shown(data.get("id", "")))))


def _shown(value: Data) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_shown(inner)}" for name, inner in value.items())
    if isinstance(value, list):
        return f"[{', '.join(map(_shown, value))}]" if value else "an empty list"
    return "nothing" if value is None else value


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
