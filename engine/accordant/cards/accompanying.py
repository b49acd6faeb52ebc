"""What a card says beyond its rule: phase, terms, other standards, sources, and a licensed user's own clause text."""

from collections.abc import Iterable, Iterator, Mapping

from accordant.cards.card import Section
from accordant.model.beside import ClauseTexts, clause_text
from accordant.model.companions import Companions, Correspondence, Crosswalk, Source, Term, assigned, phase_of, terms_of
from accordant.model.rules import Obligation, Rule
from accordant.rulebook.companions.speaking import documents_of

_SURE = {"confirmed": "confirmed", "well-supported": "well supported", "inferred": "inferred, not confirmed"}


def accompanied(rule: Rule, obligation: Obligation, companions: Companions) -> Iterator[Section]:
    """Return the sections that what accompanies the rulebook gives to a rule's card; some may be empty."""
    yield from _phase(obligation, companions)
    terms = terms_of(obligation, documents_of(rule), companions.terms)
    yield Section("Terms", points=tuple(map(term_words, terms)))
    told = [line for crosswalk in companions.crosswalks for line in _elsewhere(obligation, crosswalk)]
    yield Section("In other standards", points=tuple(told))
    yield Section("Sources", points=tuple(_sources(obligation.sources, companions.sources)))


def laid_over(obligation: Obligation, texts: ClauseTexts) -> Iterator[Section]:
    """Return the section with the user's own text of the clause; none where the file has none."""
    clause = next((one for one in obligation.clauses if one.edition == texts.edition), obligation.clauses[0])
    text = clause_text(texts, obligation.key, clause.number)
    if text:
        doubt = clause.basis != "confirmed" and obligation.key not in texts.by_obligation
        warning = (f"The number {clause.number} is recollected: is this the right clause?",) if doubt else ()
        yield Section(f"Clause text of {texts.edition}", (f"{texts.licence}.", *warning), written=text)


def term_words(term: Term) -> str:
    """Return a term with what it means, on one line."""
    short = f" ({term.short})" if term.short else ""
    doubt = " (inferred)" if term.confidence == "inferred" else ""
    return f"{term.name}{short}: {term.means}{doubt}"


def _phase(obligation: Obligation, companions: Companions) -> Iterator[Section]:
    phase = phase_of(obligation, companions.phases)
    if phase:
        yield Section("Phase", (f"{phase.phase.capitalize()} ({_SURE[phase.confidence]}). {phase.because}",))


def _elsewhere(obligation: Obligation, crosswalk: Crosswalk) -> Iterator[str]:
    for one in assigned(obligation, crosswalk.correspondences):
        # Whoever takes another standard for the same must be told that it is not.
        where = "; ".join(_places(one, crosswalk)) or f"not in {', '.join(crosswalk.standards.values())}"
        yield f"{where}. {one.says} ({_SURE[one.confidence]})"


def _places(one: Correspondence, crosswalk: Crosswalk) -> Iterator[str]:
    for place in one.places:
        named = f"{place.number} {place.title}".strip()
        yield f"{crosswalk.standards[place.standard]}, {named} ({_SURE[place.basis]})"


def _sources(keys: Iterable[str], known: Mapping[str, Source]) -> Iterator[str]:
    for key in keys:
        source = known.get(key)
        url = f" {source.url}" if source and source.url else ""
        yield f"{key}: {source.what}.{url}" if source else key
