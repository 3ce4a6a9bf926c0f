"""One day as plain text: what `dayplan today` prints. Everything here is on the fast path."""

from __future__ import annotations

from dayplan.domain.days import clock_in, day_of, format_day
from dayplan.domain.names import write_owner_word
from dayplan.domain.record import NamedTuple
from dayplan.domain.shares import share_minutes, write_shared
from dayplan.domain.steering import apart
from dayplan.domain.unseen import since_seen
from dayplan.domain.wording import (
    WEEKDAYS,
    format_duration,
    format_minutes,
    how_far,
    long_day,
    minutes_left,
    to_minutes,
)
from dayplan.text.cells import fitted, width_of
from dayplan.text.unseen import HOW, what_happened

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from dayplan.domain.model import Day, MovedTask, Now, Task
    from dayplan.text.paint import Paint


class Size(NamedTuple):
    """The day's size in words (Z1); parts that do not apply are empty."""

    done: str
    planned: str
    tracked: str
    verdict: str
    over: bool


def size_of(day: Day, tracked_s: int, left_s: int) -> Size:
    """Put the day's size into words; tracked and left are handed in, for a planner lets them count on (Z1)."""
    count = day.countable
    done = f"{day.done}/{count} done" if count and day.day <= day.today else f"{count} to do" if count else ""
    tracked = f"{format_duration(tracked_s)} tracked" if tracked_s else ""
    missed = sum(task.status == "missed" for task in day.tasks)
    planned = "" if missed else "nothing planned"
    if count:
        planned = f"{format_duration(day.planned_s)} planned"
        planned += f" of {format_duration(day.capacity_s)}" if day.capacity_s else ""
    verdict, over = "", False
    if day.day < day.today and missed:
        verdict = f"{missed} missed"
    if day.day >= day.today and day.capacity_s:
        left = minutes_left(left_s)
        over = left < 0
        verdict = f"{format_duration(abs(left) * 60)} {'too much' if over else 'free'}"
    elif day.day >= day.today and count:
        verdict = "a day off"
    return Size(done, planned, tracked, verdict, over)


def day_lines(day: Day, paint: Paint) -> list[str]:
    """Lay a day out: its name and size, a line a task, what moved on, and what runs."""
    lines = [_name(day, paint), _size(day, paint)]
    if day.tasks:
        lines += ["", *_tasks(day, paint)]
    lines += [_moved(task, day, paint) for task in day.moved]
    if day.note:
        lines += ["", *note_lines(day)]
    if day.running is not None:
        lines += ["", *running_lines(day, paint)]
    if day.undecided_s:
        lines += ["", f"{format_duration(day.undecided_s)} of time to decide about: dayplan log resolve"]
    if day.tasks and day.day == day.today and day.seeded and day.unsettled:
        lines += ["", f"{day.unsettled} open from earlier days: dayplan seed --bring-in"]
    return lines


def running_lines(day: Day, paint: Paint) -> list[str]:
    """Say what runs, since when and for how long, and what of that nobody saw (T2)."""
    if day.running is None:
        return []
    entry = day.running.entry
    seconds = entry.seconds(day.now.epoch)
    since = clock_in(entry.started_at, day.now.zone, day.settings.clock_24)
    mark = paint.good(paint.glyphs.running)
    lines = [f"{mark} {paint.bold(apart(entry.title))} since {since}, {paint.good(format_duration(seconds))}"]
    if (found := since_seen(entry, day.now)) is not None:
        lines.append(f"  {what_happened(found, entry, day.now, day.settings)} {HOW}")
    return lines


def whose(client: str | None, project: str | None) -> str:
    """Return for whom a task is, as it would be typed: `@acme/site`."""
    return apart(write_owner_word(client, project)) if client or project else ""


def closed_words(day: Day) -> str:
    """Say that a day was closed, and when if that was on the same day; nothing where it was not (Z5)."""
    if day.closed_at is None:
        return ""
    if day_of(day.closed_at, day.now.zone, day.settings.day_start_s) != day.day:
        return "closed"
    return f"closed {clock_in(day.closed_at, day.now.zone, day.settings.clock_24)}"


def note_lines(day: Day) -> list[str]:
    """Lay out the note of a day."""
    first, *others = day.note.splitlines()
    return [f"Note: {first}", *(f"      {line}".rstrip() for line in others)]


def _name(day: Day, paint: Paint) -> str:
    asides = [part for part in (how_far(day.day, day.today), closed_words(day)) if part]
    return f" {paint.glyphs.dot} ".join([paint.bold(long_day(day.day, day.today)), *asides])


