"""One observed rule becomes one finding: its words filled, its citations placed."""

import re
from collections.abc import Callable
from typing import NamedTuple

from accordant.model.evidence import Document
from accordant.model.observation import Cause, Citation, Observation, Observed, Value
from accordant.model.place import Place
from accordant.model.register import Evidence, Finding, Outcome
from accordant.model.rules import ClauseReference, Condition

_LEAD = re.compile(r"\{document\}(?: \{id\})?(?:, version \{version\},)?")
_UNSTATED = "not stated"
_UNKNOWN = "Whether the duty has arisen is not known."


class Inferred(NamedTuple):
    """What was inferred of one observed rule: outcome and its reason, severity and its reason, primaries, followers.

    `checks` names the checks behind the outcome, in the rule's order.
    """

    outcome: Outcome
    because: str
    severity: tuple[str, str] | None
    primaries: tuple[str, ...]
    followers: tuple[str, ...]
    checks: tuple[str, ...]


class Press(NamedTuple):
    """What turns observations into printed words: `place` gives file and place, `ask` what a check asks."""

    place: Callable[[Citation], tuple[str, Place]]
    ask: Callable[[Observed, str], str]
    edition: str


def finding_id(observed: Observed) -> str:
    """Give the finding's id: one for each rule and subject."""
    return f"{observed.rule.id}@{observed.subject}"


def enter(observed: Observed, inferred: Inferred, press: Press) -> Finding:
    """Give the finding of one observed rule."""
    rule, obligation = observed.rule, observed.obligation
    clause = _clause(observed, press.edition)
    nonconforming = inferred.outcome is Outcome.NONCONFORMING
    severity, reason = inferred.severity or (None, None)
    due = rule.due or obligation.due
    judgement = observed.judgement
    return Finding(
        id=finding_id(observed),
        rule=rule.id,
        obligation=obligation.key,
        clause=clause.number,
        clause_basis=clause.basis,
        title=rule.title,
        kind=obligation.kind,
        level=obligation.level,
        life_cycle_stage=due.stage if due else None,
        subject=observed.subject,
        outcome=inferred.outcome,
        severity=severity if nonconforming else None,
        severity_reason=reason if nonconforming else None,
        severity_if_confirmed=None if nonconforming else severity,
        extent=rule.extent,
        requirement=obligation.requirement,
        statement=_statement(observed, inferred, press),
        evidence=_evidence(observed, inferred, press),
        remaining=rule.remaining or obligation.remaining,
        provenance={
            "obligation": obligation.confidence,
            "clause": clause.basis,
            "sources": ", ".join(obligation.sources),
        },
        depends_on=inferred.primaries,
        also_affects=inferred.followers,
        reason=rule.reason,
        advice=rule.advice or None,
        judgement=_judgement(judgement, press) if judgement else None,
    )


def _clause(observed: Observed, edition: str) -> ClauseReference:
    clauses = observed.obligation.clauses
    return next((clause for clause in clauses if clause.edition == edition), clauses[0])


def _statement(observed: Observed, inferred: Inferred, press: Press) -> str:
    """Say what was found: in the rule's own words where it fails, else plainly what was or was not shown."""
    if inferred.outcome is Outcome.NOT_APPLICABLE:
        return _sentence(observed.why or _nil_return(observed) or inferred.because)
    if observed.scope is not Value.MET:
        return _sentence(observed.why or inferred.because)
    if inferred.outcome is Outcome.CONFORMING:
        return _seen(observed, inferred, press)
    if inferred.outcome is Outcome.NOT_YET_DUE:
        return inferred.because
    seen = [(name, observed.seen[name]) for name in inferred.checks]
    said = _spoken(observed, seen) or [
        _absent(observed, name, one, press) for name, one in seen if one.value in (Value.ABSENT, Value.ERROR)
    ]
    unknown = [_UNKNOWN] if _named_in(observed.rule.occasion).intersection(inferred.checks) else []
    return " ".join(dict.fromkeys([*unknown, *said])) or _weighed(observed, inferred, press)


def _weighed(observed: Observed, inferred: Inferred, press: Press) -> str:
    """Say what a person is to weigh."""
    asked = "; ".join(dict.fromkeys(press.ask(observed, name) for name in inferred.checks))
    lead = "Not seen" if inferred.outcome is Outcome.OPPORTUNITY else "To be weighed"
    return _sentence(inferred.because, asked and f"{lead}: {asked}")


