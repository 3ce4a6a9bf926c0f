"""Time that waits for a decision stands beside every total, on the days on which it lies, and in none (T6, T8).

Issue 12.10. Monday 23 November has 1h of acme's that counts, and 23:00 to 02:00 that does not: 1h of Monday and 2h of
Tuesday. 20m of Friday the 20th, of nobody, do not count either; nothing else was recorded before Monday.
"""

from __future__ import annotations

import csv
import io
import sqlite3
from pathlib import Path

import pytest
from terminal import Terminal

from dayplan.domain.reporting import BY


@pytest.fixture
def night(dayplan: Terminal, path: Path) -> Terminal:
    dayplan.ok("add", "Shop @acme/site +night")
    dayplan.ok("add", "Song @zoe")
    dayplan.at("2026-11-24T12:00:00+01:00")
    dayplan.ok("log add shop yesterday 21:00-22:00")
    dayplan.ok("log add shop yesterday 23:00-02:00")
    dayplan.ok("log add answer 2026-11-20 10:00-10:20")
    leave_open(path, 2, 3)
    return dayplan


def leave_open(path: Path, *ids: int) -> None:
    connection = sqlite3.connect(path)
    connection.executemany("UPDATE time_entry SET state = 'unresolved' WHERE id = ?", [(each,) for each in ids])
    connection.commit()
    connection.close()


@pytest.mark.parametrize("by", BY)
@pytest.mark.parametrize(
    ("words", "counted", "waiting"),
    [
        ("", 60, 180),
        ("2026-11-23", 60, 60),
        ("2026-11-24", 0, 120),
        ("2026-11-20", 0, 20),
        ("2026-11-21 to 2026-11-22", 0, 0),
        ("all time", 60, 200),
        ("@acme", 60, 180),
        ("all time @acme/site", 60, 180),
        ("all time +night", 60, 180),
        ("all time @zoe", 0, 0),
    ],
)
def test_t6_every_grouping_and_format_has_a_line_for_it(
    night: Terminal, by: str, words: str, counted: int, waiting: int
) -> None:
    given = ["report", *words.split(), "--by", by]
    found = night.ok(*given, "--json").json
    assert (found["total_seconds"], found["unresolved_seconds"]) == (counted * 60, waiting * 60)
    rows = list(csv.DictReader(io.StringIO(night.ok(*given, "--csv").out)))
    assert sum(int(row["seconds"]) for row in rows) == counted * 60
    assert sum(int(row["unresolved_seconds"]) for row in rows) == waiting * 60
    assert [row[by] for row in rows if int(row["unresolved_seconds"])] == ["unresolved"] * bool(waiting)
    said = {0: "", 20: "20m", 60: "1h", 120: "2h", 180: "3h", 200: "3h20"}[waiting]
    table = [line for line in night.ok(*given).lines if line.startswith("unresolved")]
    assert [line.split()[1] for line in table] == [said] * bool(waiting)
    marked = [line for line in night.ok(*given, "--md").lines if line.startswith("| unresolved |")]
    assert [line.split(" | ")[1] for line in marked] == [said] * bool(waiting)


def test_t6_all_time_begins_with_a_day_that_has_nothing_else(night: Terminal) -> None:
    assert night.ok("report all time --json").json["from"] == "2026-11-20"


def test_t6_where_nothing_counts_it_does_not_say_that_nothing_was_recorded(night: Terminal) -> None:
    lines = night.ok("report 2026-11-20").lines
    assert lines[2:] == ["No time counts then.", "unresolved       20m  in no total: dayplan log resolve"]
    assert "#3 " in night.ok("log resolve").out, "the command that it names lists it"


def test_t6_a_list_of_entries_says_it_under_its_total(night: Terminal) -> None:
    assert night.ok("report --entries").lines[-2:] == [
        "1h in all",
        "3h unresolved, in no total: dayplan log resolve",
    ]
    for form in ("--json", "--csv", "--md"):
        answer = night.ok("report", "--entries", form)
        assert answer.err == "3h is unresolved and not listed: dayplan log resolve lists it.\n"


def test_t6_a_week_has_it_by_day_and_beside_its_total(night: Terminal) -> None:
    waiting = [3600, 7200, 0, 0, 0, 0, 0]
    assert [day["unresolved_seconds"] for day in night.ok("week --json").json["days"]] == waiting
    rows = list(csv.DictReader(io.StringIO(night.ok("week --csv").out)))
    assert [int(row["unresolved_seconds"]) for row in rows] == waiting
    lines = night.ok("week").lines
    assert lines[2].endswith("  1h unresolved")
    assert lines[3].endswith("  2h unresolved")
    assert lines[-2].startswith("1h tracked, ")
    assert lines[-1] == "3h unresolved, in no total: dayplan log resolve"
    assert night.ok("week --md").lines[-1] == "| unresolved | 3h |  |  |"
    assert night.ok("week 2026-11-16 --md").lines[-1] == "| unresolved | 20m |  |  |"


def test_t6_the_log_has_it_beside_the_total_of_each_day(night: Terminal) -> None:
    heads = [line for line in night.ok("log --from 2026-11-20").lines if " · " in line]
    assert heads == [
        "Friday 20 November · 0m · 20m unresolved",
        "Monday 23 November · 1h · 1h unresolved",
        "Tuesday 24 November · 0m · 2h unresolved",
    ]


def test_t6_today_says_all_of_it_and_a_past_day_what_lies_on_it(night: Terminal) -> None:
    assert "3h20 of time to decide about" in night.ok("today").out
    night.at("2026-11-25T12:00:00+01:00")
    assert "1h of time to decide about" in night.ok("today 2026-11-23").out
    assert "2h of time to decide about" in night.ok("today 2026-11-24").out
    assert night.ok("today 2026-11-24 --json").json["undecided_seconds"] == 7200


def test_t6_closing_a_past_day_lists_what_reaches_into_it(night: Terminal) -> None:
    night.at("2026-11-25T12:00:00+01:00")
    (line,) = [line for line in night.ok("close 2026-11-24 --dry-run").lines if "to decide about" in line]
    assert line == "Monday 23 November, 23:00–02:00 Shop: 2h of 3h to decide about, in no total until then"


def test_t6_clients_and_projects_say_what_is_in_none_of_them(night: Terminal) -> None:
    said = "3h is unresolved and in none of these: dayplan log resolve lists it.\n"
    for kind in ("client", "project"):
        answer = night.ok(kind, "list")
        assert [line.split()[1] for line in answer.lines if line.startswith("acme")] == ["1h"]
        assert answer.err == said, "20m of nobody's are of neither"
    night.ok("log resolve 2 drop")
    assert night.ok("client", "list").err == ""
