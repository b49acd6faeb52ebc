"""What the author of a new rule says of it."""

from collections.abc import Mapping
from typing import NamedTuple

from accordant.model.change import Data


class NewObligation(NamedTuple):
    """What is to be said of an obligation that no rulebook has yet."""

    requirement: str
    clause: str
    level: str
    stage: int


class Wish(NamedTuple):
    """A rule as it is wished for.

    `obligation` and `aspect` make its id. `documents` are the types it looks at, in order of preference; `kind` is the
    kind of its one check, and `parameters` what that is given besides. `new` is for an obligation not known yet.
    """

    obligation: str
    aspect: str
    title: str
    reason: str
    documents: tuple[str, ...]
    kind: str
    parameters: Mapping[str, Data]
    statement: str
    new: NewObligation | None = None

    @property
    def id(self) -> str:
        """The id of the rule."""
        return f"{self.obligation}/{self.aspect}"

    @property
    def file(self) -> str:
        """The rule's file below the folder, without its ending: the first word of the key, then the rest of the id."""
        first, _, rest = self.obligation.partition(".")
        words = [*filter(None, rest.split(".")), self.aspect]
        return f"{first}/{'-'.join(words)}"