def _nil_return(observed: Observed) -> str:
    """Give the rule's permitted reason where the duty did not arise."""
    return next((permitted.reason for permitted in observed.rule.not_applicable if permitted.when == "nil-return"), "")


def _seen(observed: Observed, inferred: Inferred, press: Press) -> str:
    """Say what was seen; an order of events before adoption was not judged, and is not said to be seen."""
    exempt = [name for name in inferred.checks if observed.seen[name].exempt]
    asked = [press.ask(observed, name) for name in inferred.checks if name not in exempt]
    spared = "Events before the relationship adopted the system are not judged by their order" if exempt else ""
    return _sentence(f"Seen: {'; '.join(dict.fromkeys(asked))}" if asked else inferred.because, spared)


def _spoken(observed: Observed, seen: list[tuple[str, Observation]]) -> list[str]:
    """Fill the statements of the checks that failed; one place declared to be empty is said once."""
    statements, said, places = observed.rule.statements, [], set[tuple[tuple[str, str], ...]]()
    for name, one in seen:
        if name not in statements or one.value in (Value.ABSENT, Value.ERROR):
            continue
        there = tuple((citation.file, citation.pointer) for citation in one.citations)
        if one.cause is Cause.DECLARED_NONE and there in places:
            continue
        places.add(there)
        said.append(filled(statements[name], one))
    return said


def _absent(observed: Observed, name: str, one: Observation, press: Press) -> str:
    obstacle = one.words.get("obstacle")
    said = f"Not evidenced: {press.ask(observed, name)}"
    return _sentence(f"{said} ({obstacle})" if obstacle else said)


def _named_in(condition: Condition | None) -> frozenset[str]:
    """Give the names of the checks in a condition."""
    if condition is None or isinstance(condition, str):
        return frozenset({condition} if condition else ())
    return frozenset().union(*(_named_in(part) for part in condition.parts))


def filled(statement: str, observation: Observation) -> str:
    """Fill the words of a statement with what a check saw; what is not there can be neither named nor compared."""
    words = observation.words
    lead = _LEAD.match(statement)
    if "none" in words and ("{items}" in statement or ("{missing}" in statement and words["missing"] == words["none"])):
        statement = f"{lead[0] if lead else '{document}'} states no {{none}}."
    if "uncompared" in words or ("unstated" in words and "{value}" in statement):
        statement = f"{lead[0] if lead else '{document}'} leaves open: {{unstated}}."
    return statement.format_map(_Words(words))


class _Words(dict[str, str]):
    """The words of a statement; one that was not seen is said to be not stated."""

    def __missing__(self, key: str) -> str:
        return _UNSTATED


def _sentence(*parts: str) -> str:
    texts = [part[:1].upper() + part[1:] for part in dict.fromkeys(parts) if part]
    return " ".join(text if text.endswith((".", "?", "!")) else f"{text}." for text in texts)


def _evidence(observed: Observed, inferred: Inferred, press: Press) -> tuple[Evidence, ...]:
    """Place every citation behind the outcome; no verdict stands without one."""
    seen = [observed.seen[name] for name in inferred.checks]
    citations = [citation for one in seen for citation in one.citations] or [observed.entry]
    return tuple(dict.fromkeys(placed(citation, press) for citation in citations))


def placed(citation: Citation, press: Press) -> Evidence:
    """Give a citation with its place and its document's header."""
    file, place = press.place(citation)
    document = citation.document
    when = document and (document.issued or document.approved_on)
    return Evidence(
        file=file,
        line=place.line,
        column=place.column,
        pointer=citation.pointer,
        value=citation.value,
        document=document.id if document else None,
        title=document.title if document else None,
        version=document.version if document else None,
        date=when.isoformat() if when else None,
        page=_page(document) if document else None,
        key=citation.key,
        sheet=place.sheet,
        cell=place.cell,
    )


def _page(document: Document) -> str | None:
    """Give the pages of the original a transcript was made from."""
    source = document.root.fields.get("source")
    pages = getattr(source, "fields", {}).get("pages")
    text = getattr(pages, "text", None)
    return str(text) if text else None


def _judgement(document: Document, press: Press) -> Evidence:
    node = document.root.fields.get("outcome", document.root)
    value = getattr(node, "text", None)
    return placed(Citation(document, document.source.file, node.at, "/outcome", value, document.id), press)
