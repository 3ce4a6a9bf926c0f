"""What a person does with the tasks of a day. Each method is one step that can be undone (U1)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from dayplan.domain import seeding
from dayplan.domain.entry import Ref
from dayplan.domain.hygiene import clean_line, clean_text
from dayplan.domain.model import NAME_MAX, TITLE_MAX, Now, Task
from dayplan.domain.quickadd import QuickAdd
from dayplan.domain.wording import format_duration, long_day
from dayplan.errors import Refused
from dayplan.planner.billing import BillingWatch
from dayplan.planner.change import Begin, Change, called, id_of
from dayplan.planner.conflicts import Single, refuse_conflicts
from dayplan.planner.ending import Ended, end, reopened
from dayplan.planner.settle import carry_out, record_move
from dayplan.planner.starters import RANK_STEP
from dayplan.storage import ledger
from dayplan.storage.tables import TaskRow, TaskTagRow

USUAL = "usual"
"""The capacity that a day has by its weekday."""


class TaskEdit(NamedTuple):
    """What to change in a task; None leaves a field as it is, an empty value clears it."""

    title: str | None = None
    notes: str | None = None
    estimate_s: int | None = None
    """0 clears the estimate."""
    client: str | None = None
    project: str | None = None
    tags: tuple[str, ...] | None = None
    day: date | None = None


def task_values(task: Task) -> TaskEdit:
    """Return what an edit would set to leave a task as it is."""
    return TaskEdit(
        title=task.title,
        notes=task.notes,
        estimate_s=task.estimate_s or 0,
        client=task.client or "",
        project=task.project or "",
        tags=task.tags,
        day=task.day,
    )


class Placed(NamedTuple):
    """Tasks that were put on a day, or in the inbox (None)."""

    tasks: tuple[Task, ...]
    day: date | None


class DayPart:
    """The use cases of the day's list."""

    def __init__(self, begin: Begin) -> None:
        self._begin = begin

    def add(self, new: QuickAdd, now: Now, *, inbox: bool = False) -> Task:
        """Add a one-off task at the end of its day, today unless it names another; clients are made by naming them.

        Raises `Refused` for a day that is over.
        """
        with self._begin(now) as change:
            change.name(f"Add '{new.title}'")
            day = None if inbox and new.day is None else new.day or change.today
            if day is not None:
                _refuse_past(change, day)
            project = change.project(new.client, new.project)
            row = change.rows.add(
                TaskRow(
                    day=None if day is None else day.isoformat(),
                    number=None if day is None else change.rows.next_number(day),
                    title=new.title,
                    reason="added",
                    rank=change.last_rank(day) + RANK_STEP,
                    estimate_s=new.estimate_s,
                    project_id=None if project is None else project.id,
                    first_day=None if day is None else day.isoformat(),
                    created_at=now.epoch,
                )
            )
            _tag(change, row, new.tags)
            return change.value(row)

    def done(self, refs: Sequence[Ref], now: Now, at: int | None = None) -> Ended:
        """Tick tasks; the running one's clock stops at that instant (T1)."""
        return self._end(refs, now, "done", "Done", at)

    def skip(self, refs: Sequence[Ref], now: Now) -> Ended:
        """Leave occurrences out on purpose; their rows stay, so they do not come back (S1)."""
        return self._end(refs, now, "skipped", "Skip")

    def drop(self, refs: Sequence[Ref], now: Now) -> Ended:
        """Give tasks up; they stay on their day, with their time."""
        return self._end(refs, now, "dropped", "Drop")

    def toggle(self, ref: Ref, now: Now) -> Ended:
        """Tick an open task, open any other again."""
        with self._begin(now) as change:
            row = change.find(ref)
            if row.status == "open":
                change.name(f"Done '{row.title}'")
                return end(change, [row], "done")
            change.name(f"Reopen '{row.title}'")
            reopened(change, row)
            return Ended((change.value(row),), (), None)

    def reopen(self, refs: Sequence[Ref], now: Now) -> Ended:
        """Open finished tasks again, on the day they stand on. Raises `Refused` where a newer one took the place."""
        with self._begin(now) as change:
            found = change.find_all(refs, ("done", "skipped", "dropped", "missed"))
            change.name(f"Reopen {called(found)}")
            already = tuple(change.values([row for row in found if row.status == "open"]))
            rows = [row for row in found if row.status != "open"]
            for row in rows:
                reopened(change, row)
            return Ended(change.values(rows), already, None)

    def delete(self, refs: Sequence[Ref], now: Now) -> tuple[str, ...]:
        """Delete one-off tasks without recorded time, and return their titles.

        Raises `Refused` for any other: an occurrence keeps its row (S1), and recorded time is never lost.
        """
        with self._begin(now) as change:
            found = change.find_all(refs)
            for row in found:
                if row.template_id is not None:
                    raise Refused(f"“{row.title}” comes from a template, so it keeps its row: skip it instead.")
                if change.rows.has_entries(id_of(row)):
                    raise Refused(f"“{row.title}” has recorded time, which stays: drop it instead.")
            change.name(f"Delete {called(found)}")
            titles = tuple(row.title for row in found)
            for row in found:
                change.delete(row)
            return titles

    def move(self, refs: Sequence[Ref], day: date | None, now: Now) -> Placed:
        """Plan tasks for a day, or put them in the inbox (None); an occurrence keeps its date (C2).

        Raises `Refused` for a day that is over, and for tasks that are not open.
        """
        with self._begin(now) as change:
            found = change.find_all(refs)
            change.name(f"Move {called(found)} to {'the inbox' if day is None else _named(change, day)}")
            for row in found:
                _move(change, row, day)
            return Placed(change.values(found), day)

    def edit(self, ref: Ref, edit: TaskEdit, now: Now, *, seen: TaskEdit | None = None) -> Task:
        """Change this task, and not its template (S6). Raises `BadInput` for a title that is empty or too long.

        `seen` is what a form was opened with: raises `Conflict` where somebody else has changed the same fields since.
        """
        with self._begin(now) as change:
            row = change.find(ref)
            change.name(f"Edit '{row.title}'")
            if seen is not None:
                refuse_conflicts(edit, seen, task_values(change.value(row)))
            if edit.title is not None:
                title = clean_line(edit.title, TITLE_MAX)
                if title != row.title:
                    row.title = title
                    row.edited = int(row.template is not None and row.template.title != title)
            if edit.notes is not None:
                row.notes = clean_text(edit.notes)
            if edit.estimate_s is not None:
                row.estimate_s = edit.estimate_s or None
            if edit.client is not None or edit.project is not None:
                client, project = edit.client or None, edit.project or None
                watch = BillingWatch(change, "task", [row.id])
                found = change.project(
                    client and clean_line(client, NAME_MAX, "client"),
                    project and clean_line(project, NAME_MAX, "project"),
                )
                row.project_id = None if found is None else found.id
                watch.remark()
            if edit.tags is not None:
                kept = change.rows.tags_of(id_of(row))
                for tag in kept:
                    if tag.tag not in edit.tags:
                        change.rows.delete(tag)
                _tag(change, row, [tag for tag in edit.tags if tag not in {k.tag for k in kept}])
            if edit.day is not None and edit.day.isoformat() != row.day:
                _move(change, row, edit.day)
            return change.value(row)

    def place(self, ref: Ref, neighbour: Ref, now: Now, *, after: bool) -> Task:
        """Put a task directly before or after another of its day; where it stands there already, nothing changes."""
        with self._begin(now) as change:
            row, other = change.find(ref), change.find(neighbour)
            if row.day is None or row.day != other.day:
                raise Refused(f"“{row.title}” and “{other.title}” stand on different days: move it there first.")
            change.name(f"Reorder '{row.title}'")
            standing = change.rows.tasks_on(date.fromisoformat(row.day))
            ids = [each.id for each in standing if each.id != row.id]
            target = len(ids) if other.id == row.id else ids.index(other.id) + after
            if other.id != row.id and standing[target].id != row.id:
                standing.remove(row)
                standing.insert(target, row)
                _rank(standing, target)
            return change.value(row)

    def keep(self, ref: Ref, now: Now) -> Task:
        """Decide that a task that was carried again and again stays where it is; its history says so (C1)."""
        with self._begin(now) as change:
            row = change.find(ref)
            change.name(f"Keep '{row.title}'")
            if row.day is not None:
                record_move(change.rows, row, date.fromisoformat(row.day), now, by="hand")
            return change.value(row)

    def set_capacity(self, day: date, seconds: int | None, now: Now, *, seen: int | None = None) -> int:
        """Give one day a capacity of its own (Z1), or with None its weekday's again. Returns what then holds.

        `seen` is what held when its person was asked: raises `Conflict` where that has been changed since.
        """
        with self._begin(now) as change:
            if seen is not None:
                stored = change.rows.reader.day(now, day).capacity_s
                refuse_conflicts(Single(USUAL if seconds is None else seconds), Single(seen), Single(stored))
            words = "the usual" if seconds is None else format_duration(seconds)
            change.name(f"Set the capacity of {_named(change, day)} to {words}")
            change.rows.day(day).capacity_s = seconds
            return change.rows.reader.day(now, day).capacity_s

    def bring_in(self, now: Now) -> Placed:
        """Bring the open tasks of past days to today, also on a day off (C1). Raises `Refused` if there is none."""
        with self._begin(now) as change:
            state = ledger.seeding_state(change.rows.reader, change.today, change.settings)
            ids = [task.id for task in state.open_tasks if task.day < change.today]
            rows = [row for row in map(change.rows.task, ids) if row is not None]
            if not rows:
                raise Refused("Nothing is open from earlier days.")
            change.name(f"Bring in {called(rows)}")
            for row in rows:
                change.put_on(row, change.today)
            return Placed(change.values(rows), change.today)

    def plan_anyway(self, now: Now) -> Placed:
        """Seed today with what the next working day would hold: for work on a day off (S12).

        Raises `Refused` when nothing is due within two weeks, or when it stands here already.
        """
        with self._begin(now) as change:
            state = ledger.seeding_state(change.rows.reader, change.today, change.settings)
            change.name("Plan today all the same")
            decisions = seeding.plan_anyway(state)
            rows = carry_out(change.rows, decisions, now, by="hand")
            if not rows:
                raise Refused("There is nothing more to plan: what the next working day holds stands here already.")
            return Placed(change.values(rows), change.today)

    def _end(self, refs: Sequence[Ref], now: Now, status: str, verb: str, at: int | None = None) -> Ended:
        with self._begin(now) as change:
            found = change.find_all(refs)
            change.name(f"{verb} {called(found)}")
            return end(change, found, status, at)


