"""A pack in a zip is read as the folder it was made of; what means harm in it is one line of the intake."""

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from accordant.evidence import Limits, read_pack
from accordant.model.evidence import Pack
from evidence.declared import TYPES

GOOD = {
    "a.yaml": b"type: policy\nid: P-1\nstatement: kept\n",
    "z/z.xml": b"<policy id='P-2'><statement>kept</statement></policy>",
}
MEGABYTE = 1_000_000
Made = Callable[[zipfile.ZipFile], object]


def info(name: str, *, mode: int = 0, **fields: int) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
    made.external_attr = mode << 16
    for field, value in fields.items():
        setattr(made, field, value)
    return made


def write(folder: Path, make: Made | None = None) -> Path:
    path = folder / "pack.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in GOOD.items():
            file.writestr(info(name), data)
        if make is not None:
            make(file)
    return path


def check_good(pack: Pack) -> None:
    assert [(one.id, one.source.file) for one in pack.documents] == [("P-1", "a.yaml"), ("P-2", "z/z.xml")]


def inner_zip() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        file.writestr("b.yaml", b"type: policy\nid: P-3\n")
    return data.getvalue()


def test_a_zip_is_read_as_the_folder(tmp_path: Path) -> None:
    for name, data in GOOD.items():
        (tmp_path / "pack" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "pack" / name).write_bytes(data)
    folder = read_pack(tmp_path / "pack", types=TYPES)
    pack = read_pack(write(tmp_path), types=TYPES)
    assert pack._replace(name="pack") == folder
    assert pack.name == "pack.zip"


POLICY = b"type: policy\nid: X\n"
TRAPS: dict[str, tuple[str, Made, str]] = {
    "a path upwards": (
        "../out.yaml", lambda file: file.writestr(info("../out.yaml"), POLICY), "leads out of the pack"
    ),
    "a path through a folder": (
        "m/../../out.yaml", lambda file: file.writestr(info("m/../../out.yaml"), POLICY), "leads out of the pack"
    ),
    "an absolute path": ("/out.yaml", lambda file: file.writestr(info("/out.yaml"), POLICY), "leads out of the pack"),
    "a drive": ("C:out.yaml", lambda file: file.writestr(info("C:out.yaml"), POLICY), "leads out of the pack"),
    "another separator": (
        "..\\out.yaml", lambda file: file.writestr(info("..\\out.yaml"), POLICY), "leads out of the pack"
    ),
    "a hidden path upwards": (
        ".git/../../out.yaml", lambda file: file.writestr(info(".git/../../out.yaml"), POLICY), "leads out of the pack"
    ),
    "a link": (
        "link.yaml", lambda file: file.writestr(info("link.yaml", mode=0o120777), b"/etc/passwd"), "symbolic link"
    ),
    "a pipe": ("pipe.yaml", lambda file: file.writestr(info("pipe.yaml", mode=0o010666), b""), "not a regular file"),
    "a zip": ("more.zip", lambda file: file.writestr(info("more.zip"), inner_zip()), "is not opened"),
    "a bomb": (
        "bomb.yaml",
        lambda file: file.writestr(
            info("bomb.yaml", compress_type=zipfile.ZIP_DEFLATED), b"type: policy\na: " + b"x" * 15 * MEGABYTE
        ),
        "unpacks to more than 100 times",
    ),
    "too large": (
        "large.yaml",
        lambda file: file.writestr(info("large.yaml", compress_type=zipfile.ZIP_DEFLATED), bytes(17 * MEGABYTE)),
        "17000000 bytes unpacked: more than 16000000",
    ),
    "packed otherwise": (
        "lzma.yaml", lambda file: file.writestr(info("lzma.yaml"), POLICY, zipfile.ZIP_LZMA), "neither stored nor"
    ),
    "the same name twice": ("a.yaml", lambda file: _twice(file, "a.yaml"), "stands in the zip twice"),
    "UTF-16": ("u.yaml", lambda file: file.writestr(info("u.yaml"), "type: x\n".encode("utf-16")), "UTF-16"),
}  # fmt: skip


