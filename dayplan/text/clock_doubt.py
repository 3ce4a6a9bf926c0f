"""What is said where today does not fit the last day that was opened (D5)."""

from __future__ import annotations

from dayplan.domain.wording import counted, long_day

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from dayplan.domain.clock_doubt import ClockDoubt
    from dayplan.planner.taking_back import TakenBack


def doubt_words(doubt: ClockDoubt) -> str:
    """Return what does not fit, in one sentence."""
    last, today = full_day(doubt.last), full_day(doubt.today)
    return f"The last day opened is {last}; today is {today}, by this machine's clock."


def doubt_advice(doubt: ClockDoubt) -> str:
    """Return the same for a shell, with how to go on."""
    return f"{doubt_words(doubt)} {doubt_remedy(doubt)}"


def doubt_remedy(doubt: ClockDoubt) -> str:
    """Return the commands that answer the doubt."""
    if doubt.ahead:
        return (
            "Nothing of the days between is settled. If today is right, dayplan seed --catch-up settles them; if not, "
            "set the clock right."
        )
    if not doubt.can_take_back:
        return f"{doubt.opened_after} days after today were opened, so the clock is wrong now: set it right."
    return (
        "If the clock was wrong then, dayplan seed --take-back takes back what it did; "
        "if it is wrong now, set it right."
    )


def taken_back_words(taken: TakenBack) -> str:
    """Return what was taken back, in one line."""
    days = full_day(taken.days[-1]) if len(taken.days) == 1 else f"{len(taken.days)} days"
    parts = [
        f"{counted(number, thing)} {what}"
        for number, thing, what in (
            (taken.seeded, "task", "that were seeded" if taken.seeded > 1 else "that was seeded"),
            (taken.recorded, "occurrence", "left out or missed"),
            (len(taken.reopened), "task", "open again"),
            (len(taken.returned), "task", "back on the day before"),
        )
        if number
    ]
    return f"Taken back: {days}{': ' if parts else ''}{', '.join(parts)}."


def left_words(taken: TakenBack) -> str:
    """Name what was left as it is; nothing where that is nothing."""
    if not taken.left:
        return ""
    shown = ", ".join(f"“{title}” ({full_day(day)})" for title, day in taken.left[:_MOST])
    more = f" and {len(taken.left) - _MOST} more" if len(taken.left) > _MOST else ""
    return f"Left as they are, for somebody worked on them: {shown}{more}."


def full_day(day: date) -> str:
    """Write a day with its year: where a clock is in doubt, no year goes without saying."""
    return f"{long_day(day, day)} {day.year}"


_MOST = 5
