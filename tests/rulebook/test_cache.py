"""What is kept between starts: found again, never trusted from another's hand, never needed."""

import gc
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from accordant import rulebook
from accordant.catalogue import declaration
from accordant.checks import KINDS
from accordant.errors import RulebookError
from accordant.model.catalogue import DocumentType
from accordant.rulebook import Compiled, load_rulebook
from accordant.rulebook.cache import cache_key, keep, recall
from accordant.rulebook.compile import compile_rulebook
from accordant.rulebook.files import Folder

ENGINE = Path(rulebook.__file__).parents[2]
KEY = cache_key(["1"])


@pytest.fixture(scope="module")
def compiled(sound: Folder, schemas: Path, types: Mapping[str, DocumentType]) -> Compiled:
    return compile_rulebook([sound], schemas, kinds=KINDS, types=types)


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "home" / "cache"


@pytest.fixture
def kept(cache: Path, compiled: Compiled) -> Path:
    keep(cache, KEY, compiled)
    (file,) = cache.iterdir()
    return file


def test_what_was_kept_is_found(cache: Path, kept: Path, compiled: Compiled) -> None:
    assert kept.stat().st_size > 0
    assert recall(cache, KEY) == compiled


@pytest.mark.parametrize("damaged", [False, True])
def test_garbage_is_collected_as_before(cache: Path, kept: Path, damaged: bool) -> None:  # noqa: FBT001
    if damaged:
        kept.write_bytes(b"no pickle")
    assert gc.isenabled()
    recall(cache, KEY)
    assert gc.isenabled()


def test_it_is_private(cache: Path, kept: Path) -> None:
    assert cache.stat().st_mode & 0o777 == 0o700
    assert kept.stat().st_mode & 0o777 == 0o600


def test_another_key_finds_nothing(cache: Path, kept: Path) -> None:
    assert kept.exists()
    assert recall(cache, cache_key(["2"])) is None


def test_no_cache_yet(cache: Path) -> None:
    assert recall(cache, KEY) is None


def test_every_part_makes_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = {cache_key(["a", "b"]), cache_key(["b", "a"]), cache_key(["ab"])}
    monkeypatch.setattr("accordant.rulebook.cache.__version__", "0.0.0")
    keys.add(cache_key(["a", "b"]))
    monkeypatch.setattr(sys, "version", "another Python")
    keys.add(cache_key(["a", "b"]))
    monkeypatch.setattr("accordant.rulebook.cache._code", lambda: ["another line of code"])
    keys.add(cache_key(["a", "b"]))
    assert len(keys) == 6


@pytest.mark.parametrize("content", [b"", b"no pickle", pickle.dumps("no rulebook"), pickle.dumps(("a", "b", "c"))])
def test_damage_is_as_nothing(cache: Path, kept: Path, content: bytes) -> None:
    kept.write_bytes(content)
    assert recall(cache, KEY) is None


def test_half_a_file_is_as_nothing(cache: Path, kept: Path) -> None:
    kept.write_bytes(kept.read_bytes()[:-100])
    assert recall(cache, KEY) is None


def test_a_folder_in_its_place_is_as_nothing(cache: Path, kept: Path) -> None:
    kept.unlink()
    kept.mkdir()
    assert recall(cache, KEY) is None


def test_keeping_again_mends_damage(cache: Path, kept: Path, compiled: Compiled) -> None:
    kept.write_bytes(b"")
    keep(cache, KEY, compiled)
    assert recall(cache, KEY) == compiled


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_a_file_that_others_may_write_is_not_trusted(cache: Path, kept: Path, mode: int) -> None:
    kept.chmod(mode)
    assert recall(cache, KEY) is None


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777])
def test_a_folder_that_others_may_write_to_is_not_trusted(
    cache: Path, kept: Path, compiled: Compiled, mode: int
) -> None:
    cache.chmod(mode)
    assert recall(cache, KEY) is None
    kept.unlink()
    keep(cache, KEY, compiled)
    assert not kept.exists()


def test_what_another_user_owns_is_not_trusted(
    cache: Path, kept: Path, compiled: Compiled, monkeypatch: pytest.MonkeyPatch
) -> None:
    stranger = os.getuid() + 1
    monkeypatch.setattr(os, "getuid", lambda: stranger)
    assert recall(cache, KEY) is None
    kept.unlink()
    keep(cache, KEY, compiled)
    assert not kept.exists()


