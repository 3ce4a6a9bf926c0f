"""`dayplan log`: the time recorded, by day."""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from dayplan.cli.call import Call
from dayplan.cli.parser import Parser, Run, entry_number, note_twice, one_ref
from dayplan.domain.clock_times import WHOLE_DAY_S, NotATime
from dayplan.domain.days import format_day, times_in
from dayplan.domain.durations import LONG
from dayplan.domain.entry import NotADay, Ref, parse_past_day, parse_ref
from dayplan.domain.intervals import days_of
from dayplan.domain.model import BILLABLE, TimeEntry
from dayplan.domain.ranges import parse_range
from dayplan.domain.shares import write_shared
from dayplan.domain.steering import apart
from dayplan.domain.typed_times import reader_for, reader_of, split_at
from dayplan.domain.unseen import LONG_RUN_S
from dayplan.domain.wording import format_duration, long_day
from dayplan.errors import BadInput, NotFound
from dayplan.storage import browse
from dayplan.text import as_json

_TIMES = re.compile(r".*[0-9].*|[-–—]|to|until|till|now|noon|midday|midnight|[ap]m", re.IGNORECASE)
"""Words that times are made of."""

if TYPE_CHECKING:
    from dayplan.planner.entries import Edited


def log_list(parser: Parser) -> Run:
    """`log [DAY]`."""
    parser.add_argument("day", nargs="*", help="yesterday, last fri, last week, week 48, all time; today unless said")
    parser.add_argument("--from", dest="first", metavar="DAY", help="the first day")
    parser.add_argument("--to", dest="last", metavar="DAY", help="the last day, included")
    return _log


def _log(given: Namespace, call: Call) -> None:
    first, last = _range(given, call)
    reader = call.reader()
    entries: tuple[TimeEntry, ...] = ()
    if reader is not None:
        with reader:
            entries = browse.entries_over(reader, first, last, call.now)
        reader.close()
    if given.json:
        call.show([as_json.entry(entry, call.now) for entry in entries])
    elif entries:
        call.say(_lines(call, entries, first, last))
    else:
        call.note("No time was recorded then.")


def _range(given: Namespace, call: Call) -> tuple[date, date]:
    today, settings = call.today(), call.settings()
    if given.day:
        if given.first or given.last:
            raise BadInput("Give days in words, or --from and --to, not both.")
        found = parse_range(" ".join(given.day), today, settings.week_start, settings.date_format)
        return found.first, found.last
    last = parse_past_day(given.last, today, settings.week_start, settings.date_format) if given.last else today
    first = min(today, last)
    if given.first:
        first = parse_past_day(given.first, today, settings.week_start, settings.date_format)
    if first > last:
        begins, ends = (format_day(day, settings.date_format) for day in (first, last))
        raise BadInput(f"--from is {begins}, after --to, which is {ends}: swap them.")
    return first, last


def _parts(entry: TimeEntry, call: Call, first: date, last: date) -> list[tuple[date, int]]:
    """Return the days of the range on which an entry lies, with its seconds there (T8)."""
    return [(day, seconds) for day, seconds in days_of(entry, call.now) if first <= day <= last]


def _lines(call: Call, entries: tuple[TimeEntry, ...], first: date, last: date) -> list[str]:
    settings, today, paint = call.settings(), call.today(), call.paint
    width = max(len(str(entry.id)) for entry in entries)
    lines: list[str] = []
    placed = [(day, seconds, entry) for entry in entries for day, seconds in _parts(entry, call, first, last)]
    for day, of_day in groupby(sorted(placed, key=itemgetter(0)), key=itemgetter(0)):
        several = list(of_day)
        counted = [seconds * (entry.state == "kept") for _, seconds, entry in several]
        waiting = [seconds * (entry.state != "kept") for _, seconds, entry in several]
        words = [paint.bold(long_day(day, today)), format_duration(sum(counted))]
        words += [f"{format_duration(sum(waiting))} unresolved"] if any(waiting) else []
        lines += [""] if lines else []
        lines.append(f" {paint.glyphs.dot} ".join(words))
        shown = zip(write_shared(counted), write_shared(waiting), strict=True)
        for (_, seconds, entry), (took, in_question) in zip(several, shown, strict=True):
            times = times_in(entry.started_at, entry.ended_at, entry.zone, settings.clock_24, paint.glyphs.times)
            times = f"{times:<11}" if settings.clock_24 else f"{times:<15}"
            whole = entry.seconds(call.now.epoch)
            took = f"{took or in_question or format_duration(0):>6}"
            if entry.ended_at is None:
                times, took = paint.good(times), paint.good(took)
            aside = "" if entry.zone == call.now.zone else f"  ({entry.zone})"
            aside += "" if seconds == whole else f"  (of {format_duration(whole)})"
            aside += "" if entry.state == "kept" else "  to decide"
            aside += "  over 12 hours" if entry.state == "kept" and whole > LONG_RUN_S else ""
            aside += _billed(entry)
            aside += f"  {entry.note}" if entry.note else ""
            lines.append(
                f"{paint.quiet(f'#{entry.id:<{width}}')}  {times}  {took}  {apart(entry.title)}{paint.quiet(aside)}"
            )
    return lines


