"""Packs to measure with: every document made from its declared type, seeded, about one value in thirty a defect."""

import sys
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple, TypeAlias

from accordant.catalogue.declaration import load_header, load_types
from accordant.model.catalogue import DocumentType, Field, FieldKind
from writing import Data, write_xml, write_yaml

SCHEMAS = Path(__file__).parent.parent.parent / "schemas"
AS_OF = date(2026, 6, 30)
SEED = 44001
DEFECTS = 0.03

Fields: TypeAlias = "dict[str, Data]"


class Size(NamedTuple):
    """How large a pack is: relationships, items of a list, rows of its shortest and longest registers, meetings."""

    relationships: int
    items: int
    rows: tuple[int, int]
    meetings: int
    types: frozenset[str] | None = None


CORE = frozenset(
    "scope_statement collaborative_policy objectives_plan mr_minutes nc_register rmp "
    "agreement joint_rmp joint_exit_strategy issue_log jmt_minutes".split()
)
SIZES = {
    "toy": Size(1, 1, (2, 2), 1, CORE),
    "small": Size(3, 1, (2, 50), 1, CORE | {"relationship_risk_register"}),
    "medium": Size(8, 3, (50, 600), 5),
    "large": Size(39, 4, (50, 5000), 8),
}
LONG = {"relationship_risk_register": "risks", "joint_risk_register": "risks", "issue_log": "issues"}
MEETINGS = frozenset({"jmt_minutes", "ser_review", "trust_survey", "relationship_performance"})
POSTS = ("Operations director", "Alliance manager", "Commercial lead", "Head of delivery", "Collaboration lead")
POST_FIELDS = frozenset("owner approved_by person holder approver prepared_by evaluated_by auditor verified_by".split())
AHEAD = frozenset("due due_date target_date review_date next_review next_review_date decide_by".split())
LINKS = {"initial_risk": "risks", "issue_ref": "issues", "objective_ref": "objectives", "source_ref": "actions"}
DERIVED = frozenset("type id status version_date relationships signatures supersedes valid_until nil_return".split())
WORDS = (
    "joint review of the plan with each partner before work starts so that risk value cost and exit are shared and "
    "measured early by people who know both sides and can decide when trust or results fall below what was agreed"
).split()


class Place(NamedTuple):
    """Whom a document speaks for: a relationship with its stage, or nobody in particular."""

    name: str
    stage: int
    parties: tuple[str, ...]


def write_pack(folder: Path, size: Size, seed: int = SEED, *, xml: bool = False) -> Path:
    """Write the pack of a size into a folder, one file a document, always the same bytes for the same seed."""
    write, suffix = (write_xml, "xml") if xml else (write_yaml, "yaml")
    for kind, data in _Maker(size, seed).documents():
        file = folder / kind / f"{data.get('id', kind)}.{suffix}"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(write(kind, data), encoding="utf-8", newline="\n")
    return folder


