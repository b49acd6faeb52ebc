"""Changes by pointer: what is set, taken away, added, and refused."""

import re
from typing import Any

import pytest

from accordant.casebook import put


def data() -> dict[str, Any]:
    return {"documents": [{"id": "A", "signatures": [{"party": "own"}, {"party": "partner"}]}, {"id": "B"}]}


@pytest.mark.parametrize(
    ("pointer", "value", "there"),
    [
        ("/documents/1/id", "C", {"id": "C"}),
        ("/documents/1/id", None, {}),
        ("/documents/1/title", "T", {"id": "B", "title": "T"}),
        ("/documents/1/title", None, {"id": "B"}),
        ("/documents/1/source/pages", "3", {"id": "B", "source": {"pages": "3"}}),
        ("/documents/1", {"id": "D"}, {"id": "D"}),
    ],
)
def test_a_field_is_set_or_taken_away(pointer: str, value: Any, there: Any) -> None:
    changed = data()
    put(changed, pointer, value)

    assert changed == {"documents": [data()["documents"][0], there]}


def test_an_item_is_taken_away_or_added() -> None:
    changed = data()
    put(changed, "/documents/0/signatures/0", None)
    put(changed, "/documents/-", {"id": "C"})

    assert changed == {"documents": [{"id": "A", "signatures": [{"party": "partner"}]}, {"id": "B"}, {"id": "C"}]}


@pytest.mark.parametrize(
    ("pointer", "message"),
    [
        ("/documents/2", 'there is no item "2" in this list of 2'),
        ("/documents/2/id", 'there is no item "2" in this list of 2'),
        ("/documents/-1", 'there is no item "-1" in this list of 2'),
        ("/documents/first/id", 'there is no item "first" in this list of 2'),
        ("/documents/0/id/x", '"x" is looked for in what is neither a group nor a list'),
        ("/documents/0/id/x/y", '"x" is looked for in what is neither a group nor a list'),
    ],
)
@pytest.mark.parametrize("value", ["text", None])
def test_a_pointer_that_leads_nowhere_is_refused(pointer: str, message: str, value: str | None) -> None:
    changed = data()
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        put(changed, pointer, value)

    assert changed == data()
