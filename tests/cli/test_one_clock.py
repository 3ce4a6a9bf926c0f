"""One reader of clock times: the same text at the same moment is the same instant in every command (issue 13.18)."""

from __future__ import annotations

import os
from datetime import datetime

import pytest
from terminal import Terminal

from dayplan import clock
from dayplan.domain.model import Now, TimeEntry
from dayplan.domain.parts import read_part
from dayplan.domain.typed_times import reader_for
from dayplan.domain.unseen import Unseen
from dayplan.errors import BadInput
from dayplan.storage import browse
from dayplan.storage.reader import open_reader
from dayplan.tui.entry_form import read_entry, read_new_entry, read_split

NOON = "2026-11-27T12:00:00+01:00"
AFTER_MIDNIGHT = "2026-11-28T00:20:00+01:00"
AT_TWO = "2026-11-28T02:00:00+01:00"
AT_TEN = "2026-11-28T10:00:00+01:00"
CLOCKS_BACK = "2026-10-25T12:00:00+01:00"

TIMES = [
    # day_start, now, what is typed, what it means: worked out from the table in `typed_times`
    ("00:00", NOON, "9:15", "2026-11-27T09:15:00+01:00"),
    ("00:00", NOON, "0915", "2026-11-27T09:15:00+01:00"),
    ("00:00", NOON, "9.15", "2026-11-27T09:15:00+01:00"),
    ("00:00", NOON, "9am", "2026-11-27T09:00:00+01:00"),
    ("00:00", NOON, "-20m", "2026-11-27T11:40:00+01:00"),
    ("00:00", NOON, "mon 16:00", "2026-11-23T16:00:00+01:00"),
    ("00:00", NOON, "yesterday 23:30", "2026-11-26T23:30:00+01:00"),
    ("00:00", NOON, "2026-11-26 9:15", "2026-11-26T09:15:00+01:00"),
    ("00:00", NOON, "2026-11-26T09:15:00+00:00", "2026-11-26T10:15:00+01:00"),
    ("00:00", AFTER_MIDNIGHT, "23:30", "2026-11-27T23:30:00+01:00"),
    ("00:00", AFTER_MIDNIGHT, "yesterday 23:00", "2026-11-27T23:00:00+01:00"),
    ("00:00", AFTER_MIDNIGHT, "24:00", "2026-11-28T00:00:00+01:00"),
    ("00:00", AFTER_MIDNIGHT, "midnight", "2026-11-28T00:00:00+01:00"),
    ("04:00", AFTER_MIDNIGHT, "23:00", "2026-11-27T23:00:00+01:00"),
    ("04:00", AFTER_MIDNIGHT, "yesterday 23:00", "2026-11-26T23:00:00+01:00"),
    ("04:00", AT_TWO, "1:15", "2026-11-28T01:15:00+01:00"),
    ("04:00", AT_TWO, "today 1:15", "2026-11-28T01:15:00+01:00"),
    ("04:00", AT_TEN, "1:15", "2026-11-28T01:15:00+01:00"),
    ("04:00", AT_TEN, "yesterday 1:15", "2026-11-28T01:15:00+01:00"),
    ("00:00", CLOCKS_BACK, "2:30", "2026-10-25T02:30:00+02:00"),
    ("00:00", CLOCKS_BACK, "2:30+01:00", "2026-10-25T02:30:00+01:00"),
]

AS_A_BEGINNING = {
    "start": ("start 1 --at", ""),
    "resume": ("resume --at", ""),
    "done": ("done 1 --at", ""),
    "log add -": ("log add 1", "-now"),
    "log add to": ("log add 1", " to now"),
    "log cut": ("log cut", " to now"),
    "log edit --start": ("log edit 1 --start", ""),
    "log edit --start of what runs": ("log edit 1 --start", ""),
    "start of what runs": ("start 1 --at", ""),
    "log resolve --of": ("log resolve 1 --of", " to now"),
}
AS_AN_END = {
    "stop": "stop --at",
    "done": "done 1 --at",
    "log edit --end of what runs": "log edit 1 --end",
    "log edit --end": "log edit 1 --end",
    "log edit --boundary": "log edit 1 --boundary",
    "log split": "log split 1",
    "log resolve part": "log resolve 1 part",
    "log add": "log add 1",
    "log cut": "log cut",
}
OF_WHAT_IS_THERE = [command for command in AS_AN_END if command not in ("log add", "log cut", "log edit --end")]
"""What was recorded says when it began, so that an end may be up to a day later; else 12 hours (see `typed_times`)."""


def seconds(moment: str) -> float:
    return datetime.fromisoformat(moment).timestamp()


def moment(epoch: float) -> str:
    return datetime.fromtimestamp(epoch).astimezone().isoformat()


def prepared(dayplan: Terminal, day_start: str, now: str) -> Terminal:
    dayplan.at("2026-10-01T09:00:00+02:00").ok("template pack blank --instead")
    dayplan.ok(f"config set day_start {day_start}")
    dayplan.at(now).ok("add Answer email")
    dayplan.ok("add Write proposals")
    return dayplan


def entries(dayplan: Terminal) -> list[tuple[float, float | None]]:
    found = dayplan.ok("log all time --json").json
    return sorted(
        (
            seconds(e["started_at"]),
            seconds(e["ended_at"]) if e["ended_at"] else None,
        )
        for e in found
    )


