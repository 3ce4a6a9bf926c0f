"""`inbox`, `why` and `capacity`: C3, S11, Z1."""

from __future__ import annotations

from pathlib import Path

import pytest
from terminal import Answer, Terminal

FIRST = "The template “Answer email” is due every workday. The very first start seeds it whatever the day of the week."


@pytest.fixture
def caught(dayplan: Terminal) -> Terminal:
    """Two things wait in the inbox."""
    dayplan.ok("inbox add Call Ana @café est:15m")
    dayplan.ok("inbox add Ask Bill for photos +ask")
    return dayplan


def refused(answer: Answer, code: int) -> str:
    assert (answer.code, answer.out) == (code, "")
    assert answer.err.startswith("dayplan: ")
    assert answer.err.count("\n") == 1
    return answer.err


def titles(dayplan: Terminal, *words: str) -> list[str]:
    return [task["title"] for task in dayplan.ok("today", *words, "--json").json["tasks"]]


# C3: what was caught on the way


def test_c3_what_is_caught_waits_in_the_inbox_and_on_no_day(caught: Terminal) -> None:
    assert caught.ok("inbox").lines == ["i1 ○ Call Ana · @café · – / 15m", "i2 ○ Ask Bill for photos · +ask"]
    assert caught.ok("inbox list").out == caught.ok("inbox").out
    assert "Call Ana" not in titles(caught)


def test_c3_adding_says_where_it_went(dayplan: Terminal) -> None:
    dayplan.ok("today")
    assert dayplan.ok("inbox add Call Ana @café").lines == ["○ Call Ana · @café · inbox"]


def test_c3_a_line_that_names_a_day_is_planned_for_it(dayplan: Terminal) -> None:
    dayplan.ok("today")
    assert dayplan.ok("inbox add Call Ana on:fri").lines == ["○ Call Ana · Friday 27 November"]
    assert dayplan.ok("inbox --json").json == []


def test_c3_an_empty_inbox_says_how_to_fill_it_and_prints_nothing(dayplan: Terminal) -> None:
    dayplan.ok("today")
    answer = dayplan.ok("inbox")
    assert (answer.out, answer.err) == ("", "The inbox is empty. dayplan inbox add LINE catches something.\n")


@pytest.mark.parametrize("name", ["i1", "1", "I1", "ana", "call ana", "CALL"])
def test_c3_one_command_plans_it_for_today(caught: Terminal, name: str) -> None:
    assert caught.ok(*f"inbox plan {name}".split()).lines == ["○ 5 Call Ana · @café · – / 15m"]
    assert titles(caught)[-1] == "Call Ana"
    assert caught.ok("inbox").lines == ["i1 ○ Ask Bill for photos · +ask"]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("i1 fri", "fri"),
        ("i1 next fri", "2026-12-04"),
        ("ana tomorrow", "tomorrow"),
        ("call ana 2026-12-01", "2026-12-01"),
        ("i1 +3d", "2026-11-26"),
        ("i1 today", "today"),
    ],
)
def test_c3_or_for_another_day(caught: Terminal, words: str, day: str) -> None:
    caught.ok(*f"inbox plan {words}".split())
    assert "Call Ana" in titles(caught, day)


def test_c3_planning_is_a_step_that_can_be_undone(caught: Terminal) -> None:
    before = caught.ok("inbox").out
    caught.ok("inbox plan i1 fri")
    assert caught.ok("undo").lines == ["Undone: Move 'Call Ana' to Friday 27 November"]
    assert caught.ok("inbox").out == before


@pytest.mark.parametrize(
    ("command", "code", "says"),
    [
        ("inbox plan i3", 1, "There is no task i3 in the inbox, which holds 2."),
        ("inbox plan 0", 1, "There is no task i0 in the inbox"),
        ("inbox plan dentist", 1, "Nothing in the inbox fits 'dentist'."),
        ("inbox plan a", 1, "'a' fits several tasks: i1 Call Ana, i2 Ask Bill for photos. Say which by its place."),
        ("inbox plan i1 yesterday", 1, "Sunday 22 November is over"),
        ("inbox plan", 2, "Say what to plan"),
        ("inbox add", 2, "Say what to add"),
        ("inbox add @café", 2, "The title is empty"),
        ("inbox Call Ana", 2, "list"),
        ("inbox list Ana", 2, "dayplan inbox add LINE"),
    ],
)
def test_c3_what_cannot_be_done_is_refused_and_changes_nothing(
    caught: Terminal, command: str, code: int, says: str
) -> None:
    before = caught.ok("inbox").out, titles(caught)
    assert says in refused(caught(command), code)
    assert (caught.ok("inbox").out, titles(caught)) == before


