"""Attachments are listed and never parsed; an original that a document names is compared where it can be."""

from hashlib import sha256
from pathlib import Path

import pytest

from accordant.evidence import Limits, read_pack
from accordant.model.evidence import Attachment, OriginalState, Pack
from evidence.declared import HEADER, TYPES, document_type, field

TEXT = field("file", TYPES["policy"].fields["id"].kind)
SOURCE = field(
    "source",
    TYPES["exit_plan"].fields["scope"].kind,
    file=TEXT,
    sha256=field("sha256", TEXT.kind),
    pages=field("pages", TEXT.kind),
)
TYPE = {"policy": document_type("policy", (*HEADER, SOURCE))}
SCAN = b"%PDF-1.7 \0 type: policy"
DIGEST = sha256(SCAN).hexdigest()


def pack_of(folder: Path, files: dict[str, bytes], limits: Limits = Limits()) -> Pack:  # noqa: B008 - a constant
    for name, data in files.items():
        path = folder / "pack" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return read_pack(folder / "pack", types=TYPE, limits=limits)


def policy(source: str, number: int = 1) -> bytes:
    return f"type: policy\nid: P-{number}\nsource: {source}\n".encode()


def lines(pack: Pack) -> list[str]:
    return [str(line) for line in pack.intake]


def test_what_is_no_document_is_listed_with_its_checksum(tmp_path: Path) -> None:
    pack = pack_of(tmp_path, {"p.yaml": policy("{pages: 1}"), "m/scan.pdf": SCAN, "note.docx": b""})
    assert pack.attachments == (
        Attachment("m/scan.pdf", len(SCAN), DIGEST, ()),
        Attachment("note.docx", 0, sha256(b"").hexdigest(), ()),
    )
    assert (pack.intake, pack.originals, pack.sound) == ((), {}, True)


@pytest.mark.parametrize(
    ("document", "name", "scan"),
    [
        ("p.yaml", "scan.pdf", "scan.pdf"),
        ("m/p.yaml", "scan.pdf", "m/scan.pdf"),
        ("m/p.yaml", "scan.pdf", "scan.pdf"),
        ("m/p.yaml", "n/scan.pdf", "n/scan.pdf"),
        ("m/p.yaml", "../n/scan.pdf", "n/scan.pdf"),
        ("m/p.yaml", "scan.pdf", "elsewhere/deep/scan.pdf"),
    ],
)
def test_an_original_is_found_where_its_name_leads(tmp_path: Path, document: str, name: str, scan: str) -> None:
    pack = pack_of(tmp_path, {document: policy(f"{{file: {name}, sha256: {DIGEST.upper()}}}"), scan: SCAN})
    assert pack.originals == {document: OriginalState.VERIFIED}
    assert [one.cited_by for one in pack.attachments] == [(document,)]
    assert pack.sound


def test_of_two_of_one_name_the_checksum_decides(tmp_path: Path) -> None:
    files = {"p.yaml": policy(f"{{file: s.pdf, sha256: {DIGEST}}}"), "a/s.pdf": b"x", "b/s.pdf": SCAN}
    assert [one.cited_by for one in pack_of(tmp_path, files).attachments] == [(), ("p.yaml",)]


@pytest.mark.parametrize(
    ("source", "state", "said"),
    [
        ("{file: scan.pdf}", OriginalState.PRESENT, None),
        (
            f"{{file: scan.pdf, sha256: {'0' * 64}}}",
            OriginalState.DIFFERS,
            f'p.yaml:3:34: source/sha256: "scan.pdf" is another file: its SHA-256 is {DIGEST}',
        ),
        (
            "{file: scan.pdf, sha256: abc}",
            OriginalState.DIFFERS,
            'p.yaml:3:34: source/sha256: "abc" is not a SHA-256 of 64 hexadecimal digits',
        ),
        (
            f"{{file: gone.pdf, sha256: {DIGEST}}}",
            OriginalState.MISSING,
            'p.yaml:3:16: source/file: "gone.pdf" is not in the pack',
        ),
        (
            "{file: ../../etc/passwd, sha256: abc}",
            OriginalState.MISSING,
            'p.yaml:3:16: source/file: "../../etc/passwd" is not in the pack',
        ),
    ],
)
def test_an_original_that_is_not_what_is_cited_is_told(
    tmp_path: Path, source: str, state: OriginalState, said: str | None
) -> None:
    pack = pack_of(tmp_path, {"p.yaml": policy(source), "scan.pdf": SCAN})
    assert pack.originals == {"p.yaml": state}
    assert lines(pack) == ([said] if said else [])
    assert pack.sound is (said is None)


def test_originals_that_nobody_brought_are_elsewhere(tmp_path: Path) -> None:
    pack = pack_of(tmp_path, {"p.yaml": policy("{file: gone.pdf}"), "other.pdf": SCAN})
    assert (pack.originals, pack.sound) == ({"p.yaml": OriginalState.ELSEWHERE}, True)


def test_once_one_original_is_there_the_others_are_missed(tmp_path: Path) -> None:
    files = {"p.yaml": policy("{file: scan.pdf}"), "q.yaml": policy("{file: gone.pdf}", 2), "scan.pdf": SCAN}
    pack = pack_of(tmp_path, files)
    assert lines(pack) == ['q.yaml:3:16: source/file: "gone.pdf" is not in the pack']
    assert not pack.sound


def test_attachments_are_bounded(tmp_path: Path) -> None:
    files = {"p.yaml": policy("{file: c.pdf}"), "a.pdf": bytes(60), "b.pdf": bytes(101), "c.pdf": bytes(60)}
    pack = pack_of(tmp_path, files, Limits(attachment_bytes=100, attachments_bytes=110))
    assert [(one.file, one.size) for one in pack.attachments] == [("a.pdf", 60), ("b.pdf", None), ("c.pdf", None)]
    assert lines(pack) == [
        "b.pdf: attachment without checksum: 101 bytes: more than 50 are not read",
        "c.pdf: attachment without checksum: 60 bytes: more than 50 are not read",
        'p.yaml:3:16: source/file: "c.pdf" is in the pack and was not read: nothing was compared',
    ]


def test_very_many_attachments_are_bounded(tmp_path: Path) -> None:
    pack = pack_of(tmp_path, {f"{name}.pdf": b"" for name in "abc"}, Limits(files=2))
    assert [one.file for one in pack.attachments] == ["a.pdf", "b.pdf"]
    assert lines(pack) == ["c.pdf: a pack of more than 2 attachments: this one and the rest are not listed"]


def test_a_sparse_attachment_of_five_gigabytes_is_not_read(tmp_path: Path) -> None:
    pack = pack_of(tmp_path, {"p.yaml": policy("{pages: 1}")})
    with (tmp_path / "pack" / "film.mov").open("wb") as file:
        file.truncate(5_000_000_000)
    pack = read_pack(tmp_path / "pack", types=TYPE)
    assert lines(pack) == ["film.mov: attachment without checksum: 5000000000 bytes: more than 256000000 are not read"]
    assert len(pack.documents) == 1
