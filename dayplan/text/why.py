"""Why a task is here, and why it is as it is: from the ledger, its moves and its template (S11)."""

from __future__ import annotations

from dayplan.domain.days import format_clock, local_offset
from dayplan.domain.model import Detail, Move, Now, Settings, Task, Template
from dayplan.domain.schedule import in_words
from dayplan.domain.wording import counted, format_duration, long_day
from dayplan.storage import browse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from dayplan.storage.reader import Reader


def why_task(reader: Reader, task_id: int, now: Now) -> list[str]:
    """Return the reasons for one task, the earliest first; empty when it is gone."""
    detail = browse.detail(reader, task_id, now)
    if detail is None:
        return []
    settings = reader.settings()
    template = next((t for t in browse.templates(reader) if t.id == detail.task.template_id), None)
    today = browse.today_of(reader, now)
    origin = _origin(detail.task, template, now, settings)
    moves = [_move(move, today) for move in reversed(detail.moves)]
    return [*origin, *moves, *_state(detail, now, settings)]


def why_projected(reader: Reader, task: Task, settings: Settings) -> list[str]:
    """Return the reasons for a task that a day to come will be seeded with."""
    del settings
    template = next((t for t in browse.templates(reader) if t.id == task.template_id), None)
    if template is None or task.day is None:
        return []
    return [
        f"The template “{template.title}” is due {in_words(template.schedule)}; this is one of its dates.",
        "It will be seeded when that day begins; nothing is written until then.",
    ]


def _origin(task: Task, template: Template | None, now: Now, settings: Settings) -> list[str]:
    at = f"{long_day(task.first_day, task.first_day)}" if task.first_day else "no day"
    if template is None or task.occurrence is None:
        clock = format_clock(task.created_at, local_offset(task.created_at, now.zone), settings.clock_24)
        where = f"for {at}" if task.first_day else "to the inbox"
        return [f"You added it {where}, at {clock}."]
    due = f"The template “{template.title}” is due {in_words(template.schedule)}"
    date_of = long_day(task.occurrence, task.occurrence)
    reasons = {
        "asked": f"{due}. {date_of} is a day off: you planned it all the same.",
        "first_start": f"{due}. The very first start seeds it whatever the day of the week.",
        "not_opened": f"{due}, and so on {date_of}. That day was never opened, so it was missed.",
        "stood_for": f"{due}, and so on {date_of}. An earlier task of it was kept open and stands for this one.",
        "away": f"{due}, and so on {date_of}. That was an away day, so it was left out.",
    }
    lines = [reasons.get(task.reason, f"{due}, and so on {date_of}: that day was seeded with it.")]
    if task.reason == "replaced":
        lines.append("Its next occurrence fell due before it was done, and took its place.")
    return lines


def _move(move: Move, today: date) -> str:
    there = "the inbox" if move.to_day is None else long_day(move.to_day, today)
    here = "the inbox" if move.from_day is None else long_day(move.from_day, today)
    if move.from_day == move.to_day:
        return f"You decided to keep it on {there}."
    if move.by == "carried":
        return f"It was unfinished on {here}, so it was carried over to {there}."
    return f"You moved it from {here} to {there}."


def _state(detail: Detail, now: Now, settings: Settings) -> list[str]:
    task = detail.task
    lines = []
    if task.edited:
        lines.append("You changed its title, so a new occurrence does not replace it.")
    if detail.entries:
        total = format_duration(task.tracked_total_s)
        lines.append(
            f"{total} were recorded on it, in {counted(len(detail.entries), 'entry').replace('entrys', 'entries')}."
        )
    if task.done_at is not None:
        clock = format_clock(task.done_at, local_offset(task.done_at, now.zone), settings.clock_24)
        lines.append(f"You ticked it at {clock}.")
    elif task.status == "skipped" and task.reason not in ("stood_for", "away"):
        lines.append("You skipped it: it comes back on its next date.")
    elif task.status == "dropped":
        lines.append("You dropped it: it was given up, and its time stays.")
    return lines
