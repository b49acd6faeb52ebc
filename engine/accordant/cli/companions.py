"""What a command lays beside rules and findings: crosswalks, phases, terms, and the user's own clause text."""

from pathlib import Path

from accordant.cli.surroundings import rule_folders, shipped
from accordant.model.beside import Beside, ClauseTexts
from accordant.model.companions import Companions
from accordant.rulebook import Compiled
from accordant.rulebook.companions import load_companions
from accordant.rulebook.companions.clause_text import read_clause_texts
from accordant.rulebook.companions.columns import make_column


def companions(compiled: Compiled, added: tuple[Path, ...]) -> Companions:
    """Load what accompanies the shipped rules and the folders added to them.

    Raises:
        RulebookError: with every problem of it.
    """
    return load_companions(rule_folders(added), schemas=shipped("schemas"), compiled=compiled)


def clause_texts(file: Path | None) -> ClauseTexts | None:
    """Read the user's own clause text, None where no file is given.

    Raises:
        UsageError: if it cannot be read.
        RulebookError: with every problem of it.
    """
    return read_clause_texts(file, schemas=shipped("schemas")) if file else None


def beside(names: tuple[str, ...], texts: ClauseTexts | None, compiled: Compiled, added: tuple[Path, ...]) -> Beside:
    """Make what stands beside the findings of a register.

    Raises:
        UsageError: if no crosswalk has one of the names.
        RulebookError: if a crosswalk is broken.
    """
    if not names:
        return Beside(texts=texts)
    known = companions(compiled, added)
    obligations = compiled.rulebook.obligations.values()
    return Beside(tuple(make_column(name, known, obligations) for name in dict.fromkeys(names)), texts)
