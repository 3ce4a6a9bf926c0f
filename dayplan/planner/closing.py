"""Closing a day, and the note that is left on it (Z5). Nothing forces it, and it forbids nothing."""

from __future__ import annotations

from datetime import date

from dayplan.domain.hygiene import clean_text
from dayplan.domain.model import Now
from dayplan.domain.wording import long_day
from dayplan.errors import Refused
from dayplan.planner.change import Begin, Change
from dayplan.planner.conflicts import Single, refuse_conflicts


class ClosingPart:
    """The use cases of closing. What becomes of unfinished tasks is asked of `DayPart`, a step each."""

    def __init__(self, begin: Begin) -> None:
        self._begin = begin

    def close(self, day: date, now: Now, note: str | None = None) -> date:
        """Close today or a past day, or close it again; with a note if one is given. Returns the day.

        Raises `Refused` for a day to come.
        """
        with self._begin(now) as change:
            name = _begun(change, day)
            change.name(f"Close {name}")
            row = change.rows.day(day)
            row.closed_at = now.epoch
            if note is not None:
                row.note = clean_text(note).strip()
            return day

    def reopen(self, day: date, now: Now, note: str | None = None) -> None:
        """Take back that a day was closed; its note stays unless one is given. Raises `Refused` for any other day."""
        with self._begin(now) as change:
            name = long_day(day, change.today)
            change.name(f"Reopen {name}")
            row = change.rows.day(day)
            if row.closed_at is None:
                raise Refused(f"{name} is not closed.")
            row.closed_at = None
            if note is not None:
                row.note = clean_text(note).strip()

    def note(self, day: date, text: str, now: Now, *, seen: str | None = None) -> None:
        """Write the note of today or of a past day anew; an empty text clears it. Raises `Refused` as `close` does.

        `seen` is the note as a form was opened with it: raises `Conflict` where somebody else has changed it since.
        """
        with self._begin(now) as change:
            name = _begun(change, day)
            change.name(f"Note on {name}")
            row, note = change.rows.day(day), clean_text(text).strip()
            if seen is not None:
                refuse_conflicts(Single(note), Single(seen), Single(row.note))
            row.note = note


def _begun(change: Change, day: date) -> str:
    name = long_day(day, change.today)
    if day > change.today:
        raise Refused(f"{name} is still to come: a day can be closed once it has begun.")
    return name
