"""One change by a person: its transaction, its moment, and how it finds the tasks it is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import date

from dayplan.domain.days import logical_day
from dayplan.domain.entry import Ref
from dayplan.domain.model import Now, Task
from dayplan.domain.names import slash_hint
from dayplan.domain.policies import keeps_one
from dayplan.errors import NotFound, Refused
from dayplan.planner.settle import add_occurrence, move
from dayplan.planner.starters import RANK_STEP
from dayplan.storage import browse, ledger
from dayplan.storage.store import Rows
from dayplan.storage.tables import ProjectRow, TaskMoveRow, TaskRow

Begin = Callable[[Now], AbstractContextManager["Change"]]
"""Opens one change; the parts of the planner are handed it and know nothing else of each other."""


class Change:
    """What a use case works with while its transaction is open."""

    def __init__(self, rows: Rows, now: Now) -> None:
        self.rows = rows
        self.remarks: list[str] = []
        """Sentences about what the change does besides what was asked."""
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
        if ref.kind == "projected":
            return self._made(ref)
        return self._by_id(browse.find_task(self.rows.reader, ref, self.today, statuses))

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

    def project(self, client: str | None, name: str | None) -> ProjectRow | None:
        """Find a project by client and name, made by naming it; '' is a client's work in general.

        Raises `Refused` where a new client would be made of the first half of another's name: a shell has taken the
        quotes of `"Novo A/S"`.
        """
        if client and name:
            clients = [row.name for row in self.rows.clients()]
            known = any(row.casefold() == client.casefold() for row in clients)
            hint = "" if known else slash_hint(client, name, clients)
            if hint:
                raise Refused(f"{client}/{name} would be a project of a new client, {client}.{hint}")
        return self.rows.project(client, name)

    def put_on(self, row: TaskRow, day: date | None, by: str = "hand") -> None:
        """Move a task to the end of a day, or to the inbox."""
        rank = self.last_rank(day) + RANK_STEP
        move(self.rows, row, day, self.now, by)
        row.rank = rank

    def delete(self, row: TaskRow) -> None:
        """Delete a task with its tags and its moves."""
        for part in (*self.rows.tags_of(id_of(row)), *self.rows.moves_of(id_of(row))):
            self.rows.delete(part)
        self.rows.delete(row)

    def last_rank(self, day: date | None) -> int:
        """Return the rank of a day's last task."""
        return 0 if day is None else max((row.rank for row in self.rows.tasks_on(day)), default=0)

    def _made(self, ref: Ref) -> TaskRow:
        """Make the row of an occurrence to come, on the day for which it is planned: its person changes it ahead."""
        occurrence, day = (date.fromisoformat(word) for word in ref.words.split())
        row = self.rows.occurrence(ref.number, occurrence)
        if row is not None:
            return row
        template = next((t for t in ledger.templates(self.rows.reader) if t.id == ref.number), None)
        if template is None:
            raise NotFound("This template is gone: it was taken away meanwhile.")
        if keeps_one(template.schedule, template.missed):
            for other in self.rows.open_tasks_of(template.id):
                raise Refused(f"“{other.title}” is open already: until that is done, no other is made.")
        rank = self.last_rank(day) + RANK_STEP
        row = add_occurrence(self.rows, template, occurrence, day, self.now, "planned")
        row.number, row.rank = self.rows.next_number(day), rank
        return row

    def _by_id(self, task_id: int) -> TaskRow:
        row = self.rows.task(task_id)
        if row is None:
            raise NotFound("This task is gone: it was deleted meanwhile.")
        return row


def id_of(row: TaskRow | TaskMoveRow) -> int:
    """Return the id of a row that is in the database."""
    assert row.id is not None
    return row.id


def called(rows: Sequence[TaskRow]) -> str:
    """Return how a step names its tasks: by title, or by how many they are."""
    return f"'{rows[0].title}'" if len(rows) == 1 else f"{len(rows)} tasks"


def is_untouched(change: Change, task: TaskRow) -> bool:
    """Whether nobody has done anything to a seeded task: no time, no edit, no move by hand."""
    moves = change.rows.moves_of(id_of(task))
    by_hand = any(move.by == "hand" for move in moves)
    return not (task.edited or by_hand or change.rows.has_entries(id_of(task))) and _as_its_template(change, task)


def _as_its_template(change: Change, task: TaskRow) -> bool:
    template = task.template
    if template is None or template.id is None:
        return False
    tags = {tag.tag for tag in change.rows.tags_of(id_of(task))}
    return (
        (task.title, task.notes, task.estimate_s, task.project_id)
        == (template.title, template.notes, template.estimate_s, template.project_id)
    ) and tags == {tag.tag for tag in change.rows.tags_of_template(template.id)}
