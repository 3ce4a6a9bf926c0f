"""`dayplan log`: the time recorded, by day."""

from __future__ import annotations

from argparse import Namespace
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter

from dayplan.cli.call import Call
from dayplan.cli.parser import Parser, Run
from dayplan.domain.days import format_clock, local_offset
from dayplan.domain.entry import parse_past_day
from dayplan.domain.intervals import split
from dayplan.domain.model import TimeEntry
from dayplan.domain.wording import format_duration, long_day
from dayplan.errors import BadInput
from dayplan.storage import browse
from dayplan.text import as_json

_DAY = timedelta(days=1)


def log(parser: Parser) -> Run:
    """`log [DAY]`."""
    parser.add_argument("day", nargs="*", help="one day: yesterday, last fri, 2026-12-01; today unless said")
    parser.add_argument("--from", dest="first", metavar="DAY", help="the first day")
    parser.add_argument("--to", dest="last", metavar="DAY", help="the last day, included")
    return _log


def _log(given: Namespace, call: Call) -> None:
    first, last = _range(given, call)
    reader = call.reader()
    entries: tuple[TimeEntry, ...] = ()
    if reader is not None:
        with reader:
            around = browse.entries(reader, first - _DAY, last)
        entries = tuple(entry for entry in around if _parts(entry, call, first, last))
        reader.close()
    if given.json:
        call.show([as_json.entry(entry, call.now) for entry in entries])
    elif entries:
        call.say(_lines(call, entries, first, last))
    else:
        call.note("No time was recorded then.")


def _range(given: Namespace, call: Call) -> tuple[date, date]:
    today, week_start = call.today(), call.settings().week_start
    if given.day:
        if given.first or given.last:
            raise BadInput("Give one day, or --from and --to, not both.")
        day = parse_past_day(" ".join(given.day), today, week_start)
        return day, day
    last = parse_past_day(given.last, today, week_start) if given.last else today
    first = parse_past_day(given.first, today, week_start) if given.first else min(today, last)
    if first > last:
        raise BadInput(f"--from is {first}, after --to, which is {last}: swap them.")
    return first, last


def _parts(entry: TimeEntry, call: Call, first: date, last: date) -> list[tuple[date, int]]:
    """Return the days of the range on which an entry lies, with its seconds there (T8)."""
    end = call.now.epoch if entry.ended_at is None else entry.ended_at
    parts = split(entry.started_at, end, entry.zone, entry.day_start_s) or [(entry.day, 0)]
    return [(day, seconds) for day, seconds in parts if first <= day <= last]


def _lines(call: Call, entries: tuple[TimeEntry, ...], first: date, last: date) -> list[str]:
    settings, today, paint = call.settings(), call.today(), call.paint
    width = max(len(str(entry.id)) for entry in entries)
    lines: list[str] = []
    placed = [(day, seconds, entry) for entry in entries for day, seconds in _parts(entry, call, first, last)]
    for day, of_day in groupby(sorted(placed, key=itemgetter(0)), key=itemgetter(0)):
        several = list(of_day)
        total = sum(seconds for _, seconds, entry in several if entry.state == "kept")
        lines += [""] if lines else []
        lines.append(f"{paint.bold(long_day(day, today))} {paint.glyphs.dot} {format_duration(total)}")
        for _, seconds, entry in several:
            begin = format_clock(entry.started_at, local_offset(entry.started_at, entry.zone), settings.clock_24)
            end = "now"
            if entry.ended_at is not None:
                end = format_clock(entry.ended_at, local_offset(entry.ended_at, entry.zone), settings.clock_24)
            times = f"{begin}{paint.glyphs.times}{end}"
            times = f"{times:<11}" if settings.clock_24 else f"{times:<15}"
            whole = entry.seconds(call.now.epoch)
            took = f"{format_duration(seconds):>6}"
            if entry.ended_at is None:
                times, took = paint.good(times), paint.good(took)
            aside = "" if entry.zone == call.now.zone else f"  ({entry.zone})"
            aside += "" if seconds == whole else f"  (of {format_duration(whole)})"
            aside += "" if entry.state == "kept" else "  unresolved"
            aside += f"  {entry.note}" if entry.note else ""
            lines.append(f"{paint.quiet(f'#{entry.id:<{width}}')}  {times}  {took}  {entry.title}{paint.quiet(aside)}")
    return lines
