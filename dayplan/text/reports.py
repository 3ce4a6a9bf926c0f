"""Reports as tables, JSON, CSV and Markdown; each escapes what it must."""

from __future__ import annotations

import csv
import io
from datetime import date

from dayplan.domain.currencies import format_amount, format_number
from dayplan.domain.days import format_day, times_in
from dayplan.domain.names import write_tag_word, write_tags
from dayplan.domain.reporting import Line, Part, Report, owner_of
from dayplan.domain.rounding import format_rounding
from dayplan.domain.steering import apart
from dayplan.domain.wording import MONTHS, WEEKDAYS, format_duration
from dayplan.text.as_json import instant
from dayplan.text.cells import fitted, width_of
from dayplan.text.paint import Paint

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from dayplan.domain.model import Settings
    from dayplan.domain.reporting import Amounts, Worked
    from dayplan.text.glyphs import Glyphs

_NOBODY = {
    "client": "no client",
    "project": "no project",
    "template": "no template",
    "tag": "no tag",
}
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_BAR = 24
_NO_TIME = (0, "0.0000", 0, 0, 0)
IN_NO_TOTAL = "in no total: dayplan log resolve"
_PART_HEAD = (
    *("day", "start", "end", "seconds", "hours", "client", "project", "task", "tags", "note"),
    *("billable", "rate", "currency"),
)


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


# As a table


def table_lines(report: Report, paint: Paint) -> list[str]:
    """Lay a report out: a name, time, beside it what it is rounded to, its share, a bar, and what it is worth."""
    if not report.lines:
        return [nothing_counts(report.unresolved_s), *_unresolved(report.unresolved_s)]
    rounded, waiting = report.rounding.unit_s > 0, report.unresolved_s
    names = [*(name_of(line.key, report.by) for line in report.lines), "total", *(["unresolved"] * (waiting > 0))]
    width = min(max(map(width_of, names)), max(12, (paint.width or 120) - _BAR - 40))
    most = max(line.seconds for line in report.lines)
    lines = [paint.quiet(f"{'':{width}}  {'time':>8}  {'rounded':>8}")] if rounded else []
    for line in report.lines:
        bar = paint.glyphs.gauge(line.seconds, most, _BAR)
        parts = [fitted(name_of(line.key, report.by), width, paint.glyphs.ellipsis), *_times(line, rounded=rounded)]
        parts += [f"{share_of(line.seconds, report.total_s):>4}", paint.good(bar) + " " * (_BAR - len(bar))]
        lines.append("  ".join([*parts, money(worth(line, report))]).rstrip())
    total = [fitted("total", width), *_times(report.total, rounded=rounded)]
    lines.append(paint.bold("  ".join([*total, " " * (_BAR + 6), money(worth(report.total, report))]).rstrip()))
    lines += [paint.quiet(words) for words in _aside(report)]
    return [*lines, *_unresolved(waiting, f"{'unresolved':{width}}")]


def nothing_counts(unresolved_s: int) -> str:
    """Say that a range has no time; where some waits for a decision, none that counts."""
    return "No time counts then." if unresolved_s else "No time was recorded then."


def _unresolved(seconds: int, name: str = "unresolved") -> list[str]:
    """Write the line of what waits for a decision, which stands beside a total (T6); none where nothing does."""
    return [f"{name}  {format_duration(seconds):>8}  {IN_NO_TOTAL}"] if seconds else []


def _times(line: Line, *, rounded: bool) -> list[str]:
    several = (line.seconds, line.rounded_s) if rounded else (line.seconds,)
    return [f"{format_duration(seconds):>8}" for seconds in several]


def _aside(report: Report) -> list[str]:
    """Say how much is billable, and how a rounding came about."""
    total, words = report.total, []
    if total.billable_s:
        words.append(f"{format_duration(total.billable_s)} of it billable")
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
    for part in parts:
        each = part.worked
        owner = f"  {paint.owner(owner_of(each))}" if owner_of(each) else ""
        note = f"  {paint.quiet(' '.join(each.note.split()))}" if each.note else ""
        day = format_day(part.day, settings.date_format)
        times = times_of(each, settings, paint.glyphs)
        lines.append(f"{day}  {times}  {format_duration(part.seconds):>6}  {apart(each.task)}{owner}{note}")
    lines.append(paint.bold(f"{format_duration(sum(part.seconds for part in parts))} in all"))
    return [*lines, *waiting]


def times_of(each: Worked, settings: Settings, glyphs: Glyphs) -> str:
    """Write from when to when a stretch lasted, by the clock of the zone in which it was made (D3)."""
    end = None if each.running else each.end
    return times_in(each.start, end, each.zone, settings.clock_24, glyphs.times).ljust(11 if settings.clock_24 else 15)


# As data


def report_json(report: Report) -> dict[str, object]:
    """Return a report in the shape of `report --json`."""
    rounding = None
    if report.rounding.unit_s:
        rounding = {"seconds": report.rounding.unit_s, "scope": report.rounding.scope, "way": report.rounding.way}
    return {
        "from": report.first.isoformat(),
        "to": report.last.isoformat(),
        "by": report.by,
        "rounding": rounding,
        "total_seconds": report.total.seconds,
        "unresolved_seconds": report.unresolved_s,
        "total": _figures(report.total),
        "rows": [{"key": line.key, **_figures(line)} for line in report.lines],
    }


def _figures(line: Line) -> dict[str, object]:
    return {
        "seconds": line.seconds,
        "rounded_seconds": line.rounded_s,
        "billable_seconds": line.billable_s,
        "rounded_billable_seconds": line.rounded_billable_s,
        "amounts": _amounts(line.amounts),
        "rounded_amounts": _amounts(line.rounded_amounts),
    }


