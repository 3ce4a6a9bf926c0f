"""Undo and redo when the day has turned since (U1, U2): seeding and carrying are walked over, rivals are not."""

from __future__ import annotations

from datetime import date

import pytest
from support import MONDAY, SATURDAY, TUESDAY, Book, at, named

from dayplan.domain.entry import Ref
from dayplan.domain.quickadd import parse_quick_add
from dayplan.errors import Refused
from dayplan.planner.day import TaskEdit
from dayplan.planner.templates import TemplateEdit

LATER = at("2026-11-23 10:00")
MONDAY_DATE = date(2026, 11, 23)


def add(book: Book, line: str) -> None:
    book.planner.day.add(parse_quick_add(line, MONDAY_DATE), MONDAY)


def test_u2_a_tick_is_not_taken_back_once_the_next_occurrence_is_open(book: Book) -> None:
    book.planner.day.done([named("invoices")], MONDAY)
    book.planner.settle(TUESDAY)
    with pytest.raises(Refused, match="a newer “Send invoices” is open by now"):
        book.planner.history.undo(TUESDAY)
    assert book.tasks(TUESDAY, "2026-11-23")["Send invoices"].status == "done"


def test_u2_the_same_with_time_on_it_starts_no_timer(book: Book) -> None:
    book.planner.time.start(named("invoices"), MONDAY)
    book.planner.day.done([named("invoices")], LATER)
    book.planner.settle(TUESDAY)
    with pytest.raises(Refused, match="a newer"):
        book.planner.history.undo(TUESDAY)
    assert book.day(TUESDAY).running is None


def test_u2_a_stop_is_not_taken_back_once_its_task_was_missed(book: Book) -> None:
    book.planner.time.start(named("proposals"), MONDAY)
    book.planner.time.stop(LATER)
    book.planner.settle(TUESDAY)
    with pytest.raises(Refused, match="“Write proposals” is missed by now"):
        book.planner.history.undo(TUESDAY)
    assert book.day(TUESDAY).running is None


def test_u1_carrying_over_is_walked_over_wherever_it_took_the_task(book: Book) -> None:
    add(book, "Print on:fri")
    book.planner.day.move([named("print")], MONDAY_DATE, LATER)
    book.planner.settle(TUESDAY)
    assert "Print" in book.tasks(TUESDAY)
    book.planner.history.undo(TUESDAY)
    assert "Print" in book.tasks(TUESDAY, "2026-11-27")
    assert book.sql("SELECT COUNT(*) FROM task_move") == [(0,)]
    book.planner.history.redo(TUESDAY)
    assert "Print" in book.tasks(TUESDAY), "put back on Monday, it is carried to today at once"
    book.planner.history.undo(TUESDAY)
    assert book.planner.history.undo(TUESDAY).label == "Add 'Print'"


def test_u1_undoing_a_move_keeps_the_carry_that_came_before_it_in_the_same_second(book: Book) -> None:
    add(book, "Print")
    book.planner.day.move([named("print")], MONDAY_DATE.replace(day=27), TUESDAY)  # it settles Tuesday first
    book.planner.history.undo(TUESDAY)
    assert book.sql(
        'SELECT from_day, to_day, "by" FROM task_move m JOIN task t ON t.id = task_id WHERE title = :t', t="Print"
    ) == [("2026-11-23", "2026-11-24", "carried")]
    assert book.tasks(TUESDAY)["Print"].carried == 1
    book.planner.history.redo(TUESDAY)
    book.planner.history.undo(TUESDAY)
    assert book.tasks(TUESDAY)["Print"].carried == 1


def test_u2_a_move_is_not_taken_back_to_a_day_whose_work_has_come_anew(book: Book) -> None:
    friday = MONDAY_DATE.replace(day=27)
    book.planner.day.move([named("project")], friday, MONDAY)
    book.planner.settle(TUESDAY)
    with pytest.raises(Refused, match="a newer “Project work” is open"):
        book.planner.history.undo(TUESDAY)
    assert book.tasks(TUESDAY, "2026-11-27")["Project work"].status == "open"


def test_s3_a_title_changed_back_is_the_template_s_again(book: Book) -> None:
    book.planner.settle(MONDAY)
    for title in ("Other", "Answer email"):
        book.planner.day.edit(Ref("number", 1), TaskEdit(title=title), MONDAY)
    assert not book.tasks(MONDAY)["Answer email"].edited


