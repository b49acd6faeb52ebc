"""Which rulebook a folder of rules adds to: the shipped one, unless it decides outcomes itself."""

from pathlib import Path

from accordant.cli.surroundings import rule_folders

_DECIDES = "decide: outcome"


def rulebooks_under(folders: tuple[Path, ...]) -> tuple[Path, ...]:
    """Give the folders that these add to: the shipped rulebook, or none where the first stands on its own."""
    return () if _stands(folders[0]) else rule_folders(())


def _stands(folder: Path) -> bool:
    files = (folder / "conclusions").glob("*.yaml")
    return any(_DECIDES in file.read_bytes().decode("utf-8", "replace") for file in files)
