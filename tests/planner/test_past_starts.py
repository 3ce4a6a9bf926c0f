"""Nothing is due before the day on which a template was made or its schedule changed: S3, S7, issue 13.14."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from support import FRIDAY, MONDAY, NEXT_MONDAY, SATURDAY, TUESDAY, Book, at

from dayplan.domain.entry import Ref
from dayplan.domain.model import MISSED, AwayDays, Now, Template
from dayplan.planner.templates import FOR_EVER, TemplateEdit
from dayplan.storage import ledger
from dayplan.storage.health import findings
from dayplan.storage.reader import Reader, open_reader

APRIL = date(2026, 4, 15)
SCHEDULES = (
    *("FREQ=DAILY", "FREQ=WEEKLY;BYDAY=WORKDAY", "FREQ=WEEKLY;BYDAY=WE", "FREQ=WEEKLY;BYDAY=SA,SU"),
    *("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "FREQ=MONTHLY;BYMONTHDAY=20", "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=15"),
    *("FREQ=WEEKLY;BYDAY=TH;COUNT=40", "AFTER=3", "AFTER=90"),
)
NEW = TemplateEdit(title="Tax return", starts_on=APRIL)


def made(book: Book, edit: TemplateEdit, now: Now) -> Template:
    return book.planner.templates.add(edit, now)


def changed(book: Book, edit: TemplateEdit, now: Now) -> Template:
    """Make it to begin much later, then give it another schedule and start."""
    first = TemplateEdit(title="Tax return", schedule="FREQ=YEARLY", starts_on=date(2027, 6, 1), missed=edit.missed)
    template = book.planner.templates.add(first, now)
    return book.planner.templates.edit(Ref("id", template.id), edit._replace(title=None), now)


def begun_earlier(book: Book, edit: TemplateEdit, now: Now) -> Template:
    """Make it to begin much later, then say that it began in April."""
    template = book.planner.templates.add(edit._replace(starts_on=date(2027, 6, 1)), now)
    return book.planner.templates.edit(Ref("id", template.id), TemplateEdit(starts_on=APRIL), now)


def ended_no_more(book: Book, edit: TemplateEdit, now: Now) -> Template:
    """Make it as one that ended in May, then let it go on."""
    if "COUNT" in (edit.schedule or ""):
        return made(book, edit, now)
    template = book.planner.templates.add(edit._replace(ends_on=date(2026, 5, 31)), now)
    return book.planner.templates.edit(Ref("id", template.id), TemplateEdit(ends_on=FOR_EVER), now)


def resumed(book: Book, edit: TemplateEdit, now: Now) -> Template:
    template = Ref("id", book.planner.templates.add(edit, now).id)
    book.planner.templates.pause(template, None, now)
    return book.planner.templates.resume(template, now)


def restored(book: Book, edit: TemplateEdit, now: Now) -> Template:
    template = Ref("id", book.planner.templates.add(edit, now).id)
    book.planner.templates.archive(template, now)
    return book.planner.templates.restore(template, now)


def undone_and_done_again(book: Book, edit: TemplateEdit, now: Now) -> Template:
    template = book.planner.templates.add(edit, now)
    book.planner.history.undo(now)
    book.planner.history.redo(now)
    return template


WAYS = (made, changed, begun_earlier, ended_no_more, resumed, restored, undone_and_done_again)


def look(book: Book, question: Callable[[Reader], Any]) -> Any:
    reader = open_reader(book.path)
    assert reader is not None
    with reader:
        found = question(reader)
    reader.close()
    return found


def lowest(book: Book) -> dict[str, str]:
    """The first date of each template that has a row."""
    return dict(
        book.sql(
            """SELECT p.schedule || ' ' || p.missed, MIN(t.occurrence) FROM template p
               JOIN task t ON t.template_id = p.id WHERE p.archived_at IS NULL GROUP BY p.id"""
        )
    )


@pytest.mark.parametrize(
    ("opened", "today"),
    [((), FRIDAY), ((), SATURDAY), ((MONDAY,), FRIDAY), ((at("2026-11-09 09:00"), MONDAY), SATURDAY)],
    ids=["first day", "first day, a day off", "after days not opened", "after days not opened, a day off"],
)
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_s7_a_start_in_the_past_fills_in_nothing(
    book: Book, way: Callable[[Book, TemplateEdit, Now], Template], opened: tuple[Now, ...], today: Now
) -> None:
    for day in opened:
        book.planner.settle(day)
    book.planner.templates.use_pack("blank", today, instead=True)
    kinds = [NEW._replace(schedule=schedule, missed=missed) for schedule in SCHEDULES for missed in MISSED]
    for kind in kinds:
        way(book, kind, today)
    day = look(book, lambda reader: ledger.today_of(reader, today))
    assert min(lowest(book).values()) == day.isoformat()
    assert not look(book, lambda reader: findings(reader, today)), "the doctor finds no hole"

    now = today
    for ahead in (1, 1, 1, 3):  # what is then due comes, and is foretold
        then = Now(now.epoch + ahead * 86_400, now.offset_s, now.zone)
        day += timedelta(days=ahead)
        expected = look(book, lambda reader, now=now, day=day: ledger.dry_run(reader, now, day).receipt())
        assert book.planner.settle(then) == expected
        assert not look(book, lambda reader, then=then: findings(reader, then))
        now = then
    first = look(book, lambda reader: ledger.today_of(reader, today)).isoformat()
    assert all(each >= first for each in lowest(book).values())
    assert len(lowest(book)) > len(kinds) / 2


def test_s3_the_three_of_issue_13_14(book: Book) -> None:
    """A tax return of April, a backlog of 14, 324 that were missed: all on the first day of a file."""
    book.planner.settle(SATURDAY)
    for title, schedule, missed in (
        ("Tax return", "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=15", "keep_one"),
        ("Tickets", "FREQ=WEEKLY;BYDAY=WORKDAY", "accumulate"),
        ("Journal", "FREQ=DAILY", "replace"),
    ):
        edit = TemplateEdit(title=title, schedule=schedule, starts_on=date(2026, 1, 8), missed=missed)
        book.planner.templates.add(edit, SATURDAY)
    rows = book.sql(
        """SELECT t.title, t.occurrence, t.status FROM task t JOIN template p ON p.id = t.template_id
           WHERE p.title IN ('Tax return', 'Tickets', 'Journal')"""
    )
    assert rows == [("Journal", "2026-11-28", "open")]
    receipt = book.planner.settle(NEXT_MONDAY)
    assert {"Tickets", "Journal"} <= set(receipt.seeded)
    assert "Tax return" not in receipt.seeded


def test_s7_the_rhythm_counts_from_the_start_though_the_past_is_left_out(book: Book) -> None:
    book.planner.settle(MONDAY)
    edit = TemplateEdit(title="News", schedule="FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", starts_on=date(2026, 11, 3))
    template = book.planner.templates.add(edit, MONDAY)
    assert look(book, lambda reader: ledger.next_day_of(reader, MONDAY, template)) == date(2026, 12, 1)
    assert "News" not in book.planner.settle(TUESDAY).seeded  # the 24th is between two dates


def test_s7_a_change_that_is_none_of_the_schedule_loses_nothing_that_waits(book: Book) -> None:
    book.planner.settle(FRIDAY)
    edit = TemplateEdit(title="Tidy up", schedule="FREQ=WEEKLY;BYDAY=SA", starts_on=date(2026, 11, 7))
    template = Ref("id", book.planner.templates.add(edit, FRIDAY).id)
    sunday = at("2026-11-29 09:00")
    book.planner.settle(sunday)  # Saturday was not opened: it waits for Monday
    book.planner.templates.edit(template, TemplateEdit(estimate_s=600, ends_on=date(2027, 1, 1)), sunday)
    assert "Tidy up" in book.planner.settle(NEXT_MONDAY).seeded


@pytest.mark.parametrize(
    ("edit", "now", "expected"),
    [
        # Due today, and so on today's list
        (TemplateEdit(schedule="FREQ=DAILY"), FRIDAY, date(2026, 11, 27)),
        (TemplateEdit(schedule="AFTER=3"), SATURDAY, date(2026, 11, 28)),
        (TemplateEdit(schedule="AFTER=3", starts_on=APRIL), FRIDAY, date(2026, 11, 27)),
        # To come
        (TemplateEdit(schedule="FREQ=WEEKLY;BYDAY=MO", starts_on=APRIL), FRIDAY, date(2026, 11, 30)),
        (TemplateEdit(schedule="FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=15", starts_on=APRIL), FRIDAY, date(2027, 4, 15)),
        (TemplateEdit(schedule="FREQ=DAILY", starts_on=date(2026, 12, 9)), FRIDAY, date(2026, 12, 9)),
        (TemplateEdit(schedule="AFTER=3", starts_on=date(2026, 12, 9)), FRIDAY, date(2026, 12, 9)),
        # Over
        (TemplateEdit(schedule="FREQ=WEEKLY;BYDAY=MO;COUNT=3", starts_on=APRIL), FRIDAY, None),
        (TemplateEdit(schedule="FREQ=WEEKLY;BYDAY=MO", starts_on=APRIL, ends_on=date(2026, 11, 29)), FRIDAY, None),
        # Around away days, 2 to 6 December (S8)
        (TemplateEdit(schedule="FREQ=WEEKLY;BYDAY=WE"), FRIDAY, date(2026, 12, 9)),
        (TemplateEdit(schedule="FREQ=WEEKLY;BYDAY=WE", on_away="before"), FRIDAY, date(2026, 12, 1)),
        (TemplateEdit(schedule="FREQ=WEEKLY;BYDAY=WE", on_away="after"), FRIDAY, date(2026, 12, 7)),
        (TemplateEdit(schedule="FREQ=WEEKLY;BYDAY=WE", on_away="ignore"), FRIDAY, date(2026, 12, 2)),
        (TemplateEdit(schedule="AFTER=3", starts_on=date(2026, 12, 4)), FRIDAY, date(2026, 12, 7)),
    ],
)
def test_s7_it_is_known_when_a_new_template_comes_next(
    book: Book, edit: TemplateEdit, now: Now, expected: date | None
) -> None:
    book.planner.settle(now)
    book.planner.away.add([AwayDays(0, date(2026, 12, 2), date(2026, 12, 6), "off")], now)
    template = book.planner.templates.add(edit._replace(title="New"), now)
    assert look(book, lambda reader: ledger.next_day_of(reader, now, template)) == expected
    day = look(book, lambda reader: ledger.today_of(reader, now))
    came = None
    while came is None and day < date(2026, 12, 12):  # opened every day, it comes on that day and not before
        if any(task.template == "New" and task.status == "open" for task in book.day(now).tasks):
            came = day
        now, day = Now(now.epoch + 86_400, now.offset_s, now.zone), day + timedelta(days=1)
        book.planner.settle(now)
    assert came == (expected if expected is not None and expected < date(2026, 12, 12) else None)


def test_d5_what_a_wrong_clock_held_back_comes_once_that_is_taken_back(book: Book) -> None:
    book.planner.settle(FRIDAY)
    wrong = at("2026-12-18 09:00")
    book.planner.settle(wrong)
    edit = TemplateEdit(title="Journal", schedule="FREQ=DAILY", starts_on=APRIL)
    book.planner.templates.add(edit, wrong)
    assert book.sql("SELECT paused_until FROM template WHERE title = 'Journal'") == [("2026-12-18",)]
    book.planner.take_back(at("2026-11-27 12:00"))
    assert "Journal" in book.tasks(at("2026-11-27 12:00"))
