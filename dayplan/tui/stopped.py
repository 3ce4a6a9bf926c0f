"""What is said of a timer that stopped, where the day does not show it: discarded, or waiting for a decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dayplan.text.unseen import what_happened, when

if TYPE_CHECKING:
    from dayplan.domain.model import Now, Settings


def stopped_words(answer: object, now: Now, settings: Settings) -> str:
    """Return what to say after a change; '' where it stopped no timer, or all of its time is recorded."""
    from dayplan.planner.stopping import Stopped

    stopped = answer if isinstance(answer, Stopped) else getattr(answer, "stopped", None)
    if not isinstance(stopped, Stopped):
        return ""
    if stopped.clamped:
        started = when(stopped.entry.started_at, now, settings)
        left = "nothing was recorded. u takes it back" if stopped.discarded else "give its entry an end in Log"
        return (
            f"The clock was set back before {started}, when it was started, so nobody knows for how long it ran: {left}"
        )
    if stopped.discarded:
        return f"Stopped after {stopped.seconds}s: that is no time worth recording. u takes it back"
    if stopped.unseen is not None:
        happened = what_happened(stopped.unseen, stopped.entry, now, settings)
        return f"{happened} Until you decide, it is in no total. r decides"
    return ""
