"""One change by a person: its transaction, its moment, and how it finds the tasks it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import date

from dayplan.domain import naming
from dayplan.domain.days import logical_day
from dayplan.domain.entry import Ref
from dayplan.domain.model import Now, Task
from dayplan.errors import NotFound
from dayplan.planner.settle import RANK_STEP, move
from dayplan.storage import browse
from dayplan.storage.store import Rows
from dayplan.storage.tables import TaskRow

Begin = Callable[[Now], AbstractContextManager["Change"]]
"""Opens one change; the parts of the planner are handed it and know nothing else of each other."""


class Change:
    """What a use case works with while its transaction is open."""

    def __init__(self, rows: Rows, now: Now) -> None:
        self.rows = rows
        self.now = now
        self.settings = rows.reader.settings()
        self.today = logical_day(now, self.settings.day_start_s)

    def name(self, label: str) -> None:
        """Name the step for undo and history (U1)."""
        self.rows.name(label)

    def find(self, ref: Ref, statuses: Sequence[str] = ("open",)) -> TaskRow:
        """Find the one task that is meant; words must fit exactly one task in one of `statuses`.

        Raises `NotFound` with the candidates when nothing or several fit.
        """
        known = () if ref.kind == "id" else browse.candidates(self.rows.reader, self.today)
        return self._by_id(naming.find(ref, known, self.today, statuses))

    def find_all(self, refs: Iterable[Ref], statuses: Sequence[str] = ("open",)) -> list[TaskRow]:
        """Find several tasks, each once, in the order in which they were named."""
        found: dict[int, TaskRow] = {}
        for ref in refs:
            row = self.find(ref, statuses)
            found[id_of(row)] = row
        return list(found.values())

    def value(self, row: TaskRow) -> Task:
        """Return a task's values as they stand now."""
        return self.values([row])[0]

    def values(self, rows: Sequence[TaskRow]) -> tuple[Task, ...]:
        """Return the values of several tasks as they stand now."""
        return browse.tasks_by_ids(self.rows.reader, [id_of(row) for row in rows], self.now)

    def put_on(self, row: TaskRow, day: date | None, by: str = "hand") -> None:
        """Move a task to the end of a day, or to the inbox."""
        rank = self.last_rank(day) + RANK_STEP
        move(self.rows, row, day, self.now, by)
        row.rank = rank

    def last_rank(self, day: date | None) -> int:
        """Return the rank of a day's last task."""
        return 0 if day is None else max((row.rank for row in self.rows.tasks_on(day)), default=0)

    def _by_id(self, task_id: int) -> TaskRow:
        row = self.rows.task(task_id)
        if row is None:
            raise NotFound("This task is gone: it was deleted meanwhile.")
        return row


def id_of(row: TaskRow) -> int:
    """Return the id of a row that is in the database."""
    assert row.id is not None
    return row.id


def called(rows: Sequence[TaskRow]) -> str:
    """Return how a step names its tasks: by title, or by how many they are."""
    return f"'{rows[0].title}'" if len(rows) == 1 else f"{len(rows)} tasks"
