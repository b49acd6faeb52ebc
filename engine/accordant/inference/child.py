"""Runs one function in a forked child with limits on time and memory: a crash in C costs an answer, not the process."""

import contextlib
import gc
import hashlib
import marshal
import os
import resource
import select
import signal
import sys
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Any, Final, NoReturn, Self

from accordant.errors import InferenceError

_OUT_OF_MEMORY: Final = 77
_MARK: Final = 16
_GRACE: Final = 2.0


def run_in_child(function: Callable[..., Any], arguments: Sequence[Any], *, seconds: float, memory_bytes: int) -> Any:
    """Give what `function(*arguments)` returns in a forked child, and wait for it; see `Child`."""
    with Child(function, arguments, seconds=seconds, memory_bytes=memory_bytes) as child:
        return child.answer()


class Child:
    """A function at work in a forked child, beside the caller; a context, so that no child is left behind.

    Only plain values travel back (what marshal writes). `memory_bytes` is what the child may take beyond what the
    process already has.
    """

    def __init__(
        self, function: Callable[..., Any], arguments: Sequence[Any], *, seconds: float, memory_bytes: int
    ) -> None:
        """Fork at once."""
        self._seconds = seconds
        self._reader, writer = os.pipe()
        self._child: int | None = os.fork()
        if self._child == 0:
            os.close(self._reader)
            _work(writer, function, arguments, seconds, memory_bytes)
        os.close(writer)

    def __enter__(self) -> Self:
        """Give the child, which is at work already."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End a child whose answer was not waited for."""
        os.close(self._reader)
        if self._child is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._child, signal.SIGKILL)
            os.waitpid(self._child, 0)

    def answer(self) -> Any:
        """Wait for what the function returns.

        Raises InferenceError naming what happened when the child is killed, hangs, runs out of memory, fails, or
        sends what it cannot have meant.
        """
        heard = _listen(self._reader, self._seconds)
        # Closing its end and dying are not one moment; the alarm it set bounds the wait.
        _, status = os.waitpid(self._child or 0, 0)
        self._child = None
        return _understood(heard, status, self._seconds)


def _listen(reader: int, seconds: float) -> bytes:
    """Read to the end; a child answers once, so a silence longer than its time is a hang its alarm did not end."""
    heard = bytearray()
    while True:
        ready, _, _ = select.select([reader], [], [], seconds + _GRACE)
        if not ready:
            raise InferenceError(f"durable-rules child ran over {seconds:g} s")
        piece = os.read(reader, 1 << 16)
        if not piece:
            return bytes(heard)
        heard += piece


def _understood(heard: bytes, status: int, seconds: float) -> Any:
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        if number == signal.SIGALRM:
            raise InferenceError(f"durable-rules child ran over {seconds:g} s")
        raise InferenceError(f"durable-rules child killed by signal {number} ({signal.Signals(number).name})")
    code = os.waitstatus_to_exitcode(status)
    if code == _OUT_OF_MEMORY:
        raise InferenceError("durable-rules child ran out of memory")
    if code != 0:
        raise InferenceError(f"durable-rules child left with status {code}")
    # The digest comes first: marshal must never be shown what it did not write.
    if len(heard) < _MARK or heard[:_MARK] != _digest(heard[_MARK:]):
        raise InferenceError("durable-rules child sent garbage")
    failure, answer = marshal.loads(heard[_MARK:])  # noqa: S302 - written by our own child, proved by its digest
    if failure is not None:
        raise InferenceError(failure)
    return answer


def _digest(payload: bytes) -> bytes:
    return hashlib.blake2b(payload, digest_size=_MARK).digest()


def _work(
    writer: int, function: Callable[..., Any], arguments: Sequence[Any], seconds: float, memory_bytes: int
) -> NoReturn:
    """Live the child's whole life; os._exit, so that buffers the parent filled are not written twice."""
    code = 1
    try:
        gc.disable()
        _limit(seconds, memory_bytes)
        payload = marshal.dumps(_outcome(function, arguments))
        _send(writer, _digest(payload) + payload)
        code = 0
    except MemoryError:
        code = _OUT_OF_MEMORY
    finally:
        os._exit(code)


def _outcome(function: Callable[..., Any], arguments: Sequence[Any]) -> tuple[str | None, Any]:
    try:
        answer = function(*arguments)
        marshal.dumps(answer)
    except MemoryError:
        raise
    except InferenceError as error:
        return str(error), None
    except Exception as error:  # noqa: BLE001 - whatever it is, the parent must hear of it in words
        return f"durable-rules child failed: {type(error).__name__}: {error}", None
    return None, answer


def _send(writer: int, message: bytes) -> None:
    sent = 0
    while sent < len(message):
        sent += os.write(writer, memoryview(message)[sent:])


def _limit(seconds: float, memory_bytes: int) -> None:
    """Let the kernel end what C code cannot be asked to end."""
    # A terminal interrupts both; the parent ends what it started, and says so.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGALRM})
    signal.setitimer(signal.ITIMER_REAL, seconds)
    # Not every system grants these; the alarm and the parent's patience remain.
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        most = _address_space() + memory_bytes
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _address_space() -> int:
    """Bytes of address space this process has: exact on Linux, its largest resident set elsewhere."""
    try:
        with open("/proc/self/statm", encoding="ascii") as statm:  # noqa: PTH123 - pathlib costs an import in the child
            return int(statm.read().split()[0]) * resource.getpagesize()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
