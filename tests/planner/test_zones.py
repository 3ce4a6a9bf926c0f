"""Days of 23, 24 and 25 hours, and days that never were: every view agrees, and none is longer than it was (T8, D3)."""

from __future__ import annotations

import shutil
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from support import Book, at, named

from dayplan.domain.days import bounds, local_offset, logical_day
from dayplan.domain.intervals import days_of
from dayplan.domain.model import Now
from dayplan.domain.reporting import report
from dayplan.domain.unseen import undecided
from dayplan.planner import Planner
from dayplan.planner.entries import EntryEdit
from dayplan.storage import browse, spent
from dayplan.storage.reader import open_reader

HOUR = 3600
PIVOTS = (
    ("Europe/Berlin", date(2026, 3, 29), 23),
    ("Europe/Berlin", date(2026, 10, 25), 25),
    ("Africa/Cairo", date(2026, 4, 24), 23),  # 00:00 is never shown
    ("America/Santiago", date(2026, 9, 6), 23),  # nor here
    ("America/Santiago", date(2026, 4, 4), 25),  # 23:00 comes twice
    ("Australia/Lord_Howe", date(2026, 4, 5), 24.5),
    ("Pacific/Apia", date(2011, 12, 30), 0),  # the day that Samoa left out
    ("America/New_York", date(2026, 11, 1), 25),
    ("Asia/Kathmandu", date(2028, 2, 29), 24),
    ("UTC", date(2026, 12, 31), 24),
)
STARTS = ("00:00", "04:00", "05:30", "18:00")


def now_at(epoch: int, zone: str) -> Now:
    return Now(epoch, local_offset(epoch, zone), zone)


def midnight(day: date, zone: str) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).timestamp())


@pytest.mark.parametrize(("zone", "day", "hours"), PIVOTS)
def test_t8_how_long_a_day_really_is(zone: str, day: date, hours: float) -> None:
    begin, end = bounds(day, zone, 0)
    assert end - begin == hours * HOUR


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """For each start of the day a file with one task, whose days begin then; every example has a copy."""
    made = {}
    for start in STARTS:
        made[start] = tmp_path_factory.mktemp("zones") / "dayplan.db"
        planner = Planner(str(made[start]))
        long_ago = at("2011-01-03 09:00")
        planner.templates.use_pack("blank", long_ago, instead=True)
        planner.settings.set("day_start", start, long_ago)
        planner.close()
    return made


def check_days(path: str, now: Now, about: date) -> None:
    """Every view of the days around one gives the same figure, and no more than the day had."""
    reader = open_reader(path)
    assert reader is not None
    with reader:
        known = reader.settings()
        first, last = about - timedelta(days=6), max(about + timedelta(days=8), logical_day(now, known.day_start_s))
        days = [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]
        everything = browse.entries(reader)
        lines = report(spent.worked(reader, first, last, now), first, last, "day").lines
        reported = {line.key: line.seconds for line in lines}
        whole = 0
        for day in days:
            begin, end = bounds(day, now.zone, known.day_start_s)
            shown = reader.day(now, day).tracked_s
            listed = browse.entries_over(reader, day, day, now)
            parts = [seconds for entry in listed for on, seconds in days_of(entry, now) if on == day]
            drawn = sum(each.end - each.start for each in browse.stretches(reader, day, now, known))
            alone = report(spent.worked(reader, day, day, now), day, day, "task").total_s
            assert [reported.get(str(day), 0), sum(parts), drawn, alone] == [shown] * 4, day
            assert 0 <= shown <= end - begin, f"{day} is longer than it was"
            whole += shown
        assert whole == sum(entry.seconds(now.epoch) for entry in everything)
    reader.close()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    pivot=st.sampled_from(PIVOTS),
    day_start=st.sampled_from(STARTS),
    begin=st.integers(-72, 24),
    stretches=st.lists(st.tuples(st.integers(0, 9 * 60), st.integers(0, 40 * 60)), max_size=6),
    runs=st.none() | st.integers(0, 60 * 60),
)
@example(PIVOTS[6], "00:00", -72, [(0, 120 * 60)], 80 * 60)  # a timer forgotten over Samoa's missing day, and longer
@example(PIVOTS[1], "04:00", -30, [(0, 60 * 60)], None)
@example(PIVOTS[0], "00:00", 19, [(0, 1), *[(540, 2400)] * 4], None)
def test_t8_no_day_has_more_time_than_it_was_long_whoever_counts(
    tmp_path_factory: pytest.TempPathFactory,
    empty: dict[str, Path],
    pivot: tuple[str, date, float],
    day_start: str,
    begin: int,
    stretches: list[tuple[int, int]],
    runs: int | None,
) -> None:
    zone, day, _ = pivot
    path = str(shutil.copy(empty[day_start], tmp_path_factory.mktemp("zone") / "dayplan.db"))
    book = Book(Path(path))
    clock = midnight(day, zone) + begin * HOUR
    task = named("a task")
    book.add("A task", now_at(clock, zone))
    for gap, length in stretches:
        start = clock + gap * 60
        clock = start + length * 60
        book.planner.time.start(task, now_at(start, zone))
        stopped = book.planner.time.stop(now_at(clock, zone))
        if stopped.unseen is not None:  # more than 12 hours, which were work
            book.planner.unseen.keep(stopped.entry.id, undecided(stopped.entry), now_at(clock, zone))
    if runs is not None:
        book.planner.time.start(task, now_at(clock, zone))
        clock += runs * 60
    now = now_at(clock, zone)
    check_days(path, now, day)
    check_days(path, now_at(clock + 90 * HOUR, zone) if runs is None else now, day)
    book.planner.close()


