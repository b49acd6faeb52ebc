"""The complete organisation: whatever is due is shown, and each rule that is due has looked at evidence."""

from collections.abc import Iterator
from datetime import date

from accordant.checks import KINDS
from accordant.model.evidence import Pack
from accordant.model.observation import Due, Observed, Value
from accordant.model.register import Finding, Outcome, Register
from accordant.model.rules import Rule
from accordant.observation import observe
from accordant.register import exit_status
from accordant.rulebook import Compiled
from duties import OUTCOMES, When, duties, stand_of

AS_OF = date(2026, 6, 30)
ENDS = ("file", "line", "column")


def due_of(pack: Pack, compiled: Compiled) -> dict[tuple[str, str], When]:
    assert pack.manifest is not None
    stands = {one.id: stand_of(one) for one in pack.manifest.relationships}
    return duties(compiled.rulebook, stands)


def by_id(register: Register) -> dict[tuple[str, str], Finding]:
    return {(one.rule, one.subject): one for one in register.findings}


def test_five_relationships_stand_at_five_stages(pack: Pack) -> None:
    assert pack.manifest is not None
    stands = {one.id: stand_of(one) for one in pack.manifest.relationships}
    assert [stand.stage for stand in stands.values()] == [1, 3, 5, 7, 8]
    assert [name for name, stand in stands.items() if stand.left] == ["pilot-school"]
    assert len({one.kind for one in pack.manifest.relationships}) >= len({1, 3, 5, 7})


def test_nothing_is_left_to_ask_for(register: Register) -> None:
    assert exit_status(register, strict=False) == 0
    open_ends = [f"{one.id}: {one.outcome}: {one.statement}" for one in register.findings if one.outcome in WRONG]
    assert not open_ends
    assert not register.intake


def test_what_is_due_conforms_and_nothing_else_does(register: Register, pack: Pack, compiled: Compiled) -> None:
    expected = {key: OUTCOMES[when] for key, when in due_of(pack, compiled).items()}
    assert {key: one.outcome for key, one in by_id(register).items()} == expected


def test_every_rule_is_due_somewhere(pack: Pack, compiled: Compiled) -> None:
    due = {rule for (rule, _), when in due_of(pack, compiled).items() if when is When.DUE}
    assert due == {rule.id for rule in compiled.rulebook.rules}


def test_every_due_rule_has_seen_evidence_that_could_have_failed_it(pack: Pack, compiled: Compiled) -> None:
    rows = observe(compiled.rulebook, pack, compiled.types, as_of=AS_OF)
    due = [row for row in rows if row.due is Due.YES]
    blind = [f"{row.rule.id} @ {row.subject}: {name}" for row in due for name in unfailing(row)]
    unseeing = [f"{row.rule.id} @ {row.subject}" for row in due if row.rule.require and not any(met(row))]
    assert due
    assert not blind
    assert not unseeing


def unfailing(row: Observed) -> Iterator[str]:
    """Give the checks that are met by nothing anybody could take away."""
    for name in met(row):
        check, seen = row.rule.checks[name], row.seen[name]
        assert row.view is not None
        if not seen.citations or not KINDS[check.kind].spoil(check.parameters, row.view, seen):
            yield name


def met(row: Observed) -> Iterator[str]:
    return (name for name, seen in row.seen.items() if seen.value is Value.MET)


def test_what_only_a_person_can_judge_was_judged_by_one(register: Register, pack: Pack, compiled: Compiled) -> None:
    due = due_of(pack, compiled)
    owed = {key for key in due if due[key] is When.DUE and by_person(compiled, key[0])}
    assert owed
    assert all(by_id(register)[key].judgement is not None for key in owed)


def by_person(compiled: Compiled, rule: str) -> bool:
    rules: dict[str, Rule] = {one.id: one for one in compiled.rulebook.rules}
    return compiled.rulebook.obligations[rules[rule].obligation].judged_by == "person"


def test_both_formats_give_the_same_findings(register: Register, twin: Register) -> None:
    assert [plain(one) for one in register.findings] == [plain(one) for one in twin.findings]
    assert register.conclusions
    assert register.conclusions == twin.conclusions


def plain(finding: Finding) -> Finding:
    """Give a finding without its places: what is seen stays, where in which file it stands does not."""
    evidence = tuple(one._replace(file=one.file.rsplit(".", 1)[0], line=None, column=None) for one in finding.evidence)
    judgement = finding.judgement and finding.judgement._replace(file="", line=None, column=None)
    return finding._replace(evidence=evidence, judgement=judgement)


WRONG = set(Outcome) - set(OUTCOMES.values())
