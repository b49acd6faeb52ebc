"""An explanation in plain sentences: the verdict, what held and what did not, what that leaves, what would help."""

from collections.abc import Iterator, Sequence

from accordant.explaining.conditions import PURPOSES, Judged, JudgedCheck, checks_of
from accordant.explaining.explanation import Explanation
from accordant.explaining.proposing import Part, Proposal
from accordant.explaining.tracing import trace_lines
from accordant.model.change import Data, NewDocument, Removed
from accordant.model.observation import Value
from accordant.model.place import written_place
from accordant.model.register import Evidence, Finding, Outcome, Register
from accordant.reports.audience import may_grade
from accordant.reports.layout import block, clean, wrap
from accordant.reports.wording import cite, clause_words, grade, outcome_words, strength_words, subject_words

_MOST_CITATIONS = 4
_MARGIN = 8
_STAND_INS = "Words in [brackets] stand for what only you know. Record what is so, and nothing else."
_HOLDS = "holds"
_SPARE = "is not needed, since another way holds"
_FAILS = {
    Value.MET: "is so and must not be",
    Value.UNMET: "does not hold",
    Value.ABSENT: "was not shown",
    Value.ERROR: "could not be decided",
}


def render_text(explanation: Explanation, *, width: int, trace: bool) -> str:
    """Return the explanation as text of this width with a final line end; `trace` adds the tree of conditions."""
    lines = [*_verdict(explanation, width), *_conditions(explanation, width)]
    if trace:
        lines += ["", "The conditions, one inside the other", *trace_lines(explanation.conditions, width)]
    lines += ["", *_unmet(explanation, width), "", *_proposed(explanation, width)]
    return "\n".join(lines) + "\n"


def _verdict(explanation: Explanation, width: int) -> Iterator[str]:
    register, finding = explanation.register, explanation.finding
    number = clause_words(register)(finding.clause)
    yield from wrap(f"{finding.title}: {grade(register, finding)}", width)
    yield from wrap(f"{finding.id} (clause {number}, {subject_words(finding.subject)}, as of {register.as_of})", width)
    yield ""
    yield from wrap(explanation.because, width)
    # What was not shown is said with each condition.
    if not explanation.conditions or finding.outcome is Outcome.NONCONFORMING:
        yield from wrap(finding.statement, width)
    if finding.strength:
        yield from wrap(f"The weakest evidence it rests on is {_weakest(register, finding)}", width)
    if finding.severity_reason:
        yield from wrap(f"Graded {finding.severity}: {finding.severity_reason}.", width)


def _weakest(register: Register, finding: Finding) -> str:
    """Say which document is the weakest link, and why."""
    words = strength_words(register, finding)
    reasons = (
        one.standing.because for one in register.documents if one.standing and one.standing.strength == finding.strength
    )
    return f"{words}. {next(reasons, 'Only the manifest says so.')}"


def _conditions(explanation: Explanation, width: int) -> Iterator[str]:
    for name, condition in explanation.conditions.items():
        yield from _purpose(name, condition, width)


def _purpose(name: str, condition: Judged, width: int) -> Iterator[str]:
    groups: dict[str, list[JudgedCheck]] = {title: [] for title in (_HOLDS, *_FAILS.values(), _SPARE)}
    for check in checks_of(condition):
        groups[_group(check)].append(check)
    for title, some in groups.items():
        if some:
            yield from ("", f"Of {PURPOSES[name]}, this {title}:")
        for check in some:
            yield from block(_said(check), width, first="- ", rest="  ")
            yield from _seen(check.evidence, width)


def _group(check: JudgedCheck) -> str:
    if check.value is check.wanted:
        return _HOLDS
    return _FAILS[check.value] if check.counts else _SPARE


def _said(check: JudgedCheck) -> str:
    """Say a check in the rule's own words where it fails, else what was asked."""
    if check.value is Value.UNMET and check.wanted is Value.UNMET:
        return f"Not so, as it must be: {check.asked}."
    if check.value is Value.UNMET and check.statement and check.counts:
        return f"{check.statement} Asked: {check.asked}."
    return f"{check.asked[:1].upper()}{check.asked[1:]}."