def journey(book: Book) -> Now:
    """Work in Berlin, fly to Tokyo, work there, fly back and work on; returns the moment after that."""
    book.add("Report", at("2026-11-23 08:00"))
    report = named("report")
    for start, end, zone in (
        ("2026-11-23 09:00", "2026-11-23 12:00", "Europe/Berlin"),
        ("2026-11-24 22:00", "2026-11-25 02:00", "Asia/Tokyo"),  # in Berlin 14:00 to 18:00, all on the 24th
        ("2026-11-25 09:00", "2026-11-25 10:00", "Asia/Tokyo"),
        ("2026-11-25 20:00", "2026-11-25 21:00", "Europe/Berlin"),
    ):
        book.planner.time.start(report, at(start, zone))
        book.planner.time.stop(at(end, zone))
    return at("2026-11-25 22:00")


def test_d3_a_flight_to_tokyo_and_back_keeps_every_hour_on_the_day_on_which_it_was_worked(book: Book) -> None:
    now = journey(book)
    tracked = {day: book.day(now, day).tracked_s // HOUR for day in ("2026-11-23", "2026-11-24", "2026-11-25")}
    assert tracked == {"2026-11-23": 3, "2026-11-24": 2, "2026-11-25": 4}
    entries = browse.entries(open_reader(book.path))  # type: ignore[arg-type]
    assert [entry.zone for entry in entries] == ["Europe/Berlin", "Asia/Tokyo", "Asia/Tokyo", "Europe/Berlin"]
    seeded = book.sql("SELECT template_id, occurrence FROM task WHERE template_id IS NOT NULL")
    assert len(seeded) == len(set(seeded))
    assert len({occurrence for _, occurrence in seeded}) == 3


def test_d3_what_was_made_on_a_journey_is_corrected_in_its_own_zone(book: Book) -> None:
    now = journey(book)
    begin = at("2026-11-24 23:30", "Asia/Tokyo").epoch
    edited = book.planner.entries.edit(2, EntryEdit(start=begin), now).entries[0]
    assert (edited.zone, str(edited.day)) == ("Asia/Tokyo", "2026-11-24")
    edited = book.planner.entries.edit(2, EntryEdit(start=begin + HOUR), now).entries[0]
    assert str(edited.day) == "2026-11-25", "half past midnight in Tokyo; in Berlin it is half past four on the 24th"


def test_d4_a_new_start_of_the_day_moves_no_recorded_time(book: Book) -> None:
    book.planner.time.start(named("email"), at("2026-11-23 23:00"))
    now = at("2026-11-24 03:00")
    book.planner.time.stop(now)
    book.planner.settings.set("day_start", "04:00", at("2026-11-24 09:00"))
    later = at("2026-11-24 10:00")
    assert [book.day(later, day).tracked_s for day in ("2026-11-23", "2026-11-24")] == [HOUR, 3 * HOUR]
    assert logical_day(now, 4 * HOUR) == date(2026, 11, 23)


def test_d4_what_was_made_under_another_start_of_the_day_is_split_at_that_one(book: Book) -> None:
    book.planner.time.start(named("email"), at("2026-11-23 22:00"))
    book.planner.time.stop(at("2026-11-24 00:30"))
    book.planner.settings.set("day_start", "04:00", at("2026-11-24 01:00"))
    night = at("2026-11-24 01:30")
    assert book.day(night).day == date(2026, 11, 23), "by the new start it is still Monday"
    assert [book.day(night, day).tracked_s for day in ("2026-11-23", "2026-11-24")] == [2 * HOUR, HOUR // 2]


def test_d4_what_reaches_into_today_before_its_new_start_counts_today(book: Book) -> None:
    book.planner.time.start(named("email"), at("2026-11-23 23:00"))
    book.planner.time.stop(at("2026-11-24 00:30"))
    book.planner.settings.set("day_start", "08:00", at("2026-11-24 09:00"))
    later = at("2026-11-24 10:00")
    assert [book.day(later, day).tracked_s for day in ("2026-11-23", "2026-11-24")] == [HOUR, HOUR // 2]
