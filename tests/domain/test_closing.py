"""Closing a day in values: planned against actual, and how it is said (Z5)."""

from __future__ import annotations

from datetime import date

import pytest
from made import HOUR, MINUTE, TODAY, a_day, a_task

from dayplan.domain.closing import Closing, Elsewhere, Next, difference_s
from dayplan.domain.outlook import is_all_done
from dayplan.text.closing import difference, next_words, size_words, whereabouts

TOMORROW = date(2026, 11, 24)
NEXT = Next(TOMORROW, 4, 6 * HOUR, 0, 7 * HOUR)


@pytest.mark.parametrize(
    ("status", "estimate", "spent", "more", "words"),
    [
        ("done", HOUR, HOUR + 10 * MINUTE + 59, 11 * MINUTE, "11m more"),
        ("done", HOUR, 50 * MINUTE + 1, -10 * MINUTE, "10m less"),
        ("done", HOUR, HOUR + 29, 0, "as planned"),
        ("done", HOUR, HOUR - 30, 0, "as planned"),
        ("done", HOUR, HOUR + 30, MINUTE, "1m more"),  # it reads 1h01,
        ("done", HOUR, 0, None, "no time recorded"),
        ("done", None, HOUR, None, ""),
        ("open", HOUR, 0, -HOUR, "1h left"),
        ("open", HOUR, 20 * MINUTE, -40 * MINUTE, "40m left"),
        ("open", HOUR, HOUR, 0, "used up"),
        ("open", HOUR, 90 * MINUTE, 30 * MINUTE, "30m over"),
        ("open", None, HOUR, None, ""),
        ("skipped", HOUR, 0, None, "skipped"),
        ("missed", HOUR, 20 * MINUTE, -40 * MINUTE, "missed"),
    ],
)
def test_z5_planned_against_actual(status: str, estimate: int | None, spent: int, more: int | None, words: str) -> None:
    task = a_task(1, estimate_s=estimate, spent=spent, status=status)
    assert difference_s(task) == more
    assert difference(task) == words


def test_z5_time_of_earlier_days_counts_against_the_estimate_and_is_named() -> None:
    task = a_task(1, estimate_s=4 * HOUR, status="open")._replace(tracked_s=HOUR, tracked_total_s=3 * HOUR)
    assert difference(task) == "1h left, 2h before"


def test_z5_what_was_missed_or_moved_on_was_planned_too() -> None:
    day = a_day(
        a_task(1, estimate_s=HOUR, spent=2 * HOUR, status="done"),
        a_task(2, estimate_s=30 * MINUTE, status="missed"),
        a_task(3, estimate_s=15 * MINUTE, status="skipped"),
    )
    moved = Elsewhere(a_task(4, estimate_s=HOUR)._replace(day=TOMORROW), moved=True)
    helped = Elsewhere(a_task(5, estimate_s=8 * HOUR)._replace(day=TOMORROW), moved=False)
    closing = Closing(day, (moved, helped), (), NEXT)
    assert closing.planned_s == 2 * HOUR + 30 * MINUTE
    assert size_words(closing) == ("1/1 done", "2h tracked", "2h30 planned of 7h", "30m less than planned")


@pytest.mark.parametrize(
    ("day", "status", "moved", "words"),
    [
        (TOMORROW, "open", True, "moved to tomorrow"),
        (None, "open", True, "moved to the inbox"),
        (date(2026, 11, 27), "open", True, "moved to Friday 27 November"),
        (date(2026, 11, 20), "done", True, "done on Friday 20 November"),
        (TODAY, "done", True, "done today"),
        (TOMORROW, "open", False, "stands tomorrow"),
        (None, "open", False, "in the inbox"),
    ],
)
def test_c2_where_a_task_is_now(day: date | None, status: str, moved: bool, words: str) -> None:
    assert whereabouts(Elsewhere(a_task(1, status=status)._replace(day=day), moved), a_day()) == words


@pytest.mark.parametrize(
    ("following", "words"),
    [
        (NEXT, ("Tuesday 24 November", "4 tasks, 6h of 7h, 1h free", False)),
        (NEXT._replace(needs_s=9 * HOUR), ("Tuesday 24 November", "4 tasks, 9h of 7h, 2h too much", True)),
        (NEXT._replace(task_count=0, needs_s=0), ("Tuesday 24 November", "nothing planned", False)),
        (NEXT._replace(capacity_s=0), ("Tuesday 24 November", "4 tasks, 6h", False)),
        (Next(TODAY, 1, HOUR, 5 * HOUR, 7 * HOUR), ("Today", "1 task, 1h to do, 5h tracked, 1h free", False)),
    ],
)
def test_z1_the_size_of_the_day_that_follows(following: Next, words: tuple[str, str, bool]) -> None:
    assert next_words(following, a_day()) == words


def test_z5_all_of_today_is_done() -> None:
    over = a_day(a_task(1, status="done"), a_task(2, status="done"))
    assert is_all_done(over)
    assert not is_all_done(a_day(a_task(1, status="done"), a_task(2)))
    assert not is_all_done(over._replace(closed_at=1))
    assert not is_all_done(a_day())
    assert not is_all_done(a_day(a_task(1, status="skipped")))
    assert not is_all_done(over._replace(day=TOMORROW))
