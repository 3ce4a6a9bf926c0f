"""Time nobody saw, from the command line: said in one line, and decided without being asked (T2, T6, T7)."""

from __future__ import annotations

import pytest
from terminal import Terminal


def up(dayplan: Terminal, seconds: int, awake: int | None = None) -> Terminal:
    """Say for how long the machine has run, and for how long of that it was awake."""
    dayplan._monkeypatch.setenv("DAYPLAN_UPTIME", f"{seconds}/{seconds if awake is None else awake}")
    return dayplan


@pytest.fixture
def slept(dayplan: Terminal) -> Terminal:
    """Email since ten; at one the machine has slept for 47 minutes."""
    up(dayplan, 10_000).at("10:00").ok("start 1")
    return up(dayplan.at("13:00"), 20_800, 17_980)


SAID = "The machine slept for 47m since 10:00. To put it right: dayplan log resolve"


def test_t2_today_start_stop_and_status_say_that_the_machine_slept(slept: Terminal) -> None:
    assert f"  {SAID}" in slept.ok("today").lines
    assert slept.ok("status").out.startswith("▶ Answer email 3h?")
    assert slept.ok("today --json").json["running"]["in_question"] == {
        "why": "asleep",
        "from": "2026-11-23T10:00:00+01:00",
        "to": "2026-11-23T13:00:00+01:00",
        "unseen_seconds": 47 * 60,
    }
    assert SAID in slept.ok("start 1").err
    said = (
        "The machine slept for 47m since 10:00. Until you decide, 10:00–13:00 (3h) is in no total: "
        "dayplan log resolve 1 keep, dayplan log resolve 1 part TIME or dayplan log resolve 1 drop.\n"
    )
    assert slept.ok("start 2").err == said
    assert "?" not in slept.ok("status").out
    slept.ok("undo")
    assert slept.ok("stop").err == said


def test_t2_a_restart_and_half_a_day_are_said_too(dayplan: Terminal) -> None:
    up(dayplan, 10_000).at("10:00").ok("start 1")
    assert "The machine was restarted since 10:00, 2h ago." in up(dayplan.at("12:00"), 60).ok("today").out
    assert "12 hours" not in up(dayplan.at("21:59"), 53_140).ok("today").out
    assert "Nobody said anything of it since 10:00: that is 12h05" in up(dayplan.at("22:05"), 53_500).ok("today").out


def test_t7_a_clock_set_back_is_said_and_decided(dayplan: Terminal) -> None:
    up(dayplan, 10_000).at("10:00").ok("start 1")
    up(dayplan.at("09:40"), 11_800)
    assert "The clock was set back: 30m that it ran are in no total." in dayplan.ok("today").out
    assert dayplan.ok("log resolve keep").lines == ["#1  09:10–now  30m  Answer email"]
    assert "set back" not in dayplan.ok("today").out


def test_t6_what_waits_is_listed_and_decided_by_its_number(slept: Terminal) -> None:
    assert slept.ok("log resolve").lines == [
        "#1  Answer email, running since 10:00",
        "    The machine slept for 47m since 10:00.",
    ]
    answer = slept.ok("log resolve 1 later --of 12:05-12:52")
    assert answer.lines == [
        "#1  10:00–12:05  2h05  Answer email",
        "#2  12:05–12:52  47m  Answer email  to decide",
        "#3  12:52–now  8m  Answer email",
    ]
    assert "47m of time to decide about: dayplan log resolve" in slept.ok("today").lines
    assert slept.ok("status").out.rstrip().endswith("47m to decide")
    assert slept.ok("today --json").json["undecided_seconds"] == 47 * 60
    assert slept.ok("today --json").json["tracked_seconds"] == 7980
    assert slept.ok("log").lines[0] == "Monday 23 November · 2h13 · 47m unresolved"
    assert slept.ok("log").lines[2] == "#2  12:05–12:52     47m  Answer email  to decide"
    (waiting,) = slept.ok("log resolve --json").json
    assert (waiting["entry"]["id"], waiting["why"]) == (2, "unresolved")
    assert waiting["sentence"] == "12:05 to 12:52, 47m, are in no total until you decide."
    assert slept.ok("log resolve part 12:20").lines == ["#2  12:05–12:20  15m  Answer email"]
    assert slept.ok("log resolve").err == "No time waits for a decision.\n"
    slept.ok("undo")
    answer = slept.ok("log resolve 2 give write proposals --json").json
    assert [(each["title"], each["seconds"], each["state"]) for each in answer["entries"]] == [
        ("Write proposals", 2820, "kept")
    ]
    slept.ok("undo")
    assert "undo brings it back" in slept.ok("log resolve 2 drop").out
    assert len(slept.ok("log --json").json) == 2


def test_t2_a_timer_that_was_forgotten_stops_unless_its_person_says_otherwise(dayplan: Terminal) -> None:
    dayplan.at("17:00").ok("start 1")
    dayplan.at("2026-11-24T09:00:00+01:00")
    assert dayplan.ok("log resolve part 18:15").lines == ["#1  17:00–18:15  1h15  Answer email  Monday 23 November"]
    dayplan.ok("undo")
    assert dayplan.ok("log resolve part 18:15 --go-on").lines[1].startswith("#2  09:00–now  0m")
    dayplan.ok("undo")
    dayplan.ok("stop")
    assert dayplan.ok("log yesterday").lines[1].endswith("(of 16h)  to decide")
    assert dayplan.ok("log resolve 1 part 18:15").lines == ["#1  17:00–18:15  1h15  Answer email  Monday 23 November"]


@pytest.mark.parametrize(
    ("line", "code", "says"),
    [
        ("log resolve 1 perhaps", 2, "is no answer: say keep, part, give, drop or later"),
        ("log resolve 9 drop", 1, "There is no time entry #9"),
        ("log resolve 1 part", 2, "Say which part"),
        ("log resolve 1 part 14:00", 2, "give a part of that"),
        ("log resolve 1 give", 2, "Say which task"),
        ("log resolve 1 give nonsense", 1, "No task fits"),
        ("log resolve 1 drop it", 2, "is too much"),
        ("log resolve 1 keep --stop", 2, "dayplan stop"),
        ("log resolve 1 drop --of noon", 2, "is not a stretch"),
        ("log resolve 1 drop --of 8:00-9:00", 2, "give a part of that"),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(slept: Terminal, line: str, code: int, says: str) -> None:
    before = slept.ok("log --json").json
    answer = slept(*line.split())
    assert (answer.code, answer.out) == (code, "")
    assert says in answer.err
    assert slept.ok("log --json").json == before


def test_nothing_in_question_needs_a_stretch(dayplan: Terminal) -> None:
    dayplan.ok("start 1")
    dayplan.at("10:00")
    assert "No time waits" in dayplan("log resolve drop").err
    assert "name a stretch with --of" in dayplan("log resolve 1 drop").err
    assert dayplan.ok("log resolve 1 give 2 --of 9:10-9:20").lines[1] == "#2  09:10–09:20  10m  Write proposals"


def test_the_shell_completes_what_waits_and_the_answers(slept: Terminal) -> None:
    def words(*line: str) -> list[str]:
        return [each.partition("\t")[0] for each in slept.ok("completion", "words", "\n".join(line)).lines]

    assert "resolve" in words("log", "res")
    assert words("log", "resolve", "") == ["1"]
    assert words("log", "resolve", "1", "") == ["keep", "part", "give", "drop", "later"]
    assert "2" in words("log", "resolve", "1", "give", "")
