"""`dayplan seed`: fill the day, say what that did, or what it would do (S11)."""

from __future__ import annotations

import shlex
from argparse import Namespace
from datetime import date

from dayplan.cli.answers import show_tasks, tasks_json
from dayplan.cli.call import Call
from dayplan.cli.parser import Parser, Run
from dayplan.domain.entry import parse_day
from dayplan.domain.model import Receipt
from dayplan.domain.wording import long_day
from dayplan.errors import BadInput, Refused
from dayplan.storage import ledger
from dayplan.text import as_json
from dayplan.text.clock_doubt import left_words, taken_back_words
from dayplan.text.receipts import receipt_lines, receipt_words


def seed(parser: Parser) -> Run:
    """`seed`."""
    parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")
    parser.add_argument("--day", help="with --dry-run: a day to come")
    parser.add_argument("--anyway", action="store_true", help="on a day off: plan the next working day's work today")
    parser.add_argument("--catch-up", action="store_true", help="after more than a month: settle all that passed since")
    parser.add_argument(
        "--take-back", action="store_true", help="take back what a wrong clock did when it opened a day after today"
    )
    parser.add_argument("--bring-in", action="store_true", help="bring the open tasks of earlier days to today")
    return _seed


def _seed(given: Namespace, call: Call) -> None:
    several = (given.dry_run, given.anyway, given.bring_in, given.catch_up, given.take_back)
    if sum(several) > 1:
        raise BadInput(
            "--dry-run, --anyway, --bring-in, --catch-up and --take-back do different things: give one of them."
        )
    if given.day is not None and not given.dry_run and sum(several):
        raise BadInput("--day is for --dry-run: the other options are about today.")
    if given.anyway or given.bring_in:
        part = call.planner.day
        placed = part.plan_anyway(call.now) if given.anyway else part.bring_in(call.now)
        if given.json:
            call.show(tasks_json(call, placed.tasks))
        else:
            show_tasks(call, placed.tasks)
        return
    if given.take_back:
        _take_back(given, call)
        return
    today = call.today()
    day = today if given.day is None else parse_day(given.day, today, *call.settings().reading)
    if given.dry_run:
        _show(given, call, _would_do(call, day), would=True)
    elif day != today:
        raise Refused(f"Only today is seeded, {long_day(day, today)} when it comes: --dry-run shows what it will hold.")
    else:
        # What it does is the answer here, not an aside.
        _show(given, call, call.settle_quietly(catching_up=given.catch_up), would=False)


def _take_back(given: Namespace, call: Call) -> None:
    taken = call.planner.take_back(call.now)
    if given.json:
        call.show(
            {
                "days": [day.isoformat() for day in taken.days],
                "seeded": taken.seeded,
                "recorded": taken.recorded,
                "reopened": list(taken.reopened),
                "returned": list(taken.returned),
                "left": [{"title": title, "day": day.isoformat()} for title, day in taken.left],
                "copy": taken.copy,
                "today": as_json.receipt(taken.receipt),
            }
        )
        return
    call.say_doubt(taken.receipt.doubt)
    left = left_words(taken)
    call.say(
        [
            taken_back_words(taken),
            f"Today: {receipt_words(taken.receipt, call.settings().date_format)}",
            *([left] if left else []),
        ]
    )
    call.note(f"What was there before is in a copy: dayplan restore {shlex.quote(taken.copy)} puts it back.")


def _would_do(call: Call, day: date) -> Receipt:
    if day < call.today():
        raise Refused("That day is over: seeding never fills in the past.")
    reader = call.reader()
    if reader is None:
        raise Refused("There is no data file yet: dayplan today makes it, with four templates to begin with.")
    with reader:
        decisions = ledger.dry_run(reader, call.now, day)
    reader.close()
    return decisions.receipt()


def _show(given: Namespace, call: Call, receipt: Receipt, *, would: bool) -> None:
    if given.json:
        call.show({**as_json.receipt(receipt), "dry_run": would})
        return
    call.say(
        [f"{'Would be: ' if would and not receipt.empty else ''}{receipt_words(receipt, call.settings().date_format)}"]
    )
    if would:
        call.say(receipt_lines(receipt))
