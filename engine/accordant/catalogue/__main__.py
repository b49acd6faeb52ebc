"""`python -m accordant.catalogue [FOLDER]`: writes the generated schemas, `json/` and `xsd/`, into a schemas folder."""

import sys
from pathlib import Path

from accordant.catalogue.generation import generate
from accordant.errors import RulebookError


def main(arguments: list[str]) -> str | None:
    """Write the schemas of the folder named, or of the repository; return what went wrong."""
    folder = Path(arguments[0]) if arguments else Path(__file__).resolve().parents[3] / "schemas"
    try:
        files = generate(folder)
    except RulebookError as error:
        return str(error)
    for stale in {*folder.glob("json/*.json"), *folder.glob("xsd/*.xsd")} - {folder / name for name in files}:
        stale.unlink()
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
