"""The journal, read again from its beginning: how each row stood after the last step on it (U1)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

Values = Mapping[str, Any]
Side = dict[str, Any] | str | None

BY_ITSELF = {
    "task": frozenset({"day", "number", "rank"}),
    "day": frozenset({"next_number", "seeded_at", "worked"}),
}
"""Columns that seeding and carrying over change without a step (U1)."""


class Op(NamedTuple):
    """What one step did to one row, as the journal keeps it."""

    step: int
    label: str
    table: str
    row_id: int
    before: Side
    """As it was: JSON, or what `side` read of it; likewise `after`."""
    after: Side


class Last(NamedTuple):
    """How the journal tells that a row stands; without values where it was deleted."""

    label: str
    """The last step on it."""
    values: dict[str, Any] | None
    whole: bool
    """The journal tells of it from its insertion on, so that every column is known."""


class Told(NamedTuple):
    """A row that is not as the journal tells: changed past dayplan, or lost."""

    table: str
    row_id: int
    title: str
    label: str
    """The last step on it."""
    told: tuple[tuple[str, Any], ...] | None
    """What the journal tells of the columns that differ, or of all of a row that is gone; None where it was deleted."""
    stands: tuple[tuple[str, Any], ...] | None
    """The same columns as they stand; None where there is no row."""
    whole: bool
    """Enough is known to put the row back."""


class Unreadable(NamedTuple):
    """A step that cannot be read, so that undo stops before it."""

    step: int
    label: str


def replay(ops: Iterable[Op], tables: Iterable[str]) -> tuple[dict[tuple[str, int], Last], list[Unreadable]]:
    """Return how each row stands after these ops, those of undone steps left out, and the steps that make no sense."""
    known = frozenset(tables)
    told: dict[tuple[str, int], Last] = {}
    unreadable: dict[int, Unreadable] = {}
    for op in ops:
        before, after = side(op.before), side(op.after)
        if op.table not in known or isinstance(before, str) or isinstance(after, str):
            unreadable.setdefault(op.step, Unreadable(op.step, op.label))
            continue
        key = (op.table, op.row_id)
        last = told.get(key)
        if after is None or before is None:
            told[key] = Last(op.label, after, before is None)
        else:
            values = after if last is None or last.values is None else last.values | after
            told[key] = Last(op.label, values, last is not None and last.whole)
    return told, list(unreadable.values())


def disagreements(
    told: Mapping[tuple[str, int], Last],
    rows: Mapping[str, Mapping[int, Values]],
    titles: Mapping[tuple[str, int], str],
) -> list[Told]:
    """Return the rows that are not as the journal tells, in its order.

    What happens without a step is no disagreement: a task is carried, or missed when its next occurrence comes.
    """
    found = []
    for (table, row_id), last in told.items():
        row = rows[table].get(row_id)
        title = titles.get((table, row_id), "")
        if row is None:
            carried = table == "task_move" and (last.values or {}).get("by") == "carried"
            if last.values is not None and not carried:
                found.append(Told(table, row_id, title, last.label, _pairs(last.values), None, last.whole))
        elif last.values is None:
            found.append(Told(table, row_id, title, last.label, None, _pairs(row), whole=False))
        else:
            passed_over = BY_ITSELF.get(table, frozenset())
            if table == "task" and row["status"] == "missed" and last.values.get("status") in (None, "open"):
                passed_over |= {"status", "reason"}
            differing = {
                column: value
                for column, value in last.values.items()
                if column in row and column not in passed_over and row[column] != value
            }
            if differing:
                stands = {column: row[column] for column in differing}
                found.append(Told(table, row_id, title, last.label, _pairs(differing), _pairs(stands), last.whole))
    return found


def _pairs(values: Values) -> tuple[tuple[str, Any], ...]:
    return tuple(values.items())


def side(stored: Side) -> Side:
    """Read one side of an op; text is what could not be read. What was read already stays as it is."""
    if not isinstance(stored, str):
        return stored
    try:
        values = json.loads(stored)
    except ValueError:
        return stored
    return values if isinstance(values, dict) else stored