def log_add(parser: Parser) -> Run:
    """`log add TASK [DAY] 9:00-10:30`."""
    parser.takes_times = True
    parser.add_argument("words", nargs="+", help="the task; then the times, and before them a day that is not today")
    parser.add_argument("--note", default="", help="what was done")
    _takes_adjust(parser)
    return _add


def _add(given: Namespace, call: Call) -> None:
    task, start, end = _task_and_times(given.words, call)
    _show_edited(
        given, call, call.planner.entries.add(task, start, end, call.now, note=given.note, adjust=given.adjust)
    )


def log_edit(parser: Parser) -> Run:
    """`log edit NUMBER ...`."""
    _takes_number(parser)
    parser.add_argument("--start", metavar="TIME", help="when it began")
    parser.add_argument("--end", metavar="TIME", help="when it ended; one that runs is stopped by it")
    parser.add_argument("--boundary", metavar="TIME", help="its end, and the start of the entry after it, at once")
    parser.add_argument("--task", metavar="TASK", help="the task it was spent on")
    parser.add_argument("--note", help="what was done")
    parser.add_argument("--billable", choices=BILLABLE, help="whether it is billed; usual is as its project says")
    _takes_adjust(parser)
    return _edit


def _edit(given: Namespace, call: Call) -> None:
    from dayplan.planner.entries import EntryEdit  # SQLModel, which listing can do without

    entry = find_entry(given.number, call)
    reader = reader_of(entry, call.now, call.settings())
    if given.adjust and given.boundary is None and given.start is None and given.end is None:
        raise BadInput("--adjust cuts what new times overlap: give --start or --end with it.")
    if given.boundary is not None:
        others = (given.start, given.end, given.task, given.note, given.billable, given.adjust or None)
        if any(value is not None for value in others):
            raise BadInput("--boundary moves two entries at once, so it stands alone: change the rest by itself.")
        at = reader.time(given.boundary, after=entry.started_at, within=WHOLE_DAY_S)
        note_twice(call, reader, (given.boundary, at))
        _show_edited(given, call, call.planner.entries.boundary(entry.id, at, call.now))
        return
    start = None if given.start is None else reader.time(given.start, before=entry.ended_at or call.now.epoch)
    began = entry.started_at if start is None else start
    within = LONG if entry.ended_at is not None else WHOLE_DAY_S  # of what runs it is read as `stop --at` does
    end = None if given.end is None else reader.time(given.end, after=began, within=within)
    edit = EntryEdit(
        start=start,
        end=end,
        task=None if given.task is None else parse_ref(given.task),
        note=given.note,
        billable=given.billable,
    )
    if edit == EntryEdit():
        raise BadInput("Say what to change: --start, --end, --boundary, --task, --note or --billable.")
    note_twice(call, reader, *((typed, at) for typed, at in ((given.start, start), (given.end, end)) if at is not None))
    _show_edited(given, call, call.planner.entries.edit(entry.id, edit, call.now, adjust=given.adjust))


def log_split(parser: Parser) -> Run:
    """`log split NUMBER TIME`."""
    _takes_number(parser)
    parser.takes_times = True
    parser.add_argument("at", help="a time within it, or how long its first part is: 45m")
    return _split


