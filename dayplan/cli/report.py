"""`dayplan report`: where the time went (T8, T9, T11)."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence

from dayplan.cli.call import Call, put
from dayplan.cli.parser import Parser, Run, takes_format
from dayplan.domain.days import first_of_week, format_day
from dayplan.domain.entry import parse_past_day
from dayplan.domain.filtering import Filter
from dayplan.domain.hygiene import quoted
from dayplan.domain.model import Settings
from dayplan.domain.names import begins_tag, read_owner, read_tag, slash_hint, write_owner_word, write_tag_word
from dayplan.domain.ranges import Range, parse_range, within
from dayplan.domain.reporting import BY, Report, Worked, fitting, parts_of
from dayplan.domain.reporting import report as sum_up
from dayplan.domain.rounding import SCOPES, Rounding, parse_rounding
from dayplan.domain.wording import format_duration, long_day
from dayplan.errors import BadInput, NotFound
from dayplan.storage import spent
from dayplan.text import report_formats, reports

Tags = dict[int, tuple[str, ...]]


def report(parser: Parser) -> Run:
    """`report [RANGE] [@CLIENT/PROJECT] [+TAG]`."""
    parser.add_argument(
        "words",
        nargs="*",
        metavar="RANGE @CLIENT +TAG",
        help="last week, week 48, october, q3, ytd, 2026, all time; this week to today unless said. Only @CLIENT",
    )
    parser.add_argument("--by", choices=BY, help="what to sum up by (day); lines by tag may overlap")
    parser.add_argument("--entries", action="store_true", help="the entries themselves, the latest first")
    parser.add_argument("--from", dest="first", metavar="DAY", help="the first day")
    parser.add_argument("--to", dest="last", metavar="DAY", help="the last day, included")
    takes_format(parser)
    parser.add_argument(
        "--round", dest="rounding", metavar="DURATION", help="round to this: 15m, 6m nearest; none; else as configured"
    )
    parser.add_argument(
        "--scope",
        choices=SCOPES,
        help="what is rounded, where something is: each entry, each client's day or line, or the total",
    )
    return _report


def _report(given: Namespace, call: Call) -> None:
    settings = call.settings()
    _refuse_ignored(given, settings)
    by = given.by or "day"
    owners = [word for word in given.words if word.startswith("@")]
    tags = [word for word in given.words if begins_tag(word)]
    rest = " ".join(word for word in given.words if word not in owners and word not in tags)
    asked = _range(given, rest, call, settings)
    rounding = _rounding(given, settings)
    shown, worked, unresolved, of_tasks = _read(call, asked, _wanted(owners, tags))
    found = sum_up(
        worked,
        shown.first,
        shown.last,
        by,
        tags=of_tasks,
        week_start=settings.week_start,
        rounding=rounding,
        unresolved=unresolved,
    )
    form = given.format or ("json" if given.json else "table")
    if given.entries:
        _show_entries(call, found, worked, of_tasks, form)
        return
    if form == "json":
        call.show(report_formats.report_json(found))
    elif form == "csv":
        put(report_formats.csv_text(found))
        if found.overlaps:  # a table and Markdown say it themselves, JSON in a field
            call.note(reports.OVERLAP)
    elif form == "md":
        call.say(report_formats.markdown_lines(found, settings.date_format))
    else:
        call.say([call.paint.bold(f"{_dates(found, call)}, by {by}"), ""])
        call.say(reports.table_lines(found, call.paint, settings.date_format))


def _refuse_ignored(given: Namespace, settings: Settings) -> None:
    """Refuse what would say nothing beside what else was given."""
    for option, value in (("--by", given.by), ("--round", given.rounding), ("--scope", given.scope)):
        if given.entries and value is not None:
            raise BadInput(
                f"--entries lists what was recorded, each entry by itself: leave {option} out, or --entries."
            )
    if given.scope is not None and not _rounding(given, settings).unit_s:
        raise BadInput("--scope says what is rounded, and nothing is: add --round 15m, or leave it out.")


def _range(given: Namespace, words: str, call: Call, settings: Settings) -> Range:
    today, week_start, date_format = call.today(), settings.week_start, settings.date_format
    if words:
        if given.first or given.last:
            raise BadInput("Give a range in words, or --from and --to, not both.")
        return parse_range(words, today, week_start, date_format)
    first = first_of_week(today, week_start)
    if given.first:
        first = parse_past_day(given.first, today, week_start, date_format)
    last = parse_past_day(given.last, today, week_start, date_format) if given.last else max(today, first)
    if first > last:
        begins, ends = (format_day(day, date_format) for day in (first, last))
        raise BadInput(f"--from is {begins}, after --to, which is {ends}: swap them.")
    return Range(first, last)


def _rounding(given: Namespace, settings: Settings) -> Rounding:
    usual = settings.rounding
    found = usual if given.rounding is None else parse_rounding(given.rounding, usual)
    return found._replace(scope=given.scope) if given.scope else found


def _wanted(owners: Sequence[str], tags: Sequence[str]) -> Filter:
    if len(owners) > 1:
        raise BadInput(f"The client is given twice, the second time as {quoted(owners[1])}: keep one.")
    owner = None
    if owners:
        client, project = read_owner(owners[0])
        owner = client.casefold(), project.casefold() or None
    return Filter(owner=owner, tags=tuple(read_tag(tag).casefold() for tag in tags))


def _read(call: Call, asked: Range, wanted: Filter) -> tuple[Range, tuple[Worked, ...], tuple[Worked, ...], Tags]:
    """Read a range: what counts, what waits for a decision, and the tags. Without a file there is nothing in it."""
    reader = call.reader()
    if reader is None:
        return within(asked, None, None, call.today()), (), (), {}
    with reader:
        shown = within(asked, *spent.first_and_last_day(reader, call.now), call.today())
        tags = spent.tags_of_tasks(reader)
        owners, known_tags = spent.names(reader)
        wanted = wanted.exact(owners, known_tags)
        _refuse_nobody(wanted, owners, known_tags)
        worked = spent.worked(reader, shown.first, shown.last, call.now)
        unresolved = spent.unresolved(reader, shown.first, shown.last, call.now)
    reader.close()
    return shown, fitting(worked, wanted, tags), fitting(unresolved, wanted, tags), tags


def _refuse_nobody(wanted: Filter, owners: frozenset[tuple[str, str]], tags: frozenset[str]) -> None:
    """A slip in a name is not answered with an empty report."""
    if wanted.owner is not None:
        only = wanted._replace(tags=())
        if not any(only.fits("", client, project, ()) for client, project in owners):
            raise NotFound(
                f"There is no client or project {quoted(write_owner_word(*wanted.owner))}: "
                f"dayplan client list names them.{slash_hint(*wanted.owner, (name for name, _ in owners))}"
            )
    for tag in wanted.tags:
        if not any(name.casefold().startswith(tag) for name in tags):
            raise NotFound(f"There is no tag {quoted(write_tag_word(tag))}.")


def _show_entries(call: Call, found: Report, worked: Sequence[Worked], tags: Tags, form: str) -> None:
    parts = parts_of(worked, found.first, found.last)
    if form == "json":
        call.show(report_formats.parts_json(parts, tags))
    elif form == "csv":
        put(report_formats.parts_csv(parts, tags))
    elif form == "md":
        call.say(report_formats.parts_markdown(parts, tags, call.settings().date_format))
    else:
        call.say([call.paint.bold(f"{_dates(found, call)}, the latest first"), ""])
        call.say(reports.part_lines(parts, found.unresolved_s, call.paint, call.settings()))
    if found.unresolved_s and form != "table":  # a list of entries has no total beside which it could stand
        call.note(f"{format_duration(found.unresolved_s)} is unresolved and not listed: dayplan log resolve lists it.")


def _dates(shown: Report, call: Call) -> str:
    first, last = (long_day(day, call.today()) for day in (shown.first, shown.last))
    return first if first == last else f"{first} to {last}"
