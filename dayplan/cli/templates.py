"""`dayplan template`: the work that comes back."""

from __future__ import annotations

from argparse import Namespace
from datetime import date, timedelta

from dayplan.cli.call import Call
from dayplan.cli.parser import Parser, Run
from dayplan.domain.days import format_day
from dayplan.domain.model import Settings, Template
from dayplan.domain.schedule import in_words, next_dates
from dayplan.domain.wording import format_duration
from dayplan.storage import browse
from dayplan.text.as_json import day_or_null
from dayplan.text.cells import fitted, width_of
from dayplan.text.day import whose

_AHEAD = 3


def template(parser: Parser) -> Run:
    """`template list`."""
    parser.add_argument("what", nargs="?", choices=("list",), default="list")
    return _list


def _list(given: Namespace, call: Call) -> None:
    reader = call.reader_of_today()
    with reader:
        settings = reader.settings()
        templates = browse.templates(reader)
    reader.close()
    today = call.today()
    if given.json:
        call.show([_json(each, today, settings) for each in templates])
        return
    width = max((width_of(each.title) for each in templates), default=0)
    words = [in_words(each.schedule) for each in templates]
    words_width = max(map(len, words), default=0)
    for each, schedule in zip(templates, words, strict=True):
        estimate = format_duration(each.estimate_s) if each.estimate_s else ""
        ahead = _next(each, today, settings)
        following = f"next {format_day(ahead[0], settings.date_format)}" if ahead else "never again"
        line = f"{fitted(each.title, width)}  {schedule:<{words_width}}  {estimate:>5}  "
        line += "archived" if each.archived else following
        owner = whose(each.client, each.project)
        line = f"{line}  {owner}".rstrip()
        call.say([call.paint.quiet(line) if each.archived else line])


def _next(each: Template, today: date, settings: Settings) -> list[date]:
    """Return the due dates after today; those of a pause do not count."""
    after = today if each.paused_until is None else max(today, each.paused_until - timedelta(days=1))
    dates = next_dates(each.schedule, each.starts_on, after, _AHEAD, settings.workdays)
    return [day for day in dates if each.ends_on is None or day <= each.ends_on]


def _json(each: Template, today: date, settings: Settings) -> dict[str, object]:
    return {
        "id": each.id,
        "title": each.title,
        "schedule": each.schedule,
        "in_words": in_words(each.schedule),
        "next": [] if each.archived else [day.isoformat() for day in _next(each, today, settings)],
        "estimate_seconds": each.estimate_s,
        "client": each.client,
        "project": each.project,
        "tags": list(each.tags),
        "notes": each.notes,
        "missed": each.missed,
        "on_away": each.on_away,
        "starts_on": each.starts_on.isoformat(),
        "ends_on": day_or_null(each.ends_on),
        "paused_until": day_or_null(each.paused_until),
        "archived": each.archived,
    }
