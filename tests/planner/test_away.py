"""Away days: what they leave out, what they move, and how they are taken back: S1, S3, S8, U1."""

from __future__ import annotations

from datetime import date

import pytest
from support import FRIDAY, MONDAY, NEXT_MONDAY, TUESDAY, Book, at, named, numbered

from dayplan.domain.entry import Ref
from dayplan.domain.model import AwayDays, Now
from dayplan.errors import BadInput, NotFound
from dayplan.planner.day import TaskEdit
from dayplan.planner.templates import TemplateEdit

LATER = at("2026-11-23 10:00")
WEDNESDAY = at("2026-11-25 09:00")
THURSDAY = at("2026-11-26 09:00")
WORKDAYS = "FREQ=WEEKLY;BYDAY=WORKDAY"
TABLES = ("task", "task_tag", "task_move", "time_entry", "template", "away")


def nov(day: int) -> date:
    return date(2026, 11, day)


@pytest.fixture
def one(book: Book) -> Book:
    """A planner with a single template that is due every workday, since Monday."""
    book.planner.templates.use_pack("blank", MONDAY, instead=True)
    book.planner.templates.add(TemplateEdit(title="Mail", schedule=WORKDAYS), MONDAY)
    return book


def away(book: Book, first: int, last: int, now: Now, label: str = "") -> tuple[AwayDays, ...]:
    return book.planner.away.add([AwayDays(0, nov(first), nov(last), label)], now)


def rows(book: Book, title: str = "Mail") -> list[str]:
    """What became of a template's occurrences: `24 skipped away`."""
    found = book.sql(
        """SELECT t.occurrence, t.status, t.reason FROM task t JOIN template p ON p.id = t.template_id
           WHERE p.title = :title ORDER BY t.occurrence""",
        title=title,
    )
    return [f"{day[8:]} {status} {reason}" for day, status, reason in found]


def snapshot(book: Book) -> dict[str, list[tuple[object, ...]]]:
    return {table: book.sql(f"SELECT * FROM {table} ORDER BY id") for table in TABLES}


# Days to come


@pytest.mark.parametrize(
    ("on_away", "found"),
    [
        ("skip", ["23 done seeded", "24 skipped away", "25 skipped away", "26 open seeded"]),
        ("after", ["23 done seeded", "24 skipped stood_for", "25 skipped stood_for", "26 open seeded"]),
        ("ignore", ["23 done seeded", "24 open seeded", "25 missed not_opened", "26 open seeded"]),
    ],
)
def test_s8_days_to_come(one: Book, on_away: str, found: list[str]) -> None:
    one.planner.templates.edit(named("mail"), TemplateEdit(on_away=on_away), MONDAY)
    one.planner.day.done([named("mail")], MONDAY)
    assert away(one, 24, 25, LATER, " Lisbon ") == (AwayDays(1, nov(24), nov(25), "Lisbon"),)
    assert rows(one) == found[:1], "nothing is written ahead"
    one.planner.settle(TUESDAY)
    one.planner.settle(THURSDAY)
    if on_away == "ignore":
        found = [found[0], "24 missed replaced", *found[2:]]
    assert rows(one) == found
    assert [task.title for task in one.day(THURSDAY).tasks] == ["Mail"]


def test_s8_what_moves_before_is_there_at_once(one: Book) -> None:
    one.planner.templates.edit(named("mail"), TemplateEdit(on_away="before"), MONDAY)
    away(one, 24, 25, LATER)
    assert rows(one) == ["23 open seeded", "24 skipped stood_for", "25 skipped stood_for"], "today's stands for them"
    one.planner.history.undo(LATER)
    one.planner.day.done([named("mail")], LATER)
    away(one, 24, 25, LATER)
    assert rows(one) == ["23 done seeded", "24 skipped stood_for", "25 open seeded"]
    one.planner.settle(TUESDAY)
    assert one.day(TUESDAY).tasks == (), "work that is open waits where it is"
    one.planner.settle(THURSDAY)
    assert rows(one) == ["23 done seeded", "24 skipped stood_for", "25 missed replaced", "26 open seeded"]


def test_s8_days_to_come_are_foreseen(one: Book) -> None:
    away(one, 24, 25, LATER)
    assert one.day(LATER, "2026-11-24").tasks == ()
    one.planner.templates.edit(named("mail"), TemplateEdit(on_away="after"), LATER)
    assert [task.occurrence for task in one.day(LATER, "2026-11-26").tasks] == [nov(26)]


# Today


