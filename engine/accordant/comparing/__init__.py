"""Two rulebooks side by side: what changed, which verdicts change, what version that makes; one as it is in force."""

from accordant.comparing.comparison import Comparison, Side, compare, distinct
from accordant.comparing.effective import effective_text
from accordant.comparing.registers import EarlierRegister, changes_since, read_register
from accordant.comparing.rendering import comparison_json, comparison_text
from accordant.comparing.verdicts import Evidence

__all__ = [
    "Comparison",
    "EarlierRegister",
    "Evidence",
    "Side",
    "changes_since",
    "compare",
    "comparison_json",
    "comparison_text",
    "distinct",
    "effective_text",
    "read_register",
]
