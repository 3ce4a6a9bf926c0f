"""How a day goes on from now, and what could give way: Z1, C1."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import HOUR, MINUTE, TODAY, a_day, a_task, titles
from support import MONDAY

from dayplan.domain.model import STATUSES, Day, Task
from dayplan.domain.outlook import (
    left_with,
    left_without,
    movable,
    outlook,
    remaining_s,
    suggestion,
    undecided,
)

NINE = MONDAY.epoch
MAIL = a_task(1, "mail", 30 * MINUTE, template_id=1)
PAGE = a_task(2, "page", 2 * HOUR)
CALL = a_task(3, "call", 15 * MINUTE)
TAX = a_task(4, "tax", 4 * HOUR, template_id=2)


@st.composite
def days(draw: st.DrawFn) -> Day:
    """Any day of today: tasks of every status, of templates and not, at most one of them running."""
    amounts = st.integers(0, 6 * HOUR)
    tasks = [
        a_task(
            number,
            estimate_s=draw(st.none() | amounts),
            spent=draw(st.just(0) | amounts),
            status=draw(st.sampled_from(STATUSES)),
            template_id=draw(st.none() | st.integers(1, 3)),
        )
        for number in range(1, draw(st.integers(0, 8)) + 1)
    ]
    standing = [place for place, task in enumerate(tasks) if task.status == "open"]
    if standing and draw(st.booleans()):
        place = draw(st.sampled_from(standing))
        tasks[place] = tasks[place]._replace(running=True)
    return a_day(*tasks, capacity_s=draw(st.integers(0, 12 * HOUR)))


@pytest.mark.parametrize(
    ("task", "left"),
    [
        (PAGE, 2 * HOUR),
        (PAGE._replace(tracked_total_s=HOUR), HOUR),
        (PAGE._replace(tracked_total_s=3 * HOUR), 0),
        (PAGE._replace(estimate_s=None), 0),
        (PAGE._replace(status="done"), 0),
        (PAGE._replace(status="skipped"), 0),
    ],
)
def test_what_a_task_still_needs_is_its_estimate_less_the_time_it_has_had(task: Task, left: int) -> None:
    assert remaining_s(task) == left


def test_z1_what_lies_ahead_is_the_list_in_its_order_laid_end_to_end_from_now() -> None:
    done = a_task(9, "done", HOUR, status="done")
    bare = a_task(8, "bare")
    found = outlook(a_day(MAIL, done, PAGE, bare, CALL), NINE)
    assert [(s.title, s.start - NINE, s.end - NINE) for s in found.ahead] == [
        ("mail", 0, 30 * MINUTE),
        ("page", 30 * MINUTE, 150 * MINUTE),
        ("call", 150 * MINUTE, 165 * MINUTE),
    ]
    assert found.finish == NINE + 165 * MINUTE
    assert found.full == NINE + 7 * HOUR


def test_z1_what_runs_comes_first_and_has_been_worked_on_since_the_day_was_read() -> None:
    running = PAGE._replace(running=True, tracked_s=HOUR, tracked_total_s=HOUR)
    found = outlook(a_day(MAIL, running, CALL), NINE + 10 * MINUTE)
    assert titles(found.ahead) == ["page", "mail", "call"]
    assert found.ahead[0].start == NINE + 10 * MINUTE
    assert found.ahead[0].end == NINE + HOUR, "fifty minutes are left of it"
    assert found.full == NINE + 6 * HOUR, "a running clock uses the capacity up as it goes"


def test_z1_a_task_over_its_estimate_takes_no_time_ahead_and_without_any_there_is_no_finish() -> None:
    over = PAGE._replace(running=True, tracked_s=3 * HOUR, tracked_total_s=3 * HOUR)
    found = outlook(a_day(over), NINE)
    assert (found.ahead, found.finish) == ((), None)


@pytest.mark.parametrize(
    ("capacity_s", "tracked_s", "full"),
    [(7 * HOUR, 0, 7 * HOUR), (7 * HOUR, 3 * HOUR, 4 * HOUR), (2 * HOUR, 2 * HOUR, None), (0, 0, None)],
)
def test_z1_the_capacity_is_full_when_what_is_left_of_it_has_passed(
    capacity_s: int, tracked_s: int, full: int | None
) -> None:
    found = outlook(a_day(MAIL, capacity_s=capacity_s, tracked_s=tracked_s), NINE)
    assert found.full == (None if full is None else NINE + full)


def test_time_on_a_task_of_another_day_uses_up_capacity_but_shortens_nothing_here() -> None:
    elsewhere = PAGE._replace(running=True)
    day = a_day(MAIL, running=a_day(elsewhere).running)
    found = outlook(day, NINE + 20 * MINUTE)
    assert found.ahead[0].end - found.ahead[0].start == 30 * MINUTE
    assert found.full == NINE + 7 * HOUR, "twenty minutes later, twenty less are left of the seven hours"


@given(days(), st.integers(0, 10 * HOUR))
def test_z1_what_lies_ahead_has_no_gap_and_ends_at_now_plus_what_is_left(day: Day, later: int) -> None:
    now = NINE + later
    found = outlook(day, now)
    expected = [task for task in day.tasks if task.running] + [task for task in day.tasks if not task.running]
    passed = later if day.running is not None else 0
    left = {task.id: max(0, remaining_s(task) - (passed if task.running else 0)) for task in expected}
    assert [s.task_id for s in found.ahead] == [task.id for task in expected if left[task.id]]
    assert all(s.end - s.start == left[s.task_id] for s in found.ahead)
    assert all(one.end == other.start for one, other in pairwise(found.ahead))
    assert [s.start for s in found.ahead[:1]] == [now] * bool(found.ahead)
    assert found.finish == (now + sum(left.values()) if any(left.values()) else None)


def test_what_could_give_way_is_what_is_open_and_not_being_worked_on() -> None:
    running, done = PAGE._replace(running=True), CALL._replace(status="done")
    assert titles(movable(a_day(MAIL, running, done, TAX))) == ["mail", "tax"]


@pytest.mark.parametrize(
    ("capacity_s", "suggested"),
    [
        (7 * HOUR, []),
        (6 * HOUR + 45 * MINUTE, []),
        (6 * HOUR + 30 * MINUTE, ["call"]),
        (6 * HOUR, ["page", "call"]),
        (4 * HOUR, ["page", "call", "tax"]),
        (0, ["mail", "page", "call", "tax"]),
    ],
)
def test_z1_one_off_tasks_give_way_first_and_from_the_end_of_the_list(capacity_s: int, suggested: list[str]) -> None:
    assert titles(suggestion(a_day(MAIL, PAGE, CALL, TAX, capacity_s=capacity_s))) == suggested


@given(days())
def test_z1_the_suggestion_makes_the_day_fit_wherever_moving_can(day: Day) -> None:
    chosen = suggestion(day)
    could = left_without(day, movable(day)) >= 0
    assert (left_without(day, chosen) >= 0) == could
    assert list(chosen) == [task for task in movable(day) if task in chosen], "in the order of the list"
    assert all(remaining_s(task) for task in chosen), "nothing is moved that would not help"
    assert day.left_s < 0 or chosen == ()


@given(days())
def test_z1_no_task_is_suggested_that_comes_before_another_of_its_kind(day: Day) -> None:
    chosen = suggestion(day)
    helpful = [task for task in movable(day) if remaining_s(task)]
    for one_off in (True, False):
        kind = [task in chosen for task in helpful if (task.template_id is None) == one_off]
        assert kind == sorted(kind), "the end of the list goes first"
    if any(task.template_id is not None for task in chosen):
        assert all(task in chosen for task in helpful if task.template_id is None)


def test_z1_the_effect_on_this_day_and_on_the_other_is_told_beforehand() -> None:
    here = a_day(MAIL, PAGE, CALL, TAX, capacity_s=5 * HOUR)
    assert here.left_s == -(105 * MINUTE)
    assert left_without(here, (PAGE,)) == 15 * MINUTE
    there = a_day(a_task(0, "mail", 30 * MINUTE, template_id=1), a_task(7, "trip", HOUR), capacity_s=3 * HOUR)
    assert left_with(there, (PAGE,)) == -(30 * MINUTE)


def test_s3_a_task_that_is_moved_to_its_templates_next_day_stands_for_that_occurrence() -> None:
    there = a_day(a_task(0, "mail", 30 * MINUTE, template_id=1), capacity_s=2 * HOUR)
    assert left_with(there, (MAIL,)) == there.left_s, "the half hour was counted already"


@pytest.mark.parametrize(
    ("task", "asked"),
    [
        (MAIL._replace(carried=3), False),
        (MAIL._replace(carried=4), True),
        (MAIL._replace(carried=9), True),
        (MAIL._replace(carried=4, status="done"), False),
        (MAIL._replace(carried=4, running=True), False),
    ],
)
def test_c1_the_fourth_carry_is_asked_about_unless_the_task_is_being_worked_on(task: Task, asked: bool) -> None:
    assert undecided(a_day(task)) == ((task,) if asked else ())


def test_c1_only_today_asks() -> None:
    carried = MAIL._replace(carried=4)
    assert undecided(a_day(carried, day=TODAY + timedelta(days=1))) == ()
    assert undecided(a_day(carried, day=TODAY - timedelta(days=1))) == ()
