"""Templates in words: as lines, and as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from dayplan.domain.days import format_day
from dayplan.domain.model import AwayDays, Record, Settings, Template
from dayplan.domain.names import write_tag_word
from dayplan.domain.phrase import in_words
from dayplan.domain.remaining import Remaining, is_over, remaining
from dayplan.domain.schedule import next_dates
from dayplan.domain.wording import counted, format_duration, long_day
from dayplan.text.as_json import day_or_null
from dayplan.text.cells import fitted, width_of
from dayplan.text.day import whose
from dayplan.text.paint import Paint

_AHEAD = 5
_NEVER_AGAIN = date(9999, 12, 31)


def dates_of(
    each: Template, today: date, settings: Settings, count: int = _AHEAD, record: Record | None = None
) -> list[date]:
    """Return the due dates after today that have no row yet; those of a pause and after its end do not count."""
    if each.archived:
        return []
    after = today
    if each.paused_until is not None and each.paused_until > today:
        if each.paused_until == _NEVER_AGAIN:
            return []
        after = each.paused_until - timedelta(days=1)
    known = frozenset() if record is None else record.ahead
    found = next_dates(each.schedule, each.starts_on, after, count + len(known), settings.workdays)
    return [day for day in found if day not in known and (each.ends_on is None or day <= each.ends_on)][:count]


def left_of(
    each: Template, today: date, settings: Settings, record: Record | None, away: Sequence[AwayDays]
) -> Remaining | None:
    """Return what is left of its count; None where it has none, or is archived."""
    if each.archived:
        return None
    return remaining(each, today, settings.workdays, away, frozenset() if record is None else record.ahead)


def left_words(found: Remaining) -> str:
    """Say how many dates are left of a count: `3 of 10 dates left, 1 more left out (a pause or away days)`."""
    more = f", {found.left_out} more left out (a pause or away days)" if found.left_out else ""
    return f"{found.left} of {counted(found.times, 'date')} left{more}"


def over_words(each: Template, settings: Settings, found: Remaining | None) -> str:
    """Say of a template that is over when that was."""
    last = each.ends_on or (found and found.last)
    return f"over since {format_day(last, settings.date_format)}" if last else "over"


def state_of(
    each: Template,
    today: date,
    settings: Settings,
    record: Record | None = None,
    away: Sequence[AwayDays] = (),
) -> str:
    """Say what is special about a template: archived, over, paused, when it is due next and how often still."""
    if each.archived:
        return "archived"
    found = left_of(each, today, settings, record, away)
    if is_over(each, today, found):
        return over_words(each, settings, found)
    state = _next_of(each, today, settings, record)
    return ", ".join(part for part in (state, left_words(found) if found else "") if part)


def _next_of(each: Template, today: date, settings: Settings, record: Record | None) -> str:
    if each.paused_until is not None and each.paused_until > today:
        until = each.paused_until
        return "paused" if until == _NEVER_AGAIN else f"paused until {format_day(until, settings.date_format)}"
    ahead = dates_of(each, today, settings, 1, record)
    return f"next {format_day(ahead[0], settings.date_format)}" if ahead else ""


def next_line(each: Template, day: date | None, today: date) -> str:
    """Say on which day a template comes next, where that was asked of the planner (issue 13.14)."""
    if each.paused_until == _NEVER_AGAIN:
        return "Next: when dayplan template resume ends its pause"
    if day is None:
        return "Next: no date to come"
    return f"Next: {'today, ' if day == today else ''}{long_day(day, today)}"


def list_lines(
    templates: Sequence[Template],
    records: Mapping[int, Record],
    today: date,
    settings: Settings,
    paint: Paint,
    away: Sequence[AwayDays] = (),
) -> list[str]:
    """Return a line a template, in columns."""
    words = [in_words(each.schedule) for each in templates]
    number_width = max(len(str(each.id)) for each in templates)
    width = max(width_of(each.title) for each in templates)
    words_width = max(map(width_of, words))
    lines = []
    for each, when in zip(templates, words, strict=True):
        estimate = format_duration(each.estimate_s) if each.estimate_s else ""
        parts = [
            f"{paint.quiet(f'{each.id:>{number_width}}')} {fitted(each.title, width)}",
            fitted(when, words_width),
            f"{estimate:>5}",
            state_of(each, today, settings, records.get(each.id), away),
            done_words(records.get(each.id)),
            whose(each.client, each.project),
        ]
        line = "  ".join(parts).rstrip()
        lines.append(paint.quiet(line) if each.archived else line)
    return lines


def done_words(record: Record | None) -> str:
    """Say how often it was done, skipped and missed, and how long the streak is."""
    if record is None or not (record.done or record.skipped or record.missed):
        return ""
    parts = [f"{record.done} done"]
    parts += [f"{record.skipped} skipped"] if record.skipped else []
    parts += [f"{record.missed} missed"] if record.missed else []
    parts += [f"streak {record.streak}"] if record.streak > 1 else []
    return ", ".join(parts)


def show_lines(
    each: Template, record: Record | None, today: date, settings: Settings, away: Sequence[AwayDays] = ()
) -> list[str]:
    """Return all there is to know of one template, a line each."""
    dates = dates_of(each, today, settings, record=record)
    lines = [f"{each.id} {each.title}: {in_words(each.schedule)}"]
    if dates:
        lines.append(f"  next     {', '.join(format_day(day, settings.date_format) for day in dates)}")
    found = left_of(each, today, settings, record, away)
    over = is_over(each, today, found) and not each.archived
    state = over_words(each, settings, found) if over else _next_of(each, today, settings, record)
    if each.archived:
        state = "archived"
    if state and not state.startswith("next"):
        lines.append(f"  state    {state}")
    if found is not None:
        lines.append(f"  left     {left_words(found)}")
    if each.ends_on:
        lines.append(f"  ends     {format_day(each.ends_on, settings.date_format)}")
    if each.estimate_s:
        lines.append(f"  estimate {format_duration(each.estimate_s)}")
    if record is not None and record.median_s is not None:
        lines.append(f"  takes    {format_duration(record.median_s)}, the median of the last eight")
    if words := done_words(record):
        lines.append(f"  so far   {words}")
    lines.append(f"  missed   {each.missed}, away days: {each.on_away}")
    about = " ".join(part for part in (whose(each.client, each.project), *map(write_tag_word, each.tags)) if part)
    return [*lines, f"  for      {about}"] if about else lines


def template_json(
    each: Template, record: Record | None, today: date, settings: Settings, away: Sequence[AwayDays] = ()
) -> dict[str, object]:
    """Return a template for programs."""
    found = left_of(each, today, settings, record, away)
    return {
        "id": each.id,
        "title": each.title,
        "schedule": each.schedule,
        "in_words": in_words(each.schedule),
        "next": [day.isoformat() for day in dates_of(each, today, settings, record=record)],
        "left": None if found is None else found.left,
        "over": is_over(each, today, found),
        "estimate_seconds": each.estimate_s,
        "median_seconds": None if record is None else record.median_s,
        "done": 0 if record is None else record.done,
        "skipped": 0 if record is None else record.skipped,
        "missed_count": 0 if record is None else record.missed,
        "streak": 0 if record is None else record.streak,
        "client": each.client,
        "project": each.project,
        "tags": list(each.tags),
        "notes": each.notes,
        "missed": each.missed,
        "on_away": each.on_away,
        "starts_on": each.starts_on.isoformat(),
        "ends_on": day_or_null(each.ends_on),
        "paused_until": day_or_null(each.paused_until if (each.paused_until or today) > today else None),
        "archived": each.archived,
    }
