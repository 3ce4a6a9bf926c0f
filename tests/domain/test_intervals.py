from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import at

from dayplan.domain.days import bounds, day_of, parse_day_start
from dayplan.domain.intervals import on_day, overlaps, split

HOUR = 3600
DAY = timedelta(days=1)
# A moment close to a change of the clocks in a zone: by an hour, at midnight, back over a midnight, over a whole day.
TURNS = [
    at("2026-03-29 12:00", "Europe/Berlin"),
    at("2026-10-25 12:00", "Europe/Berlin"),
    at("2026-04-24 12:00", "Africa/Cairo"),
    at("2026-09-06 12:00", "America/Santiago"),
    at("2010-11-07 12:00", "America/St_Johns"),
    at("2011-12-31 12:00", "Pacific/Apia"),
    at("2026-11-23 12:00", "UTC"),
]


def hours(parts: list[tuple[date, int]]) -> dict[str, float]:
    return {day.isoformat()[5:]: seconds / HOUR for day, seconds in parts}


# Splitting


@pytest.mark.parametrize(
    ("start", "end", "day_start", "parts"),
    [
        ("2026-11-23 09:00", "2026-11-23 10:30", "0:00", {"11-23": 1.5}),
        ("2026-11-23 23:00", "2026-11-24 04:00", "0:00", {"11-23": 1, "11-24": 4}),
        ("2026-11-23 23:00", "2026-11-24 04:00", "4:00", {"11-23": 5}),
        ("2026-11-23 23:00", "2026-11-24 04:30", "4:00", {"11-23": 5, "11-24": 0.5}),
        ("2026-11-23 23:00", "2026-11-24 00:00", "0:00", {"11-23": 1}),  # half-open: nothing of the 24th
        ("2026-11-23 23:00", "2026-11-24 00:00:01", "0:00", {"11-23": 1, "11-24": 1 / HOUR}),
        ("2026-11-22 12:00", "2026-11-24 12:00", "0:00", {"11-22": 12, "11-23": 24, "11-24": 12}),
        # The night the clocks go forward, and the night they go back
        ("2026-03-28 23:00", "2026-03-29 04:00", "0:00", {"03-28": 1, "03-29": 3}),
        ("2026-03-28 23:00", "2026-03-29 04:00", "4:00", {"03-28": 4}),
        ("2026-03-28 23:00", "2026-03-29 04:00", "2:30", {"03-28": 3, "03-29": 1}),
        ("2026-10-24 23:00", "2026-10-25 04:00", "0:00", {"10-24": 1, "10-25": 5}),
        ("2026-10-24 23:00", "2026-10-25 04:00", "4:00", {"10-24": 6}),
        ("2026-10-24 23:00", "2026-10-25 04:00", "2:30", {"10-24": 3.5, "10-25": 2.5}),  # at the first 02:30
        ("2026-10-25 02:30", "2026-10-25 02:30*", "0:00", {"10-25": 1}),
    ],
)
def test_t8_an_entry_is_split_where_its_days_begin(
    start: str, end: str, day_start: str, parts: dict[str, float]
) -> None:
    assert hours(split(at(start).epoch, at(end).epoch, "Europe/Berlin", parse_day_start(day_start))) == parts


@pytest.mark.parametrize(("night", "whole"), [("2026-03-29", 4), ("2026-10-25", 6), ("2026-11-23", 5)])
@pytest.mark.parametrize("day_start", ["0:00", "2:30", "4:00"])
def test_t8_from_23_to_4_is_4_hours_when_clocks_go_forward_and_6_when_they_go_back(
    night: str, whole: int, day_start: str
) -> None:
    start = at(f"{date.fromisoformat(night) - DAY} 23:00").epoch
    parts = split(start, at(f"{night} 04:00").epoch, "Europe/Berlin", parse_day_start(day_start))
    assert sum(hours(parts).values()) == whole


