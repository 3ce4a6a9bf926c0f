"""`dayplan away ...`: days on which no work is planned (S8)."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from datetime import date

from dayplan.cli.call import Call
from dayplan.cli.parser import Parser, Run, number
from dayplan.domain.days import format_day
from dayplan.domain.entry import parse_day
from dayplan.domain.model import AwayDays
from dayplan.domain.wording import counted
from dayplan.errors import BadInput
from dayplan.storage import ledger


def away_list(parser: Parser) -> Run:
    """`away list`."""
    parser.add_argument("--all", action="store_true", help="those that are over too")
    return _list


def _list(given: Namespace, call: Call) -> None:
    reader = call.reader_of_today()
    found = ledger.away_days(reader)
    reader.close()
    today = call.today()
    shown = [days for days in found if given.all or days.last >= today]
    if given.json:
        call.show([_json(days) for days in shown])
    elif shown:
        call.say(f"{days.id:>3}  {_span(call, days)}" for days in shown)
    else:
        call.note("No away days are planned. dayplan away add DAY [DAY] [LABEL] plans some.")


def away_add(parser: Parser) -> Run:
    """`away add DAY [DAY] [LABEL]`."""
    parser.add_argument("words", nargs="+", help="the first day, the last day if it is another, and what it is")
    return _add


def _add(given: Namespace, call: Call) -> None:
    days = _read(given.words, call)
    _show_added(given, call, call.planner.away.add([days], call.now))


def _read(words: Sequence[str], call: Call) -> AwayDays:
    today, reading = call.today(), call.settings().reading
    first, rest = _take_day(words, today, reading)
    if first is None:
        parse_day(words[0], today, *reading)  # says what a day looks like
        raise AssertionError
    if rest[:1] in (["to"], ["until"], ["-"]):
        rest = rest[1:]
    last, label = _take_day(rest, today, reading)
    if last is not None and last < first:
        last, label = _take_day(rest, first, reading)  # `fri mon`: the Monday after that Friday
    return AwayDays(0, first, last or first, " ".join(label))


def _take_day(words: Sequence[str], today: date, reading: tuple[int, str]) -> tuple[date | None, list[str]]:
    """Take the longest beginning that is a day."""
    for length in (3, 2, 1):
        if len(words) >= length:
            try:
                return parse_day(" ".join(words[:length]), today, *reading), list(words[length:])
            except BadInput:
                continue
    return None, list(words)


def away_remove(parser: Parser) -> Run:
    """`away remove NUMBER`."""
    parser.add_argument("number", type=number, help="its number in `away list`")

    def run(given: Namespace, call: Call) -> None:
        days = call.planner.away.remove(given.number, call.now)
        if given.json:
            call.show(_json(days))
        else:
            call.say([f"Work is planned again: {_span(call, days)}"])

    return run


def away_import(parser: Parser) -> Run:
    """`away import FILE.ics`."""
    parser.add_argument("file", help="a calendar file (iCalendar)")
    parser.add_argument("--dry-run", action="store_true", help="say what would be added, and add nothing")
    return _import


def _import(given: Namespace, call: Call) -> None:
    from dayplan.planner.calendar_file import read_calendar  # SQLModel, which away list can do without

    found = read_calendar(given.file, call.today())
    for sentence in found.left_out:
        call.note(sentence)
    if given.dry_run:
        if given.json:
            call.show([_json(days) for days in found.days])
        else:
            call.say([f"Would add {counted(len(found.days), 'time')} away, those that are there already aside:"])
            call.say(f"  {_span(call, days)}" for days in found.days)
        return
    if found.days:
        call.planner.backups.before("import", call.now)
    _show_added(given, call, call.planner.away.add(found.days, call.now))


def _show_added(given: Namespace, call: Call, added: Sequence[AwayDays]) -> None:
    if given.json:
        call.show([_json(days) for days in added])
    elif added:
        call.say(f"Away {_span(call, days)}" for days in added)
    else:
        call.note("All of that is there already.")


def _span(call: Call, days: AwayDays) -> str:
    style = call.settings().date_format
    span = format_day(days.first, style)
    if days.last != days.first:
        span += f" to {format_day(days.last, style)}, {counted((days.last - days.first).days + 1, 'day')}"
    return f"{span}  {days.label}".rstrip()


def _json(days: AwayDays) -> dict[str, object]:
    first, last = days.first.isoformat(), days.last.isoformat()
    return {"id": days.id or None, "first_day": first, "last_day": last, "label": days.label}