def test_s8_what_stands_untouched_on_today_is_left_out(one: Book) -> None:
    away(one, 23, 24, LATER, "Flu")
    assert rows(one) == ["23 skipped away"]
    one.planner.settle(WEDNESDAY)
    assert rows(one) == ["23 skipped away", "24 skipped away", "25 open seeded"]


@pytest.mark.parametrize("touch", ["time", "title", "notes", "estimate", "moved here"])
def test_s8_what_was_touched_stays(one: Book, touch: str) -> None:
    ref = numbered(one.tasks(MONDAY)["Mail"].number or 0)
    if touch == "time":
        one.planner.time.start(ref, MONDAY)
    elif touch == "moved here":
        one.planner.day.move([ref], nov(24), MONDAY)
        (moved,) = one.day(MONDAY, "2026-11-24").tasks
        one.planner.day.move([Ref("id", moved.id)], nov(23), MONDAY)
    else:
        edits = {"title": TaskEdit(title="Mail Ana"), "notes": TaskEdit(notes="x"), "estimate": TaskEdit(estimate_s=60)}
        one.planner.day.edit(ref, edits[touch], MONDAY)
    away(one, 23, 23, LATER)
    assert rows(one) == ["23 open seeded"]


@pytest.mark.parametrize("on_away", ["before", "after", "ignore"])
def test_s8_only_templates_that_skip_away_days_leave_today(one: Book, on_away: str) -> None:
    one.planner.templates.edit(named("mail"), TemplateEdit(on_away=on_away), MONDAY)
    away(one, 23, 23, LATER)
    assert rows(one) == ["23 open seeded"]


def test_s8_a_one_off_stays_on_an_away_day_and_is_carried_to_the_first_day_after(one: Book) -> None:
    one.add("Errand", MONDAY)
    away(one, 23, 25, LATER)
    assert [task.title for task in one.day(LATER).tasks if task.status == "open"] == ["Errand"]
    one.planner.settle(TUESDAY)
    assert one.day(TUESDAY).unsettled == 1
    assert list(one.planner.settle(THURSDAY).carried) == ["Errand"]


# Days that are over


def test_s8_days_never_opened_were_away_when_that_is_said_later(one: Book) -> None:
    one.planner.day.done([named("mail")], MONDAY)
    one.planner.settle(FRIDAY)
    assert rows(one)[1:4] == ["24 missed not_opened", "25 missed not_opened", "26 missed not_opened"]
    away(one, 24, 25, FRIDAY, "Lisbon")
    assert rows(one) == [
        "23 done seeded",
        "24 skipped away",
        "25 skipped away",
        "26 missed not_opened",
        "27 open seeded",
    ]


def test_s8_what_was_done_or_replaced_on_them_stays_so(one: Book) -> None:
    one.planner.settle(TUESDAY)
    one.planner.day.done([named("mail")], TUESDAY)
    away(one, 23, 24, WEDNESDAY)
    assert rows(one) == ["23 missed replaced", "24 done seeded", "25 open seeded"]


def test_s3_welcomed_back_after_a_week_one_can_mark_the_time_as_away(one: Book) -> None:
    one.planner.day.done([named("mail")], MONDAY)
    receipt = one.planner.settle(NEXT_MONDAY)
    assert receipt.away_since == nov(23)
    assert one.planner.settle(NEXT_MONDAY).away_since is None, "one welcome is enough"
    away(one, 24, 29, NEXT_MONDAY)
    assert rows(one) == ["23 done seeded", *(f"{day} skipped away" for day in range(24, 28)), "30 open seeded"]


def test_s3_six_days_are_no_long_absence(one: Book) -> None:
    assert one.planner.settle(at("2026-11-29 09:00")).away_since is None
    assert one.planner.settle(at("2026-12-06 09:00")).away_since == nov(29)


def test_s8_a_week_of_accumulating_work_does_not_come_back(one: Book) -> None:
    one.planner.templates.edit(named("mail"), TemplateEdit(missed="accumulate"), MONDAY)
    away(one, 24, 27, LATER)
    one.planner.settle(NEXT_MONDAY)
    assert len([task for task in one.day(NEXT_MONDAY).tasks if task.status == "open"]) == 2


# Ill without having foreseen it: the workday before is over


def test_s8_before_becomes_after_where_the_workday_before_is_over(one: Book) -> None:
    one.planner.templates.edit(named("mail"), TemplateEdit(on_away="before"), MONDAY)
    one.planner.day.done([named("mail")], MONDAY)
    away(one, 24, 25, TUESDAY, "Flu")
    one.planner.settle(WEDNESDAY)
    assert rows(one) == ["23 done seeded", "24 open seeded"], "Tuesday's was there before that was known"
    one.planner.settle(THURSDAY)
    assert rows(one) == ["23 done seeded", "24 missed replaced", "25 skipped stood_for", "26 open seeded"]


