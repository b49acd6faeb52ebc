"""The whole way, once: a pack is observed, inferred and entered; only this room knows the order."""

from accordant.assessment.assessing import Terms, assess, press_of

__all__ = ["Terms", "assess", "press_of"]
