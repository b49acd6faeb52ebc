"""What a command takes from its surroundings, and how it ends: folders, dates, files, exit status."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path

import click

from accordant.errors import AccordantError, RulebookError, UsageError
from accordant.model.tailoring import Tailoring

IMPOSSIBLE = 2
BROKEN_OFF = 130
PIPED_WIDTH = 100


def shipped(name: str) -> Path:
    """Give the folder of a data package; importlib.resources would cost a third of a small check."""
    return Path(import_module(f"accordant.{name}").__path__[0])


def rule_folders(added: tuple[Path, ...]) -> tuple[Path, ...]:
    """Give the folders of the shipped rulebook and of those added to it."""
    return (shipped("rules") / "iso44001", *added)


def profile_files(named: tuple[str, ...]) -> tuple[Path, ...]:
    """Give the file of each profile: a path as it stands, any other word names one that is shipped.

    Raises:
        UsageError: if no shipped profile is called so.
    """
    return tuple(_profile_file(name) for name in named)


def _profile_file(name: str) -> Path:
    if name.endswith(".yaml") or "/" in name or os.sep in name:
        return Path(name)
    folder = shipped("rules") / "profiles"
    known = sorted(file.stem for file in folder.glob("*.yaml"))
    if name not in known:
        raise UsageError(f"no shipped profile is called {name}; there are: {', '.join(known)}")
    return folder / f"{name}.yaml"


def settled(word: str, said: str | None, tailoring: Tailoring | None, otherwise: str) -> str:
    """Give what an option says, else what the profile is made for; a profile is not used for anything else.

    Raises:
        UsageError: if the option and the profile say different things.
    """
    for profile in tailoring.profiles if tailoring else ():
        made_for = str(getattr(profile, word))
        if made_for and said not in (None, made_for):
            raise UsageError(f"the profile {profile.id} is made for --{word} {made_for}, not for {said}")
        said = made_for or said
    return said or otherwise


def cache() -> Path:
    """Give the folder where this user's caches live."""
    linux = sys.platform == "linux"
    if linux:
        # As platformdirs says, and a test sees to it: importing it costs a tenth of a small check.
        named = os.environ.get("XDG_CACHE_HOME", "").strip()
        return Path(named or Path.home() / ".cache", "accordant")
    from platformdirs import user_cache_path  # noqa: PLC0415

    return user_cache_path("accordant", appauthor=False)


def read_day(text: str | None, option: str) -> date:
    """Read the date an option gives, today where it is not given; words that are no date are a usage error."""
    if text is None:
        return datetime.now(tz=UTC).astimezone().date()
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    # Python reads more forms of ISO 8601, weeks among them, than are meant here.
    if day is None or day.isoformat() != text:
        raise click.BadParameter(f"{text!r} is not a date (YYYY-MM-DD)", param_hint=f"'{option}'")
    return day


def width(output: Path | None) -> int:
    """Fit the terminal; what is piped or written to a file is always a hundred columns wide."""
    if output is None and sys.stdout.isatty():
        return min(PIPED_WIDTH, os.get_terminal_size(sys.stdout.fileno()).columns)
    return PIPED_WIDTH


@contextmanager
def refusing() -> Iterator[None]:
    """End with status 2, and with words on standard error, when the work within is impossible."""
    try:
        yield
    except RulebookError as error:
        # Each line stands alone as file:line:column, so that editors find the place.
        click.echo(str(error), err=True)
        sys.exit(IMPOSSIBLE)
    except AccordantError as error:
        click.echo(f"accordant: {error}", err=True)
        sys.exit(IMPOSSIBLE)
    except (click.ClickException, click.Abort):
        # The command line's own, which says what is wrong in its own words.
        raise
    except Exception:  # noqa: BLE001 - left to Python, a bug would end with the status of a nonconformity
        from traceback import print_exc  # noqa: PLC0415 - a bug is rare

        print_exc()
        sys.exit(IMPOSSIBLE)


@contextmanager
def breaking_off() -> Iterator[None]:
    """End with a status of its own, which is never that of a finding, when the work within is broken off."""
    try:
        yield
    except (KeyboardInterrupt, click.Abort) as error:
        # A question that gets no answer is aborted by click as well, whoever ended it.
        if isinstance(error.__context__, EOFError):
            click.echo("\naccordant: the answers ended before all was asked", err=True)
            sys.exit(IMPOSSIBLE)
        click.echo("\naccordant: broken off", err=True)
        sys.exit(BROKEN_OFF)


def put(data: bytes, output: Path | None) -> None:
    """Write bytes whatever the locale, to standard output or to a file that appears whole or not at all.

    Raises:
        UsageError: if they cannot be written.
    """
    if output is None:
        _print(data)
        return
    try:
        _write(data, output)
    except OSError as error:
        raise UsageError(f"{output}: {error.strerror}") from error


def put_all(files: Mapping[Path, bytes]) -> None:
    """Write files that are there already, all of them or none.

    Raises:
        UsageError: if one cannot be written.
    """
    before: dict[Path, bytes] = {}
    try:
        for file, content in files.items():
            before[file] = file.read_bytes()
            put(content, file)
    except BaseException:
        for file, content in before.items():
            with suppress(UsageError):
                put(content, file)
        raise


def _print(data: bytes) -> None:
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except OSError as error:
        # Python would try what is left once more when it ends, and end with a status of its own.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise UsageError(f"standard output: {error.strerror}") from error


def _write(data: bytes, output: Path) -> None:
    if output.exists() and not output.is_file():
        # A device or a pipe is there to be written to; whoever may, would replace it by a file.
        output.write_bytes(data)
        return
    whole = output.resolve()
    part = whole.with_name(f".{whole.name}.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        part.replace(whole)
    except BaseException:
        # Broken off, too, nothing half is left.
        # Where the folder itself is none, there is nothing to take away.
        with suppress(OSError):
            part.unlink()
        raise
