"""A rich pack made of the cases beside the rules: one document of an id, every other one in XML."""

import copy
from pathlib import Path
from typing import Any

from accordant.rulebook import Compiled
from casebook import all_cases
from writing import write_xml, write_yaml


def write_sample(folder: Path, compiled: Compiled) -> Path:
    """Write the pack into a new folder, partly in folders of its own."""
    manifest, documents = rich_pack(compiled)
    folder.mkdir(parents=True)
    for number, document in enumerate([manifest, *documents]):
        write, suffix = (write_xml, "xml") if number % 2 else (write_yaml, "yaml")
        rest = {key: value for key, value in document.items() if key != "type"}
        place = folder / ("" if number % 3 else "more") / f"{number:03}-{document['type']}.{suffix}"
        place.parent.mkdir(exist_ok=True)
        place.write_text(write(document["type"], rest), encoding="utf-8")
    return folder


def rich_pack(compiled: Compiled) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Give the manifest every case starts from, and the documents of the first two cases of every rule."""
    manifest: dict[str, Any] = {}
    documents: dict[str, dict[str, Any]] = {}
    seen: dict[str, int] = {}
    for case in all_cases(compiled.types):
        seen[case.rule] = seen.get(case.rule, 0) + 1
        if seen[case.rule] <= 2:
            manifest = manifest or case.manifest or {}
            for document in case.documents:
                documents.setdefault(document.get("id", ""), document)
    manifest = copy.deepcopy(manifest)
    manifest["organisation"]["name"] = "Régie des eaux 水"
    return manifest, [document for identity, document in sorted(documents.items()) if identity]
