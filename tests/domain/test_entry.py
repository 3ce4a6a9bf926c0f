from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import at
from typed import ANYTHING, DATES, MONDAY

from dayplan.domain.days import LAST_DAY, LEAST_DAY, format_day
from dayplan.domain.durations import LONG, LONGEST, parse_duration
from dayplan.domain.entry import Ref, parse_day, parse_past_day, parse_ref
from dayplan.domain.naming import matches
from dayplan.domain.typed_times import TimeReader
from dayplan.domain.wording import WEEKDAYS, long_day
from dayplan.errors import BadInput

# Durations


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("90m", 90),
        ("1h30", 90),
        ("1h30m", 90),
        ("1:30", 90),
        ("1.5h", 90),
        ("1,5h", 90),
        ("2h", 120),
        ("45", 45),
        ("1h 30m", 90),
        ("90 min", 90),
        ("2 hours", 120),
        ("1 Hour 5 Minutes", 65),
        (" 1H05 ", 65),
        ("0:05", 5),
        ("0h45", 45),
        (".5h", 30),
        ("0.25 h", 15),
        ("120m", 120),
        ("24h", 1440),
        ("24:00", 1440),
        ("1\u00a0h", 60),
    ],
)
def test_t10_durations_as_they_are_typed(typed: str, minutes: int) -> None:
    assert parse_duration(typed) == minutes * 60


@pytest.mark.parametrize(
    ("typed", "seconds"),
    [("1.33h", 4788), ("0.0001h", None), ("0.1h", 360), ("0.333333h", 1200), ("1.9h", 6840)],
)
def test_t10_decimal_hours_are_exact_to_the_second(typed: str, seconds: int | None) -> None:
    if seconds is None:
        with pytest.raises(BadInput, match="no time at all"):
            parse_duration(typed)
    else:
        assert parse_duration(typed) == seconds


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "",
            " ",
            "0",
            "0m",
            "0h00",
            "-30m",
            "−30m",
            "-",
            "abc",
            "h",
            "m",
            ":",
            "1:",
            ":30",
            "1:5",
            "1:75",
            "1h75",
        ),
        *(
            "1.5",
            "1.5m",
            "1.h",
            "1h30h",
            "1d",
            "1 30",
            "1h-30",
            "1e3",
            "٣",
            "²",
            "24h01",
            "25h",
            "1441",
            "1.5h30",
        ),
        "9" * 5000,
        "9" * 5000 + "h",
    ],
)
def test_t10_a_bad_duration_is_refused_with_what_would_do(typed: str) -> None:
    with pytest.raises(BadInput, match=r": write a duration such as 45m, 1h30, 1:30 or 1\.5h\.$"):
        parse_duration(typed)


def test_t10_more_than_12_hours_is_read_and_left_to_ask_about() -> None:
    assert LONG < parse_duration("12h01") < LONGEST


@given(ANYTHING)
def test_t10_a_duration_is_read_or_refused(typed: str) -> None:
    with suppress(BadInput):
        assert 0 < parse_duration(typed) <= LONGEST


# Days


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("today", "2026-11-23"),
        ("Tomorrow", "2026-11-24"),
        ("tom", "2026-11-24"),
        ("yesterday", "2026-11-22"),
        ("mon", "2026-11-23"),
        ("fri", "2026-11-27"),
        ("Friday", "2026-11-27"),
        ("sun", "2026-11-29"),
        ("thurs", "2026-11-26"),
        ("next mon", "2026-11-30"),
        ("next fri", "2026-12-04"),
        ("next-fri", "2026-12-04"),
        ("NEXT_Friday", "2026-12-04"),
        ("next   sun", "2026-12-06"),
        ("last fri", "2026-11-20"),
        ("last mon", "2026-11-16"),
        ("last sun", "2026-11-22"),
        ("+3d", "2026-11-26"),
        ("+2w", "2026-12-07"),
        ("-1d", "2026-11-22"),
        ("−1d", "2026-11-22"),
        ("+1 week", "2026-11-30"),
        ("2026-12-01", "2026-12-01"),
        ("1999-1-2", "1999-01-02"),
        ("12-01", "2026-12-01"),
        ("11-23", "2026-11-23"),
        ("11-22", "2027-11-22"),
        ("1 dec", "2026-12-01"),
        ("1. December", "2026-12-01"),
        ("dec 1", "2026-12-01"),
        ("dec-1", "2026-12-01"),
        ("1st dec", "2026-12-01"),
        ("sept 3rd", "2027-09-03"),
        ("1 dec 2028", "2028-12-01"),
        ("Dec 1, 2028", "2028-12-01"),
        ("1-dec-2028", "2028-12-01"),
        ("29 feb", "2028-02-29"),
        ("02-29", "2028-02-29"),
    ],
)
def test_days_typed_on_monday_23_november_2026(typed: str, day: str) -> None:
    assert parse_day(typed, MONDAY).isoformat() == day


