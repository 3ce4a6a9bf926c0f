"""Seeding and carrying over: S1, S2, S3, S7, S8, S10–S12, C1, C2."""

from __future__ import annotations

from datetime import date

import pytest
from support import FRIDAY, MONDAY, NEXT_MONDAY, SATURDAY, TUESDAY, Book, at, named

from dayplan.domain.model import Now
from dayplan.planner.day import TaskEdit

FOUR = ["Answer email", "Write proposals", "Project work", "Send invoices"]


def titles(book: Book, now: Now, text: str | None = None) -> list[str]:
    return [task.title for task in book.day(now, text).tasks]


def test_s12_the_first_start_seeds_the_freelancers_four_in_order(book: Book) -> None:
    receipt = book.planner.settle(MONDAY)
    assert receipt.first_start
    assert list(receipt.seeded) == FOUR == titles(book, MONDAY)
    assert [(t.number, t.estimate_s) for t in book.day(MONDAY).tasks] == [
        (1, 1800),
        (2, 3600),
        (3, 14400),
        (4, 1800),
    ]


def test_s12_the_very_first_start_seeds_whatever_the_day_of_the_week(book: Book) -> None:
    assert book.planner.settle(SATURDAY).first_start
    assert titles(book, SATURDAY) == FOUR
    # and only then: the Sunday after is a day off
    assert book.planner.settle(at("2026-11-29 09:00")).empty
    assert titles(book, at("2026-11-29 09:00")) == []


def test_s2_seeding_again_changes_nothing(book: Book) -> None:
    book.planner.settle(MONDAY)
    before = book.sql("SELECT * FROM task ORDER BY id")
    for hour in ("10:00", "23:59"):
        assert book.planner.settle(at(f"2026-11-23 {hour}")).empty
    assert book.sql("SELECT * FROM task ORDER BY id") == before


def test_s2_viewing_other_days_writes_nothing(book: Book) -> None:
    book.planner.settle(MONDAY)
    before = book.sql("SELECT * FROM task"), book.sql("SELECT * FROM day")
    assert titles(book, MONDAY, "2026-11-24") == FOUR
    assert all(t.id == 0 and t.number is None for t in book.day(MONDAY, "2026-11-24").tasks)
    assert titles(book, MONDAY, "2026-11-28") == []
    assert titles(book, MONDAY, "2026-11-20") == []
    assert (book.sql("SELECT * FROM task"), book.sql("SELECT * FROM day")) == before


def test_s3_replace_the_next_occurrence_takes_the_place_of_the_open_one(book: Book) -> None:
    book.planner.settle(MONDAY)
    book.planner.day.done([named("email")], MONDAY)
    receipt = book.planner.settle(TUESDAY)
    assert list(receipt.seeded) == FOUR
    assert sorted(receipt.missed) == sorted(FOUR[1:])
    assert book.marks(TUESDAY, "2026-11-23") == [
        "Answer email: done",
        "Write proposals: missed",
        "Project work: missed",
        "Send invoices: missed",
    ]
    assert [t.reason for t in book.day(TUESDAY, "2026-11-23").tasks][1:] == ["replaced"] * 3


def test_s3_a_missed_task_keeps_its_time_and_notes(book: Book) -> None:
    book.planner.settle(MONDAY)
    book.planner.time.start(named("proposals"), MONDAY)
    book.planner.time.stop(at("2026-11-23 09:40"))
    book.planner.day.edit(named("proposals"), TaskEdit(notes="two left"), at("2026-11-23 09:41"))
    book.planner.settle(TUESDAY)
    old = book.tasks(TUESDAY, "2026-11-23")["Write proposals"]
    assert (old.status, old.tracked_s, old.notes) == ("missed", 2400, "two left")


@pytest.mark.parametrize("how", ["edited", "running"])
def test_s3_a_task_edited_by_hand_or_running_stands_for_the_new_occurrence(book: Book, how: str) -> None:
    book.planner.settle(MONDAY)
    if how == "edited":
        book.planner.day.edit(named("proposals"), TaskEdit(title="Write the Blue Door proposal"), MONDAY)
    else:
        book.planner.time.start(named("proposals"), at("2026-11-23 23:30"))
    receipt = book.planner.settle(TUESDAY)
    assert list(receipt.stood_for) == ["Write proposals"]
    open_ones = [t for t in book.day(TUESDAY).tasks if t.template == "Write proposals"]
    assert [(t.status, t.occurrence, t.carried) for t in open_ones] == [("open", date(2026, 11, 23), 1)]
    row = book.sql("SELECT status, reason, day FROM task WHERE occurrence = '2026-11-24' AND title = 'Write proposals'")
    assert row == [("skipped", "stood_for", None)]