def _tag(change: Change, row: TaskRow, tags: Sequence[str]) -> None:
    for tag in tags:
        change.rows.add(TaskTagRow(task_id=id_of(row), tag=clean_line(tag, NAME_MAX, "tag")))


def _move(change: Change, row: TaskRow, day: date | None) -> None:
    if row.status != "open":
        raise Refused(f"“{row.title}” is {row.status}: open it again before you move it.")
    if day is not None:
        _refuse_past(change, day)
    if row.day != (None if day is None else day.isoformat()):
        change.put_on(row, day)


def _rank(standing: list[TaskRow], place: int) -> None:
    """Give the task at `place` a rank between its neighbours; space the whole day anew only when there is no room."""
    before = standing[place - 1].rank if place else standing[place + 1].rank - 2 * RANK_STEP
    after = standing[place + 1].rank if place + 1 < len(standing) else before + 2 * RANK_STEP
    if after - before >= 2:
        standing[place].rank = (before + after) // 2
    else:
        for i, row in enumerate(standing):
            row.rank = (i + 1) * RANK_STEP


def _refuse_past(change: Change, day: date) -> None:
    if day < change.today:
        raise Refused(f"{_named(change, day)} is over: plan for today or a day to come.")


def _named(change: Change, day: date) -> str:
    """Write a day for the journal, where it is read back whatever `date_format` says by then (issue 12.13)."""
    return long_day(day, change.today)
