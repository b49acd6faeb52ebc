"""A pack, a rulebook and the terms of an assessment become a register."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from accordant import __version__
from accordant.assessment.cause import blame
from accordant.assessment.chain import Chain, Inference
from accordant.assessment.limits import limits_of
from accordant.assessment.requests import requests_of
from accordant.assessment.strength import STRENGTH, Strengths, rows_of, strengths_of, weakest
from accordant.checks import KINDS, labels_of
from accordant.evidence.places import lines_of
from accordant.inference.engine import Inferred as Decided
from accordant.inference.engine import Questions, inferring
from accordant.inference.program import Program
from accordant.model.catalogue import DocumentType
from accordant.model.evidence import ORGANISATION, Document, Pack
from accordant.model.observation import Citation, Observed
from accordant.model.place import NOWHERE, Place
from accordant.model.register import (
    AppliedProfile,
    DrawnConclusion,
    Finding,
    ListedDocument,
    ListedRelationship,
    ObligationStatus,
    Outcome,
    Register,
)
from accordant.model.rules import Rulebook
from accordant.observation import observe, stages_of, subjects
from accordant.register import arrange_conclusions, arrange_findings, arrange_obligations, summarise
from accordant.register.finding import Inferred, Press, enter, finding_id


class Terms(NamedTuple):
    """How one assessment is made: its date, for whom, at which audit, what absence counts as, which engine decides."""

    as_of: date
    role: str = "consultant"
    audit: str = "gap"
    absence: str = "evidence"
    engine: str | None = None


def assess(
    pack: Pack, rulebook: Rulebook, types: Mapping[str, DocumentType], program: Program, *, terms: Terms
) -> Register:
    """Give the register of a pack.

    Raises InferenceError when the engines disagree or the deciding one dies: there is no register then.
    """
    observed = observe(rulebook, pack, types, as_of=terms.as_of)
    rows = rows_of(pack, terms.as_of) if STRENGTH in rulebook.decisions else ()
    chain: Questions[Inference] = Chain(rulebook, observed, terms.absence == "nonconformity", rows)
    # The register is made while the deciding engine works; the end of the block lets it out only if they agree.
    with inferring(chain, program, engine=terms.engine) as inferred:
        strengths = strengths_of(pack, rows, rulebook.decisions.get(STRENGTH), inferred.result.strengths)
        return _register(pack, rulebook, types, observed, inferred, strengths, terms)


def _register(
    pack: Pack,
    rulebook: Rulebook,
    types: Mapping[str, DocumentType],
    observed: Sequence[Observed],
    inferred: Decided[Inference],
    strengths: Strengths,
    terms: Terms,
) -> Register:
    findings = _findings(pack, rulebook, types, observed, inferred.result, strengths)
    stages = {one.subject: one.stage for one in observed}
    if rulebook.tailoring is not None:
        stages = stages_of(pack, types, as_of=terms.as_of)  # a profile may leave a relationship without any rule
    return Register(
        tool_version=__version__,
        organisation=pack.manifest.organisation if pack.manifest else "",
        scope=pack.manifest.scope if pack.manifest else "",
        notice=pack.manifest.notice if pack.manifest else "",
        audit=terms.audit,
        role=terms.role,
        as_of=terms.as_of.isoformat(),
        standard=rulebook.standard,
        amendments=rulebook.amendments,
        rulebooks=tuple({"id": part.id, "version": part.version, "digest": part.digest} for part in rulebook.parts),
        profile=_profile(rulebook),
        pack=pack.name,
        pack_digest=pack.digest,
        documents=_documents(pack, strengths),
        decided_by=inferred.decided_by,
        verified_by=inferred.verified_by,
        relationships=_relationships(pack, stages),
        limits=limits_of(pack, rulebook, observed, verified=inferred.verified_by is not None),
        summary=summarise(findings, rulebook.obligations.values()),
        obligations=_obligations(rulebook, inferred.result, findings),
        findings=arrange_findings(findings),
        conclusions=_conclusions(rulebook, inferred.result, observed),
        requests=requests_of(observed, inferred.result.outcomes, types),
        intake=pack.intake,
        sound=pack.sound,
        attachments=pack.attachments,
        seal=pack.seal,
    )


def _profile(rulebook: Rulebook) -> AppliedProfile | None:
    tailoring = rulebook.tailoring
    if tailoring is None:
        return None
    return AppliedProfile(
        "+".join(one.id for one in tailoring.profiles),
        "+".join(one.version for one in tailoring.profiles),
        "+".join(one.digest for one in tailoring.profiles),
        tailoring.deviations,
    )


def _findings(
    pack: Pack,
    rulebook: Rulebook,
    types: Mapping[str, DocumentType],
    observed: Sequence[Observed],
    inference: Inference,
    strengths: Strengths,
) -> tuple[Finding, ...]:
    press = press_of(pack, rulebook, types)
    ids = [finding_id(one) for one in observed]
    followers: dict[int, list[str]] = {}
    for index, primaries in enumerate(inference.primaries):
        for primary in primaries:
            followers.setdefault(primary, []).append(ids[index])
    return tuple(
        enter(
            one,
            Inferred(
                outcome=Outcome(inference.outcomes[index]),
                because=inference.because[index],
                severity=inference.severities[index],
                primaries=tuple(ids[primary] for primary in inference.primaries[index]),
                followers=tuple(followers.get(index, ())),
                checks=(checks := blame(one, inference.outcomes[index]).checks),
            ),
            press,
        )._replace(strength=weakest(strengths, _cited(one, checks)))
        for index, one in enumerate(observed)
    )


def _cited(observed: Observed, checks: Sequence[str]) -> Iterator[Document | None]:
    """Give the documents that a verdict rests on, None for the manifest; what is only missing rests on nothing."""
    for name in checks:
        for citation in observed.seen[name].citations:
            if citation.document is not None or citation.value is not None:
                yield citation.document
    if observed.judgement is not None:
        yield observed.judgement


def press_of(pack: Pack, rulebook: Rulebook, types: Mapping[str, DocumentType]) -> Press:
    """Give what places citations and words checks; the lines of a text are counted once, and only when cited."""
    sources = {document.source.file: document.source for document in pack.documents}
    if pack.manifest is not None:
        sources[pack.manifest.source.file] = pack.manifest.source
    lines = {}
    labels = labels_of(types)

    def place(citation: Citation) -> tuple[str, Place]:
        source = sources.get(citation.file)
        if citation.at is None or source is None:
            return source.home if source else citation.file, NOWHERE
        if citation.file not in lines:
            lines[citation.file] = lines_of(source)
        return source.home, lines[citation.file].place(citation.at)

    def ask(one: Observed, name: str) -> str:
        check = one.rule.checks[name]
        return KINDS[check.kind].say(check.parameters, labels)

    return Press(place, ask, rulebook.standard)


def _documents(pack: Pack, strengths: Strengths) -> tuple[ListedDocument, ...]:
    listed = tuple(
        ListedDocument(
            document.source.home,
            document.type.name,
            document.id,
            document.title,
            document.version,
            document.source.digest,
            document.status,
            strengths.standings.get(document.source.file),
        )
        for document in pack.documents
    )
    manifest = pack.manifest
    if manifest is None:
        return listed
    source = manifest.source
    return (ListedDocument(source.home, "manifest", "", "Manifest", "", source.digest, ""), *listed)


def _relationships(pack: Pack, stages: Mapping[str, int | None]) -> tuple[ListedRelationship, ...]:
    names = pack.manifest.parties if pack.manifest else {}
    return tuple(
        ListedRelationship(
            relationship.id,
            relationship.title,
            tuple(names.get(member.party, member.party) for member in relationship.members),
            stages.get(f"relationship:{relationship.id}"),
        )
        for relationship in subjects(pack)
    )


def _obligations(rulebook: Rulebook, inference: Inference, findings: Sequence[Finding]) -> tuple[ObligationStatus, ...]:
    members: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        members.setdefault((finding.obligation, finding.subject), []).append(finding)
    return arrange_obligations(
        ObligationStatus(
            key,
            some[0].clause,
            rulebook.obligations[key].title,
            subject,
            inference.statuses[key, subject],
            "whole" if all(finding.extent == "whole" for finding in some) else "part",
            tuple(finding.id for finding in some),
        )
        for (key, subject), some in members.items()
    )


def _conclusions(rulebook: Rulebook, inference: Inference, observed: Sequence[Observed]) -> tuple[DrawnConclusion, ...]:
    drawn = [
        DrawnConclusion(
            f"systemic-{kind}:{name}",
            f"systemic-{kind}",
            ORGANISATION,
            holds=True,
            severity="major",
            members=tuple(finding_id(observed[index]) for index in members),
            reason=f"Distinct defects on clause {name}." if kind == "clause" else f"{name} is unmet again and again.",
        )
        for kind, name, members in inference.systemic
    ]
    against = {(rule, subject): members for rule, subject, members in inference.readiness}
    subjects_of = dict.fromkeys(subject for _, subject, _ in inference.readiness)
    for rule in rulebook.conclusions:
        if rule.for_each.fact != "goal" or rule.quantifier != "none":
            continue
        for subject in subjects_of:
            holds = (rule.id, subject) in against
            members = against.get((f"not-{rule.id}", subject), ())
            if holds or members:
                reason = rule.reason if holds else _opposite(rulebook, rule.id)
                ids = tuple(finding_id(observed[index]) for index in members)
                drawn.append(DrawnConclusion(f"{rule.id}@{subject}", rule.id, subject, holds, None, ids, reason))
    return arrange_conclusions(drawn)


def _opposite(rulebook: Rulebook, identity: str) -> str:
    return next((rule.reason for rule in rulebook.conclusions if rule.id == f"not-{identity}"), "")
