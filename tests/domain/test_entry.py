from contextlib import suppress
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayplan.domain.durations import LONG, LONGEST, parse_duration
from dayplan.domain.entry import Ref, came_twice, matches, parse_day, parse_past_day, parse_ref, parse_time
from dayplan.domain.model import Now
from dayplan.errors import BadInput

MONDAY = date(2026, 11, 23)
ANY_TEXT = st.text(st.characters(exclude_categories=()))
# Text made of what the parsers look for comes nearer to their edges than arbitrary text.
NEAR_MISSES = st.lists(
    st.sampled_from(
        [
            *(
                "0",
                "1",
                "9",
                "29",
                "30",
                "59",
                "75",
                "99",
                "2026",
                "9999",
                "0000",
                "٣",
                "²",
                "+",
                "-",
                "−",
                ":",
                ".",
            ),
            *(
                ",",
                " ",
                "_",
                "t",
                "z",
                "h",
                "m",
                "am",
                "pm",
                "d",
                "w",
                "hours",
                "st",
                "mon",
                "fri",
                "next",
                "last",
            ),
            *(
                "today",
                "yesterday",
                "now",
                "dec",
                "feb",
                "i",
                "-02-29",
                "+01:00",
                "\udce9",
                "\x1b[",
                "ſ",
                "İ",
            ),
        ]
    ),
    max_size=8,
).map("".join)
ANYTHING = st.one_of(ANY_TEXT, NEAR_MISSES)
DATES = st.one_of(st.dates(), st.sampled_from([date.min, date.max, MONDAY]))


def at(text: str, zone: str = "Europe/Berlin") -> Now:
    """The clock at a local time, the first of two where there are two."""
    local = datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))
    offset = local.utcoffset()
    assert offset is not None
    return Now(int(local.timestamp()), int(offset.total_seconds()), zone)


def local(epoch: int, zone: str = "Europe/Berlin") -> str:
    return datetime.fromtimestamp(epoch, ZoneInfo(zone)).isoformat()


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
            "12/01",
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


@given(DATES, DATES)
def test_an_iso_day_is_itself(day: date, today: date) -> None:
    assert parse_day(day.isoformat(), today) == day


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
        assert today.toordinal() < 8 or today.toordinal() > date.max.toordinal() - 14
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


# Times


@pytest.mark.parametrize(
    ("typed", "instant"),
    [
        ("9:15", "2026-11-23T09:15:00+01:00"),
        ("09:15", "2026-11-23T09:15:00+01:00"),
        ("0915", "2026-11-23T09:15:00+01:00"),
        ("915", "2026-11-23T09:15:00+01:00"),
        ("9am", "2026-11-23T09:00:00+01:00"),
        ("9 AM", "2026-11-23T09:00:00+01:00"),
        ("9:15pm", "2026-11-23T21:15:00+01:00"),
        ("12am", "2026-11-23T00:00:00+01:00"),
        ("12:30pm", "2026-11-23T12:30:00+01:00"),
        ("9:15:30", "2026-11-23T09:15:30+01:00"),
        ("now", "2026-11-23T14:00:00+01:00"),
        ("-20m", "2026-11-23T13:40:00+01:00"),
        ("−20m", "2026-11-23T13:40:00+01:00"),
        ("-1h30", "2026-11-23T12:30:00+01:00"),
        ("-1:30", "2026-11-23T12:30:00+01:00"),
        ("-5", "2026-11-23T13:55:00+01:00"),
        ("yesterday 23:30", "2026-11-22T23:30:00+01:00"),
        ("today 9:15 am", "2026-11-23T09:15:00+01:00"),
        ("last fri 1700", "2026-11-20T17:00:00+01:00"),
        ("-1d 9:15", "2026-11-22T09:15:00+01:00"),
        ("2026-07-01 9:15", "2026-07-01T09:15:00+02:00"),
        ("2026-11-23T09:15", "2026-11-23T09:15:00+01:00"),
        ("2026-11-23t09:15:30.5", "2026-11-23T09:15:30+01:00"),
        ("2026-11-23T09:15:00+00:00", "2026-11-23T10:15:00+01:00"),
        ("2026-11-23T09:15Z", "2026-11-23T10:15:00+01:00"),
        ("2026-11-23 09:15:30.999-0500", "2026-11-23T15:15:30+01:00"),
    ],
)
def test_t5_times_typed_at_two_in_the_afternoon(typed: str, instant: str) -> None:
    assert local(parse_time(typed, at("2026-11-23T14:00"))) == instant


def test_t5_a_time_to_come_is_returned_for_the_caller_to_refuse() -> None:
    assert local(parse_time("15:00", at("2026-11-23T14:00"))) == "2026-11-23T15:00:00+01:00"


@pytest.mark.parametrize(
    ("clock", "typed", "instant"),
    [
        ("2026-11-24T00:20", "23:40", "2026-11-23T23:40:00+01:00"),
        ("2026-11-24T00:20", "0:10", "2026-11-24T00:10:00+01:00"),
        ("2026-11-24T00:20", "12:30", "2026-11-23T12:30:00+01:00"),
        ("2026-11-24T00:20", "12:20", "2026-11-23T12:20:00+01:00"),
        (
            "2026-11-24T00:20",
            "12:19",
            "2026-11-24T12:19:00+01:00",
        ),  # over twelve hours ago: a slip, to be refused
        ("2026-11-24T11:59", "23:59", "2026-11-23T23:59:00+01:00"),
        ("2026-11-24T12:00", "23:59", "2026-11-24T23:59:00+01:00"),
        ("2026-11-24T00:20", "0:20", "2026-11-24T00:20:00+01:00"),
        ("2026-11-24T00:20", "today 23:40", "2026-11-24T23:40:00+01:00"),
    ],
)
def test_t5_a_night_owl_means_the_evening_before(clock: str, typed: str, instant: str) -> None:
    assert local(parse_time(typed, at(clock))) == instant


