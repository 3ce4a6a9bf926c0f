"""Undo and redo: what each transaction changed, written in the transaction it describes.

A recorder listens to one session's flushes, so no use case can forget the journal. It keeps only the columns that
changed, before and after, and folds what one step did to one row into one op.
"""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, Table, event, func, inspect, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, UOWTransaction

from dayplan.domain.mending import MENDING
from dayplan.domain.model import Step
from dayplan.errors import NotFound, Refused
from dayplan.storage.tables import metadata

_OP: Table = metadata.tables["op"]
_TASK: Table = metadata.tables["task"]
_MOVE: Table = metadata.tables["task_move"]
_TEMPLATE: Table = metadata.tables["template"]
_NEVER_UNDONE = {"day": frozenset({"next_number", "seeded_at"})}
"""Numbers are never given twice, and seeding is not a step (U1)."""
_NOT_STEPS = frozenset({"op"})

Values = dict[str, Any]
_WORDS = {
    "time_entry": "the time entry",
    "task": "the task",
    "setting": "the setting",
    "template": "the template",
}


class Recorder:
    """Collects what one session's flushes change, and writes it as one step before the commit."""

    def __init__(self, session: Session, at: int) -> None:
        self.label = ""
        self.recording = False
        self._session = session
        self._at = at
        self._changes: dict[tuple[str, int], tuple[Values | None, Values | None]] = {}
        event.listen(session, "after_flush", self._after_flush)
        event.listen(session, "before_commit", self._before_commit)

    def forget(self) -> None:
        """Leave out what was collected since the last step: it was taken back."""
        self._changes.clear()

    def _after_flush(self, session: Session, _: UOWTransaction) -> None:
        if not self.recording:
            return
        for row in session.new:
            self._add(row, None, values_of(row))
        for row in session.dirty:
            before, after = _difference(row)
            if before:
                self._add(row, before, after)
        for row in session.deleted:
            self._add(row, values_of(row), None)

    def _add(self, row: Any, before: Values | None, after: Values | None) -> None:
        key = (row.__tablename__, row.id)
        if key[0] in _NOT_STEPS or (key[0] == "day" and (before is None or after is None)):
            return  # a day's row only counts its numbers until something is written on it
        if key in self._changes:
            first, last = self._changes[key]
            if before is not None and first is not None:
                before = before | first
            elif first is None:
                before = None
            if after is not None and last is not None:
                after = last | after
        self._changes[key] = (before, after)

    def _before_commit(self, session: Session) -> None:
        session.flush()
        ops = []
        for (table, row_id), (before, after) in self._changes.items():
            if before is not None and after is not None:
                hidden = _NEVER_UNDONE.get(table, frozenset())
                changed = [c for c in after if c not in hidden and before.get(c) != after[c]]
                before, after = ({c: values.get(c) for c in changed} for values in (before, after))
                if not changed:
                    continue
            elif before is None and after is None:
                continue
            ops.append({"table_name": table, "row_id": row_id, "before": dump(before), "after": dump(after)})
        self._changes.clear()
        if not ops:
            return
        assert self.label, "a change must have a name (U1)"
        connection = session.connection()
        # A new step ends what could have been redone.
        connection.execute(_OP.delete().where(_OP.c.undone_at.is_not(None)))
        step = (connection.scalar(select(func.max(_OP.c.step))) or 0) + 1
        connection.execute(_OP.insert(), [op | {"step": step, "at": self._at, "label": self.label} for op in ops])


def undo(session: Session, at: int) -> Step:
    """Take back the newest step that stands. Raises `NotFound`, and `Refused` naming what is in the way (U2)."""
    return _turn(session, at, back=True)


def redo(session: Session, at: int) -> Step:
    """Do again the step that was undone last. Raises as `undo` does."""
    return _turn(session, at, back=False)


