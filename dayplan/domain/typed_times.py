"""Which instant a typed time means: the one reader of past times, for every command and form (T4, T5, T8).

All of them are wall-clock times of one zone: here, or where an entry was made (D3), which `elsewhere` puts in place of
here. *Today* is the logical day (D1). The rules, of which the first that fits counts:

| typed                                    | meant                                                                  |
| ---------------------------------------- | ---------------------------------------------------------------------- |
| `now`, `-20m`, a date with an offset     | that instant                                                           |
| `2026-11-27T01:15`                       | that date of the calendar                                              |
| `mon 16:00`, `yesterday 23:00`           | that logical day, the latest there is; before `day_start` the night    |
|                                          | after it, or, where that is to come, the night before                  |
| `17:15` as the end of what has begun     | the first 17:15 after its beginning, on the next date where that is    |
|                                          | past and at most 12 hours away; 24 of what runs, and within an entry   |
| `23:30` as the start of what has ended   | that day, or the evening before where it would lie after the end       |
| `9:00` on another day in view            | that logical day                                                       |
| `9:00`                                   | today's date                                                           |
| `23:30`, to come today, and yesterday's  | yesterday's                                                            |
| is of this logical day or 12 hours ago   |                                                                        |
| anything else                            | today's date: it is still to come, and refused by its day              |

24:00 is the midnight that ends a day. A time that the clocks skipped is refused; one that came twice is the first,
with a notice, unless its offset is typed (`2:30+01:00`).
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone

from dayplan.domain.clock_times import EXAMPLES, WHOLE_DAY_S, NotATime, TypedTime, pairs, read_time
from dayplan.domain.days import LEAST_DAY, earliest_start, format_clock, format_day, instant, local_offset, logical_day
from dayplan.domain.durations import LONG, parse_duration
from dayplan.domain.entry import NotADay, parse_past_day
from dayplan.domain.hygiene import quoted
from dayplan.domain.record import NamedTuple
from dayplan.errors import BadInput

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import tzinfo

    from dayplan.domain.model import Now, Settings, TimeEntry

_DAY = timedelta(days=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)
_DIGITS = re.compile(r"[0-9]{3,4}", re.ASCII)
"""`0915` is a time, though `90` is a duration."""


class Skipped(BadInput):
    """The clocks skipped this time."""


class Stretch(NamedTuple):
    """From when to when, and what is to be said of times that came twice, if anything (T8)."""

    start: int
    end: int
    notice: str


class TimeReader(NamedTuple):
    """Reads times as they are typed about the past, by the clock of `now`'s zone."""

    now: Now
    day_start_s: int = 0
    week_start: int = 0
    date_format: str = "iso"
    day: date | None = None
    """The logical day in view, which a time without a day is on; None for today."""

    @property
    def today(self) -> date:
        """The logical day it is."""
        return logical_day(self.now, self.day_start_s)

    def time(self, text: str, *, after: int | None = None, before: int | None = None, within: int = LONG) -> int:
        """Return the instant that is meant, in UTC epoch seconds.

        `after` is when the thing began of which this is the end, `before` when the one ended of which it is the start.
        What would be more than `within` seconds away from that on another day than its own is not guessed at. May
        lie in the future: refusing that is the caller's part. Raises `BadInput`.
        """
        return self._meant(read_time(text, self.now.epoch), after, before, within)

    def sure(self, text: str, *, after: int | None = None, before: int | None = None, within: int = LONG) -> int:
        """Return the instant as `time` does, and ask which is meant where the wall clock shows it twice: `BadInput`."""
        at = self.time(text, after=after, before=before, within=within)
        second = self.second(text, at)
        if second is not None:
            shown, other = self._with_offset(at), self._with_offset(second)
            raise BadInput(f"The clocks went back, so {shown[:5]} came twice: write {shown} or, later, {other}.")
        return at

    def stretch(self, text: str, *, sure: bool = False) -> Stretch:
        """Read `9:00-10:30`, `yesterday 9:00 to 10:30`, `2-3pm`; an end may be `now`. Raises `BadInput`.

        `sure` asks which of two is meant.
        """
        read = self.sure if sure else self.time
        refused: BadInput = NotATime(f"{quoted(text)} is not a stretch of time: write 9:00-10:30.")
        backwards = None
        ways = pairs(text)
        for first, last in ways:
            try:
                start = read(first)
                end = read(last, after=start)
            except BadInput as error:
                if len(ways) == 1 or not isinstance(error, (NotATime, NotADay)):
                    refused = error  # else it was no time, but parted at the hyphen of a date
                continue
            found = Stretch(start, end, self.twice((first, start), (last, end)))
            if end >= start:
                return found
            if not read_time(last, end).day:  # of 2026-11-27 9:00, which is no stretch, the date is no time
                backwards = backwards or found
        if backwards is not None:
            return backwards
        raise refused

    def twice(self, *typed: tuple[str, int]) -> str:
        """Say which of two is meant where the wall clock shows a typed time twice, else '' (T8)."""
        for text, at in typed:
            second = self.second(text, at)
            if second is not None:
                shown, other = self._with_offset(at), self._with_offset(second)
                return f"The clocks went back, so {shown[:5]} came twice: {shown} is meant. The other is {other}."
        return ""

    def second(self, text: str, at: int) -> int | None:
        """Return the second instant at which the wall clock shows the time that was typed, if any (T8).

        `at` is what was made of it: the first. Where an instant was typed there is no question.
        """
        try:
            typed = read_time(text, self.now.epoch)
        except BadInput:  # how long the first part of an entry is, which no clock shows
            return None
        return None if typed.instant is not None or typed.offset_s is not None else self._again(at)

    def _meant(self, typed: TypedTime, after: int | None, before: int | None, within: int) -> int:
        try:
            if typed.instant is not None:
                found = typed.instant
            elif typed.day:
                found = self._on_typed_day(typed)
            elif after is not None:
                found = self._after(typed, after, within)
            else:
                found = self._bare(typed, before)
        except (OverflowError, ValueError):  # the first or the last day of all
            raise BadInput(f"There is no such time as {quoted(typed.text)}: {EXAMPLES}.") from None
        if found < earliest_start(LEAST_DAY):
            year = (_EPOCH + timedelta(seconds=found)).year
            raise BadInput(
                f"{quoted(typed.text)} is in the year {year}, and nothing before {LEAST_DAY.year} is kept: "
                "check the year."
            )
        return found

    def _on_typed_day(self, typed: TypedTime) -> int:
        if typed.civil:
            return self._shown(typed, parse_past_day(typed.day, self.today))
        day = parse_past_day(typed.day, self.today, self.week_start, self.date_format)
        found = self._on(typed, day)
        if found > self.now.epoch and typed.clock_s < self.day_start_s:
            with suppress(Skipped):
                night_before = self._shown(typed, day)
                return night_before if night_before <= self.now.epoch else found
        return found

    def _after(self, typed: TypedTime, after: int, within: int) -> int:
        began, refused = self._wall(after).date(), None
        shown: list[int] = []
        for day in (began, began + _DAY):
            try:
                first = self._shown(typed, day)
            except BadInput as error:  # the clocks of that date never showed it
                refused = error
                continue
            again = self._again(first) if typed.offset_s is None else None
            for at in (first, again):
                if at is not None and at >= after and (day == began or at <= min(self.now.epoch, after + within)):
                    return at
            shown.append(first)
        if refused is not None and (not shown or isinstance(refused, Skipped)):
            raise refused
        return shown[0]

    def _bare(self, typed: TypedTime, before: int | None) -> int:
        found = self._latest(typed) if self.day in (None, self.today) else self._on(typed, self.day)
        if before is not None and found > before:
            earlier = self._shown(typed, self._wall(found).date() - _DAY)
            return earlier if before - earlier <= LONG else found
        return found

    def _latest(self, typed: TypedTime) -> int:
        date_now = self._wall(self.now.epoch).date()
        skipped = None
        try:
            found = self._shown(typed, date_now)
            if found <= self.now.epoch:
                return found
        except Skipped as error:
            found, skipped = 0, error
        with suppress(Skipped):
            yesterday = self._shown(typed, date_now - _DAY)
            earliest = min(instant(self.today, self.day_start_s, self.now.zone), self.now.epoch - LONG)
            if earliest <= yesterday <= self.now.epoch:
                return yesterday
        if skipped is not None:
            raise skipped
        return found

    def _on(self, typed: TypedTime, day: date) -> int:
        """Return when the clock shows it on a logical day: before the day begins, in the night after it."""
        return self._shown(typed, day + _DAY if typed.clock_s < self.day_start_s else day)

    def _shown(self, typed: TypedTime, day: date) -> int:
        """Return when the clock shows it on a date of the calendar, the first of two. Raises `BadInput`."""
        zone, whole_days = _zone(self.now), typed.clock_s // WHOLE_DAY_S
        midnight = datetime(day.year, day.month, day.day) + whole_days * _DAY
        wall = midnight + timedelta(seconds=typed.clock_s - whole_days * WHOLE_DAY_S)
        local = wall.replace(tzinfo=zone)  # fold=0: the first of two
        if local.astimezone(UTC).astimezone(zone).replace(tzinfo=None, fold=0) != wall:
            on = format_day(wall.date(), self.date_format)
            raise Skipped(f"The clocks skipped {wall.time():%H:%M} on {on}: write a time before or after.")
        at = (local - _EPOCH) // _SECOND
        if typed.offset_s is None:
            return at
        for one in (at, self._again(at)):
            if one is not None and self._wall(one).utcoffset() == timedelta(seconds=typed.offset_s):
                return one
        raise BadInput(f"The clocks never showed {quoted(typed.text)} with this offset from UTC: leave it out.")

    def _again(self, at: int) -> int | None:
        local = self._wall(at)
        first, second = local.utcoffset(), local.replace(fold=1).utcoffset()
        if local.fold or first is None or second is None or first == second:
            return None
        return at + (first - second) // _SECOND

    def _wall(self, epoch: int) -> datetime:
        return datetime.fromtimestamp(epoch, _zone(self.now))

    def _with_offset(self, epoch: int) -> str:
        offset_s = local_offset(epoch, self.now.zone)
        hours, minutes = divmod(abs(offset_s) // 60, 60)
        return f"{format_clock(epoch, offset_s, clock_24=True)}{'-' if offset_s < 0 else '+'}{hours:02}:{minutes:02}"


def reader_for(now: Now, settings: Settings, day: date | None = None) -> TimeReader:
    """Return the reader of times on the day in view, or on today."""
    return TimeReader(now, settings.day_start_s, settings.week_start, settings.date_format, day)


def reader_of(entry: TimeEntry, now: Now, settings: Settings) -> TimeReader:
    """Return the reader of an entry's times: its day, by the clock of the zone in which it was made (D3, D4)."""
    there = elsewhere(now, entry.zone)
    return TimeReader(there, entry.day_start_s, settings.week_start, settings.date_format, entry.day)


def elsewhere(now: Now, zone: str) -> Now:
    """Return this moment as the clocks of another zone show it."""
    return now if zone == now.zone else now._replace(zone=zone, offset_s=local_offset(now.epoch, zone))


def split_at(text: str, entry: TimeEntry, reader: TimeReader, *, sure: bool = False) -> int:
    """Read where an entry is cut in two: a time within it, or how long its first part is. Raises `BadInput`.

    `sure` asks which of two is meant.
    """
    first_part_s = length_typed(text)
    if first_part_s is not None:
        return entry.started_at + first_part_s
    return (reader.sure if sure else reader.time)(text, after=entry.started_at, within=WHOLE_DAY_S)


def length_typed(text: str) -> int | None:
    """Return how long the first part of a stretch is, where that was typed; None where it may be a time: `0915`."""
    if ":" in text or _DIGITS.fullmatch(text.strip()):
        return None
    with suppress(BadInput):
        return parse_duration(text)
    return None


def _zone(now: Now) -> tzinfo:
    from dayplan.domain.zones import find_zone  # a few milliseconds that only wall-clock times need

    return find_zone(now.zone) or timezone(timedelta(seconds=now.offset_s))
