"""A day that does not fit the last one that was opened: what a shell says, does and advises (D5, issue 12.4)."""

from __future__ import annotations

import shlex
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from advice import advised
from terminal import MONDAY, Answer, Terminal
from test_lost import LINES

TEN_YEARS_ON = "2036-11-24T09:00:00+01:00"  # a Monday, as 23 November 2026 is
BACK = "2026-11-23T09:30:00+01:00"
AFTER_TWO_MONTHS = "2027-01-25T09:00:00+01:00"  # a Monday, 63 days later
FOUR = {"Answer email", "Write proposals", "Project work", "Send invoices"}
SAID = "by this machine's clock."


def dump(path: Path) -> list[str]:
    """All rows of the file, without what counts the numbers of days and steps."""
    with sqlite3.connect(path) as connection:
        lines = [line for line in connection.iterdump() if "sqlite_" not in line]
    connection.close()
    return lines


def statuses(path: Path) -> dict[str, int]:
    with sqlite3.connect(path) as connection:
        found = dict(connection.execute("SELECT status, COUNT(*) FROM task GROUP BY status"))
    connection.close()
    return found


def said(answer: Answer) -> list[str]:
    """The lines about the clock."""
    return [line for line in answer.err.splitlines() if SAID in line]


# What is left behind


def ahead(dayplan: Terminal) -> None:
    dayplan.ok("today")
    dayplan.at(TEN_YEARS_ON)


def holiday(dayplan: Terminal) -> None:
    dayplan.ok("today")
    dayplan.ok("add Call Ana")
    dayplan.at(AFTER_TWO_MONTHS)


def looked_tomorrow(dayplan: Terminal) -> None:
    dayplan.ok("today")
    dayplan.at("2026-11-24T09:00:00+01:00").ok("today")
    dayplan.at(BACK)


def looked_ten_years_on(dayplan: Terminal) -> None:
    dayplan.ok("today")
    dayplan.at(TEN_YEARS_ON).ok("today")
    dayplan.at(BACK)


def caught_up_ten_years_on(dayplan: Terminal) -> None:
    """The answer was wrong as well: 10,440 occurrences are missed."""
    dayplan.ok("today")
    dayplan.at(TEN_YEARS_ON).ok("seed --catch-up")
    dayplan.at(BACK)


def worked_tomorrow(dayplan: Terminal) -> None:
    dayplan.ok("today")
    dayplan.at("2026-11-24T09:00:00+01:00").ok("start 1")
    dayplan.at("2026-11-24T09:20:00+01:00").ok("done 1")
    dayplan.at(BACK)


def began_ten_years_on(dayplan: Terminal) -> None:
    dayplan.at(TEN_YEARS_ON).ok("today")
    dayplan.at(BACK)


def behind(dayplan: Terminal) -> None:
    """Forty days were opened; the clock says that it is the first of them."""
    for day in range(40):
        month, of_month = (11, 1 + day) if day < 30 else (12, day - 29)
        dayplan.at(f"2026-{month}-{of_month:02}T09:00:00+01:00").ok("today")
    dayplan.at("2026-11-01T10:00:00+01:00")


class Situation(NamedTuple):
    prepare: Callable[[Terminal], None]
    answer: str
    """The command that is advised; nothing where the clock has to be set right."""


SITUATIONS = {
    "ahead": Situation(ahead, "seed --catch-up"),
    "holiday": Situation(holiday, "seed --catch-up"),
    "looked tomorrow": Situation(looked_tomorrow, "seed --take-back"),
    "looked ten years on": Situation(looked_ten_years_on, "seed --take-back"),
    "caught up ten years on": Situation(caught_up_ten_years_on, "seed --take-back"),
    "worked tomorrow": Situation(worked_tomorrow, "seed --take-back"),
    "began ten years on": Situation(began_ten_years_on, "seed --take-back"),
    "behind": Situation(behind, ""),
}
SAYING = ("today", "today --json", "today --no-seed", "seed", "seed --json", "add Call Ben", "inbox add x", "doctor")


@pytest.mark.parametrize("name", SITUATIONS)
def test_d5_every_command_says_it_in_one_line_and_what_it_advises_works(
    dayplan: Terminal, path: Path, name: str
) -> None:
    situation = SITUATIONS[name]
    situation.prepare(dayplan)
    begin = Path(shutil.copy(path, path.with_name("begin.db")))
    before = dump(path)
    for command in SAYING:
        shutil.copy(begin, path)
        answer = dayplan(*command.split())
        text = answer.out if command == "doctor" else answer.err
        assert answer.code == (1 if command == "doctor" else 0), (command, answer)
        assert text.count("by this machine's clock") == 1, (command, text)
        assert len(said(answer)) == (command != "doctor"), (command, answer.err)
        advice = [line for line in advised(text) if line.startswith("seed")]
        assert advice == ([situation.answer] if situation.answer else []), (command, text)
        if advice:
            done = dayplan(*advice[0].split())
            assert done.code == 0, (command, done)
            after = dayplan.ok("today")
            assert not said(after), "it is asked no more"
            copy = next((word for word in shlex.split(done.err) if word.endswith(".db")), "")
            if situation.answer.endswith("back"):
                assert dayplan.ok("restore", copy).code == 0
                assert said(dayplan.ok("today")), "what was there before is there again"
        else:
            assert dayplan("seed --take-back").code == 1
    shutil.copy(begin, path)
    assert dump(path) == before


