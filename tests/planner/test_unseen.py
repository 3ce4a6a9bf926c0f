"""Time nobody saw, decided: kept, part, given, dropped, put off; nothing overlaps, all can be undone (T2, T6, T7)."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from support import MONDAY, Book, at, named

from dayplan.domain.entry import Ref
from dayplan.domain.model import Now
from dayplan.domain.unseen import Unseen, since_seen, undecided
from dayplan.errors import Refused
from dayplan.storage import browse, spent
from dayplan.storage.reader import open_reader

ONE = at("2026-11-23 13:00")


def clock(text: str) -> int:
    return at(f"2026-11-23 {text}").epoch


LUNCH = Unseen("asleep", clock("12:05"), clock("12:52"))


@pytest.fixture
def working(book: Book) -> Book:
    """Email until ten, and project work since."""
    book.planner.time.start(named("email"), MONDAY)
    book.planner.time.start(named("project"), at("2026-11-23 10:00"))
    return book


def spans(book: Book) -> list[tuple[str, str, str, str]]:
    """Say each entry as it stands: start, end, title, and `?` where it waits for a decision."""
    return book.sql(
        """SELECT strftime('%H:%M', e.started_at + 3600, 'unixepoch'),
                  COALESCE(strftime('%H:%M', e.ended_at + 3600, 'unixepoch'), 'now'), t.title,
                  CASE state WHEN 'kept' THEN '' ELSE '?' END
           FROM time_entry e JOIN task t ON t.id = e.task_id ORDER BY e.started_at, e.id"""
    )


EMAIL = ("09:00", "10:00", "Answer email", "")
BEFORE = [EMAIL, ("10:00", "now", "Project work", "")]
ANSWERS: dict[str, tuple[Callable[[Book, int, Unseen], object], list[tuple[str, str, str, str]]]] = {
    "keep": (lambda book, i, found: book.planner.unseen.keep(i, found, ONE), [("10:00", "now", "Project work", "")]),
    "part": (
        lambda book, i, found: book.planner.unseen.part(i, found, clock("12:05"), clock("12:20"), ONE),
        [("10:00", "12:20", "Project work", ""), ("12:52", "now", "Project work", "")],
    ),
    "a later part": (
        lambda book, i, found: book.planner.unseen.part(i, found, clock("12:20"), clock("12:52"), ONE),
        [("10:00", "12:05", "Project work", ""), ("12:20", "now", "Project work", "")],
    ),
    "give": (
        lambda book, i, found: book.planner.unseen.give(i, found, named("email"), ONE),
        [
            ("10:00", "12:05", "Project work", ""),
            ("12:05", "12:52", "Answer email", ""),
            ("12:52", "now", "Project work", ""),
        ],
    ),
    "drop": (
        lambda book, i, found: book.planner.unseen.drop(i, found, ONE),
        [("10:00", "12:05", "Project work", ""), ("12:52", "now", "Project work", "")],
    ),
    "drop and stop": (
        lambda book, i, found: book.planner.unseen.drop(i, found, ONE, goes_on=False),
        [("10:00", "12:05", "Project work", "")],
    ),
    "later": (
        lambda book, i, found: book.planner.unseen.later(i, found, ONE),
        [
            ("10:00", "12:05", "Project work", ""),
            ("12:05", "12:52", "Project work", "?"),
            ("12:52", "now", "Project work", ""),
        ],
    ),
}


@pytest.mark.parametrize("answer", ANSWERS)
def test_t6_each_answer_is_one_step_that_can_be_taken_back(working: Book, answer: str) -> None:
    decide, left = ANSWERS[answer]
    rows = working.sql("SELECT * FROM time_entry ORDER BY id")
    decide(working, 2, LUNCH)
    assert spans(working) == [EMAIL, *left]
    after = working.sql("SELECT * FROM time_entry ORDER BY id")
    working.planner.history.undo(ONE)
    assert working.sql("SELECT * FROM time_entry ORDER BY id") == rows
    working.planner.history.redo(ONE)
    assert working.sql("SELECT * FROM time_entry ORDER BY id") == after


@pytest.mark.parametrize("answer", ANSWERS)
def test_t6_who_decides_second_is_refused_kindly(working: Book, answer: str) -> None:
    ANSWERS["later" if answer == "keep" else "keep"][0](working, 2, LUNCH)
    before = spans(working)
    with pytest.raises(Refused, match="Somebody has decided about this time meanwhile"):
        ANSWERS[answer][0](working, 2, LUNCH)
    assert spans(working) == before


def waiting(book: Book) -> Book:
    book.planner.unseen.later(2, LUNCH, ONE)
    return book


def test_t6_what_is_unresolved_is_in_no_total_and_never_lost(working: Book) -> None:
    day = waiting(working).day(ONE)
    assert day.tracked_s == 4 * 3600 - 47 * 60
    assert day.undecided_s == 47 * 60
    assert working.tasks(ONE)["Project work"].tracked_total_s == 3 * 3600 - 47 * 60
    assert working.day(at("2026-11-24 09:00")).undecided_s == 47 * 60, "today shows it, whichever day it is of"
    assert working.day(at("2026-11-24 09:00"), "2026-11-24").undecided_s == 47 * 60
    assert working.day(at("2026-11-25 09:00"), "2026-11-24").undecided_s == 0
    assert working.day(at("2026-11-25 09:00"), "2026-11-23").undecided_s == 47 * 60
    reader = open_reader(working.path)
    assert [entry.seconds(0) for entry in browse.unresolved(reader)] == [47 * 60]
    assert [entry.id for entry in browse.unresolved(reader, day.day)] == [3]
    worked = spent.worked(reader, day.day, day.day, ONE)
    assert sum(each.end - each.start for each in worked) == day.tracked_s
    stretches = browse.stretches(reader, day.day, ONE, day.settings)
    assert sum(each.end - each.start for each in stretches) == day.tracked_s
    reader.close()


def _waiting_one(book: Book) -> tuple[int, Unseen]:
    reader = open_reader(book.path)
    (entry,) = browse.unresolved(reader)
    reader.close()
    return entry.id, undecided(entry)


LATER: dict[str, list[tuple[str, str, str, str]]] = {
    "keep": [("12:05", "12:52", "Project work", "")],
    "part": [("12:05", "12:20", "Project work", "")],
    "a later part": [("12:20", "12:52", "Project work", "")],
    "give": [("12:05", "12:52", "Answer email", "")],
    "drop": [],
    "later": [("12:05", "12:52", "Project work", "?")],
}


@pytest.mark.parametrize("answer", LATER)
def test_t6_what_was_put_off_is_decided_as_any_other(working: Book, answer: str) -> None:
    waiting(working)
    rows = working.sql("SELECT * FROM time_entry ORDER BY id")
    ANSWERS[answer][0](working, *_waiting_one(working))
    around = [("10:00", "12:05", "Project work", ""), ("12:52", "now", "Project work", "")]
    assert spans(working) == [EMAIL, around[0], *LATER[answer], around[1]]
    if answer != "later":
        working.planner.history.undo(ONE)
        assert working.sql("SELECT * FROM time_entry ORDER BY id") == rows


def running(book: Book, now: Now) -> Unseen | None:
    entry = book.day(now).running.entry
    return since_seen(entry, now)


def test_t2_a_timer_that_was_forgotten_stops_with_the_answer_unless_it_is_kept(book: Book) -> None:
    book.planner.time.start(named("email"), at("2026-11-23 17:00"))
    morning = at("2026-11-24 09:00")
    found = running(book, morning)
    assert found == Unseen("long", clock("17:00"), morning.epoch)
    book.planner.unseen.part(1, found, clock("17:00"), clock("18:15"), at("2026-11-24 09:03"))
    assert spans(book) == [("17:00", "18:15", "Answer email", "")]
    book.planner.history.undo(at("2026-11-24 09:04"))
    book.planner.unseen.keep(1, found, at("2026-11-24 09:05"))
    assert spans(book) == [("17:00", "now", "Answer email", "")]
    assert running(book, at("2026-11-24 21:05")) is None
    assert running(book, at("2026-11-24 21:06")) is not None, "12 hours after that it asks again"


def test_t2_a_restart_is_noticed_without_anything_having_been_written_meanwhile(book: Book) -> None:
    book.planner.time.start(named("email"), at("2026-11-23 10:00", up=90_000))
    assert running(book, at("2026-11-23 11:00", up=93_600)) is None
    noon = at("2026-11-23 12:00", up=600)
    found = running(book, noon)
    assert found == Unseen("restarted", clock("10:00"), noon.epoch)
    book.planner.unseen.drop(1, found, noon, goes_on=True)
    assert spans(book) == [("12:00", "now", "Answer email", "")]
    assert running(book, at("2026-11-23 12:30", up=2400)) is None


def test_t2_correcting_the_running_entry_is_an_answer_too(book: Book) -> None:
    book.planner.time.start(named("email"), at("2026-11-23 10:00", up=90_000))
    later = at("2026-11-23 12:00", up=97_200, asleep=2820)
    assert running(book, later) == Unseen("asleep", clock("10:00"), later.epoch, 2820)
    book.planner.entries.cut(clock("11:00"), clock("11:47"), later)
    assert running(book, later) is None


@pytest.mark.parametrize(
    ("answer", "left"),
    [
        ("keep", [("09:10", "now", "Answer email", "")]),
        ("drop", [("09:40", "now", "Answer email", "")]),
        ("later", [("09:10", "09:40", "Answer email", "?"), ("09:40", "now", "Answer email", "")]),
        ("give", [("09:10", "09:40", "Write proposals", ""), ("09:40", "now", "Answer email", "")]),
    ],
)
def test_t7_a_clock_set_back_gives_back_what_it_took(book: Book, answer: str, left: list[tuple]) -> None:
    """The clock was 50 minutes ahead: after half an hour's work from "10:00" on, it is 9:40."""
    book.planner.time.start(named("email"), at("2026-11-23 10:00", up=5000))
    now = at("2026-11-23 09:40", up=6800)
    found = running(book, now)
    assert found == Unseen("set_back", clock("09:10"), clock("09:40"))
    given = [named("proposals")] if answer == "give" else []
    getattr(book.planner.unseen, answer)(1, found, *given, now)
    assert spans(book) == left
    assert running(book, now) is None
    book.planner.history.undo(now)
    assert spans(book) == [("10:00", "now", "Answer email", "")]


