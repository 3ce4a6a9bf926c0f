"""Times about the past, from the command line: one reader for all commands (issues 12.12 and 13.18)."""

from __future__ import annotations

import re

import pytest
from terminal import Terminal

FRIDAY = "2026-11-27T12:00:00+01:00"
AFTER_MIDNIGHT = "2026-11-28T00:20:00+01:00"


def spans(dayplan: Terminal) -> list[str]:
    entries = dayplan.ok("log --from 2026-11-01 --to 2026-11-30 --json").json
    return [f"{e['started_at'][5:16]} {e['ended_at'][5:16] if e['ended_at'] else 'now'}" for e in entries]


def test_a_weekday_is_the_last_one_and_the_answer_names_it(dayplan: Terminal) -> None:
    assert dayplan.at(FRIDAY).ok("start", "1", "--at", "mon 16:00").lines == ["▶ Answer email since Mon 16:00"]
    stopped = dayplan.ok("stop", "--at", "mon 18:00")
    assert stopped.lines == ["Stopped Answer email after 2h (Mon 16:00–18:00)"]
    assert spans(dayplan) == ["11-23T16:00 11-23T18:00"]


@pytest.mark.parametrize("command", ["start 1 --at", "log edit 1 --start", "log edit 1 --end"])
def test_what_is_to_come_is_refused_with_the_day_that_was_understood(dayplan: Terminal, command: str) -> None:
    dayplan.at(FRIDAY).ok("log add 2 9:00-10:00")
    answer = dayplan(*command.split(), "17:15")
    assert (answer.code, answer.out) == (1, "")
    assert "17:15 on Friday 27 November is still to come: it is 12:00 now." in answer.err
    assert "17:15 on Monday 30 November is still to come" in dayplan(*command.split(), "2026-11-30 17:15").err


@pytest.mark.parametrize(
    ("day_start", "moment", "typed", "start"),
    [
        ("04:00", AFTER_MIDNIGHT, "yesterday 23:00", "11-26T23:00"),
        ("04:00", AFTER_MIDNIGHT, "23:00", "11-27T23:00"),
        ("00:00", AFTER_MIDNIGHT, "yesterday 23:00", "11-27T23:00"),
        ("04:00", "2026-11-28T02:00:00+01:00", "1:15", "11-28T01:15"),
        ("04:00", "2026-11-28T10:00:00+01:00", "1:15", "11-28T01:15"),
        ("04:00", "2026-11-28T10:00:00+01:00", "yesterday 1:15", "11-28T01:15"),
        ("00:00", FRIDAY, "mon 16:00", "11-23T16:00"),
        ("00:00", "2026-11-27T12:30:00+01:00", "noon", "11-27T12:00"),
        ("00:00", FRIDAY, "9.30", "11-27T09:30"),
        ("00:00", AFTER_MIDNIGHT, "24:00", "11-28T00:00"),
        ("00:00", AFTER_MIDNIGHT, "midnight", "11-28T00:00"),
    ],
)
def test_every_command_reads_the_same_time(
    dayplan: Terminal, day_start: str, moment: str, typed: str, start: str
) -> None:
    """Issue 13.18: `log add 1:15-1:45` and `start --at 1:15` agree."""
    dayplan.at("2026-11-23T09:00:00+01:00").ok(f"config set day_start {day_start}")
    dayplan.at(moment).ok("start", "email", "--at", typed)
    assert spans(dayplan)[0].startswith(start)
    dayplan.ok("undo")
    dayplan.ok("log", "add", "email", *f"{typed}-now".split())
    assert spans(dayplan)[0].startswith(start)
    dayplan.ok("undo")
    dayplan.ok("log", "add", "email", *f"{typed} to now".split())
    assert spans(dayplan)[0].startswith(start)


def test_last_night_is_added_after_midnight(dayplan: Terminal) -> None:
    dayplan.at(AFTER_MIDNIGHT).ok("log add 1 23:30-00:15")
    assert spans(dayplan) == ["11-27T23:30 11-28T00:15"]


@pytest.mark.parametrize(
    "written", ["7:00 - 7:05", "7:00 to 7:05", "7:00–7:05", "7.00-7.05", "7am-7:05", "from 7:00 to 7:05"]
)
def test_a_stretch_may_be_several_words(dayplan: Terminal, written: str) -> None:
    dayplan.at(FRIDAY).ok("log", "add", "1", *written.split())
    assert spans(dayplan) == ["11-27T07:00 11-27T07:05"]
    dayplan.ok("log", "cut", *written.split())
    assert spans(dayplan) == []
    dayplan.ok("log", "add", "email", "yesterday", *written.removeprefix("from ").split())
    assert spans(dayplan) == ["11-26T07:00 11-26T07:05"]