def test_a_link_is_not_followed(cache: Path, kept: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    kept.rename(elsewhere)
    kept.symlink_to(elsewhere)
    assert recall(cache, KEY) is None


def test_a_linked_folder_is_not_trusted(cache: Path, kept: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(cache, target_is_directory=True)
    assert kept.exists()
    assert recall(link, KEY) is None


@pytest.mark.parametrize("refused", ["mkdir", "replace"])
def test_a_home_that_is_read_only_is_no_failure(
    cache: Path, compiled: Compiled, monkeypatch: pytest.MonkeyPatch, refused: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    # Not by mode: the tests may run as root, whom no mode stops.
    monkeypatch.setattr(Path, refused, refuse)
    keep(cache, KEY, compiled)
    assert recall(cache, KEY) is None


def test_a_file_where_the_folder_should_be_is_no_failure(cache: Path, compiled: Compiled) -> None:
    cache.parent.mkdir()
    cache.write_text("no folder")
    keep(cache, KEY, compiled)
    assert recall(cache, KEY) is None
    assert cache.read_text() == "no folder"


def test_a_full_disk_leaves_no_crumbs(cache: Path, compiled: Compiled, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", refuse)
    keep(cache, KEY, compiled)
    assert list(cache.iterdir()) == []


def test_many_starts_at_once(cache: Path, compiled: Compiled) -> None:
    def start(_: int) -> Compiled | None:
        keep(cache, KEY, compiled)
        return recall(cache, KEY)

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(start, range(40)))
    assert found == [compiled] * 40
    assert len(list(cache.iterdir())) == 1


def test_the_oldest_are_forgotten(cache: Path, compiled: Compiled) -> None:
    for number in range(12):
        keep(cache, cache_key([f"{number}"]), compiled)
        for file in cache.iterdir():
            os.utime(file, (file.stat().st_mtime - 10,) * 2)
    assert recall(cache, cache_key(["11"])) == compiled
    assert recall(cache, cache_key(["4"])) == compiled
    assert recall(cache, cache_key(["3"])) is None


class TestLoading:
    """The whole way of `load_rulebook`, with the shipped rulebook and a count of compilations."""

    @pytest.fixture
    def folder(self) -> Path:
        return ENGINE.parent / "rules" / "iso44001"

    @pytest.fixture
    def compilations(self, compiled: Compiled, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
        count: list[int] = []

        def counting(*_: object, **__: object) -> Compiled:
            count.append(1)
            return compiled

        monkeypatch.setattr("accordant.rulebook.compile.compile_rulebook", counting)
        monkeypatch.setattr(declaration, "load_types", lambda _: {})
        return count

    def test_the_second_start_compiles_nothing(
        self, folder: Path, schemas: Path, cache: Path, compilations: list[int]
    ) -> None:
        first = load_rulebook([folder], schemas=schemas, cache=cache)
        assert load_rulebook([folder], schemas=schemas, cache=cache) == first
        assert len(compilations) == 1

    def test_without_a_cache_every_start_compiles(self, folder: Path, schemas: Path, compilations: list[int]) -> None:
        load_rulebook([folder], schemas=schemas, cache=None)
        load_rulebook([folder], schemas=schemas, cache=None)
        assert len(compilations) == 2

    @pytest.mark.parametrize("changed", ["rules/rulebook.yaml", "schemas/header.yaml", "schemas/rule.json"])
    def test_a_change_of_content_alone_compiles_again(
        self, tmp_path: Path, cache: Path, compilations: list[int], changed: str
    ) -> None:
        for name in ("rules/rulebook.yaml", "schemas/header.yaml", "schemas/rule.json"):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text("same length")
        load_rulebook([tmp_path / "rules"], schemas=tmp_path / "schemas", cache=cache)
        times = (tmp_path / changed).stat().st_atime_ns, (tmp_path / changed).stat().st_mtime_ns
        (tmp_path / changed).write_text("same LENGTH")
        os.utime(tmp_path / changed, ns=times)
        load_rulebook([tmp_path / "rules"], schemas=tmp_path / "schemas", cache=cache)
        assert len(compilations) == 2

    @pytest.mark.parametrize(
        "idle", ["rules/base.yaml", "rules/exit/agreed.cases.yaml", "rules/notes.md", "schemas/json/agreement.json"]
    )
    def test_what_is_no_part_of_it_changes_nothing(
        self, tmp_path: Path, cache: Path, compilations: list[int], idle: str
    ) -> None:
        for content in ("before", "after"):
            (tmp_path / "rules").mkdir(exist_ok=True)
            (tmp_path / idle).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "schemas").mkdir(exist_ok=True)
            (tmp_path / idle).write_text(content)
            load_rulebook([tmp_path / "rules"], schemas=tmp_path / "schemas", cache=cache)
        assert len(compilations) == 1

    def test_broken_rules_are_not_kept(self, tmp_path: Path, schemas: Path, cache: Path) -> None:
        (tmp_path / "rules").mkdir()
        with pytest.raises(RulebookError, match="names the rulebook"):
            load_rulebook([tmp_path / "rules"], schemas=schemas, cache=cache)
        assert not cache.exists()

    def test_a_warm_start_imports_no_validator(self, folder: Path, schemas: Path, cache: Path) -> None:
        load_rulebook([folder], schemas=schemas, cache=cache)
        script = (
            "import sys; from pathlib import Path; from accordant.rulebook import load_rulebook\n"
            f"load_rulebook([Path({str(folder)!r})], schemas=Path({str(schemas)!r}), cache=Path({str(cache)!r}))\n"
            "print(sorted({'jsonschema', 'yaml', 'difflib'} & set(sys.modules)))"
        )
        done = subprocess.run(
            [sys.executable, "-c", script], env={"PYTHONPATH": str(ENGINE)}, capture_output=True, text=True, check=True
        )
        assert done.stdout == "[]\n"