def _seen(evidence: Sequence[Evidence], width: int) -> Iterator[str]:
    for one in evidence[:_MOST_CITATIONS]:
        yield from block(f"Seen: {cite(one)}", width, first="  ", rest="  ")
    if len(evidence) > _MOST_CITATIONS:
        yield f"  and {len(evidence) - _MOST_CITATIONS} more places"


def _unmet(explanation: Explanation, width: int) -> Iterator[str]:
    finding, obligation = explanation.finding, explanation.obligation
    words = _status(explanation.register, obligation.status, obligation.extent)
    yield from wrap(
        f"Obligation {finding.obligation}, {obligation.title}: {words}, by {_rules(len(obligation.findings))} here. "
        f"{finding.requirement}",
        width,
    )
    if finding.depends_on:
        yield from wrap(f"It only follows from: {', '.join(finding.depends_on)}.", width)
    if finding.also_affects:
        yield from wrap(f"From it follow: {', '.join(finding.also_affects)}.", width)


def _status(register: Register, status: str, extent: str) -> str:
    if status in set(Outcome):
        return outcome_words(Outcome(status), extent=extent, graded=may_grade(register))
    return status.replace("-", " ")


def _rules(count: int) -> str:
    return "one rule" if count == 1 else f"{count} rules"


def _proposed(explanation: Explanation, width: int) -> Iterator[str]:
    proposal = explanation.proposal
    if proposal is None:
        yield from wrap(explanation.unproposed, width)
        return
    met = "would make it conform" if proposal.outcome is Outcome.CONFORMING else "would meet what is required"
    yield from wrap(f"The smallest change of the evidence that {met}:", width)
    for number, part in enumerate(proposal.parts, 1):
        yield from _part(number, part, width)
    yield ""
    yield from wrap(
        f"Applied and assessed again: {proposal.words}. {proposal.because} Nothing of it can be left out.", width
    )
    yield from _others(proposal, width)
    if explanation.finding.advice:
        yield from wrap(f"The rule's advice: {explanation.finding.advice}", width)
    if any("[" in line for part in proposal.parts for line in _lines(_value(part))):
        yield from wrap(_STAND_INS, width)


def _part(number: int, part: Part, width: int) -> Iterator[str]:
    merit = " (good practice)" if part.for_merit else ""
    yield from block(f"{_headline(part)}{merit}", width, first=f"{number:>2}. ", rest="    ")
    for line in _lines(_value(part)):
        margin = " " * min(width // 2, _MARGIN + len(line) - len(line.lstrip()))
        yield from block(line, width, first=margin, rest=margin)


def _headline(part: Part) -> str:
    change = part.change
    if isinstance(change, NewDocument):
        return f"Add a document of type {change.type} ({part.title}):"
    where = f"{part.title}, {written_place(part.file, *part.place)}"
    if isinstance(change.value, Removed):
        return f"Take away {change.pointer} from {where}."
    if change.pointer.endswith("/-"):
        return f"Add an item to {change.pointer.removesuffix('/-')} of {where}:"
    instead = f" instead of {clean(part.was)}" if isinstance(part.was, str) and part.was.strip() else ""
    return f"Write at {change.pointer} of {where}{instead}:"


def _value(part: Part) -> Data:
    if isinstance(part.change, NewDocument):
        return part.change.data
    return None if isinstance(part.change.value, Removed) else part.change.value


def _lines(data: Data) -> list[str]:
    """Lay plain data out, one value a line, as it would be written in YAML."""
    if isinstance(data, dict):
        return [line for name, value in data.items() for line in _field(name, value)]
    if isinstance(data, list):
        return [line for item in data for line in _item(item)] or ["[]"]
    return [] if data is None else [clean(data)]


def _field(name: str, value: Data) -> list[str]:
    if isinstance(value, dict | list) and value:
        return [f"{name}:", *[f"  {line}" for line in _lines(value)]]
    return [f"{name}: {' '.join(_lines(value))}"]


def _item(item: Data) -> list[str]:
    first, *rest = _lines(item) or [""]
    return [f"- {first}", *[f"  {line}" for line in rest]]


def _others(proposal: Proposal, width: int) -> Iterator[str]:
    if not proposal.others:
        yield from wrap("It changes no other verdict.", width)
        return
    yield from wrap("It also changes other verdicts:", width)
    for one in proposal.others:
        yield from block(f"{one.finding} ({one.title}): {one.before}, then {one.after}", width, first="- ", rest="  ")
