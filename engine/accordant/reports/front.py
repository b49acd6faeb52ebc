"""The first page of the table: whose register, judged by what, what was not checked, what it adds up to."""

from accordant.model.register import Outcome, Register, makes_entry, questions_owed
from accordant.reports.audience import may_grade
from accordant.reports.layout import block, columns, wrap
from accordant.reports.wording import audit_words, clause_words, deviation_words, outcome_words

_LABEL = 15
_MAY_BE_SILENT = frozenset(("Profile", "Attachments", "Notice", "Clause text"))


def heading(title: str, width: int) -> list[str]:
    """Return the title, wrapped and underlined."""
    lines = wrap(title, width)
    return [*lines, "-" * max(columns(line) for line in lines)]


def front_lines(register: Register, width: int) -> list[str]:
    """Return the header, what was not checked, and the summary."""
    lines = heading(f"Accordant {register.tool_version}: register", width)
    for label, text in _header(register):
        lines += block(text, width, first=label.ljust(_LABEL), rest=" " * _LABEL)
    lines += _deviation_lines(register, width)
    lines += ["", *heading("Not checked", width)]
    for text in _not_checked(register):
        lines += block(text, width, first="- ", rest="  ")
    lines += ["", *heading("Summary", width)]
    for label, text in _summary(register):
        lines += block(text, width, first=label.ljust(2 * _LABEL), rest=" " * 2 * _LABEL)
    return lines


def _header(register: Register) -> list[tuple[str, str]]:
    amended = f", amended by {', '.join(register.amendments)}" if register.amendments else ""
    verified = f"verified by {register.verified_by}" if register.verified_by else "not verified by a second engine"
    documents = f"{len(register.documents)} documents" if len(register.documents) != 1 else "1 document"
    lines = [
        ("Organisation", register.organisation or "not stated"),
        ("Scope", register.scope or "not stated"),
        ("As of", register.as_of),
        ("Standard", f"{register.standard}{amended}"),
        *[("Rulebook", f"{one['id']} {one['version']}, digest {one['digest']}") for one in register.rulebooks],
        ("Profile", _profile(register)),
        ("Engines", f"decided by {register.decided_by}; {verified}"),
        ("Role", register.role),
        ("Audit", audit_words(register.audit)),
        ("Evidence", f"{register.pack}, {documents}, digest {register.pack_digest}"),
        ("Attachments", _attachments(register)),
        ("Seal", _seal(register)),
        ("Notice", register.notice),
        ("Clause text", _licence(register)),
    ]
    return [(label, text) for label, text in lines if text or label not in _MAY_BE_SILENT]


def _attachments(register: Register) -> str:
    if not register.attachments:
        return ""
    files = f"{len(register.attachments)} files" if len(register.attachments) != 1 else "1 file"
    cited = sum(bool(attachment.cited_by) for attachment in register.attachments)
    return f"{files}, {cited} of them cited; listed with their SHA-256 in the JSON register"


def _seal(register: Register) -> str:
    seal = register.seal
    if seal is None:
        return "not sealed: changes since the evidence was collected would not be seen"
    state = "holds" if seal.holds else "BROKEN: see what was not read as it should be"
    return f"of {seal.sealed_on or 'no day'}, {state}; digest {seal.digest}"


def _licence(register: Register) -> str:
    if register.beside is None or register.beside.texts is None:
        return ""
    from accordant.reports.aside import licence_words  # noqa: PLC0415 - few users have a licensed text at hand

    return licence_words(register.beside.texts)


def _deviation_lines(register: Register, width: int) -> list[str]:
    """Return how the profile departs from the rulebook; the rules it leaves unjudged stand under `Not checked`."""
    deviations = register.profile.deviations if register.profile else ()
    listed = [one for one in deviations if one.kind != "not-checked"]
    if not listed:
        return []
    lines = ["", *heading("Deviations from the rulebook", width)]
    for one in listed:
        lines += block(deviation_words(one), width, first="- ", rest="  ")
    return lines


def _profile(register: Register) -> str:
    profile = register.profile
    return f"{profile.id} {profile.version}, digest {profile.digest}" if profile else ""


def _not_checked(register: Register) -> list[str]:
    pending = sum(finding.outcome is Outcome.NOT_YET_DUE for finding in register.findings)
    asking = len({finding.obligation for finding in register.findings if questions_owed(finding)})
    return [
        *register.limits,
        *[f"Not read as it should be: {problem}" for problem in register.intake],
        f"Findings of duties not yet due: {pending}.",
        f"Obligations that only a person can judge: {register.summary['coverage'].get('person', 0)}.",
        f"Obligations with questions that remain for a person: {asking}.",
    ]


def _summary(register: Register) -> list[tuple[str, str]]:
    counts = register.summary["by_outcome"]
    coverage = register.summary["coverage"]
    lines = []
    for outcome in Outcome:
        words = outcome_words(outcome, extent="whole", graded=may_grade(register))
        if outcome is Outcome.CONFORMING:
            lines.append((words, str(coverage.get("conforming-whole", 0))))
            lines.append(("no gap found (part)", str(coverage.get("conforming-part", 0))))
        elif outcome is Outcome.NONCONFORMING:
            lines.append((words, f"{counts.get(outcome, 0)}{_severities(register)}"))
        else:
            lines.append((words, str(counts.get(outcome, 0))))
    number = clause_words(register)
    clauses = "; ".join(f"{number(clause)}: {count}" for clause, count in register.summary["by_clause"].items())
    entries = sum(makes_entry(finding) for finding in register.findings)
    return [*lines, ("entries", str(entries)), ("entries by clause", clauses or "none")]


def _severities(register: Register) -> str:
    graded = ", ".join(f"{grade}: {count}" for grade, count in register.summary["by_severity"].items())
    return f" (entries: {graded})" if graded else ""
