"""`dayplan close`: planned against actual, what is left to decide, and a note (Z5)."""

from __future__ import annotations

from argparse import Namespace

from dayplan.cli.call import Call
from dayplan.cli.parser import Parser, Run
from dayplan.domain.closing import Closing
from dayplan.domain.entry import parse_past_day
from dayplan.errors import BadInput
from dayplan.storage.review import closing
from dayplan.text import as_json
from dayplan.text.closing import closing_lines


def close(parser: Parser) -> Run:
    """`close [DAY]`."""
    parser.add_argument("day", nargs="*", help="today unless said; any past day can be closed too: yesterday, fri, -3d")
    parser.add_argument("--note", metavar="TEXT", help="a note for the day; an empty text clears it")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--reopen", action="store_true", help="take back that it was closed; its note stays")
    how.add_argument("--dry-run", action="store_true", help="only look")
    return _close


def _close(given: Namespace, call: Call) -> None:
    if given.dry_run and given.note is not None:
        raise BadInput("--dry-run only looks and keeps no note: leave out --note or --dry-run.")
    today = call.today()
    day = parse_past_day(" ".join(given.day), today, *call.settings().reading) if given.day else today
    if given.reopen:
        call.planner.closing.reopen(day, call.now, given.note)
    elif not given.dry_run:
        call.planner.closing.close(day, call.now, given.note)
    reader = call.reader_of_today()
    with reader:
        found = closing(reader, call.now, day)
    reader.close()
    if given.json:
        call.show(_json(found))
    else:
        call.say(closing_lines(found, call.paint))


def _json(found: Closing) -> dict[str, object]:
    day, zone = found.day, found.day.now.zone
    running = None if day.running is None else as_json.entry(day.running.entry, day.now)
    return {
        "day": day.day.isoformat(),
        "closed_at": as_json.instant(day.closed_at, zone),
        "note": day.note,
        "capacity_seconds": day.capacity_s,
        "planned_seconds": found.planned_s,
        "tracked_seconds": day.tracked_s,
        "running": running,
        "unresolved": [as_json.entry(entry, day.now) for entry in found.undecided],
        "tasks": [as_json.placed(task, day.now) for task in day.tasks],
        "elsewhere": [as_json.placed(each.task, day.now) | {"moved": each.moved} for each in found.elsewhere],
        "next": {
            "day": found.next.day.isoformat(),
            "tasks": found.next.task_count,
            "needed_seconds": found.next.needs_s,
            "tracked_seconds": found.next.tracked_s,
            "capacity_seconds": found.next.capacity_s,
            "left_seconds": found.next.left_s,
        },
    }
