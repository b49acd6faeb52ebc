"""What accompanies a rulebook: every fault said at its place, and the shipped companions whole."""

import shutil
from pathlib import Path

import pytest

from accordant.errors import RulebookError
from accordant.model.companions import Companions, assigned, phase_of, terms_of
from accordant.rulebook import Compiled
from accordant.rulebook.companions import companion_problems, load_companions
from accordant.rulebook.companions.speaking import documents_of

ROOT = Path(__file__).parents[3]
SHIPPED = ROOT / "rules" / "iso44001"
SCHEMAS = ROOT / "schemas"
SOUND = Path(__file__).parent / "accompanied"
KEYS = ("exit.agreed", "exit.explored", "exit.felt")
TYPES = ("joint_exit_strategy", "agreement")
OLD, PHASES, TERMS, SOURCES = "crosswalks/old.yaml", "phases.yaml", "glossary.yaml", "sources.yaml"


def problems(folder: Path) -> list[str]:
    found = companion_problems([folder], schemas=SCHEMAS, obligations=KEYS, types=TYPES)
    return [str(one).removeprefix(f"{folder}/") for one in found]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SOUND, tmp_path / "book"))


@pytest.fixture(scope="module")
def companions(compiled: Compiled) -> Companions:
    return load_companions([SHIPPED], schemas=SCHEMAS, compiled=compiled)


def test_what_is_sound_has_no_problem() -> None:
    assert problems(SOUND) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "culprit", "message"),
    [
        (OLD, "[exit.agreed]", "[exit.agree]", "exit.agree]", '"exit.agree" is not an obligation; did you mean'),
        (OLD, "standard: older", "standard: oldest", "oldest", '"oldest" is not a standard of this crosswalk'),
        (
            OLD,
            "topic: agreed",
            "topic: leaving",
            "leaving\n    title: Agreed",
            'a second "leaving"; the first stands in',
        ),
        (OLD, "[US]\n  -", "[THEM]\n  -", "THEM", '"THEM" is not a source'),
        (OLD, "basis: confirmed", "basis: certain", "certain", '"certain" is not allowed'),
        (OLD, '    clauses: ["8.6"]\n', "", "topic: leaving", 'one of these is missing: "clauses", "keys"'),
        (PHASES, "phase: do", "phase: dream", "dream", '"dream" is not allowed'),
        (PHASES, "[US]", "[THEM]", "THEM", '"THEM" is not a source'),
        (TERMS, "[exit]", "[leave]", "leave]", '"leave" is not the beginning of an obligation\'s key'),
        (
            TERMS,
            "[joint_exit_strategy]",
            "[exit_strategy]",
            "exit_strategy]",
            '"exit_strategy" is not a type of document',
        ),
    ],
)
def test_a_fault_is_said_at_its_place(folder: Path, file: str, old: str, new: str, culprit: str, message: str) -> None:
    text = plant(folder / file, old, new)
    at = text.index(culprit)
    place = f"{text.count(chr(10), 0, at) + 1}:{at - text.rfind(chr(10), 0, at)}"

    found = problems(folder)

    assert found[0].startswith(f"{file}:{place}: {message}")
    assert len(found) == 1


def test_a_source_that_is_gone_is_missed_by_all_that_name_it(folder: Path) -> None:
    plant(folder / SOURCES, "key: US", "key: THEM")

    found = [one.split(":")[0] for one in problems(folder)]

    assert found == [OLD, OLD, PHASES, TERMS]


def plant(file: Path, old: str, new: str) -> str:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")
    return file.read_text(encoding="utf-8")


def test_a_name_that_two_folders_give_is_said(folder: Path) -> None:
    found = companion_problems([SOUND, folder], schemas=SCHEMAS, obligations=KEYS, types=TYPES)

    assert {(one.file.removeprefix(f"{folder}/"), one.message) for one in found} == {
        (OLD, 'a second "old"; the first stands in crosswalks/old.yaml'),
        (OLD, 'a second "older"; the first stands in crosswalks/old.yaml'),
        (PHASES, 'a second "8"; the first stands in phases.yaml'),
        (TERMS, 'a second "exit-strategy"; the first stands in glossary.yaml'),
        (SOURCES, 'a second "US"; the first stands in sources.yaml'),
    }


