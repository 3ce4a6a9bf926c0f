"""In the planner, too, whatever stands in a column adds up to the total beside it (issue 12.18)."""

from __future__ import annotations

import re

import pytest
from stage import Stage, stage
from support import MONDAY, Book, at
from textual.widgets import Static

from dayplan.domain.entry import Ref
from dayplan.domain.reporting import BY
from dayplan.tui.screens.clients import OwnerList
from dayplan.tui.widgets.closing_list import ClosingList
from dayplan.tui.widgets.day_header import DayHeader
from dayplan.tui.widgets.entry_list import EntryList
from dayplan.tui.widgets.mode_head import ModeHead
from dayplan.tui.widgets.report_lines import LineList, PartList

NOON = at("2026-11-23 12:00")
TASKS = ("Draft @acme/site +web +copy", "Call @acme +web", "Ledger @zoe", "Sweep +yard")
WORKED = (
    # task, day, from, seconds
    (0, "2026-11-23", "06:00", 647),
    (1, "2026-11-23", "06:30", 647),
    (2, "2026-11-23", "07:00", 646),
    (3, "2026-11-23", "07:30", 40),
    (0, "2026-11-23", "08:00", 29),
    (0, "2026-11-22", "23:55", 619),
    (1, "2026-11-19", "09:00", 1_240),
    (2, "2026-11-18", "09:00", 31),
    (3, "2026-11-18", "10:00", 3_629),
)
_DURATION = re.compile(r"<1m|(?<![\w.:-])(?:\d+h\d\d|\d+h|\d+m)(?!\w)")


def minutes(text: str) -> int:
    """Read a duration as it is printed; time that got no minute of the sum adds none."""
    if text == "<1m":
        return 0
    hours, _, rest = text.rpartition("h")
    return int(hours or 0) * 60 + int(rest.removesuffix("m") or 0)


def printed(text: object) -> list[int]:
    """Return the durations in a text, in minutes."""
    return [minutes(found) for found in _DURATION.findall(str(text))]


def said(words: object, what: str) -> int:
    """Return how much is said to be tracked, or the like."""
    found = re.search(rf"(\S+) {what}", str(words))
    assert found is not None, words
    return minutes(found[1])


@pytest.fixture
def worked(book: Book) -> Book:
    """Work of four days by the second, some of it over midnight."""
    book.planner.settle(MONDAY)
    tasks = [Ref("id", book.add(line, MONDAY).id) for line in TASKS]
    book.planner.clients.set_rate("acme", "", "60 EUR", MONDAY)
    for place, day, start, seconds in WORKED:
        begin = at(f"{day} {start}").epoch
        book.planner.entries.add(tasks[place], begin, begin + seconds, NOON)
    return book


def head(s: Stage) -> str:
    return " · ".join(s.app.screen.query_one(ModeHead).words)


async def test_the_day_adds_up_to_its_head(worked: Book) -> None:
    """647 + 647 + 646 + 40 + 29 s, and 319 of the 619 s around midnight, are 2,328 s: 39m."""
    async with stage(worked, NOON) as s:
        tracked = said(s.screen.query_one(DayHeader).render(), "tracked")
        assert tracked == 39
        rows = {task.title: s.list._row(place, task) for place, task in enumerate(s.day.tasks)}
        spent = {title: printed(row)[0] for title, row in rows.items() if title in ("Draft", "Call", "Ledger", "Sweep")}
        before = {"Draft": 5, "Call": 21, "Ledger": 1, "Sweep": 60}  # 300 s, 1,240 s, 31 s and 3,629 s
        assert sum(spent.values()) - sum(before.values()) == tracked
        for title, row in rows.items():
            if title in spent:
                await s.press("g")
                while s.list.standing_on is not None and s.list.standing_on.title != title:
                    await s.press("j")
                record = str(s.app.screen.query_one("#record", Static).render())
                entries = record.partition("Time")[2].partition("History")[0]
                assert sum(printed(entries)) == printed(row)[0], (title, entries)


