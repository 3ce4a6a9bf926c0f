"""Between a template and the lines of its form; while the phrase is typed, its next dates are shown (S6)."""

from __future__ import annotations

from datetime import date, timedelta

from dayplan.domain.after import after_completion
from dayplan.domain.days import format_day
from dayplan.domain.entry import parse_day
from dayplan.domain.hygiene import clean_line, clean_text
from dayplan.domain.model import MISSED, ON_AWAY, TITLE_MAX, Day, Template
from dayplan.domain.names import read_owner, read_tags, write_owner, write_tags
from dayplan.domain.phrase import Phrase, begins, in_words, parse_phrase
from dayplan.domain.phrase_words import after_words
from dayplan.domain.policies import default_missed
from dayplan.domain.schedule import next_dates
from dayplan.domain.wording import WEEKDAYS
from dayplan.errors import BadInput, DayplanError
from dayplan.planner.templates import FOR_EVER, TemplateEdit, template_values
from dayplan.tui.forms import notes_written, read_estimate, write_estimate
from dayplan.tui.screens.form import EditForm, Field, TaskForm, Typed, Written, read_field


def new_template_form(day: Day) -> TaskForm[TemplateEdit]:
    """Return an empty form for a template."""
    fields = _fields(day, TemplateEdit(missed="", on_away="skip"), "")
    return TaskForm(
        "New template",
        fields,
        "",
        lambda typed: read_template(typed, None, day),
        preview=lambda typed: preview(typed["every"], day),
        preview_under="every",
    )


def template_form(template: Template, day: Day) -> EditForm[TemplateEdit]:
    """Return the form of a template, filled with what it holds."""
    seen = template_values(template)
    return EditForm(
        "Edit template",
        _fields(day, seen._replace(missed=_chosen_policy(template)), in_words(template.schedule)),
        template.notes,
        lambda typed: read_template(typed, template, day),
        seen,
        _written(day),
        preview=lambda typed: preview(typed["every"], day, template),
        preview_under="every",
    )


def _fields(day: Day, values: TemplateEdit, every: str) -> tuple[Field, ...]:
    return (
        Field("title", "Title", values.title or "", "Send invoices"),
        Field("every", "When", every, "every workday, last workday of the month"),
        Field("estimate", "Estimate", write_estimate(values.estimate_s), "45m, 1h30"),
        Field("owner", "For", write_owner(values.client, values.project), "client, or client/project"),
        Field("tags", "Tags", write_tags(values.tags or ()), "writing admin"),
        Field("missed", "If missed", values.missed or "", "replace, keep_one or accumulate"),
        Field("on_away", "Away days", values.on_away or "", "skip, before, after or ignore"),
        Field("ends", "Ends", _write_end(values.ends_on, day), "never, or a day"),
    )


def _written(day: Day) -> Written:
    return {
        "title": ("Title", str),
        "schedule": ("When", lambda schedule, _: in_words(schedule)),
        "estimate_s": ("Estimate", write_estimate),
        "client": ("For", write_owner),
        "tags": ("Tags", write_tags),
        "missed": ("If missed", str),
        "on_away": ("Away days", str),
        "ends_on": ("Ends", lambda ends_on: _write_end(ends_on, day) or "never"),
        **notes_written(),
    }


def _write_end(ends_on: date | None, day: Day) -> str:
    return "" if ends_on in (None, FOR_EVER) else format_day(ends_on, day.settings.date_format)


def _chosen_policy(template: Template) -> str:
    """Return the policy that was chosen; nothing where it is the schedule's own, so that it changes with it."""
    return "" if template.missed == default_missed(template.schedule) else template.missed


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


def read_template(typed: Typed, template: Template | None, day: Day) -> TemplateEdit:
    """Read the lines that were changed, or all lines of a new one. Raises `BadInput` for the first that is unreadable.

    A schedule that stays as it is goes on from where its template began, in whatever words.
    """
    today, reading = day.today, day.settings.reading
    title = read_field(typed, "title", lambda text: clean_line(text, TITLE_MAX))
    phrase = read_field(typed, "every", lambda text: _read_phrase(text, day))
    same = phrase is not None and template is not None and phrase.schedule == template.schedule
    new = None if same and phrase is not None and phrase.starts_on is None else phrase
    ends_on = read_field(typed, "ends", lambda text: _read_end(text, today, reading))
    if phrase is not None and phrase.ends_on is not None and ends_on in (None, FOR_EVER):
        ends_on = phrase.ends_on
    client, project = read_field(typed, "owner", read_owner) or (None, None)
    missed = read_field(typed, "missed", lambda text: _one_of(text, MISSED, "If missed"))
    if missed is None and "missed" in typed and template is not None:
        missed = default_missed(template.schedule if phrase is None else phrase.schedule)
    return TemplateEdit(
        title=title,
        notes=read_field(typed, "notes", clean_text),
        schedule=None if new is None else new.schedule,
        starts_on=None if new is None else begins(new, today, day.settings.workdays),
        ends_on=ends_on,
        estimate_s=read_field(typed, "estimate", read_estimate),
        client=client,
        project=project,
        tags=read_field(typed, "tags", read_tags),
        missed=missed,
        on_away=read_field(typed, "on_away", lambda text: _one_of(text, ON_AWAY, "Away days") or "skip"),
    )


def _read_phrase(text: str, day: Day) -> Phrase:
    if not text.strip():
        raise BadInput("Say when it comes back, as in: every workday, every other friday, 3 days after done.")
    return parse_phrase(text.strip(), day.today, *day.settings.reading, day.now.zone)


def _read_end(text: str, today: date, reading: tuple[int, str]) -> date:
    words = text.strip().casefold()
    return FOR_EVER if words in ("", "never") else parse_day(words, today, *reading)


def _one_of(text: str, known: tuple[str, ...], what: str) -> str | None:
    typed = text.strip().casefold().replace(" ", "_")
    if not typed:
        return None
    fitting = [word for word in known if word.startswith(typed)]
    if len(fitting) != 1:
        raise BadInput(f"{what} is one of {', '.join(known)}.")
    return fitting[0]
