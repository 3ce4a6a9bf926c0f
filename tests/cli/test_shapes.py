"""JSON has exactly the shape of the interface page; errors are one sentence and an exit code."""

from __future__ import annotations

import pytest
from terminal import Terminal

from dayplan.cli.table import COMMANDS, FAMILIES


def test_today_json_has_exactly_the_documented_shape(dayplan: Terminal) -> None:
    dayplan.at("2026-11-23T09:06:00+01:00").ok("start 1")
    dayplan.at("09:31").ok("done 1")
    dayplan.at("10:00").ok("start 2")
    shown = dayplan.at("2026-11-23T10:24:13+01:00").ok("today --json").json
    assert list(shown) == [
        "day", "now", "capacity_seconds", "planned_seconds", "tracked_seconds", "running", "tasks",
    ]  # fmt: skip
    assert {key: value for key, value in shown.items() if key != "tasks"} == {
        "day": "2026-11-23",
        "now": "2026-11-23T10:24:13+01:00",
        "capacity_seconds": 25200,
        "planned_seconds": 21600,
        "tracked_seconds": 2953,
        "running": {"number": 2, "entry": 2, "started_at": "2026-11-23T10:00:00+01:00", "seconds": 1453},
    }
    assert shown["tasks"][0] == {
        "id": 1, "number": 1, "title": "Answer email", "status": "done", "estimate_seconds": 1800,
        "tracked_seconds": 1500, "tracked_total_seconds": 1500, "running": False, "template": "Answer email",
        "occurrence": "2026-11-23", "first_day": "2026-11-23", "carried": 0, "client": None, "project": None,
        "tags": [], "notes": "", "done_at": "2026-11-23T09:31:00+01:00",
    }  # fmt: skip
    assert list(shown["tasks"][1]) == list(shown["tasks"][0])


def test_log_json_has_the_documented_shape(dayplan: Terminal) -> None:
    dayplan.ok("start 1")
    dayplan.at("09:25").ok("start 2")
    first, second = dayplan.at("10:00").ok("log --json").json
    assert first == {
        "id": 1, "task_id": 1, "title": "Answer email", "day": "2026-11-23",
        "started_at": "2026-11-23T09:00:00+01:00", "ended_at": "2026-11-23T09:25:00+01:00", "seconds": 1500,
        "zone": "Europe/Berlin", "note": "", "state": "kept",
    }  # fmt: skip
    assert (second["ended_at"], second["seconds"]) == (None, 2100)


@pytest.mark.parametrize(
    "command",
    [
        "add Call", "edit 1 --est 1h", "start 1", "stop", "resume", "done 1", "reopen 1", "skip 1", "drop 2",
        "move 3 tomorrow", "delete 5", "today", "status", "log", "seed", "undo", "redo", "history", "config list",
        "template list",
    ],
)  # fmt: skip
def test_every_command_answers_in_json(dayplan: Terminal, command: str) -> None:
    for before in ("add Call", "start 1", "stop", "done 4", "undo"):
        dayplan.at("09:10" if before == "stop" else "09:00").ok(before)
    dayplan.at("09:20")
    if command == "stop":
        dayplan.ok("start 1")
    if command == "reopen 1":
        dayplan.ok("done 1")
    assert dayplan.ok(f"{command} --json").json is not None


@pytest.mark.parametrize(
    ("command", "code", "says"),
    [
        ("tody", 2, "There is no command 'tody'. Did you mean today? dayplan --help lists them."),
        ("--colour", 2, "There is no option '--colour' here"),
        ("--db", 2, "--db names no file"),
        ("add", 2, "The following arguments are required: line. dayplan add --help says what it takes."),
        ("start 99", 1, "There is no task 99 today."),
        ("start 1 --at 25:61", 2, "There is no such time as '25:61'"),
        ("done i7", 1, "There is no task i7 in the inbox"),
        ("today --nope", 2, "Unrecognized arguments: --nope"),
        ("today someday", 2, "'someday' is not a day"),
        ("stop", 1, "No timer is running"),
        ("skip 5", 1, "does not come from a template"),
        ("history -n 0", 2, "--limit is a number from 1"),
    ],
)
def test_bad_input_gets_one_sentence_and_an_exit_code(dayplan: Terminal, command: str, code: int, says: str) -> None:
    dayplan.ok("add Call")
    answer = dayplan(command)
    assert (answer.code, answer.out) == (code, "")
    assert answer.err.startswith("dayplan: ")
    assert says in answer.err
    assert answer.err.count("\n") == 1
    assert "Traceback" not in answer.err


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_what_it_takes(dayplan: Terminal, command: str) -> None:
    answer = dayplan.ok(f"{command} --help")
    assert answer.out.startswith(COMMANDS[command].summary if command in FAMILIES else f"usage: dayplan {command}")
    assert dayplan.ok(f"help {command}").out == answer.out
    assert f"\n  {command}" in dayplan.ok("--help").out


def test_db_names_the_file_before_or_after_the_command(dayplan: Terminal, tmp_path: object) -> None:
    named = f"{tmp_path}/else/where.db"
    dayplan.ok("--db", named, "add", "Call")
    assert len(dayplan.ok("today", "--json", "--db", named).json["tasks"]) == 5
    assert dayplan.ok("status").lines == ["no day yet"]


def test_a_bug_is_told_in_a_sentence_and_its_place_kept_without_titles(
    dayplan: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("secret title")

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr("dayplan.cli.today.day_lines", broken)
    answer = dayplan("today")
    assert answer.code == 1
    assert answer.err.startswith("4 seeded")
    assert "Something went wrong inside dayplan (RuntimeError)" in answer.err
    with open(f"{tmp_path}/dayplan/dayplan.log", encoding="utf-8") as log:
        kept = log.read()
    assert "RuntimeError" in kept
    assert "in broken" in kept
    assert "secret title" not in kept


@pytest.mark.parametrize("command", [f"{family} {name}" for family, names in FAMILIES.items() for name in names])
def test_every_command_of_two_words_says_what_it_takes(dayplan: Terminal, command: str) -> None:
    assert dayplan.ok(f"{command} --help").out.startswith(f"usage: dayplan {command}")
    assert command in dayplan.ok(f"{command.split()[0]} --help").out
