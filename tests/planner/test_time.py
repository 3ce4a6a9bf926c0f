"""The clock on a task: T1, T2, T5, T7, T9, D3, D4."""

from __future__ import annotations

import pytest
from support import MONDAY, TUESDAY, Book, at, named

from dayplan.domain.model import Now
from dayplan.errors import NotFound, Refused
from dayplan.planner.entries import EntryEdit


def clock(text: str) -> Now:
    return at(f"2026-11-23 {text}")


@pytest.fixture
def running(book: Book) -> Book:
    """Email has been running since ten."""
    book.planner.time.start(named("email"), clock("10:00"))
    return book


def entries(book: Book) -> list[tuple]:
    return book.sql(
        "SELECT t.title, e.started_at, e.ended_at FROM time_entry e JOIN task t ON t.id = e.task_id ORDER BY e.id"
    )


def test_t1_starting_one_stops_the_other_at_the_same_instant(running: Book) -> None:
    switch = running.planner.time.start(named("proposals"), clock("10:25"))
    assert switch.stopped is not None
    assert (switch.stopped.task.title, switch.stopped.entry.ended_at) == (
        "Answer email",
        clock("10:25").epoch,
    )
    assert entries(running)[1][1] == clock("10:25").epoch
    assert [t.title for t in running.day(clock("10:30")).tasks if t.running] == ["Write proposals"]


def test_t1_starting_what_runs_changes_nothing_and_says_so(running: Book) -> None:
    before = entries(running), running.sql("SELECT * FROM op")
    assert running.planner.time.start(named("email"), clock("10:25")).already
    assert (entries(running), running.sql("SELECT * FROM op")) == before


@pytest.mark.parametrize("ending", ["done", "skip", "drop"])
def test_t1_ending_the_running_task_stops_its_clock(running: Book, ending: str) -> None:
    ended = getattr(running.planner.day, ending)([named("email")], clock("10:40"))
    assert ended.stopped.entry.seconds(0) == 2400
    assert running.day(clock("11:00")).running is None


def test_t1_the_database_refuses_a_second_open_entry(running: Book) -> None:
    import sqlite3

    connection = sqlite3.connect(running.path)
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(
            "INSERT INTO time_entry (task_id, started_at, zone, day, day_start_s, note, state)"
            " VALUES (2, 0, 'UTC', '2026-11-23', 0, '', 'kept')"
        )
    connection.close()


def test_t2_the_running_timer_is_the_open_row(running: Book) -> None:
    running.planner.close()
    again = Book(running.path)
    assert again.day(clock("11:00")).running.entry.seconds(clock("11:00").epoch) == 3600
    assert again.tasks(clock("11:00"))["Answer email"].tracked_s == 3600
    again.planner.close()


def test_t5_start_and_stop_take_a_time(book: Book) -> None:
    book.planner.time.start(named("email"), clock("10:00"), at=clock("09:15").epoch)
    stopped = book.planner.time.stop(clock("10:30"), at=clock("10:15").epoch)
    assert stopped.entry.seconds(0) == 3600


@pytest.mark.parametrize(("start", "stop", "words"), [("10:00", "09:50", "before"), ("10:00", "10:31", "to come")])
def test_t5_an_end_before_its_start_or_in_the_future_is_refused(book: Book, start: str, stop: str, words: str) -> None:
    book.planner.time.start(named("email"), clock(start))
    with pytest.raises(Refused, match=words):
        book.planner.time.stop(clock("10:30"), at=clock(stop).epoch)
    assert book.day(clock("10:30")).running is not None


def test_t5_a_start_in_the_future_is_refused(book: Book) -> None:
    with pytest.raises(Refused, match="still to come"):
        book.planner.time.start(named("email"), clock("10:00"), at=clock("10:01").epoch)


def test_t5_from_last_begins_where_the_last_entry_ended(running: Book) -> None:
    running.planner.time.stop(clock("10:30"))
    switch = running.planner.time.start_from_last(named("proposals"), clock("10:55"))
    assert not switch.clamped
    assert entries(running)[1][1] == clock("10:30").epoch


