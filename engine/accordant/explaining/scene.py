"""What a finding is explained within, and one rule at one subject tried on a pack as it is, or as it would be."""

from collections.abc import Mapping
from typing import NamedTuple

from accordant.assessment import Terms
from accordant.assessment.chain import Chain
from accordant.inference.engine import infer
from accordant.inference.program import Program
from accordant.inference.reference import tree_value
from accordant.inference.shapes import form_of
from accordant.model.catalogue import DocumentType
from accordant.model.evidence import Pack
from accordant.model.observation import Observed, Value
from accordant.model.register import Outcome
from accordant.model.rules import Condition, Rule, Rulebook
from accordant.observation import observe


class Scene(NamedTuple):
    """A pack and everything it was assessed with."""

    pack: Pack
    rulebook: Rulebook
    types: Mapping[str, DocumentType]
    program: Program
    terms: Terms


class Standing(NamedTuple):
    """Where one rule stands at one subject: what was observed, the outcome, and the reason of the outcome."""

    observed: Observed
    outcome: Outcome
    because: str

    def value(self, condition: Condition | None) -> Value | None:
        """Give a condition's value; None for one that the rule does not have."""
        return None if condition is None else value_of(condition, self.observed)


def value_of(condition: Condition, observed: Observed) -> Value:
    """Give the value of a condition, or of a part of one, over what was seen."""
    form, names = form_of(condition)
    row = {column: observed.seen[name].value.value for column, name in zip(form.columns, names, strict=True)}
    return Value(tree_value(form.tree, row))


def stand(scene: Scene, pack: Pack, rule: Rule, subject: str) -> Standing | None:
    """Try one rule at one subject on a pack, by the reference engine; None where there is no such subject in it."""
    alone = scene.rulebook._replace(rules=(rule,))
    observed = observe(alone, pack, scene.types, as_of=scene.terms.as_of)
    index = next((number for number, one in enumerate(observed) if one.subject == subject), None)
    if index is None:
        return None
    chain = Chain(alone, observed, absence_counts=scene.terms.absence == "nonconformity")
    result = infer(chain, scene.program, engine="reference").result
    return Standing(observed[index], Outcome(result.outcomes[index]), result.because[index])
