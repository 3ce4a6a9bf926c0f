"""No option is ignored: of any two, both have an effect, or the command refuses them (issue 12.20).

The pairs come from the commands' own parsers, so that a new option is held to it as well.
"""

from __future__ import annotations

import argparse
import shlex
import sqlite3
from contextlib import closing
from importlib import import_module
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import pytest
from terminal import Terminal

from dayplan.cli.parser import Parser
from dayplan.cli.table import COMMANDS, FAMILIES

ALL = {
    **{name: command for name, command in COMMANDS.items() if name not in FAMILIES},
    **{f"{family} {name}": command for family, several in FAMILIES.items() for name, command in several.items()},
}

LINE = {
    "template add": "Water the plants --every fridays",
    "template edit": "Answer",
    "template preview": "fridays",
    "template pack": "tutor",
    "log add": "Ledger 8:40-8:50",
    "log edit": "3",
    "log resolve": "drop",
    "edit": "Ledger",
    "done": "Ledger",
    "reopen": "Gone",
    "skip": "Answer",
    "drop": "Ledger",
    "start": "Ledger",
    "why": "Answer",
    "capacity": "5h",
    "close": "2026-11-20",
    "client merge": "zoe acme",
    "project merge": "acme/site acme/shop",
    "away import": "{folder}/days.ics",
    "restore": "{folder}/copy.db",
    "report": "",
}
"""What a command is given besides its options, where it needs something."""

AT = {
    "today": "2026-11-24T09:00:00+01:00",  # not seeded yet
    "seed": "2026-11-28T09:00:00+01:00",  # a day off, with work that is left
    "log resolve": "2026-11-23T21:00:00+01:00",  # thirteen hours in which nobody was seen
}
"""When a command is typed, if not at nine on the Monday that was prepared."""

BEFORE = {"start": "stop --at 8:50", "resume": "stop --at 8:50"}
"""What is typed before it."""

VALUES = {
    "--at": "8:55",
    "--billable": "yes",
    "--boundary": "5:50",
    "--by": "tag",
    "--count": "3",
    "--day": "2026-12-01",
    "--end": "6:05",
    "--ends": "2027-03-01",
    "--est": "25m",
    "--every": "mondays",
    "--fix": "all",
    "--for": "zoe",
    "--from": "2026-11-20",
    "--limit": "2",
    "--note": "a-word",
    "--notes": "words",
    "--of": "8:50-8:55",
    "--round": "7m",
    "--start": "5:25",
    "--starts": "2026-12-01",
    "--tags": "one,two",
    "--task": "Ledger",
    "--title": "Renamed",
    "--to": "2026-11-22",
}
"""A value for each option that takes one."""

REFUSED = {
    "close": ["--note --dry-run", "--reopen --dry-run"],
    "log edit": [f"--boundary {one}" for one in ("--billable", "--end", "--note", "--start", "--task")],
    "log resolve": ["--stop --go-on"],
    "report": ["--by --entries", "--round --entries", "--scope --entries"],
    "seed": [
        *(
            " ".join(pair)
            for pair in combinations(("--dry-run", "--anyway", "--bring-in", "--catch-up", "--take-back"), 2)
        ),
        *(f"--day {other}" for other in ("--anyway", "--bring-in", "--catch-up", "--take-back")),
    ],
    "start": ["--at --from-last"],
}
"""Pairs that contradict each other, or of which one would say nothing. Two forms of an answer are refused by rule."""
AS_USUAL = {"log resolve": ["--json --stop", "--of --go-on"], "seed": ["--json --catch-up"]}
"""The second says what becomes of it without that as well."""
ELSEWHERE = {"seed": {"--take-back"}}
"""These need another file: `test_wrong_clock` tries them on one that a wrong clock has opened."""
FORMS = {"--json", "--csv", "--md", "--format"}


class Outcome(NamedTuple):
    code: int
    out: str
    err: str
    data: str

    def same_as(self, other: Outcome) -> bool:
        """Whether another line came to the same; what is said aside does not count."""
        return self._replace(err="") == other._replace(err="")


