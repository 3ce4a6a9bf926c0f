from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import at

from dayplan.domain import days
from dayplan.domain.model import Now, Settings
from dayplan.errors import BadSetting

HOUR = 3600
DAY = timedelta(days=1)
MON_FRI = (0, 1, 2, 3, 4)

# Days on which the clocks were or will be changed. Arbitrary instants seldom come near, and the faults are there.
TURNS = [
    *[("Europe/Berlin", date(2026, 3, 29)), ("Europe/Berlin", date(2026, 10, 25))],
    *[("Africa/Cairo", date(2026, 4, 24)), ("Africa/Cairo", date(2026, 10, 30))],  # no midnight, two midnights
    *[("America/Santiago", date(2026, 9, 6)), ("America/Santiago", date(2026, 4, 5))],
    *[("America/Havana", date(2026, 3, 8)), ("America/Havana", date(2026, 11, 1))],
    *[("America/St_Johns", date(2010, 11, 7)), ("America/St_Johns", date(2010, 3, 14))],  # at 00:01
    *[("Pacific/Apia", date(2011, 12, 30)), ("Pacific/Kwajalein", date(1993, 8, 21))],  # no such day
    *[("Australia/Lord_Howe", date(2026, 4, 5)), ("Asia/Pyongyang", date(2015, 8, 15))],  # by half an hour
    *[("Antarctica/Troll", date(2026, 10, 25)), ("Asia/Kolkata", date(2026, 1, 1)), ("UTC", date(2026, 1, 1))],
]
NEAR_A_TURN = st.tuples(st.sampled_from(TURNS), st.integers(-3 * 86_400, 3 * 86_400)).map(
    lambda found: (found[0][0], utc_midnight(found[0][1]) + found[1])
)
ANY_TIME = st.tuples(st.sampled_from(sorted({zone for zone, _ in TURNS})), st.integers(0, 4 * 10**9))
ZONED = st.one_of(NEAR_A_TURN, ANY_TIME)
DAY_STARTS = st.one_of(st.sampled_from([0, 1, HOUR // 2, 2 * HOUR, 4 * HOUR]), st.integers(0, 86_399))


def utc_midnight(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())


def instant(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp())


# Which day it is


@pytest.mark.parametrize(
    ("wall", "day_start", "day"),
    [
        ("2026-11-23 00:00:00", "0:00", "2026-11-23"),
        ("2026-11-23 23:59:59", "0:00", "2026-11-23"),
        ("2026-11-23 03:59:59", "4:00", "2026-11-22"),
        ("2026-11-23 04:00:00", "4:00", "2026-11-23"),
        ("2026-11-23 04:29:59", "4:30", "2026-11-22"),
        ("2026-11-23 23:58:59", "23:59", "2026-11-22"),
        ("2026-11-23 23:59:00", "23:59", "2026-11-23"),
        ("2027-01-01 01:00:00", "4:00", "2026-12-31"),
        ("2028-03-01 03:00:00", "4:00", "2028-02-29"),
        # Four hours taken off these instants would be another day: the night was an hour shorter, or longer.
        ("2026-03-29 04:30:00", "4:00", "2026-03-29"),
        ("2026-10-25 03:30:00", "4:00", "2026-10-24"),
    ],
)
def test_d1_before_day_start_it_is_still_yesterday(wall: str, day_start: str, day: str) -> None:
    now = at(wall)
    assert days.logical_day(now, days.parse_day_start(day_start)).isoformat() == day
    assert days.day_of(now.epoch, now.zone, days.parse_day_start(day_start)).isoformat() == day


@given(ZONED, DAY_STARTS)
@settings(max_examples=150, deadline=None)
def test_d1_the_wall_clock_alone_decides(zoned: tuple[str, int], day_start: int) -> None:
    zone, epoch = zoned
    now = Now(epoch, days.local_offset(epoch, zone), zone)
    shown = datetime.fromtimestamp(epoch, ZoneInfo(zone))
    assert days.wall(now) == shown.replace(tzinfo=None, fold=0)
    since_midnight = shown.hour * HOUR + shown.minute * 60 + shown.second
    assert days.logical_day(now, day_start) == (shown.date() if since_midnight >= day_start else shown.date() - DAY)


def test_d1_a_day_that_has_begun_is_not_yesterday_again_when_the_clocks_go_back_over_its_start() -> None:
    again = at("2010-11-06 23:30*", "America/St_Johns")  # at 00:01 they went back to 23:01
    assert days.day_of(again.epoch, again.zone, 0) == date(2010, 11, 7)
    assert days.logical_day(again, 0) == date(2010, 11, 6)  # knows no zone
    before = at("2010-11-06 23:30", "America/St_Johns")
    assert days.day_of(before.epoch, before.zone, 0) == date(2010, 11, 6)


# When days begin


@pytest.mark.parametrize(
    ("zone", "day", "day_start", "begins", "hours"),
    [
        ("Europe/Berlin", "2026-11-23", "0:00", "2026-11-23T00:00:00+01:00", 24),
        ("Europe/Berlin", "2026-11-23", "4:00", "2026-11-23T04:00:00+01:00", 24),
        ("Europe/Berlin", "2026-03-29", "0:00", "2026-03-29T00:00:00+01:00", 23),
        ("Europe/Berlin", "2026-03-28", "4:00", "2026-03-28T04:00:00+01:00", 23),
        ("Europe/Berlin", "2026-03-29", "2:30", "2026-03-29T03:00:00+02:00", 23.5),  # 02:30 is skipped
        ("Europe/Berlin", "2026-10-25", "0:00", "2026-10-25T00:00:00+02:00", 25),
        ("Europe/Berlin", "2026-10-25", "2:30", "2026-10-25T02:30:00+02:00", 25),  # the first of two
        ("Africa/Cairo", "2026-04-24", "0:00", "2026-04-24T01:00:00+03:00", 23),
        ("Africa/Cairo", "2026-10-29", "0:00", "2026-10-29T00:00:00+03:00", 25),
        ("America/Santiago", "2026-09-06", "0:00", "2026-09-06T01:00:00-03:00", 23),
        ("America/Santiago", "2026-09-06", "0:30", "2026-09-06T01:00:00-03:00", 23.5),
        ("Pacific/Apia", "2011-12-29", "0:00", "2011-12-29T00:00:00-10:00", 24),
        ("Pacific/Apia", "2011-12-30", "0:00", "2011-12-31T00:00:00+14:00", 0),
        ("Pacific/Apia", "2011-12-31", "0:00", "2011-12-31T00:00:00+14:00", 24),
        ("Pacific/Apia", "2011-12-30", "4:00", "2011-12-31T00:00:00+14:00", 4),  # what is left: until 04:00
        ("UTC", "9999-12-31", "4:00", "9999-12-31T04:00:00+00:00", 24),
    ],
)
def test_d1_a_day_begins_when_the_wall_clock_first_shows_its_start(
    zone: str, day: str, day_start: str, begins: str, hours: float
) -> None:
    first, last = days.bounds(date.fromisoformat(day), zone, days.parse_day_start(day_start))
    assert datetime.fromtimestamp(first, ZoneInfo(zone)).isoformat() == begins
    assert (last - first) / HOUR == hours
    assert days.day_of(first - 1, zone, days.parse_day_start(day_start)).isoformat() < day
    assert (days.day_of(first, zone, days.parse_day_start(day_start)).isoformat() == day) is (hours > 0)


@given(ZONED, DAY_STARTS)
@settings(max_examples=300, deadline=None)
def test_d1_every_instant_lies_within_the_bounds_of_its_day(zoned: tuple[str, int], day_start: int) -> None:
    zone, epoch = zoned
    day = days.day_of(epoch, zone, day_start)
    first, last = days.bounds(day, zone, day_start)
    assert first <= epoch < last
    assert days.bounds(day - DAY, zone, day_start)[1] == first
    assert days.bounds(day + DAY, zone, day_start)[0] == last
    assert days.day_of(first, zone, day_start) == days.day_of(last - 1, zone, day_start) == day
    assert days.day_of(first - 1, zone, day_start) < day < days.day_of(last, zone, day_start)


@given(st.sampled_from(TURNS), st.integers(-1, 1), st.integers(0, 2 * 86_400), st.integers(1, 3 * 86_400))
@settings(max_examples=300, deadline=None)
def test_t8_an_instant_is_the_first_at_which_the_wall_clock_shows_that_time_or_later(
    turn: tuple[str, date], ahead: int, seconds: int, earlier: int
) -> None:
    zone, day = turn[0], turn[1] + ahead * DAY
    asked = datetime(day.year, day.month, day.day) + timedelta(seconds=seconds)
    found = days.instant(day, seconds, zone)
    for before in (1, earlier):
        assert datetime.fromtimestamp(found - before, ZoneInfo(zone)).replace(tzinfo=None) < asked
    assert datetime.fromtimestamp(found, ZoneInfo(zone)).replace(tzinfo=None) >= asked


@given(st.sampled_from(TURNS), st.integers(-2, 2), DAY_STARTS)
@settings(max_examples=150, deadline=None)
def test_d1_no_zone_begins_a_day_before_its_earliest_start_or_after_its_latest(
    turn: tuple[str, date], ahead: int, day_start: int
) -> None:
    day = turn[1] + ahead * DAY
    assert days.earliest_start(day) <= days.bounds(day, turn[0], day_start)[0] <= days.latest_start(day)


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12"])  # the first and the last to begin a day
def test_d1_the_limits_hold_and_are_no_wider_than_a_few_hours(zone: str) -> None:
    day = date(2026, 11, 23)
    assert 0 <= days.bounds(day, zone, 0)[0] - days.earliest_start(day) <= 28 * HOUR
    assert 0 <= days.latest_start(day) - days.bounds(day, zone, 86_399)[0] <= 30 * HOUR


# Zones


@pytest.mark.parametrize(
    ("moment", "zone", "offset"),
    [
        ("2026-03-29T00:59:59Z", "Europe/Berlin", 1 * HOUR),
        ("2026-03-29T01:00:00Z", "Europe/Berlin", 2 * HOUR),
        ("2026-11-23T12:00:00Z", "America/New_York", -5 * HOUR),
        ("2026-11-23T12:00:00Z", "Asia/Kathmandu", 5 * HOUR + 45 * 60),
        ("2026-11-23T12:00:00Z", "UTC", 0),
    ],
)
def test_d3_the_zone_says_how_far_local_time_is_ahead(moment: str, zone: str, offset: int) -> None:
    assert days.local_offset(instant(moment), zone) == offset


@pytest.mark.parametrize("name", ["", "No/Where", "Europe", "../../etc/passwd", "/etc/passwd", "\x00", "a" * 5000])
def test_d3_a_zone_that_this_machine_does_not_know_is_read_as_utc(name: str) -> None:
    assert days.zone_of(name) is UTC
    assert days.day_of(instant("2026-11-23T03:59:59Z"), name, 4 * HOUR) == date(2026, 11, 22)


# When a day starts, typed


@pytest.mark.parametrize(
    ("typed", "clock"),
    [
        *[("0", "00:00"), ("4", "04:00"), ("04", "04:00"), ("4:00", "04:00"), ("04:30", "04:30"), (" 4:05 ", "04:05")],
        *[("23:59", "23:59"), ("4am", "04:00"), ("4 AM", "04:00"), ("4:30pm", "16:30"), ("11pm", "23:00")],
        *[("12am", "00:00"), ("12:30am", "00:30"), ("12pm", "12:00"), ("1am", "01:00")],
    ],
)
def test_d1_day_start_as_it_is_typed(typed: str, clock: str) -> None:
    hours, minutes = clock.split(":")
    assert days.parse_day_start(typed) == int(hours) * HOUR + int(minutes) * 60


REFUSED_TIMES = ["", " ", ":", "4:", ":30", "4:5", "4:000", "004", "24", "24:00", "4:60", "-1", "+4", "4.5", "4h", "am"]
REFUSED_TIMES += ["0am", "13pm", "4 :30", "4: 30", "4:30:00", "٤", "²", "noon", "9" * 5000, "4am pm", "\x1b[31m"]


@pytest.mark.parametrize("typed", REFUSED_TIMES)
def test_d1_a_bad_day_start_is_refused_with_what_would_be_accepted(typed: str) -> None:
    with pytest.raises(BadSetting, match=r"^'.{0,41}' is not a time of day: give one from 00:00 to 23:59, such as 04"):
        days.parse_day_start(typed)


@given(st.one_of(st.text(max_size=8), st.text("0123456789:apm ", max_size=8)))
def test_d1_a_day_start_is_read_or_refused(typed: str) -> None:
    with suppress(BadSetting):
        assert 0 <= days.parse_day_start(typed) < 86_400


# Workdays


@pytest.mark.parametrize(
    ("typed", "workdays", "kept"),
    [
        ("mon-fri", MON_FRI, "mon-fri"),
        ("Monday–Friday", MON_FRI, "mon-fri"),
        ("mon - thu", (0, 1, 2, 3), "mon-thu"),
        ("mon,tue,thu", (0, 1, 3), "mon,tue,thu"),
        ("fri mo tu", (0, 1, 4), "mon,tue,fri"),
        ("mon,mon-tue", (0, 1), "mon,tue"),
        ("sat-mon", (0, 5, 6), "mon,sat,sun"),
        ("sun", (6,), "sun"),
        ("tue-thu, sat", (1, 2, 3, 5), "tue-thu,sat"),
        ("daily", (0, 1, 2, 3, 4, 5, 6), "mon-sun"),
        ("none", (), "none"),
    ],
)
def test_workdays_as_they_are_typed_and_kept(typed: str, workdays: tuple[int, ...], kept: str) -> None:
    assert days.parse_workdays(typed) == workdays
    assert days.format_workdays(workdays) == kept


def test_every_choice_of_workdays_is_read_back_as_it_is_kept() -> None:
    choices = [choice for length in range(8) for choice in combinations(range(7), length)]
    assert [days.parse_workdays(days.format_workdays(choice)) for choice in choices] == choices
    assert days.format_workdays((4, 0, 0, 2)) == "mon,wed,fri"


@pytest.mark.parametrize(
    "typed",
    ["", " ", ",", "-", "m", "t", "s", "monx", "mon-", "-fri", "mon-fri-sun", "0-4", "mon;tue", "none,mon", "\x1b[0m"],
)
def test_workdays_that_name_no_days_are_refused_with_what_would_be_accepted(typed: str) -> None:
    with pytest.raises(BadSetting, match=r"' names no weekdays: give mon-fri, a list such as mon,tue,thu, daily or no"):
        days.parse_workdays(typed)


@pytest.mark.parametrize(
    ("day", "workdays", "following"),
    [
        ("2026-11-26", MON_FRI, "2026-11-27"),
        ("2026-11-27", MON_FRI, "2026-11-30"),
        ("2026-11-28", MON_FRI, "2026-11-30"),
        ("2026-11-23", (0,), "2026-11-30"),  # not today itself
        ("2026-12-31", (4,), "2027-01-01"),
        ("2026-11-23", (), None),
    ],
)
def test_c1_the_next_workday(day: str, workdays: tuple[int, ...], following: str | None) -> None:
    found = days.next_workday(date.fromisoformat(day), workdays)
    assert found == (following and date.fromisoformat(following))


def test_a_week_begins_on_the_day_of_the_setting() -> None:
    for week_start in range(7):
        for day in (date(2026, 12, 27) + ahead * DAY for ahead in range(9)):
            first = days.first_of_week(day, week_start)
            assert first.weekday() == week_start
            assert 0 <= (day - first).days < 7


@pytest.mark.parametrize(
    ("day", "override_s", "hours"),
    [
        ("2026-11-23", None, 6),
        ("2026-11-28", None, 0),
        ("2026-11-28", 2 * HOUR, 2),
        ("2026-11-23", 0, 0),  # set to nothing is not unset
    ],
)
def test_z1_capacity_is_what_was_set_for_the_day_or_what_its_weekday_has(
    day: str, override_s: int | None, hours: int
) -> None:
    found = days.capacity(date.fromisoformat(day), Settings(capacity_s=6 * HOUR), override_s)
    assert found == hours * HOUR


# Writing


@pytest.mark.parametrize(
    ("date_format", "written"), [("iso", "2026-01-09"), ("dmy", "09.01.2026"), ("mdy", "01/09/2026")]
)
def test_a_day_is_written_as_the_person_has_it(date_format: str, written: str) -> None:
    assert days.format_day(date(2026, 1, 9), date_format) == written


@pytest.mark.parametrize(
    ("epoch", "offset_s", "long", "short"),
    [
        (0, 0, "00:00", "12:00am"),
        (9 * HOUR + 5 * 60 + 59, 0, "09:05", "9:05am"),  # seconds are left out, never rounded up
        (12 * HOUR, 0, "12:00", "12:00pm"),
        (23 * HOUR, HOUR, "00:00", "12:00am"),
        (23 * HOUR, -HOUR, "22:00", "10:00pm"),
        (-1, 0, "23:59", "11:59pm"),
    ],
)
def test_the_clock_is_written_with_24_hours_or_12(epoch: int, offset_s: int, long: str, short: str) -> None:
    assert days.format_clock(epoch, offset_s, clock_24=True) == long
    assert days.format_clock(epoch, offset_s, clock_24=False) == short


def test_every_minute_that_is_written_can_be_typed() -> None:
    minutes = range(0, 86_400, 60)
    for clock_24 in (True, False):
        assert [days.parse_day_start(days.format_clock(s, 0, clock_24)) for s in minutes] == list(minutes)