class _Maker:
    """Makes the documents of one pack in order; every choice comes from one random source."""

    def __init__(self, size: Size, seed: int) -> None:
        self.size = size
        self.random = Random(seed)
        self.header = load_header(SCHEMAS)
        self.types = {name: declared for name, declared in load_types(SCHEMAS).items() if name != "manifest"}

    def documents(self) -> Iterator[tuple[str, Fields]]:
        """Give every document's type and fields, the manifest first."""
        places = [
            Place(f"alliance-{index + 1}", 8 - index % 5, ("own", f"partner-{index + 1}"))
            for index in range(self.size.relationships)
        ]
        yield "manifest", _manifest(places)
        for name, declared in self.types.items():
            if self.size.types is None or name in self.size.types:
                yield from self._of_type(name, declared, places)

    def _of_type(self, name: str, declared: DocumentType, places: list[Place]) -> Iterator[tuple[str, Fields]]:
        if "system" in declared.levels:
            yield name, self._document(declared, Place("system", 8, ("own",)), 1, 0)
            return
        for index, place in enumerate(places):
            if (declared.stage or 1) <= place.stage:
                for number in range(self.size.meetings if name in MEETINGS else 1):
                    yield name, self._document(declared, place, number + 1, self._rows(index))

    def _rows(self, index: int) -> int:
        """Give how many rows the long registers of a relationship have: from the fewest to the most in even ratios."""
        fewest, most = self.size.rows
        return round(fewest * (most / fewest) ** ((index + 1) / self.size.relationships))

    def _document(self, declared: DocumentType, place: Place, number: int, rows: int) -> Fields:
        day = (AS_OF - timedelta(days=28 * number)).isoformat()
        data: Fields = {
            "id": _identity(declared.name, place, number),
            "title": f"{declared.label} {number}",
            "version": "1",
            "status": "draft" if self._fails() else declared.states[-1],
            "owner": self._post(),
            "approved_by": self._post(),
            "approved_on": day,
            "version_date": day,
            "transcribed": "complete",
            "prepared_by": "Compliance analyst",
        }
        if place.name != "system":
            data["relationships"] = [place.name]
            data["signatures"] = [
                {"party": party, "person": self._post(), "authority": "delegation 12", "date": day}
                for party in place.parties
            ]
        for name, field in declared.fields.items():
            if name not in self.header and name not in DERIVED:
                count = rows if LONG.get(declared.name) == name else self.size.items
                self._fill(data, field, place, count)
        return data

    def _fill(self, data: Fields, field: Field, place: Place, count: int) -> None:
        """Put a value of the field's kind in its place, or one of the ways in which people leave it out."""
        if not self._fails() or field.name == "id":
            data[field.name] = self._value(field, place, count)
        elif field.kind in (FieldKind.GROUP, FieldKind.LIST) or self.random.random() < 0.5:
            return
        else:
            data[field.name] = self.random.choice((None, "tbc", "see the other file"))

    def _value(self, field: Field, place: Place, count: int) -> Data:
        match field.kind:
            case FieldKind.GROUP:
                return self._group(field.fields, place)
            case FieldKind.LIST:
                return [self._item(field, place, index) for index in range(count)]
            case FieldKind.CHOICE:
                return self.random.choice(field.choices)
            case FieldKind.REFERENCE:
                return self._reference(field, place)
            case FieldKind.DATE:
                return self._day(field.name)
            case FieldKind.INTERVAL:
                return self.random.choice(("quarterly", "6 months", "yearly"))
            case FieldKind.FLAG:
                return "yes"
            case FieldKind.INTEGER | FieldKind.DECIMAL:
                return str(self.random.randint(1, 8))
            case FieldKind.TEXT:
                return self._text(field.name)

    def _group(self, fields: Mapping[str, Field], place: Place) -> Fields:
        data: Fields = {}
        for field in fields.values():
            self._fill(data, field, place, self.size.items)
        return data or {"note": self._text("note")}

    def _item(self, field: Field, place: Place, index: int) -> Data:
        assert field.item is not None
        value = self._value(field.item, place, self.size.items)
        if isinstance(value, dict):
            # Of the parties each in turn, so that none is left out; ids count.
            value |= {"id": f"{field.name}-{index + 1}"} if "id" in value else {}
            value |= {
                name: place.parties[index % len(place.parties)] for name in ("party", "owner_party") if name in value
            }
        return value

    def _reference(self, field: Field, place: Place) -> str:
        target = field.target[0]
        if target == "party":
            return self.random.choice(place.parties)
        if target not in self.types:
            return place.name
        system = "system" in self.types[target].levels
        return _identity(target, Place("system", 8, ()) if system else place, 1)

    def _text(self, name: str) -> str:
        if name in POST_FIELDS:
            return self._post()
        if name in LINKS:
            return f"{LINKS[name]}-{self.random.randint(1, self.size.items)}"
        return " ".join(self.random.choices(WORDS, k=self.random.randint(2, 5)))

    def _day(self, name: str) -> str:
        days = self.random.randint(1, 200)
        return (AS_OF + timedelta(days=days if name in AHEAD else -days)).isoformat()

    def _post(self) -> str:
        return self.random.choice(POSTS)

    def _fails(self) -> bool:
        return self.random.random() < DEFECTS


def _identity(name: str, place: Place, number: int) -> str:
    return f"{name.replace('_', '-')}-{place.name}-{number}"


def _manifest(places: list[Place]) -> Fields:
    parties: list[Data] = [{"id": "own", "name": "Meridian Water"}]
    parties += [{"id": place.parties[1], "name": f"Partner of {place.name}"} for place in places]
    return {
        "organisation": {
            "name": "Meridian Water",
            "party": "own",
            "adopted": "2020-01-01",
            "top_management": [POSTS[0]],
        },
        "scope": {"statement": "Collaborative relationships for capital works", "application_level": "multiple"},
        "parties": parties,
        "relationships": [_relationship(place) for place in places],
    }


def _relationship(place: Place) -> Data:
    start = date(2021, 1, 1)
    stages: list[Data] = []
    for stage in range(1, place.stage + 1):
        entered, left = start + timedelta(days=180 * (stage - 1)), start + timedelta(days=180 * stage - 1)
        span: Fields = {"stage": str(stage), "entered": entered.isoformat()}
        stages.append(span if stage == place.stage else {**span, "left": left.isoformat()})
    members: list[Data] = [{"party": party, "from": start.isoformat()} for party in place.parties]
    return {
        "id": place.name,
        "title": f"The {place.name}",
        "kind": "alliance",
        "origin": "new",
        "adopted": start.isoformat(),
        "parties": members,
        "life_cycle": stages,
    }


if __name__ == "__main__":
    for wanted in sys.argv[2:]:
        write_pack(Path(sys.argv[1]) / f"{wanted}-yaml", SIZES[wanted])
        write_pack(Path(sys.argv[1]) / f"{wanted}-xml", SIZES[wanted], xml=True)
