"""`dayplan capacity`: how much time one day has room for (Z1)."""

from __future__ import annotations

from argparse import Namespace

from dayplan.cli.call import Call
from dayplan.cli.parser import Parser, Run
from dayplan.domain.durations import parse_capacity
from dayplan.domain.entry import parse_day
from dayplan.domain.wording import format_duration, long_day


def capacity(parser: Parser) -> Run:
    """`capacity [DURATION]`."""
    parser.add_argument("duration", nargs="?", help="4h, 6h30, 0, or usual; without one it is shown")
    parser.add_argument("--day", help="the day it is about, unless it is today")
    return _capacity


def _capacity(given: Namespace, call: Call) -> None:
    today = call.today()
    day = today if given.day is None else parse_day(given.day, today, *call.settings().reading)
    if given.duration is not None:
        call.planner.day.set_capacity(day, parse_capacity(given.duration), call.now)
    reader = call.reader_of_today()
    with reader:
        shown = reader.day(call.now, day)
    reader.close()
    if given.json:
        call.show({"day": day.isoformat(), "capacity_seconds": shown.capacity_s, "left_seconds": shown.left_s})
    else:
        call.say([f"{long_day(day, today)} has room for {format_duration(shown.capacity_s)}."])
