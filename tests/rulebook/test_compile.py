"""The way from files to the compiled rulebook."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from accordant.checks import KINDS
from accordant.errors import RulebookError
from accordant.model.catalogue import DocumentType
from accordant.rulebook.compile import compile_rulebook
from accordant.rulebook.files import Folder


def test_a_sound_rulebook(sound: Folder, schemas: Path, types: Mapping[str, DocumentType]) -> None:
    compiled = compile_rulebook([sound], schemas, kinds=KINDS, types=types)
    print(compiled)
