"""Mend what the doctor found: each finding in one step of its own, which undo takes back (U1)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from dayplan.domain.health import (
    Astray,
    BadSchedule,
    BadSetting,
    Counter,
    Finding,
    Hole,
    Indexes,
    Long,
    Misfiled,
    Orphans,
    Overlap,
    RunsLong,
    RunsOnOver,
    Twice,
    mendable,
)
from dayplan.domain.mending import MENDING
from dayplan.domain.model import Now
from dayplan.domain.replay import Told
from dayplan.errors import Refused
from dayplan.planner.change import Change, id_of
from dayplan.planner.entries import leave
from dayplan.planner.settle import add_occurrence
from dayplan.planner.starters import RANK_STEP
from dayplan.planner.unseen import UnseenPart
from dayplan.storage import backup, copies, health, ledger
from dayplan.storage.store import Rows, Store
from dayplan.storage.tables import TaskMoveRow

_NAMES = {
    BadSetting: "a setting",
    BadSchedule: "a schedule",
    Told: "what the journal tells",
    Orphans: "what was left alone",
    Misfiled: "the day of a time entry",
    Overlap: "an overlap",
    RunsOnOver: "a timer on a task that is over",
    Long: "a long time entry",
    Twice: "an hour shown twice",
    Hole: "a lost occurrence",
    Astray: "where a task went",
}


class Tried(NamedTuple):
    """A finding that was to be mended, and why that was refused; empty where it is mended."""

    finding: Finding
    refused: str = ""


class HealthPart:
    """What mends. Nothing is settled first: what is wrong may stand in the way of that."""

    def __init__(self, path: str, store: Store, unseen: UnseenPart) -> None:
        self._path = path
        self._store = store
        self._unseen = unseen

    def copy(self, found: tuple[Finding, ...], now: Now) -> copies.Copy:
        """Copy the data file as it is, before anything is mended. Raises as `backup.make` does."""
        broken = any(isinstance(each, Indexes) for each in found)
        return backup.make(self._path, now.epoch, "before-repair", reindexed=broken)

    def mend(self, finding: Finding, now: Now) -> None:
        """Mend one finding. Raises `Refused` where nothing can be done about it, or where it is not so any more."""
        if not mendable(finding):
            raise Refused("Nothing can be done about this here.")
        if isinstance(finding, RunsLong):
            self._unseen.later(finding.entry.id, finding.found, now)
            return
        with self._store.transaction(now.epoch) as rows:
            standing = health.findings(rows.reader, now)
            if finding not in standing:
                raise Refused("This is not so any more: something else has changed it meanwhile.")
            first = standing[0]
            if isinstance(first, BadSetting) and not isinstance(finding, BadSetting | Indexes):
                raise Refused(f"The setting {first.key} stands in the way: mend that first.")
            with rows.step(_label(finding)):
                _mend(finding, rows, now)

    def mend_all(self, now: Now) -> list[Tried]:
        """Mend every finding that can be, in one transaction but each in a step of its own; return them in that order.

        What one step mends may end other findings, and may let others be mended; what was refused comes last.
        """
        mended: list[Tried] = []
        refused: list[Tried] = []
        with self._store.transaction(now.epoch) as rows:
            while True:
                passed_over = [tried.finding for tried in (*mended, *refused)]  # what comes back is not tried for ever
                standing = [each for each in health.findings(rows.reader, now) if mendable(each)]
                waiting = [each for each in standing if each not in passed_over and not isinstance(each, RunsLong)]
                if not waiting:
                    break
                tried = [_try(finding, rows, now) for finding in _apart(waiting)]
                if any(not each.refused for each in tried):
                    refused.clear()  # what stood in its way may be gone
                mended += [each for each in tried if not each.refused]
                refused += [each for each in tried if each.refused]
        for finding in standing:
            if isinstance(finding, RunsLong):
                self.mend(finding, now)
                mended.append(Tried(finding))
        return [*mended, *refused]


def _label(finding: Finding) -> str:
    return f"{MENDING}{_NAMES.get(type(finding), 'the counting')}"


def _apart(waiting: Sequence[Finding]) -> list[Finding]:
    """Return those of the first kind that have nothing to do with each other: the file is looked through once for all.

    Of entries that overlap, each is in one of them at the most.
    """
    same = [each for each in waiting if type(each) is type(waiting[0])]
    found: list[Finding] = []
    met: set[int] = set()
    for each in same:
        if isinstance(each, Overlap):
            ids = {each.cut.id, each.whole.id}
            if met & ids:
                continue
            met |= ids
        found.append(each)
    return found


def _try(finding: Finding, rows: Rows, now: Now) -> Tried:
    try:
        with rows.step(_label(finding)):
            _mend(finding, rows, now)
    except Refused as error:
        return Tried(finding, str(error))
    return Tried(finding)


def _mend(finding: Finding, rows: Rows, now: Now) -> None:
    match finding:
        case Indexes():
            rows.rebuild_indexes()
        case BadSetting(row_id=row_id):
            rows.delete(rows.row("setting", row_id))
        case BadSchedule(template_id=template_id):
            rows.row("template", template_id).archived_at = now.epoch
        case Told():
            _as_told(rows, finding)
        case Orphans():
            _give_a_home(Change(rows, now), finding)
        case Misfiled(entry=entry, day=day):
            rows.row("time_entry", entry.id).day = day.isoformat()
        case Overlap(cut=entry):
            leave(Change(rows, now), rows.row("time_entry", entry.id), finding.becomes())
        case RunsOnOver(entry=entry, until=until):
            rows.row("time_entry", entry.id).ended_at = until
        case Long(entry=entry) | Twice(entry=entry):
            rows.row("time_entry", entry.id).state = "unresolved"
        case Hole():
            _fill(Change(rows, now), finding)
        case Astray(task_id=task_id, stands=stands, led_to=led_to):
            from_day, to_day = (None if day is None else day.isoformat() for day in (led_to, stands))
            rows.add(TaskMoveRow(task_id=task_id, from_day=from_day, to_day=to_day, at=now.epoch, by="hand"))
        case Counter(day=day, highest=highest):
            rows.day(day).next_number = highest + 1
        case _:
            raise Refused("Nothing can be done about this here.")
    rows.flush()


def _as_told(rows: Rows, finding: Told) -> None:
    """Make a row what the journal tells."""
    if finding.stands is None:
        values = dict(finding.told or ())
        rows.make(finding.table, values if finding.table != "task" else _where_it_stood(rows, values))
        return
    row = rows.row(finding.table, finding.row_id)
    if finding.told is None:
        rows.delete(row)
        return
    for column, value in finding.told:
        setattr(row, column, value)


def _where_it_stood(rows: Rows, values: dict[str, Any]) -> dict[str, Any]:
    """Return a task's values with the day to which it was moved last, be it by itself, and a number free there."""
    moves = rows.moves_of(values["id"])
    if moves:
        values["day"] = max(moves, key=id_of).to_day
    if values["day"] is None:
        return {**values, "number": None}
    day = date.fromisoformat(values["day"])
    if values["number"] is not None and (moves or values["number"] in {task.number for task in rows.tasks_on(day)}):
        values["number"] = rows.next_number(day)
    return values


