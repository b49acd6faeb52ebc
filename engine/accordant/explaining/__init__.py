"""Why a finding is as it is, and the smallest change of the evidence that would make it conform, tried and proved."""

from accordant.explaining.explanation import Explanation, explain, explain_in, find
from accordant.explaining.scene import Scene

__all__ = ["Explanation", "Scene", "explain", "explain_in", "find"]
