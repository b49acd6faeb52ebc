"""What many tests need: the shipped rulebook, compiled once."""

from pathlib import Path

import pytest

from accordant.rulebook import Compiled, load_rulebook

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def compiled() -> Compiled:
    """Give the shipped rulebook with its types and its program."""
    return load_rulebook((ROOT / "rules" / "iso44001",), schemas=ROOT / "schemas", cache=None)
