"""Time nobody saw, in words: what was running, since when, and what is in question (T2, T6, T7)."""

from __future__ import annotations

from dayplan.domain.days import clock_in, day_of
from dayplan.domain.wording import WEEKDAYS, format_duration, long_day

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dayplan.domain.model import Now, Settings, TimeEntry
    from dayplan.domain.unseen import Unseen

HOW = "To put it right: dayplan log resolve"
"""How the command line says what can be done about it."""


def when(epoch: int, now: Now, settings: Settings) -> str:
    """Write an instant by the clock here, with its day where that is not today: `Mon 17:30`, of long ago with its date.

    It is the logical day (D1), so that what is shown can be typed.
    """
    clock = clock_in(epoch, now.zone, settings.clock_24)
    day, today = (day_of(at, now.zone, settings.day_start_s) for at in (epoch, now.epoch))
    if day == today:
        return clock
    return f"{WEEKDAYS[day.weekday()][:3]} {clock}" if 0 < (today - day).days < 7 else f"{long_day(day, today)} {clock}"


def what_happened(found: Unseen, entry: TimeEntry, now: Now, settings: Settings) -> str:
    """Say in a sentence what is in question, and why."""
    start, end = when(found.start, now, settings), when(found.end, now, settings)
    took = format_duration(found.seconds)
    if found.why == "set_back":
        if not found.seconds:
            return f"The clock was set back before {when(entry.started_at, now, settings)}, when it was started."
        return f"The clock was set back: {took} that it ran are in no total."
    if found.slept_s is not None:
        return f"The machine slept for {format_duration(found.slept_s)} since {start}."
    return {
        "asleep": f"Away from {start} for {took}: the machine slept until {end}.",
        "idle": f"Away from {start} for {took}: nobody touched the machine until {end}.",
        "jumped": f"The clock jumped ahead between {start} and {end}: {took} that may not have been.",
        "restarted": f"The machine was restarted since {start}, {took} ago.",
        "long": f"Nobody said anything of it since {start}: that is {took}, more than 12 hours.",
    }.get(found.why, f"{start} to {end}, {took}, are in no total until you decide.")
