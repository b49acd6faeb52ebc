"""Mutated and random files through reading and judging, guided by the lines of the readers they reach.

`python tests/fuzzing.py yaml|xml|zip|xlsx [--cases N] [--seconds S] [--seed K]` runs so many cases, or so long, and
says what was found; the status is 1 where a case did harm, and its bytes are kept in the folder that --keep names.
"""

import argparse
import io
import random
import resource
import sys
import tempfile
import time
import warnings
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

import workbooks
from accordant.assessment import Terms, assess
from accordant.evidence import read_pack
from accordant.model.evidence import Pack
from accordant.reports import render_json, render_table
from accordant.rulebook import Compiled, load_rulebook

ROOT = Path(__file__).parent.parent
DEMO = ROOT / "fixtures" / "demo"
AS_OF = date(2026, 6, 30)
SLOWEST = 5.0
"""Seconds that one case may take."""
MOST_MEMORY = 900_000_000
_LONGEST = 20_000
_TABLES = 25

TOKENS: dict[str, tuple[bytes, ...]] = {
    "yaml": (
        b"---\n", b"...\n", b"--- ", b"&a ", b"*a", b"!!str ", b"!x ", b"<<: *a\n", b"? ", b": ", b"- ", b"|\n",
        b">-\n", b"[", b"]", b"{", b"}", b"'", b'"', b"#", b"%YAML 1.2\n", b"\t", b"\r", b"\x00", b"\xff",
        b"\xef\xbb\xbf", b"~", b"\xe2\x80\xa8", b"\\x00", b"type: ", b"id: ", b"relationships: all\n",
        b"2026-02-30", b"1" * 50, b"\n", b"  ", b"source: {file: ../x, sha256: 0}\n", b"type: manifest\n",
        b"type: judgement\n", b"supersedes: [", b"9999-12-31",
    ),
    "xml": (
        b"<pack>", b"</pack>", b"<item>", b"</item>", b"<item/>", b"<![CDATA[", b"]]>", b"<!--", b"-->", b"<?x ?>",
        b"&amp;", b"&#0;", b"&#x1F;", b"&a;", b"<!DOCTYPE a [", b"<!ENTITY a 'b'>", b"]>", b" id='x'",
        b" none='true'", b" ref='y'", b"xmlns='u'", b"<", b">", b"/>", b"'", b'"', b"\x00", b"\xff",
        b"\xef\xbb\xbf", b"<type>x</type>", b"\r", b"\xc2\x85", b"<?xml version='1.0' encoding='UTF-16'?>",
        b"<manifest>", b"</manifest>", b"9999-12-31", b"a:b",
    ),
    "zip": (
        b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07", b"\x00\x00", b"\xff\xff",
        b"\xff\xff\xff\xff", b"\x01\x00", b"../", b"/", b"\\", b"seal.sha256", b".yaml", b"\x08\x00", b"\x0e\x00",
        b"c\x00", b"\x00\x00\x00\xa1",
    ),
    "xlsx": workbooks.TOKENS,
}  # fmt: skip


class Found(NamedTuple):
    """What a run came to: cases, those that were read, lines reached, harm done with the bytes that did it."""

    cases: int
    read: int
    judged: int
    lines: int
    slowest: float
    peak: int
    harm: tuple[tuple[str, bytes], ...]


class Feedback:
    """The lines of the readers that were ever reached; `fresh` says whether a case reached new ones."""

    def __init__(self) -> None:
        self.lines: set[tuple[str, int]] = set()
        self.fresh = False

    @contextmanager
    def watching(self) -> Iterator[None]:
        self.fresh = False
        before = sys.gettrace()
        sys.settrace(self._enter)
        try:
            yield
        finally:
            sys.settrace(before)

    def _enter(self, frame: FrameType, _event: str, _argument: Any) -> Any:
        return self._line if "/accordant/evidence/" in frame.f_code.co_filename else None

    def _line(self, frame: FrameType, _event: str, _argument: Any) -> Any:
        place = (frame.f_code.co_filename, frame.f_lineno)
        if place not in self.lines:
            self.lines.add(place)
            self.fresh = True
        return self._line


