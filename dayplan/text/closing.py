"""Closing a day in words: planned against actual, what is left, and what comes next (Z5)."""

from __future__ import annotations

from datetime import timedelta

from dayplan.domain.closing import Closing, Elsewhere, Next, difference_s
from dayplan.domain.days import format_day, times_in
from dayplan.domain.intervals import days_of
from dayplan.domain.shares import write_shared
from dayplan.domain.steering import apart
from dayplan.domain.wording import counted, format_duration, long_day, minutes_left, to_minutes
from dayplan.text.cells import fitted, width_of
from dayplan.text.day import closed_words, note_lines, number_words, running_lines, shared_estimates, size_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dayplan.domain.model import Day, Task, TimeEntry
    from dayplan.text.paint import Paint

_DAY = timedelta(days=1)
_WIDEST_TITLE = 48


def size_words(closing: Closing) -> tuple[str, ...]:
    """Say what the day adds up to: done, planned, tracked, and the difference."""
    day = closing.day
    done = size_of(day, day.tracked_s, day.left_s).done
    planned, tracked = closing.planned_s, day.tracked_s
    words = [done, f"{format_duration(tracked)} tracked" if tracked else "nothing tracked"]
    words.append(f"{format_duration(planned)} planned" if planned else "nothing planned")
    words[-1] += f" of {format_duration(day.capacity_s)}" if planned and day.capacity_s else ""
    if planned and tracked:
        more = to_minutes(tracked) - to_minutes(planned)
        less = "more" if more > 0 else "less"
        words.append(f"{format_duration(abs(more) * 60)} {less} than planned" if more else "as planned")
    return tuple(word for word in words if word)


def difference(task: Task) -> str:
    """Say how a task went against its estimate: `10m more`, `5m less`, `as planned`, `1h30 left`."""
    if task.status not in ("open", "done"):
        return task.status
    more = difference_s(task)
    if task.status == "open":
        if more is None:
            return ""
        words = f"{format_duration(-more)} left" if more < 0 else f"{format_duration(more)} over" if more else "used up"
    elif more is None:
        return "" if task.tracked_total_s else "no time recorded"
    else:
        words = f"{format_duration(abs(more))} {'more' if more > 0 else 'less'}" if more else "as planned"
    before = task.tracked_total_s - task.tracked_s
    return f"{words}, {format_duration(before)} before" if to_minutes(before) else words


def whereabouts(found: Elsewhere, day: Day) -> str:
    """Say where a task stands that is not on this day."""
    task, today = found.task, day.today
    if task.day is None:
        return "moved to the inbox" if found.moved else "in the inbox"
    near = {today: "today", today + _DAY: "tomorrow"}
    there = near.get(task.day) or long_day(task.day, today)
    on = "" if task.day in near else "on "
    if task.status != "open":
        return f"{task.status} {on}{there}"
    return f"moved to {there}" if found.moved else f"stands {on}{there}"


def next_words(following: Next, day: Day) -> tuple[str, str, bool]:
    """Say what the following working day will hold: its name, its size, and whether that is too much (Z1)."""
    name = "Today" if following.day == day.today else long_day(following.day, day.today)
    if not following.task_count:
        return name, "nothing planned", False
    size = f"{counted(following.task_count, 'task')}, {format_duration(following.needs_s)}"
    if following.tracked_s:
        size += f" to do, {format_duration(following.tracked_s)} tracked"
    elif following.capacity_s:
        size += f" of {format_duration(following.capacity_s)}"
    if not following.capacity_s:
        return name, size, False
    left = minutes_left(following.left_s)
    return name, f"{size}, {format_duration(abs(left) * 60)} {'too much' if left < 0 else 'free'}", left < 0


def entry_times(entry: TimeEntry, day: Day, to: str) -> str:
    """Write when an entry was, in the zone it was made in, `to` between; with its day where it is not the one shown."""
    end = entry.ended_at if entry.ended_at is not None else day.now.epoch
    written = times_in(entry.started_at, end, entry.zone, day.settings.clock_24, to)
    return written if entry.day == day.day else f"{long_day(entry.day, day.today)}, {written}"


