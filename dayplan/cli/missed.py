"""`dayplan missed`: what passed undone, for those who come back (S3)."""

from __future__ import annotations

from argparse import Namespace
from datetime import timedelta

from dayplan.cli.call import Call
from dayplan.cli.parser import Parser, Run
from dayplan.domain.entry import parse_past_day
from dayplan.domain.wording import long_day
from dayplan.storage import ledger
from dayplan.text.as_json import day_or_null
from dayplan.text.reasons import REASONS


def missed(parser: Parser) -> Run:
    """`missed [DAY]`."""
    parser.add_argument("since", nargs="*", help="the first day; four weeks ago unless said")
    return _missed


def _missed(given: Namespace, call: Call) -> None:
    today = call.today()
    reader = call.reader_of_today()
    if reader.writable and not reader.settled(today):  # what passed since it was last opened has its rows only then
        call.planner.settle(call.now)
    with reader:
        first = today - timedelta(days=28)
        if given.since:
            first = parse_past_day(" ".join(given.since), today, *reader.settings().reading)
        found = ledger.missed_between(reader, first, today, call.now)
    reader.close()
    if given.json:
        call.show(
            [{"id": t.id, "title": t.title, "occurrence": day_or_null(t.occurrence), "reason": t.reason} for t in found]
        )
    elif found:
        for task in found:
            when = "" if task.occurrence is None else long_day(task.occurrence, today)
            call.say([f"{when:<24} {task.title}  {call.paint.quiet(REASONS.get(task.reason, ''))}"])
    else:
        call.note(f"Nothing was missed since {long_day(first, today)}.")
