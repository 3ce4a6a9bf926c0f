"""Why a task is here, and why it is as it is: the chain of reasons (S11)."""

from __future__ import annotations

from datetime import date

import pytest
from support import FRIDAY, MONDAY, SATURDAY, TUESDAY, Book, at, named

from dayplan.domain.entry import Ref
from dayplan.domain.model import Now
from dayplan.domain.quickadd import parse_quick_add
from dayplan.planner.day import TaskEdit
from dayplan.storage.reader import open_reader
from dayplan.storage.tables import AwayRow, TemplateRow
from dayplan.text.why import why_projected, why_task

DUE = "The template “Answer email” is due every workday"
OF_TUESDAY = f"{DUE}; this is its task of Tuesday 24 November."
FIRST = f"{DUE}. The very first start seeds it whatever the day of the week."
WEDNESDAY = at("2026-11-25 09:00")


def id_of(book: Book, title: str, where: str = "1") -> int:
    ((task_id,),) = book.sql(f"SELECT MAX(id) FROM task WHERE title = '{title}' AND {where}")
    return task_id


def why(book: Book, title: str, now: Now, where: str = "1") -> list[str]:
    """The reasons for the newest task of that title that satisfies `where`."""
    reader = open_reader(book.path)
    assert reader is not None
    with reader:
        reasons = why_task(reader, id_of(book, title, where), now)
    reader.close()
    return reasons


@pytest.fixture
def monday(book: Book) -> Book:
    """The very first day: the freelancer's four, and an errand."""
    book.planner.settle(MONDAY)
    book.add("Errand", MONDAY)
    return book


# How a task comes about


def test_s12_the_first_start(monday: Book) -> None:
    assert why(monday, "Answer email", MONDAY) == [FIRST]


def test_s11_seeded_by_its_template(monday: Book) -> None:
    monday.planner.settle(TUESDAY)
    assert why(monday, "Answer email", TUESDAY) == [OF_TUESDAY]


def test_s12_asked_for_on_a_day_off(book: Book) -> None:
    book.planner.settle(FRIDAY)
    book.planner.day.done([named("email")], FRIDAY)
    book.planner.day.plan_anyway(SATURDAY)
    assert why(book, "Answer email", SATURDAY) == [
        f"{DUE}. Saturday 28 November is a day off: you planned it all the same."
    ]


@pytest.mark.parametrize(
    ("line", "now", "reason"),
    [
        ("Call Ana", MONDAY, "You added it at 09:00."),
        ("Call Ana on:fri", MONDAY, "You added it for Friday 27 November, at 09:00."),
        ("Call Ana on:fri", TUESDAY, "You added it for Friday 27 November, on Monday 23 November at 09:00."),
        (
            "Call Ana on:fri",
            at("2027-01-04 09:00"),
            "You added it for Friday 27 November 2026, on Monday 23 November 2026 at 09:00.",
        ),
    ],
)
def test_s11_added_by_hand(monday: Book, line: str, now: Now, reason: str) -> None:
    monday.add(line, MONDAY)
    assert why(monday, "Call Ana", now) == [reason]


def test_c3_caught_in_the_inbox_and_planned_later(monday: Book) -> None:
    monday.planner.day.add(parse_quick_add("Call Ana", date(2026, 11, 23)), MONDAY, inbox=True)
    assert why(monday, "Call Ana", MONDAY) == ["You added it to the inbox, at 09:00."]
    monday.planner.day.move([named("Call Ana")], date(2026, 11, 24), MONDAY)
    assert why(monday, "Call Ana", MONDAY) == [
        "You added it to the inbox, at 09:00.",
        "You moved it from the inbox to Tuesday 24 November.",
    ]


def test_s2_a_task_of_a_day_to_come_is_one_of_its_templates_dates(monday: Book) -> None:
    tomorrow = monday.day(MONDAY, "2026-11-24")
    reader = open_reader(monday.path)
    assert reader is not None
    reasons = why_projected(reader, tomorrow.tasks[0], tomorrow.today)
    reader.close()
    assert reasons == [
        f"{DUE}; this is one of its dates.",
        "It will be seeded when that day begins; nothing is written until then.",
    ]


# How it comes to stand where it stands


def test_c1_carried_from_day_to_day_and_kept_at_last(monday: Book) -> None:
    for now in (TUESDAY, WEDNESDAY):
        monday.planner.settle(now)
    monday.planner.day.keep(named("Errand"), WEDNESDAY)
    assert why(monday, "Errand", WEDNESDAY) == [
        "You added it on Monday 23 November at 09:00.",
        "It was unfinished on Monday 23 November, so it was carried over to Tuesday 24 November.",
        "It was unfinished on Tuesday 24 November, so it was carried over to Wednesday 25 November.",
        "You decided to keep it on Wednesday 25 November.",
    ]


def test_c2_moved_by_hand_there_and_back(monday: Book) -> None:
    ref = Ref("id", id_of(monday, "Errand"))
    for day in (date(2026, 11, 27), None, date(2026, 11, 23)):
        monday.planner.day.move([ref], day, MONDAY)
    assert why(monday, "Errand", MONDAY) == [
        "You added it at 09:00.",
        "You moved it from Monday 23 November to Friday 27 November.",
        "You moved it from Friday 27 November to the inbox.",
        "You moved it from the inbox to Monday 23 November.",
    ]


def test_u1_a_move_that_was_undone_is_no_reason(monday: Book) -> None:
    monday.planner.day.move([named("Errand")], date(2026, 11, 27), MONDAY)
    monday.planner.history.undo(MONDAY)
    assert why(monday, "Errand", MONDAY) == ["You added it at 09:00."]