async def test_the_head_and_the_list_count_on_together(worked: Book) -> None:
    """A minute later on the head is a minute more in the list as well, within the same second."""
    async with stage(worked, NOON) as s:
        worked.planner.time.start(Ref("id", s.day.tasks[-1].id), NOON)
        for clock in ("12:00:05", "12:00:20", "12:00:31", "12:00:32", "12:01:00", "12:01:31", "12:02:02"):
            s.turn_to(at(f"2026-11-23 {clock}"))
            await s.tick()
            tracked = said(s.screen.query_one(DayHeader).render(), "tracked")
            spent = [printed(s.list._spent[place].partition("/")[0]) for place in range(len(s.day.tasks))]
            assert sum(map(sum, spent)) - (5 + 21 + 1 + 60) == tracked, clock


async def test_the_log_adds_up_to_its_head(worked: Book) -> None:
    async with stage(worked, NOON) as s:
        await s.press("4")
        for _ in range(6):
            entries = s.app.screen.query_one(EntryList)
            assert sum(printed(entries._row(entry))[0] for entry in entries.entries) == said(head(s), "tracked")
            await s.press("[")


@pytest.mark.parametrize("rounding", ["none", "6m entry"])
async def test_reports_add_up_whatever_they_are_grouped_by(worked: Book, rounding: str) -> None:
    worked.planner.settings.set("rounding", rounding, NOON)
    totals = set()
    async with stage(worked, NOON) as s:
        await s.press("5", "+")
        for _ in BY:
            lines = s.app.screen.query_one(LineList)
            assert lines.report is not None
            tracked = said(head(s), "tracked")
            shown = [printed(lines.row(place, row, 120)) for place, row in enumerate(lines.rows)]
            if lines.report.by == "tag":
                assert "lines overlap" in head(s)
            else:
                assert "overlap" not in head(s)
                assert sum(row[0] for row in shown) == tracked
                if rounding != "none":
                    assert sum(row[1] for row in shown) == said(head(s), "rounded")
                wide = "\n".join(str(lines.row(place, row, 160)) for place, row in enumerate(lines.rows))
                billable = re.findall(rf"({_DURATION.pattern}) billable", wide)
                assert sum(map(minutes, billable)) == said(head(s), "billable")
                totals.add((tracked, said(head(s), "billable")))
            await s.press("g")
            for place in range(len(lines.rows)):
                await s.press("enter")
                parts = s.app.screen.query_one(PartList)
                took = [printed(parts.row(index, part, 120).plain[24:])[0] for index, part in enumerate(parts.rows)]
                assert sum(took) == shown[place][0], (lines.report.by, took)
                await s.press("escape", "j")
            await s.press("tab")
    assert len(totals) == 1


async def test_the_week_adds_up_to_its_head(worked: Book) -> None:
    async with stage(worked, NOON) as s:
        await s.press("2", "[")
        days = re.findall(r"(\S+) tracked", "\n".join(s.frame()[3:]))
        assert len(days) == 3
        assert sum(map(minutes, days)) == said(head(s), "tracked")


async def test_closing_adds_up_to_its_head(worked: Book) -> None:
    async with stage(worked, NOON) as s:
        await s.press("C")
        closing = s.app.screen.query_one(ClosingList)
        tracked, planned = said(head(s), "tracked"), said(head(s), "planned")
        times = closing._times.values()
        assert sum(minutes(time) for _, time in times if time) == tracked
        assert sum(minutes(time) for time, _ in times if time) == planned


async def test_projects_add_up_to_no_more_than_their_client(worked: Book) -> None:
    async with stage(worked, NOON) as s:
        await s.press("@")
        times = s.app.screen.query_one(OwnerList).times
        assert minutes(times["acme"]) == (647 + 29 + 619 + 647 + 1_240 + 30) // 60
        assert minutes(times["acme/site"]) + (647 + 1_240) // 60 in (minutes(times["acme"]), minutes(times["acme"]) - 1)
