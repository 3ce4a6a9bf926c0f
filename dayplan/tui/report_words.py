"""The words over a report: what it is about, what it comes to, and what to do where there is nothing."""

from __future__ import annotations

from datetime import date

from textual.content import Content

from dayplan.domain.days import format_day
from dayplan.domain.model import Settings
from dayplan.domain.ranges import dates_of, title_of
from dayplan.domain.report_minutes import times_of_total
from dayplan.domain.reporting import BY
from dayplan.domain.rounding import format_rounding
from dayplan.domain.wording import WEEKDAYS, counted, format_duration, how_far
from dayplan.text.reports import money, name_of, title_of_key, worth
from dayplan.tui.look import GLYPHS, MUTED, fitted
from dayplan.tui.report_reading import MOST_PARTS, Seen


def title_words(seen: Seen, settings: Settings, today: date, width: int) -> str:
    """Say which time the report is about, by name and, where there is room, by its days."""
    title = title_of(seen.asked.range, today, settings.week_start)
    if seen.range.unit == "days":
        return dates_of(seen.range, settings.date_format)
    if seen.range.unit == "year" or width < 60:
        return title
    return f"{title}  {dates_of(seen.range, settings.date_format)}"


def aside_words(seen: Seen, *, adding_up: bool) -> str:
    """Say what is unusual: that a filter is on, or that the figures are still those of before."""
    if adding_up:
        return f"adding up{GLYPHS.ellipsis}"
    return f"only {seen.asked.filter}" if seen.asked.filter else ""


def sum_words(seen: Seen) -> tuple[str, ...]:
    """Say what it comes to, the most telling first."""
    total, rounding = seen.report.total, seen.report.rounding
    words = [f"{times_of_total(seen.report).recorded} tracked"]
    if seen.report.overlaps:
        words.append("lines overlap")
    if rounding.unit_s:
        words.append(f"{times_of_total(seen.report).rounded} rounded to {format_rounding(rounding)}")
    if worth(total, seen.report):
        words.append(money(worth(total, seen.report)))
    if seen.report.unresolved_s:
        words.append(f"{format_duration(seen.report.unresolved_s)} undecided, not counted")
    if total.billable_s:
        words.append(f"{times_of_total(seen.report).billable} billable")
    return tuple(words)


def tabs_words(seen: Seen, settings: Settings, width: int) -> Content:
    """Name what it is summed up by among all groupings; or the line whose entries are shown."""
    return _tabs(seen.asked.by, width) if seen.asked.key is None else _about_line(seen, settings, width)


def _tabs(by: str, width: int) -> Content:
    """Name every grouping, the one in use in bold; those around it where there is no room for all."""
    place = BY.index(by)
    first, last = 0, len(BY)
    while last - first > 1 and sum(len(each) + 3 for each in BY[first:last]) > width:
        if place - first > last - 1 - place:
            first += 1
        else:
            last -= 1
    shown = [Content.styled(each, "bold $text-accent underline" if each == by else MUTED) for each in BY[first:last]]
    return Content("   ").join(shown)


def _about_line(seen: Seen, settings: Settings, width: int) -> Content:
    assert seen.asked.key is not None
    name = title_of_key(seen.asked.key, seen.asked.by, settings.date_format) or name_of("", seen.asked.by)
    count = counted(seen.part_count, "entry", "entries")
    if seen.part_count > MOST_PARTS:
        count = f"the latest {MOST_PARTS:,} of {count}; - shortens the time"
    words = f"  {seen.parts_words} in {count}"
    room = max(8, width - len(words))
    return Content.assemble((fitted(name, min(room, len(name) + 1)).rstrip(), "bold $text-accent"), (words, MUTED))


def nothing_words(seen: Seen, settings: Settings, today: date) -> Content:
    """Say why there is nothing, and what is one key away."""
    days = dates_of(seen.range, settings.date_format)
    keys = []
    if seen.hidden_s:
        why = f"{seen.asked.filter} leaves nothing of the {format_duration(seen.hidden_s)} of these days."
        keys.append(("esc", "counts everything again"))
    elif seen.range.first > today:
        why = f"These days are still to come: {days}."
    else:
        why = (
            f"No time was recorded on these days: {days}." if seen.range.days > 1 else "No time was recorded that day."
        )
    if seen.report.unresolved_s:
        keys.append(
            ("4", f"shows the {format_duration(seen.report.unresolved_s)} that wait for a decision and are not counted")
        )
    if seen.earlier is not None and not seen.hidden_s:
        day = f"{WEEKDAYS[seen.earlier.weekday()]} {format_day(seen.earlier, settings.date_format)}"
        far = how_far(seen.earlier, today) or "today"
        keys.append(("enter", f"shows the latest time before, of {day}, {far}"))
    elif not seen.hidden_s:
        keys.append(("1", "goes to the day, where enter starts the timer"))
    keys += [("r", "asks for other days"), (".", "shows the time we are in")]
    lines = [Content.styled(why, "bold $foreground"), Content("")]
    lines += [Content.assemble((f"{key:<7}", "bold $text-accent"), words) for key, words in keys]
    return Content("\n").join(lines)
