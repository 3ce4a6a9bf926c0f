"""Whatever is printed in a column adds up to the total that is printed with it (issue 12.18)."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

import pytest
from terminal import Terminal

from dayplan.domain.reporting import BY

_DURATION = re.compile(r"<1m|(?<![\w.:-])(?:\d+h\d\d|\d+h|\d+m)(?!\w)")
_FORTNIGHT = "--from 2026-11-09 --to 2026-11-23"
RANGES = (_FORTNIGHT, "--from 2026-11-16 --to 2026-11-22", "--from 2026-11-10 --to 2026-11-11", "all time")
ROUNDINGS = ("", "--round 6m --scope entry", "--round 15m --scope day")


def minutes(text: str) -> int:
    """Read a duration as it is printed; time that got no minute of the sum adds none."""
    if text == "<1m":
        return 0
    hours, _, rest = text.rpartition("h")
    return int(hours or 0) * 60 + int(rest.removesuffix("m") or 0)


def printed(line: str) -> list[int]:
    """Return the durations of a line, in minutes."""
    return [minutes(found) for found in _DURATION.findall(line)]


def markdown(dayplan: Terminal, command: str) -> list[list[str]]:
    """Return the cells of a Markdown table; a total is in bold."""
    lines = [line for line in dayplan.ok(*command.split()).lines if line.startswith("|")]
    return [[cell.strip(" *") for cell in line.split("|")[1:-1]] for line in lines]


def a_life(dayplan: Terminal, seed: int) -> Terminal:
    """Two weeks of work by the second, some of it in Tokyo, over midnight, with a rate, two tags, or none of that."""
    chance = Random(seed)
    dayplan.at("2026-11-09T08:00:00+01:00").ok("today")
    dayplan.ok("client add acme")
    dayplan.ok("client rate acme 83.33 EUR")
    for line in ("Draft @acme/site +web +copy", "Call @acme +web", "Ledger", "Sweep +yard"):
        dayplan.ok("add", *line.split())
    at = datetime(2026, 11, 9, 8, 0, tzinfo=UTC)
    while at < datetime(2026, 11, 23, 7, tzinfo=UTC):
        at += timedelta(seconds=chance.choice([7, 4_000, 30_000, 80_000]))
        length = chance.choice([19, 29, 31, 40, 601, 619, 620, 3_700, 7_229])
        zone = ZoneInfo(chance.choice(["Europe/Berlin", "Asia/Tokyo"]))
        dayplan.zone(zone.key)
        task = chance.choice(["Draft", "Call", "Ledger", "Sweep"])
        dayplan.at(at.astimezone(zone).isoformat()).ok("start", task)
        at += timedelta(seconds=length)
        dayplan.at(at.astimezone(zone).isoformat()).ok("stop")
    dayplan.zone("Europe/Berlin")
    return dayplan.at("2026-11-23T12:00:00+01:00")


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.long) for seed in (2, 3))])
def test_whatever_is_printed_adds_up_to_its_total(dayplan: Terminal, seed: int) -> None:
    a_life(dayplan, seed)
    for wanted in RANGES:
        for rounding in ROUNDINGS if wanted is _FORTNIGHT else ROUNDINGS[:1]:
            assert len({_add_up_report(dayplan, f"{wanted} {rounding}", by) for by in BY if by != "tag"}) == 1
        _add_up_entries(dayplan, wanted)
    _add_up_week(dayplan)
    _add_up_log(dayplan)
    _add_up_days(dayplan)


def _add_up_report(dayplan: Terminal, asked: str, by: str) -> tuple[object, ...]:
    """Add up every column of a report in all its forms; return the totals that it prints."""
    exact = dayplan.ok(*f"report {asked} --by {by} --json".split()).json
    assert sum(row["seconds"] for row in exact["rows"]) == exact["total_seconds"]

    lines = dayplan.ok(*f"report {asked} --by {by}".split()).lines
    place = next(place for place, line in enumerate(lines) if line.startswith("total "))
    head = 3 if "--round" in asked else 2
    rows = [printed(line) for line in lines[head:place]]
    total = printed(lines[place])
    assert len(rows) == len(exact["rows"])
    assert [sum(column) for column in zip(*rows, strict=True)] == total
    assert total[0] == (exact["total_seconds"] + 30) // 60

    names, _, *cells = markdown(dayplan, f"report {asked} --by {by} --md")
    names[0] = ""  # it may be `billable` too
    for column, name in enumerate(names):
        if name in ("time", "rounded", "billable"):
            several = [minutes(row[column]) if row[column] else 0 for row in cells]
            assert sum(several[:-1]) == several[-1], (asked, by, name, cells)
        if name == "amount":
            worth = [Decimal(row[column].split()[0]) if row[column] else Decimal(0) for row in cells]
            assert sum(worth[:-1]) == worth[-1]
    if "billable" in names:
        whole, billed = names.index("rounded" if "rounded" in names else "time"), names.index("billable")
        assert all(minutes(row[billed]) <= minutes(row[whole]) for row in cells if row[billed])
    md_total = [cells[-1][names.index(name)] for name in names if name in ("time", "rounded", "billable", "amount")]

    _add_up_csv(dayplan, f"report {asked} --by {by} --csv", exact["total_seconds"])
    return (*total, *md_total)


def _add_up_csv(dayplan: Terminal, command: str, seconds: int) -> None:
    rows = list(csv.DictReader(io.StringIO(dayplan.ok(*command.split()).out)))
    assert sum(int(row["seconds"]) for row in rows) == seconds
    hours = sum(Decimal(row["hours"]) for row in rows)
    assert hours == (Decimal(seconds) / 3600).quantize(Decimal("0.0001"), "ROUND_HALF_UP"), command


def _add_up_entries(dayplan: Terminal, asked: str) -> None:
    lines = dayplan.ok(*f"report {asked} --entries".split()).lines
    assert [sum(printed(line)[0] for line in lines[2:-1])] == printed(lines[-1])
    table = markdown(dayplan, f"report {asked} --entries --md")[2:]
    assert [sum(minutes(row[-1]) for row in table)] == printed(lines[-1])
    seconds = dayplan.ok(*f"report {asked} --json".split()).json["total_seconds"]
    _add_up_csv(dayplan, f"report {asked} --entries --csv", seconds)


def _add_up_week(dayplan: Terminal) -> None:
    for week in ("2026-11-09", "2026-11-16", "2026-11-23"):
        lines = dayplan.ok("week", week).lines
        at = lines.index("", 2)
        days = [line.partition("  ")[2].partition(" / ") for line in lines[2:at]]
        columns = [[sum(printed(part)) for part in (day[0], day[2])] for day in days]
        assert [sum(column) for column in zip(*columns, strict=True)] == printed(lines[at + 1]), lines
        table = markdown(dayplan, f"week {week} --md")[2:]
        for column in (1, 2):
            several = [sum(printed(row[column])) for row in table]
            assert sum(several[:-1]) == several[-1]


def _add_up_log(dayplan: Terminal) -> None:
    lines = dayplan.ok("log", "all", "time").lines
    heads = [place for place, line in enumerate(lines) if line and not line.startswith("#")]
    assert len(heads) > 5
    for head, following in pairwise([*heads, len(lines)]):
        several = [printed(line)[0] for line in lines[head + 1 : following] if line]
        assert printed(lines[head]) == [sum(several)], lines[head]


def _add_up_days(dayplan: Terminal) -> None:
    """Close lists all that a day's time was spent on, wherever its task stands."""
    seen = 0
    for back in range(15):
        lines = dayplan.ok("close", f"-{back}d", "--dry-run").lines
        words = re.search(r"(\S+) tracked", lines[1])
        if words is None or words[1] == "nothing":
            continue
        head = next(place for place, line in enumerate(lines) if line.endswith("planned  tracked"))
        column = len(lines[head])
        tracked = [printed(line[column - 8 : column + 1]) for line in lines[head + 1 : lines.index("", head)]]
        assert sum(map(sum, tracked)) == minutes(words[1]), lines
        seen += 1
    assert seen > 5


