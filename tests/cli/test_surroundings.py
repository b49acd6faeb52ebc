"""What a command takes from its surroundings."""

import sys
from pathlib import Path

import pytest
from platformdirs import user_cache_path

from accordant.cli.surroundings import cache


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it is asked")
@pytest.mark.parametrize("named", [None, "", "  ", "/somewhere/else"])
def test_caches_live_where_platformdirs_says(
    named: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    if named is not None:
        monkeypatch.setenv("XDG_CACHE_HOME", named)
    assert cache() == user_cache_path("accordant", appauthor=False)
