"""Evidence that means harm costs one line of the intake: no crash, no hang, no reach outside, no other finding."""

import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from accordant.rulebook import Compiled
from casebook import write_pack
from installed.command import AS_OF, Command, Run
from installed.hostile import LARGE, MEGABYTE, SECRET, TOGETHER, TRAPS, Outside, Trap
from installed.samples import rich_pack

MOST_MEMORY = 300 * MEGABYTE
OF_THE_PACK = ("intake", "evidence")
FEW = 12
OUTWARD = ("socket.", "os.system", "subprocess.Popen", "os.exec", "os.posix_spawn")
TRACED = """
import sys
def told(event, given):
    if event.startswith(("open", "socket", "os.", "subprocess")):
        print(event, *given[:1], file=sys.stderr)
sys.addaudithook(told)
from accordant.cli import main
main()
"""


@pytest.fixture(scope="module")
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        yield server


@pytest.fixture(scope="module")
def outside(listener: socket.socket, tmp_path_factory: pytest.TempPathFactory) -> Outside:
    folder = tmp_path_factory.mktemp("outside")
    (folder / "secret.yaml").write_text(f"type: collaborative_policy\nid: {SECRET}\n", encoding="utf-8")
    (folder / "secret.dtd").write_text(f"<!-- {SECRET} -->", encoding="utf-8")
    return Outside(folder, listener.getsockname()[1])


@pytest.fixture
def pack(compiled: Compiled, tmp_path: Path) -> Path:
    manifest, documents = rich_pack(compiled)
    return write_pack(tmp_path / "pack", manifest, documents[:FEW])


@pytest.fixture(scope="module")
def undisturbed(compiled: Compiled, command: Command, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    manifest, documents = rich_pack(compiled)
    run = command.check(
        write_pack(tmp_path_factory.mktemp("good") / "pack", manifest, documents[:FEW]), "--format", "json"
    )
    register = json.loads(run.out)
    assert run.status == 1
    assert not register["intake"]
    assert {"nonconforming", "conforming", "not-evidenced"} <= {one["outcome"] for one in register["findings"]}
    return dict(register)


def printable(name: str) -> str:
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in name)


def check_line(trap: Trap, register: dict[str, Any]) -> None:
    (line,) = [one for one in register["intake"] if one["file"] == printable(trap.file)]
    assert trap.said in line["message"]
    if trap.line is not None:
        assert line["line"] == trap.line
    if trap.column is not None:
        assert line["column"] == trap.column


def check_harmless(run: Run, outside: Outside) -> None:
    assert run.err == ""
    assert SECRET not in run.text
    assert not (outside.folder / "touched").exists()
    assert 0 < run.peak < MOST_MEMORY


@pytest.mark.parametrize("name", [name for name in TRAPS if name not in TOGETHER])
def test_one_line_and_no_other_finding(
    name: str, command: Command, pack: Path, outside: Outside, undisturbed: dict[str, Any]
) -> None:
    trap = TRAPS[name]
    trap.make(pack / trap.file, outside)
    run = command.check(pack, "--format", "json")
    register = json.loads(run.out)

    check_harmless(run, outside)
    assert run.status == 1
    assert len(register["intake"]) == 1
    check_line(trap, register)
    assert register["evidence"]["documents"] == undisturbed["evidence"]["documents"]
    assert {**register, **{part: undisturbed[part] for part in OF_THE_PACK}} == undisturbed


def test_all_of_them_at_once_reach_nothing_outside(
    command: Command, pack: Path, outside: Outside, listener: socket.socket, undisturbed: dict[str, Any]
) -> None:
    traps = [trap for name, trap in TRAPS.items() if name not in LARGE]
    for trap in traps:
        trap.make(pack / trap.file, outside)
    run = command.python("-c", TRACED, "check", pack, "--as-of", AS_OF, "--format", "json")
    register = json.loads(run.out)

    check_harmless(run._replace(err=""), outside)
    assert run.status == 1
    assert len(register["intake"]) == len(traps)
    for trap in traps:
        check_line(trap, register)
    assert {**register, **{part: undisturbed[part] for part in OF_THE_PACK}} == undisturbed
    # The trace has teeth: it saw what was read in the pack.
    assert f"open {pack / 'lol.xml'}" in run.err
    assert str(outside.folder) not in run.err
    assert not [line for line in run.err.splitlines() if line.startswith(OUTWARD)]
    with pytest.raises(BlockingIOError):
        listener.accept()


@pytest.mark.parametrize("shape", ["table", "csv"])
def test_every_format_says_so(shape: str, command: Command, pack: Path, outside: Outside) -> None:
    for name in ("external entity", "escape sequence", "name like a command"):
        TRAPS[name].make(pack / TRAPS[name].file, outside)
    run = command.check(pack, "--format", shape)
    assert (run.status, run.err) == (1, "")
    assert "\x1b" not in run.text
    assert shape == "csv" or "xxe.xml:1:1: a DOCTYPE is not read" in run.text


def test_nothing_but_harm_is_no_evidence(command: Command, tmp_path: Path, outside: Outside) -> None:
    (tmp_path / "pack").mkdir()
    for name in ("external entity", "alias bomb", "empty, YAML"):
        TRAPS[name].make(tmp_path / "pack" / TRAPS[name].file, outside)
    run = command.check(tmp_path / "pack", "--format", "json")
    assert (run.status, run.err) == (3, "")
    assert len(json.loads(run.out)["intake"]) == 3
