"""`report` and `week`: the same time in four forms, none of which runs or breaks anything."""

from __future__ import annotations

import csv
import io

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
    assert lines[0] == "Monday 23 November to Monday 23 November, by client"
    assert lines[2].startswith("acme             1h  ━━━━━━━━━━━━━━━━━━━━━━━━")
    assert lines[3].startswith("no client       30m  ━━━━━━━━━━━━")
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


def test_markdown_escapes_what_it_must(worked: Terminal) -> None:
    assert r"| =SUM(A1) \| \<b\> | 1h |" in worked.ok("report --by task --format md").out


def test_t9_rounding_is_shown_beside_the_raw_figure(worked: Terminal) -> None:
    line = worked.ok("report --by task --round 45m --scope line").lines[3]
    assert line.startswith("Answer email         30m       45m")


@pytest.mark.parametrize("words", ["report --from tomorrow", "report --by nobody", "report --round 0m"])
def test_bad_input_is_one_sentence(worked: Terminal, words: str) -> None:
    answer = worked(words)
    assert answer.code in (0, 2)
    assert answer.err.count("\n") <= 1


def test_the_week_shows_tracked_against_planned(worked: Terminal) -> None:
    lines = worked.ok("week").lines
    assert lines[0] == "Week of Monday 23 November"
    assert "1h30 /     6h  0/5 done" in lines[2]
    assert worked.ok("week --json").json[0]["tracked_seconds"] == 5400
