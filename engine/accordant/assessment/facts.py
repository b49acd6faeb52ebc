"""The facts that readiness is concluded from: what each rule found, and what a profile left unjudged."""

from collections.abc import Set as AbstractSet

from accordant.model.evidence import ORGANISATION
from accordant.model.inference import Fact
from accordant.model.observation import Observed
from accordant.model.rules import Obligation, Rulebook

DOCUMENTED = ("maintain", "retain")


def yes(holds: bool) -> str:  # noqa: FBT001 - the one way a truth becomes a word
    """Give the word for a truth."""
    return "yes" if holds else "no"


def finding_fact(observed: Observed, standing: str) -> Fact:
    """Give the fact of one rule at one subject: whether what it asks is shown to be met."""
    due = observed.rule.due or observed.obligation.due
    return {
        **_asked(observed.obligation),
        "subject": observed.subject,
        "stage": due.stage if due else 0,
        "standing": standing,
        "judged": "yes",
    }


def unjudged_facts(rulebook: Rulebook, subjects: AbstractSet[str]) -> list[Fact]:
    """Give a fact for each rule that a profile leaves unjudged, at each subject: what it asks is not shown."""
    relationships = sorted(subjects - {ORGANISATION})
    facts: list[Fact] = []
    for one in rulebook.tailoring.off if rulebook.tailoring else ():
        obligation = rulebook.obligations[one.obligation]
        about = [ORGANISATION] if obligation.level == "system" else relationships
        asked = {**_asked(obligation), "stage": one.stage, "standing": "not-met", "judged": "no"}
        facts += [{**asked, "subject": subject} for subject in about]
    return facts


def _asked(obligation: Obligation) -> dict[str, str | int]:
    return {
        "fact": "finding",
        "kind": obligation.kind,
        "level": obligation.level,
        "documented": yes(obligation.documented in DOCUMENTED),
    }
