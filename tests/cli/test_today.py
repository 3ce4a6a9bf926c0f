"""`today` and `status`: what is shown, when the day is filled, and what is never written."""

from __future__ import annotations

from pathlib import Path

import pytest
from terminal import Terminal

SATURDAY = "2026-11-28T09:00:00+01:00"


def test_s12_the_first_today_makes_the_file_and_the_freelancers_four(dayplan: Terminal, path: Path) -> None:
    answer = dayplan.ok("today")
    assert answer.lines == [
        "Monday 23 November",
        "0/4 done · 6h planned of 7h · 1h free",
        "",
        " 1 ○ Answer email          – / 30m",
        " 2 ○ Write proposals       – / 1h",
        " 3 ○ Project work          – / 4h",
        " 4 ○ Send invoices         – / 30m",
    ]
    assert answer.err == "4 seeded. These come back by themselves; edit, skip or drop any of them.\n"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_s12_the_very_first_start_seeds_on_a_saturday_too(dayplan: Terminal) -> None:
    assert "4 seeded" in dayplan.at(SATURDAY).ok("today").err


def test_without_a_terminal_dayplan_alone_prints_today(dayplan: Terminal) -> None:
    dayplan.ok("today")
    assert dayplan.ok().out == dayplan.ok("today").out


def test_today_shows_time_against_estimate_client_and_what_runs(dayplan: Terminal) -> None:
    dayplan.ok("add Draft landing page @acme/site +writing est:45m")
    dayplan.ok("start 2")
    dayplan.at("09:25").ok("start 5")
    lines = dayplan.at("10:25").ok("today").lines
    assert lines[1] == "0/5 done · 6h45 planned of 7h · 1h25 tracked · 0m free"
    assert " 2 ○ Write proposals        25m / 1h" in lines
    assert " 5 ▶ Draft landing page      1h / 45m    @acme/site" in lines
    assert lines[-1] == "▶ Draft landing page since 09:25, 1h"


def test_t2_a_timer_of_more_than_twelve_hours_is_spoken_of(dayplan: Terminal) -> None:
    dayplan.ok("start 1")
    assert "more than 12 hours" not in dayplan.at("20:59").ok("today").out
    assert "more than 12 hours" in dayplan.at("21:01").ok("today").out


def test_z1_the_overrun_is_said_in_words(dayplan: Terminal) -> None:
    dayplan.ok("add A workshop est:3h")
    assert dayplan.ok("today").lines[1] == "0/5 done · 9h planned of 7h · 2h too much"


def test_another_day_is_only_looked_at(dayplan: Terminal, path: Path) -> None:
    dayplan.ok("today")
    before = path.read_bytes()
    ahead = dayplan.ok("today tomorrow")
    assert ahead.lines[0] == "Tuesday 24 November · tomorrow"
    assert "   · Answer email          – / 30m" in ahead.lines
    assert dayplan.ok("today last fri").lines[-1] == "Nothing was planned for this Friday."
    assert path.read_bytes() == before


def test_s2_no_seed_shows_the_day_as_it_was_left(dayplan: Terminal, path: Path) -> None:
    dayplan.ok("today")
    before = path.read_bytes()
    assert "Nothing is planned" in dayplan.at("2026-11-24T09:00:00+01:00").ok("today --no-seed").out
    assert path.read_bytes() == before


def test_no_seed_makes_no_file(dayplan: Terminal, path: Path) -> None:
    answer = dayplan("today --no-seed")
    assert (answer.code, answer.out) == (1, "")
    assert not path.exists()


def test_c1_on_a_day_off_nothing_is_carried_and_the_empty_day_says_what_can_be_done(
    dayplan: Terminal, path: Path
) -> None:
    dayplan.ok("today")
    dayplan.at(SATURDAY).ok("today")
    before = path.read_bytes()
    answer = dayplan.ok("today")
    assert answer.lines == [
        "Saturday 28 November",
        "nothing planned",
        "",
        "Saturday is not one of your workdays, so nothing is planned.",
        "Monday, 2026-11-30, holds 4 tasks (6h): Answer email, Write proposals, Project work, Send invoices.",
        "dayplan seed --bring-in   brings in the 4 open from earlier days",
        "dayplan seed --anyway     plans today all the same",
    ]
    assert path.read_bytes() == before, "looking again writes nothing"
    assert len(dayplan.ok("seed --bring-in").lines) == 4


def test_s12_a_day_off_can_be_planned_all_the_same(dayplan: Terminal) -> None:
    dayplan.ok("today")
    dayplan.ok("done 1 2 3 4")
    dayplan.at(SATURDAY).ok("seed --anyway")
    assert "0/4 done · 6h planned · a day off" in dayplan.ok("today").lines


@pytest.mark.parametrize(
    ("commands", "line"),
    [
        ((), "0/4 done · 1h free"),
        (("done 1",), "1/4 done · 1h30 free"),
        (("start 2",), "▶ Write proposals 0m · 0/4 done · 1h free"),
        (("add A workshop est:3h",), "0/5 done · 2h too much"),
    ],
)
def test_status_is_one_line(dayplan: Terminal, commands: tuple[str, ...], line: str) -> None:
    dayplan.ok("today")
    for command in commands:
        dayplan.ok(command)
    assert dayplan.ok("status").lines == [line]


def test_s2_status_never_writes(dayplan: Terminal, path: Path) -> None:
    assert dayplan.ok("status").lines == ["no day yet"]
    assert not path.exists()
    dayplan.ok("today")
    before = path.read_bytes(), path.stat().st_mtime_ns
    files = sorted(path.parent.rglob("*"))
    dayplan.at("2026-11-24T00:00:01+01:00")
    assert dayplan.ok("status").lines == ["not planned yet"]
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert sorted(path.parent.rglob("*")) == files


def test_status_for_waybar_escapes_what_pango_would_read(dayplan: Terminal) -> None:
    dayplan.ok("add", "Sort <b>&</b>")
    dayplan.ok("start 5")
    shown = dayplan.ok("status --format waybar").json
    assert shown["text"].startswith("▶ Sort &lt;b&gt;&amp;&lt;/b&gt; 0m")
    assert shown["class"] == "running"
    assert len(dayplan.ok("status --format waybar").lines) == 1, "waybar reads one line"


def test_status_as_json(dayplan: Terminal) -> None:
    assert dayplan.ok("status --json").json == {"day": None, "seeded": False, "running": None}
    dayplan.ok("start 1")
    shown = dayplan.at("09:10").ok("status --format json").json
    assert shown["running"] == {
        "number": 1,
        "entry": 1,
        "started_at": "2026-11-23T09:00:00+01:00",
        "seconds": 600,
        "title": "Answer email",
    }
    assert (shown["done"], shown["count"], shown["left_seconds"]) == (0, 4, 3600)


def test_c2_a_past_day_still_shows_what_moved_on(dayplan: Terminal) -> None:
    dayplan.ok("add Call Ana")
    dayplan.at("2026-11-24T09:00:00+01:00").ok("today")
    assert "   → Call Ana: moved to Tuesday 24 November" in dayplan.ok("today yesterday").lines
