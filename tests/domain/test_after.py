"""Schedules that count from when something was done (S4, issue 13.12): dates worked out by hand.

23 November 2026 is a Monday, 1 December a Tuesday.
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayplan.domain.after import MOST_AFTER, After, after_completion, months_later
from dayplan.domain.phrase import in_words, parse_phrase
from dayplan.domain.phrase_words import after_words
from dayplan.domain.rule import WORKDAY
from dayplan.errors import BadInput

MON_FRI = (0, 1, 2, 3, 4)
TUE_SAT = (1, 2, 3, 4, 5)
MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("schedule", "ended", "due"),
    [
        ("AFTER=90", "2026-11-23", "2027-02-21"),
        # Months by the calendar, of a short month the last day (S9)
        ("AFTER=3MONTHS", "2026-11-23", "2027-02-23"),
        ("AFTER=3MONTHS", "2026-11-30", "2027-02-28"),
        ("AFTER=3MONTHS", "2027-11-30", "2028-02-29"),
        ("AFTER=1MONTHS", "2027-01-31", "2027-02-28"),
        ("AFTER=1MONTHS", "2026-12-31", "2027-01-31"),
        ("AFTER=1MONTHS", "2026-11-15", "2026-12-15"),
        ("AFTER=12MONTHS", "2026-11-23", "2027-11-23"),
        ("AFTER=12MONTHS", "2028-02-29", "2029-02-28"),
        ("AFTER=24MONTHS", "2026-12-31", "2028-12-31"),
        # Workdays: from Wednesday they are Thursday, Friday and Monday
        ("AFTER=3WORKDAYS", "2026-11-25", "2026-11-30"),
        ("AFTER=3WORKDAYS", "2026-11-27", "2026-12-02"),
        ("AFTER=3WORKDAYS", "2026-11-28", "2026-12-02"),
        ("AFTER=1WORKDAYS", "2026-11-27", "2026-11-30"),
        ("AFTER=5WORKDAYS", "2026-11-23", "2026-11-30"),
        ("AFTER=10WORKDAYS", "2026-11-24", "2026-12-08"),
        # The interval first, then the weekday: from Wednesday 25 November to Wednesday 16 December
        ("AFTER=21;BYDAY=SA", "2026-11-25", "2026-12-19"),
        ("AFTER=21;BYDAY=SA", "2026-11-28", "2026-12-19"),
        ("AFTER=21;BYDAY=SA", "2026-11-29", "2026-12-26"),
        ("AFTER=3MONTHS;BYDAY=SA", "2026-11-23", "2027-02-27"),
        ("AFTER=7;BYDAY=MO,FR", "2026-11-24", "2026-12-04"),
        ("AFTER=14;BYDAY=WORKDAY", "2026-11-28", "2026-12-14"),
        ("AFTER=14;BYDAY=WORKDAY,SA", "2026-11-28", "2026-12-12"),
    ],
)
def test_s4_when_the_next_is_due(schedule: str, ended: str, due: str) -> None:
    after = after_completion(schedule)
    assert after is not None
    assert after.next_due(date.fromisoformat(ended), MON_FRI) == date.fromisoformat(due)


@pytest.mark.parametrize(
    ("workdays", "number", "ended", "due"),
    [
        (TUE_SAT, 3, "2026-11-27", "2026-12-02"),  # Saturday, Tuesday, Wednesday
        ((0,), 3, "2026-11-23", "2026-12-14"),
        ((0, 1, 2, 3, 4, 5, 6), 3, "2026-11-27", "2026-11-30"),
        ((), 3, "2026-11-27", None),
    ],
)
def test_workdays_are_those_of_the_setting(workdays: tuple[int, ...], number: int, ended: str, due: str | None) -> None:
    found = After(number, "workday").next_due(date.fromisoformat(ended), workdays)
    assert found == (date.fromisoformat(due) if due else None)


@given(st.integers(1, 60), st.sets(st.integers(0, 6), min_size=1), st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_so_many_workdays_lie_between_done_and_due(number: int, workdays: set[int], ended: date) -> None:
    due = After(number, "workday").next_due(ended, tuple(sorted(workdays)))
    assert due is not None
    days = [date.fromordinal(n) for n in range(ended.toordinal() + 1, due.toordinal() + 1)]
    assert sum(day.weekday() in workdays for day in days) == number
    assert due.weekday() in workdays


@given(st.dates(date(1970, 1, 1), date(2199, 12, 31)), st.integers(0, 120))
def test_a_month_later_is_a_month_later(day: date, number: int) -> None:
    later = months_later(day, number)
    assert (later.year - day.year) * 12 + later.month - day.month == number
    assert later.day == day.day or (later.day < day.day and date.fromordinal(later.toordinal() + 1).day == 1)


WAITS = st.one_of(
    st.builds(
        After,
        st.integers(1, 120),
        st.sampled_from(["day", "month"]),
        st.sets(st.integers(0, 7), max_size=6).map(lambda days: tuple(sorted(days))),
    ),
    st.builds(After, st.integers(1, 2500), st.just("workday")),
)


@given(WAITS)
def test_text_and_words_are_read_back_as_the_same(after: After) -> None:
    assert after_completion(after.text()) == after
    assert parse_phrase(in_words(after.text()), MONDAY).schedule == after.text()


@pytest.mark.parametrize(
    ("schedule", "words", "explained"),
    [
        ("AFTER=21", "3 weeks after it was done", "3 weeks after it was done or skipped"),
        ("AFTER=3MONTHS", "3 months after it was done", "3 months after it was done or skipped"),
        ("AFTER=12MONTHS", "1 year after it was done", "1 year after it was done or skipped"),
        ("AFTER=3WORKDAYS", "3 workdays after it was done", "3 workdays after it was done or skipped"),
        (
            "AFTER=21;BYDAY=SA",
            "every 3 weeks on saturday when done",
            "on the first saturday at least 3 weeks after it was done or skipped",
        ),
        (
            "AFTER=7;BYDAY=MO,FR",
            "every week on monday and friday when done",
            "on the first monday or friday at least 1 week after it was done or skipped",
        ),
        (
            "AFTER=14;BYDAY=WORKDAY",
            "every 2 weeks on workdays when done",
            "on the first workday at least 2 weeks after it was done or skipped",
        ),
    ],
)
def test_in_words(schedule: str, words: str, explained: str) -> None:
    after = after_completion(schedule)
    assert after is not None
    assert in_words(schedule) == words
    assert after_words(after, "done or skipped") == explained


@pytest.mark.parametrize(
    ("schedule", "sentence"),
    [
        ("AFTER=0MONTHS", "AFTER is a number of months from 1 to 120, not '0MONTHS'."),
        ("AFTER=121months", "AFTER is a number of months from 1 to 120, not '121months'."),
        ("AFTER=2501WORKDAYS", "AFTER is a number of workdays from 1 to 2500, not '2501WORKDAYS'."),
        ("AFTER=3WEEKS", "AFTER is a number of days from 1 to 3650, not '3WEEKS'."),
        ("AFTER=3;FREQ=DAILY", "'FREQ=DAILY' does not go with AFTER: only weekdays do, once, as in BYDAY=SA,SU."),
        ("AFTER=3;BYDAY=1SA", "'BYDAY=1SA' does not go with AFTER: only weekdays do, once, as in BYDAY=SA,SU."),
        ("AFTER=3;BYDAY=SA;BYDAY=SU", "'BYDAY=SU' does not go with AFTER: only weekdays do, once, as in BYDAY=SA,SU."),
        ("AFTER=3WORKDAYS;BYDAY=SA", "BYDAY does not go with a number of workdays: leave one of them out."),
    ],
)
def test_what_is_wrong_is_said(schedule: str, sentence: str) -> None:
    with pytest.raises(BadInput) as refused:
        after_completion(schedule)
    assert str(refused.value) == sentence


def test_all_seven_weekdays_are_none() -> None:
    assert after_completion("AFTER=3;BYDAY=SU,SA,FR,TH,WE,TU,MO") == After(3)
    assert WORKDAY not in range(7)
    assert set(MOST_AFTER) == {"day", "workday", "month"}