def test_t5_from_last_needs_an_entry_that_ended_today(book: Book) -> None:
    with pytest.raises(Refused, match="No time"):
        book.planner.time.start_from_last(named("email"), clock("10:00"))
    book.planner.time.start(named("email"), clock("10:00"))
    with pytest.raises(Refused, match="running"):
        book.planner.time.start_from_last(named("proposals"), clock("10:10"))
    book.planner.time.stop(clock("10:30"))
    with pytest.raises(Refused, match="today"):
        book.planner.time.start_from_last(named("proposals"), TUESDAY)


def test_t3_a_backdated_start_never_overlaps_what_is_recorded(running: Book) -> None:
    running.planner.time.stop(clock("10:30"))
    with pytest.raises(Refused, match="10:30"):
        running.planner.time.start(named("proposals"), clock("11:00"), at=clock("10:15").epoch)
    running.planner.time.start(named("proposals"), clock("11:00"), at=clock("10:30").epoch)


def test_t3_a_backdated_start_before_the_running_entry_is_refused(running: Book) -> None:
    with pytest.raises(Refused, match="since 10:00"):
        running.planner.time.start(named("proposals"), clock("11:00"), at=clock("09:30").epoch)


def test_t7_a_clock_set_back_never_makes_a_timer_unstoppable(running: Book) -> None:
    stopped = running.planner.time.stop(clock("09:00"))
    assert stopped.clamped
    assert stopped.entry.seconds(0) == 0


def test_t7_starting_after_the_clock_was_set_back_does_not_overlap(running: Book) -> None:
    running.planner.time.stop(clock("10:30"))
    switch = running.planner.time.start(named("proposals"), clock("09:30"))
    assert switch.clamped
    assert entries(running)[1][1] == clock("10:30").epoch
    assert running.day(clock("09:40")).running.entry.seconds(clock("09:40").epoch) == 0
    stopped = running.planner.time.stop(clock("09:50"))
    assert stopped.unseen is not None, "12.9: the 20 minutes that it ran are not lost"
    assert [(entry.state, entry.seconds(0)) for entry in stopped.entries] == [("unresolved", 20 * 60)]
    assert entries(running)[1][1:] == (clock("09:30").epoch, clock("09:50").epoch), "when it was, by this clock"


def test_t7_switching_after_the_clock_was_set_back(running: Book) -> None:
    switch = running.planner.time.start(named("proposals"), clock("09:00"))
    assert switch.stopped is not None
    assert switch.stopped.clamped
    assert switch.stopped.discarded, "12.14: nobody knows how long it ran, so it would be an entry of no length"
    assert entries(running) == [("Write proposals", clock("09:00").epoch, None)]


def test_t9_nothing_is_rounded(book: Book) -> None:
    book.planner.time.start(named("email"), at("2026-11-23 10:00:07"))
    assert book.planner.time.stop(at("2026-11-23 10:00:48")).entry.seconds(0) == 41


def test_d3_d4_an_entry_keeps_its_zone_and_day_start(book: Book) -> None:
    book.planner.settings.set("day_start", "04:00", clock("09:00"))
    book.planner.time.start(named("email"), at("2026-11-24 01:30"))
    book.planner.time.stop(at("2026-11-24 02:00"))
    book.planner.settings.set("day_start", "00:00", at("2026-11-24 02:01"))
    assert book.sql("SELECT zone, day, day_start_s FROM time_entry") == [("Europe/Berlin", "2026-11-23", 14400)]
    assert book.day(TUESDAY, "2026-11-23").tracked_s == 1800
    assert book.day(TUESDAY).tracked_s == 0


def test_t8_an_entry_across_midnight_is_split_between_its_days(book: Book) -> None:
    book.planner.time.start(named("email"), clock("23:30"))
    book.planner.time.stop(at("2026-11-24 01:00"))
    assert len(entries(book)) == 1, "stored whole"
    assert book.day(TUESDAY, "2026-11-23").tracked_s == 1800
    assert book.day(TUESDAY).tracked_s == 3600


@pytest.mark.parametrize(
    ("evening", "morning", "hours"),
    [("2026-03-28 23:00", "2026-03-29 04:00", 4), ("2026-10-24 23:00", "2026-10-25 04:00", 6)],
)
def test_t8_the_nights_on_which_the_clocks_change(book: Book, evening: str, morning: str, hours: int) -> None:
    book.planner.time.start(named("email"), at(evening))
    assert book.planner.time.stop(at(morning)).entry.seconds(0) == hours * 3600
    day, after = evening[:10], morning[:10]
    assert book.day(at(morning), day).tracked_s == 3600
    assert book.day(at(morning), after).tracked_s == (hours - 1) * 3600