@pytest.mark.parametrize(
    ("today", "week_start", "typed", "day"),
    [
        ("2026-11-27", 0, "fri", "2026-11-27"),
        ("2026-11-27", 0, "next fri", "2026-12-04"),
        ("2026-11-27", 0, "last fri", "2026-11-20"),
        ("2026-11-28", 0, "next fri", "2026-12-04"),
        ("2026-11-29", 0, "next mon", "2026-11-30"),  # Sunday ends a week that begins on Monday
        ("2026-11-29", 6, "next mon", "2026-12-07"),  # and begins one that begins on Sunday
        ("2026-11-28", 6, "next sun", "2026-11-29"),
        ("2026-11-28", 0, "next sun", "2026-12-06"),
        ("2026-11-28", 5, "next sat", "2026-12-05"),
    ],
)
def test_next_is_of_next_week_and_last_is_before_today(today: str, week_start: int, typed: str, day: str) -> None:
    assert parse_day(typed, date.fromisoformat(today), week_start).isoformat() == day


def test_29_february_can_be_eight_years_away() -> None:
    assert parse_day("29 feb", date(2096, 3, 1)) == date(2104, 2, 29)


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "",
            "-",
            "soon",
            "next",
            "next week",
            "next next fri",
            "this fri",
            "fr",
            "friday13",
            "-fri",
            "fri-",
            "1",
        ),
        *(
            "+3",
            "3d",
            "+3m",
            "2026",
            "2026-12",
            "2026-12-01x",
            "may",
            "1 foo",
            "1 2 dec",
            "dec 2026",
        ),
        *("٣ dec", "next\x00fri"),
    ],
)
def test_what_is_no_day_is_refused_with_what_would_do(typed: str) -> None:
    with pytest.raises(BadInput, match=r"is not a day: write a day such as tomorrow, fri, .*\.$"):
        parse_day(typed, MONDAY)


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "2026-02-30",
            "2026-13-01",
            "0000-01-01",
            "30 feb",
            "02-30",
            "13-01",
            "31 apr",
            "0 dec",
            "29 feb 2027",
        ),
        *("+9999999d", "+9999999w", "-9999999d"),
    ],
)
def test_a_day_that_does_not_exist_is_refused(typed: str) -> None:
    with pytest.raises(BadInput, match=r"^There is no '.*' in the calendar: "):
        parse_day(typed, MONDAY)


@pytest.mark.parametrize("typed", ["tomorrow", "next fri", "+1d", "sun", "01-01", "1 jan"])
def test_nothing_comes_after_the_last_day_of_all(typed: str) -> None:
    with pytest.raises(BadInput, match="in the calendar"):
        parse_day(typed, date.max)


KEPT = DATES.filter(lambda day: LEAST_DAY <= day <= LAST_DAY)


@given(KEPT, DATES, st.sampled_from(["iso", "dmy", "mdy"]), st.integers(0, 6))
def test_a_day_is_read_back_as_it_is_written(day: date, today: date, date_format: str, week_start: int) -> None:
    """Issue 12.13: in all three formats, and an ISO date in each."""
    for read in (parse_day, parse_past_day):
        for written in (format_day(day, date_format), day.isoformat()):
            assert read(written, today, week_start, date_format) == day
            assert read(f"{WEEKDAYS[day.weekday()][:3]} {written}", today, week_start, date_format) == day
        assert read(long_day(day, today), today, week_start, date_format) == day


