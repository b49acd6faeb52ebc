"""A case as written becomes whole: from another case by its differences, and from the base by what it leaves out."""

from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from typing import Any

from accordant.casebook.case import Case
from accordant.casebook.pointing import put
from accordant.model.catalogue import DocumentType
from accordant.model.change import Data
from accordant.model.values import read_date

AS_OF = date(2026, 6, 30)
"""The date of the assessment where a case names none."""

_OPTIONS = ("absence", "role", "audit")
_OF_ITS_OWN = ("from", "set")


def started(written: Mapping[str, Any], start: Mapping[str, Any]) -> dict[str, Any]:
    """Return a case with all that the case it starts from says; its own `set` is left to the caller."""
    case = deepcopy(dict(start))
    case.update({key: deepcopy(value) for key, value in written.items() if key not in _OF_ITS_OWN})
    return case


def expanded(
    rule: str, place: str, case: Mapping[str, Any], written: Mapping[str, Any], base: Mapping[str, Any],
    types: Mapping[str, DocumentType],
) -> Case:  # fmt: skip
    """Return the whole case.

    Raises:
        ValueError: for a pointer into the manifest that leads nowhere.
    """
    said = case.get("documents", [])
    return Case(
        rule=rule,
        name=case["name"],
        place=place,
        as_of=read_date(case["as_of"]) or AS_OF if "as_of" in case else AS_OF,
        subject=case.get("subject"),
        manifest=_manifest(case, base["manifest"]),
        documents=tuple(_with_header(document, base, types) for document in said),
        options={key: case[key] for key in _OPTIONS if key in case},
        expect=case["expect"],
        start=written.get("from"),
        changes=written.get("set", {}),
        said=tuple(said),
        stage=case.get("stage"),
    )


def _manifest(case: Mapping[str, Any], base: Mapping[str, Any]) -> dict[str, Data]:
    manifest: dict[str, Any] = deepcopy(dict(base))
    if "stage" in case:
        for relationship in manifest.get("relationships", [])[:1]:
            del relationship["life_cycle"][case["stage"] :]
            relationship["life_cycle"][-1].pop("left", None)
    for key, value in case.get("manifest", {}).items():
        if key.startswith("/"):
            put(manifest, key, value)
        else:
            manifest[key] = value
    return manifest


def _with_header(
    document: Mapping[str, Data], base: Mapping[str, Any], types: Mapping[str, DocumentType]
) -> dict[str, Data]:
    declared, defaults = types[str(document["type"])], base["document"]
    filled: dict[str, Data] = {**defaults, "title": declared.label, **document}
    if "system" not in declared.levels:
        filled.setdefault("relationships", [one["id"] for one in base["manifest"].get("relationships", [])[:1]])
    return {key: value for key, value in filled.items() if value is not None or key not in defaults}