def test_resume_starts_what_was_worked_on_last(running: Book) -> None:
    running.planner.time.stop(clock("10:30"))
    assert running.planner.time.resume(clock("11:00")).task.title == "Answer email"
    assert running.planner.time.resume(clock("11:05")).already


def test_resume_and_stop_without_anything_are_refused(book: Book) -> None:
    with pytest.raises(Refused, match="nothing to resume"):
        book.planner.time.resume(MONDAY)
    with pytest.raises(Refused, match="No timer"):
        book.planner.time.stop(MONDAY)


def test_starting_brings_a_task_of_another_day_to_today(book: Book) -> None:
    later = book.add("Errand on:fri", MONDAY)
    switch = book.planner.time.start(named("errand"), clock("10:00"))
    assert (switch.task.id, str(switch.task.day)) == (later.id, "2026-11-23")


def test_starting_a_finished_task_opens_it_again(book: Book) -> None:
    book.planner.day.done([named("email")], clock("09:10"))
    with pytest.raises(NotFound, match="No open task"):
        book.planner.time.start(named("email"), clock("10:00"))
    from support import numbered

    assert book.planner.time.start(numbered(1), clock("10:00")).task.status == "open"


# Issue 12.14: entries of no length


STOPPING = {
    "stop": lambda book, now: book.planner.time.stop(now),
    "toggle": lambda book, now: book.planner.time.toggle(named("email"), now),
    "switch": lambda book, now: book.planner.time.start(named("proposals"), now).stopped,
    "done": lambda book, now: book.planner.day.done([named("email")], now).stopped,
    "skip": lambda book, now: book.planner.day.skip([named("email")], now).stopped,
    "drop": lambda book, now: book.planner.day.drop([named("email")], now).stopped,
}


@pytest.mark.parametrize("stop", STOPPING)
@pytest.mark.parametrize(("seconds", "note", "left"), [(0, "", 0), (10, "", 0), (11, "", 1), (0, "a call", 1)])
def test_a_timer_stopped_within_ten_seconds_leaves_an_entry_only_for_its_note(
    running: Book, stop: str, seconds: int, note: str, left: int
) -> None:
    if note:
        running.planner.entries.edit(1, EntryEdit(note=note), clock("10:00"))
    before = running.sql("SELECT * FROM time_entry")
    now = at(f"2026-11-23 10:00:{seconds:02}")
    stopped = STOPPING[stop](running, now)
    assert (stopped.discarded, stopped.seconds) == (not left, seconds)
    assert running.sql("SELECT COUNT(*) FROM time_entry WHERE id = 1") == [(left,)]
    running.planner.history.undo(now)
    assert running.sql("SELECT * FROM time_entry") == before, "it runs again"
    running.planner.history.redo(now)
    assert running.sql("SELECT COUNT(*) FROM time_entry WHERE id = 1") == [(left,)]
    running.planner.history.undo(now)
    running.planner.history.undo(now)
    running.planner.history.undo(now) if note else None
    assert running.sql("SELECT * FROM time_entry") == [], "and was never started"


def test_a_backdated_start_is_as_long_as_it_says(book: Book) -> None:
    book.planner.time.start(named("email"), clock("10:00"), at=clock("09:55").epoch)
    assert not book.planner.time.stop(clock("10:00")).discarded
    assert book.day(clock("10:00")).tracked_s == 300


def test_a_stop_at_the_very_start_leaves_nothing(running: Book) -> None:
    assert running.planner.time.stop(clock("10:30"), at=clock("10:00").epoch).discarded
    assert entries(running) == []


def test_after_a_mistaken_start_resume_and_from_last_mean_the_work_before(running: Book) -> None:
    running.planner.time.start(named("proposals"), clock("10:30"))
    running.planner.time.stop(at("2026-11-23 10:30:04"))
    assert running.planner.time.resume(clock("10:31")).task.title == "Answer email"
