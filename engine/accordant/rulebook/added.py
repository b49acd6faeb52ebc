"""The folders of rules that a profile adds, found before anything is compiled."""

from pathlib import Path

from accordant.errors import RulebookError
from accordant.evidence.places import locate
from accordant.evidence.refusal import RefusedError
from accordant.evidence.yaml_reader import read_yaml
from accordant.model.problem import Problem
from accordant.model.tree import Leaf, Series
from accordant.rulebook.files import RuleFile


def added_folders(profile: RuleFile) -> tuple[Path, ...]:
    """Give the folders a profile names, as seen from its own; what is misshapen is said when the profile is read.

    Raises:
        RulebookError: with the place of every folder that there is not.
    """
    try:
        text = profile.content.decode("utf-8-sig")
        named = read_yaml(text).fields.get("rulebooks")
    except (UnicodeDecodeError, RefusedError):
        return ()
    leaves = [one for one in named.items if isinstance(one, Leaf) and one.text] if isinstance(named, Series) else []
    folders = [(leaf, Path(profile.place).parent / str(leaf.text)) for leaf in leaves]
    missing = [leaf for leaf, folder in folders if not folder.is_dir()]
    if missing:
        raise RulebookError(tuple(_missing(profile, text, leaf) for leaf in missing))
    return tuple(folder for _, folder in folders)


def _missing(profile: RuleFile, text: str, leaf: Leaf) -> Problem:
    return Problem(profile.place, *locate(text, leaf.at), f'no folder "{leaf.text}" is seen from here')
