"""Evidence meets rules: every rule at every subject is observed once; nothing is decided here."""

from accordant.observation.observing import observe
from accordant.observation.subjects import Standing, stages_of, standing_of, subjects

__all__ = ["Standing", "observe", "stages_of", "standing_of", "subjects"]
