"""Stretches of days: what is typed, what they are called, and how they move."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayplan.domain.ranges import (
    ALL_TIME,
    UNITS,
    Range,
    dates_of,
    longer,
    moved,
    parse_range,
    range_of,
    title_of,
    within,
)
from dayplan.domain.wording import long_day
from dayplan.errors import BadInput

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("today", "2026-11-25", "2026-11-25"),
        ("yesterday", "2026-11-24", "2026-11-24"),
        ("mon", "2026-11-23", "2026-11-23"),
        ("this week", "2026-11-23", "2026-11-29"),
        ("Last Week", "2026-11-16", "2026-11-22"),
        ("next week", "2026-11-30", "2026-12-06"),
        ("this month", "2026-11-01", "2026-11-30"),
        ("last month", "2026-10-01", "2026-10-31"),
        ("october", "2026-10-01", "2026-10-31"),
        ("dec", "2025-12-01", "2025-12-31"),
        ("feb 2024", "2024-02-01", "2024-02-29"),
        ("2026-02", "2026-02-01", "2026-02-28"),
        ("quarter", "2026-10-01", "2026-12-31"),
        ("last quarter", "2026-07-01", "2026-09-30"),
        ("q1", "2026-01-01", "2026-03-31"),
        ("q4 2025", "2025-10-01", "2025-12-31"),
        ("2025-q2", "2025-04-01", "2025-06-30"),
        ("this year", "2026-01-01", "2026-12-31"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("last 7 days", "2026-11-19", "2026-11-25"),
        ("last 2 weeks", "2026-11-12", "2026-11-25"),
        ("past 3 months", "2026-08-26", "2026-11-25"),
        ("2026-10-01 to 2026-10-31", "2026-10-01", "2026-10-31"),
        ("2026-10-01..2026-10-31", "2026-10-01", "2026-10-31"),
        ("2026-10-01 - 2026-10-31", "2026-10-01", "2026-10-31"),
        ("from 1 oct to 15 oct", "2026-10-01", "2026-10-15"),
        ("september to october", "2026-09-01", "2026-10-31"),
        ("since 1 oct", "2026-10-01", "2026-11-25"),
        ("mon to today", "2026-11-23", "2026-11-25"),
        ("1 dec", "2025-12-01", "2025-12-01"),
        ("-3d", "2026-11-22", "2026-11-22"),
    ],
)
def test_what_can_be_typed(typed: str, first: str, last: str) -> None:
    found = parse_range(typed, TODAY)
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)


def test_all_time_is_what_was_recorded() -> None:
    assert parse_range("all time", TODAY) == ALL_TIME
    before, after = date(2020, 1, 7), TODAY + timedelta(days=3)
    assert within(ALL_TIME, before, before, TODAY) == Range(before, TODAY, "all")
    assert within(ALL_TIME, before, after, TODAY) == Range(before, after, "all")
    assert within(ALL_TIME, None, None, TODAY) == Range(TODAY, TODAY, "all")
    assert within(Range(before, before), None, after, TODAY) == Range(before, before)


@pytest.mark.parametrize(
    "typed",
    [
        *("", "soon", "octember", "2026-13", "0000", "last 0 days", "q5", "to", "mon to", "2026-10-31 to 2026-10-01"),
        *("30 feb", "last 9999 months", "1969", "9999-12-31", "\x1b[2J", "next next week", "since", "1 to 15 oct"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(typed: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_range(typed, TODAY)
    assert "\n" not in str(refused.value)
    assert str(refused.value).isprintable()


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        *(
            ("today", "Today"),
            ("yesterday", "Yesterday"),
            ("mon", "Monday 23 November"),
            ("1 dec", "Monday 1 December 2025"),
        ),
        *(("week", "This week"), ("last week", "Last week"), ("next week", "Week of 30 November")),
        *(("october", "Last month"), ("september", "September"), ("dec 2024", "December 2024")),
        *(("q2", "April to June"), ("2024", "2024"), ("all", "All time"), ("last 7 days", "7 days")),
    ],
)
def test_what_it_is_called(typed: str, title: str) -> None:
    assert title_of(parse_range(typed, TODAY), TODAY) == title


def test_weeks_begin_when_they_begin_for_this_person() -> None:
    assert parse_range("this week", TODAY, 6) == Range(date(2026, 11, 22), date(2026, 11, 28), "week")


def test_longer_and_shorter_stay_around_today() -> None:
    shown = range_of("day", TODAY)
    for unit in UNITS[1:]:
        shown = longer(shown, 1, TODAY)
        assert shown == range_of(unit, TODAY)
    assert longer(shown, 1, TODAY) == ALL_TIME
    assert longer(range_of("month", date(2025, 2, 3)), -1, TODAY) == range_of("week", date(2025, 2, 28))
    some = Range(date(2026, 10, 1), date(2026, 10, 20))
    assert longer(some, 1, TODAY).unit == "month"
    assert longer(some, -1, TODAY).unit == "week"


@given(st.sampled_from(UNITS[:-1]), st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 6))
def test_neighbours_touch_and_the_way_back_leads_back(unit: str, day: date, week_start: int) -> None:
    shown = range_of(unit, day, week_start)
    assert shown.first <= day <= shown.last
    after = moved(shown, 1, week_start)
    assert after.first == shown.last + timedelta(days=1)
    assert moved(after, -1, week_start) == shown
    assert moved(moved(shown, -3, week_start), 3, week_start) == shown


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 400), st.integers(-5, 5))
def test_any_stretch_moves_by_its_own_length(first: date, days: int, by: int) -> None:
    shown = Range(first, first + timedelta(days=days - 1))
    assert moved(shown, by) == Range(shown.first + timedelta(days=by * days), shown.last + timedelta(days=by * days))


def test_the_calendar_ends_without_a_crash() -> None:
    for shown in (range_of("year", ALL_TIME.first), range_of("year", ALL_TIME.last)):
        assert moved(moved(shown, 1), -1) == shown or moved(shown, 1) == shown
        assert ALL_TIME.first <= moved(shown, -1).first <= moved(shown, 1).last <= ALL_TIME.last
    assert moved(ALL_TIME, 1) == ALL_TIME


@given(st.text(max_size=30))
def test_nothing_that_is_typed_crashes(typed: str) -> None:
    try:
        found = parse_range(typed, TODAY)
    except BadInput:
        return
    assert found.first <= found.last


FRIDAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("from monday", "2026-11-23", "2026-11-27"),
        ("from october", "2026-10-01", "2026-11-27"),
        ("from monday to wednesday", "2026-11-23", "2026-11-25"),
        ("wed to fri", "2026-11-25", "2026-11-27"),
        ("fri to wed", "2026-11-20", "2026-11-25"),
        ("2026-W48", "2026-11-23", "2026-11-29"),
        ("2026w48", "2026-11-23", "2026-11-29"),
        ("2026 W48", "2026-11-23", "2026-11-29"),
        ("week 48", "2026-11-23", "2026-11-29"),
        ("Week 48, 2025", "2025-11-24", "2025-11-30"),
        ("week 48 of 2025", "2025-11-24", "2025-11-30"),
        ("w48 2025", "2025-11-24", "2025-11-30"),
        ("w48", "2026-11-23", "2026-11-29"),
        ("w49", "2025-12-01", "2025-12-07"),  # the latest that has begun
        ("w1 2026", "2025-12-29", "2026-01-04"),
        ("w53 2026", "2026-12-28", "2027-01-03"),
        ("w40 to w41", "2026-09-28", "2026-10-11"),
        ("ytd", "2026-01-01", "2026-11-27"),
        ("year to date", "2026-01-01", "2026-11-27"),
        ("year-to-date", "2026-01-01", "2026-11-27"),
        ("qtd", "2026-10-01", "2026-11-27"),
        ("MTD", "2026-11-01", "2026-11-27"),
        ("month to date", "2026-11-01", "2026-11-27"),
        ("week to date", "2026-11-23", "2026-11-27"),
        ("week of 23 november", "2026-11-23", "2026-11-29"),
        ("week of 30 november", "2026-11-30", "2026-12-06"),
        ("week of 1 december 2025", "2025-12-01", "2025-12-07"),
        ("week of 2026-11-25", "2026-11-23", "2026-11-29"),
        ("july to september 2025", "2025-07-01", "2025-09-30"),
        ("january to march 2027", "2027-01-01", "2027-03-31"),
        ("1 oct to 15 oct 2025", "2025-10-01", "2025-10-15"),
        ("2026-10-01–2026-10-31", "2026-10-01", "2026-10-31"),
    ],
)
def test_stretches_of_issue_12_11(typed: str, first: str, last: str) -> None:
    found = parse_range(typed, FRIDAY)
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)


def test_a_week_by_number_is_the_person_s_week_with_the_thursday_of_the_iso_week() -> None:
    """Where weeks begin on Sunday, 2026-W48 (23 to 29 November) is 22 to 28 November."""
    assert parse_range("2026-W48", FRIDAY, 6) == Range(date(2026, 11, 22), date(2026, 11, 28), "week")
    assert parse_range("2026-W48", FRIDAY, 5) == Range(date(2026, 11, 21), date(2026, 11, 27), "week")


@pytest.mark.parametrize(("typed", "weeks"), [("w53 2025", 52), ("week 0 2026", 53), ("week 54 2026", 53)])
def test_a_week_that_no_year_has_is_refused(typed: str, weeks: int) -> None:
    with pytest.raises(BadInput, match=f"is no week: {typed[-4:]} has weeks 1 to {weeks}"):
        parse_range(typed, FRIDAY)


@given(
    st.sampled_from(UNITS),
    st.dates(date(2000, 1, 1), date(2060, 1, 1)),
    st.integers(-500, 500),
    st.integers(0, 6),
    st.sampled_from(["iso", "dmy", "mdy"]),
)
def test_whatever_a_range_is_called_can_be_typed(
    unit: str, today: date, days: int, week_start: int, date_format: str
) -> None:
    shown = range_of(unit, today + timedelta(days=days), week_start)
    assert parse_range(title_of(shown, today, week_start), today, week_start, date_format)[:2] == shown[:2]
    if unit != "all":
        assert parse_range(dates_of(shown, date_format), today, week_start, date_format)[:2] == shown[:2]


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(0, 90), st.sampled_from(["iso", "dmy", "mdy"]))
def test_the_dates_of_any_stretch_can_be_typed(first: date, days: int, date_format: str) -> None:
    shown = Range(first, first + timedelta(days=days))
    assert parse_range(dates_of(shown, date_format), FRIDAY, 0, date_format)[:2] == shown[:2]
    words = f"{long_day(shown.first, FRIDAY)} to {long_day(shown.last, FRIDAY)}"
    assert parse_range(words, FRIDAY, 0, date_format)[:2] == shown[:2]
