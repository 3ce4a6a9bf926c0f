"""Closing a day and its note: steps like any other, which force and forbid nothing (Z5, U1)."""

from __future__ import annotations

from datetime import date

import pytest
from support import FRIDAY, MONDAY, TUESDAY, Book, at, named

from dayplan.domain.model import AwayDays
from dayplan.errors import Refused
from dayplan.storage.reader import open_reader
from dayplan.storage.review import closing

TODAY = date(2026, 11, 23)
EVENING = at("2026-11-23 17:30")


@pytest.fixture
def worked(book: Book) -> Book:
    book.planner.settle(MONDAY)
    book.planner.time.start(named("email"), MONDAY)
    book.planner.day.done([named("email")], at("2026-11-23 09:40"))
    return book


def seen(book: Book, now=EVENING, day: date | None = None):
    reader = open_reader(book.path)
    assert reader is not None
    with reader:
        found = closing(reader, now, day)
    reader.close()
    return found


def test_z5_a_day_is_closed_with_a_note_and_undone_by_name(worked: Book) -> None:
    worked.planner.closing.close(TODAY, EVENING, "Ana wants three variants.\nSend them.")
    day = worked.day(EVENING)
    assert (day.closed_at, day.note) == (EVENING.epoch, "Ana wants three variants.\nSend them.")
    assert worked.planner.history.undo(EVENING).label == "Close Monday 23 November"
    assert (worked.day(EVENING).closed_at, worked.day(EVENING).note) == (None, "")
    worked.planner.history.redo(EVENING)
    assert worked.day(EVENING) == day


def test_z5_closing_again_updates_and_keeps_the_note(worked: Book) -> None:
    worked.planner.closing.close(TODAY, EVENING, "First")
    later = at("2026-11-23 18:00")
    worked.planner.closing.close(TODAY, later)
    assert (worked.day(later).closed_at, worked.day(later).note) == (later.epoch, "First")
    worked.planner.history.undo(later)
    assert worked.day(later).closed_at == EVENING.epoch


def test_z5_a_note_needs_no_closing_and_an_empty_one_clears_it(worked: Book) -> None:
    worked.planner.closing.note(TODAY, "  Called Ana\n\n", EVENING)
    assert worked.day(EVENING).note == "Called Ana"
    assert worked.day(EVENING).closed_at is None
    worked.planner.closing.note(TODAY, "", EVENING)
    assert worked.day(EVENING).note == ""
    assert worked.planner.history.undo(EVENING).label == "Note on Monday 23 November"


def test_z5_reopening_keeps_the_note_and_refuses_what_is_not_closed(worked: Book) -> None:
    worked.planner.closing.close(TODAY, EVENING, "Kept")
    worked.planner.closing.reopen(TODAY, EVENING)
    assert (worked.day(EVENING).closed_at, worked.day(EVENING).note) == (None, "Kept")
    with pytest.raises(Refused, match="Monday 23 November is not closed"):
        worked.planner.closing.reopen(TODAY, EVENING)


def test_z5_any_past_day_can_be_closed_even_one_that_was_never_opened(worked: Book) -> None:
    long_ago = date(2026, 11, 5)
    worked.planner.closing.close(long_ago, EVENING, "On the road")
    day = worked.day(EVENING, "2026-11-05")
    assert (day.closed_at, day.note, day.seeded) == (EVENING.epoch, "On the road", False)
    worked.planner.history.undo(EVENING)
    assert worked.day(EVENING, "2026-11-05").closed_at is None


def test_z5_a_day_to_come_is_refused(worked: Book) -> None:
    for change in (worked.planner.closing.close, lambda day, now: worked.planner.closing.note(day, "x", now)):
        with pytest.raises(Refused, match="Tuesday 24 November is still to come"):
            change(date(2026, 11, 24), EVENING)


def test_z5_closing_forbids_nothing(worked: Book) -> None:
    worked.planner.closing.close(TODAY, EVENING)
    worked.add("One more thing", EVENING)
    worked.planner.time.start(named("one more"), EVENING)
    assert worked.day(EVENING).running is not None
    assert worked.day(EVENING).closed_at == EVENING.epoch


def test_s2_closing_today_before_it_was_opened_seeds_it_first(book: Book) -> None:
    book.planner.closing.close(TODAY, MONDAY)
    assert len(book.day(MONDAY).tasks) == 4
    assert book.planner.history.undo(MONDAY).label == "Close Monday 23 November"
    assert len(book.day(MONDAY).tasks) == 4


# What is looked at


