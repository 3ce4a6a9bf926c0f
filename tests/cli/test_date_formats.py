"""Whatever date is printed can be typed, in all three formats (issue 12.13)."""

from __future__ import annotations

import ast
import io
import re
import shlex
import shutil
import sqlite3
from contextlib import closing, redirect_stderr, redirect_stdout
from datetime import date
from pathlib import Path

import pytest
from dates import ISO, read_back
from terminal import Terminal

import dayplan as package
from dayplan.cli.main import run
from dayplan.domain.entry import parse_day
from dayplan.domain.wording import MONTHS, WEEKDAYS

READERS = {"parse_day", "parse_past_day", "parse_range", "parse_quick_add", "parse_phrase", "split_day"}
COMMANDS = (
    *("today {}", "week {}", "log {}", "report {}", "report {} to {}", "report since {}", "report --from {} --to {}"),
    *(
        "log --from {} --to {}",
        "log add 1 {} 8:00-8:30",
        "missed {}",
        "close {} --dry-run",
        "move 2 {}",
        "edit 3 --day {}",
    ),
    *("add Draft on:{}", "capacity 4h --day {}", "away add {}", "away add {} {} Home", "seed --dry-run --day {}"),
    *("why email --day {}", "template add New --every daily --starts {}", "template edit 1 --ends {}"),
    *("template preview daily --from {}", "template preview daily until {}", "template pause 1 {}"),
)


@pytest.mark.parametrize(
    ("date_format", "written"),
    [("iso", "2026-12-01"), ("dmy", "01.12.2026"), ("dmy", "1.12."), ("mdy", "12/01/2026"), ("mdy", "12/1")],
)
@pytest.mark.parametrize("command", COMMANDS)
def test_every_reader_of_days_follows_the_setting(
    dayplan: Terminal, command: str, date_format: str, written: str
) -> None:
    """The answer is the same as for the ISO date: 1 December, also where 12 January could be read."""
    if "until" in command and not written.endswith(("2026", "-01")):
        written = {"dmy": "01.12.2026", "mdy": "12/01/2026"}[date_format]
    day = "2026-11-30" if "pause" in command else "2026-12-01"  # which ends on a day to come
    dayplan.at(f"{day}T12:00:00+01:00").ok(f"config set date_format {date_format}")
    with_iso = dayplan.ok(command.replace("{}", "2026-12-01"))
    dayplan.ok("undo")  # what the command changed, or the setting
    dayplan.ok(f"config set date_format {date_format}")
    typed = dayplan.ok(command.replace("{}", written))
    assert _without_numbers(typed.out) == _without_numbers(with_iso.out)


def _without_numbers(out: str) -> str:
    """Leave out the number of what was made, which is the next one."""
    return re.sub(r"(?m)^(\W*)[0-9]+ ", r"\1", out)


def test_no_reader_of_days_is_called_without_the_setting() -> None:
    for path in Path(package.__file__).parent.rglob("*.py"):
        if path.parent.name == "domain":
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in READERS:
                given = ast.unparse(node)
                assert "reading" in given or "date_format" in given, f"{path.name}: {given}"


