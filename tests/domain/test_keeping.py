"""Which copies stay: by the hour for a day, by the day for a month, by the month for ever."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayplan.domain.keeping import EVERY_S, LEAST, due, leapt, superfluous

HOUR, DAY = 3600, 86_400
NOON = int(datetime(2026, 11, 23, 12, tzinfo=UTC).timestamp())
moments = st.lists(st.integers(NOON - 400 * DAY, NOON), max_size=60)


@pytest.mark.parametrize(
    ("made", "expected"),
    [([], True), ([NOON - EVERY_S + 1], False), ([NOON - EVERY_S], True), ([NOON - DAY, NOON - 60], False)],
)
def test_a_copy_is_due_half_an_hour_after_the_last(made: list[int], expected: bool) -> None:
    assert due(made, NOON) is expected


def test_a_clock_that_was_set_back_makes_no_copy_at_every_change() -> None:
    assert not due([NOON + 60], NOON)
    assert due([NOON + DAY], NOON), "after a longer way back copies go on"
    assert not due([NOON + DAY, NOON - 60], NOON)


def test_of_each_hour_day_and_month_the_last_stays() -> None:
    today = [NOON - minutes * 60 for minutes in (0, 30, 60, 90, 120, 150, 180)]
    last_week = [NOON - 7 * DAY + minutes * 60 for minutes in (0, 30, 600)]
    last_year = [NOON - 300 * DAY, NOON - 299 * DAY]
    going = superfluous([*today, *last_week, *last_year], NOON)
    assert going == [NOON - 300 * DAY, NOON - 7 * DAY, NOON - 7 * DAY + 1800, NOON - 180 * 60]
    # 10:00 and 11:00 are not the last of their hours, but among the newest five


HOURLY = [NOON - hours * HOUR for hours in range(16)]


@pytest.mark.parametrize(
    ("made", "now"),
    [
        (HOURLY, NOON + 3653 * DAY),  # `faketime 2036-11-24 dayplan today`
        ([*HOURLY, NOON + 3653 * DAY], NOON + 3653 * DAY),  # and the copy that this made
        ([*HOURLY, NOON + 3653 * DAY], NOON + 3653 * DAY + EVERY_S),  # a second look, half an hour later
        (HOURLY, NOON + 32 * DAY),
        (HOURLY, NOON - HOUR),  # set back
        (HOURLY, NOON - 3653 * DAY),
        ([*HOURLY, NOON - 3653 * DAY], NOON - 3653 * DAY),
    ],
    ids=["years on", "and its copy", "a second look", "a month on", "an hour back", "years back", "back, its copy"],
)
def test_d5_a_clock_that_leapt_thins_nothing(made: list[int], now: int) -> None:
    assert leapt(made, now)
    assert superfluous(made, now) == []


def test_d5_after_one_wrong_look_copies_are_thinned_as_ever_and_the_wrong_one_stays() -> None:
    half_hours = [NOON - minutes * 30 * 60 for minutes in range(16)]
    wrong = NOON + 3653 * DAY
    assert superfluous([*half_hours, wrong], NOON) == superfluous(half_hours, NOON) != []


def test_d5_after_a_long_absence_copies_are_thinned_again_once_five_were_made() -> None:
    back = NOON + 42 * DAY
    since = [back + number * EVERY_S for number in range(LEAST + 1)]
    for number in range(LEAST):
        assert superfluous([*HOURLY, *since[: number + 1]], since[number]) == []
    # all of 23 November lie more than a month back, so that the last of that month stays; since then 12:30 is the last
    assert superfluous([*HOURLY, *since], since[-1]) == [*sorted(HOURLY)[:-1], since[0]]


@given(moments, st.integers(NOON - 5000 * DAY, NOON + 5000 * DAY))
def test_d5_the_newest_five_stay_whatever_the_clock_says(made: list[int], now: int) -> None:
    kept = set(made) - set(superfluous(made, now))
    assert set(sorted(made)[-LEAST:]) <= kept


@given(moments)
def test_the_newest_stays_and_what_stays_stays(made: list[int]) -> None:
    kept = sorted(set(made) - set(superfluous(made, NOON)))
    assert not made or max(made) in kept
    assert superfluous(kept, NOON) == [], "thinning twice takes nothing more"


@given(moments)
def test_every_hour_day_and_month_that_had_a_copy_has_one(made: list[int]) -> None:
    kept = set(made) - set(superfluous(made, NOON))
    for at in made:
        age = NOON - at
        if age < DAY:
            assert any(other // HOUR == at // HOUR for other in kept)
        elif age < 31 * DAY:
            assert any(other // DAY == at // DAY for other in kept)
        else:
            month = datetime.fromtimestamp(at, UTC).strftime("%Y-%m")
            assert any(datetime.fromtimestamp(other, UTC).strftime("%Y-%m") == month for other in kept)


@given(st.lists(st.integers(0, 2 * DAY), min_size=1, max_size=200))
def test_a_life_of_copies_stays_small(gaps: list[int]) -> None:
    """Thinned after every copy, as the planner does: at most 25 hours, 32 days, a month each, and the newest five."""
    kept: list[int] = []
    now = NOON
    for gap in gaps:
        now += gap
        kept.append(now)
        kept = [at for at in kept if at not in superfluous(kept, now)]
    months = {datetime.fromtimestamp(at, UTC).strftime("%Y-%m") for at in kept}
    assert len(set(kept)) <= 25 + 32 + len(months) + LEAST - 1
