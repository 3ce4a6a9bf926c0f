"""Between a template and the lines of its form; while the phrase is typed, its next dates are shown (S6)."""

from __future__ import annotations

from datetime import date, timedelta

from dayplan.domain.after import after_completion
from dayplan.domain.days import format_day
from dayplan.domain.durations import parse_duration
from dayplan.domain.entry import parse_day
from dayplan.domain.hygiene import clean_line, clean_text
from dayplan.domain.model import MISSED, ON_AWAY, TITLE_MAX, Day, Template
from dayplan.domain.names import read_owner, read_tags, write_owner, write_tags
from dayplan.domain.phrase import begins, in_words, parse_phrase
from dayplan.domain.phrase_words import after_words
from dayplan.domain.policies import default_missed
from dayplan.domain.schedule import next_dates
from dayplan.domain.wording import WEEKDAYS, format_duration
from dayplan.errors import BadInput, DayplanError
from dayplan.planner.templates import FOR_EVER, TemplateEdit
from dayplan.tui.screens.form import Field, TaskForm


def template_form(template: Template | None, day: Day) -> TaskForm:
    """Return the form of a template, filled with what it holds, or an empty one."""
    ends = format_day(template.ends_on, day.settings.date_format) if template and template.ends_on else ""
    owner = write_owner(template.client, template.project) if template else ""
    estimate = format_duration(template.estimate_s) if template is not None and template.estimate_s else ""
    fields = (
        Field("title", "Title", template.title if template else "", "Send invoices"),
        Field(
            "every", "When", in_words(template.schedule) if template else "", "every workday, last workday of the month"
        ),
        Field("estimate", "Estimate", estimate, "45m, 1h30"),
        Field("owner", "For", owner, "client, or client/project"),
        Field("tags", "Tags", write_tags(template.tags) if template else "", "writing admin"),
        Field("missed", "If missed", _chosen_policy(template), "replace, keep_one or accumulate"),
        Field("on_away", "Away days", template.on_away if template else "skip", "skip, before, after or ignore"),
        Field("ends", "Ends", ends, "never, or a day"),
    )
    title = "Edit template" if template else "New template"
    return TaskForm(
        title,
        fields,
        template.notes if template else "",
        lambda typed: read_template(typed, template, day),
        preview=lambda typed: preview(typed["every"], day, template),
        preview_under="every",
    )


def _chosen_policy(template: Template | None) -> str:
    """Return the policy that was chosen; nothing where it is the schedule's own, so that it changes with it."""
    if template is None or template.missed == default_missed(template.schedule):
        return ""
    return template.missed


def preview(phrase: str, day: Day, template: Template | None = None) -> str:
    """Say when a phrase is due next; what cannot be read says so.

    A schedule that stays as it is goes on from where its template began; another begins today.
    """
    if not phrase.strip():
        return "Say when, in words: every workday · every other friday · last workday of the month · 3 days after done"
    try:
        found = parse_phrase(phrase, day.today, *day.settings.reading, day.now.zone)
    except DayplanError as error:
        return str(error)
    begun = template.starts_on if template is not None and found.schedule == template.schedule else None
    said = " ".join(filter(None, (found.notice(), in_words(found.schedule))))
    after = after_completion(found.schedule)
    if after is not None:
        then = after_words(after, "done or skipped")
        begin = after.from_day(found.starts_on or day.today, day.settings.workdays)
        if begun or begin is None:
            return f"{said}: {then}"
        first = "today" if begin == day.today else _short(begin, day.settings.date_format)
        return f"{said}: first {'' if begin == day.today else 'on '}{first}, then {then}"
    starts_on = found.starts_on or begun or begins(found, day.today, day.settings.workdays)
    dates = next_dates(found.schedule, starts_on, day.today - timedelta(days=1), 5, day.settings.workdays)
    shown = [each for each in dates if found.ends_on is None or each <= found.ends_on]
    return f"{said}: {', '.join(_short(each, day.settings.date_format) for each in shown)}"


def _short(day: date, date_format: str) -> str:
    return f"{WEEKDAYS[day.weekday()][:3]} {format_day(day, date_format)}"


def read_template(typed: dict[str, str], template: Template | None, day: Day) -> TemplateEdit:
    """Read a form's lines. Raises `BadInput` for the first that cannot be read."""
    today, reading = day.today, day.settings.reading
    title = clean_line(typed["title"], TITLE_MAX)
    every = typed["every"].strip()
    if not every:
        raise BadInput("Say when it comes back, as in: every workday, every other friday, 3 days after done.")
    unchanged = template is not None and every == in_words(template.schedule)
    phrase = None if unchanged else parse_phrase(every, today, *reading, day.now.zone)
    ends = typed["ends"].strip().casefold()
    ends_on = FOR_EVER if ends in ("", "never") else parse_day(ends, today, *reading)
    client, project = read_owner(typed["owner"])
    return TemplateEdit(
        title=title,
        notes=clean_text(typed["notes"]),
        schedule=None if phrase is None else phrase.schedule,
        starts_on=None if phrase is None else begins(phrase, today, day.settings.workdays),
        ends_on=phrase.ends_on if phrase is not None and phrase.ends_on and ends_on == FOR_EVER else ends_on,
        estimate_s=parse_duration(typed["estimate"]) if typed["estimate"].strip() else 0,
        client=client,
        project=project,
        tags=read_tags(typed["tags"]),
        missed=_one_of(typed["missed"], MISSED, "If missed"),
        on_away=_one_of(typed["on_away"], ON_AWAY, "Away days"),
    )


def _one_of(text: str, known: tuple[str, ...], what: str) -> str | None:
    typed = text.strip().casefold().replace(" ", "_")
    if not typed:
        return None
    fitting = [word for word in known if word.startswith(typed)]
    if len(fitting) != 1:
        raise BadInput(f"{what} is one of {', '.join(known)}.")
    return fitting[0]
