"""What a person does to a day's time, as data: random lives, played by planners that share one file (issue 5)."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from support import at, numbered

from dayplan.domain.days import day_of, logical_day
from dayplan.domain.entry import Ref
from dayplan.domain.intervals import split
from dayplan.domain.model import Now
from dayplan.domain.quickadd import parse_quick_add
from dayplan.domain.reporting import BY, report
from dayplan.errors import DayplanError, NotFound
from dayplan.planner import Planner
from dayplan.planner.day import TaskEdit
from dayplan.planner.entries import EntryEdit
from dayplan.storage import browse, spent
from dayplan.storage.reader import Reader, open_reader

TABLES = (
    *("client", "project", "template", "template_tag", "task", "task_tag", "task_move", "time_entry", "setting"),
    "away",
)
WRITTEN_ON = "SELECT date, closed_at, note, capacity_s FROM day WHERE closed_at OR note <> '' OR capacity_s IS NOT NULL"
"""What a person wrote on a day: its row also says that it was seeded, and counts numbers, which undo leaves alone."""
MINUTE = 60
ZONES = ("Europe/Berlin", "Europe/London")
"""The two planners' zones: on a journey, or one of them on a server (D3)."""


class Act(NamedTuple):
    """One thing that is done. The numbers choose what it is done to, each verb in its own way."""

    side: int
    """Which of the two planners does it."""
    verb: str
    which: int
    minutes: int
    """Before now; below zero it is still to come, and refused (T5)."""
    long: int
    adjust: bool


def moment(minute: int, side: int = 0) -> Now:
    """The minute of the Monday on which all this happens, as the clock of that planner shows it."""
    return Now(at("2026-11-23 10:00").epoch + minute * MINUTE, 3600 * (1 - side), ZONES[side])


def reading(path: str) -> Reader:
    reader = open_reader(path)
    assert reader is not None
    return reader


def perform(planner: Planner, path: str, act: Act, now: Now) -> None:
    """Do it. Raises what the planner raises."""
    today = logical_day(now, 0)
    entry, began, number, other = _chosen(path, act, now)
    task = numbered(number)
    then = now.epoch - act.minutes * MINUTE
    within = began + (act.minutes - 20) * MINUTE // 3
    until = then + act.long * MINUTE
    adjust = act.adjust
    clock, entries, day = planner.time, planner.entries, planner.day
    deeds: dict[str, Callable[[], object]] = {
        "start": lambda: clock.start(task, now),
        "start at": lambda: clock.start(task, now, then),
        "start from last": lambda: clock.start_from_last(task, now),
        "toggle": lambda: clock.toggle(task, now),
        "stop": lambda: clock.stop(now),
        "stop at": lambda: clock.stop(now, then),
        "resume": lambda: clock.resume(now),
        "add time": lambda: entries.add(task, then, until, now, note="forgotten", adjust=adjust),
        "edit start": lambda: entries.edit(entry, EntryEdit(start=within), now, adjust=adjust),
        "edit end": lambda: entries.edit(entry, EntryEdit(end=within), now, adjust=adjust),
        "edit both": lambda: entries.edit(entry, EntryEdit(start=then, end=until), now, adjust=adjust),
        "give to another": lambda: entries.edit(entry, EntryEdit(task=task, note="was this"), now),
        "boundary": lambda: entries.boundary(entry, within, now),
        "split": lambda: entries.split(entry, within, now),
        "cut": lambda: entries.cut(within, within + act.long * MINUTE, now),
        "delete time": lambda: entries.delete(entry, now),
        "tick": lambda: day.toggle(task, now),
        "done at": lambda: day.done([task], now, then),
        "skip": lambda: day.skip([task], now),
        "drop": lambda: day.drop([task], now),
        "reopen": lambda: day.reopen([task], now),
        "add": lambda: day.add(parse_quick_add("More @acme/site +tag est:5m", today), now),
        "edit": lambda: day.edit(task, TaskEdit(title=f"Other {act.which}", client="zoë", tags=("a",)), now),
        "delete": lambda: day.delete([task], now),
        "tomorrow": lambda: day.move([task], today + timedelta(days=1), now),
        "inbox": lambda: day.move([task], None, now),
        "bring back": lambda: day.move([Ref("id", act.which + 1)], today, now),
        "place": lambda: day.place(task, numbered(other), now, after=adjust),
        "capacity": lambda: day.set_capacity(today, act.long * MINUTE, now),
        "undo": lambda: planner.history.undo(now),
        "redo": lambda: planner.history.redo(now),
    }
    deeds[act.verb]()


def _chosen(path: str, act: Act, now: Now) -> tuple[int, int, int, int]:
    """Return an entry, when it began, and the numbers of two tasks; there may be none of them."""
    reader = reading(path)
    with reader:
        entries = browse.entries(reader)
        numbers = [task.number for task in reader.day(now).tasks if task.number is not None]
    reader.close()
    entry, began = 1, now.epoch
    if entries:
        chosen = entries[-1 - act.which % len(entries)]
        entry, began = chosen.id, chosen.started_at
    numbers = numbers or [1]
    return entry, began, numbers[act.which % len(numbers)], numbers[act.long % len(numbers)]


