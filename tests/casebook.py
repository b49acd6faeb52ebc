"""Cases beside the rules, expanded into packs: what a case does not say comes from the rulebook's base."""

import copy
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from writing import write_xml, write_yaml

RULES = Path(__file__).parent.parent / "rules" / "iso44001"
AS_OF = "2026-06-30"


class Case(NamedTuple):
    """One case of one rule, with everything it starts from filled in."""

    rule: str
    name: str
    as_of: str
    subject: str | None
    manifest: dict[str, Any] | None
    documents: tuple[dict[str, Any], ...]
    options: Mapping[str, str]
    expect: Mapping[str, Any]


def load(file: Path) -> Any:
    """Read a file with every scalar as its text and a plain null as None."""
    return _plain(yaml.compose(file.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader))


def _plain(node: Any) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {key.value: _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    return None if not node.style and node.value in ("", "~", "null") else node.value


def all_cases(types: Mapping[str, Any], folder: Path = RULES) -> Iterator[Case]:
    """Give every case of every rule."""
    base = load(folder / "base.yaml")
    for file in sorted(folder.rglob("*.cases.yaml")):
        book = load(file)
        known: dict[str, dict[str, Any]] = {}
        for raw in book["cases"]:
            case = _started(raw, known)
            known[raw["name"]] = case
            yield _expanded(book["rule"], case, base, types)


def _started(raw: dict[str, Any], known: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    case = copy.deepcopy(known[raw["from"]]) if "from" in raw else {}
    case.update({key: value for key, value in raw.items() if key not in ("from", "set")})
    for pointer, value in raw.get("set", {}).items():
        put(case, pointer, value)
    return case


def put(data: Any, pointer: str, value: Any) -> None:
    """Set what stands at a pointer; None deletes it. `-` appends to a list."""
    *way, last = pointer.strip("/").split("/")
    for step in way:
        data = data[int(step)] if isinstance(data, list) else data.setdefault(step, {})
    if isinstance(data, list):
        if last == "-":
            data.append(value)
        elif value is None:
            del data[int(last)]
        else:
            data[int(last)] = value
    elif value is None:
        data.pop(last, None)
    else:
        data[last] = value


def _expanded(rule: str, case: dict[str, Any], base: dict[str, Any], types: Mapping[str, Any]) -> Case:
    manifest = copy.deepcopy(base["manifest"])
    if "stage" in case:
        _place(manifest["relationships"][0]["life_cycle"], int(case["stage"]))
    _merge(manifest, case.get("manifest", {}))
    documents = [_with_header(document, base["document"], types) for document in case.get("documents", [])]
    return Case(
        rule,
        case["name"],
        case.get("as_of", AS_OF),
        case.get("subject"),
        manifest,
        tuple(documents),
        {key: case[key] for key in ("absence", "role", "audit") if key in case},
        case["expect"],
    )


def _place(life_cycle: list[dict[str, Any]], stage: int) -> None:
    del life_cycle[stage:]
    life_cycle[-1].pop("left", None)


def _merge(data: dict[str, Any], changes: Mapping[str, Any]) -> None:
    for key, value in changes.items():
        if key.startswith("/"):
            put(data, key, value)
        else:
            data[key] = value


def _with_header(document: dict[str, Any], defaults: Mapping[str, Any], types: Mapping[str, Any]) -> dict[str, Any]:
    declared = types[document["type"]]
    filled = {**defaults, "title": declared.label, **document}
    if "system" not in declared.levels:
        filled.setdefault("relationships", ["alpha"])
    return {key: value for key, value in filled.items() if value is not None or key not in defaults}


def write_pack(folder: Path, manifest: Mapping[str, Any] | None, documents: Any, *, xml: bool = False) -> Path:
    """Write a pack of plain data into a folder, one file a document."""
    folder.mkdir(parents=True, exist_ok=True)
    write, suffix = (write_xml, "xml") if xml else (write_yaml, "yaml")
    for index, document in enumerate([*([manifest] if manifest else []), *documents]):
        rest = {key: value for key, value in document.items() if key != "type"}
        (folder / f"{index:02}-{document['type']}.{suffix}").write_text(write(document["type"], rest), encoding="utf-8")
    return folder