def _size(day: Day, paint: Paint) -> str:
    size = size_of(day, day.tracked_s, day.left_s)
    verdict = size.verdict if day.day < day.today else (paint.bad if size.over else paint.good)(size.verdict)
    parts = [part for part in (size.done, paint.quiet(size.planned), size.tracked, verdict) if part]
    return f" {paint.glyphs.dot} ".join(parts)


def number_words(number: int | None, day: Day) -> str:
    """Write a task's number as every command takes it: `3` today, `fri:3` or `2026-11-20:3` on another day."""
    if number is None or day.day == day.today:
        return str(number or "")
    ahead = (day.day - day.today).days
    if ahead == -1:
        return f"yesterday:{number}"
    near = WEEKDAYS[day.day.weekday()][:3].lower() if 0 < ahead < 7 else format_day(day.day, day.settings.date_format)
    return f"{near}:{number}"


def _tasks(day: Day, paint: Paint) -> list[str]:
    tasks = day.tasks
    numbers = [number_words(task.number, day) for task in tasks]
    number_width = max([2, *map(len, numbers)])
    titles = [_title(task, paint) for task in tasks]
    title_width = max(map(width_of, titles))
    owners = [whose(task.client, task.project) for task in tasks]
    if paint.width is not None:
        owner_width = min(max(map(width_of, owners)), paint.width // 4)
        owners = [fitted(owner, owner_width, paint.glyphs.ellipsis) if owner else "" for owner in owners]
        room = paint.width - number_width - 3 - 2 - 14 - (owner_width + 2 if owner_width else 0)
        title_width = min(title_width, max(room, 12))
    lines = []
    times = spent_words(tasks, paint.glyphs.times)
    for task, written, title, owner, spent in zip(tasks, numbers, titles, owners, times, strict=True):
        mark = paint.glyphs.of(task)
        number = f"{written:>{number_width}}"
        name = fitted(title, title_width, paint.glyphs.ellipsis)
        if task.running:
            mark, name, spent = paint.good(mark), paint.bold(name), paint.good(spent)
        elif task.estimate_s and task.tracked_total_s > task.estimate_s:
            spent = paint.bad(spent)
        elif task.status != "open":
            mark, name, spent = paint.quiet(mark), paint.quiet(name), paint.quiet(spent)
        columns = [f"{paint.quiet(number)} {mark} {name}", spent, paint.owner(owner.rstrip())]
        lines.append("  ".join(columns if owner else columns[:2]).rstrip())
    return lines


def _title(task: Task, paint: Paint) -> str:
    return f"{task.title} {paint.glyphs.carried}{task.carried}" if task.carried >= 3 else task.title


def counts_on(day: Day, now: Now, *, read_again: bool) -> bool:
    """Whether a day is to be read again while a timer runs: now and then, and when its time reads a minute more."""
    then = day.tracked_s + now.epoch - day.now.epoch
    return day.running is not None and (read_again or to_minutes(then) != to_minutes(day.tracked_s))


def spent_words(tasks: Sequence[Task], none: str) -> list[str]:
    """Return each task's time against its estimate, aligned at the stroke: 14 cells.

    The day's own time of the tasks adds up to its sum, and so do the estimates that are planned for it (Z1).
    """
    estimates = shared_estimates(tasks, [(task.estimate_s or 0) * (task.status in ("open", "done")) for task in tasks])
    found = []
    for task, whole, estimate in zip(tasks, minutes_of(tasks), estimates, strict=True):
        spent = task.tracked_total_s or task.running or estimate
        tracked = format_minutes(whole, task.tracked_total_s) if task.tracked_total_s or task.running else none
        found.append(f"{tracked if spent else '':>6}{f' / {estimate:<5}' if estimate else '':8}")
    return found


def minutes_of(tasks: Sequence[Task]) -> list[int]:
    """Return the minutes of each task's whole time: its share of what all had on the day, and what it had before."""
    shares = share_minutes([task.tracked_s for task in tasks])
    return [
        share + to_minutes(task.tracked_total_s - task.tracked_s) for share, task in zip(shares, tasks, strict=True)
    ]


def shared_estimates(tasks: Sequence[Task], counted: Sequence[int]) -> list[str]:
    """Write the estimate of each task; `counted` is what of each is planned, which adds up to its sum."""
    return [
        words or (format_duration(task.estimate_s) if task.estimate_s else "")
        for words, task in zip(write_shared(counted), tasks, strict=True)
    ]


def _moved(task: MovedTask, day: Day, paint: Paint) -> str:
    return paint.quiet(f"   {paint.glyphs.moved} {apart(task.title)}: {moved_words(task, day)}")


def moved_words(task: MovedTask, day: Day) -> str:
    """Say where a task went that was planned for this day (C2)."""
    there = "the inbox" if task.to_day is None else long_day(task.to_day, day.today)
    return f"moved to {there}" if task.status == "open" or task.to_day is None else f"{task.status} on {there}"
