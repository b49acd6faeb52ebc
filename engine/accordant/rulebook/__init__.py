"""Rule files -> a rulebook: read, every problem of every file at once with its place, compiled, and kept."""

from collections.abc import Sequence
from pathlib import Path

from accordant.rulebook.cache import cache_key, keep, recall
from accordant.rulebook.compiled import Compiled
from accordant.rulebook.files import RuleFile, digest_rules, digest_schemas, read_folder, read_profile

__all__ = ["Compiled", "load_rulebook"]


def load_rulebook(
    folders: Sequence[Path], *, schemas: Path, cache: Path | None, profiles: Sequence[Path] = ()
) -> Compiled:
    """Load the rulebook of these folders, with the document types of `schemas` and the program made of both.

    The first folder is the rulebook; each later one adds to it, as do the folders that a profile names. The profiles
    tailor the whole. `cache` is a folder of this user's own, made when missing; None keeps nothing.

    Raises:
        UsageError: if a folder or a profile cannot be read.
        RulebookError: with every problem of every file, in order of place.
    """
    tailors = tuple(read_profile(file) for file in profiles)
    read = tuple(read_folder(folder) for folder in (*folders, *_named(tailors)))
    digests = (digest_rules(folder.files) for folder in read)
    key = cache_key((digest_schemas(schemas), *digests, *(digest_rules([file]) for file in tailors)))
    compiled = recall(cache, key) if cache else None
    if compiled is None:
        # Compiling imports validators that a start from the cache does without.
        from accordant.catalogue.declaration import load_types  # noqa: PLC0415
        from accordant.checks import KINDS  # noqa: PLC0415
        from accordant.rulebook.compile import compile_rulebook  # noqa: PLC0415

        compiled = compile_rulebook(read, schemas, kinds=KINDS, types=load_types(schemas), profiles=tailors)
        if cache:
            keep(cache, key, compiled)
    return compiled


def _named(profiles: Sequence[RuleFile]) -> tuple[Path, ...]:
    """Give the folders that profiles add, each once."""
    if not profiles:
        return ()
    from accordant.rulebook.added import added_folders  # noqa: PLC0415 - only a profile needs it

    return tuple(dict.fromkeys(folder for file in profiles for folder in added_folders(file)))