def test_ten_minutes_three_times_and_forty_seconds(dayplan: Terminal) -> None:
    """The issue's own example: 10m + 10m + 10m + 0m was 33m; the sum of 1,980 s is 33m, and each line is in it."""
    dayplan.ok("today")
    at = datetime.fromisoformat("2026-11-23T09:00:00+01:00")
    for title, seconds in (("One", 647), ("Two", 647), ("Three", 646), ("Four", 40)):
        dayplan.at(at.isoformat()).ok("add", title)
        dayplan.ok("start", title)
        at += timedelta(seconds=seconds)
        dayplan.at(at.isoformat()).ok("stop")
    lines = dayplan.ok("report --by task").lines[2:7]
    assert [line.split()[:2] for line in lines] == [
        ["One", "11m"], ["Two", "11m"], ["Three", "10m"], ["Four", "1m"], ["total", "33m"],
    ]  # fmt: skip
    today = dayplan.ok("today").lines
    assert "33m tracked" in today[1]
    own = [sum(printed(line.partition(" / ")[0])) for line in today[3:] if re.search("One|Two|Three|Four", line)]
    assert own == [11, 11, 10, 1]
    rows = list(csv.reader(io.StringIO(dayplan.ok("report --by task --csv").out)))
    # 1,980 s are 0.5500 h; 0.17972 + 0.17972 + 0.17944 + 0.01111, rounded down, are 0.5499
    assert [row[2] for row in rows[1:]] == ["0.1797", "0.1797", "0.1795", "0.0111"]
