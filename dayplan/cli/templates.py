"""`dayplan template ...`: the work that comes back (S6, S7, S10, S12)."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from dayplan.cli.answers import show_tasks, tasks_json
from dayplan.cli.call import Call
from dayplan.cli.parser import Parser, Run, number, one_ref, split_day
from dayplan.domain import naming
from dayplan.domain.after import after_completion
from dayplan.domain.days import format_day
from dayplan.domain.durations import parse_duration
from dayplan.domain.entry import Ref, parse_day
from dayplan.domain.model import MISSED, ON_AWAY, AwayDays, Now, Template
from dayplan.domain.names import read_owner, read_tags
from dayplan.domain.packs import packs
from dayplan.domain.phrase import Phrase, begins, in_words, parse_phrase
from dayplan.domain.phrase_words import after_words
from dayplan.domain.rule import parse
from dayplan.domain.schedule import HORIZON, next_dates
from dayplan.domain.wording import WEEKDAYS, counted, long_day
from dayplan.errors import BadInput
from dayplan.storage import ledger
from dayplan.text.templates import list_lines, next_line, show_lines, template_json

if TYPE_CHECKING:
    from dayplan.planner import Planner
    from dayplan.planner.templates import TemplateEdit

MOST_DATES = 500


def template_list(parser: Parser) -> Run:
    """`template list`."""
    parser.add_argument("--all", action="store_true", help="the archived ones too")
    return _list


def _list(given: Namespace, call: Call) -> None:
    reader = call.reader_of_today()
    with reader:
        settings = reader.settings()
        templates = [each for each in ledger.templates(reader) if given.all or not each.archived]
        records = ledger.records(reader, call.now)
        away = ledger.away_days(reader)
    reader.close()
    today = call.today()
    if given.json:
        call.show([template_json(each, records.get(each.id), today, settings, away) for each in templates])
    elif templates:
        call.say(list_lines(templates, records, today, settings, call.paint, away))
    else:
        call.note("There are no templates: dayplan template add TITLE --every PHRASE makes one.")


def template_show(parser: Parser) -> Run:
    """`template show TEMPLATE`."""
    _takes_template(parser)
    return _show_one


def _show_one(given: Namespace, call: Call) -> None:
    reader = call.reader_of_today()
    with reader:
        settings = reader.settings()
        template = find_template(call, one_ref(given.template), ledger.templates(reader))
        record = ledger.records(reader, call.now).get(template.id)
        away = ledger.away_days(reader)
    reader.close()
    if given.json:
        call.show(template_json(template, record, call.today(), settings, away))
    else:
        call.say(show_lines(template, record, call.today(), settings, away))


def template_add(parser: Parser) -> Run:
    """`template add TITLE --every PHRASE`."""
    parser.add_argument("title", nargs="+", help="what there is to do")
    parser.add_argument("--every", metavar="PHRASE", required=True, help="when, in words: 'last workday of the month'")
    _takes_fields(parser)
    return lambda given, call: _change(given, call, lambda planner, edit, now: planner.templates.add(edit, now))


def template_edit(parser: Parser) -> Run:
    """`template edit TEMPLATE ...`."""
    _takes_template(parser)
    parser.add_argument("--title", help="a new title")
    parser.add_argument("--every", metavar="PHRASE", help="when, in words")
    _takes_fields(parser)

    def run(given: Namespace, call: Call) -> None:
        ref = one_ref(given.template)
        _change(given, call, lambda planner, edit, now: planner.templates.edit(ref, edit, now))

    return run


def _takes_fields(parser: Parser) -> None:
    parser.add_argument("--est", metavar="DURATION", help="an estimate: 45m, 1h30; none clears it")
    parser.add_argument("--for", dest="owner", metavar="CLIENT/PROJECT", help="for whom; an empty one clears it")
    parser.add_argument("--tags", metavar="TAG,TAG", help="all its tags")
    parser.add_argument("--notes", metavar="TEXT", help="notes that each of its tasks begins with")
    parser.add_argument("--missed", choices=MISSED, help="what becomes of what was not done")
    parser.add_argument("--away", choices=ON_AWAY, help="on away days: skip it, do it before or after, or ignore them")
    parser.add_argument("--starts", metavar="DAY", help="the first day it counts from")
    parser.add_argument("--ends", metavar="DAY", help="the last day, included; never takes an end away")


def _change(given: Namespace, call: Call, question: Callable[[Planner, TemplateEdit, Now], Template]) -> None:
    edit, phrase = _edit_of(given, call)
    if all(value is None for value in edit):
        raise BadInput("Say what to change: --title, --every, --est, --for, --tags, --notes, --missed, --away, --ends.")
    template = question(call.planner, edit, call.now)
    if phrase and phrase.notice():
        call.note(phrase.notice())
    away = _away_days(call)
    reader = call.reader_of_today()
    with reader:
        day = ledger.next_day_of(reader, call.now, template)
    reader.close()
    today = call.today()
    lines = [*show_lines(template, None, today, call.settings(), away), next_line(template, day, today)]
    _answer(given, call, template, lines, away)


def _edit_of(given: Namespace, call: Call) -> tuple[TemplateEdit, Phrase | None]:
    from dayplan.planner.templates import FOR_EVER, TemplateEdit  # SQLModel: for what writes, not for looking

    today, reading = call.today(), call.settings().reading
    title = " ".join(given.title) if isinstance(given.title, list) else given.title
    starts = None if given.starts is None else parse_day(given.starts, today, *reading)
    ends = None
    if given.ends is not None:
        ends = FOR_EVER if given.ends == "never" else parse_day(given.ends, today, *reading)
    phrase = None if given.every is None else parse_phrase(given.every, starts or today, *reading, call.now.zone)
    client, project = (None, None) if given.owner is None else read_owner(given.owner)
    estimate_s = None
    if given.est is not None:
        estimate_s = 0 if given.est.strip() in ("", "0", "none") else parse_duration(given.est)
    edit = TemplateEdit(
        title=title,
        notes=given.notes,
        schedule=None if phrase is None else phrase.schedule,
        starts_on=starts or (phrase and begins(phrase, today, call.settings().workdays)),
        ends_on=ends or (phrase and phrase.ends_on),
        estimate_s=estimate_s,
        client=client,
        project=project,
        tags=None if given.tags is None else read_tags(given.tags),
        missed=given.missed,
        on_away=given.away,
    )
    return edit, phrase


def template_pause(parser: Parser) -> Run:
    """`template pause TEMPLATE [DAY]`."""
    parser.add_argument("template", nargs="+", help="its number or words of its title, and the day on which it returns")
    return _pause


def _pause(given: Namespace, call: Call) -> None:
    words, until = list(given.template), None
    if len(words) > 1:
        try:
            words, until = split_day(words, call.today(), *call.settings().reading)
        except BadInput:
            until = None  # all of it is the title
    template = call.planner.templates.pause(one_ref(words), until, call.now)
    when = f"until {long_day(until, call.today())}" if until else "until dayplan template resume"
    _answer(given, call, template, [f"“{template.title}” rests {when}."])


def template_resume(parser: Parser) -> Run:
    """`template resume TEMPLATE`."""
    return _on_one(parser, lambda p, ref, now: p.templates.resume(ref, now), "“{}” comes back.")


def template_archive(parser: Parser) -> Run:
    """`template archive TEMPLATE`."""
    words = "“{}” is archived: its history stays, nothing new comes of it."
    return _on_one(parser, lambda p, ref, now: p.templates.archive(ref, now), words)


def template_restore(parser: Parser) -> Run:
    """`template restore TEMPLATE`."""
    return _on_one(parser, lambda p, ref, now: p.templates.restore(ref, now), "“{}” comes back.")


def _on_one(parser: Parser, question: Callable[..., Template], words: str) -> Run:
    _takes_template(parser)

    def run(given: Namespace, call: Call) -> None:
        template = question(call.planner, one_ref(given.template), call.now)
        _answer(given, call, template, [words.format(template.title)])

    return run


def template_early(parser: Parser) -> Run:
    """`template early TEMPLATE`."""
    _takes_template(parser)

    def run(given: Namespace, call: Call) -> None:
        task = call.planner.templates.early(one_ref(given.template), call.now)
        if given.json:
            call.show(tasks_json(call, [task]))
        else:
            show_tasks(call, [task])

    return run


def template_order(parser: Parser) -> Run:  # noqa: ARG001 - it takes what every command takes
    """`template order`: today's order becomes the usual one (S10)."""

    def run(given: Namespace, call: Call) -> None:
        titles = call.planner.templates.take_order(call.now)
        if given.json:
            call.show(list(titles))
        else:
            call.say(["From now on days are seeded in this order:", *(f"  {title}" for title in titles)])

    return run


