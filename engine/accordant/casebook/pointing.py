"""Changes to plain data by pointer: `/documents/0/signatures/1`; `-` as the last step adds to a list."""

from typing import Any

from accordant.model.change import Data

_APPEND = "-"


def put(data: Any, pointer: str, value: Data) -> None:
    """Set what stands at a pointer of plain data; None takes it away. Groups on the way are made where missing.

    Raises:
        ValueError: for a pointer that leads nowhere.
    """
    *way, last = pointer.removeprefix("/").split("/")
    for step in way:
        data = data[_index(data, step)] if isinstance(data, list) else _group(data, step).setdefault(step, {})
    if isinstance(data, list):
        _put_item(data, last, value)
    elif value is None:
        _group(data, last).pop(last, None)
    else:
        _group(data, last)[last] = value


def _put_item(items: list[Data], step: str, value: Data) -> None:
    if step == _APPEND:
        items.append(value)
    elif value is None:
        del items[_index(items, step)]
    else:
        items[_index(items, step)] = value


def _index(items: list[Data], step: str) -> int:
    if not step.isdecimal() or int(step) >= len(items):
        raise ValueError(f'there is no item "{step}" in this list of {len(items)}')
    return int(step)


def _group(data: Any, step: str) -> dict[str, Data]:
    if not isinstance(data, dict):
        raise ValueError(f'"{step}" is looked for in what is neither a group nor a list')  # noqa: TRY004
    return data
