"""Times as they are typed about recorded work: on a day, from one to another, within an entry (T4, T5, T8).

All of them are wall-clock times of one zone: here, or where an entry was made (D3), which `elsewhere` puts in place of
here.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from dayplan.domain.days import format_clock, instant, local_offset
from dayplan.domain.durations import LONG, parse_duration
from dayplan.domain.entry import came_twice, parse_time
from dayplan.domain.hygiene import quoted
from dayplan.domain.record import NamedTuple
from dayplan.errors import BadInput

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dayplan.domain.model import Now, TimeEntry

_DAY = timedelta(days=1)
_DIGITS = re.compile(r"[0-9]{3,4}", re.ASCII)
"""`0915` is a time, though `90` is a duration."""


class Stretched(NamedTuple):
    """From when to when, and what is to be said of times that came twice, if anything (T8)."""

    start: int
    end: int
    notice: str


class OnDay(NamedTuple):
    """A logical day, and the clock on whose wall its times are read."""

    day: date
    day_start_s: int
    now: Now

    def time(self, text: str, after: int | None = None, before: int | None = None) -> int:
        """Return the instant that was typed, on this day.

        One that lies before `after` is meant later, unless that is still to come: the second time that the wall clock
        shows it, else past midnight. One that lies after `before` is meant on the evening before. More than `LONG` is
        not guessed at. Raises `BadInput`, also for a time that the clocks skipped (T8).
        """
        at = parse_time(text, self.now, self.day)
        if self._elsewhen(text, at):
            return at
        if at < instant(self.day, self.day_start_s, self.now.zone):
            at = parse_time(text, self.now, self.day + _DAY)
        if after is not None and at < after:
            second = came_twice(text, at, self.now)
            later = second if second is not None and second >= after else parse_time(text, self.now, self.day + _DAY)
            return later if later <= min(self.now.epoch, after + LONG) else at
        if before is not None and at > before:
            earlier = parse_time(text, self.now, self.day - _DAY)
            return earlier if before - earlier <= LONG else at
        return at

    def sure(self, text: str, after: int | None = None, before: int | None = None) -> int:
        """Return the instant as `time` does, and ask which is meant where the wall clock shows it twice: `BadInput`."""
        at = self.time(text, after, before)
        second = came_twice(text, at, self.now)
        if second is not None:
            shown, other = self._with_offset(at), self._with_offset(second)
            raise BadInput(f"The clocks went back, so {shown[:5]} came twice: write {shown} or, later, {other}.")
        return at

    def _with_offset(self, epoch: int) -> str:
        offset_s = local_offset(epoch, self.now.zone)
        hours, minutes = divmod(abs(offset_s) // 60, 60)
        return f"{format_clock(epoch, offset_s, clock_24=True)}{'-' if offset_s < 0 else '+'}{hours:02}:{minutes:02}"

    def _elsewhen(self, text: str, at: int) -> bool:
        """Whether a day or an offset was typed with the time, so that it is not one of this day's."""
        try:
            return parse_time(text, self.now, self.day + _DAY) == at
        except BadInput:  # the clocks skip it on the day after
            return False

    def stretch(self, text: str, *, sure: bool = False) -> Stretched:
        """Read `9:00-10:30`; an end may be `now`. Raises `BadInput`; `sure` asks which of two is meant."""
        read = self.sure if sure else self.time
        written = text.replace("–", "-").replace("\N{MINUS SIGN}", "-").strip()
        refused = BadInput(f"{quoted(text)} is not a stretch of time: write 9:00-10:30.")
        places = [place for place, character in enumerate(written) if character == "-" and written[:place].strip()]
        for place in places:  # a date has hyphens too: 2026-10-25T02:30+01:00-03:00
            try:
                first, last = written[:place], written[place + 1 :].strip()
                start = read(first)
                end = read(last, after=start)
                return Stretched(start, end, self.twice((first, start), (last, end)))
            except BadInput as error:
                refused = error if len(places) == 1 else refused
        raise refused

    def twice(self, *typed: tuple[str, int]) -> str:
        """Say which of two is meant where the wall clock shows a typed time twice, else '' (T8)."""
        for text, at in typed:
            second = came_twice(text, at, self.now)
            if second is not None:
                shown, other = self._with_offset(at), self._with_offset(second)
                return f"The clocks went back, so {shown[:5]} came twice: {shown} is meant. The other is {other}."
        return ""


def of_entry(entry: TimeEntry, now: Now) -> OnDay:
    """Return the day of an entry, read from the clock of the zone in which it was made (D3, D4)."""
    return OnDay(entry.day, entry.day_start_s, elsewhere(now, entry.zone))


def elsewhere(now: Now, zone: str) -> Now:
    """Return this moment as the clocks of another zone show it."""
    return now if zone == now.zone else now._replace(zone=zone, offset_s=local_offset(now.epoch, zone))


def split_at(text: str, entry: TimeEntry, now: Now, *, sure: bool = False) -> int:
    """Read where an entry is cut in two: a time within it, or how long its first part is. Raises `BadInput`.

    `sure` asks which of two is meant.
    """
    on = of_entry(entry, now)
    try:
        first_part = None if ":" in text or _DIGITS.fullmatch(text.strip()) else parse_duration(text)
    except BadInput:
        first_part = None
    if first_part is not None:
        return entry.started_at + first_part
    return (on.sure if sure else on.time)(text, after=entry.started_at)