def _split(given: Namespace, call: Call) -> None:
    entry = find_entry(given.number, call)
    reader = reader_of(entry, call.now, call.settings())
    at = split_at(given.at, entry, reader)
    note_twice(call, reader, (given.at, at))
    _show_edited(given, call, call.planner.entries.split(entry.id, at, call.now))


def log_cut(parser: Parser) -> Run:
    """`log cut 12:30-13:15`."""
    parser.takes_times = True
    parser.add_argument("words", nargs="+", help="the times, and before them a day that is not today")
    return _cut


def _cut(given: Namespace, call: Call) -> None:
    start, end = _times(given.words, call)
    _show_edited(given, call, call.planner.entries.cut(start, end, call.now))


def log_delete(parser: Parser) -> Run:
    """`log delete NUMBER`."""
    _takes_number(parser)

    def run(given: Namespace, call: Call) -> None:
        words = call.planner.entries.delete(given.number, call.now)
        if given.json:
            call.show({"deleted": given.number})
        else:
            call.say([call.advice(f"Deleted #{given.number} {words}; dayplan undo brings it back")])

    return run


def _takes_number(parser: Parser) -> None:
    parser.add_argument("number", type=entry_number, help="its number in `dayplan log`")


def _takes_adjust(parser: Parser) -> None:
    parser.add_argument("--adjust", action="store_true", help="cut what overlaps; without it, that is only shown")


def find_entry(number: int, call: Call) -> TimeEntry:
    """Return an entry by its number. Raises `NotFound`."""
    reader = call.reader_of_today()
    found = browse.entries(reader, entry_id=number)
    reader.close()
    if not found:
        raise NotFound(f"There is no time entry #{number}: dayplan log lists them.")
    return found[0]


def _task_and_times(words: list[str], call: Call) -> tuple[Ref, int, int]:
    """Take `2 9:00-10:30` or `proposals yesterday 9:00-10:30` apart."""
    for start in range(1, len(words)):
        try:
            begin, end = _times(words[start:], call)
        except (NotATime, NotADay):
            continue
        return one_ref(words[:start]), begin, end
    times = len(words)
    while times > 1 and _TIMES.fullmatch(words[times - 1]):
        times -= 1
    if times < len(words):
        _times(words[times:], call)  # says what is wrong with them
    raise BadInput("Name a task and its times, as in: dayplan log add 2 9:00-10:30")


def _times(words: list[str], call: Call) -> tuple[int, int]:
    typed = reader_for(call.now, call.settings()).stretch(" ".join(words))
    if typed.notice:
        call.note(typed.notice)
    return typed.start, typed.end


def _show_edited(given: Namespace, call: Call, edited: Edited) -> None:
    if given.json:
        shown = [as_json.entry(entry, call.now) for entry in edited.entries]
        call.show({"entries": shown, "losses": list(edited.losses)})
        return
    for loss in edited.losses:
        call.note(loss.replace(" would become ", " is now ").replace(" would be gone", " is gone"))
    call.say(changed_lines(edited.entries, call))
    for entry in edited.entries:
        if entry.seconds(call.now.epoch) > LONG_RUN_S:
            call.note("That is more than 12 hours. If it should be less: dayplan undo takes it back.")


def changed_lines(entries: Sequence[TimeEntry], call: Call) -> list[str]:
    """Write what entries are now, each on a line."""
    settings, today, lines = call.settings(), call.today(), []
    for entry in entries:
        times = times_in(entry.started_at, entry.ended_at, entry.zone, settings.clock_24, call.paint.glyphs.times)
        took = format_duration(entry.seconds(call.now.epoch))
        aside = "" if entry.zone == call.now.zone else f"  ({entry.zone})"
        aside += "" if entry.day == today else f"  {long_day(entry.day, today)}"
        aside += "" if entry.state == "kept" else "  to decide"
        aside += _billed(entry)
        aside += f"  {entry.note}" if entry.note else ""
        lines.append(f"#{entry.id}  {times}  {took}  {apart(entry.title)}{aside}")
    return lines


def _billed(entry: TimeEntry) -> str:
    """Say what was said of an entry alone; most are as their project has it."""
    return "" if entry.billable is None else "  billable" if entry.billable else "  not billable"
