"""The planner where its data file is gone and copies of it are there: it offers the newest good one (issue 12.3)."""

from __future__ import annotations

from pathlib import Path

import pytest
from processes import AWAKE, House, all_of


def missing(path: Path) -> None:
    path.unlink()


def empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.fixture(params=[missing, empty], ids=lambda state: state.__name__)
def lost(request: pytest.FixtureRequest, seeded: House) -> House:
    seeded.ok("backup")
    request.param(seeded.path)
    return seeded


def seen(house: House) -> list[tuple[str, bytes]]:
    return [(str(each), each.read_bytes()) for each in sorted(house.path.parent.rglob("*")) if each.is_file()]


@pytest.mark.parametrize("answer", ["n\n", "\n", "\x04"], ids=["no", "enter", "ctrl+d"])
def test_the_planner_asks_before_it_starts_and_leaves_all_as_it_is(lost: House, answer: str) -> None:
    before = seen(lost)
    with lost.planner() as terminal:
        terminal.wait_for("The newest good copy is of today 09:00: 4 tasks, 0m of time")
        terminal.wait_for("Put it back and open the planner? [y/N]")
        terminal.type(answer)
        assert terminal.leave() == 65
        assert "dayplan restore 1 puts the newest good one back" in " ".join(terminal.text.split())
        assert terminal.settings == terminal.settings_before
        assert b"\x1b[?1049h" not in terminal.painted, "the planner did not start"
    assert seen(lost) == before


def test_on_yes_the_newest_good_copy_is_put_back_and_the_planner_opens(lost: House) -> None:
    with lost.planner() as terminal:
        terminal.wait_for("[y/N]")
        terminal.type("y\n")
        terminal.wait_for("Answer email")
        terminal.type("\r")
        terminal.wait_for(AWAKE)
        terminal.type("q")
        assert terminal.leave() == 0
    assert "Answer email" in lost.ok("status").out


def test_ctrl_c_at_the_question_leaves(lost: House) -> None:
    before = seen(lost)
    with lost.planner() as terminal:
        terminal.wait_for("[y/N]")
        terminal.type("\x03")
        assert terminal.leave() == 130
    assert seen(lost) == before


def test_a_crowd_that_begins_a_new_life_finds_no_lost_file(house: House) -> None:
    """One of them makes the file and the first copy while others still find no file."""
    house.path.parent.mkdir(mode=0o700)
    answers = all_of([house.begin("add", f"Task {number}") for number in range(8)])
    assert [answer.code for answer in answers] == [0] * 8, answers
    assert len(house.ok("today", "--json").json["tasks"]) == 12


def test_eight_processes_at_a_lost_file_refuse_it_all(lost: House) -> None:
    before = seen(lost)
    answers = all_of([lost.begin(*words) for words in (("today",), ("add", "x"), ("status",), ("start", "1")) * 2])
    assert [answer.code for answer in answers] == [65] * 8, answers
    assert seen(lost) == before
