"""A licensed user's own clause text, read from their file each time; nothing of it is kept, digested or shipped."""

from pathlib import Path

from accordant.errors import RulebookError, UsageError
from accordant.model.beside import ClauseTexts
from accordant.rulebook.files import Part, RuleFile
from accordant.rulebook.structure import load_schema, read_shaped


def read_clause_texts(file: Path, *, schemas: Path) -> ClauseTexts:
    """Read a file of clause texts.

    Raises:
        UsageError: if it cannot be read.
        RulebookError: with every problem of it.
    """
    try:
        content = file.read_bytes()
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror}") from error
    schema = load_schema(schemas / "companions", Part.CLAUSE_TEXT)
    shaped = read_shaped(RuleFile(file.name, str(file), Part.CLAUSE_TEXT, content), schema)
    if shaped.sound is None:
        raise RulebookError(shaped.problems)
    data = shaped.sound.data
    return ClauseTexts(data["edition"], data["licence"], data.get("clauses", {}), data.get("obligations", {}))
