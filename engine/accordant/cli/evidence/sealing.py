"""`accordant evidence seal`: the SHA-256 of every file of a pack, and the day, written into the pack."""

from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

import click

from accordant.cli.surroundings import put, read_day, refusing
from accordant.errors import UsageError


@click.command()
@click.argument("pack", type=click.Path(path_type=Path))
@click.option("--on", metavar="YYYY-MM-DD", help="The day the seal says.  [default: today]")
@click.option("--replace", is_flag=True, help="Take the place of the seal that is there.")
def seal(pack: Path, on: str | None, replace: bool) -> None:  # noqa: FBT001 - click hands flags over
    r"""Seal the folder PACK: write into it, as seal.sha256, the checksum of every file in it and the day.

    From then on check says what was changed, added or lost. Whoever can change the evidence can seal it again:
    keep the digest that is printed elsewhere, and compare it with that of the register. Hidden files are not sealed.

    \b
    Exit status:
      2  the pack cannot be sealed
      0  sealed
    """
    day = read_day(on, "--on")
    with refusing():
        click.echo(_seal(pack, day, replace=replace))


def _seal(pack: Path, day: date, *, replace: bool) -> str:
    from accordant.evidence.seal import SEAL, write_seal  # noqa: PLC0415 - entered when it is needed

    if not pack.is_dir():
        raise UsageError(f"{pack}: only a folder is sealed; pack it when it has its seal")
    target = pack / SEAL
    if target.exists() and not replace:
        raise UsageError(f"{target} is there already: --replace takes its place")
    files = dict(_digests(pack, SEAL))
    data = write_seal(files, day).encode()
    put(data, target)
    return f"{target}: {len(files)} files sealed, digest {sha256(data).hexdigest()}"


def _digests(pack: Path, but: str) -> Iterator[tuple[str, str]]:
    """Give every file of the pack with its checksum.

    Raises:
        UsageError: if something in the pack cannot be sealed.
    """
    from accordant.evidence.folder import PACKED, list_entries, read_chunks  # noqa: PLC0415
    from accordant.evidence.refusal import RefusedError  # noqa: PLC0415

    for entry in list_entries(pack.resolve()):
        if entry.file == but:
            continue
        if entry.refusal and entry.refusal != PACKED:
            raise UsageError(f"{entry.file}: cannot be sealed: {entry.refusal}")
        if not entry.path.name.isprintable():
            raise UsageError(f"{entry.file}: cannot be sealed: its name cannot be printed")
        digest = sha256()
        try:
            for chunk in read_chunks(entry, entry.path.stat().st_size):
                digest.update(chunk)
        except RefusedError as refusal:
            raise UsageError(f"{entry.file}: cannot be sealed: {refusal.message}") from None
        yield entry.file, digest.hexdigest()
