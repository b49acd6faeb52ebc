"""What `check` and `explain` share: the options that say how evidence is judged, and the rulebook these ask for."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from accordant.cli.surroundings import cache, profile_files, rule_folders, settled, shipped

if TYPE_CHECKING:
    from accordant.evidence import Limits
    from accordant.model.evidence import Pack
    from accordant.model.tailoring import Tailoring
    from accordant.rulebook import Compiled

ROLES = ("consultant", "certification-body")
AUDITS = ("gap", "initial-1", "initial-2", "surveillance")
ABSENCES = ("evidence", "nonconformity")

Command = TypeVar("Command", bound=Callable[..., Any])


class Asked(NamedTuple):
    """How evidence is to be judged; None leaves it to the profile, or to a register."""

    rules: tuple[Path, ...]
    profiles: tuple[str, ...]
    role: str | None
    audit: str | None
    absence: str
    limits: "Limits | None" = None

    def read(self, pack: Path, compiled: "Compiled") -> "Pack":
        """Read the evidence, within the limits that are set or those there are otherwise."""
        from accordant.evidence import DEFAULT_LIMITS, read_pack  # noqa: PLC0415

        return read_pack(pack, types=compiled.types, limits=self.limits or DEFAULT_LIMITS)

    def load(self) -> "Compiled":
        """Load the shipped rulebook with the folders added to it, tailored by the profiles."""
        from accordant.rulebook import load_rulebook  # noqa: PLC0415 - rooms are entered when they are needed

        return load_rulebook(
            rule_folders(self.rules), schemas=shipped("schemas"), cache=cache(), profiles=profile_files(self.profiles)
        )

    def settled(self, tailoring: "Tailoring | None") -> tuple[str, str]:
        """Give role and audit: what is said here, else what the profile is made for, else consultant and gap.

        Raises:
            UsageError: if the profile is made for another.
        """
        role = settled("role", self.role, tailoring, "consultant")
        return role, settled("audit", self.audit, tailoring, "gap")


def profile_option(command: Command) -> Command:
    """Add `--profile`."""
    option = click.option(
        "--profile",
        "profiles",
        metavar="FILE|NAME",
        multiple=True,
        help="Tailor the rulebook by this file or shipped profile; may be given again.",
    )
    return option(command)


def limit_option(command: Command) -> Command:
    """Add `--limit`, read as the limits it sets, None where it is not given."""
    option = click.option(
        "--limit",
        "limits",
        metavar="NAME=VALUE",
        multiple=True,
        callback=_limits,
        help="Read more or less before evidence is refused: file-bytes, depth, nodes, files, pack-bytes, "
        "pack-nodes, relationships, problems, attachment-bytes, attachments-bytes or ratio, as file-bytes=32M; "
        "may be given again.",
    )
    return option(command)


def judging_options(otherwise: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Add `--rules`, `--profile`, `--role`, `--audit`, `--absence` and `--limit`, handed over together as `asked`.

    `otherwise` says whose role and audit hold where none is given.
    """

    def added(command: Callable[..., None]) -> Callable[..., None]:
        @wraps(command)
        def packed(**given: Any) -> None:
            asked = Asked(**{name: given.pop(name) for name in Asked._fields})
            command(asked=asked, **given)

        for option in reversed(_options(otherwise)):
            packed = option(packed)
        return packed

    return added


def _options(otherwise: str) -> tuple[Callable[[Callable[..., None]], Callable[..., None]], ...]:
    """Give the options, in the order in which help shows them."""
    return (
        click.option(
            "--rules",
            type=click.Path(path_type=Path),
            multiple=True,
            help="Folder of rules of your own, added to the shipped ones; may be given again.",
        ),
        profile_option,
        click.option(
            "--role",
            type=click.Choice(ROLES),
            help=f"For whom: a certification body gets no advice.  [default: consultant, or {otherwise}]",
        ),
        click.option(
            "--audit",
            type=click.Choice(AUDITS),
            help=f"What the judgement is for.  [default: gap, or {otherwise}]",
        ),
        click.option(
            "--absence",
            type=click.Choice(ABSENCES),
            default="evidence",
            show_default=True,
            help="What a missing required document counts as.",
        ),
        limit_option,
    )


def _limits(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> "Limits | None":
    if not given:
        return None
    from accordant.cli.limits import read_limits  # noqa: PLC0415 - few set limits

    return read_limits(given)