@given(KEPT, st.integers(-300, 300), st.sampled_from(["iso", "dmy", "mdy"]))
def test_a_written_day_without_its_year_is_read_back_where_it_is_the_nearest(
    today: date, days: int, date_format: str
) -> None:
    """Issue 12.13: whoever leaves out the year means the coming one, or of what has happened the latest."""
    try:
        day = today + timedelta(days=days)
    except OverflowError:
        return
    if not LEAST_DAY <= day <= LAST_DAY or (day.month, day.day) == (2, 29):
        return
    year = f"{day.year:04}"
    short = format_day(day, date_format).removeprefix(f"{year}-").removesuffix(year).removesuffix("/")
    read = parse_day if days >= 0 else parse_past_day
    assert read(short, today, 0, date_format) == day
    assert read(short.removesuffix("."), today, 0, date_format) == day


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(-13, 13))
def test_the_days_of_a_week_are_read_as_the_week_writes_them(today: date, days: int) -> None:
    day = today + timedelta(days=days)
    assert parse_day(f"{WEEKDAYS[day.weekday()][:3]} {day.day:>2}", today) == day


@pytest.mark.parametrize(
    ("typed", "iso", "dmy", "mdy"),
    [
        ("2026-12-01", "2026-12-01", "2026-12-01", "2026-12-01"),
        ("2026/12/01", "2026-12-01", "2026-12-01", "2026-12-01"),
        ("2026.12.1", "2026-12-01", "2026-12-01", "2026-12-01"),
        ("12-01", "2026-12-01", "2027-01-12", "2026-12-01"),
        ("12.01.2026", "2026-01-12", "2026-01-12", "2026-12-01"),
        ("12.1.", "2027-01-12", "2027-01-12", "2026-12-01"),
        ("12.1", "2027-01-12", "2027-01-12", "2026-12-01"),
        ("12/01/2026", None, "2026-01-12", "2026-12-01"),
        ("12/1", None, "2027-01-12", "2026-12-01"),
        ("12-01-2026", None, "2026-01-12", "2026-12-01"),
        ("27/11/2026", "2026-11-27", "2026-11-27", "2026-11-27"),  # there is no month 27
        ("11/27/2026", "2026-11-27", "2026-11-27", "2026-11-27"),
        ("27.11.2026", "2026-11-27", "2026-11-27", "2026-11-27"),
        ("11/27", "2026-11-27", "2026-11-27", "2026-11-27"),
        ("12/12", "2026-12-12", "2026-12-12", "2026-12-12"),
        ("Friday 27 November", "2026-11-27", "2026-11-27", "2026-11-27"),
        ("Fri, Nov 27", "2026-11-27", "2026-11-27", "2026-11-27"),
        ("Friday 20 November", "2026-11-20", "2026-11-20", "2026-11-20"),  # the nearest 20 November that is a Friday
        ("Fri 2026-11-20", "2026-11-20", "2026-11-20", "2026-11-20"),
        ("Fri 20", "2026-11-20", "2026-11-20", "2026-11-20"),
        ("Mon 30", "2026-11-30", "2026-11-30", "2026-11-30"),
    ],
)
def test_of_two_numbers_the_setting_says_which_is_the_month(typed: str, iso: str | None, dmy: str, mdy: str) -> None:
    """Issue 12.13."""
    for date_format, meant in (("iso", iso), ("dmy", dmy), ("mdy", mdy)):
        if meant is None:
            with pytest.raises(BadInput, match=r"could be 12 January or 1 December: write the month's name"):
                parse_day(typed, MONDAY, 0, date_format)
        else:
            assert parse_day(typed, MONDAY, 0, date_format).isoformat() == meant


@pytest.mark.parametrize("typed", ["0202-11-27", "27.11.0202", "27 nov 0202", "1969-12-31", "-30000d"])
def test_a_year_that_is_a_slip_is_named(typed: str) -> None:
    """Issue 12.14."""
    with pytest.raises(BadInput, match=r"is a day of the year (202|19[46]\d), and none before 1970 is kept"):
        parse_day(typed, MONDAY)


def test_a_weekday_that_does_not_fit_its_date_is_asked_about() -> None:
    with pytest.raises(BadInput, match=r"^27 November 2026 is a Friday, not a Monday: leave out the weekday"):
        parse_day("Monday 27 November 2026", MONDAY)


