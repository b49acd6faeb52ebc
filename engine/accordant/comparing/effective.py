"""The rulebook in force, in plain words: where each value comes from, and what profiles change."""

from collections.abc import Iterator

from accordant.model.rules import Rulebook
from accordant.model.tailoring import Parameter, Tailoring, spelt


def effective_text(rulebook: Rulebook) -> str:
    """Return the rulebook in force as text with a final line end."""
    return "\n".join(_lines(rulebook)) + "\n"


def _lines(rulebook: Rulebook) -> Iterator[str]:
    tailoring = rulebook.tailoring or Tailoring((), (), {}, ())
    for part in rulebook.parts:
        yield f"Rulebook {part.id} {part.version}"
    for profile in tailoring.profiles:
        yield f"Profile {profile.id} {profile.version}: {profile.title} (for: {profile.made_for})"
    yield f"Rules judged: {len(rulebook.rules)}; not checked: {len(tailoring.off)}"
    yield ""
    yield "Parameters"
    yield from (f"- {_parameter(one)}" for one in sorted(rulebook.parameters.values(), key=lambda one: one.name))
    states = [one for one in tailoring.deviations if one.kind == "states"]
    sections = (
        (
            "Severities changed",
            [f"{one.rule}: {one.grade} ({_why(one.profile, one.reason)})" for one in tailoring.grades.values()],
        ),
        (
            "States in which documents count",
            [f"{one.what}: {one.now}, was {one.was} ({_why(one.profile, one.reason)})" for one in states],
        ),
        ("Rules not checked", [f"{one.rule} ({_why(one.profile, one.reason)})" for one in tailoring.off]),
    )
    for title, lines in sections:
        yield ""
        yield title if lines else f"{title}: none"
        yield from (f"- {line}" for line in lines)


def _parameter(one: Parameter) -> str:
    unit = f" {one.unit}" if one.unit else ""
    was = f", {spelt(one.declared)} without the profile" if one.value != one.declared else ""
    return f"{one.name}: {spelt(one.value)}{unit} (from {one.origin}{was}; {_bounds(one)})"


def _bounds(one: Parameter) -> str:
    if one.changed_by == "nobody":
        return "no profile may change it"
    words = [
        f"at least {spelt(one.least)}" if one.least is not None else "",
        f"at most {spelt(one.most)}" if one.most is not None else "",
        f"one of {spelt(one.allowed)}" if one.allowed else "",
        f"changed by {one.changed_by}",
    ]
    return ", ".join(word for word in words if word)


def _why(profile: str, reason: str | None) -> str:
    return f"profile {profile}: {reason}" if reason else f"profile {profile}"
