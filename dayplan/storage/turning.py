"""The step that undo or redo turns next, looked at beforehand: what came about by it on a later day goes with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session
from sqlmodel import SQLModel

from dayplan.storage.journal import dump, load, values_of
from dayplan.storage.tables import metadata

_OP: Table = metadata.tables["op"]


class NextStep(NamedTuple):
    """The step that is taken back next, or with `back` false done again."""

    session: Session
    number: int
    at: int
    """When it was taken."""
    back: bool

    def tasks(self) -> dict[int, bool]:
        """Return the ids of the tasks that it changes, and whether turning it opens them again."""
        query = select(_OP).where(_OP.c.step == self.number, _OP.c.table_name == "task").order_by(_OP.c.id)
        found: dict[int, bool] = {}
        for op in self.session.connection().execute(query).mappings():
            wanted = load(op["before"] if self.back else op["after"]) or {}
            found[int(op["row_id"])] = wanted.get("status") == "open"
        return found

    def take_away(self, rows: Sequence[SQLModel], at: int) -> None:
        """Let turning it also delete these rows, as if it had made them; turned the other way, it makes them again.

        Seeding has made them, on a later day and because of it (S4): so they come back with the same ids, and later
        steps on them can be done again, too.
        """
        connection = self.session.connection()
        told = select(_OP.c.label, _OP.c.undone_at).where(_OP.c.step == self.number).limit(1)
        label, undone_at = connection.execute(told).one()
        for row in rows:
            values = dump(values_of(row))
            before, after = (None, values) if self.back else (values, None)
            op: dict[str, Any] = {"step": self.number, "at": at, "label": label, "undone_at": undone_at}
            op |= {"table_name": row.__tablename__, "row_id": values_of(row)["id"], "before": before, "after": after}
            connection.execute(_OP.insert(), op)


def next_step(session: Session, *, back: bool) -> NextStep | None:
    """Find the newest step that stands, or with `back` false the one that was undone last."""
    which = select(func.max(_OP.c.step) if back else func.min(_OP.c.step))
    number = session.scalar(which.where(_OP.c.undone_at.is_(None) if back else _OP.c.undone_at.is_not(None)))
    if number is None:
        return None
    at = session.connection().execute(select(func.min(_OP.c.at)).where(_OP.c.step == number)).scalar_one()
    return NextStep(session, int(number), int(at), back)
