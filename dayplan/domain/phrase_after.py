"""After-completion schedules in phrases: `3 days after it was done`, `every! 3 days` (S4)."""

from __future__ import annotations

from dayplan.domain.hygiene import quoted
from dayplan.domain.phrase_lists import ListReader
from dayplan.domain.phrase_parts import AFTERWARDS, refusal
from dayplan.domain.phrase_tokens import Token
from dayplan.domain.rule import MOST_AFTER

_DAYS_OF = {"day": 1, "week": 7, "month": 30, "quarter": 90, "year": 365}


class AfterReader(ListReader):
    """Reads how long after it was done something is due."""

    def after_done(self, number: int = 1) -> bool:
        """Read `3 days after it was done` up to its end; whether that is what stands here."""
        ahead = 0 if self.peek().kind in ("unit", "days") else 1
        counted, unit, after = self.peek(), self.peek(ahead), self.peek(ahead + 1)
        if unit.kind not in ("unit", "days") or after.kind not in ("after", "from"):
            return False
        end = ahead + 2
        while self.peek(end).kind in ("done", "it", "last", "times", "a", "every") or self.peek(end).word == "one":
            end += 1
        words = [self.peek(at) for at in range(ahead + 2, end)]
        if not any(word.kind in ("done", "times") or word.word == "one" for word in words):
            return False
        number = counted.number if counted.kind == "number" else number
        typed = f"{number} {unit.typed}"
        if unit.kind == "days":
            raise refusal(f"{quoted(typed)} cannot be counted from when it was done", AFTERWARDS)
        self._take_after(number, unit, typed)
        self.at += end
        return True

    def every_after_done(self) -> None:
        """Read `every! 3 days`, which is how Todoist writes 3 days after it was done (issue 13.10)."""
        self.at += 1
        counted = self.peek()
        has_number = counted.kind in ("number", "nth", "other")
        unit = self.peek(1) if has_number else counted
        number = 2 if counted.kind == "other" else counted.number if has_number else 1
        if unit.kind != "unit":
            raise refusal(f"'every!' and {quoted(unit.typed)} do not go together", AFTERWARDS)
        self._take_after(number, unit, f"{number} {unit.typed}")
        self.at += 1 + has_number

    def _take_after(self, number: int, unit: Token, typed: str) -> None:
        days = number * unit.number * _DAYS_OF[unit.unit]
        if self.said.after is not None or not 1 <= days <= MOST_AFTER:
            raise refusal(f"{quoted(typed)} is not one number of days from 1 to {MOST_AFTER}", AFTERWARDS)
        self.said.after = days