def test_z5_planned_against_actual_counts_the_time_of_that_day_only(worked: Book) -> None:
    worked.planner.time.start(named("project"), at("2026-11-23 10:00"))
    worked.planner.time.stop(at("2026-11-23 11:00"))
    worked.planner.day.move([named("project")], date(2026, 11, 24), EVENING)
    worked.planner.time.start(named("project"), TUESDAY)
    worked.planner.time.stop(at("2026-11-24 09:30"))
    found = seen(worked, at("2026-11-24 10:00"), TODAY)
    (project,) = [each for each in found.elsewhere if each.task.title == "Project work"]
    assert project.moved
    assert (project.task.tracked_s, project.task.tracked_total_s) == (3600, 5400)
    assert found.day.tracked_s == 3600 + 2400


def test_z5_work_on_a_task_of_another_day_is_shown_where_it_was_done(worked: Book) -> None:
    worked.add("Draft on:fri", EVENING)
    worked.planner.entries.add(named("draft"), at("2026-11-23 11:00").epoch, at("2026-11-23 12:00").epoch, EVENING)
    (draft,) = seen(worked).elsewhere
    assert (draft.task.title, draft.moved, draft.task.tracked_s) == ("Draft", False, 3600)


def test_t6_unresolved_time_is_listed_and_in_no_total(worked: Book) -> None:
    with worked.planner._store.transaction(EVENING.epoch) as rows:
        for entry in rows.entries_between(0, EVENING.epoch):
            entry.state = "unresolved"
    found = seen(worked)
    assert [entry.title for entry in found.undecided] == ["Answer email"]
    assert found.day.tracked_s == 0
    assert [entry.title for entry in seen(worked, TUESDAY).undecided] == ["Answer email"]
    assert seen(worked, TUESDAY, date(2026, 11, 20)).undecided == ()


# The day that follows, as it then is


def nothing(book: Book) -> None:
    pass


def one_off(book: Book) -> None:
    book.add("Errand est:45m", MONDAY)


def one_off_moved(book: Book) -> None:
    one_off(book)
    book.planner.day.move([named("errand")], date(2026, 11, 24), EVENING)


def begun(book: Book) -> None:
    book.planner.time.start(named("project"), at("2026-11-23 10:00"))
    book.planner.time.stop(at("2026-11-23 11:00"))


def begun_and_moved(book: Book) -> None:
    begun(book)
    book.planner.day.move([named("project")], date(2026, 11, 24), EVENING)


def dropped(book: Book) -> None:
    book.planner.day.drop([named("project")], EVENING)


def away(book: Book) -> None:
    book.planner.away.add([AwayDays(0, date(2026, 11, 24), date(2026, 11, 24), "Fair")], EVENING)
    one_off(book)


@pytest.mark.parametrize("before", [nothing, one_off, one_off_moved, begun, begun_and_moved, dropped, away])
def test_z5_the_next_working_day_is_as_large_as_it_then_is(worked: Book, before) -> None:
    before(worked)
    following = seen(worked).next
    morning = at(f"{following.day} 09:00")
    worked.planner.settle(morning)
    then = worked.day(morning)
    still_open = [task for task in then.tasks if task.status == "open"]
    assert following.day == (date(2026, 11, 25) if before is away else date(2026, 11, 24))
    assert (following.task_count, following.needs_s) == (len(still_open), then.remaining_s)
    assert following.capacity_s == then.capacity_s == 7 * 3600
    assert following.left_s == then.left_s


def test_z5_on_friday_the_next_working_day_is_monday(book: Book) -> None:
    book.planner.settle(FRIDAY)
    book.add("Errand est:45m", FRIDAY)
    following = seen(book, FRIDAY).next
    assert following.day == date(2026, 11, 30)
    monday = at("2026-11-30 09:00")
    book.planner.settle(monday)
    assert following.needs_s == book.day(monday).remaining_s == 6 * 3600 + 45 * 60


def test_z5_what_a_past_day_left_goes_to_today_where_that_is_worked_on(worked: Book) -> None:
    assert seen(worked, TUESDAY, TODAY).next.day == date(2026, 11, 24)
    saturday = at("2026-11-28 09:00")
    assert seen(worked, saturday, TODAY).next.day == date(2026, 11, 30)


def test_s8_an_away_day_has_no_capacity_unless_it_was_given_some(book: Book) -> None:
    book.planner.settle(MONDAY)
    book.planner.away.add([AwayDays(0, date(2026, 11, 24), date(2026, 11, 25), "Fair")], MONDAY)
    assert book.day(MONDAY, "2026-11-24").capacity_s == 0
    assert book.planner.day.set_capacity(date(2026, 11, 24), 3600, MONDAY) == 3600
    assert book.day(MONDAY, "2026-11-24").capacity_s == 3600
    assert book.planner.day.set_capacity(date(2026, 11, 24), None, MONDAY) == 0
    assert book.day(MONDAY, "2026-11-26").capacity_s == 7 * 3600
