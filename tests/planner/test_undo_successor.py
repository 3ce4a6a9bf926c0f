"""Undo of what ended an after-completion task takes back the successor, as reopening it does: S4, U1, issue 13.19."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from support import FRIDAY, MONDAY, SATURDAY, TUESDAY, Book, at, named

from dayplan.domain.entry import Ref
from dayplan.domain.model import Now
from dayplan.errors import Refused
from dayplan.planner.beginning import Beginning
from dayplan.planner.day import TaskEdit
from dayplan.planner.templates import TemplateEdit
from dayplan.storage.health import findings
from dayplan.storage.reader import open_reader

THURSDAY = at("2026-11-26 09:00")
TABLES = ("template", "task", "task_tag", "task_move", "time_entry")
PLANTS = TemplateEdit(title="Water", schedule="AFTER=3", tags=("home", "green"), estimate_s=600)
ENDS = ("done", "skip", "drop")


@pytest.fixture
def plants(book: Book) -> Book:
    """Every three days after it was done, made on Monday."""
    book.planner.settle(MONDAY, Beginning("blank"))
    book.planner.templates.add(PLANTS, MONDAY)
    return book


def snapshot(book: Book) -> dict[str, list[tuple]]:
    return {table: book.sql(f"SELECT * FROM {table} ORDER BY id") for table in TABLES}


def waters(book: Book) -> list[tuple]:
    return book.sql("SELECT occurrence, day, status FROM task WHERE title = 'Water' ORDER BY occurrence")


def sound(book: Book, now: Now) -> None:
    """The doctor finds nothing, and one is open at the most (S4)."""
    reader = open_reader(book.path)
    assert reader is not None
    with reader:
        assert findings(reader, now) == ()
    reader.close()
    assert sum(status == "open" for *_, status in waters(book)) <= 1


@pytest.mark.parametrize("end", ENDS)
def test_s4_undo_takes_back_the_untouched_successor_and_redo_makes_it_again(plants: Book, end: str) -> None:
    getattr(plants.planner.day, end)([named("water")], MONDAY)
    plants.planner.settle(THURSDAY)
    before = snapshot(plants)
    assert [each[:1] + each[2:] for each in waters(plants)][1:] == [("2026-11-26", "open")]
    for _ in range(2):
        plants.planner.history.undo(THURSDAY)
        assert waters(plants) == [("2026-11-23", "2026-11-26", "open")], "and carried to today"
        sound(plants, THURSDAY)
        plants.planner.history.redo(THURSDAY)
        sound(plants, THURSDAY)
        now = snapshot(plants)
        assert now["task"][1] == before["task"][1]
        assert now["task_tag"] == before["task_tag"]
        assert waters(plants)[0][2] == before["task"][0][5]


def test_s4_undo_does_what_reopening_does(plants: Book) -> None:
    plants.planner.day.done([named("water")], MONDAY)
    plants.planner.settle(THURSDAY)
    task = plants.sql("SELECT MIN(id) FROM task WHERE title = 'Water'")[0][0]
    plants.planner.day.reopen([Ref("id", task)], THURSDAY)
    plants.planner.settle(FRIDAY)
    reopened = waters(plants)
    plants.planner.history.undo(FRIDAY)  # the reopening
    assert [status for *_, status in waters(plants)] == ["done", "open"]
    plants.planner.history.undo(FRIDAY)  # the tick
    assert waters(plants) == reopened
    sound(plants, FRIDAY)
    plants.planner.history.redo(FRIDAY)
    plants.planner.history.redo(FRIDAY)
    assert waters(plants) == reopened
    sound(plants, FRIDAY)


TOUCHES: dict[str, Callable[[Book], object]] = {
    "edited": lambda b: b.planner.day.edit(named("water"), TaskEdit(title="Water all"), THURSDAY),
    "noted": lambda b: b.planner.day.edit(named("water"), TaskEdit(notes="twice"), THURSDAY),
    "tagged": lambda b: b.planner.day.edit(named("water"), TaskEdit(tags=("home",)), THURSDAY),
    "moved": lambda b: b.planner.day.move([named("water")], date(2026, 11, 27), THURSDAY),
    "worked on": lambda b: (
        b.planner.time.start(named("water"), THURSDAY),
        b.planner.time.stop(at("2026-11-26 09:20")),
    ),
}


@pytest.mark.parametrize("touch", TOUCHES)
@pytest.mark.parametrize("end", ENDS)
def test_u2_where_the_successor_was_touched_both_refuse_with_the_same_words(plants: Book, end: str, touch: str) -> None:
    import sqlite3

    getattr(plants.planner.day, end)([named("water")], MONDAY)
    plants.planner.settle(THURSDAY)
    TOUCHES[touch](plants)
    with sqlite3.connect(plants.path) as other:  # as if nobody had written these steps down
        other.execute("DELETE FROM op WHERE at > ?", (MONDAY.epoch,))
    other.close()
    before = snapshot(plants)
    now = at("2026-11-26 10:00")
    task = plants.sql("SELECT MIN(id) FROM task WHERE template_id IS NOT NULL")[0][0]
    with pytest.raises(Refused, match=r"^A newer “Water.*” is open already, so this one stays \w+\.$") as reopening:
        plants.planner.day.reopen([Ref("id", task)], now)
    with pytest.raises(Refused) as undoing:
        plants.planner.history.undo(now)
    assert str(undoing.value) == str(reopening.value)
    assert snapshot(plants) == before


def test_u1_later_steps_on_the_successor_can_be_done_again(plants: Book) -> None:
    plants.planner.day.done([named("water")], MONDAY)
    plants.planner.settle(THURSDAY)
    plants.planner.day.edit(named("water"), TaskEdit(title="Water all", tags=("green",)), THURSDAY)
    plants.planner.day.done([named("water all")], THURSDAY)
    ended = snapshot(plants)
    for _ in range(3):
        plants.planner.history.undo(FRIDAY)
    assert waters(plants) == [("2026-11-23", "2026-11-27", "open")]
    sound(plants, FRIDAY)
    for _ in range(3):
        plants.planner.history.redo(FRIDAY)
    found = snapshot(plants)
    assert [row[:1] + row[3:7] for row in found["task"]] == [row[:1] + row[3:7] for row in ended["task"]]
    assert [row[1:] for row in found["task_tag"]] == [row[1:] for row in ended["task_tag"]]
    sound(plants, FRIDAY)


def test_u1_a_new_step_after_the_undo_leaves_nothing_behind(plants: Book) -> None:
    plants.planner.day.done([named("water")], MONDAY)
    plants.planner.settle(THURSDAY)
    plants.planner.history.undo(THURSDAY)
    plants.planner.day.done([named("water")], THURSDAY)  # done on Thursday: the next is due on Sunday
    plants.planner.settle(at("2026-11-29 09:00"))
    assert waters(plants) == [("2026-11-23", "2026-11-26", "done"), ("2026-11-29", "2026-11-29", "open")]
    sound(plants, at("2026-11-29 10:00"))


def test_s4_several_that_were_ticked_at_once(plants: Book) -> None:
    plants.planner.templates.add(PLANTS._replace(title="Feed", schedule="AFTER=1"), MONDAY)
    plants.planner.day.done([named("water"), named("feed")], MONDAY)
    plants.planner.settle(TUESDAY)
    plants.planner.settle(THURSDAY)
    assert plants.planner.history.undo(THURSDAY).label == "Done 2 tasks"
    assert plants.sql("SELECT occurrence, status FROM task") == [("2026-11-23", "open")] * 2
    sound(plants, THURSDAY)
    plants.planner.history.redo(SATURDAY)
    assert plants.sql("SELECT title, status FROM task ORDER BY title, occurrence") == [
        ("Feed", "done"),
        ("Feed", "open"),
        ("Water", "done"),
        ("Water", "open"),
    ]
    sound(plants, SATURDAY)
