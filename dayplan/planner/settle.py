"""Carry out what `seeding.decide` decided, in the transaction that asked. Not a step: undo walks over it (U1)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from dayplan.domain import seeding
from dayplan.domain.days import logical_day
from dayplan.domain.model import Now, Receipt, Template
from dayplan.domain.packs import FIRST, pack
from dayplan.domain.policies import keeps_one
from dayplan.planner.starters import RANK_STEP, add_starters
from dayplan.storage import ledger
from dayplan.storage.store import Rows
from dayplan.storage.tables import TaskMoveRow, TaskRow, TaskTagRow

LONG_ABSENCE = timedelta(days=7)
"""Whoever was gone for so long is welcomed back (S3)."""


def settle_once(rows: Rows, now: Now) -> Receipt:
    """Settle and seed unless that was done: what every change begins with, so it costs three small questions."""
    today = logical_day(now, rows.reader.settings().day_start_s)
    if not rows.reader.settled(today):
        return settle(rows, now)
    return Receipt(today, doubt=rows.reader.clock_doubt(now, today))


def settle(rows: Rows, now: Now, trade: str = FIRST, *, catching_up: bool = False) -> Receipt:
    """Settle the open tasks of past days, then seed today; all of it idempotent (S2, S3, C1).

    A new file begins with the templates of a `trade` (S12). Where today is in doubt, only its own occurrences are
    seeded, and it does not count as opened, unless somebody vouches for it by `catching_up` (D5).
    """
    settings = rows.reader.settings()
    today = logical_day(now, settings.day_start_s)
    state = ledger.seeding_state(rows.reader, today, settings)
    if state.first_start and not state.templates and not rows.templates():
        add_starters(rows, pack(trade, today).templates, today)
        state = ledger.seeding_state(rows.reader, today, settings)
    doubt = rows.reader.clock_doubt(now, today)
    alone = doubt is not None and not catching_up
    decisions = seeding.decide(state)
    if alone:
        decisions = seeding.only_today(decisions)
    carry_out(rows, decisions, now)
    receipt = decisions.receipt()
    if alone:
        receipt = receipt._replace(doubt=doubt)
    row = rows.day(today)
    row.worked = row.worked or int(seeding.works_on(state, today))
    if row.seeded_at is None and not alone:
        row.seeded_at = now.epoch
        if state.opened is not None and today - state.opened >= LONG_ABSENCE:
            receipt = receipt._replace(away_since=state.opened)
    return receipt


def carry_out(rows: Rows, decisions: seeding.Decisions, now: Now, by: str = "carried") -> list[TaskRow]:
    """Write what was decided: carried tasks ahead of what stands there, seeded ones after it (C1, S10).

    Returns the tasks that are new on this day.
    """
    today = decisions.day
    standing = rows.tasks_on(today) if decisions.carry or decisions.seed else []
    arrived: list[TaskRow] = []
    rank = min((row.rank for row in standing), default=0) - RANK_STEP * len(decisions.carry)
    for task in decisions.carry:
        row = rows.task(task.id)
        if row is not None:
            move(rows, row, today, now, by)
            row.rank = rank
            arrived.append(row)
        rank += RANK_STEP
    for task in decisions.miss:
        row = rows.task(task.id)
        if row is not None:
            kept = row.template is not None and keeps_one(row.template.schedule, row.template.missed)
            row.status, row.reason = "missed", "kept_one" if kept else "replaced"
    made: list[tuple[TaskRow, Template]] = []
    for record in decisions.record:
        standing_for = record.reason == "stood_for"
        day = None if standing_for else min(record.occurrence, today)  # away days may bring one forward
        row = _occurrence(record.template, record.occurrence, day, now, record.reason)
        row.status = record.status
        made.append((row, record.template))
    rank = max((row.rank for row in standing), default=rank)
    for seed in decisions.seed:
        rank += RANK_STEP
        row = _occurrence(seed.template, seed.occurrence, today, now, seed.reason)
        row.number, row.rank = rows.next_number(today), rank
        made.append((row, seed.template))
        arrived.append(row)
    _add(rows, made)
    return arrived


def add_occurrence(
    rows: Rows, template: Template, occurrence: date, day: date | None, now: Now, reason: str
) -> TaskRow:
    """Leave the one row of an occurrence (S1), with what its template says today."""
    row = _occurrence(template, occurrence, day, now, reason)
    _add(rows, [(row, template)])
    return row


def _occurrence(template: Template, occurrence: date, day: date | None, now: Now, reason: str) -> TaskRow:
    return TaskRow(
        day=None if day is None else day.isoformat(),
        title=template.title,
        notes=template.notes,
        reason=reason,
        estimate_s=template.estimate_s,
        template_id=template.id,
        occurrence=occurrence.isoformat(),
        project_id=template.project_id,
        first_day=None if day is None else day.isoformat(),
        created_at=now.epoch,
    )


def _add(rows: Rows, made: Sequence[tuple[TaskRow, Template]]) -> None:
    """Insert the rows of occurrences together: a day may come with fifty, or with those of a month (S1)."""
    rows.add_all([row for row, _ in made])
    rows.add_all([TaskTagRow(task_id=_id(row), tag=tag) for row, template in made for tag in template.tags])


def move(rows: Rows, row: TaskRow, day: date | None, now: Now, by: str) -> None:
    """Change a task's day, never by copying, and leave the row that says so (C2). None is the inbox."""
    record_move(rows, row, day, now, by)
    to_day = None if day is None else day.isoformat()
    row.day = to_day
    row.number = None if day is None else rows.next_number(day)
    if row.first_day is None:
        row.first_day = to_day


def record_move(rows: Rows, row: TaskRow, day: date | None, now: Now, by: str) -> None:
    """Leave the row that says where a task went; from a day to itself means that it was kept there."""
    to_day = None if day is None else day.isoformat()
    rows.add(TaskMoveRow(task_id=_id(row), from_day=row.day, to_day=to_day, at=now.epoch, by=by))


def _id(row: TaskRow) -> int:
    assert row.id is not None
    return row.id
