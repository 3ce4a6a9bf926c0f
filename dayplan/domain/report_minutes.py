"""The times of a report as they are printed: every column of minutes adds up to the total below it."""

from __future__ import annotations

from dayplan.domain.record import NamedTuple
from dayplan.domain.shares import share_minutes
from dayplan.domain.wording import format_minutes, to_minutes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from dayplan.domain.reporting import Line, Report


class Times(NamedTuple):
    """The times of a line in words."""

    recorded: str
    rounded: str
    billable: str
    """What is billable of the rounded time, which is the recorded time where nothing is rounded; empty for none."""
    minutes: int
    """The minutes of `recorded`, which the entries of the line share."""


def times_of_total(report: Report) -> Times:
    """Write the times of the total, each to the nearest minute."""
    return _times(report.total, *map(to_minutes, _seconds(report.total)))


def times_of_lines(report: Report) -> tuple[Times, ...]:
    """Write the times of each line; where no lines overlap, each column adds up to the total."""
    lines = report.lines
    if report.overlaps:
        return tuple(_times(line, *map(to_minutes, _seconds(line))) for line in lines)
    recorded, _ = _with_billable([line.seconds for line in lines], [line.billable_s for line in lines])
    rounded = _with_billable([line.rounded_s for line in lines], [line.rounded_billable_s for line in lines])
    return tuple(_times(line, *minutes) for line, *minutes in zip(lines, recorded, *rounded, strict=True))


def _seconds(line: Line) -> tuple[int, int, int]:
    return line.seconds, line.rounded_s, line.rounded_billable_s


def _times(line: Line, recorded: int, rounded: int, rounded_billable: int) -> Times:
    return Times(
        format_minutes(recorded, line.seconds),
        format_minutes(rounded, line.rounded_s),
        format_minutes(rounded_billable, line.rounded_billable_s) if line.rounded_billable_s else "",
        recorded,
    )


def _with_billable(seconds: Sequence[int], billable: Sequence[int]) -> tuple[list[int], list[int]]:
    """Share the minutes of a column, and those of the part of it that is billable, which is never more than the whole.

    Where the two columns by themselves would contradict each other, what is billable and what is not are shared apart.
    """
    minutes, billed = share_minutes(seconds), share_minutes(billable)
    for each, of_it, whole_s, billed_s in zip(minutes, billed, seconds, billable, strict=True):
        if of_it > each or (of_it != each and whole_s == billed_s):
            rest = [whole - part for whole, part in zip(seconds, billable, strict=True)]
            others = share_minutes(rest, to_minutes(sum(seconds)) - to_minutes(sum(billable)))
            return [part + other for part, other in zip(billed, others, strict=True)], billed
    return minutes, billed