def test_t5_a_given_day_is_the_day_unless_one_is_typed() -> None:
    now = at("2026-11-24T00:20")
    assert local(parse_time("23:40", now, date(2026, 11, 24))) == "2026-11-24T23:40:00+01:00"
    assert local(parse_time("9:15", now, date(2026, 7, 1))) == "2026-07-01T09:15:00+02:00"
    assert local(parse_time("yesterday 9:15", now, date(2026, 7, 1))) == "2026-11-23T09:15:00+01:00"


def test_d3_a_time_is_read_in_the_zone_one_is_in() -> None:
    now = at("2026-11-23T14:00", "America/New_York")
    assert local(parse_time("9:15", now), "America/New_York") == "2026-11-23T09:15:00-05:00"


@pytest.mark.parametrize("zone", ["", "Europe", "No/Where", "../etc/passwd", "a\0b", "\udce9", "x" * 5000])
def test_an_unknown_zone_is_read_by_its_offset(zone: str) -> None:
    now = Now(int(datetime(2026, 11, 23, 13, tzinfo=UTC).timestamp()), 5400, zone)
    assert parse_time("9:15", now) == int(datetime(2026, 11, 23, 7, 45, tzinfo=UTC).timestamp())
    assert came_twice("9:15", now.epoch, now) is None


@pytest.mark.parametrize(
    ("zone", "day", "typed"),
    [
        ("Europe/Berlin", "2026-03-29", "2:00"),
        ("Europe/Berlin", "2026-03-29", "2:59"),
        ("Africa/Cairo", "2026-04-24", "0:00"),
        ("America/Santiago", "2026-09-06", "0:30"),
        ("Australia/Lord_Howe", "2026-10-04", "2:15"),
    ],
)
def test_t8_a_time_the_clocks_skipped_is_refused(zone: str, day: str, typed: str) -> None:
    with pytest.raises(BadInput, match=rf"^The clocks skipped 0{typed} on {day}: "):
        parse_time(typed, at(f"{day}T15:00", zone), date.fromisoformat(day))


@pytest.mark.parametrize(
    ("typed", "instant", "twice"),
    [
        ("1:59", "2026-10-25T01:59:00+02:00", False),
        ("2:00", "2026-10-25T02:00:00+02:00", True),
        ("2:59", "2026-10-25T02:59:00+02:00", True),
        ("3:00", "2026-10-25T03:00:00+01:00", False),
        ("2026-10-25T02:30+01:00", "2026-10-25T02:30:00+01:00", False),  # an offset says which of the two
    ],
)
def test_t8_an_ambiguous_time_is_the_first_and_can_be_noticed(typed: str, instant: str, twice: bool) -> None:
    now = at("2026-10-25T12:00")
    found = parse_time(typed, now)
    assert local(found) == instant
    assert came_twice(typed, found, now) == (found + 3600 if twice else None)


@pytest.mark.parametrize("typed", ["9", "21", "yesterday 9"])
def test_t5_a_bare_number_is_ambiguous(typed: str) -> None:
    hour = typed.split()[-1]
    with pytest.raises(BadInput, match=rf"could be hours or minutes: write {hour}:00, or -{hour}m for"):
        parse_time(typed, at("2026-11-23T14:00"))


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "",
            "-",
            "noonish",
            "9:5",
            "9:15x",
            "25:00",
            "24:00",
            "9:60",
            "0960",
            "13pm",
            "0am",
            "+20m",
            "-0m",
            "-30h",
        ),
        *(
            "-abc",
            "soon 9:15",
            "2026-02-30 9:15",
            "2026-11-23T25:00Z",
            "2026-11-23T09:15+99:00",
            "9:15 yesterday",
        ),
        *("12345", "2026-11-23", "٩:١٥", "24", "9999-12-32 0:00", "0001-01-01 0:00"),
    ],
)
def test_t5_what_is_no_time_is_refused_in_one_sentence(typed: str) -> None:
    with pytest.raises(BadInput, match=r"^[^.]*: write .*\.$"):
        parse_time(typed, at("2026-11-23T14:00"))


@given(
    ANYTHING,
    st.integers(-(10**9), 4 * 10**9),
    st.sampled_from(["Europe/Berlin", "Africa/Cairo", "UTC", "Asia/Kolkata", "Pacific/Apia", "No/Where"]),
    st.one_of(st.none(), DATES),
)
def test_t5_a_time_is_read_or_refused(typed: str, epoch: int, zone: str, day: date | None) -> None:
    with suppress(BadInput):
        assert isinstance(parse_time(typed, Now(epoch, 3600, zone), day), int)


@given(
    st.datetimes(datetime.fromisoformat("1980-01-01"), datetime.fromisoformat("2100-01-01")),
    st.sampled_from(["Europe/Berlin", "UTC"]),
)
def test_t5_a_wall_clock_time_is_that_instant(wall: datetime, zone: str) -> None:
    now = at("2026-11-23T14:00", zone)
    wall = wall.replace(second=0, microsecond=0)
    try:
        found = parse_time(f"{wall:%Y-%m-%d %H:%M}", now)
    except BadInput as error:
        if "clocks skipped" not in str(error):
            raise
        return
    assert datetime.fromtimestamp(found, ZoneInfo(zone)).replace(tzinfo=None) == wall


# Names of tasks


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
        ("cafe", "Café", False),
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
            parse_time(typed, at("2026-11-23T14:00"))
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
