"""`dayplan week` and its goals (Z3)."""

from __future__ import annotations

import pytest
from terminal import Terminal


@pytest.fixture
def monday(dayplan: Terminal) -> Terminal:
    """Two hours for a client and one for nobody, on Monday."""
    dayplan.ok("add Draft @acme/site")
    dayplan.at("13:00").ok("log add 5 9:00-11:00")
    dayplan.ok("log add 1 11:00-12:00")
    return dayplan


def test_z3_without_goals_nothing_is_said_of_them(monday: Terminal) -> None:
    assert monday.ok("week").lines[-1] == "3h tracked, 30h planned"
    assert monday.ok("week --json").json["goals"] == []


def test_z3_goals_say_how_far_along_they_are_and_what_a_day_takes(monday: Terminal) -> None:
    monday.ok("config set weekly_goal 30h")
    monday.ok("config set weekly_billable_goal 2h")
    assert monday.ok("week").lines[-2:] == [
        "3h of 30h worked, 5 working days left, 5h24 a day",
        "2h of 2h billable, reached",
    ]
    assert monday.ok("week --md").lines[-1] == "2h of 2h billable, reached"
    assert monday.ok("week --json").json["goals"] == [
        {"name": "worked", "goal_seconds": 108000, "done_seconds": 10800, "days_left": 5},
        {"name": "billable", "goal_seconds": 7200, "done_seconds": 7200, "days_left": 5},
    ]
    monday.ok("config set weekly_goal none")
    assert len(monday.ok("week --json").json["goals"]) == 1


def test_z3_a_week_that_is_over_says_by_how_much_it_fell_short(monday: Terminal) -> None:
    monday.ok("config set weekly_goal 30h")
    monday.at("2026-12-01T09:00:00+01:00")
    assert monday.ok("week last week").lines[-1] == "3h of 30h worked, 27h short"
    assert monday.ok("week next week").lines[-1] == "0m of 30h worked, 5 working days, 6h a day"