VERBS = (
    *("start", "start at", "start from last", "toggle", "stop", "stop at", "resume", "add time", "add time"),
    *("edit start", "edit end", "edit both", "give to another", "boundary", "boundary", "split", "split", "cut"),
    *("delete time", "tick", "done at", "skip", "drop", "reopen", "add", "edit", "delete", "tomorrow", "inbox"),
    *("bring back", "place", "capacity", "undo", "undo", "redo"),
)


def live_for(path: str, seed: int, acts: int, side: int, begun: float) -> None:
    """Live beside others on the same file: a second of theirs and ours is ten minutes of the day's, from `begun` on."""
    chance = random.Random(seed)
    planner = Planner(path)
    for _ in range(acts):
        now = moment(int((time.monotonic() - begun) * 10), side)
        with suppress(DayplanError):
            perform(planner, path, any_act(chance, side), now)
    planner.close()


def any_act(chance: random.Random, side: int) -> Act:
    return Act(
        side,
        chance.choice(VERBS),
        chance.randrange(12),
        chance.randrange(-5, 150),
        chance.randrange(-5, 90),
        chance.random() < 0.5,
    )


def snapshot(path: str) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table: the journal, seeding and the counters of numbers aside (U1)."""
    reader = reading(path)
    with reader:
        found = {table: reader.rows(f"SELECT * FROM {table} ORDER BY id") for table in TABLES}
        found["day"] = reader.rows(WRITTEN_ON + " ORDER BY date")
    reader.close()
    return found


def all_rows(path: str) -> dict[str, list[tuple[object, ...]]]:
    """Every row, the journal's too: what a refusal must leave as it was."""
    reader = reading(path)
    with reader:
        found = {table: reader.rows(f"SELECT * FROM {table} ORDER BY id") for table in (*TABLES, "day", "op")}
    reader.close()
    return found


def check_time(path: str, now: Now, since: date | None = None) -> None:
    """T1, T3, T7, T8: what must hold of the time in a file, whatever was done to it since then, or in three days."""
    reader = reading(path)
    with reader:
        entries = browse.entries(reader)
        assert sum(entry.ended_at is None for entry in entries) <= 1
        running = "SELECT t.status FROM time_entry e JOIN task t ON t.id = e.task_id WHERE e.ended_at IS NULL"
        assert reader.rows(running) in ([], [("open",)]), "the timer runs on a task that is over"
        ends = [now.epoch if entry.ended_at is None else entry.ended_at for entry in entries]
        spans = sorted((e.started_at, end, e.id) for e, end in zip(entries, ends, strict=True) if e.started_at < end)
        for entry, end in zip(entries, ends, strict=True):
            assert entry.started_at <= end, f"#{entry.id} is less than nothing"
            assert entry.day == day_of(entry.started_at, entry.zone, entry.day_start_s), f"#{entry.id} is misfiled"
        for (_, end, one), (start, _, other) in pairwise(spans):
            assert end <= start, f"#{one} and #{other} overlap"
        kept = [e for e in entries if e.state == "kept"]
        whole = sum(entry.seconds(now.epoch) for entry in kept)
        today = logical_day(now, reader.settings().day_start_s)
        first, last = today - timedelta(days=3), today + timedelta(days=3)
        by_day: dict[object, int] = {}
        for entry in kept:
            end = now.epoch if entry.ended_at is None else entry.ended_at
            for day, seconds in split(entry.started_at, end, entry.zone, entry.day_start_s):
                by_day[day] = by_day.get(day, 0) + seconds
        assert sum(by_day.values()) == whole
        worked = spent.worked(reader, since or first, last, now)
        for by in BY:
            found = report(worked, since or first, last, by, tags=spent.tags_of_tasks(reader))
            assert found.total_s == whole, by
            if by != "tag":  # a task with two tags counts under both
                assert sum(line.seconds for line in found.lines) == whole, by
            if by == "day":
                assert {line.key: line.seconds for line in found.lines} == {str(d): s for d, s in by_day.items()}
        days = [reader.day(now, first + timedelta(days=ahead)) for ahead in range(7)]
        assert [day.tracked_s for day in days] == [by_day.get(day.day, 0) for day in days]
        everyone = [task_id for (task_id,) in reader.rows("SELECT id FROM task")]
        assert sum(task.tracked_total_s for task in browse.tasks_by_ids(reader, everyone, now)) == whole
    reader.close()


def undo_all(planners: list[Planner], now: Now) -> int:
    """Take back every step, each planner in turn, and return how many they were."""
    return _all(planners, now, lambda planner: planner.history.undo(now))


def redo_steps(planners: list[Planner], now: Now, steps: int) -> None:
    for step in range(steps):
        planners[step % len(planners)].history.redo(now)


def _all(planners: list[Planner], now: Now, turn: Callable[[Planner], object]) -> int:
    steps = 0
    while True:
        try:
            turn(planners[steps % len(planners)])
        except NotFound:
            return steps
        steps += 1


def check_undo(path: str, planners: list[Planner], first: dict[str, list[tuple[object, ...]]], now: Now) -> int:
    """U1: undoing all steps gives back the first rows, and redoing them the last. Returns how many steps there were."""
    last = snapshot(path)
    steps = undo_all(planners, now)
    assert snapshot(path) == first
    check_time(path, now)
    redo_steps(planners, now, steps)
    assert snapshot(path) == last
    check_time(path, now)
    return steps
