"""Reports for other programs: JSON, CSV and Markdown; each escapes what it must."""

from __future__ import annotations

import csv
import io

from dayplan.domain.currencies import format_number
from dayplan.domain.days import format_day
from dayplan.domain.names import write_tag_word, write_tags
from dayplan.domain.report_minutes import times_of_lines, times_of_total
from dayplan.domain.reporting import Line, Part, Report, owner_of
from dayplan.domain.shares import share_hours, write_shared
from dayplan.domain.wording import format_duration
from dayplan.text.as_json import instant
from dayplan.text.reports import OVERLAP, column_name, money, name_of, share_of, worth

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from dayplan.domain.report_minutes import Times
    from dayplan.domain.reporting import Amounts

_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NO_TIME = (0, "0.0000", 0, 0, 0)
_PART_HEAD = (
    *("day", "start", "end", "seconds", "hours", "client", "project", "task", "tags", "note"),
    *("billable", "rate", "currency"),
)


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
        "overlapping": report.overlaps,
        "total": _figures(report.total),
        "rows": [{"key": line.key, **_figures(line), "overlapping_seconds": line.overlap_s} for line in report.lines],
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
    added up. What is unresolved has a row and a column of its own, so that it is in no sum (T6). By tag, a column says
    how much of a line's time is in other lines too.
    """
    by_tag = report.by == "tag"
    head = [
        report.by,
        "seconds",
        "hours",
        "rounded_seconds",
        "billable_seconds",
        "unresolved_seconds",
        *(["overlapping_seconds"] if by_tag else []),
        "amount",
        "rounded_amount",
        "currency",
    ]
    rows = []
    nothing = [*_NO_TIME, *([0] if by_tag else [])]
    seconds = [line.seconds for line in report.lines]
    for line, hours in zip(report.lines, share_hours(seconds), strict=True):
        rounded = dict(line.rounded_amounts)
        times: list[object] = [line.seconds, hours, line.rounded_s, line.billable_s, 0]
        times += [line.overlap_s] if by_tag else []
        for place, (currency, minor) in enumerate(line.amounts or (("", None),)):
            amount = "" if minor is None else format_number(minor, currency)
            as_rounded = "" if minor is None else format_number(rounded[currency], currency)
            figures = times if place == 0 else nothing
            rows.append([name_of(line.key, report.by), *figures, amount, as_rounded, currency])
    if report.unresolved_s:
        rows.append(["unresolved", *_NO_TIME[:-1], report.unresolved_s, *nothing[len(_NO_TIME) :], "", "", ""])
    return as_csv(head, rows)


def parts_csv(parts: Sequence[Part], tags: Mapping[int, tuple[str, ...]]) -> str:
    """Write the entries of a report as CSV, each on the day on which it lies."""
    rows = []
    of_parts = share_hours([part.seconds for part in parts])
    for (each, day, seconds), hours in zip(parts, of_parts, strict=True):
        end = "" if each.running else instant(each.end, each.zone)
        rate = "" if each.rate_minor is None else format_number(each.rate_minor, each.currency)
        rows.append(
            [
                *(day.isoformat(), instant(each.start, each.zone), end, seconds, hours),
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


def markdown_lines(report: Report, date_format: str) -> list[str]:
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

    def row(line: Line, times: Times, name: str) -> list[str]:
        cells = [name, times.recorded, *([times.rounded] if rounded else []), share_of(line.seconds, report.total_s)]
        return [*cells, *([times.billable, money(worth(line, report))] if with_worth else [])]

    rows = [
        row(line, times, _escaped(column_name(line.key, report.by, date_format)))
        for line, times in zip(report.lines, times_of_lines(report), strict=True)
    ]
    total = [f"**{cell}**" if cell else "" for cell in row(report.total, times_of_total(report), "total")]
    waiting = ["unresolved", format_duration(report.unresolved_s), *[""] * (len(head) - 2)]
    table = as_markdown(head, [*rows, total, *([waiting] if report.unresolved_s else [])], text=1)
    return [*table, *(["", OVERLAP] if report.overlaps else [])]


def parts_markdown(parts: Sequence[Part], tags: Mapping[int, tuple[str, ...]], date_format: str) -> list[str]:
    """Write the entries of a report as a Markdown table."""
    rows = []
    took = write_shared([part.seconds for part in parts])
    for (each, day, _), time in zip(parts, took, strict=True):
        about = " ".join(map(write_tag_word, tags.get(each.task_id, ())))
        words = [owner_of(each), each.task, about, each.note]
        rows.append([format_day(day, date_format), *map(_escaped, words), time])
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
