"""Hostile evidence is a line of the intake that names file and place; the rest of the pack is read unchanged."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from accordant.evidence import Limits, read_pack
from accordant.model.problem import Problem
from evidence.declared import TYPES

GOOD = {
    "a.yaml": b"type: policy\nid: P-1\nstatement: kept\n",
    "z/z.xml": b"<policy id='P-2'><statement>kept</statement></policy>",
}
DEEP = 20_000
BOMB = b"type: policy\na0: &a0 [x, x, x, x, x, x, x, x, x]\n" + b"".join(
    b"a%d: &a%d [%s]\n" % (level, level, b", ".join([b"*a%d" % (level - 1)] * 9)) for level in range(1, 12)
)
ENTITIES = (
    b'<?xml version="1.0"?>\n<!DOCTYPE policy [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>\n<policy><id>&b;</id></policy>'
)
XXE = b'<!DOCTYPE policy [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<policy><id>&x;</id></policy>'
EXTERNAL = b'<!-- x -->\n <!DOCTYPE policy SYSTEM "http://127.0.0.1:9/policy.dtd">\n<policy/>'

CASES = [
    ("bomb.yaml", BOMB, (7, 40), "more than 500000 values"),
    ("entities.xml", ENTITIES, (2, 1), "DOCTYPE"),
    ("xxe.xml", XXE, (1, 1), "DOCTYPE"),
    ("external.xml", EXTERNAL, (2, 2), "DOCTYPE"),
    ("parameter.xml", b'<!DOCTYPE p [<!ENTITY % x SYSTEM "http://127.0.0.1:9/">%x;]><p/>', (1, 1), "DOCTYPE"),
    ("flow.yaml", b"type: policy\na: " + b"[\n" * DEEP, (65, 1), "deeper than 64"),
    ("flow-maps.yaml", b"type: policy\na: " + b"{a: " * DEEP, (2, 256), "deeper than 64"),
    ("block.yaml", b"type: policy\na:\n  " + b"- " * DEEP + b"x\n", (3, 129), "deeper than 64"),
    ("keys.yaml", b"? " * DEEP, (1, 3), "plain text"),
    ("deep.xml", b"<policy>" + b"<a>" * DEEP, (1, 201), "deeper than 64"),
    ("bytes.yaml", "type: policy\nid: é".encode() + b"\xff\xfe\n", (2, 6), "byte 0xFF"),
    ("latin.xml", b"\xef\xbb\xbf<policy><id>caf\xe9</id></policy>", (1, 16), "byte 0xE9"),
    ("surrogate.yaml", b"type: policy\r\nid: \xed\xa0\x80\n", (2, 5), "byte 0xED"),
    ("utf16.yaml", "type: policy\n".encode("utf-16"), None, "UTF-16"),
    ("utf16-bare.xml", "<policy/>".encode("utf-16-le"), None, "UTF-16"),
    ("nul.yaml", b"type: policy\nid: \0\n", (2, 5), "NUL"),
    ("bell.yaml", b"type: policy\nid: \x07\n", (2, 5), "control character U+0007"),
    ("c1.yaml", "type: policy\nid: é\x9b\n".encode(), (2, 6), "control characters are not allowed"),
    ("escape.yaml", b'type: policy\nid: "\\e[31m"\n', (2, 5), "control character U+001B"),
    ("delete.xml", b"<policy><id>&#x7F;</id></policy>", (1, 13), "control character U+007F"),
    ("empty.yaml", b"", None, "empty"),
    ("blank.xml", b" \n\n", None, "empty"),
    ("mark.yaml", b"\xef\xbb\xbf", None, "empty"),
    ("comment.yaml", b"# nothing\n", (1, 1), "not a mapping"),
    ("scalar.yaml", b"just text\n", (1, 1), "not a mapping"),
    ("list.yaml", b"\n- x\n", (2, 1), "not a mapping"),
    ("duplicate.yaml", b"type: policy\nid: x\nid: y\n", (3, 1), '"id" stands here twice'),
    ("duplicate.xml", b"<policy id='1'><id>2</id></policy>", (1, 16), '"id" stands here twice'),
    ("duplicate-type.xml", b"<policy><type>x</type></policy>", (1, 9), '"type" stands here twice'),
    ("python.yaml", b"type: policy\nid: !!python/object/apply:os.system [id]\n", (2, 5), "tags are not read"),
    ("string.yaml", b"type: policy\nid: &a !!str 5\n", (2, 8), "tags are not read"),
    ("bang.yaml", b"type: policy\nid: ! 5\n", (2, 5), "tags are not read"),
    ("merge.yaml", b"type: policy\na: &a {b: c}\nd:\n  <<: *a\n", (4, 3), "merge keys"),
    ("complex.yaml", b"type: policy\n? [a, b]\n: c\n", (2, 3), "plain text"),
    ("alias-key.yaml", b"type: &t policy\n*t : c\n", (2, 1), "alias cannot name"),
    ("nameless.yaml", b"type: policy\n'': c\n", (2, 1), "without a name"),
    ("second.yaml", b"type: policy\n---\ntype: policy\n", (2, 1), "second document"),
    ("recursive.yaml", b"type: policy\na: &a [*a]\n", (2, 8), "within its own anchor"),
    ("dangling.yaml", b"type: policy\na: *b\n", (2, 4), "no anchor before it"),
    ("anchors.yaml", b"type: policy\na: &a x\nb: &a y\n", (3, 7), "anchor &a stands here twice"),
    ("syntax.yaml", b"type: policy\na: [b\nc: d\n", (3, 2), "not YAML"),
    ("tab.yaml", b"type: policy\n\tid: x\n", (2, 1), "not YAML"),
    ("separator.yaml", "type: policy\nid: x\u2028y\n".encode(), (2, 6), "U+2028"),
    ("syntax.xml", "<policy>\n<id>é</ie></policy>".encode(), (2, 8), "mismatched tag"),
    ("undefined.xml", b"<policy>&x;</policy>", (1, 9), "undefined entity"),
    ("two.xml", b"<policy/>\n<policy/>", (2, 1), "junk after document element"),
    ("encoding.xml", b'<?xml version="1.0" encoding="ISO-8859-1"?><policy/>', (1, 31), "UTF-8"),
    ("namespace.xml", b"<policy xmlns='urn:x'/>", (1, 9), "namespaces"),
    ("schema.xml", b"<policy xmlns:xsi='urn:x'/>", (1, 9), "namespaces"),
    ("within.xml", b"<policy><a xsi:noNamespaceSchemaLocation='x'/></policy>", (1, 12), "namespaces"),
    ("types.xml", b"<policy xsi:schemaLocation='x y'/>", (1, 9), "namespaces"),
    ("prefix.xml", b"<x:policy/>", (1, 2), "namespaces"),
    ("attribute.xml", b"<policy id='1' owner='x'/>", (1, 16), '"owner" is not read'),
    ("mixed.xml", b"<policy>\n <a>x<b/></a></policy>", (2, 5), "text beside elements"),
    ("mixed-after.xml", b"<policy>\n <a><b/>x</a></policy>", (2, 9), "text beside elements"),
    ("root-text.xml", b"<policy>x</policy>", (1, 9), "text beside elements"),
    ("item.xml", b"<policy><a><b/><item/></a></policy>", (1, 16), "<item>"),
    ("list.xml", b"<policy><a><item/><b/></a></policy>", (1, 19), "<item>"),
    ("root-list.xml", b"<policy><item/></policy>", (1, 9), "<item>"),
    ("none.xml", b"<policy><a none='false'/></policy>", (1, 18), '"true"'),
    ("none-text.xml", b"<policy><a none='true'>x</a></policy>", (1, 24), "text beside elements or attributes"),
    ("ref-id.xml", b"<policy><a ref='x' id='y'/></policy>", (1, 24), "beside another"),
    ("ref-child.xml", b"<policy><a ref='x'><b/></a></policy>", (1, 20), "stands for its value"),
    ("typeless.yaml", b"id: x\n", (1, 1), "does not say its type"),
    ("type-list.yaml", b"type: [policy]\n", (1, 7), "does not say its type"),
    ("unknown.yaml", b"type: polcy\n", (1, 7), "did you mean policy?"),
    ("unknown.xml", b"<exit-plan/>", (1, 2), "did you mean exit_plan?"),
]


def pack_with(folder: Path, **files: bytes) -> Path:
    for name, data in {**GOOD, **files}.items():
        path = folder / "pack" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder / "pack"


def only_line(pack: Path, limits: Limits = Limits()) -> Problem:  # noqa: B008 - a constant
    """Return the one line of the intake, having seen that the good documents were read."""
    read = read_pack(pack, types=TYPES, limits=limits)
    assert [(document.id, document.source.file) for document in read.documents] == [
        ("P-1", "a.yaml"),
        ("P-2", "z/z.xml"),
    ]
    (line,) = read.intake
    return line


@pytest.mark.parametrize(("file", "data", "place", "words"), CASES, ids=[case[0] for case in CASES])
def test_hostile_file_is_one_line_with_its_place(
    tmp_path: Path, file: str, data: bytes, place: tuple[int, int] | None, words: str
) -> None:
    line = only_line(pack_with(tmp_path, **{f"m/{file}": data}))
    assert line.file == f"m/{file}"
    assert (line.line, line.column) == (place or (None, None))
    assert words in line.message


def test_huge_file_is_refused_by_its_size_unread(tmp_path: Path) -> None:
    pack = pack_with(tmp_path)
    with (pack / "huge.yaml").open("wb") as file:
        file.write(b"type: policy\na: ")
        file.truncate(200_000_000)
    assert only_line(pack) == Problem("huge.yaml", None, None, "200000000 bytes: more than 16000000 are not read")


def test_link_out_of_the_pack_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("type: policy\nid: secret\n")
    pack = pack_with(tmp_path)
    (pack / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    assert only_line(pack) == Problem("link.yaml", None, None, "a symbolic link is not followed")


def test_linked_folder_is_not_entered(tmp_path: Path) -> None:
    pack = pack_with(tmp_path)
    (pack / "m").symlink_to(pack)
    assert only_line(pack) == Problem("m", None, None, "a symbolic link is not followed")


def test_pipe_is_not_waited_for(tmp_path: Path) -> None:
    pack = pack_with(tmp_path)
    os.mkfifo(pack / "pipe.yaml")
    assert only_line(pack) == Problem("pipe.yaml", None, None, "not a regular file")


def test_names_that_cannot_be_printed_are_escaped(tmp_path: Path) -> None:
    pack = pack_with(tmp_path)
    Path(os.fsdecode(os.fsencode(pack) + b"/m\xff\n.yaml")).write_bytes(b"")
    assert only_line(pack) == Problem("m\\udcff\\n.yaml", None, None, "the file is empty")


def test_pack_is_bounded_in_bytes(tmp_path: Path) -> None:
    pack = pack_with(tmp_path, **{"zz.yaml": b"type: policy\n" + b"#" * 2000})
    assert "larger than 1000 bytes" in only_line(pack, Limits(pack_bytes=1000)).message


def test_pack_is_bounded_in_files(tmp_path: Path) -> None:
    pack = pack_with(tmp_path, **{"zz.yaml": b"type: policy\n", "zzz.yaml": b"type: policy\n"})
    line = only_line(pack, Limits(files=2))
    assert (line.file, line.message) == ("zz.yaml", "a pack of more than 2 files: this one and the rest are not read")


MEASURE = """
import resource, sys
from pathlib import Path

