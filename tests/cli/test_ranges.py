"""Stretches of days from the command line (issue 12.11)."""

from __future__ import annotations

import pytest
from terminal import Terminal


def test_all_time_has_the_last_day_after_a_flight_west(dayplan: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    """The entry that began last is of Thursday in New York, an earlier one reached into Saturday in Tokyo."""
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    dayplan.at("2026-11-27T23:00:00+09:00").ok("start email")
    dayplan.at("2026-11-28T01:00:00+09:00").ok("stop")
    monkeypatch.setenv("TZ", "America/New_York")
    dayplan.at("2026-11-27T12:00:00-05:00").ok("start email")
    dayplan.at("2026-11-27T12:30:00-05:00").ok("stop")
    rows = dayplan.ok("report all time --by day --json").json["rows"]
    assert [(row["key"], row["seconds"]) for row in rows] == [("2026-11-27", 5400), ("2026-11-28", 3600)]
    assert len(dayplan.ok("log all time").out.split("\n\n")) == 2


@pytest.mark.parametrize(
    ("words", "seconds"),
    [("from monday", 3 * 3600), ("week 48", 3 * 3600), ("2026-W47", 3600), ("ytd", 4 * 3600), ("since wed", 3600)],
)
def test_report_and_log_know_the_same_stretches(dayplan: Terminal, words: str, seconds: int) -> None:
    dayplan.at("2026-11-27T12:00:00+01:00").ok("today")
    for day in ("fri", "mon", "tue"):
        dayplan.ok(f"log add 1 {day} 8:00-9:00")
    dayplan.ok("log add 1 2026-11-20 8:00-9:00")
    assert dayplan.ok(f"report {words} --json").json["total_seconds"] == seconds
    assert sum(entry["seconds"] for entry in dayplan.ok(f"log {words} --json").json) == seconds


def test_a_week_is_shown_by_its_number(dayplan: Terminal) -> None:
    assert dayplan.at("2026-11-27T12:00:00+01:00").ok("week w47").lines[0] == "Week of Monday 16 November"
