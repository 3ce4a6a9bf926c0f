"""Numbers and days that are absurd: every command carries them out or refuses them in a sentence (issue 12.22)."""

from __future__ import annotations

import io
import shlex
import shutil
import sqlite3
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from pathlib import Path

import pytest
from stage import stage
from support import MONDAY, Book, at

from dayplan.cli.main import run
from dayplan.domain.days import LAST_DAY, LEAST_DAY, step_days

NUMBERS = ("0", "-1", "9" * 9, str(2**31), str(2**63), str(2**64), str(10**30), "9" * 5000, "٣", "1_0")
DAYS = (
    *("0001-01-01", "0202-01-01", "1969-12-31", "1970-01-01", "2199-12-31", "2200-01-01", "9998-12-31", "9999-12-31"),
    *("10000-01-01", "01.01.0001", "31.12.9999", "1 jan 0001", "31 dec 9999", "0000-00-00", "+9999999d", "-9999999d"),
    *("+999999w", "+99999999999999999999d", "٣٠.11.2026"),
)
OF_NUMBERS = """
    log edit {} --note x
    log split {} 9:30
    log split 1 {}
    log delete {}
    log resolve {}
    log resolve {} drop
    log resolve 1 give {}
    log edit 1 --task {}
    log edit 1 --start {}
    log add {} 9:00-9:10
    away remove {}
    history --limit {}
    template preview daily --count {}
    template preview 'every {} weeks on monday'
    template preview 'the {}th'
    template preview '{} times daily'
    template show {}
    template edit {} --est 5m
    template pause {}
    template archive {}
    template early {}
    template add X --every daily --est {}
    template add X --every 'every {} days'
    template add X --every '{} days after done'
    template add X --every 'FREQ=DAILY;INTERVAL={}'
    template add X --every 'FREQ=DAILY;COUNT={}'
    template add X --every 'daily {} times'
    restore {} --dry-run
    doctor --fix {}
    start {}
    start 1 --at {}
    start 1 --at -{}m
    stop --at {}
    done {}
    done 1-{}
    reopen {}
    skip {}
    drop {}
    delete {}
    edit {} --est 5m
    edit 1 --est {}
    edit 1 --est {}h
    move {} fri
    why {}
    inbox plan {}
    inbox plan i{}
    capacity {}
    capacity {}h
    report {}
    report week {}
    report last {} days
    report last {} months
    report --round {}
    report --round {}m
    week {}
    config set capacity {}
    config set weekly_goal {}
    config set weekly_goal {}h
    config set day_start {}
    config set rounding {}m
    client rate acme {}
    client rate acme '{} EUR'
    project colour acme/site {}
    add Draft est:{}
    add Draft est:{}h
    add Draft on:+{}d
    today +{}d
"""
OF_DAYS = """
    today {}
    week {}
    report {}
    report since {}
    report {} to today
    report today to {}
    report --from {}
    report --to {}
    log {}
    log --from {}
    log --to {}
    log add 1 {} 9:00-10:00
    log cut {} 9:00-10:00
    log edit 1 --start '{} 9:00'
    log edit 1 --end '{} 9:00'
    log edit 1 --end '{}T23:59+14:00'
    log edit 1 --start '{}T00:00-14:00'
    log edit 1 --boundary '{} 9:00'
    log split 1 '{} 9:00'
    start 1 --at '{} 9:00'
    done 1 --at '{} 9:00'
    missed {}
    close {}
    close {} --dry-run
    close {} --reopen
    seed --dry-run --day {}
    move 1 {}
    edit 1 --day {}
    inbox plan i1 {}
    add Draft on:'{}'
    capacity 4h --day {}
    capacity --day {}
    why 1 --day {}
    why answer --day {}
    away add {}
    away add {} {}
    away add today {}
    template pause 1 {}
    template add X --every daily --starts {}
    template add X --every monthly --ends {}
    template edit 1 --starts {}
    template edit 1 --ends {}
    template preview daily --from {}
    template preview monthly --from {} --count 50
    template preview '3 days after done' --from {}
    template preview 'every year on {}'
    template preview 'daily until {}'
    template preview 'daily from {}'
    template preview 'FREQ=DAILY;UNTIL={}'
"""
LOOKS = (
    *("doctor", "log --from 1970-01-01 --to 2199-12-31", "report all time", "week", "today", "template list"),
    *("away list --all", "status", "missed", "client list"),
)


def commands(of: str) -> list[str]:
    return [line.strip() for line in of.splitlines() if line.strip()]


