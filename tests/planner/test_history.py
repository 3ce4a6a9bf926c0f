"""Undo and redo: U1, U2, U3."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from support import MONDAY, TUESDAY, Book, at, named

from dayplan.domain.pace import Pace
from dayplan.errors import NotFound, Refused
from dayplan.planner.day import TaskEdit

TABLES = ("client", "project", "template", "task", "task_tag", "task_move", "time_entry", "setting")
LATER = at("2026-11-23 10:00")

CHANGES: dict[str, Callable[[Book], object]] = {
    "Add 'Draft page'": lambda b: b.add("Draft page @acme/site +writing est:45m", LATER),
    "Done 'Answer email'": lambda b: b.planner.day.done([named("email")], LATER),
    "Skip 'Answer email'": lambda b: b.planner.day.skip([named("email")], LATER),
    "Drop 2 tasks": lambda b: b.planner.day.drop([named("email"), named("proposals")], LATER),
    "Start 'Answer email'": lambda b: b.planner.time.start(named("email"), LATER),
    "Edit 'Answer email'": lambda b: b.planner.day.edit(
        named("email"),
        TaskEdit(title="Answer all email", notes="x", estimate_s=60, client="Café", project="in", tags=("a", "b")),
        LATER,
    ),
    "Move 'Answer email' to Friday 27 November": lambda b: b.planner.day.move(
        [named("email")], date(2026, 11, 27), LATER
    ),
    "Move 'Answer email' to the inbox": lambda b: b.planner.day.move([named("email")], None, LATER),
    "Reorder 'Project work'": lambda b: b.planner.day.place(named("project"), named("email"), LATER, after=False),
    "Set work and break to 25m 5m bell": lambda b: b.planner.settings.set_pace(Pace(1500, 300, "bell"), LATER),
    "Set capacity to 5h": lambda b: b.planner.settings.set("capacity", "5h", LATER),
}


def snapshot(book: Book) -> dict[str, list[tuple]]:
    return {table: book.sql(f"SELECT * FROM {table} ORDER BY id") for table in TABLES}


@pytest.mark.parametrize("label", CHANGES)
def test_u1_every_change_can_be_undone_and_redone_by_name(book: Book, label: str) -> None:
    book.planner.settle(MONDAY)
    before = snapshot(book)
    CHANGES[label](book)
    after = snapshot(book)
    assert after != before
    assert book.planner.history.undo(LATER).label == label
    assert snapshot(book) == before
    assert book.planner.history.redo(LATER).label == label
    assert snapshot(book) == after


def test_u1_undoing_a_switch_lets_the_first_timer_run_on(book: Book) -> None:
    book.planner.time.start(named("email"), MONDAY)
    before = snapshot(book)
    book.planner.time.start(named("proposals"), LATER)
    book.planner.history.undo(LATER)
    assert snapshot(book) == before
    book.planner.history.redo(LATER)
    assert [t.title for t in book.day(LATER).tasks if t.running] == ["Write proposals"]


def test_u1_deleting_can_be_undone_with_tags_and_moves(book: Book) -> None:
    book.add("Errand @acme +home est:20m on:fri", MONDAY)
    book.planner.day.move([named("errand")], MONDAY and book.day(MONDAY).today, MONDAY)
    before = snapshot(book)
    book.planner.day.delete([named("errand")], LATER)
    assert "Errand" not in book.tasks(LATER)
    book.planner.history.undo(LATER)
    assert snapshot(book) == before


def test_u1_it_works_across_restarts(book: Book) -> None:
    book.planner.day.done([named("email")], LATER)
    again = Book(book.path)
    assert again.planner.history.undo(LATER).label == "Done 'Answer email'"
    again.planner.close()
    assert book.planner.history.redo(LATER).label == "Done 'Answer email'"


def test_u1_seeding_and_carrying_are_not_steps(book: Book) -> None:
    book.planner.settle(MONDAY)
    with pytest.raises(NotFound, match="nothing to undo"):
        book.planner.history.undo(MONDAY)
    book.add("Errand", MONDAY)
    book.planner.settle(TUESDAY)  # carries it, seeds four
    assert book.planner.history.undo(TUESDAY).label == "Add 'Errand'"
    assert "Errand" not in book.tasks(TUESDAY)
    assert book.planner.history.redo(TUESDAY).label == "Add 'Errand'"


def test_u1_a_new_step_ends_what_could_be_redone(book: Book) -> None:
    book.add("One", MONDAY)
    book.planner.history.undo(MONDAY)
    book.add("Two", MONDAY)
    with pytest.raises(NotFound, match="nothing to redo"):
        book.planner.history.redo(MONDAY)
    assert book.planner.history.undo(MONDAY).label == "Add 'Two'"


def test_u1_redo_goes_forward_in_order(book: Book) -> None:
    for title in ("One", "Two", "Three"):
        book.add(title, MONDAY)
    for _ in range(3):
        book.planner.history.undo(MONDAY)
    assert [book.planner.history.redo(MONDAY).label for _ in range(3)] == [
        "Add 'One'",
        "Add 'Two'",
        "Add 'Three'",
    ]


def test_u2_undo_refuses_when_something_else_changed_what_it_would_restore(book: Book) -> None:
    import sqlite3

    book.planner.day.done([named("email")], LATER)
    with sqlite3.connect(book.path) as other:
        other.execute("UPDATE task SET status = 'dropped' WHERE title = 'Answer email'")
    other.close()
    before = snapshot(book)
    with pytest.raises(Refused, match="status was changed since"):
        book.planner.history.undo(LATER)
    assert snapshot(book) == before


def test_u2_only_the_columns_of_the_step_count(book: Book) -> None:
    book.add("Errand", MONDAY)
    book.planner.day.edit(named("errand"), TaskEdit(notes="bring cash"), MONDAY)
    book.planner.settle(TUESDAY)  # carried: other columns
    assert book.planner.history.undo(TUESDAY).label == "Edit 'Errand'"
    assert book.tasks(TUESDAY)["Errand"].notes == ""


def test_numbers_are_never_given_twice_on_a_day(book: Book) -> None:
    book.add("One", MONDAY)
    book.planner.history.undo(MONDAY)
    assert book.add("Two", MONDAY).number == 6
