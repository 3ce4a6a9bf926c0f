"""`close`: what a day came to, what is open, and a note (Z5)."""

from __future__ import annotations

import pytest
from terminal import Terminal


@pytest.fixture
def evening(dayplan: Terminal) -> Terminal:
    dayplan.ok("add", "Call Ana est:15m")
    dayplan.ok("start 1")
    dayplan.at("09:40").ok("done 1")
    dayplan.ok("start 3")
    dayplan.at("12:40").ok("stop")
    dayplan.ok("skip 4")
    dayplan.ok("move 5 tomorrow")
    return dayplan.at("17:30")


def test_z5_the_summary_says_what_came_of_each_task(evening: Terminal) -> None:
    assert evening.ok("close").lines == [
        "Monday 23 November · closed 17:30",
        "1/3 done · 3h40 tracked · 5h45 planned of 7h · 2h05 less than planned",
        "",
        "                      planned  tracked",
        " 1 ✓ Answer email         30m      40m  10m more",
        " 2 ○ Write proposals       1h           1h left",
        " 3 ○ Project work          4h       3h  1h left",
        " 4 » Send invoices        30m           skipped",
        "   → Call Ana             15m           moved to tomorrow",
        "",
        "2 tasks unfinished: dayplan move 2 3 tomorrow",
        "Tuesday 24 November: 5 tasks, 6h15 of 7h, 45m free",
    ]


def test_z5_the_command_it_offers_does_it(evening: Terminal) -> None:
    evening.ok("close")
    evening.ok("move 2 3 tomorrow")
    lines = evening.ok("close --dry-run").lines
    assert not any("unfinished" in line for line in lines)
    assert lines[-1] == "Tuesday 24 November: 5 tasks, 3h15 of 7h, 3h45 free"


def test_z5_a_running_timer_is_spoken_of_and_runs_on(evening: Terminal) -> None:
    evening.ok("start 2")
    lines = evening.at("17:45").ok("close").lines
    assert "▶ Write proposals since 17:30, 15m" in lines
    assert "  dayplan stop ends it." in lines
    assert evening.ok("today --json").json["running"]["number"] == 2


def test_z5_the_note_is_shown_with_the_day(evening: Terminal) -> None:
    evening.ok("close", "--note", "Ana wants three variants.\nSend them on Friday.")
    note = ["Note: Ana wants three variants.", "      Send them on Friday."]
    assert evening.ok("today").lines[0] == "Monday 23 November · closed 17:30"
    assert evening.ok("today").lines[-2:] == note
    evening.at("2026-11-24T09:00:00+01:00")
    assert evening.ok("today yesterday").lines[0] == "Monday 23 November · yesterday · closed 17:30"
    assert evening.ok("today yesterday").lines[-2:] == note
    assert evening.ok("close yesterday --dry-run").lines[-2:] == note
    assert "note" not in evening.ok("today yesterday --json").json


def test_z5_a_dry_run_closes_nothing(evening: Terminal) -> None:
    assert evening.ok("close --dry-run").lines[0] == "Monday 23 November"
    assert evening.ok("close --dry-run --json").json["closed_at"] is None
    assert evening.ok("history").lines[0].endswith("Move 'Call Ana' to Tuesday 24 November")


def test_z5_closing_is_named_undone_and_reopened(evening: Terminal) -> None:
    evening.ok("close --note Long")
    assert evening.ok("history").lines[0] == "17:30  Close Monday 23 November"
    assert evening.ok("close --reopen").lines[0] == "Monday 23 November"
    assert evening("close --reopen").code == 1
    assert evening.ok("undo").lines[0] == "Undone: Reopen Monday 23 November"
    assert evening.ok("undo").lines[0] == "Undone: Close Monday 23 November"
    assert evening.ok("today").lines[0] == "Monday 23 November"


def test_z5_a_past_day_shows_where_its_tasks_went(evening: Terminal) -> None:
    evening.at("2026-11-24T09:00:00+01:00").ok("today")
    lines = evening.ok("close mon").lines
    assert lines[0] == "Monday 23 November · closed"
    assert "            → Call Ana             15m           moved to today" in lines
    assert "yesterday:3 ◌ Project work          4h       3h  missed" in lines
    assert lines[-1].startswith("Today: 5 tasks, 6h15 of 7h, 45m free")


def test_z5_json_has_what_the_lines_say(evening: Terminal) -> None:
    found = evening.ok("close --json --note Long").json
    assert {key: found[key] for key in ("day", "closed_at", "note", "planned_seconds", "tracked_seconds")} == {
        "day": "2026-11-23", "closed_at": "2026-11-23T17:30:00+01:00", "note": "Long",
        "planned_seconds": 20_700, "tracked_seconds": 13_200,
    }  # fmt: skip
    assert [task["title"] for task in found["tasks"] if task["status"] == "open"] == ["Write proposals", "Project work"]
    assert [(task["title"], task["day"], task["moved"]) for task in found["elsewhere"]] == [
        ("Call Ana", "2026-11-24", True)
    ]
    assert found["next"] == {
        "day": "2026-11-24", "tasks": 5, "needed_seconds": 22_500, "tracked_seconds": 0,
        "capacity_seconds": 25_200, "left_seconds": 2_700,
    }  # fmt: skip
    assert (found["running"], found["unresolved"]) == (None, [])


@pytest.mark.parametrize("words", ["close tomorrow", "close whenever", "close --reopen --dry-run", "close --reopen"])
def test_z5_what_cannot_be_closed_is_one_sentence(dayplan: Terminal, words: str) -> None:
    dayplan.ok("today")
    answer = dayplan(words)
    assert answer.code in (1, 2)
    assert answer.err.count("\n") == 1
    assert "Close" not in dayplan.ok("history").out