def entry_length(entry: TimeEntry, day: Day) -> str:
    """Write how long an entry lasted; of one that is on a past day only in part, how much is (T8)."""
    whole = entry.seconds(day.now.epoch)
    here = dict(days_of(entry, day.now)).get(day.day, whole)
    if day.day == day.today or here == whole:
        return format_duration(whole)
    return f"{format_duration(here)} of {format_duration(whole)}"


def times_of_tasks(closing: Closing) -> dict[Task, tuple[str, str]]:
    """Write what was planned and what was tracked of each task on this day, so that each column adds up to its sum."""
    tasks = closing.tasks
    times = zip(shared_estimates(tasks, closing.planned), write_shared([task.tracked_s for task in tasks]), strict=True)
    return dict(zip(tasks, times, strict=True))


def closing_lines(closing: Closing, paint: Paint) -> list[str]:
    """Lay out what `dayplan close` prints."""
    day = closing.day
    dot = f" {paint.glyphs.dot} "
    closed = closed_words(day)
    lines = [paint.bold(long_day(day.day, day.today)) + (f"{dot}{closed}" if closed else "")]
    lines.append(dot.join(size_words(closing)))
    if day.tasks or closing.elsewhere:
        lines += ["", *_table(closing, paint)]
    lines += ["", *_open_ends(closing, paint)]
    name, size, over = next_words(closing.next, day)
    lines.append(f"{name}: {paint.bad(size) if over else size}")
    if day.note:
        lines += ["", *note_lines(day)]
    return lines


def _table(closing: Closing, paint: Paint) -> list[str]:
    day = closing.day
    numbers = [number_words(task.number, day) for task in day.tasks]
    number_width = max([2, *map(len, numbers)])
    rows = [
        (f"{number:>{number_width}} {paint.glyphs.of(task)}", task, difference(task), task.status == "open")
        for number, task in zip(numbers, day.tasks, strict=True)
    ]
    rows += [
        (f"{'':{number_width}} {paint.glyphs.moved}", each.task, whereabouts(each, closing.day), False)
        for each in closing.elsewhere
    ]
    width = min(_WIDEST_TITLE, max(width_of(task.title) for _, task, _, _ in rows))
    if paint.width is not None:
        width = min(width, max(12, paint.width - 43 - number_width))
    lines = [paint.quiet(f"{'':{number_width + 3 + width}}  planned  tracked")]
    times = times_of_tasks(closing)
    for sign, task, words, is_open in rows:
        title = fitted(task.title, width, paint.glyphs.ellipsis)
        planned, tracked = times[task]
        more = difference_s(task)
        shown = paint.bad(words) if task.status in ("open", "done") and more and more > 0 else words
        name = paint.bold(title) if is_open else title
        lines.append(f"{sign} {name}  {planned:>7}  {tracked:>7}  {shown}".rstrip())
    return lines


def _open_ends(closing: Closing, paint: Paint) -> list[str]:
    """Say what is left to decide, each with the command that does it."""
    day = closing.day
    lines = [
        f"{entry_times(entry, day, paint.glyphs.times)} {apart(entry.title)}: "
        f"{entry_length(entry, day)} to decide about, in no total until then"
        for entry in closing.undecided
    ]
    if lines:
        lines.append("  dayplan log resolve decides about it.")
    if day.day == day.today and day.running is not None:
        lines += [*running_lines(day, paint), "  dayplan stop ends it."]
    if closing.unfinished:
        numbers = " ".join(str(task.number) for task in closing.unfinished if task.number is not None)
        following = format_day(closing.next.day, day.settings.date_format)
        when = "tomorrow" if (closing.next.day - day.today).days == 1 else following
        how = f"move {numbers} {when}" if day.day == day.today else "seed --bring-in"
        lines.append(f"{counted(len(closing.unfinished), 'task')} unfinished: dayplan {how}")
    return lines