def _amounts(amounts: Amounts) -> list[dict[str, object]]:
    return [{"currency": currency or None, "minor": minor} for currency, minor in amounts]


def parts_json(parts: Sequence[Part], tags: Mapping[int, tuple[str, ...]]) -> list[dict[str, Any]]:
    """Return the entries of a report in the shape of `report --entries --json`."""
    return [
        {
            "id": each.id,
            "day": day.isoformat(),
            "started_at": instant(each.start, each.zone),
            "ended_at": None if each.running else instant(each.end, each.zone),
            "seconds": seconds,
            "zone": each.zone,
            "client": each.client,
            "project": each.project,
            "template": each.template,
            "task": each.task,
            "tags": list(tags.get(each.task_id, ())),
            "note": each.note,
            "billable": each.billable,
            "rate_minor": each.rate_minor,
            "currency": each.currency,
        }
        for each, day, seconds in parts
    ]


def csv_text(report: Report) -> str:
    """Write a report as CSV; a cell that a spreadsheet would run as a formula begins with an apostrophe.

    Time that is worth something in two currencies has two rows, of which only the first has the time: a column can be
    added up. What is unresolved has a row and a column of its own, so that it is in no sum (T6).
    """
    head = [
        report.by,
        "seconds",
        "hours",
        "rounded_seconds",
        "billable_seconds",
        "unresolved_seconds",
        "amount",
        "rounded_amount",
        "currency",
    ]
    rows = []
    for line in report.lines:
        rounded = dict(line.rounded_amounts)
        times: list[object] = [line.seconds, f"{line.seconds / 3600:.4f}", line.rounded_s, line.billable_s, 0]
        for place, (currency, minor) in enumerate(line.amounts or (("", None),)):
            amount = "" if minor is None else format_number(minor, currency)
            as_rounded = "" if minor is None else format_number(rounded[currency], currency)
            figures = times if place == 0 else _NO_TIME
            rows.append([name_of(line.key, report.by), *figures, amount, as_rounded, currency])
    if report.unresolved_s:
        rows.append(["unresolved", *_NO_TIME[:-1], report.unresolved_s, "", "", ""])
    return as_csv(head, rows)


def parts_csv(parts: Sequence[Part], tags: Mapping[int, tuple[str, ...]]) -> str:
    """Write the entries of a report as CSV, each on the day on which it lies."""
    rows = []
    for each, day, seconds in parts:
        end = "" if each.running else instant(each.end, each.zone)
        rate = "" if each.rate_minor is None else format_number(each.rate_minor, each.currency)
        rows.append(
            [
                *(day.isoformat(), instant(each.start, each.zone), end, seconds, f"{seconds / 3600:.4f}"),
                *(each.client or "", each.project or "", each.task, write_tags(tags.get(each.task_id, ())), each.note),
                *("yes" if each.billable else "no", rate, each.currency or ""),
            ]
        )
    return as_csv(_PART_HEAD, rows)


def as_csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Write a table as CSV, with no cell that a spreadsheet would run."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([_safe(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return out.getvalue()


def _safe(cell: str) -> str:
    """Keep a spreadsheet from running a cell; blanks before the sign would not keep it."""
    if cell[:1].isalnum():
        return cell
    return f"'{cell}" if cell.lstrip().startswith(_RISKY) or cell.startswith(_RISKY) else cell


# As Markdown


def markdown_lines(report: Report) -> list[str]:
    """Write a report as a Markdown table."""
    rounded = report.rounding.unit_s > 0
    with_worth = bool(report.total.billable_s)
    head = [
        report.by,
        "time",
        *(["rounded"] if rounded else []),
        "share",
        *(["billable", "amount"] if with_worth else []),
    ]

    def row(line: Line, name: str) -> list[str]:
        cells = [
            name,
            *(cell.strip() for cell in _times(line, rounded=rounded)),
            share_of(line.seconds, report.total_s),
        ]
        worked = line.rounded_billable_s if rounded else line.billable_s
        return [
            *cells,
            *([format_duration(worked) if worked else "", money(worth(line, report))] if with_worth else []),
        ]

    rows = [row(line, _escaped(name_of(line.key, report.by))) for line in report.lines]
    total = [f"**{cell}**" if cell else "" for cell in row(report.total, "total")]
    waiting = ["unresolved", format_duration(report.unresolved_s), *[""] * (len(head) - 2)]
    return as_markdown(head, [*rows, total, *([waiting] if report.unresolved_s else [])], text=1)


def parts_markdown(parts: Sequence[Part], tags: Mapping[int, tuple[str, ...]]) -> list[str]:
    """Write the entries of a report as a Markdown table."""
    rows = []
    for each, day, seconds in parts:
        about = " ".join(map(write_tag_word, tags.get(each.task_id, ())))
        words = [owner_of(each), each.task, about, each.note]
        rows.append([day.isoformat(), *map(_escaped, words), format_duration(seconds)])
    return as_markdown(["day", "for", "task", "tags", "note", "time"], rows, text=5)


def as_markdown(head: Sequence[str], rows: Sequence[Sequence[str]], *, text: int) -> list[str]:
    """Lay a table out; the first `text` columns are words, the others figures."""
    rule = [" --- " if place < text else " ---: " for place in range(len(head))]
    return [_row(head), f"|{'|'.join(rule)}|", *map(_row, rows)]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _escaped(text: str) -> str:
    """Let text stand in a Markdown cell as itself: a note may have several lines, and they become one."""
    text = " ".join(text.split())
    for sign in "\\`*_[]<>|~&$":
        text = text.replace(sign, f"\\{sign}")
    return text