def template_packs(parser: Parser) -> Run:  # noqa: ARG001 - it takes what every command takes
    """`template packs`."""

    def run(given: Namespace, call: Call) -> None:
        found = packs()
        if given.json:
            call.show(found)
        else:
            width = max(map(len, found))
            call.say(f"{name:<{width}}  {about}" for name, about in found.items())

    return run


def template_pack(parser: Parser) -> Run:
    """`template pack NAME`."""
    parser.add_argument("name", help="a trade; template packs lists them")
    parser.add_argument("--instead", action="store_true", help="archive the templates that are there")

    def run(given: Namespace, call: Call) -> None:
        titles = call.planner.templates.use_pack(given.name, call.now, instead=given.instead)
        if given.json:
            call.show(list(titles))
        elif titles:
            call.say(f"+ {title}" for title in titles)
        else:
            call.note("All of that pack is here already.")

    return run


def template_preview(parser: Parser) -> Run:
    """`template preview PHRASE`."""
    parser.add_argument("phrase", nargs="+", help="when, in words")
    parser.add_argument("--from", dest="first", metavar="DAY", help="the day from which dates are shown; today")
    parser.add_argument("--count", type=number, default=5, metavar="N", help="how many dates (5)")
    return _preview


def _preview(given: Namespace, call: Call) -> None:
    if not 1 <= given.count <= MOST_DATES:
        raise BadInput(f"--count is a number from 1 to {MOST_DATES}.")
    settings, today = call.settings(), call.today()
    first = parse_day(given.first, today, *settings.reading) if given.first else today
    phrase = parse_phrase(" ".join(given.phrase), first, *settings.reading, call.now.zone)
    starts_on = begins(phrase, first, settings.workdays)
    before = date.fromordinal(max(1, first.toordinal() - 1))
    found = next_dates(phrase.schedule, starts_on, before, given.count, settings.workdays)
    dates = [day for day in found if phrase.ends_on is None or day <= phrase.ends_on]
    after = after_completion(phrase.schedule)
    if given.json:
        rule = None if after is not None else phrase.schedule
        days = after.number if after is not None and after.unit == "day" and not after.weekdays else None
        shown = [day.isoformat() for day in dates]
        words, corrections = in_words(phrase.schedule), list(phrase.corrections)
        about = {"phrase": words, "schedule": phrase.schedule, "rrule": rule, "after_days": days}
        call.show({**about, "dates": shown, "corrections": corrections})
        return
    if phrase.notice():
        call.note(phrase.notice())
    call.say([call.paint.bold(in_words(phrase.schedule)), call.paint.quiet(phrase.schedule), ""])
    if after is not None:
        begin = after.from_day(starts_on, settings.workdays)
        first_words = "First on " + long_day(begin, today) + "; then" if begin else "It comes"
        call.say([f"{first_words} {after_words(after, 'last done or skipped')}."])
    call.say(f"{WEEKDAYS[day.weekday()][:3]} {format_day(day, settings.date_format)}" for day in dates)
    if len(dates) < given.count and after is None:
        call.note(f"There are no more than {counted(len(dates), 'date')}{_why_no_more(phrase)}.")
    if phrase.ends_on is not None:
        call.say([f"until {format_day(phrase.ends_on, settings.date_format)}"])


def _why_no_more(phrase: Phrase) -> str:
    if phrase.ends_on is not None or parse(phrase.schedule).times:
        return ", for it ends"
    return f" in the next {HORIZON} years"


def _takes_template(parser: Parser) -> None:
    parser.add_argument("template", nargs="+", help="its number in `template list`, or words of its title")


def find_template(call: Call, ref: Ref, templates: Sequence[Template]) -> Template:
    """Return the one template that is meant, and say so where it is archived. Raises `NotFound`."""
    found = naming.find_template(ref, [naming.Archivable(each.id, each.title, each.archived) for each in templates])
    if found.archived:
        call.note(f"“{found.title}” is archived: dayplan template restore {found.id} brings it back.")
    return next(each for each in templates if each.id == found.id)


def _away_days(call: Call) -> tuple[AwayDays, ...]:
    reader = call.reader_of_today()
    with reader:
        away = ledger.away_days(reader)
    reader.close()
    return away


def _answer(
    given: Namespace, call: Call, template: Template, lines: list[str], away: tuple[AwayDays, ...] | None = None
) -> None:
    if given.json:
        known = _away_days(call) if away is None else away
        call.show(template_json(template, None, call.today(), call.settings(), known))
    else:
        call.say(lines)
