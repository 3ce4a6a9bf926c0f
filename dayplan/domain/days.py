"""Logical days: which day an instant belongs to, and when a day begins (D1, D3, D4, T8).

Days are civil dates without a zone; instants are UTC epoch seconds. `dayplan today` imports this, so zoneinfo waits
inside the functions that need it.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from dayplan.errors import BadSetting

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import tzinfo

    from dayplan.domain.model import Now, Settings

_EPOCH = datetime(1970, 1, 1)
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WORKDAYS_TAKEN = "give days such as mon-fri or mon,wed,fri, or none"


def wall(now: Now) -> datetime:
    """Return what the wall clock shows at `now`, without a zone."""
    return _EPOCH + timedelta(seconds=now.epoch + now.offset_s)


def logical_day(now: Now, day_start_s: int) -> date:
    """Answer what day it is (D1): before `day_start_s` on the wall clock it is still yesterday."""
    return _day_at(wall(now), day_start_s)


def _day_at(moment: datetime, day_start_s: int) -> date:
    passed = moment.hour * 3600 + moment.minute * 60 + moment.second
    day = moment.date()
    return day if passed >= day_start_s else day - timedelta(days=1)


def zone_of(name: str) -> tzinfo:
    """Return the zone of this name, UTC for a name that this machine does not know."""
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown, malformed, or the name of a directory
        return ZoneInfo("UTC")


def local_offset(epoch: int, zone: str) -> int:
    """Return local time minus UTC in seconds, in `zone` at that instant."""
    offset = datetime.fromtimestamp(epoch, zone_of(zone)).utcoffset()
    return 0 if offset is None else int(offset.total_seconds())


def instant(day: date, seconds: int, zone: str) -> int:
    """Return the first instant at which the wall clock of `zone` shows that day and time, or has passed it.

    Where the clock skips it (a gap of summer time, a day without a midnight, Samoa's missing day) that is the moment
    of the change; where it comes twice, the first.
    """
    wanted = datetime(day.year, day.month, day.day) + timedelta(seconds=seconds)
    place = zone_of(zone)
    first = int(wanted.replace(tzinfo=place).timestamp())
    if _shown(first, place) == wanted:
        return first
    # In a gap the two readings lie on either side of the change: search for the moment between them.
    before, after = sorted((first, int(wanted.replace(tzinfo=place, fold=1).timestamp())))
    while after - before > 1:
        middle = (before + after) // 2
        before, after = (before, middle) if _shown(middle, place) >= wanted else (middle, after)
    return after


def _shown(epoch: int, place: tzinfo) -> datetime:
    return datetime.fromtimestamp(epoch, place).replace(tzinfo=None, fold=0)


def bounds(day: date, zone: str, day_start_s: int) -> tuple[int, int]:
    """Return the half-open stretch of instants that a logical day is; 23, 24 or 25 hours where the clocks change."""
    return instant(day, day_start_s, zone), instant(day + timedelta(days=1), day_start_s, zone)


def day_of(epoch: int, zone: str, day_start_s: int) -> date:
    """Return the logical day whose `bounds` contain an instant.

    This is what the wall clock says, but for the hour that comes twice: a day that has begun does not end again.
    """
    day = _day_at(_shown(epoch, zone_of(zone)), day_start_s)
    begin, end = bounds(day, zone, day_start_s)
    while epoch >= end:
        day += timedelta(days=1)
        end = instant(day + timedelta(days=1), day_start_s, zone)
    while epoch < begin:
        day -= timedelta(days=1)
        begin = instant(day, day_start_s, zone)
    return day


def earliest_start(day: date) -> int:
    """Return an instant before which `day` has begun nowhere, for choosing rows without zone arithmetic.

    No zone was ever more than 16 hours ahead of UTC, and a day starts at midnight at the earliest.
    """
    return (day.toordinal() - _EPOCH.toordinal()) * 86_400 - 16 * 3600


def is_workday(day: date, workdays: tuple[int, ...]) -> bool:
    """Whether work is planned for this day of the week."""
    return day.weekday() in workdays


def capacity(day: date, settings: Settings, override_s: int | None) -> int:
    """Return the working time that a day has room for, in seconds: its own, or the setting's on a workday."""
    if override_s is not None:
        return override_s
    return settings.capacity_s if is_workday(day, settings.workdays) else 0


def parse_day_start(text: str) -> int:
    """Read when a day begins (`4:00`), in seconds after midnight. Raises `BadSetting` with what would be accepted."""
    hours, colon, minutes = text.strip().partition(":")
    if hours.isascii() and hours.isdigit() and len(hours) <= 2 and (not colon or len(minutes) == 2):
        minutes = minutes or "00"
        if minutes.isascii() and minutes.isdigit() and int(hours) < 24 and int(minutes) < 60:
            return int(hours) * 3600 + int(minutes) * 60
    raise BadSetting(f"“{text.strip()[:40]}” is not a time of day: give one between 00:00 and 23:59, such as 04:00.")


def parse_workdays(text: str) -> tuple[int, ...]:
    """Read days of the week (`mon-fri`, `mon,wed`, `none`), 0 for Monday. Raises `BadSetting`."""
    words = text.strip().casefold().replace("–", "-")
    if words in ("none", ""):
        return ()
    found: set[int] = set()
    for part in words.replace(" ", ",").split(","):
        if not part:
            continue
        first, dash, last = part.partition("-")
        begin = _weekday(first, text)
        end = _weekday(last, text) if dash else begin
        found.update((begin + ahead) % 7 for ahead in range((end - begin) % 7 + 1))
    return tuple(sorted(found))


def _weekday(word: str, text: str) -> int:
    fitting = [number for number, day in enumerate(_NAMES) if len(word) >= 2 and day.startswith(word)]
    if len(fitting) != 1:
        raise BadSetting(f"“{text.strip()[:40]}” are not days of the week: {_WORKDAYS_TAKEN}.")
    return fitting[0]


_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def format_workdays(workdays: tuple[int, ...]) -> str:
    """Write days of the week as `parse_workdays` reads them: three or more in a row as a range."""
    runs: list[list[int]] = []
    for day in sorted(workdays):
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    words = [
        f"{_DAYS[run[0]]}-{_DAYS[run[-1]]}" if len(run) >= 3 else ",".join(_DAYS[day] for day in run) for run in runs
    ]
    return ",".join(words) or "none"


def format_day(day: date, date_format: str) -> str:
    """Write a date as the `date_format` setting says: iso, dmy or mdy."""
    if date_format == "dmy":
        return f"{day.day:02}.{day.month:02}.{day.year}"
    if date_format == "mdy":
        return f"{day.month:02}/{day.day:02}/{day.year}"
    return day.isoformat()


def format_clock(epoch: int, offset_s: int, clock_24: bool) -> str:
    """Write an instant as a wall clock at that offset shows it: `09:05`, or `9:05am`."""
    moment = _EPOCH + timedelta(seconds=epoch + offset_s)
    if clock_24:
        return f"{moment.hour:02}:{moment.minute:02}"
    return f"{moment.hour % 12 or 12}:{moment.minute:02}{'am' if moment.hour < 12 else 'pm'}"
