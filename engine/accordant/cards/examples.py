"""A good and a bad example of a rule, taken from its cases and judged anew when the card is made."""

from collections.abc import Callable, Mapping, Sequence

from accordant.cards.card import Section
from accordant.casebook import Case, Result
from accordant.evidence.yaml_writer import write_yaml
from accordant.model.change import Data
from accordant.model.register import Outcome

Run = Callable[[Case], Result]
_BAD = (Outcome.NONCONFORMING, Outcome.OPPORTUNITY, Outcome.NOT_EVIDENCED, Outcome.NEEDS_JUDGEMENT)
_DOCUMENTS = "/documents/"


def examples(cases: Sequence[Case], run: Run) -> tuple[Section, ...]:
    """Return the good and the bad example, as far as the cases hold them."""
    good = next((case for case in cases if case.expect["outcome"] == Outcome.CONFORMING), None)
    bad = _bad(cases, good)
    found = []
    if good is not None:
        found.append(Section("Good example", (f"{_capital(good.name)}.", *_terms(good)), written=_documents(good)))
    if bad is not None:
        found.append(_bad_example(bad, good, run(bad)))
    return tuple(found)


def _bad(cases: Sequence[Case], good: Case | None) -> Case | None:
    """Choose the gravest failure, and of those one that differs from the good example by little."""
    ranked = [
        (_BAD.index(Outcome(str(case.expect["outcome"]))), good is None or case.start != good.name, number)
        for number, case in enumerate(cases)
        if case.expect["outcome"] in _BAD
    ]
    return cases[min(ranked)[2]] if ranked else None


def _bad_example(bad: Case, good: Case | None, result: Result) -> Section:
    finding = result.finding
    outcome = finding.outcome.replace("-", " ") if finding else str(bad.expect["outcome"])
    grade = f", {finding.severity}" if finding and finding.severity else ""
    verdict = f"{_capital(outcome)}{grade}: {finding.statement if finding else result.trouble}"
    differs = good is not None and bad.start == good.name and set(bad.changes)
    changes = tuple(_change(pointer, value, good) for pointer, value in bad.changes.items()) if good and differs else ()
    lead = f"{_capital(bad.name)}: as in the good example, but" if changes else f"{_capital(bad.name)}."
    return Section(
        "Bad example", (lead + (":" if changes else ""), *_terms(bad)), (*changes, verdict) if changes else (verdict,),
        written="" if changes else _documents(bad),
    )  # fmt: skip


def _terms(case: Case) -> tuple[str, ...]:
    return (f"The relationship stands at stage {case.stage}.",) if case.stage else ()


def _documents(case: Case) -> str:
    return "---\n".join(write_yaml(document) for document in case.said)


def _change(pointer: str, value: Data, good: Case) -> str:
    """Say one difference from the good example: which document, where in it, and what stands there instead."""
    if not pointer.startswith(_DOCUMENTS):
        return f"{pointer}: {_shown(value)}"
    number, _, inner = pointer.removeprefix(_DOCUMENTS).partition("/")
    if number == "-":
        return f"there is also {_document(value)}"
    document = good.said[int(number)] if int(number) < len(good.said) else None
    name = _document(document) if document else f"document {number}"
    if not inner:
        return f"{name} was not received" if value is None else f"{name} is {_shown(value)}"
    where = inner.replace("_", " ")
    return f"{name} has no {where}" if value is None else f"{name}: {where} is {_shown(value)}"


def _document(data: Data) -> str:
    if not isinstance(data, Mapping):
        return _shown(data)
    identity = data.get("id")
    return f"{str(data.get('type')).replace('_', ' ')} {identity}" if identity else str(data.get("type"))


def _shown(value: Data) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_shown(inner)}" for name, inner in value.items())
    if isinstance(value, list):
        return f"[{', '.join(map(_shown, value))}]" if value else "an empty list"
    return "nothing" if value is None else value


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
