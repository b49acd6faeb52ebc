"""A child that dies, hangs, hoards or babbles is one named error, and leaves nothing behind."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

pytest.importorskip("resource")

from accordant.errors import InferenceError
from accordant.inference import child
from accordant.inference.child import run_in_child


@pytest.fixture(autouse=True)
def _no_zombie() -> Iterator[None]:
    yield
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def run(function: Callable[..., Any], *arguments: Any, seconds: float = 20, memory: int = 1 << 28) -> Any:
    return run_in_child(function, arguments, seconds=seconds, memory_bytes=memory)


def test_plain_values_travel() -> None:
    assert run(lambda one, two: {"both": (one, [two, None])}, 1, "zwei") == {"both": (1, ["zwei", None])}


def test_a_large_answer_travels_whole() -> None:
    assert run(lambda: list(range(500_000))) == list(range(500_000))


def killed(number: int) -> None:
    os.kill(os.getpid(), number)


@pytest.mark.parametrize(("number", "name"), [(signal.SIGKILL, "SIGKILL"), (signal.SIGTERM, "SIGTERM")])
def test_killed(number: int, name: str) -> None:
    with pytest.raises(InferenceError, match=rf"killed by signal {int(number)} \({name}\)"):
        run(killed, number)


def hung() -> None:
    while True:
        pass


def test_hung() -> None:
    with pytest.raises(InferenceError, match=r"ran over 0\.2 s"):
        run(hung, seconds=0.2)


def deaf() -> None:
    signal.signal(signal.SIGALRM, signal.SIG_IGN)
    time.sleep(30)


def test_hung_and_deaf_to_its_alarm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "_GRACE", 0.1)
    with pytest.raises(InferenceError, match=r"ran over 0\.2 s"):
        run(deaf, seconds=0.2)


def hoarding() -> None:
    hoard = []
    while True:
        hoard.append(bytearray(1 << 24))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the address space")
def test_out_of_memory() -> None:
    with pytest.raises(InferenceError, match="ran out of memory"):
        run(hoarding)


def babble(_: int, message: bytes) -> None:
    os.write(_, message[:-3])


@pytest.mark.parametrize("said", [b"", b"OK", b"\x00" * 100, b"\xe9" * 5000])
def test_garbage(monkeypatch: pytest.MonkeyPatch, said: bytes) -> None:
    monkeypatch.setattr(child, "_send", lambda writer, _: os.write(writer, said))
    with pytest.raises(InferenceError, match="garbage"):
        run(int)


def test_an_answer_cut_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "_send", babble)
    with pytest.raises(InferenceError, match="garbage"):
        run(int)


def test_what_fails_in_the_child_is_named() -> None:
    with pytest.raises(InferenceError, match="child failed: ZeroDivisionError"):
        run(lambda: 1 // 0)


def test_what_cannot_travel_is_named() -> None:
    with pytest.raises(InferenceError, match="child failed: ValueError: unmarshallable object"):
        run(object)


def test_leaving_is_not_answering() -> None:
    with pytest.raises(InferenceError, match="left with status 1"):
        run(sys.exit, 0)


def test_unfinished_output_of_the_parent_is_written_once() -> None:
    script = (
        "import sys\n"
        "from accordant.inference.child import run_in_child\n"
        "sys.stdout.write('once ')\n"
        "run_in_child(int, (), seconds=9, memory_bytes=1 << 28)\n"
    )
    path = os.pathsep.join(each for each in sys.path if each)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, env={"PYTHONPATH": path})
    assert done.stdout == b"once "


def test_the_limit_of_memory_is_beyond_what_the_process_has() -> None:
    ballast = ctypes.create_string_buffer(1 << 29)
    assert run(lambda: len(bytearray(1 << 26)), memory=1 << 28) == 1 << 26
    del ballast