def test_a_timer_of_yesterday_stops_at_the_first_such_time_after_its_start(dayplan: Terminal) -> None:
    dayplan.at("2026-11-26T16:00:00+01:00").ok("start 1")
    dayplan.at("2026-11-27T09:00:00+01:00")
    assert "(Thu 16:00–17:15)" in dayplan.ok("stop --at 17:15").out
    assert spans(dayplan) == ["11-26T16:00 11-26T17:15"]
    dayplan.ok("undo")
    dayplan.ok("done answer --at 17:15")
    assert spans(dayplan) == ["11-26T16:00 11-26T17:15"]
    dayplan.ok("undo")
    assert "(Thu 16:00–Fri 08:30)" in dayplan.at("2026-11-28T09:00:00+01:00").ok("stop", "--at", "fri 8:30").out


def test_a_task_that_does_not_run_is_done_today_whatever_runs(dayplan: Terminal) -> None:
    dayplan.at("2026-11-26T16:00:00+01:00").ok("start 1")
    dayplan.at("2026-11-27T18:00:00+01:00").ok("today")
    dayplan.ok("done proposals --at 17:15")
    done = next(task for task in dayplan.ok("today --json").json["tasks"] if task["title"] == "Write proposals")
    assert done["done_at"].startswith("2026-11-27T17:15")


@pytest.mark.parametrize(
    ("ended", "begins"),
    [("2026-11-27T23:50:00+01:00", "11-27T23:50"), ("2026-11-27T21:06:00+01:00", "11-27T21:06")],
)
def test_from_last_works_six_minutes_after_midnight(dayplan: Terminal, ended: str, begins: str) -> None:
    dayplan.at("2026-11-27T20:00:00+01:00").ok("start 1")
    dayplan.at(ended).ok("stop")
    assert f"since Fri {begins[6:]}" in dayplan.at("2026-11-28T00:06:00+01:00").ok("start email --from-last").out
    assert spans(dayplan)[-1] == f"{begins} now"


def test_from_last_does_not_bill_a_night(dayplan: Terminal) -> None:
    dayplan.at("2026-11-26T20:00:00+01:00").ok("start 1")
    dayplan.at("2026-11-26T21:00:00+01:00").ok("stop")
    answer = dayplan.at("2026-11-27T09:00:00+01:00")("start 1 --from-last")
    assert answer.code == 1
    assert "The last entry ended at 21:00 on Thursday 26 November" in answer.err


def test_an_earlier_start_of_what_runs_moves_it_back(dayplan: Terminal) -> None:
    dayplan.at("2026-11-27T09:00:00+01:00").ok("start 3")
    dayplan.at("2026-11-27T10:00:00+01:00")
    answer = dayplan.ok("start 3 --at 8:30")
    assert answer.lines == ["▶ Project work since 08:30"]
    assert spans(dayplan) == ["11-27T08:30 now"]
    dayplan.ok("undo")
    assert spans(dayplan) == ["11-27T09:00 now"]
    assert dayplan.ok("start 3 --at 9:00").err.startswith("“Project work” has been running since 09:00; nothing")


def test_an_earlier_start_that_is_taken_and_a_later_one_are_refused_with_the_reason(dayplan: Terminal) -> None:
    dayplan.at("2026-11-27T09:00:00+01:00").ok("log add 1 8:00-8:45")
    dayplan.ok("start 3")
    dayplan.at("2026-11-27T10:00:00+01:00")
    answer = dayplan("start 3 --at 8:30")
    assert (answer.code, answer.out) == (1, "")
    assert "running since 09:00, and there is recorded time until 08:45, which a start at 08:30" in answer.err
    answer = dayplan("start 3 --at 9:30")
    assert (answer.code, answer.out) == (1, "")
    advice = re.search(r"dayplan (log edit \d+ --start 09:30)", answer.err)
    assert advice is not None
    dayplan.ok(advice[1])
    assert spans(dayplan)[-1] == "11-27T09:30 now"


def test_the_advice_for_a_later_start_names_its_day_where_that_is_another(dayplan: Terminal) -> None:
    dayplan.at("2026-11-26T23:00:00+01:00").ok("start 3")
    answer = dayplan.at("2026-11-27T01:00:00+01:00")("start project --at 0:30")
    advice = re.search(r"dayplan log edit (\d+) --start '([^']+)'", answer.err)
    assert advice is not None
    dayplan.ok("log", "edit", advice[1], "--start", advice[2])
    assert spans(dayplan)[-1] == "11-27T00:30 now"


@pytest.mark.parametrize(
    "command",
    [
        *("log add 1 0202-11-27 9:00-10:00", "log cut 0202-11-27 9:00-10:00", "log 0202-11-27", "report 0202-11-27"),
        *("report --from 0202-11-27", "move 1 0202-11-27", "add Draft on:0202-11-27", "log --from 27.11.0202"),
    ],
)
def test_a_slip_in_the_year_is_asked_about_with_the_year(dayplan: Terminal, command: str) -> None:
    """Issue 12.14."""
    dayplan.at(FRIDAY).ok("today")
    answer = dayplan(command)
    assert (answer.code, answer.out) == (2, "")
    assert "year 202, and no" in answer.err
    assert answer.err.count("\n") == 1
