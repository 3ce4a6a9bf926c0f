"""What the copies of the data hold, and what putting one back would change, in words."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from datetime import date

from dayplan.domain.days import clock_in, day_of
from dayplan.domain.model import Now, Settings
from dayplan.domain.wording import counted, format_duration, long_day
from dayplan.paths import option_for
from dayplan.storage.backup import Contents, Difference
from dayplan.storage.copies import Copy

_CALLED = {
    "task": ("task", "tasks"),
    "time_entry": ("time entry", "time entries"),
    "template": ("template", "templates"),
    "client": ("client", "clients"),
    "project": ("project", "projects"),
    "away": ("away time", "away times"),
    "day": ("day", "days"),
    "setting": ("setting", "settings"),
}

UNREADABLE = "The data file cannot be read as it is: it would be moved aside, untouched."


def moment(at: int, now: Now, settings: Settings, today: date) -> str:
    """Name an instant: `today 09:31`, `Monday 23 November 17:02`."""
    day = day_of(at, now.zone, settings.day_start_s)
    clock = clock_in(at, now.zone, settings.clock_24)
    return f"{'today' if day == today else long_day(day, today)} {clock}"


def holds(contents: Contents) -> str:
    """Say what a copy holds: `128 tasks, 34h10 of time, last: Done 'Answer email'`."""
    last = f", last: {contents.last_change}" if contents.last_change else ""
    return f"{counted(contents.tasks, 'task')}, {format_duration(contents.worked_s)} of time{last}"


def made(copy: Copy) -> str:
    """Say on which occasion a copy was made; nothing for one made by the way."""
    return copy.label.replace("-", " ")


def unclear_words(path: str, copies: Sequence[str]) -> str:
    """Say that there are copies of which nobody can tell by their old names whether they are of this data file."""
    are, which = ("are", "the newest") if len(copies) > 1 else ("is", "it")
    return (
        f"{counted(len(copies), 'copy', 'copies')} of dayplan 0.1 may be of another file beside this one, and {are} "
        f"not listed: dayplan restore{option_for(path)} {shlex.quote(copies[-1])} --dry-run says what {which} holds."
    )


def difference_lines(differences: tuple[Difference, ...]) -> list[str]:
    """Return a line for each kind of thing that putting a copy back would change."""
    lines = []
    for each in differences:
        name, several = _CALLED[each.table]
        parts = [
            f"{number} {what}"
            for number, what in (
                (each.newer, "would go"),
                (each.gone, "would come back"),
                (each.changed, "would change"),
            )
            if number
        ]
        if parts:
            total = each.newer + each.gone + each.changed
            lines.append(f"{name if total == 1 else several:<14} {', '.join(parts)}")
    return lines or ["Nothing would change: it holds what is here."]
