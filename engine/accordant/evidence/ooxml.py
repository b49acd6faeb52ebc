"""The parts of a workbook's file: unpacked within limits and read by expat, with everything beyond elements shut.

A library would follow what a hostile file says; here macros, external links and embedded things are never opened.
"""

from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from posixpath import dirname, join, normpath
from typing import NamedTuple, TypeAlias
from xml.parsers import expat
from zipfile import ZipFile, ZipInfo

from accordant.evidence.limits import Limits
from accordant.evidence.refusal import RefusedError, printable

_CHUNK = 1 << 18
_SMALL = 1_000_000
_UNPACKED = 4
_MOST_PARTS = 2_000
Attributes: TypeAlias = Mapping[str, str]


class Handlers(NamedTuple):
    """What is called for each element's start and end, by its local name, and for each piece of text."""

    open: Callable[[str, Attributes], None]
    close: Callable[[str], None]
    text: Callable[[str], None]


class Package:
    """A workbook's file, opened: a zip of parts."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        """List the parts; raise `RefusedError` where it is no zip."""
        self._limits = limits
        self._left = _UNPACKED * limits.file_bytes
        try:
            self._zip = ZipFile(BytesIO(data))
            self._parts = {info.filename: info for info in self._zip.infolist()}
        except Exception:  # noqa: BLE001 - a damaged zip may raise anything at all
            raise RefusedError(None, "not an Excel workbook (.xlsx), or one that needs a password") from None
        if len(self._parts) > _MOST_PARTS:
            raise RefusedError(None, f"not read: a workbook of more than {_MOST_PARTS} parts")

    def has(self, name: str) -> bool:
        """Say whether there is such a part."""
        return name in self._parts

    def walk(self, name: str, handlers: Handlers) -> None:
        """Read the XML of a part; raise `RefusedError` where it is broken, has a DOCTYPE, or unpacks beyond limits."""
        parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_doctype
        parser.StartElementHandler = lambda tag, attributes: handlers.open(_local(tag), attributes)
        parser.EndElementHandler = lambda tag: handlers.close(_local(tag))
        parser.CharacterDataHandler = handlers.text
        try:
            for chunk in self._chunks(name):
                parser.Parse(chunk, False)  # noqa: FBT003 - expat takes no keyword
            parser.Parse(b"", True)  # noqa: FBT003
        except expat.ExpatError as error:
            said = expat.ErrorString(error.code)
            raise RefusedError(None, f"not a workbook that can be read: {printable(name)}: {said}") from None
        finally:
            # The parser holds the handlers: without the collector the ring would stay.
            del parser

    def targets(self, name: str) -> Mapping[str, tuple[str, str]]:
        """Return kind and target part of each relationship of a part by its id; external ones are left out."""
        found: dict[str, tuple[str, str]] = {}
        folder = dirname(name)
        rels = join(folder, "_rels", f"{name.rpartition('/')[2]}.rels")

        def open_element(tag: str, attributes: Attributes) -> None:
            if tag == "Relationship" and attributes.get("TargetMode") != "External":
                target = attributes.get("Target", "")
                part = target[1:] if target.startswith("/") else normpath(join(folder, target))
                found[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], part)

        if self.has(rels):
            self.walk(rels, Handlers(open_element, _nothing, _nothing))
        return found

    def _weigh(self, size: int, info: ZipInfo) -> None:
        if self._left <= 0:
            raise RefusedError(None, "unpacks to more than is read of one file")
        if size > _SMALL and size > self._limits.ratio * max(info.compress_size, 1):
            raise RefusedError(None, f"unpacks to more than {self._limits.ratio} times its size: not read")

    def _chunks(self, name: str) -> Iterator[bytes]:
        info = self._parts.get(name)
        if info is None:
            raise RefusedError(None, f"not a workbook that can be read: it has no part {printable(name)}")
        size = 0
        try:
            with self._zip.open(info) as file:
                while data := file.read(_CHUNK):
                    size += len(data)
                    self._weigh(size, info)
                    self._left -= len(data)
                    yield data
        except (RefusedError, GeneratorExit):
            raise
        except Exception:  # noqa: BLE001 - as above
            raise RefusedError(None, f"not a workbook that can be read: {printable(name)} is damaged") from None


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _nothing(_: str) -> None:
    pass


def _refuse_doctype(*_: object) -> None:
    raise RefusedError(None, "a DOCTYPE is not read: no entities, no external files")
