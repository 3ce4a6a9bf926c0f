"""Reports as tables for people; `report_formats` writes them for programs."""

from __future__ import annotations

from datetime import date

from dayplan.domain.currencies import format_amount
from dayplan.domain.days import format_day, times_in
from dayplan.domain.report_minutes import times_of_lines, times_of_total
from dayplan.domain.reporting import Line, Part, Report, owner_of
from dayplan.domain.rounding import format_rounding
from dayplan.domain.shares import write_shared
from dayplan.domain.steering import apart
from dayplan.domain.wording import MONTHS, WEEKDAYS, format_duration, format_minutes, to_minutes
from dayplan.text.cells import fitted, width_of
from dayplan.text.paint import Paint

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from dayplan.domain.model import Settings
    from dayplan.domain.report_minutes import Times
    from dayplan.domain.reporting import Amounts, Worked
    from dayplan.text.glyphs import Glyphs

_NOBODY = {
    "client": "no client",
    "project": "no project",
    "template": "no template",
    "tag": "no tag",
}
_BAR = 24
IN_NO_TOTAL = "in no total: dayplan log resolve"
OVERLAP = "An entry with several tags is in the line of each; the total counts it once."


def name_of(key: str, by: str) -> str:
    """Return a line's name; time that belongs to nobody says so."""
    return key or _NOBODY.get(by, "")


def title_of_key(key: str, by: str, date_format: str) -> str:
    """Return a line's name for people: a day and a week with their weekday or their beginning, a month by name."""
    if by == "month":
        return f"{MONTHS[int(key[5:]) - 1]} {key[:4]}"
    if by in ("day", "week"):
        day = date.fromisoformat(key)
        written = format_day(day, date_format)
        return f"{WEEKDAYS[day.weekday()][:3]} {written}" if by == "day" else f"week of {written}"
    return name_of(key, by)


def column_name(key: str, by: str, date_format: str) -> str:
    """Return a line's name in a table for people, where the range of a day or a week is above it."""
    return format_day(date.fromisoformat(key), date_format) if by in ("day", "week") else name_of(key, by)


def money(amounts: Amounts) -> str:
    """Write amounts of several currencies side by side, which are never added: `1,250.00 EUR + 8,000 JPY`."""
    return " + ".join(format_amount(minor, currency) for currency, minor in amounts)


def share_of(part: int, whole: int) -> str:
    """Write a share in whole percent; something is never `0%`, and less than all of it never `100%`."""
    if not whole or not part:
        return "0%"
    percent = round(100 * part / whole)
    if percent == 0:
        return "<1%"
    return f"{percent if part == whole else min(percent, 99)}%"


def worth(line: Line, report: Report) -> Amounts:
    """Return what a line is worth: as it is rounded, where it is."""
    return line.rounded_amounts if report.rounding.unit_s else line.amounts


def table_lines(report: Report, paint: Paint, date_format: str) -> list[str]:
    """Lay a report out: a name, time, beside it what it is rounded to, its share, a bar, and what it is worth."""
    if not report.lines:
        return [nothing_counts(report.unresolved_s), *_unresolved(report.unresolved_s)]
    rounded, waiting = report.rounding.unit_s > 0, report.unresolved_s
    of_lines = [column_name(line.key, report.by, date_format) for line in report.lines]
    names = [*of_lines, "total", *(["unresolved"] * (waiting > 0))]
    width = min(max(map(width_of, names)), max(12, (paint.width or 120) - _BAR - 40))
    most = max(line.seconds for line in report.lines)
    lines = [paint.quiet(f"{'':{width}}  {'time':>8}  {'rounded':>8}")] if rounded else []
    for name, line, times in zip(of_lines, report.lines, times_of_lines(report), strict=True):
        bar = paint.glyphs.gauge(line.seconds, most, _BAR)
        parts = [fitted(name, width, paint.glyphs.ellipsis), *_columns(times, rounded=rounded)]
        parts += [f"{share_of(line.seconds, report.total_s):>4}", paint.good(bar) + " " * (_BAR - len(bar))]
        lines.append("  ".join([*parts, money(worth(line, report))]).rstrip())
    total = [fitted("total", width), *_columns(times_of_total(report), rounded=rounded)]
    lines.append(paint.bold("  ".join([*total, " " * (_BAR + 6), money(worth(report.total, report))]).rstrip()))
    lines += [paint.quiet(words) for words in _aside(report)]
    return [*lines, *_unresolved(waiting, f"{'unresolved':{width}}")]


def nothing_counts(unresolved_s: int) -> str:
    """Say that a range has no time; where some waits for a decision, none that counts."""
    return "No time counts then." if unresolved_s else "No time was recorded then."


def _unresolved(seconds: int, name: str = "unresolved") -> list[str]:
    """Write the line of what waits for a decision, which stands beside a total (T6); none where nothing does."""
    return [f"{name}  {format_duration(seconds):>8}  {IN_NO_TOTAL}"] if seconds else []


def _columns(times: Times, *, rounded: bool) -> list[str]:
    return [f"{words:>8}" for words in ((times.recorded, times.rounded) if rounded else (times.recorded,))]


def _aside(report: Report) -> list[str]:
    """Say that lines overlap, how much is billable, and how a rounding came about."""
    words = [OVERLAP] if report.overlaps else []
    if report.total.billable_s:
        words.append(f"{format_duration(report.total.billable_s)} of it billable")
    if report.rounding.unit_s:
        words.append(rounding_words(report))
    return words


def rounding_words(report: Report) -> str:
    """Say how a report is rounded, and what it comes to as it was recorded."""
    said = f"rounded to {format_rounding(report.rounding)}"
    raw, rounded = report.total.amounts, report.total.rounded_amounts
    return f"{said}; as recorded it is worth {money(raw)}" if raw != rounded else said


def part_lines(parts: Sequence[Part], unresolved_s: int, paint: Paint, settings: Settings) -> list[str]:
    """List the entries of a report, each on the day on which it lies; what is unresolved is not among them."""
    waiting = [f"{format_duration(unresolved_s)} unresolved, {IN_NO_TOTAL}"] if unresolved_s else []
    if not parts:
        return [nothing_counts(unresolved_s), *waiting]
    lines = []
    seconds = [part.seconds for part in parts]
    for part, took in zip(parts, write_shared(seconds), strict=True):
        each = part.worked
        owner = f"  {paint.owner(owner_of(each))}" if owner_of(each) else ""
        note = f"  {paint.quiet(' '.join(each.note.split()))}" if each.note else ""
        day = format_day(part.day, settings.date_format)
        times = times_of(each, settings, paint.glyphs)
        lines.append(f"{day}  {times}  {took:>6}  {apart(each.task)}{owner}{note}")
    lines.append(paint.bold(f"{format_minutes(to_minutes(sum(seconds)), sum(seconds))} in all"))
    return [*lines, *waiting]


def times_of(each: Worked, settings: Settings, glyphs: Glyphs) -> str:
    """Write from when to when a stretch lasted, by the clock of the zone in which it was made (D3)."""
    end = None if each.running else each.end
    return times_in(each.start, end, each.zone, settings.clock_24, glyphs.times).ljust(11 if settings.clock_24 else 15)
