"""Undo, redo, and the list of changes (U1)."""

from __future__ import annotations

from argparse import Namespace

from dayplan.cli.call import Call
from dayplan.cli.parser import Parser, Run, number
from dayplan.domain.days import format_clock, local_offset, wall
from dayplan.domain.model import Now, Step
from dayplan.domain.wording import long_day
from dayplan.errors import BadInput
from dayplan.storage import browse
from dayplan.text import as_json
from dayplan.text.day import running_lines

MOST = 10_000


def undo(parser: Parser) -> Run:  # noqa: ARG001 - it takes what every command takes
    """`undo`."""
    return lambda given, call: _show(given, call, call.planner.history.undo(call.now), "Undone")


def redo(parser: Parser) -> Run:  # noqa: ARG001 - it takes what every command takes
    """`redo`."""
    return lambda given, call: _show(given, call, call.planner.history.redo(call.now), "Done again")


def _show(given: Namespace, call: Call, step: Step, verb: str) -> None:
    if given.json:
        call.show(as_json.step(step, call.now))
    else:
        call.say([f"{verb}: {step.label}"])
        reader = call.reader_of_today()
        day = reader.day(call.now)
        reader.close()
        if day.running is not None and day.running.entry.started_at <= step.at < call.now.epoch:
            call.say(running_lines(day, call.paint))


def history(parser: Parser) -> Run:
    """`history`."""
    parser.add_argument("-n", "--limit", type=number, default=20, metavar="N", help="how many to list (20)")
    return _history


def _history(given: Namespace, call: Call) -> None:
    if not 1 <= given.limit <= MOST:
        raise BadInput(f"--limit is a number from 1 to {MOST}.")
    reader = call.reader()
    steps: tuple[Step, ...] = ()
    clock_24 = True
    if reader is not None:
        steps, clock_24 = browse.history(reader, given.limit), reader.settings().clock_24
        reader.close()
    if given.json:
        call.show([as_json.step(step, call.now) for step in steps])
    elif steps:
        call.say(_line(call, step, clock_24=clock_24) for step in steps)
    else:
        call.note("Nothing was changed yet.")


def _line(call: Call, step: Step, *, clock_24: bool) -> str:
    offset = local_offset(step.at, call.now.zone)
    day = wall(Now(step.at, offset, call.now.zone)).date()
    today = wall(call.now).date()
    when = "" if day == today else f"{long_day(day, today)}, "
    line = f"{when}{format_clock(step.at, offset, clock_24)}  {step.label}"
    return call.paint.quiet(f"{line}  (undone)") if step.undone else line
