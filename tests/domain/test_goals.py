"""Weekly goals: how far along they are, and what is left for each day (Z3)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from made import HOUR, MINUTE, TODAY, a_day

from dayplan.domain.goals import Goal, Week, goal_words, goals
from dayplan.domain.model import Settings

THURSDAY = TODAY + timedelta(days=3)


def week(today: date, tracked: tuple[int, ...] = (), billable: int = 0, closed: bool = False, **wanted: int) -> Week:
    """The week of the sample Monday, seen from a day of its own or another; Saturday and Sunday are off."""
    days = [
        a_day(capacity_s=7 * HOUR if place < 5 else 0)._replace(
            day=TODAY + timedelta(days=place),
            today=today,
            settings=Settings(**wanted),
            tracked_s=tracked[place] if place < len(tracked) else 0,
            closed_at=1 if closed and TODAY + timedelta(days=place) == today else None,
        )
        for place in range(7)
    ]
    seen_from = next((day for day in days if day.day == today), days[0])
    return Week(tuple(days), seen_from, billable)


def test_z3_there_are_no_goals_unless_they_are_set() -> None:
    assert goals(week(THURSDAY)) == ()


def test_z3_today_is_a_day_that_is_left_until_it_is_closed() -> None:
    worked = (6 * HOUR, 6 * HOUR, 6 * HOUR)
    (goal,) = goals(week(THURSDAY, worked, weekly_goal_s=30 * HOUR))
    assert (goal.done_s, goal.days_left, goal.a_day_s) == (18 * HOUR, 2, 6 * HOUR)
    (goal,) = goals(week(THURSDAY, worked, closed=True, weekly_goal_s=30 * HOUR))
    assert (goal.days_left, goal.a_day_s) == (1, 12 * HOUR)


def test_z3_billable_time_has_a_goal_of_its_own() -> None:
    both = goals(week(THURSDAY, (6 * HOUR,), 2 * HOUR, weekly_goal_s=30 * HOUR, weekly_billable_goal_s=20 * HOUR))
    assert [(goal.name, goal.done_s) for goal in both] == [("worked", 6 * HOUR), ("billable", 2 * HOUR)]


@pytest.mark.parametrize(
    ("today", "begun", "left"),
    [(TODAY - timedelta(days=3), False, 5), (TODAY + timedelta(days=5), True, 0), (TODAY + timedelta(days=9), True, 0)],
)
def test_z3_weeks_before_and_ahead(today: date, begun: bool, left: int) -> None:
    (goal,) = goals(week(today, weekly_goal_s=30 * HOUR))
    assert (goal.begun, goal.days_left) == (begun, left)


@pytest.mark.parametrize(
    ("goal", "words"),
    [
        (Goal("worked", 30 * HOUR, 18 * HOUR, 2, True), ("18h of 30h worked", "2 working days left, 6h a day")),
        (Goal("worked", 30 * HOUR, 18 * HOUR, 1, True), ("18h of 30h worked", "1 working day left, 12h a day")),
        (Goal("worked", 30 * HOUR, 0, 5, False), ("0m of 30h worked", "5 working days, 6h a day")),
        (Goal("worked", HOUR, 20 * MINUTE + 1, 3, True), ("20m of 1h worked", "3 working days left, 14m a day")),
        (Goal("billable", 20 * HOUR, 12 * HOUR, 0, True), ("12h of 20h billable", "8h short")),
        (Goal("billable", 20 * HOUR, 20 * HOUR + 29, 2, True), ("20h of 20h billable", "reached")),
        (Goal("billable", 20 * HOUR, 21 * HOUR, 2, True), ("21h of 20h billable", "reached, 1h over")),
    ],
)
def test_z3_how_far_along_a_goal_is_in_words(goal: Goal, words: tuple[str, str]) -> None:
    assert goal_words(goal) == words