def _give_a_home(change: Change, finding: Orphans) -> None:
    """Make the row that is missing under the id by which it is known; what says nothing without it goes."""
    if finding.only_labels:
        for table, row_id in finding.left:
            change.rows.delete(change.rows.row(table, row_id))
        return
    title = finding.title or f"Lost {finding.table} {finding.row_id}"
    left = [change.rows.row(table, row_id) for table, row_id in finding.left]
    make = {"client": _client, "project": _project, "template": _template, "task": _task}[finding.table]
    change.rows.make(finding.table, {"id": finding.row_id, **make(change, title, left)})


def _client(change: Change, title: str, left: list[Any]) -> dict[str, Any]:
    del left
    taken = {row.name.casefold() for row in change.rows.clients()}
    return {"name": _free(title, taken)}


def _project(change: Change, title: str, left: list[Any]) -> dict[str, Any]:
    del left
    taken = {row.name.casefold() for row in change.rows.projects_of(None)}
    return {"name": _free(title, taken), "billable": 1}


def _template(change: Change, title: str, left: list[Any]) -> dict[str, Any]:
    """Make an archived template: it comes back no more, and its history has its link again (S7)."""
    dates = [row.occurrence for row in left if row.__tablename__ == "task"]
    return {
        "title": title,
        "notes": "",
        "schedule": "FREQ=DAILY",
        "starts_on": min(dates, default=change.today.isoformat()),
        "rank": 0,
        "archived_at": change.now.epoch,
    }


def _task(change: Change, title: str, left: list[Any]) -> dict[str, Any]:
    """Make a task that is over, on the last day on which it was worked on; open and today's where its timer runs."""
    entries = [row for row in left if row.__tablename__ == "time_entry"]
    runs = any(row.ended_at is None for row in entries)
    day = change.today.isoformat() if runs else max(row.day for row in entries)
    return {
        "day": day,
        "number": change.rows.next_number(change.today) if runs else None,
        "title": title,
        "status": "open" if runs else "dropped",
        "reason": "added",
        "rank": change.last_rank(change.today) + RANK_STEP if runs else 0,
        "first_day": min(row.day for row in entries),
        "created_at": min(row.started_at for row in entries),
    }


def _free(title: str, taken: set[str]) -> str:
    name, number = title, 2
    while name.casefold() in taken:
        name, number = f"{title} {number}", number + 1
    return name


def _fill(change: Change, finding: Hole) -> None:
    """Leave the occurrence's row: to be done where it is today's, else as missed, for nobody knows (S1)."""
    template = next(each for each in ledger.templates(change.rows.reader) if each.id == finding.template_id)
    today = finding.occurrence == change.today and not change.rows.open_tasks_of(template.id)
    reason = "seeded" if today else "lost"
    row = add_occurrence(change.rows, template, finding.occurrence, finding.occurrence, change.now, reason)
    if today:
        rank = change.last_rank(change.today) + RANK_STEP
        row.number, row.rank = change.rows.next_number(change.today), rank
    else:
        row.status = "missed"
