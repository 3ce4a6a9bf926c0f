"""How values are put into words. It imports nothing, so that `dayplan today` can use it."""

from __future__ import annotations


def format_duration(seconds: int) -> str:
    """Write seconds as people type them (T10): `0m`, `45m`, `1h`, `12h05`.

    Seconds short of a minute are left out. `parse_duration` reads whole minutes back as they were.
    """
    minutes = abs(seconds) // 60
    sign = "-" if seconds < 0 and minutes else ""
    hours, minutes = divmod(minutes, 60)
    if not hours:
        return f"{sign}{minutes}m"
    return f"{sign}{hours}h{minutes:02}" if minutes else f"{sign}{hours}h"
