"""One look with a wrong clock, and what becomes of it (D5, T7, S1, S2, S3; issue 12.4)."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from support import MONDAY, TUESDAY, Book, at, named, numbered
from test_year import TEMPLATES

from dayplan.domain.clock_doubt import ClockDoubt
from dayplan.domain.model import AwayDays, Now
from dayplan.domain.quickadd import parse_quick_add
from dayplan.errors import CannotAccess, DayplanError, Refused
from dayplan.planner.day import TaskEdit
from dayplan.planner.templates import TemplateEdit
from dayplan.storage import copies

FOUR = ["Answer email", "Write proposals", "Project work", "Send invoices"]
WRONG = at("2036-11-24 09:00")  # a Monday
DAY = timedelta(days=1)


def snapshot(book: Book) -> dict[str, list[tuple]]:
    """Every row that seeding writes, and the order of each day: only what counts numbers and places may differ."""
    tables = ("template", "task_tag", "task_move", "time_entry", "op")
    found = {table: book.sql(f"SELECT * FROM {table} ORDER BY id") for table in tables}
    columns = "id, day, number, title, notes, status, reason, template_id, occurrence, first_day, edited, done_at"
    found["task"] = book.sql(f"SELECT {columns}, created_at, estimate_s, project_id FROM task ORDER BY id")
    found["order"] = book.sql(
        "SELECT id, day, ROW_NUMBER() OVER (PARTITION BY day ORDER BY rank, id) FROM task WHERE day IS NOT NULL"
    )
    return found | {"day": book.sql("SELECT id, date, seeded_at, worked, note, closed_at FROM day ORDER BY id")}


def numberless(found: dict[str, list[tuple]]) -> dict[str, list[tuple]]:
    """Leave out what cannot always be known again: the numbers, and the places among what was reordered by hand."""
    return {key: rows for key, rows in found.items() if key != "order"} | {
        "task": [(*row[:2], *row[3:]) for row in found["task"]]
    }


def changed(before: dict[str, list[tuple]], after: dict[str, list[tuple]]) -> list[tuple]:
    """Return the rows that differ from those that there were before: gone, and new."""
    return [
        (sign, table, *row)
        for table in before
        for sign, some, others in (("-", before[table], after[table]), ("+", after[table], before[table]))
        for row in some
        if row not in others
    ]


def labels(book: Book) -> list[str]:
    return [copy.label for copy in copies.listed(book.path)]


# More than a month after the last opened day


def test_d5_more_than_a_month_ahead_only_today_is_filled(book: Book) -> None:
    """The look of the issue: 10,440 occurrences became missed."""
    book.planner.settle(MONDAY)
    book.add("Call Ana", MONDAY)
    before = snapshot(book)
    receipt = book.planner.settle(WRONG)
    assert receipt.doubt == ClockDoubt(date(2036, 11, 24), date(2026, 11, 23))
    assert list(receipt.seeded) == FOUR
    assert (receipt.missed, receipt.carried, receipt.away_since) == ((), (), None)
    after = snapshot(book)
    assert len(after["task"]) == len(before["task"]) + 4
    for table, rows in before.items():
        assert after[table][: len(rows)] == rows, f"{table}: nothing that was there is changed"
    assert after["task_move"] == []


@pytest.mark.parametrize(("days", "doubted"), [(31, False), (32, True)])
def test_d5_a_month_is_believed_and_a_day_more_is_not(book: Book, days: int, doubted: bool) -> None:
    book.planner.settle(MONDAY)
    then = MONDAY._replace(epoch=MONDAY.epoch + days * 86_400)
    assert (book.planner.settle(then).doubt is not None) is doubted


def test_d5_looking_again_fills_nothing_twice_and_says_it_again(book: Book) -> None:
    book.planner.settle(MONDAY)
    book.planner.settle(WRONG)
    before = snapshot(book)
    receipt = book.planner.settle(at("2036-11-24 10:00"))
    assert receipt.empty
    assert receipt.doubt is not None
    assert snapshot(book) == before


def test_d5_a_change_while_in_doubt_fills_only_today_as_well(book: Book) -> None:
    book.planner.settle(MONDAY)
    book.planner.day.done([named("email")], WRONG)  # of 2036: the one that stands on today
    assert book.marks(MONDAY)[0] == "Answer email: open"
    assert book.sql("SELECT COUNT(*) FROM task WHERE status = 'missed'") == [(0,)]
    assert book.receipts[-1].doubt is not None


def test_d5_s3_a_long_absence_is_caught_up_with_by_one_answer(book: Book) -> None:
    """Somebody is back after six weeks: the welcome, the missed rows and what is carried are those of S3."""
    book.planner.settle(MONDAY)
    book.add("Call Ana", MONDAY)
    back = at("2027-01-04 09:00")
    assert list(book.planner.settle(back).seeded) == FOUR
    receipt = book.planner.catch_up(back)
    assert receipt.away_since == date(2026, 11, 23)
    assert (receipt.doubt, receipt.carried) == (None, ("Call Ana",))
    assert "before-catchup" in labels(book)
    rows = book.sql("SELECT status, reason, COUNT(*) FROM task WHERE template_id = 1 GROUP BY status, reason")
    # 24 November to 1 January are 29 workdays: five weeks of five from 30 November, and four days before those
    assert sorted(rows) == [("missed", "not_opened", 29), ("missed", "replaced", 1), ("open", "seeded", 1)]
    assert sorted(task.title for task in book.day(back).tasks) == sorted([*FOUR, "Call Ana"])
    assert book.day(back).seeded
    assert book.planner.settle(back).doubt is None
    assert book.planner.settle(back).empty


def test_d5_a_catch_up_comes_to_the_same_whenever_it_is_answered(tmp_path: Path) -> None:
    """Days that were filled alone meanwhile lose no occurrence and leave no task behind (S1, S3)."""
    at_once, later = Book(tmp_path / "one" / "d.db"), Book(tmp_path / "other" / "d.db")
    for book in (at_once, later):
        _with_all_kinds(book, MONDAY)
    for day in ("2027-01-11", "2027-01-12", "2027-01-14"):
        later.planner.settle(at(f"{day} 09:00"))
    last = at("2027-01-15 09:00")
    for book in (at_once, later):
        book.planner.catch_up(last)
    query = "SELECT p.title, t.occurrence FROM task t JOIN template p ON p.id = t.template_id ORDER BY 1, 2"
    assert set(at_once.sql(query)) <= set(later.sql(query))
    one_at_most = """SELECT template_id FROM task WHERE status = 'open' AND template_id IN
                     (SELECT id FROM template WHERE missed <> 'accumulate') GROUP BY template_id HAVING COUNT(*) > 1"""
    for book in (at_once, later):
        assert book.sql(one_at_most) == []
        assert book.sql("SELECT COUNT(*) FROM task WHERE status = 'open' AND day < '2027-01-15'") == [(0,)]
        book.planner.close()


@pytest.mark.parametrize("how", ["edited", "running"])
def test_s3_while_in_doubt_no_second_task_is_made_beside_one_that_would_stand_for_it(book: Book, how: str) -> None:
    book.planner.settle(MONDAY)
    if how == "edited":
        book.planner.day.edit(named("proposals"), TaskEdit(title="Write the Blue Door proposal"), MONDAY)
    else:
        book.planner.time.start(named("proposals"), MONDAY)
    assert list(book.planner.settle(WRONG).seeded) == ["Answer email", "Project work", "Send invoices"]


def test_d5_where_no_copy_can_be_made_nothing_is_caught_up_with(book: Book) -> None:
    book.planner.settle(MONDAY)
    Path(copies.directory_of(book.path)).write_text("in the way")
    before = snapshot(book)
    with pytest.raises(CannotAccess):
        book.planner.catch_up(WRONG)
    assert snapshot(book) == before


def test_d5_without_a_gap_catching_up_is_settling_and_copies_nothing(book: Book) -> None:
    book.planner.settle(MONDAY)
    assert list(book.planner.catch_up(TUESDAY).seeded) == FOUR
    assert labels(book) == []


# Back again at the right time


@pytest.mark.parametrize(
    "wrong",
    ["2026-11-24 09:00", "2026-11-28 12:00", "2026-12-01 09:00", "2026-12-24 09:00", "2026-12-25 09:00", "2036-11-24"],
    ids=["a day", "a day off", "a month's end", "31 days", "32 days", "ten years"],
)
def test_d5_one_wrong_look_is_taken_back_wholly(book: Book, wrong: str) -> None:
    book.planner.settle(at("2026-11-20 09:00"))
    book.add("Write to Ben", at("2026-11-20 10:00"))
    book.planner.settle(MONDAY)
    book.add("Call Ana", MONDAY)
    book.planner.day.done([named("email")], MONDAY)
    before = snapshot(book)
    book.planner.settle(at(wrong))
    assert snapshot(book) != before
    now = at("2026-11-23 09:30")
    assert book.planner.settle(now).doubt is not None
    taken = book.planner.take_back(now)
    assert changed(before, snapshot(book)) == []
    assert taken.left == ()
    assert labels(book) == ["before-takeback"]
    assert book.planner.settle(now).doubt is None
    assert [step.label for step in (book.planner.history.undo(now), book.planner.history.undo(now))] == [
        "Done 'Answer email'",
        "Add 'Call Ana'",
    ], "undo goes on as if nothing had been"


@pytest.mark.parametrize("seed", range(12))
def test_d5_wrong_looks_of_all_kinds_are_taken_back_wholly(book: Book, seed: int) -> None:
    """All kinds of templates, some days of life; then the clock is wrong once or more, by days or by years."""
    chance = Random(seed)
    now = _lived(book, chance)
    before = snapshot(book)
    wrong = now
    for _ in range(chance.randint(1, 3)):
        wrong = _later(wrong, chance.choice([1, 1, 2, 3, 5, 7, 20, 31, 32, 60, 400, 3653]))
        book.planner.settle(wrong)
    after = _moments_later(now, chance.randint(60, 3600))
    book.planner.settle(after)
    book.planner.take_back(after)
    assert changed(numberless(before), numberless(snapshot(book))) == []


@pytest.mark.parametrize("seed", range(12))
def test_d5_a_wrong_look_before_today_was_opened_leaves_today_as_if_it_had_not_been(tmp_path: Path, seed: int) -> None:
    lives = []
    for name in ("right", "wrong"):
        chance = Random(seed)
        book = Book(tmp_path / name / "d.db")
        today = _later(_lived(book, chance), chance.choice([1, 3, 9]))
        if name == "wrong":
            book.planner.settle(_later(today, chance.choice([1, 2, 9, 20, 40, 3653])))
            if chance.random() < 0.5:
                book.planner.settle(today)  # shown first, and taken back afterwards
            book.planner.take_back(_moments_later(today, 60))
        else:
            book.planner.settle(today)
        lives.append(book)
    query = """SELECT p.title, t.title, t.occurrence, t.day, t.status, t.reason, t.first_day FROM task t
               LEFT JOIN template p ON p.id = t.template_id ORDER BY 1, 2, 3, 4"""
    right, wrong = lives
    assert wrong.sql(query) == right.sql(query)
    assert wrong.sql("SELECT date, worked FROM day ORDER BY date") == right.sql(
        "SELECT date, worked FROM day ORDER BY 1"
    )
    for book in lives:
        book.planner.close()


def test_d5_what_somebody_worked_on_is_left_and_named(book: Book) -> None:
    book.planner.settle(MONDAY)
    book.add("Call Ana", MONDAY)
    wrong = at("2026-11-25 09:00")
    book.planner.settle(wrong)
    assert [task.title for task in book.day(wrong).tasks] == ["Call Ana", *FOUR]
    book.planner.day.edit(named("proposals"), TaskEdit(title="Write the Blue Door proposal"), wrong)
    book.planner.time.start(named("project"), wrong)
    book.planner.time.stop(at("2026-11-25 09:40"))
    book.planner.day.done([named("ana")], wrong)
    book.add("Buy stamps", wrong)
    taken = book.planner.take_back(at("2026-11-23 10:00"))
    there = date(2026, 11, 25)
    assert set(taken.left) == {
        ("Write the Blue Door proposal", there),
        ("Project work", there),
        ("Call Ana", there),
        ("Buy stamps", there),
    }
    assert taken.seeded == 2
    assert sorted(taken.reopened) == ["Answer email", "Send invoices"]
    assert book.sql("SELECT SUM(ended_at - started_at) FROM time_entry") == [(2400,)], "no time is lost"
    assert book.planner.settle(at("2026-11-23 10:01")).doubt is None, "it is asked no more"


def test_d5_a_first_start_with_a_wrong_clock_is_begun_anew(book: Book) -> None:
    """S12: what comes back comes back from today on, though it was first seeded ten years ahead."""
    assert book.planner.settle(WRONG).doubt is None
    saturday = at("2026-11-28 09:00")
    assert book.planner.settle(saturday).doubt is not None
    taken = book.planner.take_back(saturday)
    assert taken.receipt.first_start
    assert [task.title for task in book.day(saturday).tasks] == FOUR
    book.planner.settle(at("2026-11-30 09:00"))
    assert [task.title for task in book.day(at("2026-11-30 09:00")).tasks] == FOUR


def test_d5_a_template_that_begins_later_on_purpose_still_does(book: Book) -> None:
    book.planner.settle(MONDAY)
    book.planner.templates.add(TemplateEdit(title="Course", schedule="FREQ=DAILY", starts_on=date(2026, 12, 7)), MONDAY)
    book.planner.settle(at("2026-12-07 09:00"))
    book.planner.take_back(MONDAY)
    assert book.sql("SELECT starts_on FROM template WHERE title = 'Course'") == [("2026-12-07",)]


def test_d5_years_back_nothing_is_undone_and_the_right_day_goes_on(book: Book) -> None:
    book.planner.settle(MONDAY)
    book.add("Call Ana", MONDAY)
    before = book.sql("SELECT * FROM task ORDER BY id")
    back = at("2016-11-24 09:00")
    receipt = book.planner.settle(back)
    assert receipt.doubt == ClockDoubt(date(2016, 11, 24), date(2026, 11, 23), opened_after=1)
    assert receipt.empty
    assert book.sql("SELECT * FROM task ORDER BY id") == before
    assert book.planner.settle(at("2026-11-23 10:00")).empty
    assert list(book.planner.settle(TUESDAY).seeded) == FOUR


def test_d5_a_clock_that_went_back_takes_no_history_back(book: Book) -> None:
    now = MONDAY
    for _ in range(40):
        book.planner.settle(now)
        now = _later(now, 1)
    before = snapshot(book)
    with pytest.raises(Refused, match="so this machine's clock is wrong now"):
        book.planner.take_back(at("2026-11-01 09:00"))
    assert snapshot(book) == before


def test_d5_nothing_is_taken_back_where_no_day_after_today_was_opened(book: Book) -> None:
    book.planner.settle(MONDAY)
    book.planner.day.move([numbered(1)], date(2026, 11, 24), MONDAY)  # planned ahead is not opened
    with pytest.raises(Refused, match="nothing to take back"):
        book.planner.take_back(MONDAY)
    assert labels(book) == []


def test_d3_d4_a_journey_west_and_another_start_of_the_day_are_no_wrong_clock(book: Book) -> None:
    book.planner.settle(at("2026-11-24 08:00", "Asia/Tokyo"))
    assert book.planner.settle(at("2026-11-23 18:00", "America/New_York")).doubt is None
    night = at("2026-11-25 01:00")
    book.planner.settle(night)
    book.planner.settings.set("day_start", "04:00", night)
    assert book.planner.settle(night).doubt is None


def test_d5_where_the_zone_was_wrong_it_can_be_taken_back_as_well(book: Book) -> None:
    book.planner.settle(at("2026-11-23 12:00"))
    before = snapshot(book)
    book.planner.settle(at("2026-11-24 02:00", "Pacific/Kiritimati"))
    book.planner.take_back(at("2026-11-23 13:05"))
    assert changed(before, snapshot(book)) == []


@pytest.mark.parametrize("wait", [1, 2, 4], ids=lambda days: f"{days} days later")
def test_d5_what_is_taken_back_days_later_leaves_no_hole(book: Book, wait: int) -> None:
    """S1: a day that was opened meanwhile keeps the rows of its occurrences; what is still to come, comes."""
    from dayplan.storage.health import examine

    _with_all_kinds(book, MONDAY)
    book.planner.settle(at("2026-12-10 09:00"))
    now = MONDAY
    for _ in range(wait):
        now = _later(now, 1)
        book.planner.settle(now)
    book.planner.take_back(now)
    for _ in range(20):
        now = _later(now, 1)
        book.planner.settle(now)
    assert examine(book.path, now).findings == ()
    assert book.sql("SELECT COUNT(*) FROM task WHERE title = 'Answer email' AND occurrence >= '2026-11-24'") == [
        (sum((date(2026, 11, 23) + DAY * ahead).weekday() < 5 for ahead in range(1, wait + 21)),)
    ]


# A life with templates of all kinds


def _with_all_kinds(book: Book, now: Now) -> None:
    book.planner.templates.use_pack("blank", now, instead=True)
    for title, schedule, missed, on_away in TEMPLATES:
        edit = TemplateEdit(title=title, schedule=schedule, missed=missed, on_away=on_away, tags=("work",))
        book.planner.templates.add(edit, now)


def _lived(book: Book, chance: Random) -> Now:
    """Live for three weeks or so, and return the last moment: that day was opened."""
    now = MONDAY
    _with_all_kinds(book, now)
    first = date(2026, 12, 1) + DAY * chance.randrange(20)
    book.planner.away.add([AwayDays(0, first, first + DAY * chance.randrange(5), "")], now)
    for _ in range(chance.randint(5, 20)):
        now = _later(now, chance.choice([1, 1, 1, 2, 3]))
        book.planner.settle(now)
        for _ in range(chance.randrange(6)):
            now = _moments_later(now, 300)
            try:
                _something_happens(book, chance, now)
            except DayplanError:
                continue
    return now


def _something_happens(book: Book, chance: Random, now: Now) -> None:
    day = book.day(now)
    part = book.planner.day
    ref = numbered(chance.choice([task.number for task in day.tasks if task.number] or [1]))
    what = chance.randrange(7)
    if what == 0:
        part.add(parse_quick_add(f"Errand {now.epoch}", day.today), now)
    elif what == 1:
        part.edit(ref, TaskEdit(title=f"Other {now.epoch}"), now)
    elif what == 2:
        part.move([ref], day.today + DAY * chance.randrange(1, 9), now)
    elif what == 3:
        part.skip([ref], now)
    elif what == 4:
        book.planner.time.toggle(ref, now)
    else:
        part.done([ref], now)


def _later(now: Now, days: int) -> Now:
    return now._replace(epoch=now.epoch + days * 86_400)


def _moments_later(now: Now, seconds: int) -> Now:
    return now._replace(epoch=now.epoch + seconds)
