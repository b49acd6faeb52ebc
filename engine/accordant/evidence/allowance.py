"""What may still be read of a whole pack: files that are each within their limits may be too much together."""

from collections.abc import Iterable, Iterator

from accordant.evidence.intake import Note
from accordant.evidence.limits import Limits
from accordant.evidence.refusal import RefusedError
from accordant.model.tree import Branch, Leaf, Series

LONGEST_NAME = 1_000
"""Characters of what is said again with everything that is cited: more would let a small pack fill a register."""

_NAMES = frozenset(("id", "title", "name", "version", "pages", "party", "relationships"))


class Allowance:
    """The bytes, values and problems of a pack that are left; once bytes or values run out, nothing more is read."""

    def __init__(self, limits: Limits) -> None:
        """Start with what the limits allow."""
        self._limits = limits
        self._bytes = limits.pack_bytes
        self._values = limits.pack_nodes
        self._problems = limits.problems
        self._full = ""

    def refuse_when_full(self) -> None:
        """Raise `RefusedError` where nothing more is read."""
        if self._full:
            raise RefusedError(None, f"not read: {self._full}")

    def take_bytes(self, count: int) -> None:
        """Count the bytes of a file; raise `RefusedError` where they are more than are left."""
        self._bytes -= count
        if self._bytes < 0:
            self._full = f"the pack is larger than {self._limits.pack_bytes} bytes"
        self.refuse_when_full()

    def take_values(self, root: Branch) -> None:
        """Count the values of a document; raise `RefusedError` where they are more than are left."""
        self._values -= values_of(root)
        if self._values < 0:
            self._full = f"the pack holds more than {self._limits.pack_nodes} values, aliases expanded"
        self.refuse_when_full()

    def take_notes(self, found: Iterable[Note]) -> Iterator[Note]:
        """Yield the notes that are to be listed; the first that is too many says so instead."""
        for note in found:
            if not self.lists_problems:
                return
            self._problems -= 1
            said = f"more than {self._limits.problems} problems in the pack: this one and the rest are not listed"
            yield note if self._problems >= 0 else note._replace(message=said)

    @property
    def lists_problems(self) -> bool:
        """Say whether a further problem is listed, or at least told of as too many: else none need be looked for."""
        return self._problems >= 0


def values_of(root: Branch) -> int:
    """Return how many leaves, branches and series there are from here on, one that stands twice counted twice."""
    count = 1
    stack: list[Branch | Series] = [root]
    while stack:
        node = stack.pop()
        inner = node.fields.values() if isinstance(node, Branch) else node.items
        count += len(inner)
        stack += [one for one in inner if not isinstance(one, Leaf)]
    return count


def refuse_overlong(branch: Branch, *, within: bool) -> None:
    """Raise `RefusedError` at a name in a group that is longer than any; `within` looks into what it holds, too."""
    stack: list[Branch | Series] = [branch]
    while stack:
        node = stack.pop()
        for name, inner in node.fields.items() if isinstance(node, Branch) else (("", item) for item in node.items):
            if name in _NAMES:
                for leaf in inner.items if isinstance(inner, Series) else (inner,):
                    if isinstance(leaf, Leaf) and len(leaf.text or "") > LONGEST_NAME:
                        raise RefusedError(leaf.at, f"not read: {name} has more than {LONGEST_NAME} characters")
            if not isinstance(inner, Leaf) and (within or name == "source"):
                stack.append(inner)
