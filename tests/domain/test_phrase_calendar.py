"""Next dates of phrases, week starts and the day of an UNTIL: issue 13.9 to 13.12, worked out with a calendar."""

from datetime import date, timedelta

import pytest

from dayplan.domain.phrase import Phrase, in_words, parse_phrase
from dayplan.domain.schedule import next_dates, occurrences

DAY = timedelta(days=1)
MONDAY = date(2026, 11, 23)
MON_FRI = (0, 1, 2, 3, 4)

SUNDAYS = "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU"
SUNDAYS_OF_SUNDAY = "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=MO,SU"


def test_13_11_week_start_decides_which_sunday_goes_with_which_monday() -> None:
    phrase, start = "every 2 weeks on sunday and monday", date(2026, 11, 22)  # a Sunday
    for week_start, schedule, dates in (
        (0, SUNDAYS, "11-22 11-30 12-06 12-14"),  # Mon 16 - Sun 22, Mon 30 - Sun 6, Mon 14 - Sun 20
        (6, SUNDAYS_OF_SUNDAY, "11-22 11-23 12-06 12-07"),
    ):
        assert parse_phrase(phrase, start, week_start).schedule == schedule
        due = occurrences(schedule, start, start, date(2026, 12, 14), (0, 1, 2, 3, 4))
        assert [f"{day:%m-%d}" for day in due] == dates.split()
        words = in_words(schedule)
        assert words == f"every 2 weeks on monday and sunday, weeks from {'sunday' if week_start else 'monday'}"
        for setting in range(7):
            assert parse_phrase(words, start, setting).schedule == schedule


def test_13_11_a_weekend_is_one_wherever_weeks_begin() -> None:
    for setting in range(7):
        assert parse_phrase("every other weekend", MONDAY, setting).schedule == "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA,SU"
        assert parse_phrase("every sunday and monday", MONDAY, setting).schedule == "FREQ=WEEKLY;BYDAY=MO,SU"


@pytest.mark.parametrize(
    ("until", "zone", "ends_on"),
    [
        ("20270115T045959Z", "America/New_York", date(2027, 1, 14)),  # 23:59:59 there
        ("20270115T050000Z", "America/New_York", date(2027, 1, 15)),  # midnight
        ("20270114T225959Z", "Europe/Berlin", date(2027, 1, 14)),
        ("20270114T230000Z", "Europe/Berlin", date(2027, 1, 15)),
        ("20270115T045959", "America/New_York", date(2027, 1, 15)),  # a wall clock, wherever it is
        ("20270115", "America/New_York", date(2027, 1, 15)),
    ],
)
def test_13_11_until_as_an_instant_is_the_day_it_is_here(until: str, zone: str, ends_on: date) -> None:
    for rule in (f"RRULE:FREQ=DAILY;UNTIL={until}", f"freq=daily;until={until.lower()}"):
        assert parse_phrase(rule, MONDAY, 0, "iso", zone) == Phrase("FREQ=DAILY", None, ends_on)


@pytest.mark.parametrize(
    ("phrase", "days"),
    [
        ("friday the 13th", "2027-08-13 2028-10-13"),
        ("100th day of the year", "2027-04-10 2028-04-09"),  # one day earlier in a leap year
        ("beginning and end of the month", "2026-11-30 2026-12-01 2026-12-31 2027-01-01"),
        ("eom", "2026-11-30 2026-12-31 2027-01-31 2027-02-28"),
        ("every 4 weeks from monday 7 december", "2026-12-07 2027-01-04 2027-02-01"),
        ("days 1 and 15", "2026-12-01 2026-12-15 2027-01-01"),
        ("mo, we, fr", "2026-11-23 2026-11-25 2026-11-27 2026-11-30"),
        ("every day but sunday", "2026-11-23 2026-11-24 2026-11-25 2026-11-26 2026-11-27 2026-11-28 2026-11-30"),
        ("every monday twice", "2026-11-23 2026-11-30"),
        ("each monday of the month", "2026-11-23 2026-11-30 2026-12-07"),
        ("the 15th of the first month of the quarter", "2027-01-15 2027-04-15 2027-07-15 2027-10-15 2028-01-15"),
        ("1st-5th of the month", "2026-12-01 2026-12-02 2026-12-03 2026-12-04 2026-12-05 2027-01-01"),
        (
            "every saturday in may to june every year",
            "2027-05-01 2027-05-08 2027-05-15 2027-05-22 2027-05-29 2027-06-05",
        ),
        ("every twenty-one days", "2026-11-23 2026-12-14 2027-01-04"),
    ],
)
def test_13_the_next_dates_from_monday_23_november_2026(phrase: str, days: str) -> None:
    today = date(2026, 11, 23)
    read = parse_phrase(phrase, today)
    expected = [date.fromisoformat(day) for day in days.split()]
    due = next_dates(read.schedule, read.starts_on or today, today - DAY, len(expected), MON_FRI)
    assert due == expected
    words = in_words(read.schedule)
    assert parse_phrase(words, today).schedule == read.schedule
    assert not words.startswith("RRULE")
