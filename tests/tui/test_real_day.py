"""The real program on a real terminal, through a whole day and over its midnight; then the command line agrees."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from pathlib import Path

from processes import House

ESCAPE = "\x1b[27u"
MIDNIGHT = datetime.fromisoformat("2026-11-24T00:00:00+01:00")


def evening(house: House) -> str:
    """A moment before midnight that leaves time for all that is done until then, on this machine."""
    begun = time.monotonic()
    house.at("2026-11-23T09:00:00+01:00").ok("seed")
    return (MIDNIGHT - timedelta(seconds=4 + 6 * (time.monotonic() - begun))).isoformat()


def test_one_day_capture_plan_start_switch_tick_move_undo_midnight_quit(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.at(evening(house))
    with house.planner() as screen:
        screen.wait_for("Monday 23 November")
        screen.wait_for("4h")

        begun = screen.type("cCall the café @café est:15m\r")
        screen.wait_for("Added to the inbox: Call the café", begun)
        begun = screen.type(f"{ESCAPE}i")
        screen.wait_for("i1 Call the café", begun)
        begun = screen.type("p")
        screen.wait_for("Nothing waits here", begun)
        begun = screen.type(ESCAPE)
        screen.wait_for("0/5 done", begun)

        begun = screen.type("g\r")
        screen.wait_for("▶ Answer email", begun)
        begun = screen.type("j\r")
        screen.wait_for("▶ Write proposals", begun)
        begun = screen.type(" ")
        screen.wait_for("1/5 done", begun)
        begun = screen.type("Gkt")
        screen.wait_for("Moved to tomorrow", begun)
        begun = screen.type("u")
        screen.wait_for("Undone: Move 'Send invoices' to Tuesday 24 November", begun)
        begun = screen.type("gjj\r")
        screen.wait_for("▶ Project work", begun)
        before = screen.text.replace("to Tuesday 24 November", "")  # the toast names the day of the move
        assert "Tuesday" not in before, "all of this was done before midnight"

        screen.wait_for("Tuesday 24 November", begun)
        screen.wait_for("seeded", begun)
        begun = screen.type("G ")
        screen.wait_for("1/5 done", begun)
        begun = screen.type("q")
        assert screen.leave() == 0
        left = screen.text[begun:]
        assert "▶ Project work since" in left
        assert left.rstrip().endswith("It runs on: dayplan stop ends it."), "T2: the shell is left with what runs"
        assert screen.settings == screen.settings_before

    house.at("2026-11-24T00:05:00+01:00")
    today = house.ok("today", "--json").json
    assert {task["title"]: task["status"] for task in today["tasks"]} == {
        "Project work": "open",  # its timer ran over midnight, so it stands for the new one (S3)
        "Call the café": "open",
        "Answer email": "open",
        "Write proposals": "open",
        "Send invoices": "done",
    }
    assert [task["title"] for task in today["tasks"] if task["running"]] == ["Project work"]
    yesterday = house.ok("today", "yesterday", "--json").json
    assert {task["title"]: task["status"] for task in yesterday["tasks"]} == {
        "Answer email": "missed",
        "Write proposals": "done",
        "Send invoices": "missed",
    }
    done = [step["label"] for step in house.ok("history", "--json").json]
    assert {f"Start '{title}'" for title in ("Answer email", "Write proposals", "Project work")} <= set(done)
    log = house.ok("log", "--from", "2026-11-23", "--to", "2026-11-24", "--json").json
    assert [entry["title"] for entry in log][-1:] == ["Project work"], "the others may have run for too short"
    assert house.ok("inbox", "--json").json == []
    assert [line.split()[0] for line in house.ok("stop").lines[:1]] == ["Stopped"]