def _turn(session: Session, at: int, *, back: bool) -> Step:
    query = select(func.max(_OP.c.step) if back else func.min(_OP.c.step))
    step = session.scalar(query.where(_OP.c.undone_at.is_(None) if back else _OP.c.undone_at.is_not(None)))
    if step is None:
        raise NotFound("There is nothing to undo." if back else "There is nothing to redo.")
    session.flush()
    connection = session.connection()
    ops = connection.execute(select(_OP).where(_OP.c.step == step).order_by(_OP.c.id)).mappings().all()
    label = str(ops[0]["label"])
    changes = [
        (
            metadata.tables[op["table_name"]],
            int(op["row_id"]),
            load(op["after"] if back else op["before"]),
            load(op["before"] if back else op["after"]),
        )
        for op in ops
    ]
    for table, row_id, expected, _ in changes:
        _check(connection, table, row_id, expected, label, back=back)
    own_moves = {
        (expected or wanted or {})["task_id"]: row_id
        for table, row_id, expected, wanted in changes
        if table.name == "task_move"
    }
    carried = [
        row_id
        for table, row_id, expected, wanted in changes
        if table.name == "task" and expected is not None and "day" in (wanted or ())
    ]
    for table, row_id, expected, wanted in changes:
        if table.name == "task" and expected is not None and wanted is not None:
            wanted |= _fitting_number(connection, row_id, wanted)
    # Deletes come first: undoing a switch of timers would otherwise meet the index that allows one running entry.
    connection.execute(text("PRAGMA defer_foreign_keys=ON"))
    try:
        for table, row_id, _, wanted in sorted(changes, key=_order):
            if wanted is None:
                if table.name == "task" and not label.startswith(MENDING):  # what was carried before stays
                    _forget_carries(connection, row_id)
                connection.execute(table.delete().where(table.c.id == row_id))
            elif _exists(connection, table, row_id):
                connection.execute(table.update().where(table.c.id == row_id).values(**wanted))
            else:
                connection.execute(table.insert().values(**wanted))
    except IntegrityError as error:
        raise Refused(_blocked(label, "it would collide with a later change", back=back)) from error
    for task_id in carried:
        if task_id in own_moves:
            _forget_carries(connection, task_id, after=own_moves[task_id])
    for table, row_id, _, wanted in changes:
        if wanted is not None and not label.startswith(MENDING):  # what that mended was no better before
            _check_result(connection, table, row_id, label, int(ops[0]["at"]), back=back)
    connection.execute(_OP.update().where(_OP.c.step == step).values(undone_at=at if back else None))
    session.expire_all()
    return Step(int(step), int(ops[0]["at"]), label, back)


def _forget_carries(connection: Connection, task_id: int, after: int = 0) -> None:
    """Carrying over is no step (U1), so it does not keep a task from being taken back.

    `after` is the step's own last move of the task: what was carried before it, be it in the same second, stays.
    """
    gone = (_MOVE.c.task_id == task_id) & (_MOVE.c.by == "carried") & (_MOVE.c.id > after)
    connection.execute(_MOVE.delete().where(gone))


def _was_carried(connection: Connection, task_id: int) -> bool:
    """Whether a task stands where it does because it was carried there."""
    newest = select(_MOVE.c.by).where(_MOVE.c.task_id == task_id).order_by(_MOVE.c.id.desc()).limit(1)
    return connection.scalar(newest) == "carried"


def _fitting_number(connection: Connection, task_id: int, wanted: Values) -> Values:
    """Return a number for the day to which a task is put, where the one it has is not its own there.

    A step keeps the number only where that changed with the day; carrying the task over since gave it another.
    """
    day = wanted.get("day")
    if day is None or "number" in wanted:
        return {}
    days = metadata.tables["day"]
    number = connection.scalar(select(_TASK.c.number).where(_TASK.c.id == task_id))
    following = connection.scalar(select(days.c.next_number).where(days.c.date == day))
    there = (_TASK.c.day == day) & (_TASK.c.number == number) & (_TASK.c.id != task_id)
    if number is None or following is None:
        return {}
    if number < following and connection.scalar(select(_TASK.c.id).where(there)) is None:
        return {}
    connection.execute(days.update().where(days.c.date == day).values(next_number=following + 1))
    return {"number": following}


