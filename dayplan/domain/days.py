"""Civil days: which logical day it is, when one begins in a zone, which are worked, and how days are written.

`dayplan today` waits for this module, so it imports next to nothing at module level, and zones (a few milliseconds)
only where they are asked for.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from dayplan.errors import BadSetting

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import tzinfo
    from typing import NoReturn

    from dayplan.domain.model import Now, Settings

LEAST_DAY = date(1970, 1, 1)
"""No day before this is planned, recorded or reported on: a year such as 0202 is a slip (issue 12.14)."""
LAST_DAY = date(2199, 12, 31)
"""No day after this is planned or asked for: what comes back daily would be worked out for thousands of years."""

_DAY = 86_400
_SECOND = timedelta(seconds=1)
_EPOCH = datetime(1970, 1, 1)
_EPOCH_DAY = date(1970, 1, 1).toordinal()
_FARTHEST = 16 * 3600
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def wall(now: Now) -> datetime:
    """Return what the clock on the wall shows at `now`: a naive local time."""
    return _EPOCH + timedelta(seconds=now.epoch + now.offset_s)


def logical_day(now: Now, day_start_s: int) -> date:
    """Return which day it is by the wall clock alone: before `day_start_s` it is still yesterday (D1).

    Where the clocks go back over the start of the day, the wall clock, and with it this, shows yesterday once more;
    `day_of` knows the zone and does not.
    """
    return _by_wall(wall(now), day_start_s)


def _by_wall(shown: datetime, day_start_s: int) -> date:
    day = shown.date()
    return day if shown.hour * 3600 + shown.minute * 60 + shown.second >= day_start_s else day - timedelta(days=1)


def zone_of(name: str) -> tzinfo:
    """Return the zone of an IANA name or a POSIX rule; UTC where this machine knows none."""
    from dayplan.domain.zones import find_zone

    return find_zone(name) or UTC


def local_offset(epoch: int, zone: str) -> int:
    """Return local time minus UTC at that instant, in seconds."""
    return _offset(datetime.fromtimestamp(epoch, zone_of(zone)))


def _offset(moment: datetime) -> int:
    return (moment.utcoffset() or timedelta()) // _SECOND


def instant(day: date, seconds: int, zone: str) -> int:
    """Return the first instant at which the wall clock of `zone` shows that day and time, or later.

    A time that is shown twice means the first. A time that the clocks skip means the moment they do, be it an hour
    in spring, a midnight (Cairo) or a day (Samoa's 30 December 2011). `seconds` may reach into the days after.
    """
    shown = (day.toordinal() - _EPOCH_DAY) * _DAY + seconds
    try:
        moment = datetime(day.year, day.month, day.day, tzinfo=zone_of(zone)) + timedelta(seconds=seconds)
    except OverflowError:  # the calendar ends with the year 9999, where no zone is known anyway
        return shown
    before, after = _offset(moment), _offset(moment.replace(fold=1))
    latest = shown - before
    if after <= before:
        return latest
    earliest = shown - after
    while latest - earliest > 1:  # PEP 495: in a gap, its two readings lie on either side of the jump
        middle = (earliest + latest) // 2
        if middle + local_offset(middle, zone) < shown:
            earliest = middle
        else:
            latest = middle
    return latest


def bounds(day: date, zone: str, day_start_s: int) -> tuple[int, int]:
    """Return the half-open instants of a logical day in `zone` (D1); they are equal where a zone skipped the day."""
    return instant(day, day_start_s, zone), instant(day, day_start_s + _DAY, zone)


def day_of(epoch: int, zone: str, day_start_s: int) -> date:
    """Return the logical day of an instant: the one whose `bounds` contain it.

    A day that has begun stays: it is not yesterday again when the clocks go back over its start.
    """
    shown = datetime.fromtimestamp(epoch, zone_of(zone))
    day = _by_wall(shown, day_start_s)
    if shown.fold and instant(day, day_start_s + _DAY, zone) <= epoch:
        return day + timedelta(days=1)
    return day


def earliest_start(day: date) -> int:
    """Return an instant before which no zone begins that logical day, whatever its `day_start`.

    Plain arithmetic, for choosing rows before zones are looked at. Wall clocks are at most 14 hours ahead of UTC
    today and at most 12 behind it; in all the zone database records they were never 16 away. A jump to the start
    of a day happens between its two readings, so it stays within the same limits.
    """
    return (day.toordinal() - _EPOCH_DAY) * _DAY - _FARTHEST


def latest_start(day: date) -> int:
    """Return an instant after which no zone begins that logical day any more (see `earliest_start`)."""
    return (day.toordinal() - _EPOCH_DAY) * _DAY + (_DAY - 1) + _FARTHEST


def first_of_week(day: date, week_start: int) -> date:
    """Return the first day of the week that a day is in; weeks begin on `week_start`, 0 for Monday."""
    return day - timedelta(days=(day.weekday() - week_start) % 7)


def step_days(day: date, by: int) -> date:
    """Return the day that lies `by` days later, or the first or the last one that is kept."""
    return date.fromordinal(min(max(day.toordinal() + by, LEAST_DAY.toordinal()), LAST_DAY.toordinal()))


def is_workday(day: date, workdays: tuple[int, ...]) -> bool:
    """Whether the day is one of those worked on, by the week alone; away days are the caller's part."""
    return day.weekday() in workdays


def next_workday(day: date, workdays: tuple[int, ...]) -> date | None:
    """Return the first workday after `day`; None where no day of the week is worked on."""
    for ahead in range(1, 8):
        if (day.weekday() + ahead) % 7 in workdays:
            return day + timedelta(days=ahead)
    return None


def capacity(day: date, settings: Settings, override_s: int | None, *, away: bool = False) -> int:
    """Return how many seconds of work the day has room for: what was set for it, else what its weekday has.

    Away days have none (S8), unless their person gave them some.
    """
    if override_s is not None:
        return override_s
    return settings.capacity_s if is_workday(day, settings.workdays) and not away else 0


def parse_day_start(text: str) -> int:
    """Return seconds after midnight for `4`, `4:00`, `04:30` or `4am`. Raises `BadSetting`."""
    typed = text.strip().casefold()
    half = typed[-2:] if typed.endswith(("am", "pm")) else ""
    hour, colon, minute = typed.removesuffix(half).rstrip().partition(":")
    if not _digits(hour, 1) or not (_digits(minute, 2) if colon else True):
        _refuse_day_start(text)
    hours, minutes = int(hour), int(minute or 0)
    if half:
        if not 1 <= hours <= 12:
            _refuse_day_start(text)
        hours = hours % 12 + (12 if half == "pm" else 0)
    if hours > 23 or minutes > 59:
        _refuse_day_start(text)
    return hours * 3600 + minutes * 60


def _digits(text: str, least: int) -> bool:
    return least <= len(text) <= 2 and text.isascii() and text.isdigit()


def _refuse_day_start(text: str) -> NoReturn:
    from dayplan.domain.hygiene import quoted  # a regular expression or two, only to refuse

    raise BadSetting(f"{quoted(text)} is not a time of day: give one from 00:00 to 23:59, such as 04:00.")


def parse_workdays(text: str) -> tuple[int, ...]:
    """Return weekdays, 0 for Monday, in order and each once.

    Takes names of two letters or more and ranges of them (`mon-fri`, `mon,tue,thu`, `sat-mon`), `daily` and `none`.
    Raises `BadSetting`.
    """
    typed = text.casefold().replace("–", "-")
    typed = "-".join(part.strip() for part in typed.split("-"))
    parts = typed.replace(",", " ").split()
    if parts == ["daily"]:
        return tuple(range(7))
    if parts == ["none"]:
        return ()
    found: set[int] = set()
    for part in parts:
        first, dash, last = part.partition("-")
        begin = _weekday(first)
        end = _weekday(last) if dash else begin
        if begin is None or end is None:
            found.clear()
            break
        found.update((begin + ahead) % 7 for ahead in range((end - begin) % 7 + 1))
    if not found:
        from dayplan.domain.hygiene import quoted  # a regular expression or two, only to refuse

        raise BadSetting(f"{quoted(text)} names no weekdays: give mon-fri, a list such as mon,tue,thu, daily or none.")
    return tuple(sorted(found))


def _weekday(name: str) -> int | None:
    fitting = [number for number, full in enumerate(_WEEKDAYS) if len(name) >= 2 and full.startswith(name)]
    return fitting[0] if fitting else None


def format_workdays(workdays: tuple[int, ...]) -> str:
    """Write weekdays as they are kept, so that `parse_workdays` reads them back: `mon-fri`, `mon,wed,fri`, `none`."""
    written: list[str] = []
    days = sorted(set(workdays))
    while days:
        length = 1
        while length < len(days) and days[length] == days[0] + length:
            length += 1
        run, days = days[:length], days[length:]
        names = [_WEEKDAYS[day][:3] for day in run]
        written += [f"{names[0]}-{names[-1]}"] if length > 2 else names
    return ",".join(written) or "none"


def format_day(day: date, date_format: str) -> str:
    """Write a day as the person's `date_format` has it: `iso`, `dmy` (23.11.2026) or `mdy` (11/23/2026)."""
    if date_format == "dmy":
        return f"{day.day:02}.{day.month:02}.{day.year:04}"
    if date_format == "mdy":
        return f"{day.month:02}/{day.day:02}/{day.year:04}"
    return day.isoformat()


def format_month_day(day: date, date_format: str) -> str:
    """Write a day without its year, where there is no room for it: `11-23`, `23.11.` or `11/23`."""
    if date_format == "dmy":
        return f"{day.day:02}.{day.month:02}."
    return f"{day.month:02}{'/' if date_format == 'mdy' else '-'}{day.day:02}"


def format_clock(epoch: int, offset_s: int, clock_24: bool) -> str:
    """Write the wall clock's hour and minute at an instant, `offset_s` ahead of UTC: `09:05`, or `9:05am`."""
    hour, minute = divmod((epoch + offset_s) % _DAY // 60, 60)
    if clock_24:
        return f"{hour:02}:{minute:02}"
    return f"{(hour - 1) % 12 + 1}:{minute:02}{'am' if hour < 12 else 'pm'}"


def clock_in(epoch: int, zone: str, clock_24: bool) -> str:
    """Write what the wall clock of a zone showed at an instant."""
    return format_clock(epoch, local_offset(epoch, zone), clock_24)


def times_in(start: int, end: int | None, zone: str, clock_24: bool, to: str) -> str:
    """Write from when to when, by the clock of the zone in which it was (D3): `09:05–10:30`; `now` where it runs."""
    return f"{clock_in(start, zone, clock_24)}{to}{'now' if end is None else clock_in(end, zone, clock_24)}"
