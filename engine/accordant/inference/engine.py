"""One chain of questions answered twice: durable-rules decides, the reference verifies, a difference is no answer."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any, Final, Generic, NamedTuple, Protocol, TypeVar

from accordant.errors import InferenceError, UsageError
from accordant.inference.program import Program
from accordant.inference.reference import Reference
from accordant.inference.transcript import Answers, Entry, Recorded, difference, plain

T = TypeVar("T")
_Given_co = TypeVar("_Given_co", covariant=True)

ENGINES: Final = ("durable", "reference")
"""Words for which engine decides; `durable` is always verified by the reference."""

DURABLE: Final = "2.0.28"
"""The version of durable-rules there is, as the lock pins it: to ask for it would cost a third of a small check."""


class Limits(NamedTuple):
    """What the deciding child may take for one pack: wall time, and memory beyond what the process has."""

    seconds: float = 60.0
    memory_bytes: int = 2 << 30


class Questions(Protocol[_Given_co]):
    """A chain of questions: pure, so that asked of another engine it only differs where the answers do."""

    def __call__(self, answers: Answers, /) -> _Given_co:
        """Ask, count, ask again, and give what it all comes to."""
        ...


class Inferred(NamedTuple, Generic[T]):
    """What a chain of questions came to, which engine decided it and which one verified it (None: none did)."""

    result: T
    decided_by: str
    verified_by: str | None


def infer(
    chain: Questions[T], program: Program, *, engine: str | None = None, limits: Limits | None = None
) -> Inferred[T]:
    """Run `chain` and give what it comes to; see `inferring`, whose errors it raises."""
    with inferring(chain, program, engine=engine, limits=limits) as inferred:
        pass
    return inferred


@contextmanager
def inferring(
    chain: Questions[T], program: Program, *, engine: str | None = None, limits: Limits | None = None
) -> Iterator[Inferred[T]]:
    """Run `chain` (pure; it asks, counts and asks again) and give what it comes to, to be used within.

    What is done within is done beside the deciding engine, which is slower than the one that verifies. The engines are
    compared on leaving: what was made within is worth nothing, and must not be shown, until then.

    `engine` is one of ENGINES; None takes durable where it is installed. The result may be made of tuples, lists,
    dicts, sets, text, numbers and None, and subclasses of these (NamedTuple, StrEnum).

    Raises UsageError for an engine that is unknown or not installed, InferenceError when the engines disagree, the
    deciding one died, or a row or fact is not plain.
    """
    if engine not in {None, *ENGINES}:
        raise UsageError(f"there is no engine {engine!r}; there are {' and '.join(ENGINES)}")
    available = durable_available()
    if engine == "durable" and not available:
        raise UsageError(
            "durable-rules is not installed here (it needs CPython 3.11 or 3.12, not Windows); use reference"
        )
    if engine == "reference" or not available:
        yield Inferred(chain(Recorded(Reference())), "reference", None)
        return
    with _decided_and_verified(chain, program, limits or Limits()) as result:
        yield Inferred(result, f"durable-rules {DURABLE}", "reference")


def durable_available() -> bool:
    """Whether durable-rules can decide here; it is not imported to find out."""
    unable = sys.version_info >= (3, 13) or sys.platform == "win32"
    return not unable and find_spec("durable_rules_engine") is not None


@contextmanager
def _decided_and_verified(chain: Questions[T], program: Program, limits: Limits) -> Iterator[T]:
    """Have both engines asked at the same time; give the verifying one's result, and see on leaving that they agree."""
    from accordant.inference.child import Child  # noqa: PLC0415 - forking is of Unix; Windows must not meet it

    verified = Recorded(Reference())
    with Child(_ask_durable, (chain, program), seconds=limits.seconds, memory_bytes=limits.memory_bytes) as child:
        result = chain(verified)
        yield result
        transcript, decided = child.answer()
    differing = difference([Entry(*entry) for entry in transcript], verified)
    if differing is not None:
        raise InferenceError(f"the engines disagree: {differing}")
    if decided != plain(result):
        raise InferenceError("the engines disagree: the chain of questions is not a function of their answers")


def _ask_durable(chain: Questions[Any], program: Program) -> tuple[Any, Any]:
    """In the child: the answers of durable-rules in the order they were asked, and what the chain made of them."""
    from accordant.inference.durable import Durable  # noqa: PLC0415 - only the child pays for the C module

    with Durable(program) as durable:
        decided = Recorded(durable)
        result = chain(decided)
    return plain(decided.transcript), plain(result)
