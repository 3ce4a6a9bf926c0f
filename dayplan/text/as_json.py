"""Domain values as JSON: durations in seconds, instants ISO 8601 with offset, days ISO (interface page)."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from dayplan.domain.days import local_offset
from dayplan.domain.unseen import since_seen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from dayplan.domain.model import Day, Now, Receipt, Step, Task, TimeEntry
    from dayplan.domain.unseen import Unseen


def instant(epoch: int | None, zone: str) -> str | None:
    """Write an instant as the wall clock of `zone` showed it, with its offset from UTC."""
    return None if epoch is None else _moment(epoch, local_offset(epoch, zone))


def _moment(epoch: int, offset_s: int) -> str:
    return datetime.fromtimestamp(epoch, timezone(timedelta(seconds=offset_s))).isoformat()


def day_or_null(day: date | None) -> str | None:
    """Write a civil day."""
    return None if day is None else day.isoformat()


def task(task: Task, now: Now) -> dict[str, Any]:
    """Return a task in the shape of `today --json`."""
    return {
        "id": task.id or None,
        "number": task.number,
        "title": task.title,
        "status": task.status,
        "estimate_seconds": task.estimate_s,
        "tracked_seconds": task.tracked_s,
        "tracked_total_seconds": task.tracked_total_s,
        "running": task.running,
        "template": task.template,
        "occurrence": day_or_null(task.occurrence),
        "first_day": day_or_null(task.first_day),
        "carried": task.carried,
        "client": task.client,
        "project": task.project,
        "tags": list(task.tags),
        "notes": task.notes,
        "done_at": instant(task.done_at, now.zone),
    }


def placed(shown: Task, now: Now) -> dict[str, Any]:
    """Return a task with the day that it is planned for: what commands that change tasks answer."""
    return {"day": day_or_null(shown.day), **task(shown, now)}


def day(day: Day) -> dict[str, Any]:
    """Return a day in the shape of `today --json`; what is in question is named only where something is."""
    running = None
    if day.running is not None:
        entry = day.running.entry
        found = since_seen(entry, day.now)
        running = {
            "number": day.running.number,
            "entry": entry.id,
            "started_at": instant(entry.started_at, entry.zone),
            "seconds": entry.seconds(day.now.epoch),
        } | ({} if found is None else {"in_question": unseen(found, entry)})
    return {
        "day": day.day.isoformat(),
        "now": _moment(day.now.epoch, day.now.offset_s),
        "capacity_seconds": day.capacity_s,
        "planned_seconds": day.planned_s,
        "tracked_seconds": day.tracked_s,
        "running": running,
        "tasks": [task(each, day.now) for each in day.tasks],
    } | ({"undecided_seconds": day.undecided_s} if day.undecided_s else {})


def entry(entry: TimeEntry, now: Now) -> dict[str, Any]:
    """Return a time entry in the shape of `log --json`, in the zone in which it was made (D3)."""
    said = {} if entry.billable is None else {"billable": entry.billable}
    return {
        "id": entry.id,
        "task_id": entry.task_id,
        "title": entry.title,
        "day": entry.day.isoformat(),
        "started_at": instant(entry.started_at, entry.zone),
        "ended_at": instant(entry.ended_at, entry.zone),
        "seconds": entry.seconds(now.epoch),
        "zone": entry.zone,
        "note": entry.note,
        "state": entry.state,
        **said,
    }


def unseen(found: Unseen, entry: TimeEntry) -> dict[str, Any]:
    """Return time that nobody saw: why it is in question, and when it was (T6)."""
    return {
        "why": found.why,
        "from": instant(found.start, entry.zone),
        "to": instant(found.end, entry.zone),
        "unseen_seconds": found.seconds if found.slept_s is None else found.slept_s,
    }


def receipt(receipt: Receipt) -> dict[str, Any]:
    """Return what seeding did."""
    return {
        "day": receipt.day.isoformat(),
        "seeded": list(receipt.seeded),
        "carried": list(receipt.carried),
        "missed": list(receipt.missed),
        "skipped": [{"title": title, "reason": reason} for title, reason in receipt.skipped],
        "stood_for": list(receipt.stood_for),
    }


def step(step: Step, now: Now) -> dict[str, Any]:
    """Return one step of the history."""
    return {"step": step.step, "at": instant(step.at, now.zone), "label": step.label, "undone": step.undone}