@pytest.mark.parametrize(
    ("zone", "parts"),
    [
        ("UTC", {"11-23": 2, "11-24": 2}),
        ("Europe/Berlin", {"11-23": 1, "11-24": 3}),
        ("America/New_York", {"11-23": 4}),
        ("Asia/Tokyo", {"11-24": 4}),
    ],
)
def test_t8_an_entry_is_split_in_its_own_zone(zone: str, parts: dict[str, float]) -> None:
    start = at("2026-11-23 22:00", "UTC").epoch
    assert hours(split(start, start + 4 * HOUR, zone, 0)) == parts


def test_t8_a_day_that_its_zone_skipped_has_no_part() -> None:
    start, end = at("2011-12-29 22:00", "Pacific/Apia").epoch, at("2011-12-31 03:00", "Pacific/Apia").epoch
    assert hours(split(start, end, "Pacific/Apia", 0)) == {"12-29": 2, "12-31": 3}
    assert on_day(start, end, "Pacific/Apia", 0, date(2011, 12, 30)) == 0


@pytest.mark.parametrize("seconds", [0, -1, -90_000])
def test_t7_a_stretch_that_ends_before_it_starts_has_no_parts(seconds: int) -> None:
    start = at("2026-11-23 09:00").epoch
    assert split(start, start + seconds, "Europe/Berlin", 0) == []
    assert on_day(start, start + seconds, "Europe/Berlin", 0, date(2026, 11, 23)) == 0


@given(
    st.sampled_from(TURNS),
    st.integers(-2 * 86_400, 2 * 86_400),
    st.one_of(st.integers(1, 8 * HOUR), st.integers(1, 4 * 86_400)),
    st.sampled_from([0, HOUR // 2, 2 * HOUR + HOUR // 2, 4 * HOUR, 86_399]),
)
@settings(max_examples=300, deadline=None)
def test_t8_the_parts_are_the_whole_in_order_and_each_lies_on_its_day(
    turn, offset: int, length: int, day_start: int
) -> None:
    start, zone = turn.epoch + offset, turn.zone
    parts = split(start, start + length, zone, day_start)
    assert sum(seconds for _, seconds in parts) == length
    reached = start
    for day, seconds in parts:
        assert seconds > 0
        assert day_of(reached, zone, day_start) == day_of(reached + seconds - 1, zone, day_start) == day
        assert reached in (start, bounds(day, zone, day_start)[0])
        reached += seconds
    assert [day for day, _ in parts] == sorted({day for day, _ in parts})
    on_days = dict(parts)
    day = parts[0][0] - DAY
    while day <= parts[-1][0] + DAY:
        assert on_day(start, start + length, zone, day_start, day) == on_days.get(day, 0)
        day += DAY


# Meeting


@pytest.mark.parametrize(
    ("a", "b", "meet"),
    [
        ((9, 10), (10, 11), False),  # they only touch
        ((9, 10), (9, 10), True),
        ((9, 11), (10, 12), True),
        ((9, 12), (10, 11), True),
        ((9, 10), (11, 12), False),
        ((9, None), (8, 9), False),
        ((9, None), (8, 10), True),
        ((9, None), (10, None), True),
        ((9, 10), (10, None), False),
        ((9, 9), (8, 10), False),  # nothing is in an empty one
        ((9, 9), (8, None), False),
        ((10, 9), (8, 12), False),
    ],
)
def test_t3_stretches_are_half_open(a: tuple[int, int | None], b: tuple[int, int | None], meet: bool) -> None:
    assert overlaps(*a, *b) is overlaps(*b, *a) is meet


STRETCHES = st.tuples(st.integers(0, 12), st.one_of(st.none(), st.integers(0, 12)))


@given(STRETCHES, STRETCHES)
@settings(max_examples=300)
def test_t3_stretches_overlap_when_they_share_a_second(a: tuple[int, int | None], b: tuple[int, int | None]) -> None:
    held = [set(range(start, 99 if end is None else end)) for start, end in (a, b)]
    assert overlaps(*a, *b) is bool(held[0] & held[1])