def _twice(file: zipfile.ZipFile, name: str) -> None:
    file.NameToInfo.pop(name)
    file.writestr(info(name), POLICY)


@pytest.mark.parametrize("name", TRAPS)
def test_harm_is_one_line_and_the_rest_is_read(tmp_path: Path, name: str) -> None:
    file, make, said = TRAPS[name]
    pack = read_pack(write(tmp_path, make), types=TYPES)
    check_good(pack)
    (line,) = pack.intake
    assert (line.file, said in line.message) == (file, True)
    assert not pack.sound
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pack.zip"]


def patched(path: Path, signature: bytes, at: int, value: bytes, *, number: int = -1) -> Path:
    """Write bytes over a field of one of the records with this signature."""
    data = bytearray(path.read_bytes())
    places = [index for index in range(len(data)) if data.startswith(signature, index)]
    data[places[number] + at : places[number] + at + len(value)] = value
    path.write_bytes(bytes(data))
    return path


CENTRAL, LOCAL = b"PK\1\2", b"PK\3\4"


@pytest.mark.parametrize(
    ("signature", "at", "value", "said"),
    [
        (CENTRAL, 8, struct.pack("<H", 1), "encrypted"),
        (CENTRAL, 16, struct.pack("<L", 7), "cannot be unpacked"),
        (CENTRAL, 42, struct.pack("<L", 3), "cannot be unpacked"),
        (LOCAL, 26, struct.pack("<H", 60_000), "cannot be unpacked"),
    ],
    ids=["encrypted", "wrong checksum", "wrong place", "wrong name"],
)
def test_a_broken_member_is_one_line(tmp_path: Path, signature: bytes, at: int, value: bytes, said: str) -> None:
    path = write(tmp_path, lambda file: file.writestr(info("zz.yaml"), POLICY))
    pack = read_pack(patched(path, signature, at, value), types=TYPES)
    check_good(pack)
    (line,) = pack.intake
    assert (line.file, said in line.message) == ("zz.yaml", True)


@pytest.mark.parametrize(("value", "file"), [(b"\0", "\\x00z.yaml"), (b"z\0", "z")])
def test_a_name_with_a_nul_is_told(tmp_path: Path, value: bytes, file: str) -> None:
    path = write(tmp_path, lambda file: file.writestr(info("zz.yaml"), POLICY))
    pack = read_pack(patched(path, CENTRAL, 46, value), types=TYPES)
    check_good(pack)
    assert [(line.file, line.message) for line in pack.intake] == [
        (file, "a path that leads out of the pack is not read")
    ]


def test_what_goes_wrong_while_a_zip_is_read_is_not_laid_on_the_zip(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ValueError("a bug of ours")

    monkeypatch.setattr("accordant.evidence.pack.read_source", broken)
    with pytest.raises(ValueError, match="a bug of ours"):
        read_pack(write(tmp_path), types=TYPES)


def test_a_member_that_says_it_is_small_is_not_read_beyond_that(tmp_path: Path) -> None:
    large = info("zz.yaml", compress_type=zipfile.ZIP_DEFLATED)
    path = write(tmp_path, lambda file: file.writestr(large, POLICY + b"#" * 50 * MEGABYTE))
    pack = read_pack(patched(path, CENTRAL, 24, struct.pack("<L", 100)), types=TYPES)
    check_good(pack)
    assert [line.file for line in pack.intake] == ["zz.yaml"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "not a zip"),
        (b"PK", "not a zip"),
        (b"type: policy\n", "not a zip"),
        (b"PK\5\6" + b"\xff" * 18, "more than 40000 files"),
        (b"PK\5\6" + b"\0" * 8 + struct.pack("<LL", 100, 9_000) + b"\0\0", "not a zip"),
    ],
)
def test_what_is_no_zip_is_one_line(tmp_path: Path, data: bytes, said: str) -> None:
    (tmp_path / "pack.zip").write_bytes(data)
    pack = read_pack(tmp_path / "pack.zip", types=TYPES)
    assert [(line.file, said in line.message) for line in pack.intake] == [("pack.zip", True)]
    assert (pack.documents, pack.sound) == ((), False)


