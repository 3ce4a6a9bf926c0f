"""Which instant a typed time means, by the table in `typed_times` (T5, T8, issues 12.12 and 13.18)."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import at
from typed import ANYTHING, DATES, local

from dayplan.domain.clock_times import completed
from dayplan.domain.model import Now
from dayplan.domain.typed_times import TimeReader
from dayplan.errors import BadInput

FOUR = 4 * 3600


def read(typed: str, now: Now, day: date | None = None, day_start_s: int = 0, **around: int) -> int:
    return TimeReader(now, day_start_s, day=day).time(typed, **around)


def wall(epoch: int) -> str:
    return local(epoch)[:16].replace("T", " ")


# Times without a question


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
    assert local(read(typed, at("2026-11-23T14:00"))) == instant


def test_t5_a_time_to_come_is_returned_for_the_caller_to_refuse() -> None:
    assert local(read("15:00", at("2026-11-23T14:00"))) == "2026-11-23T15:00:00+01:00"


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
    assert local(read(typed, at(clock))) == instant


def test_t5_a_given_day_is_the_day_unless_one_is_typed() -> None:
    now = at("2026-11-24T00:20")
    assert local(read("23:40", now, date(2026, 11, 23))) == "2026-11-23T23:40:00+01:00"
    assert local(read("23:40", now, date(2026, 11, 24))) == "2026-11-23T23:40:00+01:00"  # today: as if none were
    assert local(read("9:15", now, date(2026, 7, 1))) == "2026-07-01T09:15:00+02:00"
    assert local(read("yesterday 9:15", now, date(2026, 7, 1))) == "2026-11-23T09:15:00+01:00"


def test_d3_a_time_is_read_in_the_zone_one_is_in() -> None:
    now = at("2026-11-23T14:00", "America/New_York")
    assert local(read("9:15", now), "America/New_York") == "2026-11-23T09:15:00-05:00"


@pytest.mark.parametrize("zone", ["", "Europe", "No/Where", "../etc/passwd", "a\0b", "\udce9", "x" * 5000])
def test_an_unknown_zone_is_read_by_its_offset(zone: str) -> None:
    now = Now(int(datetime(2026, 11, 23, 13, tzinfo=UTC).timestamp()), 5400, zone)
    assert read("9:15", now) == int(datetime(2026, 11, 23, 7, 45, tzinfo=UTC).timestamp())
    assert TimeReader(now).second("9:15", now.epoch) is None


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
        read(typed, at(f"{day}T15:00", zone), date.fromisoformat(day))


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
    found = read(typed, now)
    assert local(found) == instant
    assert TimeReader(now).second(typed, found) == (found + 3600 if twice else None)


@pytest.mark.parametrize("typed", ["9", "21", "yesterday 9"])
def test_t5_a_bare_number_is_ambiguous(typed: str) -> None:
    hour = typed.split()[-1]
    with pytest.raises(BadInput, match=rf"could be hours or minutes: write {hour}:00, or -{hour}m for"):
        read(typed, at("2026-11-23T14:00"))


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
            "24:01",
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
        *("12345", "2026-11-23", "٩:١٥", "24", "9999-12-32 0:00", "24pm"),
    ],
)
def test_t5_what_is_no_time_is_refused_in_one_sentence(typed: str) -> None:
    with pytest.raises(BadInput, match=r"^[^.]*: write .*\.$"):
        read(typed, at("2026-11-23T14:00"))


@given(
    ANYTHING,
    st.integers(-(10**9), 4 * 10**9),
    st.sampled_from(["Europe/Berlin", "Africa/Cairo", "UTC", "Asia/Kolkata", "Pacific/Apia", "No/Where"]),
    st.one_of(st.none(), DATES),
)
def test_t5_a_time_is_read_or_refused(typed: str, epoch: int, zone: str, day: date | None) -> None:
    with suppress(BadInput):
        assert isinstance(read(typed, Now(epoch, 3600, zone), day), int)


@given(
    st.datetimes(datetime.fromisoformat("1980-01-01"), datetime.fromisoformat("2100-01-01")),
    st.sampled_from(["Europe/Berlin", "UTC"]),
)
def test_t5_a_wall_clock_time_is_that_instant(wall: datetime, zone: str) -> None:
    now = at("2026-11-23T14:00", zone)
    wall = wall.replace(second=0, microsecond=0)
    try:
        found = read(f"{wall:%Y-%m-%d %H:%M}", now)
    except BadInput as error:
        if "clocks skipped" not in str(error):
            raise
        return
    assert datetime.fromtimestamp(found, ZoneInfo(zone)).replace(tzinfo=None) == wall


# Which day is meant: issue 12.12


@pytest.mark.parametrize(
    ("day_start_s", "clock", "typed", "meant"),
    [
        # a weekday is the last one, today included
        (0, "2026-11-27 12:00", "mon 16:00", "2026-11-23 16:00"),
        (0, "2026-11-27 12:00", "Monday 16:00", "2026-11-23 16:00"),
        (0, "2026-11-27 12:00", "sat 9am", "2026-11-21 09:00"),
        (0, "2026-11-27 12:00", "fri 9:00", "2026-11-27 09:00"),
        (0, "2026-11-27 12:00", "fri 16:00", "2026-11-27 16:00"),  # to come, so that it is refused by its day
        (0, "2026-11-27 12:00", "1 dec 16:00", "2025-12-01 16:00"),
        (0, "2026-11-27 12:00", "11-26 16:00", "2026-11-26 16:00"),
        (0, "2026-11-27 12:00", "Thursday 26 November 16:00", "2026-11-26 16:00"),
        # a day is the logical one (D1): after midnight, yesterday is what `log` shows as yesterday
        (FOUR, "2026-11-28 00:20", "yesterday 23:00", "2026-11-26 23:00"),
        (FOUR, "2026-11-28 00:20", "today 23:00", "2026-11-27 23:00"),
        (FOUR, "2026-11-28 00:20", "fri 23:00", "2026-11-27 23:00"),
        (0, "2026-11-28 00:20", "yesterday 23:00", "2026-11-27 23:00"),
        (FOUR, "2026-11-28 10:00", "yesterday 23:00", "2026-11-27 23:00"),
        # and before `day_start` it is the night after, which belongs to it
        (FOUR, "2026-11-28 02:00", "today 1:15", "2026-11-28 01:15"),
        (FOUR, "2026-11-28 02:00", "yesterday 1:15", "2026-11-27 01:15"),
        (FOUR, "2026-11-28 10:00", "yesterday 1:15", "2026-11-28 01:15"),
        (FOUR, "2026-11-28 10:00", "today 1:15", "2026-11-28 01:15"),  # tonight is to come, so last night
        (FOUR, "2026-11-28 10:00", "2026-11-28T01:15", "2026-11-28 01:15"),
        (FOUR, "2026-11-29 10:00", "2026-11-28T01:15", "2026-11-28 01:15"),  # a date of the calendar
        (FOUR, "2026-11-29 10:00", "2026-11-28 01:15", "2026-11-29 01:15"),  # a day of the log
        # without a day: today's date, and what is to come there is of last night
        (FOUR, "2026-11-28 02:00", "1:15", "2026-11-28 01:15"),
        (FOUR, "2026-11-28 10:00", "1:15", "2026-11-28 01:15"),
        (FOUR, "2026-11-28 02:00", "23:30", "2026-11-27 23:30"),
        (FOUR, "2026-11-28 02:00", "9:30", "2026-11-27 09:30"),  # of this logical day, though 16 hours ago
        (FOUR, "2026-11-28 02:00", "3:30", "2026-11-28 03:30"),  # of no logical day that has it: to come
        (0, "2026-11-28 02:00", "9:30", "2026-11-28 09:30"),
        (0, "2026-11-28 09:00", "23:30", "2026-11-27 23:30"),
        (0, "2026-11-28 09:00", "20:30", "2026-11-28 20:30"),
        # words, and the end of a day
        (0, "2026-11-28 13:00", "noon", "2026-11-28 12:00"),
        (0, "2026-11-28 11:00", "noon", "2026-11-28 12:00"),
        (0, "2026-11-28 13:00", "yesterday noon", "2026-11-27 12:00"),
        (0, "2026-11-28 00:20", "midnight", "2026-11-28 00:00"),
        (0, "2026-11-28 00:20", "24:00", "2026-11-28 00:00"),
        (0, "2026-11-28 13:00", "yesterday 24:00", "2026-11-28 00:00"),
        (FOUR, "2026-11-28 13:00", "yesterday 24:00", "2026-11-28 00:00"),
        (0, "2026-11-28 13:00", "9.30", "2026-11-28 09:30"),
        (0, "2026-11-28 13:00", "9h30", "2026-11-28 09:30"),
        (0, "2026-11-28 13:00", "9:30 a.m.", "2026-11-28 09:30"),
        (0, "2026-11-28 13:00", "yesterday 9.30", "2026-11-27 09:30"),
    ],
)
def test_which_day_a_time_is_on(day_start_s: int, clock: str, typed: str, meant: str) -> None:
    assert wall(read(typed, at(clock), day_start_s=day_start_s)) == meant


@pytest.mark.parametrize(
    ("began", "clock", "typed", "meant"),
    [
        ("2026-11-26 16:00", "2026-11-27 09:00", "17:15", "2026-11-26 17:15"),
        ("2026-11-26 16:00", "2026-11-27 18:00", "17:15", "2026-11-26 17:15"),  # the first after its start
        ("2026-11-23 16:00", "2026-11-27 18:00", "17:15", "2026-11-23 17:15"),
        ("2026-11-26 17:20", "2026-11-27 09:00", "8:30", "2026-11-27 08:30"),
        ("2026-11-26 22:00", "2026-11-27 00:30", "23:15", "2026-11-26 23:15"),
        ("2026-11-26 22:00", "2026-11-27 00:30", "midnight", "2026-11-27 00:00"),
        ("2026-11-26 22:00", "2026-11-27 00:30", "24:00", "2026-11-27 00:00"),
        ("2026-11-27 09:00", "2026-11-27 12:00", "8:30", "2026-11-27 08:30"),  # before its start: refused as that
        ("2026-11-27 09:00", "2026-11-27 12:00", "17:15", "2026-11-27 17:15"),  # to come: refused as that
        ("2026-11-26 16:00", "2026-11-27 09:00", "today 8:15", "2026-11-27 08:15"),
        ("2026-11-26 16:00", "2026-11-27 09:00", "-20m", "2026-11-27 08:40"),
        ("2026-10-25 02:45", "2026-10-25 12:00", "2:30", "2026-10-25 02:30"),  # the second of two
    ],
)
def test_the_end_of_what_runs_is_the_first_such_time_after_its_start(
    began: str, clock: str, typed: str, meant: str
) -> None:
    found = read(typed, at(clock), after=at(began).epoch, within=86_400)
    assert wall(found) == meant
    assert (found > at(began).epoch) == (typed != "8:30" or began < "2026-11-27")


@pytest.mark.parametrize(
    ("day", "day_start_s", "clock", "typed", "start", "end"),
    [
        (None, 0, "2026-11-28 00:20", "23:30-00:15", "2026-11-27 23:30", "2026-11-28 00:15"),
        (None, FOUR, "2026-11-28 00:20", "23:30-00:15", "2026-11-27 23:30", "2026-11-28 00:15"),
        (None, FOUR, "2026-11-28 02:00", "1:15-1:45", "2026-11-28 01:15", "2026-11-28 01:45"),
        (None, FOUR, "2026-11-28 10:00", "1:15-1:45", "2026-11-28 01:15", "2026-11-28 01:45"),
        ("2026-11-27", FOUR, "2026-11-28 10:00", "1:15-1:45", "2026-11-28 01:15", "2026-11-28 01:45"),
        ("2026-11-28", FOUR, "2026-11-28 10:00", "1:15-1:45", "2026-11-28 01:15", "2026-11-28 01:45"),
        ("2026-11-25", 0, "2026-11-28 10:00", "22:00-1:00", "2026-11-25 22:00", "2026-11-26 01:00"),
        *(
            (None, 0, "2026-11-28 10:00", typed, "2026-11-28 07:00", "2026-11-28 07:05")
            for typed in (
                *("7:00-7:05", "7:00 - 7:05", "7:00 to 7:05", "7:00–7:05", "7:00 – 7:05", "7:00—7:05", "7:00−7:05"),
                *("from 7:00 to 7:05", "7:00 until 7:05", "7:00 till 7:05", "7:00..7:05", "7.00-7.05", "7h00-7h05"),
                *("7am-7:05", "7am - 7:05am", "0700-0705", "2026-11-28 7:00-7:05", "today 7:00 to 7:05"),
                *("7:00 AM to 7:05 a.m.", "2026-11-28T07:00-07:05", "11-28 7:00-7:05", "28 nov 7:00 - 7:05"),
            )
        ),
        (None, 0, "2026-11-28 10:00", "9am-10", "2026-11-28 09:00", "2026-11-28 10:00"),
        (None, 0, "2026-11-28 10:00", "9:00-10", "2026-11-28 09:00", "2026-11-28 10:00"),
        (None, 0, "2026-11-28 18:00", "2-3pm", "2026-11-28 14:00", "2026-11-28 15:00"),
        (None, 0, "2026-11-28 18:00", "2 to 3 pm", "2026-11-28 14:00", "2026-11-28 15:00"),
        (None, 0, "2026-11-28 18:00", "11-1pm", "2026-11-28 11:00", "2026-11-28 13:00"),
        (None, 0, "2026-11-28 18:00", "11am-1:30", "2026-11-28 11:00", "2026-11-28 13:30"),
        (None, 0, "2026-11-28 18:00", "yesterday 2-3:30pm", "2026-11-27 14:00", "2026-11-27 15:30"),
        (None, 0, "2026-11-28 18:00", "9:30-1pm", "2026-11-28 09:30", "2026-11-28 13:00"),
        (None, 0, "2026-11-28 18:00", "11:00-noon", "2026-11-28 11:00", "2026-11-28 12:00"),
        (None, 0, "2026-11-28 18:00", "yesterday 22:00-midnight", "2026-11-27 22:00", "2026-11-28 00:00"),
        (None, 0, "2026-11-28 18:00", "yesterday 22:00-24:00", "2026-11-27 22:00", "2026-11-28 00:00"),
        (None, 0, "2026-11-28 18:00", "mon 16:00-17:00", "2026-11-23 16:00", "2026-11-23 17:00"),
        (None, 0, "2026-11-28 18:00", "-30m-now", "2026-11-28 17:30", "2026-11-28 18:00"),
        (None, 0, "2026-11-28 18:00", "-1h - -20m", "2026-11-28 17:00", "2026-11-28 17:40"),
        (None, 0, "2026-11-28 18:00", "17:30 to now", "2026-11-28 17:30", "2026-11-28 18:00"),
        (None, 0, "2026-11-28 18:00", "8:30-7:00", "2026-11-28 08:30", "2026-11-28 07:00"),  # refused as backwards
    ],
)
def test_stretches_as_they_are_typed(
    day: str | None, day_start_s: int, clock: str, typed: str, start: str, end: str
) -> None:
    reader = TimeReader(at(clock), day_start_s, day=None if day is None else date.fromisoformat(day))
    found = reader.stretch(typed)
    assert (wall(found.start), wall(found.end)) == (start, end)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("9-10", "'9' could be hours or minutes"),
        ("2:30-3pm", "could begin at 2:30am or at 2:30pm"),
        ("9:00", "is not a stretch of time: write 9:00-10:30"),
        ("2026-11-27 9:00", "is not a stretch of time"),
        ("", "is not a stretch of time"),
        ("-", "is not a stretch of time"),
        ("25:00-26:00", "There is no such time as '25:00'"),
        ("yesterday midnight-1:00", "write yesterday 0:00 or yesterday 24:00"),
        ("9" * 100_000, "is not a stretch of time"),
        ("-" * 100_000, "is not a stretch of time"),
    ],
)
def test_what_is_no_stretch_is_refused(typed: str, says: str) -> None:
    with pytest.raises(BadInput) as refused:
        TimeReader(at("2026-11-28 18:00")).stretch(typed)
    assert says in str(refused.value)


@given(st.integers(0, 23), st.integers(0, 59), st.integers(0, 23), st.integers(0, 59), st.booleans())
def test_whatever_stretch_is_written_is_read_back(
    hour: int, minute: int, hours: int, minutes: int, clock_24: bool
) -> None:
    from dayplan.domain.days import times_in

    start = at("2026-11-25 00:00").epoch + hour * 3600 + minute * 60
    end = start + min(hours, 11) * 3600 + minutes * 60
    reader = TimeReader(at("2026-11-28 18:00"), day=date(2026, 11, 25))
    for dash in ("–", "-", " to "):
        found = reader.stretch(times_in(start, end, "Europe/Berlin", clock_24, dash))
        assert (found.start, found.end) == (start, end)


@given(ANYTHING, ANYTHING)
def test_any_two_texts_are_completed_or_refused(first: str, last: str) -> None:
    with suppress(BadInput):
        assert all(isinstance(each, str) for each in completed(first, last))


@given(ANYTHING, st.integers(0, 4 * 10**9), st.sampled_from([0, FOUR]))
def test_a_stretch_is_read_or_refused(typed: str, epoch: int, day_start_s: int) -> None:
    for text in (typed, f"9:00-{typed}", f"{typed}-10:00"):
        with suppress(BadInput):
            assert TimeReader(Now(epoch, 3600, "Europe/Berlin"), day_start_s).stretch(text)


@pytest.mark.parametrize("typed", ["0202-11-27 9:00", "0202-11-27T09:00+01:00", "0202-11-27T09:00", "27 nov 0202 9:00"])
def test_a_year_that_is_a_slip_is_named(typed: str) -> None:
    """Issue 12.14."""
    with pytest.raises(BadInput, match=r"year 202.*none? .*before 1970|year 202.*nothing before 1970"):
        read(typed, at("2026-11-28 18:00"))
