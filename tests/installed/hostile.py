"""Files that mean harm, each with the place and the words by which it has to be refused."""

import io
import os
import socket
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

DEEP = 20_000
MEGABYTE = 1_000_000
MOST = 15 * MEGABYTE
SECRET = "the secret outside the pack"  # noqa: S105 - it is one only to the test


class Outside(NamedTuple):
    """What no evidence may reach: a folder, and a port of this machine that somebody listens at."""

    folder: Path
    port: int


class Trap(NamedTuple):
    """How to set one trap: the file's name, what makes it at a path, and what is to be said of it and where."""

    file: str
    make: Callable[[Path, Outside], object]
    line: int | None
    column: int | None
    said: str


def _text(file: str, text: str, line: int | None, column: int | None, said: str) -> Trap:
    return _bytes(file, text.encode(), line, column, said)


def _bytes(file: str, data: bytes, line: int | None, column: int | None, said: str) -> Trap:
    return Trap(file, lambda path, _: path.write_bytes(data), line, column, said)


def _reaching(file: str, text: str, line: int, column: int, said: str) -> Trap:
    """Make a file that names the folder outside as FOLDER and the port as PORT."""

    def make(path: Path, outside: Outside) -> None:
        path.write_text(text.replace("FOLDER", str(outside.folder)).replace("PORT", str(outside.port)))

    return Trap(file, make, line, column, said)


def _link(path: Path, outside: Outside) -> None:
    path.symlink_to(outside.folder / "secret.yaml")


def _linked_folder(path: Path, outside: Outside) -> None:
    path.symlink_to(outside.folder, target_is_directory=True)


def _large(path: Path, _: Outside) -> None:
    with path.open("wb") as file:
        file.write(b"type: collaborative_policy\nid: BIG-1\ntitle: '")
        for _ in range(200):
            file.write(b"x" * MEGABYTE)
        file.write(b"'\n")


def _sparse(path: Path, _: Outside) -> None:
    with path.open("wb") as file:
        file.truncate(5_000 * MEGABYTE)


def _zip(path: Path, _: Outside) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("../../out.yaml", _HEAD)
        file.writestr("bomb.yaml", bytes(50 * MEGABYTE))


def _pipe(path: Path, _: Outside) -> None:
    os.mkfifo(path)


def _socket(path: Path, _: Outside) -> None:
    # The name of a socket is short: it is bound from within its folder.
    folder = os.open(path.parent, os.O_RDONLY)
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(f"/proc/self/fd/{folder}/{path.name}")
    os.close(folder)


