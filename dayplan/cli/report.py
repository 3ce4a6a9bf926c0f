"""`dayplan report`: where the time went (T8, T9, T11)."""

from __future__ import annotations

from argparse import Namespace
from datetime import date

from dayplan.cli.call import Call, put
from dayplan.cli.parser import Parser, Run
from dayplan.domain.days import first_of_week
from dayplan.domain.entry import parse_duration, parse_past_day
from dayplan.domain.reporting import BY, SCOPES, Report, Rounding
from dayplan.domain.reporting import report as sum_up
from dayplan.domain.wording import long_day
from dayplan.errors import BadInput
from dayplan.storage import browse
from dayplan.text.reports import csv_text, markdown_lines, table_lines


def report(parser: Parser) -> Run:
    """`report`."""
    parser.add_argument("--by", choices=BY, default="day", help="what to sum up by (day)")
    parser.add_argument("--from", dest="first", metavar="DAY", help="the first day; this week's unless said")
    parser.add_argument("--to", dest="last", metavar="DAY", help="the last day, included; today unless said")
    parser.add_argument("--format", choices=("table", "json", "csv", "md"), help="how to show it")
    parser.add_argument("--round", dest="unit", metavar="DURATION", help="round up to this: 6m, 15m")
    parser.add_argument("--scope", choices=SCOPES, default="line", help="what is rounded (line)")
    return _report


def _report(given: Namespace, call: Call) -> None:
    settings, today = call.settings(), call.today()
    first = first_of_week(today, settings.week_start)
    if given.first:
        first = parse_past_day(given.first, today, settings.week_start)
    last = parse_past_day(given.last, today, settings.week_start) if given.last else max(today, first)
    if first > last:
        raise BadInput(f"--from is {first}, after --to, which is {last}: swap them.")
    rounding = Rounding(parse_duration(given.unit) if given.unit else 0, given.scope)
    found = summed(call, first, last, given.by, rounding)
    form = given.format or ("json" if given.json else "table")
    if form == "json":
        call.show(_json(found))
    elif form == "csv":
        put(csv_text(found))
    elif form == "md":
        call.say(markdown_lines(found, rounded=bool(rounding.unit_s)))
    else:
        call.say([call.paint.bold(f"{long_day(first, today)} to {long_day(last, today)}, by {given.by}"), ""])
        call.say(table_lines(found, call.paint, rounded=bool(rounding.unit_s)))


def summed(call: Call, first: date, last: date, by: str, rounding: Rounding) -> Report:
    """Read a range and sum it up; without a file there is nothing to sum up."""
    reader = call.reader()
    if reader is None:
        return sum_up((), first, last, by)
    with reader:
        worked = browse.worked(reader, first, last, call.now)
        tags = browse.tags_of_tasks(reader) if by == "tag" else {}
        week_start = reader.settings().week_start
    reader.close()
    return sum_up(worked, first, last, by, tags=tags, week_start=week_start, rounding=rounding)


def _json(found: Report) -> dict[str, object]:
    rows = [
        {
            "key": line.key,
            "seconds": line.seconds,
            "rounded_seconds": line.rounded_s,
            "billable_seconds": line.billable_s,
            "amounts": [{"currency": currency or None, "minor": minor} for currency, minor in line.amounts],
        }
        for line in found.lines
    ]
    return {
        "from": found.first.isoformat(),
        "to": found.last.isoformat(),
        "by": found.by,
        "total_seconds": found.total_s,
        "rows": rows,
    }
