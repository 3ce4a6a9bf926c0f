"""Work and break in turns, for those who want it: how long each is, and which of the two it is time for.

Only a proposal: no timer is ever stopped by it, so that what is recorded stays what was worked.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from dayplan.domain.durations import LONG, parse_duration, write_duration
from dayplan.domain.hygiene import folded, quoted
from dayplan.domain.model import Settings
from dayplan.errors import BadInput

SIGNALS = ("none", "bell", "desktop")
"""How it is signalled that work or break is over."""

NO_PACE = ("none", "off", "no")
"""What people type for no turns at all."""


class Pace(NamedTuple):
    """How long work and break are, in seconds, and how the end of each is signalled."""

    work_s: int
    break_s: int
    signal: str


class Phase(NamedTuple):
    """Where in its turn work or break stands."""

    name: Literal["work", "due", "break", "over"]
    """`due`: the work was long enough for a break. `over`: so was the break."""
    seconds: int
    """What is left of `work` or `break`; for how long it has been `due` or `over`. Never negative."""

    @property
    def ended(self) -> bool:
        """Whether it is time for the other of the two."""
        return self.name in ("due", "over")


def pace_of(settings: Settings) -> Pace | None:
    """Return the turns that are set; None where the clock just runs."""
    if settings.focus_work_s is None:
        return None
    return Pace(settings.focus_work_s, settings.focus_break_s, settings.focus_signal)


def working(pace: Pace, since: int, now: int) -> Phase:
    """Say where the work stands that began at `since`. A clock set back counts as no time, not as less (T7)."""
    left = pace.work_s - max(0, now - since)
    return Phase("work", left) if left > 0 else Phase("due", -left)


def resting(pace: Pace, since: int, now: int) -> Phase:
    """Say where the break stands that began at `since`."""
    left = pace.break_s - max(0, now - since)
    return Phase("break", left) if left > 0 else Phase("over", -left)


def work_begins(entry_start: int, last_break_end: int | None) -> int:
    """Return since when somebody works without a break: changing over to another task is none.

    The entry's own start counts where it is earlier: there was no break before, or it was taken back.
    """
    return entry_start if last_break_end is None else min(entry_start, last_break_end)


def parse_pace(text: str) -> Pace | None:
    """Read `25m 5m`, `25m 5m bell`, `50m`, `none`; a bare number is minutes (T10). None means no turns.

    Raises `BadInput` with what can be written.
    """
    words = folded(text).split()
    if len(words) == 1 and words[0] in NO_PACE:
        return None
    signal = words.pop() if words and words[-1] in SIGNALS else "none"
    if len(words) > 1 and words[-1].isalpha():
        raise BadInput(f"{quoted(words[-1])} is no signal: write bell, desktop, or nothing.")
    if not 1 <= len(words) <= 2:
        raise BadInput("Write how long work and break are, as in: 25m 5m, 25m 5m bell, 50m 10m desktop, or none.")
    work_s, *others = (parse_duration(word, LONG) for word in words)
    return Pace(work_s, others[0] if others else Settings().focus_break_s, signal)


def format_pace(pace: Pace | None) -> str:
    """Write turns as they are typed; `parse_pace` reads them back as they were."""
    if pace is None:
        return "none"
    words = [write_duration(pace.work_s), write_duration(pace.break_s)]
    return " ".join(words if pace.signal == "none" else [*words, pace.signal])