@pytest.mark.parametrize("line", [line for line in LINES if line != "undo"])
def test_d5_no_command_settles_what_passed_while_today_is_in_doubt(dayplan: Terminal, path: Path, line: str) -> None:
    holiday(dayplan)
    before = [row for row in dump(path) if row.startswith('INSERT INTO "task" ')]
    answer = dayplan(*line.split())
    assert len(said(answer)) <= 1
    after = dump(path)
    assert [row for row in before if row not in after] == [], "what stands on the last opened day stays as it is"
    assert "missed" not in statuses(path)


def test_d5_one_look_ten_years_on_shows_today_and_is_taken_back_to_the_row(dayplan: Terminal, path: Path) -> None:
    dayplan.ok("today")
    dayplan.ok("add Call Ana")
    dayplan.ok("done 1")
    before = dump(path)
    looked = dayplan.at(TEN_YEARS_ON).ok("today --json").json
    assert {task["title"] for task in looked["tasks"]} == FOUR
    assert statuses(path) == {"open": 4 + 4, "done": 1}
    back = dayplan.at(BACK).ok("today --json").json
    assert [task["title"] for task in back["tasks"] if task["status"] == "open"], "the day is not empty"
    taken = dayplan.ok("seed --take-back --json").json
    assert (taken["days"], taken["seeded"], taken["recorded"], taken["left"]) == (["2036-11-24"], 4, 0, [])
    assert [row for row in dump(path) if row not in before] == []
    assert [row for row in before if row not in dump(path)] == []
    assert dayplan.ok("doctor").out.startswith("All is well")
    assert dayplan.ok("undo").out.startswith("Undone: Done 'Answer email'")


def test_d5_even_a_catch_up_of_ten_years_is_taken_back_to_the_row(dayplan: Terminal, path: Path) -> None:
    dayplan.ok("today")
    before = dump(path)
    dayplan.at(TEN_YEARS_ON).ok("seed --catch-up")
    # 24 November 2026 to 21 November 2036 are 521 weeks and 4 days with 2,609 workdays, for each of the four;
    # the four of Monday are replaced
    assert statuses(path) == {"open": 4, "missed": 4 * 2609 + 4}
    dayplan.at(BACK).ok("seed --take-back")
    assert dump(path) == before


def test_d5_two_months_are_caught_up_with_and_the_copy_puts_them_back(dayplan: Terminal, path: Path) -> None:
    holiday(dayplan)
    dayplan.ok("today")
    before = dump(path)
    caught = dayplan.ok("seed --catch-up")
    # 24 November to 22 January are 44 workdays: four of the first week, and eight weeks of five
    assert statuses(path) == {"open": 5, "missed": 4 * 44 + 4}
    assert "Today: 1 carried, 180 missed." in caught.out
    assert "dayplan away add 2026-11-24 2027-01-24" in caught.out
    (copy,) = path.parent.rglob("*before-catchup*.db")
    dayplan.ok("restore", str(copy))
    assert dump(path) == before


def test_d5_an_empty_day_says_which_day_was_opened_already(dayplan: Terminal) -> None:
    began_ten_years_on(dayplan)
    shown = dayplan.ok("today")
    assert "Monday 24 November 2036 was opened already, so nothing is planned for this Monday." in shown.out
    assert dayplan("doctor --json").json["findings"][0]["kind"] == "unlikely_day"
    dayplan.ok("seed --take-back")
    assert {task["title"] for task in dayplan.ok("today --json").json["tasks"]} == FOUR


@pytest.mark.parametrize(
    "line", ["seed --catch-up --take-back", "seed --take-back --dry-run", "seed --catch-up --anyway"]
)
def test_options_that_answer_different_questions_are_not_given_together(dayplan: Terminal, line: str) -> None:
    dayplan.ok("today")
    answer = dayplan(line)
    assert answer.code == 2
    assert "give one of them" in answer.err


def test_d5_nothing_to_take_back_is_refused_and_nothing_to_catch_up_with_is_not(dayplan: Terminal, path: Path) -> None:
    dayplan.ok("today")
    answer = dayplan("seed --take-back")
    assert (answer.code, answer.out) == (1, "")
    assert "nothing to take back" in answer.err
    assert dayplan.ok("seed --catch-up").code == 0
    assert not list(path.parent.rglob("*before-*.db"))


def test_d5_what_somebody_worked_on_is_named_and_kept(dayplan: Terminal) -> None:
    worked_tomorrow(dayplan)
    answer = dayplan.ok("seed --take-back")
    assert "Left as they are, for somebody worked on them: “Answer email” (Tuesday 24 November 2026)." in answer.out
    assert dayplan.at("2026-11-24T10:00:00+01:00").ok("report today --json").json["total_seconds"] == 1200


def test_a_first_day_is_no_doubt(dayplan: Terminal) -> None:
    assert not said(dayplan.at(MONDAY).ok("today"))
