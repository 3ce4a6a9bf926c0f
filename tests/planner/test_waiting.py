"""What waits for a working day (S3, C1): it is never lost, and the days ahead say where it will come."""

from __future__ import annotations

from datetime import date

import pytest
from support import FRIDAY, MONDAY, NEXT_MONDAY, SATURDAY, Book, at

from dayplan.domain.entry import Ref
from dayplan.domain.model import AwayDays, Now
from dayplan.planner.templates import TemplateEdit
from dayplan.storage import ledger
from dayplan.storage.reader import open_reader
from dayplan.text.why import why_projected

THURSDAY = at("2026-11-26 09:00")
SUNDAY = at("2026-11-29 09:00")
WAITING = ("replace", "keep_one", "accumulate")
"""Policies under which what is due once a week waits for a working day (issue 13.15)."""


@pytest.fixture
def quiet(book: Book) -> Book:
    """A planner without templates, opened on Monday."""
    book.planner.templates.use_pack("blank", MONDAY, instead=True)
    return book


def fridays(book: Book, missed: str, on_away: str = "ignore", now: Now = MONDAY) -> None:
    edit = TemplateEdit(title="Review", schedule="FREQ=WEEKLY;BYDAY=FR", missed=missed, on_away=on_away)
    book.planner.templates.add(edit, now)


def ledger_of(book: Book) -> list[tuple]:
    return book.sql("SELECT occurrence, day, status, reason FROM task WHERE occurrence > '2026-11-23' ORDER BY id")


def away(book: Book, first: int, last: int, now: Now) -> int:
    return book.planner.away.add([AwayDays(0, date(2026, 11, first), date(2026, 11, last), "")], now)[0].id


SATURDAY_IS = date(2026, 11, 28)
LATE = [("2026-11-27", "2026-11-30", "open", "late")]


@pytest.mark.parametrize("missed", WAITING)
def test_s3_it_waits_on_though_the_day_off_becomes_a_workday_in_hindsight(quiet: Book, missed: str) -> None:
    fridays(quiet, missed)
    assert quiet.planner.settle(SATURDAY).empty  # Friday was never opened; it waits
    quiet.planner.settings.set("workdays", "mon-sat", SATURDAY)
    assert quiet.planner.settle(SUNDAY).empty
    quiet.planner.settle(NEXT_MONDAY)
    assert ledger_of(quiet) == LATE


@pytest.mark.parametrize("missed", WAITING)
def test_s8_it_waits_on_though_away_days_are_taken_back_in_hindsight(quiet: Book, missed: str) -> None:
    fridays(quiet, missed)
    first, last = away(quiet, 26, 28, MONDAY), away(quiet, 29, 30, MONDAY)
    quiet.planner.settle(SATURDAY)
    quiet.planner.settings.set("workdays", "mon-sat", SATURDAY)  # and Saturday is away all the same
    quiet.planner.settle(SUNDAY)
    quiet.planner.away.remove(first, SUNDAY)  # now Saturday was a working day, and it was opened
    assert ledger_of(quiet) == []
    quiet.planner.away.remove(last, NEXT_MONDAY)
    assert ledger_of(quiet) == LATE


@pytest.mark.parametrize("missed", WAITING)
def test_s1_what_away_days_moved_keeps_its_row_when_they_are_taken_back(quiet: Book, missed: str) -> None:
    fridays(quiet, missed, on_away="after")
    days = away(quiet, 27, 30, MONDAY)
    assert quiet.planner.settle(FRIDAY).empty  # it is moved to Tuesday
    assert quiet.planner.settle(SATURDAY).empty
    quiet.planner.away.remove(days, SATURDAY)
    quiet.planner.settle(NEXT_MONDAY)
    assert [row[0] for row in ledger_of(quiet)] == ["2026-11-27"]


