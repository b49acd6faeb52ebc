"""The four values of a condition in the orders the encoder dispatches on."""

from typing import Final

VALUES: Final = frozenset({"met", "unmet", "absent", "error"})

DOMINANCE: Final[dict[str, tuple[str, ...]]] = {
    "all": ("unmet", "error", "absent", "met"),
    "any": ("met", "error", "absent", "unmet"),
}
"""Operator -> values, the one that prevails over all later ones first."""

SWAP: Final[dict[str, str]] = {"met": "unmet", "unmet": "met", "absent": "absent", "error": "error"}
