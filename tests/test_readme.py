"""The README promises nothing that was not tried."""

from __future__ import annotations

import importlib.util
import re
import shlex
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from dayplan import clock
from dayplan.cli.main import run
from dayplan.domain.phrase import in_words, parse_phrase

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def keys() -> ModuleType:
    spec = importlib.util.spec_from_file_location("keys", ROOT / ".github" / "tools" / "keys.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_tables_of_keys_are_those_of_the_bindings() -> None:
    assert keys().updated(README) == README, "run: python3 .run python .github/tools/keys.py"


def phrases() -> list[tuple[str, str]]:
    table = README.partition("| what you can say |")[2].partition("\n\n")[0]
    rows = [line.strip("| ").split(" | ") for line in table.splitlines()[2:]]
    return [(said, meant) for said, meant in rows]


@pytest.mark.parametrize(("said", "meant"), phrases())
def test_the_phrases_mean_what_the_table_says(said: str, meant: str) -> None:
    assert in_words(parse_phrase(said, date(2026, 11, 23)).schedule) == meant


_NOT_AS_THEY_STAND = ("doctor --fix 2", "completion", "away import", "template resume", "template archive")


def commands() -> list[str]:
    found = re.findall(r"^    dayplan (.+)$|`dayplan ([a-z][^`]*)`", README, flags=re.MULTILINE)
    said = [(indented or inline).partition("  #")[0].strip() for indented, inline in found]
    return [command for command in dict.fromkeys(said) if not command.startswith(_NOT_AS_THEY_STAND)]


def test_the_readme_names_enough_commands() -> None:
    assert len(commands()) > 25


NEWSLETTER = "template add Newsletter --every friday"
ACME = "add Draft @acme/site"
BEFORE = {
    "log edit 1 --end 10:15": ["log add 2 9:00-11:00"],
    "log split 1 30m": ["log add 2 9:00-11:00"],
    "client rate acme 80 EUR": [ACME],
    "project rate acme/site 95": [ACME],
    "project colour acme/site teal": [ACME],
    "project billable acme/site no": [ACME],
    "stop --at -20m": ["start 1 --at -40m"],
    "stop --at 12:30": ["start 1 --at 12:00"],
    "start 3 --from-last": ["start 1 --at -40m", "stop --at -20m"],
    "log resolve 1 drop --of 12:05-12:52": ["start 2 --at 10:00"],
    "restore dayplan-moving.db": ["backup dayplan-moving.db"],
    "undo": ["add Something"],
    "report 2026-10-01 to 2026-12-31 @acme --md": [ACME],
    "inbox plan i1 mon": ["inbox add Something"],
    "why newsletter --day fri": [NEWSLETTER],
    "template early newsletter": [NEWSLETTER],
    "template pause newsletter 2027-01-07": [NEWSLETTER],
}


WRONG_CLOCK = {"seed --take-back": "2026-11-24T13:00:00+01:00"}
"""Commands before which somebody looks at today with a clock that is wrong."""


@pytest.mark.parametrize("command", commands())
def test_every_command_of_the_readme_does_something(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DAYPLAN_DB", str(tmp_path / "d.db"))
    monkeypatch.setenv("DAYPLAN_NOW", "2026-11-23T13:00:00+01:00")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TZ", "Europe/Berlin")
    for earlier in ("today", *BEFORE.get(command, ())):
        assert run(earlier.split()) == 0
    if command in WRONG_CLOCK:
        with monkeypatch.context() as wrong:
            wrong.setenv("DAYPLAN_NOW", WRONG_CLOCK[command])
            wrong.setattr(clock, "_pretended", None)
            assert run(["today"]) == 0
        monkeypatch.setattr(clock, "_pretended", None)
    assert run(shlex.split(command)) == 0, capsys.readouterr().err