def test_a_dangling_key_keeps_the_shipped_rulebook_from_loading(compiled: Compiled) -> None:
    gone = next(key for walk in load_companions([SHIPPED], schemas=SCHEMAS, compiled=compiled).crosswalks
                for one in walk.correspondences for key in one.keys)  # fmt: skip
    obligations = {key: one for key, one in compiled.rulebook.obligations.items() if key != gone}
    without = compiled._replace(rulebook=compiled.rulebook._replace(obligations=obligations))

    with pytest.raises(RulebookError) as caught:
        load_companions([SHIPPED], schemas=SCHEMAS, compiled=without)

    assert f'"{gone}" is not an obligation' in str(caught.value.problems[0])
    assert all(one.line and one.column for one in caught.value.problems)


@pytest.mark.parametrize("name", sorted(file.stem for file in (SHIPPED / "crosswalks").glob("*.yaml")))
def test_every_shipped_obligation_has_a_home_in_every_crosswalk(
    name: str, companions: Companions, compiled: Compiled
) -> None:
    (crosswalk,) = [one for one in companions.crosswalks if one.name == name]
    homeless = [
        key for key, one in compiled.rulebook.obligations.items() if not assigned(one, crosswalk.correspondences)
    ]

    assert homeless == []


def test_every_shipped_obligation_has_a_phase_and_known_sources(companions: Companions, compiled: Compiled) -> None:
    obligations = compiled.rulebook.obligations.values()

    assert [one.key for one in obligations if phase_of(one, companions.phases) is None] == []
    assert {source for one in obligations for source in one.sources} - companions.sources.keys() == set()


def test_every_shipped_rule_speaks_of_a_term(companions: Companions, compiled: Compiled) -> None:
    obligations = compiled.rulebook.obligations

    assert [
        rule.id
        for rule in compiled.rulebook.rules
        if not any(terms_of(obligations[rule.obligation], documents_of(rule), companions.terms))
    ] == []


def test_the_stages_of_bs_11000_are_those_of_its_contents_page(companions: Companions) -> None:
    (crosswalk,) = [one for one in companions.crosswalks if one.name == "bs-11000"]
    stages = {one.clauses: (one.places[0].number, one.places[0].title, one.confidence)
              for one in crosswalk.correspondences if one.clauses and one.clauses[0].startswith("8.")}  # fmt: skip

    assert stages == {
        ("8.2",): ("3", "Awareness", "confirmed"),
        ("8.3",): ("4", "Knowledge", "confirmed"),
        ("8.4",): ("5", "Internal assessment", "confirmed"),
        ("8.5",): ("6", "Partner selection", "confirmed"),
        ("8.6",): ("7", "Working together", "confirmed"),
        ("8.7",): ("8", "Value creation", "confirmed"),
        ("8.8",): ("9", "Staying together", "confirmed"),
        ("8.9",): ("10", "Exit strategy", "confirmed"),
    }


def test_numbers_of_other_standards_are_never_called_confirmed(companions: Companions) -> None:
    (shared,) = [one for one in companions.crosswalks if one.name == "annex-sl"]
    places = [place for one in shared.correspondences for place in one.places]

    assert places
    assert {place.basis for place in places} <= {"well-supported", "inferred"}


@pytest.mark.parametrize(
    ("topic", "ours", "theirs"),
    [
        ("prioritising-relationships", ("6.3",), []),
        ("documented-information", ("7.5",), ["7.5", "7.5", "7.5", "7.6"]),
        ("nonconformity", ("10.1",), ["10.2", "10.2", "10.2", "10.1"]),
        ("improvement", ("10.2",), ["10.3", "10.1", "10.3", "10.3"]),
    ],
)
def test_equal_numbers_are_not_taken_for_equal_topics(
    companions: Companions, topic: str, ours: tuple[str, ...], theirs: list[str]
) -> None:
    (shared,) = [one for one in companions.crosswalks if one.name == "annex-sl"]
    (found,) = [one for one in shared.correspondences if one.topic == topic]

    assert (found.clauses, [place.number for place in found.places]) == (ours, theirs)
    assert list(shared.standards) == ["iso-9001", "iso-27001", "iso-45001", "iso-55001"]
