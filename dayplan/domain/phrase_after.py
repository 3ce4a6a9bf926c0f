"""After-completion schedules in phrases: `3 days after it was done`, `every! 3 days`, `every 3 days when done` (S4).

Months, quarters and years are counted by the calendar, business days by the `workdays` setting. Where weekdays are
named, as in `every 3 weeks on saturday when done`, the time is counted first, and it is due on the first of those
weekdays that is no earlier: done on a Wednesday, three weeks later is a Wednesday, and the Saturday after it is meant.
"""

from __future__ import annotations

from dayplan.domain.after import MOST_AFTER, After
from dayplan.domain.hygiene import quoted
from dayplan.domain.phrase_lists import ListReader
from dayplan.domain.phrase_parts import AFTERWARDS, ALL_WEEK, refusal
from dayplan.domain.phrase_tokens import Token
from dayplan.domain.rule import WORKDAY

_WAITS = {
    "day": (1, "day"),
    "week": (7, "day"),
    "workday": (1, "workday"),
    "month": (1, "month"),
    "quarter": (3, "month"),
    "year": (12, "month"),
}
"""How many of the unit of a wait a unit is."""


class AfterReader(ListReader):
    """Reads how long after it was done something is due."""

    names_days = False
    """Whether weekdays belong to the time after it was done, as in `every! 3 weeks on saturday`."""

    def after_done(self, number: int = 1) -> bool:
        """Read `3 days after it was done` up to its end; whether that is what stands here."""
        ahead = 0 if self.peek().kind in ("unit", "days") else 1
        counted, unit, after = self.peek(), self.peek(ahead), self.peek(ahead + 1)
        if unit.kind not in ("unit", "days") or after.kind not in ("after", "from"):
            return False
        width = self._done(ahead + 2)
        if not width:
            return False
        number = counted.number if counted.kind == "number" else number
        self._take_after(number, unit, f"{number} {unit.typed}")
        self.at += ahead + 2 + width
        return True

    def when_done(self) -> bool:
        """Read `when it was done`, which makes of an interval the time after it was done; whether it stands here."""
        counts = self.peek().kind == "when" or self.said.every is not None
        width = self._done(1) if counts else 0
        self.at += width and 1 + width
        self.said.when_done |= width > 0
        return width > 0

    def _done(self, ahead: int) -> int:
        """Return how many words of `it was done` or `the last time` stand there: none where it is not said."""
        end = ahead
        while self.peek(end).kind in ("done", "it", "last", "times", "a", "every") or self.peek(end).word == "one":
            end += 1
        words = [self.peek(at) for at in range(ahead, end)]
        return end - ahead if any(word.kind in ("done", "times") or word.word == "one" for word in words) else 0

    def every_after_done(self) -> None:
        """Read `every! 3 days`, which is how Todoist writes 3 days after it was done (issue 13.10)."""
        self.at += 1
        counted = self.peek()
        has_number = counted.kind in ("number", "nth", "other")
        unit = self.peek(1) if has_number else counted
        number = 2 if counted.kind == "other" else counted.number if has_number else 1
        if unit.kind != "unit" and unit.days != (WORKDAY,):
            raise refusal(f"'every!' and {quoted(unit.typed)} do not go together", AFTERWARDS)
        self._take_after(number, unit, f"{number} {unit.typed}")
        self.names_days = True
        self.at += 1 + has_number

    def _take_after(self, number: int, unit: Token, typed: str) -> None:
        if unit.kind == "days" and unit.days != (WORKDAY,):
            raise refusal(f"{quoted(typed)} cannot be counted from when it was done", AFTERWARDS)
        if self.said.after is not None:
            raise refusal(f"{quoted(typed)} is a second time after it was done", AFTERWARDS)
        if unit.kind == "days":
            self.said.after = _wait(number, "workday", typed)
        else:
            self.said.after = _wait(number * unit.number, unit.unit, typed)

    def unite_after(self) -> None:
        """Make of an interval and weekdays the time after it was done, where that is said."""
        said = self.said
        if said.when_done:
            if said.after is not None or said.every is None or not said.rhythm:
                raise refusal("'when done' does not say how long after it was done", AFTERWARDS)
            said.after, said.every, said.every_typed = _wait(*said.every, said.every_typed), None, ""
        elif not self.names_days:
            return
        if said.after is None or not said.weekdays:
            return
        if said.after.unit == "workday":
            raise refusal(f"{quoted(said.weekday_typed)} does not go with a number of workdays", AFTERWARDS)
        days = tuple(sorted(set(said.weekdays)))
        said.after = said.after._replace(weekdays=() if set(days) >= set(ALL_WEEK) else days)
        said.weekdays, said.weekday_typed = (), ""


def _wait(number: int, unit: str, typed: str) -> After:
    each, counted_in = _WAITS[unit]
    most = MOST_AFTER[counted_in]
    if not 1 <= number * each <= most:
        raise refusal(f"{quoted(typed)} is not one number of {counted_in}s from 1 to {most}", AFTERWARDS)
    return After(number * each, counted_in)
