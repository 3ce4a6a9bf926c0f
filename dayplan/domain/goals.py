"""Weekly goals: how far along they are, and what is left to do for them (Z3)."""

from __future__ import annotations

from dayplan.domain.model import Day
from dayplan.domain.record import NamedTuple
from dayplan.domain.wording import counted, format_duration, format_minutes, minutes_left, to_minutes

_MINUTE = 60


class Week(NamedTuple):
    """Seven days, and what of their time is billable."""

    days: tuple[Day, ...]
    today: Day
    billable_s: int
    unresolved: tuple[int, ...] = (0,) * 7
    """What waits for a decision on each day, in seconds: in no total (T6)."""

    @property
    def tracked(self) -> tuple[int, ...]:
        """The seconds recorded on each day."""
        return tuple(day.tracked_s for day in self.days)

    @property
    def planned(self) -> tuple[int, ...]:
        """The seconds planned for each day."""
        return tuple(day.planned_s for day in self.days)

    @property
    def tracked_s(self) -> int:
        """All time recorded in this week."""
        return sum(self.tracked)


class Goal(NamedTuple):
    """One goal of one week."""

    name: str
    """`worked` or `billable`."""
    goal_s: int
    done_s: int
    days_left: int
    """Working days on which something can still be done for it; today is one until it is closed."""
    begun: bool
    """Whether the week has begun."""

    @property
    def missing_s(self) -> int:
        """What is still to do; 0 once it is reached."""
        return max(0, self.goal_s - self.done_s)

    @property
    def a_day_s(self) -> int | None:
        """What is still to do on each day that is left, up to the minute; None where none is left."""
        return -(-self.missing_s // (self.days_left * _MINUTE)) * _MINUTE if self.days_left else None


def goals(week: Week) -> tuple[Goal, ...]:
    """Return the goals that were set, as far as this week has come."""
    left = sum(_can_still_work(day) for day in week.days)
    begun = week.days[0].day <= week.today.today
    settings = week.today.settings
    wanted = (
        ("worked", settings.weekly_goal_s, week.tracked_s),
        ("billable", settings.weekly_billable_goal_s, week.billable_s),
    )
    return tuple(Goal(name, goal_s, done_s, left, begun) for name, goal_s, done_s in wanted if goal_s)


def _can_still_work(day: Day) -> bool:
    return day.day >= day.today and day.capacity_s > 0 and not (day.day == day.today and day.closed_at is not None)


def goal_words(goal: Goal) -> tuple[str, str]:
    """Say how far along a goal is, and how it goes on: `18h of 30h worked`, `2 working days left, 6h a day`."""
    of = f"{format_duration(goal.done_s)} of {format_duration(goal.goal_s)} {goal.name}"
    if not goal.missing_s:
        over = goal.done_s - goal.goal_s
        return of, f"reached, {format_duration(over)} over" if to_minutes(over) else "reached"
    if not goal.days_left:
        return of, f"{format_minutes(minutes_left(goal.missing_s), goal.missing_s)} short"
    days = counted(goal.days_left, "working day") + (" left" if goal.begun else "")
    return of, f"{days}, {format_duration(goal.a_day_s or 0)} a day"
