"""`dayplan week`: seven days, planned against tracked."""

from __future__ import annotations

from argparse import Namespace
from datetime import timedelta

from dayplan.cli.call import Call
from dayplan.cli.parser import Parser, Run
from dayplan.domain.days import first_of_week
from dayplan.domain.entry import parse_past_day
from dayplan.domain.model import Day
from dayplan.domain.wording import WEEKDAYS, format_duration, long_day

_BAR = 20


def week(parser: Parser) -> Run:
    """`week [DAY]`."""
    parser.add_argument("day", nargs="*", help="any day of the week; today unless said")
    return _week


def _week(given: Namespace, call: Call) -> None:
    reader = call.reader_of_today()
    with reader:
        today, settings = call.today(), reader.settings()
        wanted = parse_past_day(" ".join(given.day), today, settings.week_start) if given.day else today
        first = first_of_week(wanted, settings.week_start)
        days = [reader.day(call.now, first + timedelta(days=ahead)) for ahead in range(7)]
    reader.close()
    if given.json:
        call.show([_json(day) for day in days])
        return
    call.say([call.paint.bold(f"Week of {long_day(first, today)}"), ""])
    call.say(_line(day, call) for day in days)
    tracked = sum(day.tracked_s for day in days)
    planned = sum(day.planned_s for day in days)
    call.say(["", f"{format_duration(tracked)} tracked, {format_duration(planned)} planned"])


def _line(day: Day, call: Call) -> str:
    paint = call.paint
    name = f"{WEEKDAYS[day.day.weekday()][:3]} {day.day.day:>2}"
    whole = max(day.capacity_s, day.tracked_s, 1)
    full = round(_BAR * day.tracked_s / whole)
    tracked = f"{format_duration(day.tracked_s) if day.tracked_s else '':>6}"
    planned = f"{format_duration(day.planned_s) if day.planned_s else '':>6}"
    done = f"{day.done}/{day.countable} done" if day.countable else ""
    bar = paint.good(paint.glyphs.full * full) + paint.quiet(paint.glyphs.rest * (_BAR - full))
    line = f"{name}  {bar}  {tracked} / {planned}  {done}".rstrip().removesuffix(" /")
    return paint.bold(line) if day.day == day.today else line


def _json(day: Day) -> dict[str, object]:
    return {
        "day": day.day.isoformat(),
        "tracked_seconds": day.tracked_s,
        "planned_seconds": day.planned_s,
        "capacity_seconds": day.capacity_s,
        "done": day.done,
        "count": day.countable,
    }