def peak():  # kilobytes of this program alone: getrusage also counts the process that started it
    status = Path("/proc/self/status")
    if status.exists():
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

from accordant.evidence import read_pack
from evidence.declared import TYPES
pack = read_pack(Path(sys.argv[1]), types=TYPES)
assert len(pack.documents) == 2, pack.intake
print(len(pack.intake), peak() // 1024)
"""


def test_hostile_pack_costs_little_memory(tmp_path: Path) -> None:
    files = {f"m/{file}": data for file, data, *_ in CASES}
    files["m/wide.yaml"] = b"type: policy\na: [" + b"x," * 7_000_000 + b"]\n"
    files["m/wide.xml"] = b"<policy><a>" + b"<item/>" * 2_000_000 + b"</a></policy>"
    files["m/fields.yaml"] = b"type: nothing\n" + b"".join(b"f%d: x\n" % number for number in range(300_000))
    files["m/lines.xml"] = b"<policy><a>" + b"xy\n" * 5_000_000 + b"</a></policy>"
    files["m/brackets.yaml"] = b"type: policy\na: " + b"[" * 5_000_000
    files["m/bad.yaml"] = b"type: policy\n" + b"x" * 15_000_000 + b"\xff"
    pack = pack_with(tmp_path, **files)
    roots = [str(root) for root in Path(__file__).parents[1:3]]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([roots[0], str(Path(roots[1]) / "engine")])}
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(pack)], capture_output=True, text=True, check=True, env=environment
    )
    lines, megabytes = map(int, done.stdout.split())
    assert lines == len(files)
    assert megabytes < 300
