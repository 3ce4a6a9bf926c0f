"""The first five minutes on a real terminal, from nothing: what a person sees, does and is left with."""

from __future__ import annotations

from pathlib import Path

import pytest
from processes import House

ESCAPE = "\x1b[27u"
DOWN = "\x1b[B"


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def test_s12_one_key_takes_the_usual_answers_and_hints_lead_on(house: House) -> None:
    with house.planner() as screen:
        screen.wait_for("Welcome to dayplan")
        screen.wait_for("esc takes the usual answers")
        assert not house.path.exists(), "nothing is made before it is answered"
        begun = screen.type(ESCAPE)
        screen.wait_for("0/4 done", begun)
        screen.wait_for("enter starts the clock", begun)
        begun = screen.type("\r")
        screen.wait_for("▶ Answer email", begun)
        screen.wait_for("space ticks the task", begun)
        begun = screen.type(" ")
        screen.wait_for("1/4 done", begun)
        screen.wait_for("a adds a task", begun)
        begun = screen.type("aCall Ana @acme est:20m\r")
        screen.wait_for("1/5 done", begun)
        begun = screen.type(f"{ESCAPE}?")
        screen.wait_for("Tick this task, or open it again", begun)
        begun = screen.type(f"{ESCAPE}3")
        screen.wait_for("every workday", begun)
        begun = screen.type("1q")
        assert screen.leave() == 0
        assert screen.settings == screen.settings_before
    tasks = house.ok("today", "--json").json["tasks"]
    assert [(task["title"], task["status"]) for task in tasks] == [
        ("Answer email", "done"),
        *((title, "open") for title in ("Write proposals", "Project work", "Send invoices", "Call Ana")),
    ]
    with house.planner() as screen:
        begun = 0
        screen.wait_for("1/5 done", begun)
        assert "Welcome to dayplan" not in screen.text, "it asks once"
        screen.type("q")
        assert screen.leave() == 0


def test_s12_the_answers_are_kept(house: House) -> None:
    with house.planner() as screen:
        screen.wait_for("esc takes the usual answers")
        begun = screen.type(DOWN)
        screen.wait_for("Prepare today's lessons", begun)
        begun = screen.type("\tmon-thu\t5h\t03:00\r")
        screen.wait_for("Answer parents and students", begun)
        screen.type("q")
        assert screen.leave() == 0
    assert house.ok("config", "get", "workdays").lines == ["mon-thu"]
    assert house.ok("config", "get", "capacity").lines == ["5h"]
    assert house.ok("config", "get", "day_start").lines == ["03:00"]
    assert house.ok("today", "--json").json["capacity_seconds"] == 5 * 3600


@pytest.mark.parametrize("end", ["\x03", "q"])
def test_s12_who_leaves_before_answering_is_asked_again(house: House, end: str) -> None:
    with house.planner() as screen:
        screen.wait_for("esc takes the usual answers")
        screen.type("\x11" if end == "q" else end)
        if screen.process.poll() is None:
            screen.process.terminate()
        screen.leave()
        assert screen.settings == screen.settings_before
    assert not house.path.exists()
    with house.planner() as screen:
        screen.wait_for("Welcome to dayplan")
        screen.process.terminate()
        screen.leave()