def test_t3_t7_what_the_clock_gives_back_never_overlaps(book: Book) -> None:
    book.planner.time.start(named("proposals"), at("2026-11-23 09:00", up=1400))
    book.planner.time.start(named("email"), at("2026-11-23 10:00", up=5000))
    now = at("2026-11-23 10:10", up=6800)
    found = running(book, now)
    assert found == Unseen("set_back", clock("09:40"), clock("10:00"))
    book.planner.unseen.keep(2, found, now)
    assert spans(book) == [
        ("08:40", "09:00", "Answer email", ""),  # 12.9: the 20 minutes before ten, where time is free
        ("09:00", "10:00", "Write proposals", ""),
        ("10:00", "now", "Answer email", ""),
    ]
    assert running(book, now) is None


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_t3_t6_whatever_is_answered_nothing_overlaps_and_the_sum_is_right(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    book = Book(tmp_path_factory.mktemp("unseen") / "dayplan.db")
    book.planner.time.start(named("email"), at("2026-11-23 10:00"))
    first = book.sql("SELECT * FROM time_entry ORDER BY id")
    begin, now = clock("10:00"), ONE
    expected = now.epoch - begin
    for _ in range(data.draw(st.integers(1, 4))):
        entry = book.day(now).running
        if entry is None:
            break
        low = max(begin, entry.entry.started_at)
        if now.epoch - low < 700:
            break
        start = data.draw(st.integers(low, now.epoch - 600))
        found = Unseen("named", start, data.draw(st.integers(start + 300, now.epoch)))
        answer = data.draw(st.sampled_from(["keep", "part", "give", "drop", "later"]))
        goes_on = data.draw(st.booleans()) if answer != "keep" else True
        unseen = book.planner.unseen
        if answer == "keep":
            unseen.keep(entry.entry.id, found, now)
        elif answer == "part":
            left = data.draw(st.integers(found.start, found.end - 1))
            right = data.draw(st.integers(left + 1, found.end))
            unseen.part(entry.entry.id, found, left, right, now, goes_on=goes_on)
            expected -= found.seconds - (right - left)
        elif answer == "give":
            unseen.give(entry.entry.id, found, Ref("number", 2), now, goes_on=goes_on)
        else:
            getattr(unseen, answer)(entry.entry.id, found, now, goes_on=goes_on)
            expected -= found.seconds
        if not goes_on:
            expected -= now.epoch - found.end
        rows = book.sql(
            "SELECT started_at, COALESCE(ended_at, :now) FROM time_entry ORDER BY started_at, id", now=now.epoch
        )
        assert all(left[1] <= right[0] for left, right in pairwise(rows)), rows
        assert all(start <= end for start, end in rows)
        assert book.day(now).tracked_s == expected
    ((steps,),) = book.sql("SELECT COUNT(DISTINCT step) - 1 FROM op")  # keeping again what is kept is none
    for _ in range(steps):
        book.planner.history.undo(now)
    assert book.sql("SELECT * FROM time_entry ORDER BY id") == first
    book.planner.close()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    ran=st.integers(60, 20 * 3600),
    shifts=st.tuples(*[st.just(0) | st.integers(-4 * 3600, -60) | st.integers(60, 4 * 3600)] * 2),
    asleep=st.just(0) | st.integers(300, 3600),
)
@example(ran=1800, shifts=(-3000, 0), asleep=0)  # over what is recorded already
@example(ran=1800, shifts=(0, -3000), asleep=0)
@example(ran=57_600, shifts=(0, -120), asleep=3600)  # a night, and the clock put right by two minutes
def test_t7_however_the_clock_was_set_no_time_is_lost_at_a_stop(
    ran: int, shifts: tuple[int, int], asleep: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Issue 12.9: set before the timer starts, and while it runs; an hour is recorded already."""
    book = Book(tmp_path_factory.mktemp("unseen") / "dayplan.db")
    book.planner.time.start(named("proposals"), MONDAY)
    ten = at("2026-11-23 10:00")
    book.planner.time.stop(ten)
    before, while_it_runs = shifts
    began = ten._replace(epoch=ten.epoch + before, up_s=50_000, awake_s=50_000)
    book.planner.time.start(named("email"), began)
    up = 50_000 + ran
    ended = ten._replace(epoch=began.epoch + ran + while_it_runs, up_s=up, awake_s=up - min(asleep, ran))
    stopped = book.planner.time.stop(ended)
    assert sum(entry.seconds(0) for entry in stopped.entries) == ran + max(0, while_it_runs + min(0, before))
    rows = book.sql("SELECT started_at, ended_at FROM time_entry ORDER BY started_at, id")
    assert all(left[1] <= right[0] for left, right in pairwise(rows)), rows
    book.planner.close()