STORY = """
    2026-11-09T08:00 config set date_format dmy
    2026-11-09T09:00 today
    2026-11-09T09:01 add Renew domain @acme/site est:15m
    2026-11-09T09:02 log add 1 9:00-9:01
    2026-11-20T09:00 today
    2026-11-20T10:00 add Draft page @acme/site +writing est:1h30
    2026-11-20T10:01 add Errand on:24.11.2026
    2026-11-20T10:02 inbox add Call Ana @acme
    2026-11-20T10:03 client rate acme 80 EUR
    2026-11-20T10:04 away add 24.12.2026 27.12.2026 Christmas
    2026-11-20T10:05 away add 01.12.2026
    2026-11-20T10:06 template add Newsletter --every 'every 2 weeks on tuesday' --ends 01.12.2027
    2026-11-20T10:07 template pause newsletter 12.01.2027
    2026-11-20T10:08 template add Water --every '3 days after done'
    2026-11-20T10:30 start 1
    2026-11-20T12:00 stop
    2026-11-20T17:00 close --note 'Send on Friday'
    2026-11-23T09:00 today
    2026-11-23T09:10 log add 1 20.11.2026 7:00-8:00
    2026-11-23T09:11 move 3 25.11.2026
    2026-11-23T09:12 capacity 4h --day 12.01.2027
    2026-11-23T09:20 done 1
    2026-11-23T09:21 start 2 --at 8:50
"""
"""A life of two weeks whose days are typed as `dmy` has them."""
NOW = "2026-11-23T10:00:00+01:00"
LOOKS = (
    *("today", "today {1 dec}", "status", "why 1", "why renew", "why newsletter --day {1 dec}", "week", "week --md"),
    *("week {1 dec}", "report", "report all time --by day", "report all time --by week", "report all time --by month"),
    *("report all time --by day --md", "report all time --by week --md", "report all time --entries"),
    *("report all time --entries --md", "report {12 jan}", "report {9 nov} to {23 nov}", "log", "log {20 nov}"),
    *("log --from {9 nov} --to {23 nov}", "missed", "missed {1 nov}", "inbox", "close --dry-run", "close {20 nov}"),
    *("close", "template list", "template show newsletter", "template show water", "client list", "project list"),
    *("away list", "away list --all", "history --limit 100", "restore", "log resolve"),
    *("seed --dry-run --day {1 dec}", "seed --dry-run --day {12 jan}", "capacity", "capacity --day {12 jan}"),
    *("template preview every other friday", "template preview daily until {1 dec}", "template packs"),
    *("template preview '3 days after done' --from {1 dec}", "template preview monthly --from {12 jan} --count 12"),
)
CHANGES = (
    *("add Draft on:{1 dec}", "move 2 {1 dec}", "edit 2 --day {1 dec}", "inbox plan i1 {1 dec}", "undo", "stop"),
    *("close {1 nov}", "template add X --every daily --starts {9 nov} --ends {9 nov}", "capacity 4h --day {9 nov}"),
    *("away add {1 jan} {12 jan} Home", "away add {1 jan}", "away remove 1", "capacity 4h --day {1 dec}"),
    *("template pause water {12 jan}", "template resume newsletter", "template edit newsletter --ends {12 jan}"),
    *(
        "template add New --every 'monthly from {12 jan}'",
        "close {20 nov} --reopen",
        "log delete 1",
        "log split 2 11:00",
    ),
    *("log edit 2 --start '{20 nov} 10:31'", "log edit 2 --note x", "template archive newsletter", "drop 2", "skip 4"),
)
REFUSALS = (
    *("today nonsense", "move 2 {9 nov}", "away add {12 jan} {1 dec}", "report {31 dec} to {1 dec}"),
    *(
        "report nonsense",
        "report --from {20 nov} --to {9 nov}",
        "log --from {20 nov} --to {9 nov}",
        "seed --day {1 dec}",
    ),
    *("template pause water {9 nov}", "template preview daily from {12 jan} until {1 dec}", "close {1 dec}"),
    *("template preview daily 3 times until {1 dec}", "template preview daily until {1 dec} nonsense"),
    "template preview mon from {1 dec} until {2 dec}",
    *("log add 1 {29 mar} 2:30-4:00", "log add 1 {1 dec} 9:00-9:30", "log add 1 {20 nov} 11:00-11:30"),
    *("start 2 --at '{23 nov} 9:40'", "start 2 --at '{20 nov} 9:40'", "log edit 2 --end '{1 dec} 9:00'"),
    *("inbox plan i1 {9 nov}", "edit 2 --day {9 nov}"),
)
IN_FULL = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day [0-9]{1,2} [A-Z][a-z]+(?: [0-9]{4})?\b")


def with_days(command: str, date_format: str) -> str:
    """Write the days in braces as someone with this setting types them."""

    def written(found: re.Match[str]) -> str:
        day, month = int(found[1].split()[0]), found[1].split()[1]
        numbers = {"jan": (2027, 1), "mar": (2026, 3), "nov": (2026, 11), "dec": (2026, 12)}
        year, number = numbers[month]
        return {
            "iso": f"{year}-{number:02}-{day:02}",
            "dmy": f"{day:02}.{number:02}.{year}",
            "mdy": f"{number:02}/{day:02}/{year}",
        }[date_format]

    return re.sub(r"\{([^}]+)\}", written, command)


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the story, made once."""
    path = tmp_path_factory.mktemp("life") / "dayplan.db"
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        patch.setenv("TZ", "Europe/Berlin")
        patch.setenv("DAYPLAN_DB", str(path))
        for moment, *words in (shlex.split(line) for line in STORY.splitlines() if line.strip()):
            patch.setenv("DAYPLAN_NOW", f"{moment}:00+01:00")
            assert run(words) == 0, words
    return path


def copied(life: Path, path: Path, date_format: str) -> None:
    """Put the life's file in place, with the setting as if it had always been there."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    shutil.copy(life, path)
    with closing(sqlite3.connect(path)) as rows, rows:
        rows.execute("UPDATE setting SET value = ? WHERE key = 'date_format'", (date_format,))


@pytest.mark.parametrize("date_format", ["dmy", "mdy"])
@pytest.mark.parametrize("command", [*LOOKS, *CHANGES, *REFUSALS, "today +1w"])
def test_whatever_is_printed_is_read_back(
    dayplan: Terminal, life: Path, path: Path, command: str, date_format: str
) -> None:
    """Each date of an answer is written as the setting has it, and is read as the day that ISO would show there."""
    away = command == "today +1w"  # and the machine was off for three weeks: the welcome names days
    dayplan.at("2026-12-14T10:00:00+01:00" if away else NOW)
    said = []
    for each in ("iso", date_format):
        copied(life, path, each)
        answer = dayplan(*shlex.split(with_days(command, each)))
        said.append(f"{answer.code}\n{answer.out}\n{answer.err}")
        assert (answer.code == 0) == (command not in REFUSALS), answer.err
    iso, written = said
    assert not ISO.search(written), written
    today = date(2026, 12, 14) if away else date(2026, 11, 23)

    assert read_back(written, today, date_format) == iso
    for in_full in IN_FULL.findall(written):
        day = parse_day(in_full, today, 0, date_format)
        assert f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}" in in_full
