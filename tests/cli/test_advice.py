"""Whatever one command advises about time works on the state that it leaves (T2, T6, T7, issue 12.8, 12.9).

To try the advice of other commands: add a situation, or a command to those that are typed in each.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from advice import advised, typed
from terminal import Terminal
from test_resolve import up

DAY = 86_400
COMMANDS = (
    *("today", "log", "log resolve", "report today", "close", "doctor"),
    *("start 1", "start 2", "stop", "resume", "done 1", "skip 1", "drop 1", "done 2"),
    *("log resolve 1", "log resolve 1 part", "log resolve 1 give", "log resolve 1 keep", "log resolve drop"),
    *("log delete 1", "log edit 99 --note x"),
)


class Situation(NamedTuple):
    """How a timer got into question, and times that a person could type then."""

    prepare: Callable[[Terminal], object]
    time: str = "09:05"
    """Within what is in question."""
    free: str = "7:00-7:30"
    """Where nothing was recorded."""


def slept(dayplan: Terminal) -> None:
    up(dayplan.at("10:00"), 10_000).ok("start 1")
    up(dayplan.at("13:00"), 20_800, 17_980)


def restarted(dayplan: Terminal) -> None:
    up(dayplan.at("10:00"), 90_000).ok("start 1")
    up(dayplan.at("12:00"), 600)


def forgotten(dayplan: Terminal) -> None:
    dayplan.at("17:00").ok("start 1")
    dayplan.at("2026-11-24T09:00:00+01:00")


def slept_all_night(dayplan: Terminal) -> None:
    up(dayplan.at("17:00"), 10_000).ok("start 1")
    up(dayplan.at("2026-11-24T09:00:00+01:00"), 10_000 + 16 * 3600, 10_000 + 3600)


def jumped(dayplan: Terminal) -> None:
    up(dayplan.at("10:00"), 10_000).ok("start 1")
    up(dayplan.at("13:00"), 10_600)


def set_back(dayplan: Terminal) -> None:
    """Half an hour passed between 10:00 and 9:40."""
    up(dayplan.at("10:00"), 5_000).ok("start 1")
    up(dayplan.at("09:40"), 6_800)


def set_back_over_the_record(dayplan: Terminal) -> None:
    up(dayplan.at("09:00"), 1_400).ok("start 2")
    set_back(dayplan)


def set_back_a_little(dayplan: Terminal) -> None:
    """Half an hour passed between 10:00 and 10:10."""
    up(dayplan.at("10:00"), 5_000).ok("start 1")
    up(dayplan.at("10:10"), 6_800)


def set_back_nobody_knows_how_far(dayplan: Terminal) -> None:
    dayplan.at("10:00").ok("start 1")
    dayplan.at("09:00")


def set_back_and_restarted(dayplan: Terminal) -> None:
    up(dayplan.at("10:00"), 90_000).ok("start 1")
    up(dayplan.at("09:00"), 600)


def set_back_and_slept(dayplan: Terminal) -> None:
    """Sixteen hours passed, fifteen of them asleep; then the clock was put right by two minutes."""
    up(dayplan.at("17:00"), 10_000).ok("start 1")
    up(dayplan.at("2026-11-24T08:58:00+01:00"), 10_000 + 16 * 3600, 10_000 + 3600)


def begun_behind_the_record(dayplan: Terminal) -> None:
    dayplan.at("10:00").ok("start 2")
    dayplan.at("10:30").ok("stop")
    dayplan.at("09:30").ok("start 1")
    dayplan.at("09:50")


def put_off(dayplan: Terminal) -> None:
    slept(dayplan)
    dayplan.ok("log resolve 1 later --of 12:05-12:52")


def two_wait(dayplan: Terminal) -> None:
    put_off(dayplan)
    dayplan.ok("log resolve 1 later --of 10:30-11:00")


def put_off_and_stopped(dayplan: Terminal) -> None:
    put_off(dayplan)
    dayplan.ok("stop")


def started_by_mistake(dayplan: Terminal) -> None:
    dayplan.at("09:00").ok("start 1")
    dayplan.at("2026-11-23T09:00:05+01:00")


def with_a_note(dayplan: Terminal) -> None:
    dayplan.at("10:00").ok("start 1")
    dayplan.ok("log", "edit", "1", "--note", "the draft")
    dayplan.at("09:00")


def nothing_yet(dayplan: Terminal) -> None:
    dayplan.ok("today")


def long_by_hand(dayplan: Terminal) -> None:
    dayplan.at("06:00").ok("start 1")
    dayplan.at("19:00").ok("stop --at 18:30")


SITUATIONS = {
    "slept": Situation(slept, "12:05"),
    "restarted": Situation(restarted, "11:00"),
    "forgotten": Situation(forgotten, "18:15"),
    "slept all night": Situation(slept_all_night, "18:15"),
    "jumped": Situation(jumped, "10:10"),
    "set back": Situation(set_back, "9:20"),
    "set back over the record": Situation(set_back_over_the_record, "8:45"),
    "set back a little": Situation(set_back_a_little, "9:50"),
    "set back, nobody knows how far": Situation(set_back_nobody_knows_how_far, "8:45"),
    "set back and restarted": Situation(set_back_and_restarted, "8:55"),
    "set back and slept": Situation(set_back_and_slept, "18:15"),
    "begun behind the record": Situation(begun_behind_the_record, "9:40"),
    "put off": Situation(put_off, "12:20"),
    "put off and stopped": Situation(put_off_and_stopped, "12:20"),
    "two wait": Situation(two_wait, "12:20"),
    "started by mistake": Situation(started_by_mistake, "8:50"),
    "with a note": Situation(with_a_note),
    "nothing yet": Situation(nothing_yet),
    "long by hand": Situation(long_by_hand, "12:00"),
}


class State:
    """The data file, put away and put back; and what it says of time."""

    def __init__(self, dayplan: Terminal, path: Path) -> None:
        self.dayplan, self.path = dayplan, path

    def save(self, name: str) -> Path:
        return Path(shutil.copy(self.path, self.path.with_name(name)))

    def back_to(self, saved: Path) -> None:
        shutil.copy(saved, self.path)

    @property
    def entries(self) -> list[tuple]:
        with sqlite3.connect(self.path) as connection:
            rows = connection.execute("SELECT * FROM time_entry ORDER BY id").fetchall()
        connection.close()
        return rows

    @property
    def kept_s(self) -> int:
        """All time that counts in totals, but for a timer that runs."""
        listed = self.dayplan.ok("log --from 2026-11-20 --to 2026-11-26 --json").json
        return sum(entry["seconds"] for entry in listed if entry["state"] == "kept" and entry["ended_at"])

    @property
    def waiting(self) -> list[int]:
        return [each["entry"]["id"] for each in self.dayplan.ok("log resolve --json").json]

    @property
    def runs(self) -> bool:
        return self.dayplan.ok("status --json").json["running"] is not None


def check(state: State, line: str, before: list[tuple]) -> None:
    """Carry out one advice, and make sure that it does what it is for."""
    kept, waiting, entries = state.kept_s, state.waiting, state.entries
    answer = state.dayplan(*line.split())
    assert answer.code == 0, (line, answer)
    words = line.split()
    if words[:2] == ["log", "resolve"] and len(words) <= 3:
        assert waiting, "it sends nobody to an empty list"
        assert answer.out
    elif words[:2] == ["log", "resolve"]:
        number = int(words[2])
        assert number not in state.waiting, line
        grown = state.kept_s - kept
        if number in waiting and words[3] in ("keep", "part", "give"):
            assert grown > 0 or state.runs, line
        if number in waiting and words[3] == "drop":
            assert grown <= 0, line
    elif words[:2] == ["log", "add"]:
        assert state.kept_s > kept, line
    elif words[:2] == ["log", "edit"] and "--help" not in words:
        assert state.entries != entries, line
    elif words == ["undo"]:
        assert state.entries == before
    elif words == ["stop"]:
        assert not state.runs
    else:
        assert answer.out or answer.err, line


@pytest.mark.parametrize("name", SITUATIONS)
def test_whatever_is_advised_works_on_the_state_that_it_was_said_of(dayplan: Terminal, path: Path, name: str) -> None:
    situation = SITUATIONS[name]
    situation.prepare(dayplan)
    state = State(dayplan, path)
    begin, before, tried = state.save("begin.db"), state.entries, set()
    stands_for = {"TIME": situation.time, "START-END": situation.free, "TASK": "3", "NUMBER": "1"}
    for command in COMMANDS:
        state.back_to(begin)
        answer = dayplan(*command.split())
        left, entries = state.save("left.db"), repr(state.entries)
        for advice in advised(answer.out + answer.err):
            line = typed(advice, stands_for)
            if line.startswith("log edit") and line.count("--start"):
                line = "log edit 1 --start 7:00 --end 7:30"
            if (line, entries) in tried:
                continue
            tried.add((line, entries))
            state.back_to(left)
            check(state, line, before)
    assert tried, "it advises something"


STOPS = ("stop", "start 3", "done 1", "skip 1", "drop 1")
IN_QUESTION = {  # the seconds that are in no total until they are decided, and those that count, by hand
    "slept": (3 * 3600, 0),
    "restarted": (2 * 3600, 0),
    "forgotten": (16 * 3600, 0),
    "slept all night": (16 * 3600, 0),
    "jumped": (3 * 3600, 0),
    "set back": (30 * 60, 0),
    "set back over the record": (30 * 60, 3600),
    "set back a little": (20 * 60, 10 * 60),
    "set back and restarted": (10 * 60, 0),
    "set back and slept": (16 * 3600, 0),
    "begun behind the record": (20 * 60, 30 * 60),
}


@pytest.mark.parametrize("stop", STOPS)
@pytest.mark.parametrize("name", IN_QUESTION)
def test_t6_what_is_in_question_is_unresolved_however_the_timer_stops(
    dayplan: Terminal, path: Path, name: str, stop: str
) -> None:
    SITUATIONS[name].prepare(dayplan)
    before = State(dayplan, path).entries
    answer = dayplan.ok(stop)
    unresolved, kept = IN_QUESTION[name]
    listed = dayplan.ok("log --from 2026-11-20 --to 2026-11-26 --json").json
    assert sum(each["seconds"] for each in listed if each["state"] == "unresolved") == unresolved
    assert sum(each["seconds"] for each in listed if each["state"] == "kept") == kept
    report = dayplan.ok("report 2026-11-20 to 2026-11-26 --json").json
    assert report["total_seconds"] == kept
    (waiting,) = dayplan.ok("log resolve --json").json
    assert f"dayplan log resolve {waiting['entry']['id']} keep" in answer.err
    assert "is in no total" in answer.err
    dayplan.ok("undo")
    assert State(dayplan, path).entries == before, "one step, and it can be taken back"


@pytest.mark.parametrize(
    ("prepare", "at", "seconds"),
    [
        (slept, "12:05", 2 * 3600 + 300),
        (forgotten, "2026-11-23 18:15", 75 * 60),
        (slept_all_night, "2026-11-23 18:15", 75 * 60),
    ],
)
def test_t5_who_says_when_it_ended_has_decided(
    dayplan: Terminal, prepare: Callable[[Terminal], None], at: str, seconds: int
) -> None:
    prepare(dayplan)
    stopped = dayplan.ok("stop", "--at", at, "--json").json["stopped"]
    assert (stopped["seconds"], stopped["state"]) == (seconds, "kept")


def test_t7_who_says_when_it_ended_by_the_clock_as_it_is_now_loses_nothing(dayplan: Terminal) -> None:
    set_back(dayplan)
    assert "started at 09:10, so it cannot stop at 09:05" in dayplan("stop --at 9:05").err
    stopped = dayplan.ok("stop --at 9:30 --json").json["stopped"]
    assert (stopped["started_at"][11:16], stopped["seconds"], stopped["state"]) == ("09:10", 1200, "unresolved")


def test_advice_is_read_as_it_is_typed() -> None:
    said = "To put it right: dayplan log resolve 12 keep, dayplan log resolve 12 part TIME or dayplan undo. dayplan is."
    assert advised(said) == ["log resolve 12 keep", "log resolve 12 part TIME", "undo"]
    assert advised("dayplan log lists them. dayplan stop ends it; dayplan away add 2026-11-23 2026-11-27 marks") == [
        "log",
        "stop",
        "away add 2026-11-23 2026-11-27",
    ]