def options_of(command: str) -> list[argparse.Action]:
    parser = Parser(command, "")
    getattr(import_module(f"dayplan.cli.{ALL[command].module}"), command.replace(" ", "_"))(parser)
    return [action for action in parser._actions if action.option_strings and action.dest not in ("help", "db")]


def name_of(option: argparse.Action) -> str:
    return option.option_strings[-1]


def typed(option: argparse.Action) -> tuple[str, ...]:
    """Return an option as it is typed, with a value where it takes one: the last of those it chooses from."""
    name = name_of(option)
    if option.nargs == 0:
        return (name,)
    return name, VALUES[name] if name in VALUES else [*(option.choices or ())][-1]


OPTIONS = {command: several for command in ALL if len(several := options_of(command)) > 1}
CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//test//EN
BEGIN:VEVENT
UID:1
DTSTART;VALUE=DATE:20261224
DTEND;VALUE=DATE:20261227
SUMMARY:Christmas
END:VEVENT
END:VCALENDAR
"""
_PREPARED: dict[str, bytes] = {}


def prepare(dayplan: Terminal, folder: Path) -> None:
    """A morning in which every option has something to act on; made once, and copied for each command line."""
    dayplan.at("2026-11-20T08:00:00+01:00").ok("today")
    for line in ("Ledger", "Draft @acme/site +web +copy est:1h", "Call @zoe", "Shop @acme/shop", "Gone +web"):
        dayplan.ok("add", *line.split())
    for words in ("client rate acme 80 EUR", "project rate acme/shop 90 EUR", "start Draft", "done Gone"):
        dayplan.ok(*words.split())
    dayplan.at("2026-11-20T09:01:00+01:00").ok("stop")
    dayplan.ok("close")
    dayplan.at("2026-11-23T07:50:00+01:00").ok("today")
    for words in ("log add Draft 5:00-5:30", "log add Call 5:30-6:00", "log add Ledger 6:00-6:20", "start Draft"):
        dayplan.ok(*words.split())
    for words in ("client add old", "client archive old", "project add acme/old", "project archive acme/old"):
        dayplan.ok(*words.split())
    for words in ("template add Old --every fridays", "template archive Old", "away add 2026-11-01 Trip"):
        dayplan.ok(*words.split())
    dayplan.at("2026-11-23T09:00:00+01:00")
    dayplan.ok("config", "set", "rounding", "15m day")
    dayplan.ok("backup", str(folder / "life.db"))


def run(dayplan: Terminal, folder: Path, command: str, *options: str) -> Outcome:
    """Type a command on a copy of that morning; return what it answered, and what the data are then."""
    file = folder / "plan.db"
    for left in folder.glob("plan.db*"):
        left.unlink()
    file.write_bytes(_PREPARED["life"])
    file.chmod(0o600)
    dayplan.at(AT.get(command, "2026-11-23T09:00:00+01:00"))
    if command in BEFORE:
        dayplan.ok(*BEFORE[command].split(), "--db", str(file))
    given = LINE.get(command, "").format(folder=folder)
    answer = dayplan(*command.split(), *(["--db", str(file)]), *shlex.split(given), *options)
    return Outcome(*answer, data_of(file))


def data_of(file: Path) -> str:
    with closing(sqlite3.connect(file)) as connection:
        rows = [line for line in connection.iterdump() if line.startswith("INSERT") and '"op"' not in line]
    return "\n".join(rows)


@pytest.fixture
def folder(dayplan: Terminal, tmp_path: Path) -> Path:
    (tmp_path / "days.ics").write_text(CALENDAR)
    if not _PREPARED:
        prepare(dayplan, tmp_path)
        _PREPARED["life"] = (tmp_path / "life.db").read_bytes()
    (tmp_path / "copy.db").write_bytes(_PREPARED["life"])
    dayplan.at("2026-11-23T09:00:00+01:00")
    return tmp_path


@pytest.mark.parametrize("command", OPTIONS)
def test_of_two_options_both_have_an_effect_or_they_are_refused(dayplan: Terminal, folder: Path, command: str) -> None:
    options = {name_of(option): typed(option) for option in OPTIONS[command]}
    alone = {name: run(dayplan, folder, command, *words) for name, words in options.items()}
    refused, ignored, worked = set(), [], set()
    for one, other in combinations(options, 2):
        words = options[one], options[other]
        if {one, other} == {"--format", "--md"}:
            words = ("--format", "table"), ("--md",)  # not twice the same
        both = run(dayplan, folder, command, *words[0], *words[1])
        if both.code and both.code in (alone[one].code, alone[other].code):
            continue  # one is refused by itself: it needs what this line does not have
        if both.code:
            assert (both.code, both.out, both.err.count("\n")) == (2, "", 1), both.err
            refused.add(frozenset((one, other)))
            continue
        worked |= {one, other}
        ignored += [(one, other, name) for name in (one, other) if both.same_as(alone[name])]
    assert [each for each in ignored if " ".join(each[:2]) not in AS_USUAL.get(command, ())] == []
    of_form = {frozenset(pair) for pair in combinations(options, 2) if {*pair} <= FORMS}
    assert refused == of_form | {frozenset(pair.split()) for pair in REFUSED.get(command, ())}
    assert worked >= {*options} - FORMS - ELSEWHERE.get(command, set())


def test_no_command_forgets_an_option() -> None:
    """Every option of every command is held to it, but the file and the help, which all of them take."""
    assert {"report", "week", "log list", "log edit", "seed", "close", "restore", "status"} <= {*OPTIONS}
    assert sum(len(several) for several in OPTIONS.values()) > 90


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("report --entries --csv --round 15m", "--entries lists what was recorded"),
        ("report --csv --md", "--csv and --md show it differently: give one of them."),
        ("report --json --csv", "--json and --csv show it differently"),
        ("report --format table --json", "--format table and --json show it differently"),
        ("week --md --csv", "--md and --csv show it differently"),
        ("status --json --format tmux", "--json and --format tmux show it differently"),
        ("report --scope day", "--scope says what is rounded, and nothing is"),
        ("report --scope day --round none", "--scope says what is rounded, and nothing is"),
        ("restore --dry-run", "Say which copy"),
        ("log resolve --stop", "An answer is missing"),
        ("seed --bring-in --day tomorrow", "--day is for --dry-run"),
    ],
)
def test_what_would_be_ignored_is_refused_in_one_sentence(dayplan: Terminal, command: str, says: str) -> None:
    dayplan.ok("today")
    answer = dayplan(command)
    assert (answer.code, answer.out, answer.err.count("\n")) == (2, "", 1)
    assert says in answer.err


def test_the_same_form_twice_is_no_contradiction(dayplan: Terminal) -> None:
    dayplan.ok("today")
    assert dayplan.ok("report --csv --format csv").out == dayplan.ok("report --csv").out
    assert dayplan.ok("week --json --format json").out == dayplan.ok("week --json").out


def test_a_report_by_tag_says_that_its_lines_overlap(dayplan: Terminal) -> None:
    dayplan.ok("add Draft +web +copy")
    dayplan.ok("add Call +web")
    dayplan.ok("start Draft")
    dayplan.at("10:00").ok("start Call")
    dayplan.at("10:30").ok("stop")
    words = "An entry with several tags is in the line of each; the total counts it once."
    lines = dayplan.ok("report --by tag").lines
    assert [line.split()[:2] for line in lines[2:5]] == [["web", "1h30"], ["copy", "1h"], ["total", "1h30"]]
    assert words in lines
    assert words in dayplan.ok("report --by tag --md").lines
    found = dayplan.ok("report --by tag --json").json
    assert found["overlapping"] is True
    assert [(row["key"], row["seconds"], row["overlapping_seconds"]) for row in found["rows"]] == [
        ("web", 5400, 3600), ("copy", 3600, 3600),
    ]  # fmt: skip
    answer = dayplan.ok("report --by tag --csv")
    assert words in answer.err
    rows = [line.split(",")[:7] for line in answer.out.splitlines()]
    assert rows[0][-1] == "overlapping_seconds"
    assert [(row[0], row[1], row[-1]) for row in rows[1:]] == [("web", "5400", "3600"), ("copy", "3600", "3600")]
    assert dayplan.ok("report --by task --json").json["overlapping"] is False
    assert words not in dayplan.ok("report --by task").out
    assert words not in dayplan.ok("report +copy --by client").out