@pytest.mark.parametrize("command", AS_A_BEGINNING)
@pytest.mark.parametrize(("day_start", "now", "typed", "meant"), TIMES)
def test_one_text_is_one_beginning(
    dayplan: Terminal, command: str, day_start: str, now: str, typed: str, meant: str
) -> None:
    prepared(dayplan, day_start, now)
    at, until = seconds(meant), seconds(now)
    words, after = AS_A_BEGINNING[command]
    earlier, later = moment(at - 600), moment(at + 60)
    if command in ("log cut", "log resolve --of"):
        dayplan.ok("log", "add", "1", f"{earlier} to now")
    elif command == "log edit --start":
        dayplan.ok("log", "add", "1", f"{later} to {moment(until - 30)}")
    elif command.endswith("of what runs"):
        dayplan.ok("start", "1", "--at", later)
    elif command == "resume":
        dayplan.ok("log", "add", "1", f"{earlier} to {moment(at - 300)}")
    typed_words = (
        [*words.split(), f"{typed}{after}"] if "resolve" not in command else [*words.split(), f"{typed}{after}", "drop"]
    )
    answer = dayplan.ok(*typed_words, *(["--json"] if command == "done" else []))
    if command == "done":
        (task,) = answer.json["tasks"]
        assert seconds(task["done_at"]) == at
    elif command in ("log cut", "log resolve --of"):
        assert entries(dayplan)[0] == (at - 600, at)
    else:
        assert entries(dayplan)[-1][0] == at


@pytest.mark.parametrize(
    ("command", "before"),
    [*((command, 600) for command in AS_AN_END), *((command, 17 * 3600) for command in OF_WHAT_IS_THERE)],
)
@pytest.mark.parametrize(("day_start", "now", "typed", "meant"), TIMES)
def test_one_text_is_one_end(
    dayplan: Terminal, command: str, day_start: str, now: str, typed: str, meant: str, before: int
) -> None:
    prepared(dayplan, day_start, now)
    at, until = seconds(meant), seconds(now)
    begin = moment(at - before)
    if command in ("stop", "done", "log edit --end of what runs"):
        dayplan.ok("start", "1", "--at", begin)
        dayplan.ok(*AS_AN_END[command].split(), typed)
        assert entries(dayplan)[0] == (at - before, at)
    elif command in ("log add", "log cut"):
        if command == "log cut":
            dayplan.ok("log", "add", "1", f"{begin} to now")
        dayplan.ok(*AS_AN_END[command].split(), f"{begin} to {typed}")
        assert entries(dayplan)[0] == ((at - before, at) if command == "log add" else (at, until))
    elif command == "log edit --boundary":
        dayplan.ok("log", "add", "1", f"{begin} to {moment(at + 60)}")
        dayplan.ok("log", "add", "2", f"{moment(at + 60)} to now")
        dayplan.ok(*AS_AN_END[command].split(), typed)
        assert entries(dayplan) == [(at - before, at), (at, until)]
    else:
        dayplan.ok("log", "add", "1", f"{begin} to now")
        dayplan.ok(*AS_AN_END[command].split(), typed)
        assert entries(dayplan)[0] == (at - before, at)


@pytest.mark.parametrize(
    "command", ["log add 1 yesterday 18:00 to 9:15", "log cut yesterday 16:00 to 9:15", "log edit 1 --end 9:15"]
)
def test_an_end_of_another_date_more_than_12_hours_later_is_not_guessed(dayplan: Terminal, command: str) -> None:
    prepared(dayplan, "00:00", NOON)
    dayplan.ok("log", "add", "2", "yesterday 16:00 to 17:00")
    before = entries(dayplan)
    answer = dayplan(*command.split())
    assert (answer.code, answer.out) == (1, "")
    assert "before it starts" in answer.err
    assert entries(dayplan) == before
    dayplan.ok(*command.split()[:-1], "today 9:15")


@pytest.mark.parametrize(("day_start", "now", "typed", "meant"), TIMES)
def test_the_forms_of_the_planner_read_as_the_commands_do(
    dayplan: Terminal, day_start: str, now: str, typed: str, meant: str
) -> None:
    """They differ in one thing: of a time that came twice they ask which is meant (T8)."""
    prepared(dayplan, day_start, now)
    at = seconds(meant)
    dayplan.ok("log", "add", "1", f"{moment(at - 600)} to {moment(at + 60)}")
    dayplan.ok("start", "2", "--at", moment(at + 60))
    moment_now = now_here()
    reader = open_reader(os.environ["DAYPLAN_DB"])
    assert reader is not None
    day, (ended, running) = reader.day(moment_now), browse.entries(reader)
    reader.close()
    readings = {
        "new entry": lambda: (
            read_new_entry({"task": "1", "times": f"{typed} to now", "notes": ""}, day, moment_now).start
        ),
        "start": lambda: read_entry({"start": typed}, running, day, moment_now).start,
        "end": lambda: read_entry({"end": typed}, ended, day, moment_now).end,
        "split": lambda: read_split(typed, ended, day, moment_now)[0],
        "part": lambda: read_part(typed, whole(ended), reader_for(moment_now, day.settings), sure=True).end,
    }
    twice = typed == "2:30"
    for name, read in readings.items():
        if twice:
            with pytest.raises(BadInput, match="came twice"):
                read()
        else:
            assert read() == at, name


def whole(entry: TimeEntry) -> Unseen:
    assert entry.ended_at is not None
    return Unseen("unresolved", entry.started_at, entry.ended_at)


def now_here() -> Now:
    clock._pretended = None
    return clock.now()
