"""Two rulebooks side by side: what changed, which verdicts and versions change; one in force; two registers."""

from accordant.comparing.comparison import Comparison, Side, compare, distinct
from accordant.comparing.effective import effective_text
from accordant.comparing.registers import ReadRegister, read_register
from accordant.comparing.rendering import comparison_json, comparison_text
from accordant.comparing.since import Since, compare_registers
from accordant.comparing.since_rendering import since_json, since_text
from accordant.comparing.verdicts import Evidence

__all__ = [
    "Comparison",
    "Evidence",
    "ReadRegister",
    "Side",
    "Since",
    "compare",
    "compare_registers",
    "comparison_json",
    "comparison_text",
    "distinct",
    "effective_text",
    "read_register",
    "since_json",
    "since_text",
]