def seeds(form: str) -> list[bytes]:
    """Give the evidence that mutation starts from."""
    if form == "xlsx":
        return workbooks.seeds(DEMO / "yaml")
    if form == "zip":
        return [_zip(sorted((DEMO / "yaml").rglob("*.yaml"))[:3]), _zip(sorted((DEMO / "xml").rglob("*.xml"))[:2])]
    files = sorted((DEMO / form).rglob(f"*.{form}"), key=lambda file: (file.stat().st_size, file.name))
    texts = [file.read_bytes() for file in files[:40]]
    joined = b"---\n".join(texts[:3]) if form == "yaml" else b"<pack>" + b"".join(map(_body, texts[:3])) + b"</pack>"
    return [*texts, joined]


def _body(text: bytes) -> bytes:
    return text.partition(b"?>")[2]


def _zip(files: list[Path]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as packed:
        for file in files:
            packed.write(file, file.name)
    return data.getvalue()


def mutate(chance: random.Random, corpus: list[bytes], tokens: tuple[bytes, ...], longest: int = _LONGEST) -> bytes:
    """Give a new case: one of the corpus, changed in one to eight places; now and then bytes at random."""
    if chance.random() < 0.01:
        return chance.randbytes(chance.randrange(400))
    data = bytearray(chance.choice(corpus))
    for _ in range(1 << chance.randrange(4)):
        at = chance.randrange(len(data) + 1)
        end = min(len(data), at + (1 << chance.randrange(9)))
        match chance.randrange(7):
            case 0:
                data[at:at] = chance.choice(tokens)
            case 1:
                data[at:end] = b""
            case 2:
                data[at:at] = data[at:end] * chance.choice((1, 2, 40))
            case 3:
                other = chance.choice(corpus)
                start = chance.randrange(len(other) + 1)
                data[at:end] = other[start : start + (1 << chance.randrange(10))]
            case 4 if at < len(data):
                data[at] = chance.randrange(256)
            case 5 if at < len(data):
                data[at] ^= 1 << chance.randrange(8)
            case _:
                data[at:at] = chance.choice(tokens) * chance.choice((1, 1, 3, 70))
    return bytes(data[:longest])


NAMES = (
    "a.yaml", "b.yml", "m/c.xml", "../d.yaml", "/e.yaml", "f.zip", "seal.sha256", "scan.pdf", "é\n.yaml", ".g", "", "h/"
)  # fmt: skip
_MODES = (0, 0, 0o100644 << 16, 0o120777 << 16, 0o010666 << 16, 0xFFFFFFFF)


def packed(chance: random.Random, corpora: list[tuple[list[bytes], tuple[bytes, ...]]]) -> bytes:
    """Give a sound zip of mutated files under names of every kind; now and then one of its bytes is another."""
    data = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        warnings.simplefilter("ignore")  # zipfile warns of a name that stands twice
        for _ in range(chance.randrange(1, 5)):
            member = zipfile.ZipInfo(chance.choice(NAMES))
            member.external_attr = chance.choice(_MODES)
            corpus, tokens = chance.choice(corpora)
            way = chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2))
            file.writestr(member, mutate(chance, corpus, tokens), way)
    made = bytearray(data.getvalue())
    if chance.random() < 0.3:
        made[chance.randrange(len(made))] = chance.randrange(256)
    return bytes(made)


class Bench:
    """The rulebook, a folder to write cases into, and what a case comes to."""

    def __init__(self, form: str, compiled: Compiled, folder: Path) -> None:
        self.form = form
        self.compiled = compiled
        self.feedback = Feedback()
        self.pack = folder / "pack"
        self.pack.mkdir()
        (self.pack / "a-manifest.yaml").write_bytes((DEMO / "yaml" / "manifest.yaml").read_bytes())
        self.read = self.judged = 0

    def run(self, data: bytes, number: int) -> None:
        """Read a case, alone or beside a manifest, see that it is read or refused, and judge what was read."""
        alone = self.form == "zip" or number % 4 == 0
        file = (self.pack.parent if alone else self.pack) / f"case.{self.form}"
        file.write_bytes(data)
        with self.feedback.watching():
            pack = read_pack(file if alone else self.pack, types=self.compiled.types)
        check_lines(pack, file.name, zipped=self.form == "zip")
        new = [one for one in pack.documents if one.source.home != "a-manifest.yaml"]
        self.read += bool(new)
        # What was refused leaves the pack as it was, and that is judged already.
        if new or (pack.manifest is not None and pack.manifest.source.home != "a-manifest.yaml"):
            self.judged += 1
            judge(pack, self.compiled, table=number % _TABLES == 0)


