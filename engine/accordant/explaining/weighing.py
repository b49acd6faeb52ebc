"""What stands in the evidence for a person to weigh: a proposal may add to it, and never writes it away."""

from accordant.explaining.lessening import Parts
from accordant.explaining.places import origins, reached
from accordant.explaining.scene import Standing
from accordant.inference.shapes import form_of
from accordant.model.change import Change, Removed
from accordant.model.evidence import Pack
from accordant.model.tree import Branch, Leaf, Node


def overrules(pack: Pack, standing: Standing, parts: Parts) -> bool:
    """Say whether changes write over, or take away, what the pack says at a place that calls for a person.

    A repair that wrote a reference leading nowhere may still choose a better one: the pack says nothing there.
    """
    called = _cited(standing)
    return any(isinstance(part, Change) and _is_weighed(part, called) and _loses(pack, part) for part in parts)


def _cited(standing: Standing) -> set[tuple[str, str]]:
    """Give the places (file and pointer) that the checks of the referral saw."""
    referral = standing.observed.rule.refer_when
    names = form_of(referral)[1] if referral is not None else ()
    return {(one.file, one.pointer) for name in names for one in standing.observed.seen[name].citations}


def _is_weighed(part: Change, called: set[tuple[str, str]]) -> bool:
    """Say whether the change is made at a place called for, within it, or around it."""
    return any(
        file == part.file and (f"{part.pointer}/".startswith(f"{pointer}/") or pointer.startswith(f"{part.pointer}/"))
        for file, pointer in called
    )


def _loses(pack: Pack, part: Change) -> bool:
    origin = origins(pack).get(part.file)
    if origin is None:
        return False
    node, there = reached(origin.source.root, part.pointer)
    return isinstance(part.value, Removed) or (there and _says(node))


def _says(node: Node) -> bool:
    """Say whether anything is written at the node or below it."""
    if isinstance(node, Leaf):
        return bool((node.text or "").strip())
    inner = node.fields.values() if isinstance(node, Branch) else node.items
    return any(_says(one) for one in inner)
