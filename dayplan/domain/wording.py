"""How values are put into words. It imports nothing, so that `dayplan today` can use it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def to_minutes(seconds: int) -> int:
    """Round seconds to the nearest minute, half a minute upwards; the same below zero."""
    minutes = (abs(seconds) + 30) // 60
    return -minutes if seconds < 0 else minutes


def format_duration(seconds: int) -> str:
    """Write seconds as people type them (T10), to the nearest minute: `0m`, `45m`, `1h`, `12h05`.

    `parse_duration` reads whole minutes back as they were. The figures of a column are written by `format_minutes`.
    """
    minutes = abs(to_minutes(seconds))
    sign = "-" if seconds < 0 and minutes else ""
    hours, minutes = divmod(minutes, 60)
    if not hours:
        return f"{sign}{minutes}m"
    return f"{sign}{hours}h{minutes:02}" if minutes else f"{sign}{hours}h"


def minutes_left(seconds: int) -> int:
    """Round what is left of whole minutes, so that it adds up with what was taken of them; negative is too much."""
    return (seconds + 29) // 60


def format_minutes(minutes: int, seconds: int) -> str:
    """Write the minutes that seconds get of a sum (see `share_minutes`); some time that gets none is `<1m`."""
    return "<1m" if seconds and not minutes else format_duration(minutes * 60)


def long_day(day: date, today: date) -> str:
    """Write a day in full, `Monday 23 November`; with its year where that is not this one."""
    written = f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    return written if day.year == today.year else f"{written} {day.year}"


def how_far(day: date, today: date) -> str:
    """Say how far a day is from today: `tomorrow`, `3 days ago`; nothing for today."""
    days = (day - today).days
    if days in (-1, 0, 1):
        return ("", "tomorrow", "yesterday")[days]
    return f"in {days} days" if days > 0 else f"{-days} days ago"


def counted(number: int, word: str, several: str = "") -> str:
    """Write how many there are: `1 task`, `4 tasks`; `several` where the plural is not made with an s."""
    return f"{number:,} {word if number == 1 else several or f'{word}s'}"
