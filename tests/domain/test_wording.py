import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayplan.domain.durations import LONGEST, parse_duration, write_duration
from dayplan.domain.wording import format_duration


@pytest.mark.parametrize(
    ("seconds", "written"),
    [
        (0, "0m"),
        (29, "0m"),
        (30, "1m"),  # half a minute upwards
        (40, "1m"),  # issue 12.18: it read 0m
        (89, "1m"),
        (300, "5m"),
        (359, "6m"),
        (3599, "1h"),
        (2700, "45m"),
        (3600, "1h"),
        (3660, "1h01"),
        (5400, "1h30"),
        (43500, "12h05"),
        (86400, "24h"),
        (360_000, "100h"),
        (-29, "0m"),
        (-59, "-1m"),
        (-60, "-1m"),
        (-5400, "-1h30"),
    ],
)
def test_t10_a_duration_is_written_as_it_is_typed(seconds: int, written: str) -> None:
    assert format_duration(seconds) == written


@given(st.integers(1, LONGEST // 60))
def test_t10_whole_minutes_are_read_back_as_they_were(minutes: int) -> None:
    assert parse_duration(format_duration(minutes * 60)) == minutes * 60


def test_t10_every_second_is_written_so_that_it_is_read_back() -> None:
    """Issue 13.5: what a form shows of a duration is what is stored."""
    for seconds in range(1, LONGEST + 1):
        assert parse_duration(write_duration(seconds)) == seconds


@pytest.mark.parametrize(
    ("seconds", "written"),
    [(1800, "30m"), (5400, "1h30"), (1188, "0.33h"), (36, "0.01h"), (5580, "1h33"), (4020, "1h07"), (1, "0.0003h")],
)
def test_t10_a_duration_of_whole_minutes_is_written_in_them(seconds: int, written: str) -> None:
    assert write_duration(seconds) == written
