"""Away days: holidays, vacation, illness (S8)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dayplan.domain.days import format_day
from dayplan.domain.hygiene import tidy
from dayplan.domain.model import NAME_MAX, AwayDays, Now
from dayplan.domain.wording import long_day
from dayplan.errors import BadInput, NotFound
from dayplan.planner.change import Begin, Change, is_untouched
from dayplan.planner.settle import settle
from dayplan.storage.tables import AwayRow


class AwayPart:
    """The use cases of away days."""

    def __init__(self, begin: Begin) -> None:
        self._begin = begin

    def add(self, ranges: Sequence[AwayDays], now: Now) -> tuple[AwayDays, ...]:
        """Add away days that are not there yet, and return those; adding the same again adds nothing.

        What was missed on them is left out instead, and so is what stands untouched on today from templates that skip
        away days (S8). Raises `BadInput` for days in the wrong order or a label that is too long.
        """
        with self._begin(now) as change:
            there = {(row.first_day, row.last_day, row.label) for row in change.rows.away()}
            added = []
            for days in ranges:
                label = tidy(days.label)
                if days.last < days.first:
                    first, last = (format_day(day, change.settings.date_format) for day in (days.first, days.last))
                    raise BadInput(f"{last} is before {first}: give the first day first.")
                if len(label) > NAME_MAX:
                    raise BadInput(f"The label is {len(label)} characters long: at most {NAME_MAX} fit.")
                key = (days.first.isoformat(), days.last.isoformat(), label)
                if key not in there:
                    there.add(key)
                    row = change.rows.add(AwayRow(first_day=key[0], last_day=key[1], label=label))
                    added.append(AwayDays(row.id or 0, days.first, days.last, label))
                    _leave_out(change, days.first, days.last)
            change.name(_step("Add", change, added))
            settle(change.rows, now)
            return tuple(added)

    def remove(self, away_id: int, now: Now) -> AwayDays:
        """Take away days out again; rows that were left out stay so (S1). Raises `NotFound`."""
        with self._begin(now) as change:
            for row in change.rows.away():
                if row.id == away_id:
                    days = AwayDays(
                        away_id, date.fromisoformat(row.first_day), date.fromisoformat(row.last_day), row.label
                    )
                    change.name(_step("Remove", change, [days]))
                    change.rows.delete(row)
                    settle(change.rows, now)
                    return days
            raise NotFound(f"There are no away days numbered {away_id}: dayplan away lists them.")


def _leave_out(change: Change, first: date, last: date) -> None:
    today = change.today.isoformat()
    for task in change.rows.occurrences_between(first, last):
        template = task.template
        if template is None or template.on_away != "skip":
            continue
        missed = task.status == "missed" and task.reason == "not_opened"
        waiting = task.status == "open" and task.day == today and is_untouched(change, task)
        if missed or waiting:
            task.status, task.reason = "skipped", "away"


def _step(verb: str, change: Change, ranges: Sequence[AwayDays]) -> str:
    if len(ranges) != 1:
        return f"{verb} {len(ranges)} away days"
    (days,) = ranges
    span = long_day(days.first, change.today)
    if days.last != days.first:
        span += f" to {long_day(days.last, change.today)}"
    return f"{verb} away days {span}" + (f" ({days.label})" if days.label else "")