@pytest.fixture
def desk(monday: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A seeded Monday with an hour of work, a task in the inbox and a client."""
    path = tmp_path / "data" / "dayplan.db"
    path.parent.mkdir(mode=0o700)
    shutil.copy(monday, path)
    monkeypatch.chdir(tmp_path)
    for name, value in {"DAYPLAN_DB": str(path), "DAYPLAN_NOW": "2026-11-23T12:00:00+01:00", "COLUMNS": "80"}.items():
        monkeypatch.setenv(name, value)
    for line in ("log add 1 9:00-10:00", "inbox add Caught @acme/site", "client rate acme 80 EUR"):
        assert say(*line.split())[0] == 0
    return path


def say(*words: str) -> tuple[int, str, str]:
    with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as err:
        code = run([*words])
    return code, out.getvalue(), err.getvalue()


def complaints(line: str, *words: str) -> list[str]:
    """Say what is wrong with an answer: a bug's sentence, an odd exit code, a refusal that is not one sentence."""
    code, out, err = say(*words)
    wrong = "Something went wrong" in err or "Traceback" in out + err or code not in (0, 1, 2, *range(65, 79))
    told = err.startswith("dayplan: ") and err.count("\n") == 1
    silent = code != 0 and not told and words[0] != "doctor"  # whose findings are its answer
    return [f"dayplan {line}: {code} {err.strip()[:300]}"] if wrong or silent else []


@pytest.mark.parametrize(
    "line", ["log edit 9223372036854775808 --note x", "week 9999-12-31", "log add 1 0001-01-01 9:00-10:00"]
)
def test_what_once_crashed_is_refused_in_a_sentence(desk: Path, line: str) -> None:
    assert complaints(line, *line.split()) == []
    assert say(*line.split())[0] in (1, 2)
    assert say("doctor")[0] == 0


@pytest.mark.long
@pytest.mark.parametrize(
    ("command", "values"),
    [
        *(pytest.param(command, NUMBERS, id=f"number {command}") for command in commands(OF_NUMBERS)),
        *(pytest.param(command, DAYS, id=f"day {command}") for command in commands(OF_DAYS)),
    ],
)
def test_no_command_crashes_on_an_absurd_number_or_day(desk: Path, command: str, values: tuple[str, ...]) -> None:
    kept = desk.read_bytes()
    wrong = []
    for value in values:
        words = [word.replace("{}", value) for word in shlex.split(command)]
        short = command.replace("{}", value[:40])
        wrong += complaints(short, *words)
        if desk.read_bytes() != kept:  # what was taken can be shown
            for look in LOOKS:
                wrong += complaints(f"{short}; {look}", *look.split())
            desk.write_bytes(kept)
    assert not wrong, "\n".join(wrong)


def test_absurd_rows_that_are_there_already_are_shown_and_stop_nothing(desk: Path) -> None:
    """Before days had bounds, `log add 1 0001-01-01 9:00-10:00` was taken, and so were tasks of the year 9999."""
    with sqlite3.connect(desk) as rows:
        for day, start in (("0001-01-01", -62135564400), ("9999-12-31", 253402246800)):
            rows.execute(
                "INSERT INTO time_entry (task_id, started_at, ended_at, zone, day, day_start_s, note, state)"
                " VALUES (1, ?, ?, 'Europe/Berlin', ?, 0, '', 'kept')",
                (start, start + 3600, day),
            )
            rows.execute(
                "INSERT INTO task (day, title, notes, status, reason, rank, first_day, edited, created_at)"
                " VALUES (?, 'Old', '', 'open', 'added', 1, ?, 0, 0)",
                (day, day),
            )
            rows.execute("INSERT INTO away (first_day, last_day, label) VALUES (?, ?, '')", (day, day))
    wrong = [found for look in LOOKS for found in complaints(look, *look.split())]
    assert not wrong, "\n".join(wrong)


def test_days_are_stepped_within_their_bounds() -> None:
    assert step_days(date(2026, 11, 23), -1) == date(2026, 11, 22)
    assert step_days(LAST_DAY, 7) == LAST_DAY
    assert step_days(LEAST_DAY, -7) == LEAST_DAY


@pytest.mark.parametrize(
    ("moment", "key"), [("2199-12-31 12:00", "right_square_bracket"), ("1970-01-01 12:00", "left_square_bracket")]
)
@pytest.mark.parametrize("mode", ["1", "2", "4", "5", "C"])
async def test_the_planner_turns_no_further_than_there_are_days(book: Book, moment: str, key: str, mode: str) -> None:
    now = at(moment)
    book.planner.settle(MONDAY if moment < "2000" else now)
    async with stage(book, now) as s:
        await s.press(mode, key, key, key)
        assert s.app.is_running
        await s.press("1", "space", "q")