def check_lines(pack: Pack, file: str, *, zipped: bool) -> None:
    """See that a file is read or named, and that every line names a place that there is, in words that can be shown."""
    for line in pack.intake:
        assert line.message, line
        assert str(line).isprintable(), line
        assert (line.line is None) is (line.column is None), line
        assert line.line is None or (line.line >= 1 and (line.column or 0) >= 1), line
    named = {one.source.home for one in pack.documents} | {line.file for line in pack.intake}
    named |= {pack.manifest.source.home} if pack.manifest else set()
    assert zipped or file in named or workbooks.says_nothing(file, pack), f"{file} is neither read nor named"


def judge(pack: Pack, compiled: Compiled, *, table: bool) -> None:
    """Judge a pack, and write the register."""
    terms = Terms(AS_OF, engine="reference")
    register = assess(pack, compiled.rulebook, compiled.types, compiled.program, terms=terms)
    render_json(register)
    if table:
        render_table(register, every=True)


def fuzz(form: str, compiled: Compiled, *, cases: int, seconds: float, seed: int, plain: int = 1_000) -> Found:
    """Run so many cases of a format, or as the seconds allow; so many of the first are not mutated."""
    chance = random.Random(seed)
    corpus = seeds(form)
    inner = [(seeds(one), TOKENS[one]) for one in ("yaml", "xml")] if form == "zip" else []

    def made() -> bytes:
        if form == "xlsx":
            return workbooks.mutate(chance, corpus, mutate)
        if inner and chance.random() < 0.5:
            return packed(chance, inner)
        return mutate(chance, corpus, TOKENS[form])

    first = min(len(corpus), plain)
    harm: list[tuple[str, bytes]] = []
    slowest, number, until = 0.0, 0, time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(form, compiled, Path(folder))
        while number < cases and time.monotonic() < until:
            data = corpus[number] if number < first else made()
            began = time.process_time()
            said = _harm(bench.run, data, number)
            taken = time.process_time() - began
            slowest = max(slowest, taken)
            if said or taken > SLOWEST:
                harm.append((said or f"took {taken:.1f} s", data))
            elif bench.feedback.fresh and number >= first:
                corpus.append(data)
            number += 1
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        return Found(number, bench.read, bench.judged, len(bench.feedback.lines), slowest, peak, tuple(harm))


def _harm(run: Callable[[bytes, int], None], data: bytes, number: int) -> str:
    """Run a case; say what harm it did, whatever that is."""
    try:
        run(data, number)
    except (Exception, RecursionError) as error:  # noqa: BLE001 - whatever escapes is what is looked for
        place = error.__traceback__
        while place is not None and place.tb_next is not None:
            place = place.tb_next
        where = f"{place.tb_frame.f_code.co_filename}:{place.tb_lineno}" if place else "nowhere"
        return f"{type(error).__name__}: {error} at {where}"
    return ""


def main() -> int:
    """Run from the command line; keep the bytes of whatever did harm."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("form", choices=TOKENS)
    words.add_argument("--cases", type=int, default=10_000)
    words.add_argument("--seconds", type=float, default=3_600)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--keep", type=Path, default=Path())
    given = words.parse_args()
    compiled = load_rulebook((ROOT / "rules" / "iso44001",), schemas=ROOT / "schemas", cache=None)
    found = fuzz(given.form, compiled, cases=given.cases, seconds=given.seconds, seed=given.seed)
    for number, (said, data) in enumerate(found.harm):
        sys.stdout.write(f"harm {number}: {said}\n")
        (given.keep / f"harm-{given.form}-{given.seed}-{number}.{given.form}").write_bytes(data)
    sys.stdout.write(
        f"{given.form}: {found.cases} cases, {found.read} read, {found.judged} judged, "
        f"{found.lines} lines of the readers, slowest {found.slowest:.2f} s, peak {found.peak // 1_000_000} MB, "
        f"harm {len(found.harm)}\n"
    )
    return int(bool(found.harm) or found.peak > MOST_MEMORY)


if __name__ == "__main__":
    sys.exit(main())
