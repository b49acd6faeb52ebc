"""The register: which findings are its entries, in which order they stand, what they add up to."""

from accordant.register.order import (
    arrange_conclusions,
    arrange_findings,
    arrange_obligations,
    clause_key,
    entries,
    subject_key,
)
from accordant.register.summary import exit_status, summarise

__all__ = [
    "arrange_conclusions",
    "arrange_findings",
    "arrange_obligations",
    "clause_key",
    "entries",
    "exit_status",
    "subject_key",
    "summarise",
]