def _check_result(connection: Connection, table: Table, row_id: int, label: str, since: int, *, back: bool) -> None:
    """U2: refuse what would leave two open tasks of one template (S3), or time running on a task that is over.

    What stood beside it when the step was taken, `since` then, is in nobody's way.
    """
    if table.name == "task":
        row = connection.execute(select(_TASK).where(_TASK.c.id == row_id)).mappings().one()
        if row["status"] != "open" or row["template_id"] is None or row["day"] is None:
            return
        rival = connection.scalar(
            select(_TASK.c.title).where(
                (_TASK.c.template_id == row["template_id"])
                & (_TASK.c.status == "open")
                & (_TASK.c.occurrence > row["occurrence"])
                & (_TASK.c.day > row["day"])
                & (_TASK.c.created_at > since)
                & (_TEMPLATE.c.id == _TASK.c.template_id)
                & (_TEMPLATE.c.missed != "accumulate")
            )
        )
        if rival is not None:
            raise Refused(_blocked(label, f"a newer “{rival}” is open by now", back=back))
    elif table.name == "time_entry":
        entry = metadata.tables["time_entry"]
        found = connection.execute(
            select(entry.c.ended_at, _TASK.c.status, _TASK.c.title)
            .join_from(entry, _TASK, entry.c.task_id == _TASK.c.id)
            .where(entry.c.id == row_id)
        ).first()
        if found is not None and found.ended_at is None and found.status != "open":
            raise Refused(_blocked(label, f"“{found.title}” is {found.status} by now", back=back))


def _order(change: tuple[Table, int, Values | None, Values | None]) -> int:
    _, _, expected, wanted = change
    return 0 if wanted is None else 2 if expected is None else 1


def _check(
    connection: Connection, table: Table, row_id: int, expected: Values | None, label: str, *, back: bool
) -> None:
    """U2: refuse when a column that the step changed holds something else by now."""
    row = connection.execute(select(table).where(table.c.id == row_id)).mappings().first()
    thing = _WORDS.get(table.name, f"the {table.name.replace('_', ' ')}")
    if expected is None:
        if row is not None:
            raise Refused(_blocked(label, f"{thing} is back already", back=back))
        return
    if row is None:
        raise Refused(_blocked(label, f"{thing} is gone", back=back))
    complete = set(expected) >= set(table.c.keys())
    # A task may have been carried over since: undo walks over that (U1).
    walked = table.name == "task" and (complete or _was_carried(connection, row_id))
    passed_over = {"day", "number", "rank"} if walked else set()
    for column, value in expected.items():
        if column not in passed_over and row[column] != value:
            name = column.removesuffix("_s").removesuffix("_id").replace("_", " ")
            raise Refused(_blocked(label, f"{thing}'s {name} was changed since", back=back))


def _exists(connection: Connection, table: Table, row_id: int) -> bool:
    return connection.execute(select(table.c.id).where(table.c.id == row_id)).first() is not None


def _blocked(label: str, why: str, *, back: bool) -> str:
    return f"Cannot {'undo' if back else 'redo'} “{label}”: {why}. Nothing was changed."


def values_of(row: Any) -> Values:
    """Return all columns of a row."""
    return {column.key: getattr(row, column.key) for column in inspect(type(row)).column_attrs}


def _difference(row: Any) -> tuple[Values, Values]:
    before: Values = {}
    after: Values = {}
    state = inspect(row)
    for column in state.mapper.column_attrs:
        history = state.attrs[column.key].history
        if history.has_changes() and history.deleted and history.added and history.deleted[0] != history.added[0]:
            before[column.key], after[column.key] = history.deleted[0], history.added[0]
    return before, after


def dump(values: Values | None) -> str | None:
    """Write one side of an op."""
    return None if values is None else json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def load(stored: str | None) -> Values | None:
    """Read one side of an op."""
    return None if stored is None else json.loads(stored)
