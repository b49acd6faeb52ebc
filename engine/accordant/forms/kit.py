"""Forms that a client can fill in without the standard in hand: commented YAML or XML, or one workbook."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from accordant.evidence.layout import lay_out
from accordant.forms.book import Offer, write_book
from accordant.forms.grid import fill
from accordant.forms.xml_form import xml_form
from accordant.forms.yaml_form import yaml_form
from accordant.model.catalogue import DocumentType
from accordant.model.change import Data, fields_of
from accordant.model.evidence import Manifest

MANIFEST = "manifest"
_ABOUT = (
    "Forms for the evidence of collaborative business relationships. Fill in what you have; leave the rest empty.",
    "There is a sheet for each type of document, with a row for each document.",
    "Each list in a document has a sheet of its own, with a row for each item; its first column names the document.",
    "Columns marked * are needed for a document to count: its Id, its Status, and the day it was approved.",
    "Point at a header to read what belongs in the column; many cells offer a list to choose from.",
    "Write dates as dates. Several entries in one cell go on lines of their own (Alt+Enter).",
    "Write none where a list is known to be empty, and nothing where you do not know.",
    "Transcribed: write complete only if everything the document says is here; then silence counts as a gap.",
    "Rows, columns and sheets may be moved. Headers, and the small word in the first cell of a sheet, stay.",
    "Do not merge cells. Formulas are read as the values they show, and never run.",
)
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9._-]+")


class Form(NamedTuple):
    """One form: its path without suffix, its type, and what is filled in already."""

    path: str
    declared: DocumentType
    data: Mapping[str, Data]


def plan(types: Mapping[str, DocumentType], chosen: Sequence[str], manifest: Manifest | None) -> tuple[Form, ...]:
    """Return the forms of a kit: the manifest as far as it is known, one a type of the system, one a relationship."""
    relationships = [one.id for one in manifest.relationships] if manifest else []
    return tuple(form for name in chosen for form in _forms(types[name], relationships, manifest))


def _forms(declared: DocumentType, relationships: Sequence[str], manifest: Manifest | None) -> Iterator[Form]:
    name = declared.name
    if name == MANIFEST:
        yield Form(name, declared, fields_of(manifest.root) if manifest else {})
    elif "system" in declared.levels:
        yield Form(f"system/{name}", declared, {"id": name})
    elif not relationships:
        yield Form(f"relationship/{name}", declared, {"id": name})
    else:
        for one in relationships:
            word = _NOT_IN_NAMES.sub("-", one).strip("-.") or "relationship"
            yield Form(f"relationships/{word}/{name}", declared, {"id": f"{name}-{one}", "relationships": [one]})


def text_kit(forms: Sequence[Form], shape: str) -> Mapping[str, bytes]:
    """Return the forms in YAML or XML, by path."""
    write = yaml_form if shape == "yaml" else xml_form
    return {f"{form.path}.{shape}": write(form.declared, form.data).encode() for form in forms}


def excel_kit(types: Mapping[str, DocumentType], chosen: Sequence[str], manifest: Manifest | None) -> bytes:
    """Return the workbook, with the manifest as far as it is known and no row in any other sheet."""
    layout = lay_out(types)
    sheets = [sheet for sheet in layout.values() if sheet.type in chosen or not sheet.type]
    documents = [fields_of(manifest.root)] if manifest else []
    offer = Offer(tuple(one.id for one in manifest.relationships), tuple(manifest.parties)) if manifest else Offer()
    return write_book(sheets, fill(documents, layout), types, offer=offer, about=_ABOUT)