def test_u1_undoing_what_made_today_a_working_day_lets_it_wait_again(quiet: Book) -> None:
    fridays(quiet, "keep_one")
    quiet.planner.settle(THURSDAY)
    days = away(quiet, 27, 30, THURSDAY)
    quiet.planner.settle(SATURDAY)
    quiet.planner.away.remove(days, NEXT_MONDAY)
    assert ledger_of(quiet) == LATE
    quiet.planner.history.undo(NEXT_MONDAY)
    assert ledger_of(quiet) == []
    quiet.planner.settle(at("2026-12-01 09:00"))
    assert ledger_of(quiet) == [("2026-11-27", "2026-12-01", "open", "late")]


@pytest.mark.parametrize("missed", WAITING)
def test_s2_the_next_working_day_shows_what_will_come_late(quiet: Book, missed: str) -> None:
    fridays(quiet, missed)
    quiet.planner.settle(SATURDAY)
    assert quiet.marks(SATURDAY, "2026-11-29") == [], "Sunday is a day off"
    (task,) = quiet.day(SATURDAY, "2026-11-30").tasks
    assert (task.title, task.occurrence, task.reason) == ("Review", date(2026, 11, 27), "late")
    assert quiet.marks(SATURDAY, "2026-12-01") == [], "by then Monday was opened"
    reader = open_reader(quiet.path)
    assert reader is not None
    with reader:
        decided = ledger.dry_run(reader, SATURDAY, date(2026, 11, 30))
        assert [(s.occurrence, s.reason) for s in decided.seed] == [(task.occurrence, task.reason)]
        words = why_projected(reader, task, SATURDAY_IS)
    reader.close()
    assert "this is its task of Friday 27 November" in words[0]
    assert "late" in words[1]


def test_s2_what_will_come_late_can_be_changed_ahead(quiet: Book) -> None:
    fridays(quiet, "keep_one")
    quiet.planner.settle(SATURDAY)
    (task,) = quiet.day(SATURDAY, "2026-11-30").tasks
    ref = Ref("projected", task.template_id or 0, f"{task.occurrence} {task.day}")
    quiet.planner.day.move([ref], date(2026, 12, 1), SATURDAY)
    assert quiet.marks(SATURDAY, "2026-11-30") == []
    assert quiet.planner.settle(NEXT_MONDAY).empty
    assert ledger_of(quiet) == [("2026-11-27", "2026-12-01", "open", "planned")]


def test_s3_fourteen_at_most_are_foreseen(quiet: Book) -> None:
    edit = TemplateEdit(title="Post", schedule="FREQ=DAILY", missed="accumulate", on_away="ignore")
    quiet.planner.settings.set("workdays", "sat", MONDAY)
    quiet.planner.templates.add(edit, MONDAY)
    quiet.planner.day.done([Ref("words", words="post")], MONDAY)
    quiet.planner.settings.set("workdays", "mon", SATURDAY)
    later = at("2026-12-13 09:00")  # a Sunday, with days since Saturday that nobody opened
    quiet.planner.settle(later)
    done = len(quiet.day(later).tasks)
    assert len(quiet.day(later, "2026-12-14").tasks) <= 14
    assert done >= 1


def test_s12_the_empty_day_off_says_what_comes_late_on_the_next_working_day(quiet: Book) -> None:
    fridays(quiet, "keep_one")
    quiet.planner.settle(SATURDAY)
    reader = open_reader(quiet.path)
    assert reader is not None
    with reader:
        found = ledger.next_day_with_work(reader, SATURDAY)
    reader.close()
    assert found is not None
    assert (found[0], [t.title for t in found[1]]) == (date(2026, 11, 30), ["Review"])


def test_a_day_that_was_settled_before_that_was_kept_is_told_by_the_calendar(quiet: Book) -> None:
    import sqlite3

    fridays(quiet, "keep_one")
    quiet.planner.settle(FRIDAY)
    quiet.planner.settle(SATURDAY)
    with sqlite3.connect(quiet.path) as connection:
        connection.execute("UPDATE day SET worked = NULL")
    connection.close()
    assert quiet.planner.settle(NEXT_MONDAY).carried == ("Review",)
