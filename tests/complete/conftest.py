"""The pack of the complete organisation, read and judged once for each module of tests."""

from pathlib import Path

import pytest

from accordant.evidence import read_pack
from accordant.model.evidence import Pack
from accordant.model.register import Register
from accordant.rulebook import Compiled
from judging import judge

COMPLETE = Path(__file__).parent.parent.parent / "fixtures" / "complete"
AS_OF = "2026-06-30"


@pytest.fixture(scope="module")
def pack(compiled: Compiled) -> Pack:
    return read_pack(COMPLETE / "yaml", types=compiled.types)


@pytest.fixture(scope="module")
def register(pack: Pack, compiled: Compiled) -> Register:
    return judge(pack, compiled, as_of=AS_OF)


@pytest.fixture(scope="module")
def twin(compiled: Compiled) -> Register:
    """Give the register of the same pack in XML."""
    return judge(read_pack(COMPLETE / "xml", types=compiled.types), compiled, as_of=AS_OF)