def test_c1_brought_in_on_a_day_off(book: Book) -> None:
    book.planner.settle(FRIDAY)
    book.planner.day.bring_in(SATURDAY)
    assert why(book, "Answer email", SATURDAY)[1:] == [
        "You moved it from Friday 27 November to Saturday 28 November.",
    ]


# How it came to be as it is


def test_s3_its_next_occurrence_took_its_place(monday: Book) -> None:
    monday.planner.settle(TUESDAY)
    assert why(monday, "Answer email", TUESDAY, "status = 'missed'") == [
        f"{DUE}; this is its task of Monday 23 November.",
        "Its next occurrence fell due before it was done, and took its place.",
    ]


def test_s3_carried_all_week_and_then_replaced(monday: Book) -> None:
    with monday.planner._store.transaction(MONDAY.epoch) as rows:
        rows.add(TemplateRow(title="Books", schedule="FREQ=WEEKLY;BYDAY=TU", starts_on="2026-11-23", rank=9000))
    monday.planner.settle(TUESDAY)
    monday.planner.settle(FRIDAY)
    monday.planner.settle(at("2026-12-01 09:00"))
    assert why(monday, "Books", at("2026-12-01 09:00"), "status = 'missed'") == [
        "The template “Books” is due every tuesday; this is its task of Tuesday 24 November.",
        "It was unfinished on Tuesday 24 November, so it was carried over to Friday 27 November.",
        "Its next occurrence fell due before it was done, and took its place.",
    ]


def test_s3_its_day_was_never_opened(monday: Book) -> None:
    monday.planner.settle(WEDNESDAY)
    assert why(monday, "Answer email", WEDNESDAY, "reason = 'not_opened'") == [
        f"{OF_TUESDAY} That day was never opened, so it was missed."
    ]


def test_s3_an_edited_task_stands_for_the_new_occurrence(monday: Book) -> None:
    monday.planner.day.edit(named("email"), TaskEdit(title="Answer Ana"), MONDAY)
    monday.planner.settle(TUESDAY)
    assert why(monday, "Answer Ana", TUESDAY) == [
        FIRST,
        "It was unfinished on Monday 23 November, so it was carried over to Tuesday 24 November.",
        "You changed its title, so a new occurrence does not replace it.",
    ]
    assert why(monday, "Answer email", TUESDAY, "reason = 'stood_for'") == [
        f"{OF_TUESDAY} Another one of it was open and stands for it."
    ]


def test_s8_left_out_on_an_away_day(monday: Book) -> None:
    with monday.planner._store.transaction(MONDAY.epoch) as rows:
        rows.add(AwayRow(first_day="2026-11-24", last_day="2026-11-24", label="Lisbon"))
    monday.planner.settle(TUESDAY)
    assert why(monday, "Answer email", TUESDAY, "reason = 'away'") == [
        f"{OF_TUESDAY} That was an away day, so it was left out."
    ]


def test_s1_skipped_on_purpose(monday: Book) -> None:
    monday.planner.day.skip([named("email")], MONDAY)
    assert why(monday, "Answer email", MONDAY) == [FIRST, "You skipped it: it comes back on its next date."]


def test_s1_dropped_and_its_time_stays(monday: Book) -> None:
    monday.planner.time.start(named("Errand"), MONDAY)
    monday.planner.day.drop([named("Errand")], at("2026-11-23 10:30"))
    assert why(monday, "Errand", at("2026-11-23 11:00")) == [
        "You added it at 09:00.",
        "1h30 of time was recorded on it, in 1 entry.",
        "You dropped it: it was given up, and its time stays.",
    ]


def test_done_after_two_stretches_of_work(monday: Book) -> None:
    for begin, end in (("09:00", "09:20"), ("10:00", "10:25")):
        monday.planner.time.start(named("Errand"), at(f"2026-11-23 {begin}"))
        monday.planner.time.stop(at(f"2026-11-23 {end}"))
    monday.planner.day.done([named("Errand")], at("2026-11-23 10:26"))
    assert why(monday, "Errand", MONDAY)[1:] == [
        "45m of time was recorded on it, in 2 entries.",
        "You ticked it at 10:26.",
    ]
    assert why(monday, "Errand", TUESDAY)[-1] == "You ticked it on Monday 23 November at 10:26."


def test_d1_the_day_of_a_tick_is_the_logical_one(monday: Book) -> None:
    monday.planner.settings.set("day_start", "04:00", MONDAY)
    night = at("2026-11-24 01:30")
    monday.planner.day.done([named("Errand")], night)
    assert why(monday, "Errand", night)[-1] == "You ticked it at 01:30."
    assert why(monday, "Errand", TUESDAY)[-1] == "You ticked it on Monday 23 November at 01:30."


def test_a_clock_of_twelve_hours_is_kept_to(monday: Book) -> None:
    monday.planner.settings.set("clock", "12", MONDAY)
    assert why(monday, "Errand", MONDAY) == ["You added it at 9:00am."]


def test_u1_opened_again_it_has_no_end_to_explain(monday: Book) -> None:
    monday.planner.day.skip([named("email")], MONDAY)
    monday.planner.history.undo(MONDAY)
    assert why(monday, "Answer email", MONDAY) == [FIRST]
    monday.planner.day.done([named("email")], MONDAY)
    monday.planner.day.reopen([named("email")], MONDAY)
    assert why(monday, "Answer email", MONDAY) == [FIRST]


def test_a_task_that_is_gone_has_no_reasons(monday: Book) -> None:
    reader = open_reader(monday.path)
    assert reader is not None
    assert why_task(reader, 999, MONDAY) == []
    reader.close()