def test_s1_s3_days_never_opened_leave_one_missed_row_each(book: Book) -> None:
    book.planner.settle(MONDAY)
    receipt = book.planner.settle(FRIDAY)
    assert list(receipt.seeded) == FOUR
    rows = book.sql("SELECT occurrence, status, reason FROM task WHERE title = 'Answer email' ORDER BY occurrence")
    assert rows == [
        ("2026-11-23", "missed", "replaced"),
        ("2026-11-24", "missed", "not_opened"),
        ("2026-11-25", "missed", "not_opened"),
        ("2026-11-26", "missed", "not_opened"),
        ("2026-11-27", "open", "seeded"),
    ]


@pytest.mark.parametrize("ending", ["done", "skip", "drop"])
def test_s1_what_was_ended_does_not_come_back(book: Book, ending: str) -> None:
    book.planner.settle(MONDAY)
    getattr(book.planner.day, ending)([named("email")], MONDAY)
    assert book.planner.settle(at("2026-11-23 12:00")).empty
    assert len([t for t in book.day(MONDAY).tasks if t.title == "Answer email"]) == 1


def test_s3_at_most_one_open_task_of_a_template(book: Book) -> None:
    for day in (MONDAY, TUESDAY, FRIDAY, SATURDAY, NEXT_MONDAY):
        book.planner.settle(day)
        counts = book.sql("SELECT COUNT(*) FROM task WHERE status = 'open' GROUP BY template_id")
        assert counts == [(1,)] * 4


def test_s3_weekly_work_is_carried_until_its_next_occurrence(book: Book) -> None:
    book.planner.settle(MONDAY)
    weekly(book, "Weekly review", "FREQ=WEEKLY;BYDAY=MO")
    book.planner.settle(MONDAY)
    for day, carried in ((TUESDAY, 1), (FRIDAY, 2)):
        book.planner.settle(day)
        task = book.tasks(day)["Weekly review"]
        assert (task.status, task.occurrence, task.carried) == ("open", date(2026, 11, 23), carried)
    book.planner.settle(NEXT_MONDAY)
    assert book.tasks(NEXT_MONDAY)["Weekly review"].occurrence == date(2026, 11, 30)
    old = book.sql("SELECT status, day FROM task WHERE occurrence = '2026-11-23' AND title = 'Weekly review'")
    assert old == [("missed", "2026-11-27")], "missed on the day it last stood on"


def weekly(book: Book, title: str, schedule: str) -> None:
    from dayplan.storage.tables import TemplateRow

    with book.planner._store.transaction(MONDAY.epoch) as rows:
        rows.add(TemplateRow(title=title, schedule=schedule, starts_on="2026-11-23", rank=9000))


def test_c1_a_one_off_moves_to_the_next_workday_ahead_of_what_is_seeded(book: Book) -> None:
    book.planner.settle(FRIDAY)
    book.add("First errand", FRIDAY)
    book.add("Second errand", FRIDAY)
    book.planner.settle(SATURDAY)
    assert titles(book, SATURDAY) == [], "on a day off nothing is carried by itself"
    assert book.day(SATURDAY).unsettled == 6
    receipt = book.planner.settle(NEXT_MONDAY)
    assert list(receipt.carried) == ["First errand", "Second errand"]
    assert titles(book, NEXT_MONDAY) == ["First errand", "Second errand", *FOUR]
    task = book.tasks(NEXT_MONDAY)["First errand"]
    assert (task.first_day, task.carried) == (date(2026, 11, 27), 1)


def test_c2_a_past_day_still_shows_what_was_planned_for_it(book: Book) -> None:
    book.planner.settle(MONDAY)
    book.add("Errand", MONDAY)
    book.planner.settle(TUESDAY)
    moved = book.day(TUESDAY, "2026-11-23").moved
    assert [(m.title, m.to_day) for m in moved] == [("Errand", date(2026, 11, 24))]
    assert book.sql('SELECT from_day, to_day, "by" FROM task_move') == [("2026-11-23", "2026-11-24", "carried")]


def test_c1_bring_in_on_a_day_off(book: Book) -> None:
    book.planner.settle(FRIDAY)
    book.add("Errand", FRIDAY)
    placed = book.planner.day.bring_in(SATURDAY)
    assert "Errand" in [t.title for t in placed.tasks]
    assert book.day(SATURDAY).unsettled == 0
    assert book.planner.history.undo(SATURDAY).label == "Bring in 5 tasks"
    assert book.day(SATURDAY).unsettled == 5