def _workbook(file: str, sheet: str | bytes, said: str) -> Trap:
    """Make a workbook of one sheet."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("_rels/.rels", _RELATION.format("officeDocument", "book.xml"))
        parts.writestr("book.xml", '<workbook xmlns:r="r"><sheets><sheet name="x" r:id="a"/></sheets></workbook>')
        parts.writestr("_rels/book.xml.rels", _RELATION.format("worksheet", "sheet.xml"))
        parts.writestr("sheet.xml", sheet)
    return _bytes(file, made.getvalue(), None, None, said)


_RELATION = '<Relationships><Relationship Id="a" Type="x/{}" Target="{}"/></Relationships>'
_HEAD = "type: collaborative_policy\nid: X-1\n"
_BOMB = (
    _HEAD
    + "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
    + "".join(
        f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
)
_ENTITIES = '<!DOCTYPE policy [\n<!ENTITY a "ha">\n' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">\n' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
) + "]>\n<collaborative_policy><title>&i;</title></collaborative_policy>"  # fmt: skip
_NO_DOCTYPE = "a DOCTYPE is not read"
_TOO_DEEP = "nest"
_TOO_MANY = "holds more than"

TRAPS: Mapping[str, Trap] = {
    # 100,000 values in five levels: the next level has a million more.
    "alias bomb": _text("bomb.yaml", _BOMB, None, None, _TOO_MANY),
    "alias of itself": _text("ring.yaml", _HEAD + "a: &a [*a]\n", 3, 8, "within its own anchor"),
    "external entity": _reaching(
        "xxe.xml",
        '<!DOCTYPE p [<!ENTITY s SYSTEM "file://FOLDER/secret.yaml">]>\n<collaborative_policy>&s;</collaborative_policy>',
        1, 1, _NO_DOCTYPE,
    ),
    "parameter entity": _reaching(
        "parameter.xml",
        '<?xml version="1.0"?>\n<!DOCTYPE p [<!ENTITY % s SYSTEM "file://FOLDER/secret.yaml"> %s;]>\n<p/>',
        2, 1, _NO_DOCTYPE,
    ),
    "entity bomb": _text("lol.xml", _ENTITIES, 1, 1, _NO_DOCTYPE),
    "external document type": _reaching(
        "dtd.xml", '\n <!DOCTYPE p SYSTEM "file://FOLDER/secret.dtd"><p/>', 2, 2, _NO_DOCTYPE
    ),
    "document type of the net": _reaching(
        "net.xml", '<!DOCTYPE p PUBLIC "-//X//Y" "http://127.0.0.1:PORT/x.dtd"><p/>', 1, 1, _NO_DOCTYPE
    ),
    "inclusion": _reaching(
        "include.xml",
        '<p xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="FOLDER/secret.yaml" parse="text"/></p>',
        1, 4, "namespaces are not read",
    ),
    "deep in flow": _text("flow.yaml", _HEAD + "a: " + "[" * DEEP + "]" * DEEP, 3, None, _TOO_DEEP),
    "deep in flow groups": _text("braces.yaml", _HEAD + "a: " + "{a: " * DEEP + "}" * DEEP, 3, None, _TOO_DEEP),
    "deep in blocks": _text("block.yaml", _HEAD + "a:\n " + "- " * DEEP + "x\n", 4, None, _TOO_DEEP),
    "deep and not closed": _text("open.yaml", _HEAD + "a: " + "[" * DEEP, 3, None, _TOO_DEEP),
    "deep elements": _text("deep.xml", "<p>" + "<a>" * DEEP + "</a>" * DEEP + "</p>", 1, None, _TOO_DEEP),
    "scalar of 200 MB": Trap("large.yaml", _large, None, None, "more than 16000000 are not read"),
    # As large as a file may be, and of the costliest making.
    "scalar of 15 MB, YAML": _text("long.yaml", "id: X-1\ntitle: '\U0001f600" + "x" * MOST + "'\n", 1, 1, "its type"),
    "scalar of 15 MB, XML": _text("long.xml", "<p><a>\U0001f600" + "x" * MOST + "</a></p>", 1, 2, "not a type"),
    "very many values": _text("wide.yaml", "a: [" + "ab," * (MOST // 3) + "]", 1, None, _TOO_MANY),
    "very many elements": _text("wide.xml", "<p><a>" + "<item/>" * (MOST // 7) + "</a></p>", 1, None, _TOO_MANY),
    "very many lines": _text("lines.yaml", "id: X-1\n" + "\n" * 6 * MEGABYTE, 1, 1, "its type"),
    "wrong UTF-8": _bytes("latin.yaml", _HEAD.encode() + b"title: caf\xe9\n", 3, 11, "not UTF-8"),
    "overlong UTF-8": _bytes("overlong.xml", b"<p>\xc0\xaf</p>", 1, 4, "not UTF-8"),
    "UTF-16": _bytes("utf16.yaml", _HEAD.encode("utf-16"), None, None, "UTF-16"),
    "UTF-16, no mark": _bytes("utf16.xml", "<p/>".encode("utf-16-le"), None, None, "UTF-16"),
    "another encoding": _text("coded.xml", '<?xml version="1.0" encoding="UTF-7"?>\n<p/>', 1, 31, "UTF-8"),
    "NUL": _bytes("nul.yaml", _HEAD.encode() + b"title: a\0b\n", 3, 9, "NUL"),
    "escape sequence": _bytes("escape.yaml", _HEAD.encode() + b"title: \x1b[2J\n", 3, 8, "U+001B"),
    "link out of the pack": Trap("link.yaml", _link, None, None, "symbolic link"),
    "linked folder": Trap("folder.yaml", _linked_folder, None, None, "symbolic link"),
    "sparse file of 5 GB": Trap("sparse.yaml", _sparse, None, None, "5000000000 bytes: more than 16000000"),
    "sparse attachment of 5 GB": Trap("sparse.mov", _sparse, None, None, "5000000000 bytes: more than 256000000"),
    "zip in a pack": Trap("more.zip", _zip, None, None, "a zip inside a pack is not opened"),
    "quadratic blow-up": _text(
        "square.yaml", _HEAD + "a: &a [" + "x," * 10_000 + "]\nb: [" + "*a," * 10_000 + "]\n", 4, None, _TOO_MANY
    ),
    "pipe": Trap("pipe.yaml", _pipe, None, None, "not a regular file"),
    "workbook, sparse": Trap("sparse.xlsx", _sparse, None, None, "5000000000 bytes: more than 16000000"),
    "XML, sparse": Trap("sparse.xml", _sparse, None, None, "5000000000 bytes: more than 16000000"),
    "workbook, entity bomb": _workbook("lol.xlsx", _ENTITIES, _NO_DOCTYPE),
    "workbook, external entity": _workbook(
        "xxe.xlsx", '<!DOCTYPE w [<!ENTITY s SYSTEM "file:///etc/passwd">]><worksheet>&s;</worksheet>', _NO_DOCTYPE
    ),
    "workbook, bomb": _workbook("bomb.xlsx", f"<worksheet>{' ' * 20 * MEGABYTE}</worksheet>", "unpacks to more than"),
    "workbook, encrypted": _bytes("locked.xlsx", b"\xd0\xcf\x11\xe0" * 500, None, None, "needs a password"),
    "workbook, of NUL": _bytes("nul.xlsx", bytes(1_000), None, None, "not an Excel workbook"),
    "workbook, a link": Trap("link.xlsx", _link, None, None, "symbolic link"),
    "attachment, a link": Trap("link.pdf", _link, None, None, "symbolic link"),
    "workbook, a pipe": Trap("pipe.xlsx", _pipe, None, None, "not a regular file"),
    "socket": Trap("socket.yaml", _socket, None, None, "not a regular file"),
    "UTF-32": _bytes("utf32.yaml", _HEAD.encode("utf-32"), None, None, "UTF-16 (or UTF-32)"),
    "NUL in XML": _bytes("nul.xml", b"<p>\0</p>", 1, 4, "NUL"),
    "long name": _text(f"{'x' * 245}.yaml", "[]", 1, 1, "not a mapping"),
    "name of wrong UTF-8": _text("\udcff\udcfe.yaml", "[]", 1, 1, "not a mapping"),
    "name that runs backwards": _text("a\u202elmay.yaml", "[]", 1, 1, "not a mapping"),
    "name twice, YAML": _text("twice.yaml", _HEAD + "id: X-2\n", 3, 1, '"id" stands here twice'),
    "name twice, XML": _text("twice.xml", "<p>\n <a>1</a>\n <a>2</a>\n</p>", 3, 2, '"a" stands here twice'),
    "object tag": _reaching(
        "object.yaml", _HEAD + "a: !!python/object/apply:os.system ['touch FOLDER/touched']\n",
        3, 4, "tags are not read",
    ),
    "merge key": _text("merge.yaml", "a: &a {b: c}\n<<: *a\n", 2, 1, "merge keys"),
    "second document": _text("two.yaml", _HEAD + "---\n" + _HEAD, 3, 1, "second document"),
    "empty, YAML": _bytes("empty.yaml", b"", None, None, "empty"),
    "empty, XML": _bytes("empty.xml", b"\xef\xbb\xbf\n", None, None, "empty"),
    "no YAML": _text("no.yaml", _HEAD + "a: [\n", 4, 1, "not YAML"),
    "no XML": _text("no.xml", "<p>\n <a></p>", 2, 7, "not XML"),
    "unknown type": _text("type.yaml", "id: X\ntype: colaborative_policy\n", 2, 7, "not a type of evidence document"),
    "name like a command": _text("\x1b[2J\n.yaml", "[]", 1, 1, "not a mapping"),
}  # fmt: skip

LARGE = tuple(name for name in TRAPS if name.startswith(("very many", "scalar of 15 MB")))
"""Traps that cost a second each."""

TOGETHER = (
    "alias of itself", "parameter entity", "document type of the net", "inclusion", "deep in flow groups",
    "deep and not closed", "overlong UTF-8", "UTF-16, no mark", "another encoding", "escape sequence", "linked folder",
    "sparse file of 5 GB", "sparse attachment of 5 GB", "zip in a pack", "quadratic blow-up",
    "pipe", "name twice, XML", "merge key", "second document", "empty, XML", "no YAML", "no XML", "unknown type",
    "name like a command", "workbook, sparse", "XML, sparse", "workbook, entity bomb", "workbook, external entity",
    "workbook, bomb", "workbook, encrypted", "workbook, of NUL", "workbook, a link", "attachment, a link",
    "workbook, a pipe", "socket", "UTF-32", "NUL in XML", "long name", "name of wrong UTF-8",
    "name that runs backwards",
)  # fmt: skip
"""Traps that are near to others: they are set all at once, not each by itself as well."""
