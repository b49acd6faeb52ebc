"""Every broken file beside this one, added to a sound rulebook, is refused in the words and places it expects."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from accordant.checks import KINDS
from accordant.errors import RulebookError
from accordant.model.catalogue import DocumentType
from accordant.rulebook.compile import compile_rulebook
from accordant.rulebook.files import HEADER, Folder, Part, RuleFile

BROKEN = sorted((Path(__file__).parent / "broken").glob("*.yaml"))


@pytest.mark.parametrize("file", BROKEN, ids=lambda file: file.stem)
def test_every_problem_at_its_place(
    file: Path, sound: Folder, schemas: Path, types: Mapping[str, DocumentType]
) -> None:
    part = Part(file.name.partition(".")[0])
    added = RuleFile(f"zz/{file.name}", file.name, part, file.read_bytes())
    # A broken header stands in the place of the sound one: a folder has but one.
    kept = [one for one in sound.files if part is not Part.RULEBOOK or one.name != HEADER]
    with pytest.raises(RulebookError) as caught:
        compile_rulebook([sound._replace(files=(*kept, added))], schemas, kinds=KINDS, types=types)
    expected = file.with_suffix(".errors.txt").read_text(encoding="utf-8").splitlines()
    assert [str(problem) for problem in caught.value.problems] == [f"{file.name}:{line}" for line in expected]