def test_c3_as_json(caught: Terminal) -> None:
    first, second = caught.ok("inbox --json").json
    assert (first["title"], first["client"], first["estimate_seconds"], first["day"]) == ("Call Ana", "café", 900, None)
    assert (second["title"], second["tags"], second["number"]) == ("Ask Bill for photos", ["ask"], None)
    planned = caught.ok("inbox plan i2 fri --json").json["tasks"]
    assert [(task["title"], task["day"]) for task in planned] == [("Ask Bill for photos", "2026-11-27")]
    (added,) = caught.ok("inbox add Third --json").json["tasks"]
    assert (added["title"], added["day"]) == ("Third", None)


def test_c3_nothing_in_the_inbox_is_moved_by_itself(caught: Terminal) -> None:
    caught.at("2026-12-24T09:00:00+01:00").ok("today")
    assert len(caught.ok("inbox").lines) == 2


def test_the_inbox_is_named_from_other_commands_too(caught: Terminal) -> None:
    caught.ok("edit i1 --est 1h")
    caught.ok("drop i2")
    assert caught.ok("inbox").lines == ["i1 ○ Call Ana · @café · – / 1h"]


# S11: why


@pytest.mark.parametrize("name", ["1", "email", "answer email"])
def test_s11_why_says_the_reasons_a_line_each(dayplan: Terminal, name: str) -> None:
    dayplan.ok("today")
    dayplan.ok("done 1")
    assert dayplan.ok(*f"why {name}".split()).lines == ["Answer email", f"· {FIRST}", "· You ticked it at 09:00."]


def test_s11_why_as_json(dayplan: Terminal) -> None:
    dayplan.ok("today")
    assert dayplan.ok("why 1 --json").json == {"id": 1, "title": "Answer email", "reasons": [FIRST]}


def test_s11_why_answers_for_the_inbox_and_never_writes(caught: Terminal, path: Path) -> None:
    before = path.read_bytes()
    assert caught.ok("why i1").lines == ["Call Ana", "· You added it to the inbox, at 09:00."]
    assert path.read_bytes() == before


def test_s11_why_of_nothing_is_refused(dayplan: Terminal) -> None:
    dayplan.ok("today")
    assert "There is no task 9 today." in refused(dayplan("why 9"), 1)
    assert "task" in refused(dayplan("why"), 2)


# Z1: the room that one day has


def test_z1_capacity_is_shown_and_set_for_one_day_only(dayplan: Terminal) -> None:
    dayplan.ok("today")
    assert dayplan.ok("capacity").lines == ["Monday 23 November has room for 7h."]
    assert dayplan.ok("capacity 4h30").lines == ["Monday 23 November has room for 4h30."]
    assert dayplan.ok("today").lines[1] == "0/4 done · 6h planned of 4h30 · 1h30 too much"
    assert dayplan.ok("capacity --day tomorrow").lines == ["Tuesday 24 November has room for 7h."]


@pytest.mark.parametrize(
    ("typed", "seconds"), [("5h", 18000), ("6:30", 23400), ("0", 0), ("none", 0), ("usual", 25200), ("1.5h", 5400)]
)
def test_z1_capacity_takes_a_duration_nothing_or_the_usual(dayplan: Terminal, typed: str, seconds: int) -> None:
    dayplan.ok("capacity 3h")
    shown = dayplan.ok(f"capacity {typed} --json").json
    assert shown == {"day": "2026-11-23", "capacity_seconds": seconds, "left_seconds": seconds - 6 * 3600}


def test_z1_capacity_of_another_day(dayplan: Terminal) -> None:
    dayplan.ok("today")
    assert dayplan.ok("capacity 2h --day sat").lines == ["Saturday 28 November has room for 2h."]
    assert "2h free" in dayplan.ok("today sat").out
    assert dayplan.ok("capacity usual --day sat").lines == ["Saturday 28 November has room for 0m."]


def test_z1_a_capacity_that_was_set_can_be_undone(dayplan: Terminal) -> None:
    dayplan.ok("capacity 4h")
    dayplan.ok("capacity 2h")
    assert dayplan.ok("undo").lines == ["Undone: Set the capacity of Monday 23 November to 2h"]
    assert dayplan.ok("capacity").lines == ["Monday 23 November has room for 4h."]
    dayplan.ok("undo")
    assert dayplan.ok("capacity").lines == ["Monday 23 November has room for 7h."]
    dayplan.ok("redo")
    assert dayplan.ok("capacity").lines == ["Monday 23 November has room for 4h."]


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("capacity much", "'much' is not a duration"),
        ("capacity 25h", "more than 24 hours"),
        ("capacity 5", "hours or minutes"),
        ("capacity 5h --day someday", "'someday' is not a day"),
    ],
)
def test_z1_what_is_no_capacity_is_refused(dayplan: Terminal, command: str, says: str) -> None:
    dayplan.ok("today")
    assert says in refused(dayplan(command), 2)
    assert dayplan.ok("capacity").lines == ["Monday 23 November has room for 7h."]


def test_z1_showing_the_capacity_never_writes(dayplan: Terminal, path: Path) -> None:
    dayplan.ok("today")
    before = path.read_bytes()
    dayplan.ok("capacity")
    dayplan.ok("capacity --day fri --json")
    assert path.read_bytes() == before
