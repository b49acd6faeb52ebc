"""Mutation proof of rules: whether they notice bad evidence, and whether their cases notice a weaker rule."""

from accordant.proving.declared import Declared, read_declared
from accordant.proving.proof import Flaw, Proof, Suggestion, Survivor
from accordant.proving.proving import prove, prove_rule

__all__ = ["Declared", "Flaw", "Proof", "Suggestion", "Survivor", "prove", "prove_rule", "read_declared"]