def test_s12_plan_today_all_the_same(book: Book) -> None:
    book.planner.settle(FRIDAY)
    book.planner.day.done([named(title) for title in FOUR], FRIDAY)
    placed = book.planner.day.plan_anyway(SATURDAY)
    assert [t.title for t in placed.tasks] == FOUR
    assert {t.reason for t in placed.tasks} == {"asked"}
    book.planner.history.undo(SATURDAY)
    assert titles(book, SATURDAY) == []


def test_d4_changing_the_day_start_never_reseeds(book: Book) -> None:
    book.planner.settle(MONDAY)
    night = at("2026-11-24 01:00")
    book.planner.settings.set("day_start", "04:00", MONDAY)
    assert book.planner.settle(night).empty, "before day_start it is still Monday"
    assert titles(book, night) == FOUR
    book.planner.settings.set("day_start", "00:00", night)
    assert book.day(night).today == date(2026, 11, 24)
    rows = book.sql("SELECT COUNT(*) FROM task GROUP BY template_id, occurrence")
    assert set(rows) == {(1,)}


def test_d3_travelling_never_seeds_a_day_twice(book: Book) -> None:
    book.planner.settle(at("2026-11-24 08:00", "Asia/Tokyo"))
    same_instant_in_berlin = at("2026-11-24 00:00", "Europe/Berlin")
    assert book.planner.settle(same_instant_in_berlin).empty
    earlier_day = at("2026-11-23 18:00", "America/New_York")
    book.planner.settle(earlier_day)
    assert set(book.sql("SELECT COUNT(*) FROM task GROUP BY template_id, occurrence")) == {(1,)}
    book.planner.settle(at("2026-11-24 09:00", "America/New_York"))
    assert titles(book, at("2026-11-24 09:00", "America/New_York")) == FOUR


def test_s7_a_paused_template_does_not_fill_in_the_past(book: Book) -> None:
    book.planner.settle(MONDAY)
    with book.planner._store.transaction(MONDAY.epoch) as rows:
        rows.templates()[0].paused_until = "2026-11-26"
    book.planner.settle(FRIDAY)
    found = book.sql("SELECT occurrence FROM task WHERE title = 'Answer email' ORDER BY 1")
    assert found == [("2026-11-23",), ("2026-11-26",), ("2026-11-27",)]


def test_s8_an_away_day_is_skipped_and_has_no_row_missing(book: Book) -> None:
    from dayplan.storage.tables import AwayRow

    book.planner.settle(MONDAY)
    with book.planner._store.transaction(MONDAY.epoch) as rows:
        rows.add(AwayRow(first_day="2026-11-24", last_day="2026-11-26", label="Lisbon"))
    receipt = book.planner.settle(TUESDAY)
    assert {reason for _, reason in receipt.skipped} == {"away"}
    book.planner.settle(FRIDAY)
    found = book.sql(
        "SELECT occurrence, status FROM task WHERE title = 'Answer email' AND occurrence > '2026-11-23' ORDER BY 1"
    )
    assert found == [
        ("2026-11-24", "skipped"),
        ("2026-11-25", "skipped"),
        ("2026-11-26", "skipped"),
        ("2026-11-27", "open"),
    ]


def test_s11_a_dry_run_says_what_seeding_then_does(book: Book) -> None:
    from dayplan.storage.ledger import dry_run
    from dayplan.storage.reader import open_reader

    book.planner.settle(MONDAY)
    book.add("Errand", MONDAY)
    reader = open_reader(book.path)
    assert reader is not None
    foretold = dry_run(reader, TUESDAY).receipt()
    reader.close()
    assert book.planner.settle(TUESDAY) == foretold


def test_a_hole_in_time_of_ten_years_is_settled_at_once(book: Book) -> None:
    book.planner.settle(at("2016-11-23 09:00"))
    book.planner.catch_up(NEXT_MONDAY)
    assert titles(book, NEXT_MONDAY) == FOUR
    ((rows, days),) = book.sql("SELECT COUNT(*), COUNT(DISTINCT occurrence) FROM task WHERE template_id = 1")
    assert rows == days > 2600


def test_a_day_that_becomes_a_workday_is_seeded_as_part_of_that_step(book: Book) -> None:
    book.planner.settle(FRIDAY)
    book.planner.settle(SATURDAY)
    book.planner.settings.set("workdays", "mon-sat", SATURDAY)
    assert titles(book, SATURDAY) == FOUR
    book.planner.history.undo(SATURDAY)
    assert titles(book, SATURDAY) == []