# Taking away days out again


def test_s1_what_was_left_out_stays_so_when_away_days_are_removed(one: Book) -> None:
    one.planner.day.done([named("mail")], MONDAY)
    ((away_id, *_),) = away(one, 24, 26, LATER)
    one.planner.settle(TUESDAY)
    assert one.planner.away.remove(away_id, WEDNESDAY) == AwayDays(away_id, nov(24), nov(26), "")
    assert rows(one) == ["23 done seeded", "24 skipped away", "25 skipped away"]
    one.planner.settle(THURSDAY)
    assert rows(one)[-1] == "26 open seeded"


def test_removing_days_that_are_not_there(one: Book) -> None:
    with pytest.raises(NotFound, match="There are no away days numbered 7"):
        one.planner.away.remove(7, MONDAY)


def test_s8_capacity_and_carrying_follow_the_removal_of_today(one: Book) -> None:
    one.add("Errand", MONDAY)
    ((away_id, *_),) = away(one, 24, 24, LATER)
    one.planner.settle(TUESDAY)
    assert one.day(TUESDAY).unsettled == 2
    one.planner.away.remove(away_id, TUESDAY)
    assert [task.title for task in one.day(TUESDAY).tasks if task.status == "open"] == ["Mail", "Errand"]


# Adding


def test_the_same_days_again_add_nothing(one: Book) -> None:
    days = [AwayDays(0, nov(24), nov(25), "Lisbon"), AwayDays(0, nov(24), nov(25), "Lisbon")]
    assert len(one.planner.away.add(days, LATER)) == 1
    before = snapshot(one)
    assert one.planner.away.add(days, LATER) == ()
    assert snapshot(one) == before
    assert (
        one.planner.history.undo(LATER).label == "Add away days Tuesday 24 November to Wednesday 25 November (Lisbon)"
    )


@pytest.mark.parametrize(
    ("days", "says"),
    [
        (AwayDays(0, nov(25), nov(24), ""), "2026-11-24 is before 2026-11-25"),
        (AwayDays(0, nov(25), nov(25), "x" * 101), "The label is 101 characters long"),
    ],
)
def test_days_that_cannot_be_are_refused_and_nothing_is_changed(one: Book, days: AwayDays, says: str) -> None:
    before = snapshot(one)
    with pytest.raises(BadInput) as error:
        one.planner.away.add([AwayDays(0, nov(24), nov(24), ""), days], MONDAY)
    assert says in str(error.value)
    assert snapshot(one) == before


# U1


@pytest.mark.parametrize(
    ("first", "last", "label"),
    [
        (26, 26, "Add away days Thursday 26 November"),  # today
        (23, 25, "Add away days Monday 23 November to Wednesday 25 November"),  # over
        (30, 30, "Add away days Monday 30 November"),  # to come
    ],
)
@pytest.mark.parametrize("on_away", ["skip", "before", "after"])
def test_u1_away_days_can_be_undone_and_redone(one: Book, first: int, last: int, label: str, on_away: str) -> None:
    one.planner.templates.edit(named("mail"), TemplateEdit(on_away=on_away), LATER)
    one.planner.day.done([named("mail")], LATER)
    one.planner.settle(THURSDAY)
    before = snapshot(one)
    ((away_id, *_),) = away(one, first, last, THURSDAY)
    after = snapshot(one)
    assert one.planner.history.undo(THURSDAY).label == label
    assert snapshot(one) == before
    assert one.planner.history.redo(THURSDAY).label == label
    assert snapshot(one) == after
    one.planner.away.remove(away_id, THURSDAY)
    removed = snapshot(one)
    assert one.planner.history.undo(THURSDAY).label == label.replace("Add", "Remove")
    assert snapshot(one) == after
    one.planner.history.redo(THURSDAY)
    assert snapshot(one) == removed


def test_u1_several_away_days_are_one_step(one: Book) -> None:
    one.planner.settings.set("date_format", "dmy", MONDAY)
    one.planner.away.add([AwayDays(0, nov(24), nov(24), "a"), AwayDays(0, nov(25), nov(25), "b")], LATER)
    assert one.planner.history.undo(LATER).label == "Add 2 away days"
    away(one, 24, 25, LATER, "Lisbon")
    assert (
        one.planner.history.undo(LATER).label == "Add away days Tuesday 24 November to Wednesday 25 November (Lisbon)"
    )
    assert one.sql("SELECT * FROM away") == []
