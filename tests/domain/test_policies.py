"""Each policy in tables: what a template does with what is due, what passed and what is open (S3, S4, S7, S8).

November 2026: the 23rd and the 30th are Mondays, the 31st is 1 December.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dayplan.domain.model import Template
from dayplan.domain.policies import ACCUMULATED_MOST, default_missed
from dayplan.domain.schedule import occurrences
from dayplan.domain.seeding import Away, Decisions, OpenTask, State, decide, projected, works_on

MON_FRI = (0, 1, 2, 3, 4)
DAILY = "FREQ=DAILY"
WORKDAYS = "FREQ=WEEKLY;BYDAY=WORKDAY"
MONDAYS = "FREQ=WEEKLY;BYDAY=MO"
SATURDAYS = "FREQ=WEEKLY;BYDAY=SA"
Given = dict[str, Any]


def nov(day: int) -> date:
    return date(2026, 11, 1) + timedelta(days=day - 1)


def a_template(missed: str, schedule: str = WORKDAYS, **other: Any) -> Template:
    plain = Template(1, "it", "", schedule, nov(2), None, None, None, 1, "replace", "skip", None, archived=False)
    return plain._replace(missed=missed, **other)


def task(number: int, day: int, occurrence: int | None = None, **other: Any) -> OpenTask:
    due = nov(day if occurrence is None else occurrence)
    return OpenTask(number, f"task {number}", nov(day), 0, 1, due, False, running=False)._replace(**other)


def state(today: int, template: Template, *, worked: int = 0, **other: Any) -> State:
    """All days up to `worked` were opened; `opened` is later where days off were."""
    tasks: Iterable[OpenTask] = other.pop("tasks", ())
    away: Iterable[tuple[int, int]] = other.pop("away", ())
    recorded = frozenset(map(nov, other.pop("recorded", ())))
    opened, ended = other.pop("opened", worked), other.pop("ended", None)
    return State(
        today=nov(today),
        workdays=other.pop("workdays", MON_FRI),
        templates=(template,),
        recorded={1: recorded},
        open_tasks=tuple(each for each in tasks if each.day <= nov(today)),
        ahead=tuple(each for each in tasks if each.day > nov(today)),
        opened=nov(opened) if opened else None,
        worked=nov(worked) if worked else None,
        away=tuple(Away(nov(first), nov(last), "") for first, last in away),
        ended={1: nov(ended)} if ended else {},
        first_start=other.pop("first_start", False),
        **other,
    )


def said(decisions: Decisions) -> str:
    """Decisions in short: `carry 1, miss 2, seed 24, seed 28 late, 25 skipped away`."""
    done = [f"carry {each.id}" for each in decisions.carry] + [f"miss {each.id}" for each in decisions.miss]
    seeds = [f"seed {(each.occurrence - nov(0)).days} {each.reason}".removesuffix(" seeded") for each in decisions.seed]
    rows = [f"{(each.occurrence - nov(0)).days} {each.status} {each.reason}" for each in decisions.record]
    return ", ".join(done + seeds + rows)


FRIDAYS = "FREQ=WEEKLY;BYDAY=FR"
LEFT = (task(1, 23),)
INBOX = task(1, 23)._replace(day=date.max)


# S3: which policy a schedule has by itself


@pytest.mark.parametrize(
    ("schedule", "policy"),
    [
        ("FREQ=DAILY", "replace"),
        ("FREQ=DAILY;INTERVAL=7", "replace"),
        ("FREQ=DAILY;INTERVAL=8", "keep_one"),
        (WORKDAYS, "replace"),
        (MONDAYS, "replace"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "keep_one"),
        ("FREQ=MONTHLY;BYDAY=WORKDAY;BYSETPOS=-1", "keep_one"),
        ("FREQ=YEARLY", "keep_one"),
        ("AFTER=1", "keep_one"),
    ],
)
def test_s3_schedules_of_a_week_or_less_are_replaced_longer_ones_kept(schedule: str, policy: str) -> None:
    assert default_missed(schedule) == policy


# S3: keep_one


@pytest.mark.parametrize(
    ("schedule", "today", "known", "does"),
    [
        # With none open, what is due is seeded
        (MONDAYS, 23, {"worked": 20}, "seed 23"),
        (MONDAYS, 24, {"worked": 23}, ""),
        (SATURDAYS, 28, {"worked": 27}, "seed 28"),  # due on a day off, and that day is opened
        # While one is open it is carried, and nothing is added
        (MONDAYS, 24, {"worked": 23, "tasks": LEFT}, "carry 1"),
        (MONDAYS, 28, {"worked": 27, "tasks": LEFT}, ""),
        (MONDAYS, 29, {"worked": 27, "tasks": (task(1, 23, running=True),)}, "carry 1"),
        (MONDAYS, 30, {"worked": 27, "tasks": LEFT}, "carry 1, 30 missed kept_one"),
        (MONDAYS, 38, {"worked": 27, "tasks": LEFT}, "carry 1, 30 missed kept_one, 37 missed kept_one"),
        (MONDAYS, 30, {"worked": 27, "tasks": (task(1, 30, 23),)}, "30 missed kept_one"),
        (MONDAYS, 30, {"worked": 27, "tasks": (task(1, 27, 23, edited=True),)}, "carry 1, 30 missed kept_one"),
        # An open one that was moved ahead, or to the inbox, is the open one all the same
        (MONDAYS, 30, {"worked": 27, "tasks": (task(1, 33, 23),)}, "30 missed kept_one"),
        (MONDAYS, 30, {"worked": 27, "tasks": (INBOX,)}, "30 missed kept_one"),
        # A day off decides nothing of what waits, though one is open on it for a moment (C1)
        (FRIDAYS, 28, {"worked": 26, "tasks": LEFT}, ""),
        (FRIDAYS, 28, {"worked": 26, "tasks": (task(1, 28, 20),)}, ""),
        (FRIDAYS, 30, {"worked": 26, "tasks": LEFT}, "carry 1, 27 missed kept_one"),
        (FRIDAYS, 30, {"worked": 26}, "seed 27 late"),
        # Nothing is lost because the program was closed: the latest is seeded late
        (MONDAYS, 25, {"worked": 20}, "seed 23 late"),
        (MONDAYS, 32, {"worked": 20}, "seed 30 late, 23 missed not_opened"),
        (MONDAYS, 30, {"worked": 20}, "seed 30, 23 missed not_opened"),
        # ... on a working day; days off that were opened meanwhile do not lose it
        (SATURDAYS, 29, {"worked": 27}, ""),
        (SATURDAYS, 30, {"worked": 27, "opened": 29}, "seed 28 late"),
        (SATURDAYS, 35, {"worked": 27, "opened": 29}, "seed 35, 28 missed not_opened"),
        (SATURDAYS, 36, {"worked": 27, "opened": 29}, ""),
        # Of several, made under another policy, the earliest is the one that is kept
        (MONDAYS, 25, {"worked": 24, "tasks": (task(2, 24), task(1, 23))}, "carry 1, miss 2"),
        (MONDAYS, 25, {"worked": 24, "tasks": (task(1, 23), task(2, 24, running=True))}, "carry 1, carry 2"),
        # What has a row does not come back (S1), also what was done early (S5)
        (MONDAYS, 23, {"worked": 20, "recorded": (23,)}, ""),
        (MONDAYS, 25, {"worked": 20, "recorded": (23,)}, ""),
        (MONDAYS, 32, {"worked": 20, "recorded": (30,)}, "seed 23 late"),
    ],
)
def test_s3_keep_one(schedule: str, today: int, known: Given, does: str) -> None:
    assert said(decide(state(today, a_template("keep_one", schedule), **known))) == does


# S3: accumulate


def piled(number: int, day: int) -> tuple[OpenTask, ...]:
    """So many open tasks, the last of them due on that day."""
    return tuple(task(each, day, day - number + each) for each in range(1, number + 1))


@pytest.mark.parametrize(
    ("schedule", "today", "known", "does"),
    [
        (DAILY, 23, {"worked": 22}, "seed 23"),
        (DAILY, 24, {"worked": 23, "tasks": LEFT}, "carry 1, seed 24"),
        (DAILY, 24, {"worked": 23, "tasks": (task(1, 24, 23),)}, "seed 24"),
        (DAILY, 26, {"worked": 23}, "seed 24 late, seed 25 late, seed 26"),
        # On a day off only what is due on it; the rest waits for a working day
        (DAILY, 28, {"worked": 26, "tasks": (task(1, 26),)}, "seed 28"),
        (DAILY, 30, {"worked": 26, "opened": 28, "recorded": (28,)}, "seed 27 late, seed 29 late, seed 30"),
        # 14 at most: of those that pass, the latest ones
        (
            WORKDAYS,
            27,
            {"worked": 26, "tasks": piled(13, 26)},
            f"{', '.join(f'carry {n}' for n in range(1, 14))}, seed 27",
        ),
        (WORKDAYS, 27, {"worked": 26, "tasks": piled(14, 27)}, "27 missed too_many"),
        (DAILY, 27, {"worked": 24, "tasks": piled(12, 27)}, "seed 26 late, seed 27, 25 missed too_many"),
        (
            DAILY,
            27,
            {"worked": 24, "tasks": piled(15, 27)},
            "25 missed too_many, 26 missed too_many, 27 missed too_many",
        ),
        (DAILY, 27, {"worked": 26, "tasks": (*piled(13, 27), task(99, 40, 25))}, "27 missed too_many"),  # moved ahead
        (DAILY, 23, {"worked": 22, "recorded": (23,)}, ""),
    ],
)
def test_s3_accumulate(schedule: str, today: int, known: Given, does: str) -> None:
    assert said(decide(state(today, a_template("accumulate", schedule), **known))) == does


@pytest.mark.parametrize("gone", range(1, 30))
def test_s3_however_long_it_was_closed_each_date_has_one_row_and_14_at_most_are_open(gone: int) -> None:
    decisions = decide(state(30, a_template("accumulate", DAILY, starts_on=date(2026, 1, 1)), worked=30 - gone))
    seeded, left_out = [each.occurrence for each in decisions.seed], [each.occurrence for each in decisions.record]
    assert len(seeded) == min(gone, ACCUMULATED_MOST)
    assert left_out + seeded == [nov(30 - gone + day) for day in range(1, gone + 1)]


# S3: replace, beyond what tests/domain/test_seeding.py has of it


@pytest.mark.parametrize(
    ("today", "known", "does"),
    [
        # What was moved by hand to a day to come is no open task until that day
        (24, {"worked": 23, "tasks": (task(1, 26, 23),)}, "seed 24"),
        (26, {"worked": 25, "tasks": (task(1, 26, 23), task(2, 25))}, "miss 2, 26 skipped stood_for"),
        (24, {"worked": 23, "tasks": (INBOX,)}, "seed 24"),
        # An occurrence to come that was brought in early stands for what is due before it
        (24, {"worked": 23, "tasks": (task(1, 23, 25),), "recorded": (25,)}, "carry 1, 24 skipped stood_for"),
        (25, {"worked": 24, "tasks": (task(1, 24, 25),), "recorded": (25,)}, "carry 1"),
        # Of several the one whose timer runs is it
        (
            25,
            {"worked": 24, "tasks": (task(1, 23, running=True), task(2, 24))},
            "carry 1, miss 2, 25 skipped stood_for",
        ),
        # A day off that was opened settles what fell due up to it
        (30, {"worked": 26, "opened": 28}, "seed 30"),
    ],
)
def test_s3_replace(today: int, known: Given, does: str) -> None:
    assert said(decide(state(today, a_template("replace"), **known))) == does


EVERY_MONDAY = "FREQ=MONTHLY;BYDAY=MO"
YEARLY = "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=24"


# Issue 13.15: what comes late under `replace` is what has a schedule of a week or longer, whatever rule says so


@pytest.mark.parametrize(
    ("schedule", "due", "late"),
    [
        *((MONDAYS, 23, True), (SATURDAYS, 21, True), ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", 16, True)),
        *((EVERY_MONDAY, 23, True), ("FREQ=MONTHLY;BYMONTHDAY=23", 23, True), (YEARLY, 24, True)),
        *(("FREQ=DAILY;INTERVAL=7", 23, True), ("FREQ=DAILY;INTERVAL=6", 26, False), (DAILY, 23, False)),
        *((WORKDAYS, 23, False), ("FREQ=WEEKLY;BYDAY=MO,TU", 23, False), ("FREQ=WEEKLY;BYDAY=SU,MO", 23, False)),
        *(("FREQ=DAILY;BYDAY=MO", 23, True), ("FREQ=MONTHLY;BYDAY=MO,WE", 23, False)),
        # Where a schedule ends says nothing of how long it is
        *((f"{DAILY};COUNT=22", 23, False), (f"{MONDAYS};COUNT=4", 23, True), (f"{DAILY};UNTIL=20261123", 23, False)),
    ],
)
def test_s3_a_schedule_of_a_week_or_longer_comes_late_and_a_shorter_one_is_not_made_up_for(
    schedule: str, due: int, late: bool
) -> None:
    asked = state(due + 1, a_template("replace", schedule), worked=due - 1)._replace(workdays=tuple(range(7)))
    does = said(decide(asked)).split(", ")
    assert (f"seed {due} late" if late else f"{due} missed not_opened") in does
    assert len(does) == (1 if late or due + 1 not in _days_of(schedule) else 2), "and what is due today"


def _days_of(schedule: str) -> set[int]:
    return {(day - nov(0)).days for day in occurrences(schedule, nov(2), nov(2), nov(30), tuple(range(7)))}


@pytest.mark.parametrize(
    ("schedule", "today", "known", "does"),
    [
        # On the next working day that is opened, and until the next occurrence, which takes its place
        (MONDAYS, 27, {"worked": 20}, "seed 23 late"),
        (MONDAYS, 27, {"worked": 26, "recorded": (23,), "tasks": (task(1, 26, 23),)}, "carry 1"),
        (MONDAYS, 30, {"worked": 27, "recorded": (23,), "tasks": (task(1, 27, 23),)}, "miss 1, seed 30"),
        (MONDAYS, 30, {"worked": 20}, "seed 30, 23 missed not_opened"),
        (MONDAYS, 32, {"worked": 20}, "seed 30 late, 23 missed not_opened"),
        # A day off does not bring it, and does not lose it
        (FRIDAYS, 28, {"worked": 26}, ""),
        (FRIDAYS, 29, {"worked": 26, "opened": 28}, ""),
        (FRIDAYS, 30, {"worked": 26, "opened": 29}, "seed 27 late"),
        (SATURDAYS, 28, {"worked": 27}, "seed 28"),
        (SATURDAYS, 30, {"worked": 27, "opened": 28, "recorded": (28,)}, ""),  # it came on its day
        # Away days leave it out, or move it (S8)
        (MONDAYS, 25, {"worked": 20, "away": ((23, 24),)}, "23 skipped away"),
        # One moved ahead by hand, and one in the inbox, are no open tasks until then
        (MONDAYS, 25, {"worked": 20, "tasks": (task(1, 26, 16),)}, "seed 23 late"),
        # What was done early (S5), and what has ended
        (MONDAYS, 25, {"worked": 20, "recorded": (23,)}, ""),
    ],
)
def test_s3_a_week_that_was_not_opened_comes_late(schedule: str, today: int, known: Given, does: str) -> None:
    assert said(decide(state(today, a_template("replace", schedule), **known))) == does


# S4: after completion


@pytest.mark.parametrize(
    ("other", "today", "known", "does"),
    [
        # The first one on the day it begins, the next N days after the last was done
        ({"starts_on": nov(23)}, 23, {}, "seed 23"),
        ({"starts_on": nov(24)}, 23, {}, ""),
        ({}, 25, {"worked": 24, "ended": 23}, ""),
        ({}, 26, {"worked": 25, "ended": 23, "recorded": (23,)}, "seed 26"),
        # One at a time, wherever it stands
        ({}, 26, {"worked": 25, "ended": 20, "tasks": LEFT}, "carry 1"),
        ({}, 28, {"worked": 27, "ended": 20, "tasks": LEFT}, ""),
        ({}, 26, {"worked": 25, "ended": 20, "tasks": (task(1, 29),)}, ""),
        ({}, 26, {"worked": 25, "ended": 20, "tasks": (INBOX,)}, ""),
        # Late where its day was not opened, and on a working day; due on a day off, it is there on that day
        ({}, 27, {"worked": 25, "ended": 23}, "seed 26 late"),
        ({}, 28, {"worked": 27, "ended": 25}, "seed 28"),
        ({}, 29, {"worked": 27, "ended": 25}, ""),
        ({}, 30, {"worked": 27, "opened": 29, "ended": 25}, "seed 28 late"),
        # A date that has a row already is not taken twice (S1): its tick was dated back
        ({}, 30, {"worked": 27, "ended": 23, "recorded": (26, 27)}, "seed 28 late"),
        # Pause and end (S7)
        ({"paused_until": nov(30)}, 27, {"worked": 26, "ended": 23}, ""),
        ({"paused_until": nov(30)}, 30, {"worked": 27, "ended": 23}, "seed 30"),
        ({"paused_until": nov(24)}, 26, {"worked": 25, "ended": 23}, "seed 26"),
        ({"paused_until": date.max}, 30, {"worked": 27, "ended": 23}, ""),
        ({"ends_on": nov(26)}, 26, {"worked": 25, "ended": 23}, "seed 26"),
        ({"ends_on": nov(25)}, 26, {"worked": 25, "ended": 23}, ""),
        # Workdays, and weekdays on which it is due (issue 13.12)
        ({"schedule": "AFTER=3WORKDAYS"}, 26, {"worked": 25, "ended": 23}, "seed 26"),
        ({"schedule": "AFTER=3WORKDAYS"}, 28, {"worked": 27, "ended": 25}, ""),
        ({"schedule": "AFTER=3WORKDAYS"}, 30, {"worked": 27, "ended": 25}, "seed 30"),
        ({"schedule": "AFTER=3WORKDAYS", "starts_on": nov(28)}, 28, {"worked": 27}, ""),
        ({"schedule": "AFTER=3WORKDAYS", "starts_on": nov(28)}, 30, {"worked": 27}, "seed 30"),
        ({"schedule": "AFTER=3WORKDAYS", "paused_until": nov(28)}, 30, {"worked": 27, "ended": 23}, "seed 30"),
        (
            {"schedule": "AFTER=2WORKDAYS"},
            27,
            {"worked": 24, "ended": 23, "away": [(25, 26)]},
            "seed 27, 25 skipped away",
        ),
        ({"schedule": "AFTER=3;BYDAY=SA"}, 26, {"worked": 25, "ended": 23}, ""),
        ({"schedule": "AFTER=3;BYDAY=SA"}, 28, {"worked": 27, "ended": 23}, "seed 28"),
        ({"schedule": "AFTER=3;BYDAY=SA"}, 28, {"worked": 27, "ended": 20, "recorded": (28,)}, ""),
        ({"schedule": "AFTER=1MONTHS", "ends_on": nov(27)}, 27, {"worked": 26, "ended": 1}, ""),
        # Away days (S8)
        ({}, 26, {"worked": 23, "ended": 23, "away": [(24, 27)]}, "26 skipped away"),
        ({}, 30, {"worked": 23, "ended": 23, "away": [(24, 27)]}, "seed 29 late, 26 skipped away"),
        (
            {"schedule": "AFTER=1"},
            25,
            {"worked": 23, "ended": 23, "away": [(24, 26)]},
            "24 skipped away, 25 skipped away",
        ),
        ({"on_away": "ignore"}, 26, {"worked": 23, "ended": 23, "away": [(24, 27)]}, "seed 26"),
        ({"on_away": "after"}, 26, {"worked": 23, "ended": 23, "away": [(24, 27)]}, ""),
        ({"on_away": "after"}, 30, {"worked": 23, "ended": 23, "away": [(24, 27)]}, "seed 26"),
        ({"on_away": "before"}, 24, {"worked": 23, "ended": 23, "away": [(25, 27)]}, "seed 26"),
        ({"on_away": "before"}, 23, {"worked": 20, "ended": 23, "away": [(24, 27)]}, ""),  # not twice on one day
        ({"on_away": "before"}, 30, {"worked": 23, "ended": 23, "away": [(24, 27)]}, "seed 26"),
    ],
)
def test_s4_after_completion(other: Given, today: int, known: Given, does: str) -> None:
    template = a_template("keep_one", **{"schedule": "AFTER=3", **other})
    assert said(decide(state(today, template, **known))) == does


@pytest.mark.parametrize("on_away", ["before", "after"])
def test_s4_s8_away_without_end_leaves_it_waiting(on_away: str) -> None:
    template = a_template("keep_one", "AFTER=3", on_away=on_away)
    for paused_until in (None, date.max):
        asked = state(40, template._replace(paused_until=paused_until), worked=23, ended=23)
        assert said(decide(asked._replace(away=(Away(nov(24), date.max, ""),)))) == ""


# S7: pause and end, under each policy


@pytest.mark.parametrize("missed", ["replace", "keep_one", "accumulate"])
@pytest.mark.parametrize(
    ("other", "today", "worked", "seeded", "rows"),
    [
        ({"paused_until": nov(26)}, 25, 23, [], []),
        ({"paused_until": nov(26)}, 26, 23, [26], []),  # resuming never fills in the past
        ({"paused_until": date.max}, 26, 23, [], []),
        ({"ends_on": nov(25)}, 25, 24, [25], []),
        ({"ends_on": nov(25)}, 26, 25, [], []),
        ({"ends_on": nov(24)}, 24, 20, [24], [23]),
        ({"schedule": f"{WORKDAYS};COUNT=16"}, 23, 20, [23], []),  # since the 2nd of November
        ({"schedule": f"{WORKDAYS};COUNT=16"}, 24, 23, [], []),
        ({"schedule": f"{MONDAYS};INTERVAL=2", "paused_until": nov(24)}, 30, 27, [30], []),
        ({"schedule": f"{MONDAYS};INTERVAL=2", "paused_until": nov(24), "starts_on": nov(9)}, 30, 27, [], []),
    ],
)
def test_s7_a_pause_and_an_end(
    missed: str, other: Given, today: int, worked: int, seeded: list[int], rows: list[int]
) -> None:
    decisions = decide(state(today, a_template(missed, **other), worked=worked))
    if missed == "accumulate":
        seeded, rows = rows + seeded, []
    assert [each.occurrence for each in decisions.seed] == list(map(nov, seeded))
    assert [each.occurrence for each in decisions.record] == list(map(nov, rows))


@pytest.mark.parametrize("missed", ["replace", "keep_one"])
def test_s7_what_is_open_when_a_template_ends_or_pauses_is_carried_on(missed: str) -> None:
    for other in ({"ends_on": nov(23)}, {"paused_until": date.max}):
        assert said(decide(state(24, a_template(missed, **other), worked=23, tasks=LEFT))) == "carry 1"


# S8: away days move what is due; 23 to 27 is a week off


@pytest.mark.parametrize("missed", ["replace", "keep_one", "accumulate"])
@pytest.mark.parametrize(
    ("schedule", "on_away", "away", "day", "occurrence"),
    [
        ("FREQ=WEEKLY;BYDAY=WE", "before", (25, 25), 24, 25),
        ("FREQ=WEEKLY;BYDAY=WE", "after", (25, 25), 26, 25),
        ("FREQ=WEEKLY;BYDAY=WE", "ignore", (25, 25), 25, 25),
        ("FREQ=WEEKLY;BYDAY=WE", "before", (23, 27), 20, 25),  # over a weekend
        ("FREQ=WEEKLY;BYDAY=WE", "after", (23, 27), 30, 25),
        ("FREQ=WEEKLY;BYDAY=FR", "after", (27, 27), 30, 27),
        ("FREQ=WEEKLY;BYDAY=MO", "before", (23, 23), 20, 23),
        ("FREQ=MONTHLY;BYMONTHDAY=25", "before", (9, 27), 6, 25),  # three weeks
        ("FREQ=MONTHLY;BYMONTHDAY=25", "after", (25, 57), 58, 25),
        ("FREQ=WEEKLY;BYDAY=SA", "before", (28, 29), 27, 28),  # a day off that is an away day
        ("FREQ=WEEKLY;BYDAY=SA", "after", (30, 30), 28, 28),  # and one that is none
    ],
)
def test_s8_an_occurrence_moves_to_the_workday_before_or_after(
    missed: str, schedule: str, on_away: str, away: tuple[int, int], day: int, occurrence: int
) -> None:
    """Opened on every day on which work is planned, and on the days off, it is seeded on that day and on no other."""
    template = a_template(missed, schedule, on_away=on_away, starts_on=nov(occurrence - 6))
    template = template._replace(ends_on=nov(occurrence + 6))
    seeded: dict[date, date] = {}
    worked = 4
    for today in range(5, 62):
        asked = state(
            today, template, worked=worked, opened=today - 1, away=[away], recorded=[(d - nov(0)).days for d in seeded]
        )
        foreseen = [each.occurrence for each in projected(asked, nov(today - 1))]
        decisions = decide(asked)
        assert not decisions.record
        assert [each.occurrence for each in decisions.seed] == foreseen
        seeded.update((each.occurrence, nov(today)) for each in decisions.seed)
        worked = today if works_on(asked, nov(today)) else worked
    assert seeded == {nov(occurrence): nov(day)}


@pytest.mark.parametrize(
    ("missed", "on_away", "today", "known", "does"),
    [
        # Several that move onto one day are one task, except where they pile up
        ("replace", "before", 20, {"worked": 19}, "seed 24, 20 skipped stood_for, 23 skipped stood_for"),
        ("replace", "after", 25, {"worked": 20}, "seed 25, 23 skipped stood_for, 24 skipped stood_for"),
        ("keep_one", "after", 25, {"worked": 20}, "seed 25, 23 skipped stood_for, 24 skipped stood_for"),
        ("accumulate", "after", 25, {"worked": 20}, "seed 23, seed 24, seed 25"),
        ("accumulate", "before", 20, {"worked": 19}, "seed 20, seed 23, seed 24"),
        # With one open, they are as others are
        (
            "replace",
            "after",
            25,
            {"worked": 20, "tasks": (task(1, 20),)},
            "miss 1, seed 25, 23 skipped stood_for, 24 skipped stood_for",
        ),
        (
            "keep_one",
            "after",
            25,
            {"worked": 20, "tasks": (task(1, 20),)},
            "carry 1, 23 missed kept_one, 24 missed kept_one, 25 missed kept_one",
        ),
        # The day they moved to was not opened
        (
            "replace",
            "after",
            26,
            {"worked": 20},
            "seed 26, 23 missed not_opened, 24 missed not_opened, 25 missed not_opened",
        ),
        (
            "keep_one",
            "after",
            26,
            {"worked": 20},
            "seed 26, 23 missed not_opened, 24 missed not_opened, 25 missed not_opened",
        ),
        ("replace", "before", 21, {"worked": 19}, "20 missed not_opened, 23 missed not_opened, 24 missed not_opened"),
        ("keep_one", "before", 21, {"worked": 19}, ""),
        (
            "keep_one",
            "before",
            25,
            {"worked": 19},
            "seed 25, 20 missed not_opened, 23 missed not_opened, 24 missed not_opened",
        ),
        # Days off that came unforeseen: the workday before is over, so it is the one after
        ("replace", "before", 23, {"worked": 20}, ""),
        ("replace", "before", 24, {"worked": 20, "opened": 23}, ""),
        ("replace", "before", 25, {"worked": 20, "opened": 24}, "seed 25, 23 skipped stood_for, 24 skipped stood_for"),
        ("accumulate", "before", 25, {"worked": 20, "opened": 24, "recorded": (23,)}, "seed 24, seed 25"),
        # Left out, each with its row
        ("keep_one", "skip", 24, {"worked": 20}, "23 skipped away, 24 skipped away"),
        ("keep_one", "skip", 25, {"worked": 20, "opened": 24, "recorded": (23, 24)}, "seed 25"),
        ("accumulate", "skip", 25, {"worked": 20}, "seed 25, 23 skipped away, 24 skipped away"),
        ("accumulate", "skip", 23, {"worked": 20, "tasks": (task(1, 20),)}, "23 skipped away"),
        # Ignored: as on any other day; what is open waits where it is
        ("keep_one", "ignore", 23, {"worked": 20}, "seed 23"),
        ("accumulate", "ignore", 24, {"worked": 20}, "seed 24"),
        ("accumulate", "ignore", 25, {"worked": 20, "opened": 24, "recorded": (24,)}, "seed 23 late, seed 25"),
    ],
)
def test_s8_two_days_away(missed: str, on_away: str, today: int, known: Given, does: str) -> None:
    """Monday and Tuesday, the 23rd and the 24th, are away days of a template that is due every workday."""
    assert said(decide(state(today, a_template(missed, on_away=on_away), away=[(23, 24)], **known))) == does


@pytest.mark.parametrize("on_away", ["before", "after"])
def test_s8_away_without_end_leaves_out_what_has_no_workday_to_move_to(on_away: str) -> None:
    template = a_template("replace", MONDAYS, on_away=on_away, starts_on=nov(23))
    for_good = state(23, template)._replace(away=(Away(date.min, date.max, "retired"),))
    assert said(decide(for_good)) == "23 skipped away"


# S1 over any life: nothing twice, nothing lost


class Life:
    """One template whose decisions are carried out, on days that are opened one after another."""

    def __init__(self, template: Template, away: list[tuple[int, int]]) -> None:
        self.template = template
        self.away = away
        self.rows: set[date] = set()
        self.open: dict[date, OpenTask] = {}
        self.opened, self.worked = 1, 0

    def asked(self, today: int) -> State:
        known: Given = {"worked": self.worked, "opened": self.opened, "tasks": tuple(self.open.values())}
        recorded = [(day - nov(0)).days for day in self.rows]
        return state(today, self.template, away=self.away, recorded=recorded, **known)

    def settle(self, today: int) -> None:
        decisions = decide(self.asked(today))
        self.open.update(
            (due, each._replace(day=nov(today))) for due, each in self.open.items() if each in decisions.carry
        )
        for each in decisions.miss:
            del self.open[each.occurrence or date.min]
        for occurrence in [each.occurrence for each in (*decisions.record, *decisions.seed)]:
            assert occurrence not in self.rows
            self.rows.add(occurrence)
        for seed in decisions.seed:
            self.open[seed.occurrence] = task(len(self.rows), today, (seed.occurrence - nov(0)).days)
        assert said(decide(self.asked(today))) == "", "settling again changes nothing"
        assert len(self.open) <= (ACCUMULATED_MOST if self.template.missed == "accumulate" else 1)

    def passes(self, today: int) -> None:
        self.opened = today
        self.worked = today if works_on(self.asked(today), nov(today)) else self.worked


@pytest.mark.parametrize("schedule", [DAILY, WORKDAYS, MONDAYS, SATURDAYS, "FREQ=DAILY;INTERVAL=3"])
@given(
    days=st.lists(st.tuples(st.integers(1, 5), st.booleans()), min_size=1, max_size=12),
    missed=st.sampled_from(["replace", "keep_one", "accumulate"]),
    on_away=st.sampled_from(["skip", "before", "after", "ignore"]),
    away=st.lists(st.tuples(st.integers(3, 50), st.integers(0, 9)), max_size=3),
)
@settings(max_examples=60, deadline=None)
def test_s1_s3_s8_each_occurrence_leaves_one_row(
    schedule: str, days: list[tuple[int, bool]], missed: str, on_away: str, away: list[tuple[int, int]]
) -> None:
    template = a_template(missed, schedule, on_away=on_away)
    life = Life(template, [(first, first + more) for first, more in away])
    today = 1
    for ahead, done in days:
        today += ahead
        life.settle(today)
        if done:
            life.open.clear()
        life.passes(today)

    today += 1
    while not works_on(life.asked(today), nov(today)):
        today += 1
    life.settle(today)  # a working day, so that nothing waits any more
    assert set(occurrences(schedule, nov(2), nov(2), nov(today), MON_FRI)) <= life.rows