@given(
    DATES,
    st.integers(0, 6),
    st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]),
)
def test_weekdays_around_a_day(today: date, week_start: int, name: str) -> None:
    try:
        last = parse_day(f"last {name}", today, week_start)
        coming = parse_day(name, today, week_start)
        following = parse_day(f"next {name}", today, week_start)
    except BadInput:
        assert today < LEAST_DAY + timedelta(days=7) or today > LAST_DAY - timedelta(days=14)
        return
    assert last < today <= coming <= following
    assert last.weekday() == coming.weekday() == following.weekday()
    assert (today - last).days <= 7
    assert (coming - today).days <= 6
    week_began = today.toordinal() - (today.weekday() - week_start) % 7
    assert 7 <= following.toordinal() - week_began < 14


@given(ANYTHING, DATES, st.integers(0, 6))
def test_a_day_is_read_or_refused(typed: str, today: date, week_start: int) -> None:
    with suppress(BadInput):
        assert isinstance(parse_day(typed, today, week_start), date)


@pytest.mark.parametrize(
    ("typed", "ref"),
    [
        ("3", Ref("number", 3)),
        (" 17 ", Ref("number", 17)),
        ("i2", Ref("inbox", 2)),
        ("I2", Ref("inbox", 2)),
        ("proposals", Ref("words", words="proposals")),
        ("  write\tprop ", Ref("words", words="write prop")),
        ("3 calls", Ref("words", words="3 calls")),
        ("#17", Ref("words", words="#17")),
        ("-3", Ref("words", words="-3")),
        ("٣", Ref("words", words="٣")),
        ("2147483648", Ref("number", 2**31)),
        ("2147483649", Ref("words", words="2147483649")),
        ("9" * 400, Ref("words", words="9" * 400)),
    ],
)
def test_a_task_is_named_by_number_or_words(typed: str, ref: Ref) -> None:
    assert parse_ref(typed) == ref


@pytest.mark.parametrize("typed", ["", " ", "\x1b[0m", "9" * 5000])
def test_a_task_needs_a_name(typed: str) -> None:
    with pytest.raises(BadInput, match=r"^The task's name is "):
        parse_ref(typed)


@given(ANYTHING)
def test_a_name_is_read_or_refused(typed: str) -> None:
    try:
        ref = parse_ref(typed)
    except BadInput:
        return
    assert (ref.kind == "words") == bool(ref.words)
    assert 0 <= ref.number <= 2**31


@pytest.mark.parametrize(
    ("words", "title", "fits"),
    [
        ("prop", "Write proposals", True),
        ("PROP write", "Write proposals", True),
        ("prop mail", "Write proposals", False),
        ("straße", "Hauptstrasse", True),
        ("cafe", "Café", True),
        ("", "Write proposals", True),
        ("[x]", "[x] done", True),
    ],
)
def test_words_fit_a_title(words: str, title: str, fits: bool) -> None:
    assert matches(words, title) is fits


@pytest.mark.parametrize("piece", ["9", " ", "-", "- ", "1h", "1:", "fri ", "next-", "a", "é", "\u0301", "\x1b["])
def test_what_is_huge_is_refused_at_once(piece: str) -> None:
    # No clock decides a test run; but what takes the square of its input would not end while one waits.
    pasted = piece * (100_000 // len(piece))
    for typed in (pasted, f"-{pasted}", f"{pasted}x", f"+{pasted} x"):
        with pytest.raises(BadInput):
            parse_duration(typed)
        with pytest.raises(BadInput):
            parse_day(typed, MONDAY)
        with pytest.raises(BadInput):
            TimeReader(at("2026-11-23T14:00")).time(typed)
        with suppress(BadInput):
            parse_ref(typed)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        *(("mon", "2026-11-23"), ("wed", "2026-11-25"), ("thu", "2026-11-19")),
        *(("25 nov", "2026-11-25"), ("26 nov", "2025-11-26"), ("1 oct", "2026-10-01"), ("12-01", "2025-12-01")),
        *(("29 feb", "2024-02-29"), ("2027-01-01", "2027-01-01"), ("1 dec 2026", "2026-12-01"), ("+3d", "2026-11-28")),
    ],
)
def test_of_what_has_happened_a_date_without_a_year_is_the_latest(typed: str, expected: str) -> None:
    assert parse_past_day(typed, date(2026, 11, 25)).isoformat() == expected
