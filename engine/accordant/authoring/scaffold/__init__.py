"""A new rule from what its author says of it: the rule, its obligation, and cases that run."""

from accordant.authoring.scaffold.making import Scaffold, scaffold
from accordant.authoring.scaffold.wish import NewObligation, Wish

__all__ = ["NewObligation", "Scaffold", "Wish", "scaffold"]