def test_a_list_of_files_without_end_is_not_read(tmp_path: Path) -> None:
    def many(file: zipfile.ZipFile) -> None:
        for number in range(60):
            file.writestr(info(f"{number}{'x' * 500}.txt"), b"")

    pack = read_pack(write(tmp_path, many), types=TYPES, limits=Limits(files=50))
    assert "more than 100 files" in pack.intake[0].message


def test_very_many_documents_are_bounded(tmp_path: Path) -> None:
    pack = read_pack(
        write(tmp_path, lambda file: [file.writestr(info(f"zz{number}.yaml"), POLICY) for number in range(3)]),
        types=TYPES,
        limits=Limits(files=2),
    )
    check_good(pack)
    assert [line.file for line in pack.intake] == ["zz0.yaml"]


def test_what_hides_is_skipped_as_in_a_folder(tmp_path: Path) -> None:
    def hidden(file: zipfile.ZipFile) -> None:
        for name in (".x.yaml", "m/.git/x.yaml", "__MACOSX/._a.yaml", "m/"):
            file.writestr(info(name), POLICY)

    assert read_pack(write(tmp_path, hidden), types=TYPES).intake == ()


def test_a_sparse_file_of_five_gigabytes_is_refused_unread(tmp_path: Path) -> None:
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / "a.yaml").write_bytes(GOOD["a.yaml"])
    with (tmp_path / "pack" / "sparse.yaml").open("wb") as file:
        file.truncate(5_000 * MEGABYTE)
    (line,) = read_pack(tmp_path / "pack", types=TYPES).intake
    assert str(line) == "sparse.yaml: 5000000000 bytes: more than 16000000 are not read"


def test_quadratic_blow_up_is_one_line(tmp_path: Path) -> None:
    # One anchor of 10,000 values, used 10,000 times: 300 kilobytes that would be a hundred million values.
    text = b"type: policy\na: &a [" + b"x," * 10_000 + b"]\nb: [" + b"*a," * 10_000 + b"]\n"
    pack = read_pack(write(tmp_path, lambda file: file.writestr(info("zz.yaml"), text)), types=TYPES)
    check_good(pack)
    assert "more than 500000 values" in pack.intake[0].message


def test_a_sparse_zip_of_five_gigabytes_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "pack.zip").open("wb") as file:
        file.truncate(5_000 * MEGABYTE)
    pack = read_pack(tmp_path / "pack.zip", types=TYPES)
    assert [str(line) for line in pack.intake] == ["pack.zip: not a zip"]


def test_members_that_overlap_are_not_each_unpacked(tmp_path: Path) -> None:
    # Forty names for the same packed bytes: small as a file, forty times as large unpacked.
    names = [f"zz{number:02}.yaml" for number in range(40)]
    path = write(tmp_path, lambda file: [file.writestr(info(name), POLICY + b"#" * 50_000) for name in names])
    data = bytearray(path.read_bytes())
    places = [index for index in range(len(data)) if data.startswith(CENTRAL, index)][-len(names) :]
    for place in places:
        data[place + 42 : place + 46] = data[places[0] + 42 : places[0] + 46]
    path.write_bytes(bytes(data))

    pack = read_pack(path, types=TYPES, limits=Limits(pack_bytes=120_000))
    assert [one.id for one in pack.documents][:2] == ["P-1", "P-2"]
    assert len(pack.documents) <= 4
    assert {line.file for line in pack.intake} >= set(names[2:])


def test_names_that_only_differ_in_case_are_two_files(tmp_path: Path) -> None:
    made = write(tmp_path, lambda file: [file.writestr(info(name), POLICY) for name in ("B.yaml", "b.yaml")])
    pack = read_pack(made, types=TYPES)
    assert [one.source.file for one in pack.documents] == ["B.yaml", "a.yaml", "b.yaml", "z/z.xml"]
    assert [line.message for line in pack.intake] == ['"X" is also in B.yaml']
