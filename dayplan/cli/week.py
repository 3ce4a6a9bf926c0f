"""`dayplan week`: seven days, planned against tracked."""

from __future__ import annotations

from argparse import Namespace
from datetime import date

from dayplan.cli.call import Call, put
from dayplan.cli.parser import Parser, Run, takes_format
from dayplan.domain.days import format_day
from dayplan.domain.entry import parse_day, parse_past_day
from dayplan.domain.goals import Goal, Week, goal_words, goals
from dayplan.domain.model import Day
from dayplan.domain.ranges import parse_range
from dayplan.domain.shares import write_shared
from dayplan.domain.wording import WEEKDAYS, format_duration, long_day
from dayplan.errors import BadInput
from dayplan.storage import review
from dayplan.text.report_formats import as_csv, as_markdown
from dayplan.text.reports import IN_NO_TOTAL

_BAR = 20


def week(parser: Parser) -> Run:
    """`week [DAY]`."""
    parser.add_argument("day", nargs="*", help="any day of the week, or last week, next week; today unless said")
    takes_format(parser)
    return _week


def _week(given: Namespace, call: Call) -> None:
    reader = call.reader_of_today()
    with reader:
        today, settings = call.today(), reader.settings()
        wanted = _day_of(" ".join(given.day), today, *settings.reading) if given.day else today
        shown = review.week(reader, call.now, wanted)
    reader.close()
    reached = goals(shown)
    form = given.format or ("json" if given.json else "table")
    if form == "json":
        call.show({"days": _json(shown), "goals": [_goal_json(goal) for goal in reached]})
    elif form == "csv":
        days = _json(shown)
        put(as_csv(tuple(days[0]), [list(day.values()) for day in days]))
    elif form == "md":
        call.say(as_markdown(("day", "tracked", "planned", "done"), _cells(shown, settings.date_format), text=1))
    else:
        _table(shown, call)
    if form in ("table", "md"):
        call.say(", ".join(goal_words(goal)) for goal in reached)


def _day_of(text: str, today: date, week_start: int, date_format: str) -> date:
    """Return a day of the week that is meant: weeks are named, and of a date without a year the nearest is."""
    try:
        found = parse_range(text, today, week_start, date_format)
    except BadInput:
        return parse_past_day(text, today, week_start, date_format)  # says what a day looks like
    if found.unit != "day" or (today - found.first).days < 7:
        return found.first
    return min(found.first, parse_day(text, today, week_start, date_format), key=lambda day: abs((day - today).days))


def _table(week: Week, call: Call) -> None:
    call.say([call.paint.bold(f"Week of {long_day(week.days[0].day, week.today.today)}"), ""])
    call.say(_line(day, *times, call) for day, times in zip(week.days, _times(week), strict=True))
    call.say(["", f"{format_duration(week.tracked_s)} tracked, {format_duration(sum(week.planned))} planned"])
    if waiting := sum(week.unresolved):
        call.say([f"{format_duration(waiting)} unresolved, {IN_NO_TOTAL}"])


def _times(week: Week) -> list[tuple[str, str, str]]:
    """Write what was tracked and planned on each day, and what is unresolved: each column adds up to its sum."""
    return list(zip(*map(write_shared, (week.tracked, week.planned, week.unresolved)), strict=True))


def _line(day: Day, tracked: str, planned: str, unresolved: str, call: Call) -> str:
    paint = call.paint
    name = f"{WEEKDAYS[day.day.weekday()][:3]} {day.day.day:>2}"
    whole = max(day.capacity_s, day.tracked_s, 1)
    full = round(_BAR * day.tracked_s / whole)
    done = f"{day.done}/{day.countable} done" if day.countable else ""
    bar = paint.good(paint.glyphs.full * full) + paint.quiet(paint.glyphs.rest * (_BAR - full))
    line = f"{name}  {bar}  {tracked:>6} / {planned:>6}  {done}".rstrip().removesuffix(" /")
    line += f"  {unresolved} unresolved" if unresolved else ""
    return paint.bold(line) if day.day == day.today else line


def _cells(week: Week, date_format: str) -> list[list[str]]:
    days = week.days
    rows = [
        [
            f"{WEEKDAYS[day.day.weekday()][:3]} {format_day(day.day, date_format)}",
            tracked,
            planned,
            f"{day.done}/{day.countable}" if day.countable else "",
        ]
        for day, (tracked, planned, _) in zip(days, _times(week), strict=True)
    ]
    sums = [format_duration(sum(week.tracked)), format_duration(sum(week.planned))]
    done = f"{sum(day.done for day in days)}/{sum(day.countable for day in days)}"
    rows.append(["**total**", *(f"**{cell}**" for cell in (*sums, done))])
    waiting = sum(week.unresolved)
    return [*rows, *([["unresolved", format_duration(waiting), "", ""]] if waiting else [])]


def _goal_json(goal: Goal) -> dict[str, object]:
    return {"name": goal.name, "goal_seconds": goal.goal_s, "done_seconds": goal.done_s, "days_left": goal.days_left}


def _json(week: Week) -> list[dict[str, object]]:
    return [
        {
            "day": day.day.isoformat(),
            "tracked_seconds": day.tracked_s,
            "planned_seconds": day.planned_s,
            "capacity_seconds": day.capacity_s,
            "done": day.done,
            "count": day.countable,
            "unresolved_seconds": unresolved_s,
        }
        for day, unresolved_s in zip(week.days, week.unresolved, strict=True)
    ]