def test_s12_planning_a_day_off_brings_in_what_is_open_of_the_same_templates(book: Book) -> None:
    book.planner.settle(at("2026-11-27 09:00"))
    book.planner.day.done([named("email")], at("2026-11-27 10:00"))
    book.planner.settle(SATURDAY)
    book.planner.day.plan_anyway(SATURDAY)
    assert sorted(book.tasks(SATURDAY)) == ["Answer email", "Project work", "Send invoices", "Write proposals"]
    assert book.sql("SELECT COUNT(*) FROM task WHERE template_id IS NOT NULL") == [(5,)], "no second task was made"


def test_u1_what_is_brought_in_on_a_day_off_ends_nothing_that_waits_for_a_working_day(book: Book) -> None:
    thursday, friday = at("2026-11-26 09:00"), at("2026-11-27 09:00")
    book.planner.settle(thursday)
    book.planner.day.move([named("email")], None, thursday)
    book.planner.settle(friday)
    found = "SELECT id, status FROM task WHERE title = 'Answer email' ORDER BY occurrence"
    [(thursdays, _), (fridays, _)] = emails = book.sql(found)
    book.planner.settle(SATURDAY)
    book.planner.day.move([Ref("id", thursdays)], date(2026, 11, 28), SATURDAY)
    book.planner.settle(SATURDAY)
    assert book.tasks(SATURDAY, "2026-11-27")["Answer email"].status == "open"
    book.planner.history.undo(SATURDAY)
    assert book.sql(found) == emails == [(thursdays, "open"), (fridays, "open")]
    book.planner.history.redo(SATURDAY)
    book.planner.settle(at("2026-11-30 09:00"))
    assert book.sql(found)[:2] == [(thursdays, "missed"), (fridays, "missed")], "Monday's takes the place of both"


def test_u1_what_is_reopened_on_a_day_off_and_taken_back_loses_nothing_that_waits(book: Book) -> None:
    friday = at("2026-11-20 09:00")
    book.planner.settle(friday)
    review = TemplateEdit(
        title="Review", schedule="FREQ=WEEKLY;BYDAY=FR", missed="keep_one", starts_on=date(2026, 11, 20)
    )
    book.planner.templates.add(review, friday)
    book.planner.day.done([named("review")], friday)
    book.planner.settle(at("2026-11-26 09:00"))
    book.planner.settle(SATURDAY)  # Friday was not opened
    [(done,)] = book.sql("SELECT id FROM task WHERE title = 'Review'")
    book.planner.day.reopen([Ref("id", done)], SATURDAY)
    book.planner.settle(SATURDAY)
    book.planner.history.undo(SATURDAY)
    assert "Review" in book.planner.settle(at("2026-11-30 09:00")).seeded


def test_s5_what_is_done_early_is_done_today(book: Book) -> None:
    add(book, "Logo on:fri")
    book.planner.day.done([named("logo")], LATER)
    assert book.tasks(LATER)["Logo"].status == "done"


def test_u1_a_task_that_was_carried_comes_back_under_a_number_of_that_day(book: Book) -> None:
    add(book, "Print on:thu")
    add(book, "Errand on:fri")  # each the first of its day
    book.planner.day.move([named("errand")], date(2026, 12, 2), LATER)  # and there again, so the step keeps no number
    for title in ("One", "Two", "Three"):
        add(book, f"{title} on:2026-12-03")
    for _ in range(3):
        book.planner.history.undo(LATER)
    for day in ("2026-12-02 09:00", "2026-12-03 09:00"):
        book.planner.settle(at(day))
    thursday = at("2026-12-03 09:00")
    assert book.tasks(thursday)["Errand"].number == 5, "numbers that were taken back are not given again"
    saturday = at("2026-12-05 09:00")  # when nothing is carried on
    assert book.planner.history.undo(saturday).label == "Move 'Errand' to Wednesday 2 December"
    assert book.tasks(saturday, "2026-11-27")["Errand"].number == 2
    for day, number, following in book.sql(
        """SELECT t.day, MAX(t.number), d.next_number FROM task t JOIN day d ON d.date = t.day
           WHERE t.number IS NOT NULL GROUP BY t.day"""
    ):
        assert number < following, f"{day}: none is given twice"
