"""`report` and `week`: the same time in four forms, none of which runs or breaks anything."""

from __future__ import annotations

import csv
import io
import sqlite3
from pathlib import Path

import pytest
from terminal import Terminal


@pytest.fixture
def worked(dayplan: Terminal) -> Terminal:
    dayplan.ok("add", "=SUM(A1) | <b> @acme")
    dayplan.ok("start 5")
    dayplan.at("10:00").ok("start 1")
    dayplan.at("10:30").ok("stop")
    return dayplan


def test_a_table_with_bars_and_a_total(worked: Terminal) -> None:
    lines = worked.ok("report --by client").lines
    assert lines[0] == "Monday 23 November, by client"
    assert lines[2].startswith("acme             1h   67%  ████████████████████████")
    assert lines[3].startswith("no client       30m   33%  ████████████")
    assert lines[4].startswith("total          1h30")
    assert lines[5] == "1h of it billable"


def test_json_has_the_documented_shape(worked: Terminal) -> None:
    found = worked.ok("report --by task --json").json
    assert {key: found[key] for key in ("from", "to", "by", "total_seconds")} == {
        "from": "2026-11-23", "to": "2026-11-23", "by": "task", "total_seconds": 5400,
    }  # fmt: skip
    assert [(row["key"], row["seconds"]) for row in found["rows"]] == [("=SUM(A1) | <b>", 3600), ("Answer email", 1800)]


def test_csv_cells_cannot_run_as_formulas(worked: Terminal) -> None:
    rows = list(csv.reader(io.StringIO(worked.ok("report --by task --format csv").out)))
    assert rows[1][0] == "'=SUM(A1) | <b>"
    assert rows[1][1:3] == ["3600", "1.0000"]
    assert rows[0][-3:] == ["amount", "rounded_amount", "currency"]


def test_markdown_escapes_what_it_must(worked: Terminal) -> None:
    assert r"| =SUM(A1) \| \<b\> | 1h |" in worked.ok("report --by task --format md").out


def test_t9_rounding_is_shown_beside_the_raw_figure(worked: Terminal) -> None:
    lines = worked.ok("report --by task --round 45m --scope line").lines
    assert lines[2].split() == ["time", "rounded"]
    assert lines[4].startswith("Answer email         30m       45m")
    assert lines[-1] == "rounded to 45m line"


def test_t9_the_rounding_setting_is_the_reports_own_until_it_is_told_otherwise(worked: Terminal) -> None:
    assert worked.ok("config get rounding").out == "none\n"
    worked.ok("config", "set", "rounding", "45m day")
    assert worked.ok("config get rounding").out == "45m day\n"
    found = worked.ok("report --by task --json").json
    assert found["rounding"] == {"seconds": 2700, "scope": "day", "way": "up"}
    assert [(row["seconds"], row["rounded_seconds"]) for row in found["rows"]] == [(3600, 5400), (1800, 2700)]
    assert worked.ok("report --by task --json --scope line").json["rounding"]["scope"] == "line"
    assert worked.ok("report --by task --json --round 1h").json["rounding"]["scope"] == "day"
    plain = worked.ok("report --by task --json --round none").json
    assert plain["rounding"] is None
    assert [row["rounded_seconds"] for row in plain["rows"]] == [3600, 1800]
    worked.ok("undo")
    assert worked.ok("config get rounding").out == "none\n"


@pytest.mark.parametrize("value", ["soon", "15m week", "15m day line", "day", "0m"])
def test_a_rounding_that_cannot_be_read_is_refused(worked: Terminal, value: str) -> None:
    answer = worked("config", "set", "rounding", value)
    assert answer.code == 78
    assert "15m day" in answer.err
    assert worked("report", "--round", value).code == 2


def test_ranges_are_named(worked: Terminal) -> None:
    for words in ("today", "this week", "november", "2026", "all time", "2026-11-23 to 2026-11-23", "since mon"):
        assert worked.ok("report", *words.split(), "--by", "task", "--json").json["total_seconds"] == 5400, words
    found = worked.ok("report last month --json").json
    assert (found["from"], found["to"], found["rows"]) == ("2026-10-01", "2026-10-31", [])
    assert worked("report last month --from mon").code == 2
    assert "is not a stretch of days" in worked("report octember").err


def test_1_oct_is_the_latest_one(worked: Terminal) -> None:
    found = worked.ok("report", "--from", "1 oct", "--json").json
    assert found["from"] == "2026-10-01"


