"""Take back what opening a day to come did: one wrong reading of the clock leaves nothing behind (D5).

It is no step of the history, for seeding is none (U1); the data is copied first. What somebody worked on is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from dayplan.domain.clock_doubt import LONGEST_GAP_DAYS
from dayplan.domain.days import logical_day
from dayplan.domain.model import Now, Receipt
from dayplan.errors import Refused
from dayplan.planner.change import id_of
from dayplan.planner.settle import settle
from dayplan.storage import future_days
from dayplan.storage.future_days import Carried, FutureDay, Made
from dayplan.storage.store import Rows
from dayplan.storage.tables import TaskRow


class TakenBack(NamedTuple):
    """What was taken back."""

    days: tuple[date, ...]
    """The days to come that had been opened."""
    seeded: int
    """How many tasks were taken away, and how many rows of occurrences that were left out or missed."""
    recorded: int
    reopened: tuple[str, ...]
    """Titles of tasks that are open again."""
    returned: tuple[str, ...]
    """Titles of tasks that are back on the day from which they had been carried."""
    left: tuple[tuple[str, date], ...]
    """Titles of tasks on those days that somebody worked on, and their days."""
    copy: str
    """Where the data as it was before lies."""
    receipt: Receipt
    """What settling today did afterwards."""


def opened_too_early(rows: Rows, now: Now) -> tuple[FutureDay, ...]:
    """Return the days after today that were opened.

    Raises `Refused` where there are none, or more than a wrong look or two can have opened.
    """
    today = logical_day(now, rows.reader.settings().day_start_s)
    days = future_days.future_days(rows.reader, today)
    if not days:
        raise Refused("No day after today was opened, so there is nothing to take back.")
    if len(days) > LONGEST_GAP_DAYS:
        raise Refused(
            f"{len(days)} days after today were opened, so this machine's clock is wrong now: set it right. "
            "Nothing was changed."
        )
    return days


def take_back(rows: Rows, now: Now, days: Sequence[FutureDay], copy: str) -> TakenBack:
    """Take back what opening these days did, then settle today."""
    today = logical_day(now, rows.reader.settings().day_start_s)
    moment = future_days.moment_of(tuple(days), now)
    made = future_days.made(rows.reader, moment)
    going, staying = _sorted_out(rows, made, today)
    carried = future_days.carried(rows.reader, moment, today)
    gone = {each.task_id for each in going}
    for table, column in (("task_tag", "task_id"), ("task_move", "task_id"), ("task", "id")):
        rows.erase(table, column, sorted(gone))
    reopened = _reopened(rows, going)
    returned = _returned(rows, [each for each in carried if each.task_id not in gone], {row.id for row in reopened})
    for each in staying:
        _bring_to(rows, each, today)
    left = [named for day in days for named in _emptied(rows, day.day)]
    for template_id in future_days.late_templates(rows.reader, now, today):
        template = rows.template(template_id)
        assert template is not None
        template.starts_on = today.isoformat()
    day_start_s = rows.reader.settings().day_start_s
    for template_id in future_days.templates_held_back(rows.reader, now, today, day_start_s):
        template = rows.template(template_id)
        assert template is not None
        template.paused_until = today.isoformat()
    if future_days.only_day_opened(rows.reader, today):
        rows.day(today).seeded_at = None  # S12: the very first start is still to come
    titles = tuple(row.title for row in reopened)
    receipt = settle(rows, now)
    return TakenBack(
        days=tuple(day.day for day in days),
        seeded=sum(each.status == "open" for each in going),
        recorded=sum(each.status != "open" for each in going),
        reopened=titles,
        returned=tuple(each.title for each in returned),
        left=tuple(left),
        copy=copy,
        receipt=receipt,
    )


def _sorted_out(rows: Rows, made: Iterable[Made], today: date) -> tuple[list[Made], list[Made]]:
    """Return which rows go, and which open tasks are brought to today instead.

    What fell due on a day that was settled since would not be made again, so its row stays (S1).
    """
    settled = future_days.last_opened_before(rows.reader, today)
    going, staying = [], []
    for each in made:
        if each.touched:
            continue
        if settled is None or each.occurrence > settled:
            going.append(each)
        elif each.status == "open" and each.day is not None and each.day > today:
            staying.append(each)
    return going, staying


def _reopened(rows: Rows, gone: Iterable[Made]) -> list[TaskRow]:
    """Open the tasks again whose place was taken by what is gone (S3)."""
    found = []
    for template_id in sorted({each.template_id for each in gone}):
        task_id = future_days.replaced_by_none(rows.reader, template_id)
        row = None if task_id is None else rows.task(task_id)
        if task_id is not None and row is not None:
            row.status, row.reason = "open", future_days.reason_of(rows.reader, task_id)
            found.append(row)
    return found


def _returned(rows: Rows, carried: Iterable[Carried], reopened: set[int | None]) -> list[Carried]:
    """Put tasks back on the days from which they were carried, in the places that they had there."""
    by_day: dict[date, list[Carried]] = {}
    for each in carried:
        if not each.touched or each.task_id in reopened:
            by_day.setdefault(each.from_day, []).append(each)
    for day, those in by_day.items():
        _put_back(rows, day, those, _numbers(rows, day, those))
        rows.erase("task_move", "id", [move for each in those for move in each.moves])
    return [each for those in by_day.values() for each in those]


def _numbers(rows: Rows, day: date, those: Sequence[Carried]) -> dict[int, int]:
    """Return the numbers of tasks that come back to a day: their own where those are known, else new ones.

    Numbers are given in order and never twice. So where as many are free as there were tasks that went on from there,
    each has the one at its place in the order in which they had come.
    """
    standing = {row.number for row in rows.tasks_on(day)}
    numbers = {each.task_id: each.number for each in those if each.number is not None and each.number not in standing}
    others = [each.task_id for each in those if each.task_id not in numbers]
    arrived = future_days.arrivals(rows.reader, day.isoformat())
    taken = {*standing, *numbers.values(), *future_days.numbers_given_away(rows.reader, day.isoformat())}
    free = [number for number in range(1, rows.day(day).next_number) if number not in taken]
    unknown = sorted((when, task_id) for task_id, when in arrived.items() if task_id not in numbers)
    if len(free) == len(unknown):
        own = {task_id: number for (_, task_id), number in zip(unknown, free, strict=True)}
        return numbers | {task_id: own[task_id] for task_id in others}
    return numbers | {task_id: rows.next_number(day) for task_id in others}


def _put_back(rows: Rows, day: date, those: Sequence[Carried], numbers: dict[int, int]) -> None:
    """Put tasks on their day again, in the order in which they were carried, among what stands there by number."""
    standing = rows.tasks_on(day)
    rank = min((row.rank for row in standing), default=0) - len(those) - 1
    coming = sorted(filter(None, (rows.task(each.task_id) for each in those)), key=lambda row: (row.rank, id_of(row)))
    known = {each.task_id: each.rank for each in those}
    for row in coming:
        number = numbers[id_of(row)]
        while standing and (standing[0].number or 0) < number:
            rank = max(rank, standing.pop(0).rank)
        rank += 1  # ranks are far apart
        own = known[id_of(row)]
        row.day, row.number, row.rank = day.isoformat(), number, rank if own is None else own
    rows.flush()


def _bring_to(rows: Rows, made: Made, today: date) -> None:
    """Bring a task to today that came late, on a day to come."""
    row = rows.task(made.task_id)
    assert row is not None
    row.day, row.first_day, row.number = today.isoformat(), today.isoformat(), rows.next_number(today)
    rows.flush()


def _emptied(rows: Rows, day: date) -> list[tuple[str, date]]:
    """Let a day be one that nobody has opened, and return what stands on it all the same."""
    row = rows.day(day)
    row.seeded_at = row.worked = None
    left = future_days.tasks_left_on(rows.reader, day)
    if not (left or row.note or row.closed_at is not None or row.capacity_s is not None):
        rows.delete(row)
    return left
