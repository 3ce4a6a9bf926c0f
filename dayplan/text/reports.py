"""Reports as tables, CSV and Markdown; each escapes what it must."""

from __future__ import annotations

import csv
import io

from dayplan.domain.reporting import Line, Report
from dayplan.domain.wording import format_duration
from dayplan.text.cells import fitted, width_of
from dayplan.text.paint import Paint

_NOBODY = {
    "client": "no client",
    "project": "no project",
    "template": "no template",
    "tag": "no tag",
}
_RISKY = ("=", "+", "-", "@", "\t", "\r")
_BAR = 24


def name_of(line: Line, by: str) -> str:
    """Return a line's name; time that belongs to nobody says so."""
    return line.key or _NOBODY.get(by, "")


def money(amounts: tuple[tuple[str, int], ...]) -> str:
    """Write amounts in major units, one after the other: `1,250.00 EUR`."""
    return " + ".join(f"{minor / 100:,.2f} {currency}".rstrip() for currency, minor in amounts)


def table_lines(report: Report, paint: Paint, *, rounded: bool) -> list[str]:
    """Lay a report out: a name, time, its bar, and what it is worth."""
    if not report.lines:
        return ["No time was recorded then."]
    names = [name_of(line, report.by) for line in report.lines]
    width = max(map(width_of, [*names, "total"]))
    most = max(line.seconds for line in report.lines)
    lines = []
    for name, line in zip(names, report.lines, strict=True):
        parts = [fitted(name, width), f"{format_duration(line.seconds):>8}"]
        parts += [f"{format_duration(line.rounded_s):>8}"] if rounded else []
        full = round(_BAR * line.seconds / most) if most else 0
        parts.append(paint.good(paint.glyphs.full * full) + " " * (_BAR - full))
        parts += [money(line.amounts)] if line.amounts else []
        lines.append("  ".join(parts).rstrip())
    total = [fitted("total", width), f"{format_duration(report.total_s):>8}"]
    total += [f"{format_duration(report.rounded_s):>8}"] if rounded else []
    total += [" " * _BAR, money(report.amounts)] if report.amounts else []
    lines.append(paint.bold("  ".join(total).rstrip()))
    if report.billable_s:
        lines.append(paint.quiet(f"{format_duration(report.billable_s)} of it billable"))
    return lines


def csv_text(report: Report) -> str:
    """Write a report as CSV; a cell that a spreadsheet would run as a formula is quoted away."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([report.by, "seconds", "hours", "rounded_seconds", "billable_seconds", "amount", "currency"])
    for line in report.lines:
        hours = f"{line.seconds / 3600:.4f}"
        for currency, minor in line.amounts or (("", 0),):
            amount = f"{minor / 100:.2f}" if line.amounts else ""
            cells = [_safe(name_of(line, report.by)), line.seconds, hours, line.rounded_s, line.billable_s, amount]
            writer.writerow([*cells, _safe(currency)])
    return out.getvalue()


def markdown_lines(report: Report, *, rounded: bool) -> list[str]:
    """Write a report as a Markdown table."""
    head = [report.by, "time", *(["rounded"] if rounded else []), "amount"]
    lines = [f"| {' | '.join(head)} |", f"|{'|'.join([' --- ', *[' ---: '] * (len(head) - 1)])}|"]
    for line in report.lines:
        cells = [_escaped(name_of(line, report.by)), format_duration(line.seconds)]
        cells += [format_duration(line.rounded_s)] if rounded else []
        lines.append(f"| {' | '.join([*cells, money(line.amounts)])} |")
    cells = ["**total**", f"**{format_duration(report.total_s)}**"]
    cells += [f"**{format_duration(report.rounded_s)}**"] if rounded else []
    return [*lines, f"| {' | '.join([*cells, money(report.amounts)])} |"]


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_RISKY) else cell


def _escaped(text: str) -> str:
    for sign in "\\`*_[]<>|":
        text = text.replace(sign, f"\\{sign}")
    return text