def test_only_one_client_or_tag(worked: Terminal) -> None:
    worked.at("11:00").ok("add", "Call @Blue Door +calls")
    worked.ok("add", "Sing @acmeville")
    worked.ok("log add 6 10:30-10:40")
    worked.ok("log add 7 10:40-10:45")
    rows = worked.ok("report @acme --by client --json").json["rows"]
    assert [(row["key"], row["seconds"]) for row in rows] == [("acme", 3600)], "named in full, it is that one alone"
    assert len(worked.ok("report @ac --by client --json").json["rows"]) == 2
    assert worked.ok("report +calls --by task --json").json["total_seconds"] == 600
    assert worked("report @nobody").code == 1
    assert "There is no client or project '@nobody'" in worked("report @nobody").err
    assert "There is no tag '+sport'" in worked("report +sport").err
    assert worked("report @acme @blue").code == 2


def test_the_entries_themselves(worked: Terminal) -> None:
    worked.ok("log", "edit", "1", "--note", "=1+1\nsecond line")
    worked.at("11:00").ok("start 2")
    worked.at("11:10")
    lines = worked.ok("report --entries").lines
    assert lines[2].startswith("2026-11-23  11:00–now       10m  ")
    assert lines[-1] == "1h40 in all"
    rows = list(csv.DictReader(io.StringIO(worked.ok("report --entries --csv").out)))
    assert (rows[0]["end"], rows[0]["seconds"], rows[0]["billable"]) == ("", "600", "no")
    assert (rows[2]["task"], rows[2]["client"], rows[2]["billable"]) == ("'=SUM(A1) | <b>", "acme", "yes")
    assert rows[2]["note"].startswith("'=1+1")
    found = worked.ok("report --entries --json").json
    assert (found[0]["ended_at"], found[2]["started_at"]) == (None, "2026-11-23T09:00:00+01:00")
    assert found[2]["note"] == "=1+1\nsecond line"
    table = worked.ok("report --entries --md").lines
    assert all(line.startswith("| ") and line.endswith(" |") for line in (table[0], *table[2:]))
    assert len(table) == 5, "a note of several lines is one cell"


def test_t6_what_waits_for_a_decision_is_said_and_in_no_total(worked: Terminal, path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("UPDATE time_entry SET state = 'unresolved' WHERE id = 1")
    connection.commit()
    connection.close()
    answer = worked.ok("report --by task")
    assert answer.lines[-2].split() == ["total", "30m"]
    assert answer.lines[-1] == "unresolved          1h  in no total: dayplan log resolve"
    assert answer.err == ""


@pytest.mark.parametrize("words", ["report --from tomorrow", "report --by nobody", "report --round 0m"])
def test_bad_input_is_one_sentence(worked: Terminal, words: str) -> None:
    answer = worked(words)
    assert answer.code in (0, 2)
    assert answer.err.count("\n") <= 1


def test_the_week_shows_tracked_against_planned(worked: Terminal) -> None:
    lines = worked.ok("week").lines
    assert lines[0] == "Week of Monday 23 November"
    assert "1h30 /     6h  0/5 done" in lines[2]
    assert worked.ok("week --json").json["days"][0]["tracked_seconds"] == 5400


def test_z3_the_week_says_how_far_its_goals_are(worked: Terminal) -> None:
    assert "worked" not in worked.ok("week").out
    worked.ok("config set weekly_goal 30h")
    assert worked.ok("week").lines[-1] == "1h30 of 30h worked, 5 working days left, 5h42 a day"
    worked.ok("config set weekly_goal none")
    assert "worked" not in worked.ok("week").out


def test_a_week_in_every_format(worked: Terminal) -> None:
    rows = list(csv.DictReader(io.StringIO(worked.ok("week --csv").out)))
    assert (rows[0]["day"], rows[0]["tracked_seconds"], len(rows)) == ("2026-11-23", "5400", 7)
    lines = worked.ok("week --format md").lines
    assert lines[2] == "| Mon 2026-11-23 | 1h30 | 6h | 0/5 |"
    assert lines[-1].startswith("| **total** | **1h30** |")


@pytest.mark.parametrize(
    ("words", "first"),
    [
        *(("week last week", "2026-11-16"), ("week next week", "2026-11-30"), ("week mon", "2026-11-23")),
        *(("week 1 dec", "2026-11-30"), ("week 1 oct", "2026-09-28"), ("week -7d", "2026-11-16")),
    ],
)
def test_a_week_is_named_or_has_the_nearest_date(worked: Terminal, words: str, first: str) -> None:
    assert worked.ok(f"{words} --json").json["days"][0]["day"] == first
