"""README and manual promise nothing that was not tried."""

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
from dayplan.cli.table import COMMANDS
from dayplan.domain.phrase import in_words, parse_phrase

ROOT = Path(__file__).parent.parent
PAGES = {
    path.name: path.read_text(encoding="utf-8")
    for path in (ROOT / "README.md", *sorted((ROOT / "dayplan" / "manual").glob("*.md")))
}


def keys() -> ModuleType:
    spec = importlib.util.spec_from_file_location("keys", ROOT / ".github" / "tools" / "keys.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", PAGES)
def test_the_tables_are_those_of_the_bindings_and_settings(page: str) -> None:
    assert keys().updated(PAGES[page]) == PAGES[page], "run: python3 .run python .github/tools/keys.py"


def test_every_table_is_in_one_place() -> None:
    written = [name for text in PAGES.values() for name in re.findall(r"<!-- ([a-z ]+): made by", text)]
    assert sorted(written) == sorted(keys().SECTIONS)


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_to_a_file(page: str) -> None:
    folder = ROOT if page == "README.md" else ROOT / "dayplan" / "manual"
    for target in re.findall(r"\]\(([^)]+)\)", PAGES[page]):
        assert target.startswith("https://") or (folder / target).is_file(), target


def test_the_readme_is_about_150_lines() -> None:
    assert len(PAGES["README.md"].splitlines()) <= 160


def phrases() -> list[tuple[str, str]]:
    table = PAGES["schedules.md"].partition("| what you can say |")[2].partition("\n\n")[0]
    rows = [line.strip("| ").split(" | ") for line in table.splitlines()[2:]]
    return [(said, meant) for said, meant in rows]


@pytest.mark.parametrize(("said", "meant"), phrases())
def test_the_phrases_mean_what_the_table_says(said: str, meant: str) -> None:
    assert in_words(parse_phrase(said, date(2026, 11, 23)).schedule) == meant


_SHELLS = ("completion",)
"""What is written for a shell, and printed by `tests/cli/test_completion.py`."""


def commands() -> list[str]:
    """Return every command that is named, each once."""
    found: list[str] = []
    for text in PAGES.values():
        for indented, inline in re.findall(r"^    dayplan (.+)$|`dayplan ([a-z-][^`]*)`", text, flags=re.MULTILINE):
            found.append((indented or inline).partition("  #")[0].partition(" | ")[0].strip())
    return [command for command in dict.fromkeys(found) if not command.startswith(_SHELLS) and command != "manual PAGE"]


def test_enough_commands_are_named() -> None:
    assert len(commands()) > 100
    named = {word for command in commands() for word in [command.split()[0]]}
    assert set(COMMANDS) - named == {"completion"}, "each command is in the manual"


NEWSLETTER = "template add Newsletter --every friday"
ACME = "add Draft @acme/site"
BEFORE = (
    ("log (edit|split|delete) 1", ["log add 2 9:00-11:00"]),
    ("log cut", ["log add 2 12:00-13:00"]),
    ("(client|project) .*(acme|site)", [ACME, "add Call @zoe"]),
    ("stop$", ["start 1 --at -40m"]),
    ("stop --at 12:", ["start 1 --at 12:00"]),
    ("stop --at -20m", ["start 1 --at -40m"]),
    ("done 1 --at", ["start 1 --at -40m"]),
    ("resume", ["start 1 --at -40m", "stop --at -20m"]),
    ("start 3 --from-last", ["start 1 --at -40m", "stop --at -20m"]),
    ("log resolve 1 drop", ["start 2 --at 10:00"]),
    ("restore dayplan-moving.db", ["backup dayplan-moving.db"]),
    ("undo", ["add Something"]),
    ("redo", ["add Something", "undo"]),
    ("reopen 1", ["done 1"]),
    ("delete 5", ["add Something"]),
    ("report .*@acme", [ACME]),
    ("report .*[+]writing", ["add Draft +writing"]),
    ("inbox plan i1", ["inbox add Something"]),
    (".*newsletter", [NEWSLETTER]),
    ("template resume", ["template pause newsletter 2027-01-07"]),
    ("template restore", ["template archive newsletter"]),
    ("client restore", ["client archive acme"]),
)
"""What has to be there for a command that begins so; all that fit are done in this order."""


def earlier(command: str) -> tuple[str, ...]:
    """Return what is done before a command, so that there is something for it to do."""
    return ("today", *(words for start, done in BEFORE if re.match(start, command) for words in done))


NOW = "2026-11-23T13:00:00+01:00"
AT_ANOTHER_TIME = (
    ("seed --take-back", "2026-11-24T13:00:00+01:00", ["today"]),  # by a clock that is wrong
    ("log resolve 1 (keep|part|give)", "2026-11-22T20:00:00+01:00", ["start 1"]),  # and nobody stopped it
)
"""What was done before a command that begins so, and when."""

HOLIDAYS = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//example//calendar//EN
BEGIN:VEVENT
UID:1@example.org
DTSTAMP:20261101T000000Z
DTSTART;VALUE=DATE:20261225
DTEND;VALUE=DATE:20261227
SUMMARY:Christmas
END:VEVENT
END:VCALENDAR
"""


@pytest.mark.parametrize("command", commands())
def test_every_command_that_is_named_does_something(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DAYPLAN_DB", str(tmp_path / "d.db"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TZ", "Europe/Berlin")
    (tmp_path / "holidays.ics").write_text(HOLIDAYS.replace("\n", "\r\n"), encoding="utf-8")
    elsewhen = [(moment, done) for start, moment, done in AT_ANOTHER_TIME if re.match(start, command)]
    for moment, done in (*elsewhen, (NOW, earlier(command))):
        monkeypatch.setenv("DAYPLAN_NOW", moment)
        for words in done:
            monkeypatch.setattr(clock, "_pretended", None)
            assert run(words.split()) == 0, capsys.readouterr().err
    assert run(shlex.split(command)) == 0, capsys.readouterr().err
