"""A first look on a disk that is full shows the day, and says why nothing of it was saved (issue 12.6)."""

from __future__ import annotations

import pytest
from evidence import check, rows
from processes import House
from sweeping import found_strace

TUESDAY = "2026-11-24T09:00:00+01:00"


@pytest.fixture
def full(seeded: House) -> tuple[House, tuple[str, ...]]:
    """Monday's file on Tuesday, and what lets a command find that the disk takes nothing more."""
    inject = "inject=pwrite64:error=ENOSPC"
    return seeded.at(TUESDAY), (found_strace(), "-f", "-qq", "-o", "/dev/null", "-e", "trace=pwrite64", "-e", inject)


def test_today_shows_what_it_would_hold(full: tuple[House, tuple[str, ...]]) -> None:
    house, through = full
    before = house.path.read_bytes()
    answer = house.ok("today", through=through)
    assert answer.lines[0].startswith("Tuesday 24 November")
    assert [line[3:22].strip() for line in answer.lines[3:7]] == [
        "· Answer email",
        "· Write proposals",
        "· Project work",
        "· Send invoices",
    ]
    assert answer.err == (
        "Today could not be filled, so this is what it would hold. Not saved: the disk is full. Free some space and do "
        f"it again; {house.path} is as it was.\n"
    )
    assert house.path.read_bytes() == before
    assert house.ok("status", through=through).out == "not planned yet\n"
    assert "the disk is full" in house("start", "1", through=through).is_refusal(74)
    assert house.path.read_bytes() == before
    assert house.ok("today").lines[3].startswith(" 1 ○ Answer email")
    check(house.path)


def test_json_has_the_same_tasks(full: tuple[House, tuple[str, ...]]) -> None:
    house, through = full
    answer = house.ok("today", "--json", through=through)
    assert answer.json["tasks"][0]["title"] == "Answer email"
    assert "the disk is full" in answer.err


def test_the_planner_opens_with_a_banner(full: tuple[House, tuple[str, ...]]) -> None:
    house, through = full
    with house.planner(through=through) as terminal:
        terminal.wait_for("Today could not be filled, so this is what it would hold.")
        terminal.wait_for("Write proposals")
        terminal.type("q")
        assert terminal.leave() == 0
    assert rows(house.path, "SELECT COUNT(*) FROM day") == [(1,)]
