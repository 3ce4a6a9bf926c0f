"""`dayplan today`: the day in a blink, seeded first if nobody has (S2)."""

from __future__ import annotations

from dayplan.errors import NotFound
from dayplan.text.day import day_lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dayplan.cli.call import Call
    from dayplan.cli.parser import Parser, Run
    from dayplan.domain.model import Day
    from dayplan.storage.reader import Reader


def show_day(call: Call, words: str = "", *, as_json: bool = False, seed: bool = True) -> int:
    """Print today, or the day that `words` name; another day is only looked at."""
    reader = call.reader() if not seed else call.reader_of_today()
    if reader is None:
        raise NotFound(f"There is no data file at {call.path} yet: leave out --no-seed to make one.")
    with reader:  # one moment for all that is read
        wanted = None
        if words:
            from dayplan.domain.entry import parse_day

            wanted = parse_day(words, call.today(), *reader.settings().reading)
        day = reader.day(call.now, wanted, foreseen=seed and not reader.writable)
        if not seed and not (day.seeded or day.tasks) and day.day == day.today:
            call.note("Today has not been filled yet: dayplan today does that.")
        if day.day == day.today:
            call.say_doubt(day.doubt)
        unsettled = seed and day.day == day.today and _is_unsettled(call, reader, day)
    refused = call.settled() if unsettled else None
    if refused is not None:
        call.note(f"Today could not be filled, so this is what it would hold. {refused}")
    if unsettled:
        with reader:
            day = reader.day(call.now, wanted, foreseen=refused is not None)
    if as_json:
        from dayplan.text import as_json as shape

        call.show(shape.day(day))
    else:
        call.say(day_lines(day, call.paint))
        if not day.tasks:
            from dayplan.text.empty import empty_lines, explain  # dateutil: only to look for the next working day

            call.say(empty_lines(explain(reader, day)))
    reader.close()
    return 0


def _is_unsettled(call: Call, reader: Reader, day: Day) -> bool:
    """Whether there is something to write: on a day off, open tasks of earlier days stay where they are (C1)."""
    if day.seeded and not day.unsettled:
        return False
    if not day.writable:
        how = "the day is shown as it was left" if day.seeded else "this is what today would hold"
        call.note(f"Read-only: the file cannot be written here, so {how}.")
        return False
    if not day.seeded and day.doubt is None:
        return True
    from dayplan.storage.ledger import dry_run

    return not dry_run(reader, call.now).receipt().empty


def today(parser: Parser) -> Run:
    """`today [DAY]`."""
    parser.add_argument("day", nargs="*", help="another day: tomorrow, fri, next mon, -3d, 2026-12-01")
    parser.add_argument("--no-seed", action="store_true", help="only look, even if today has not been filled yet")
    return lambda given, call: show_day(call, " ".join(given.day), as_json=given.json, seed=not given.no_seed)
