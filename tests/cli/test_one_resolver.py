"""One resolver for names and numbers: what one command prints every other takes, and means the same (issue 13.16)."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

import pytest
from terminal import Answer, Terminal

MONDAY, TUESDAY = "2026-11-23T09:00:00+01:00", "2026-11-24T12:00:00+01:00"
_LINE = re.compile(r" *(?P<number>\S*[0-9]) \S (?P<title>\S.*?)(?:  .*)?")
_CHANGED = re.compile(r"\S (?P<number>[0-9]+) (?P<title>\S.*)")


class Printed(NamedTuple):
    """A number as a command printed it, and what stands beside it."""

    command: str
    number: str
    title: str


@pytest.fixture
def full(dayplan: Terminal) -> Terminal:
    """A Tuesday with something of every kind, whose numbers all differ from the ids behind them."""
    dayplan.ok("template pack blank --instead")
    dayplan.ok("template add Old thing --every daily")
    dayplan.ok("template archive old")
    dayplan.ok("drop old")
    for title in ("First thing", "Second thing"):
        dayplan.ok("template", "add", title, "--every", "daily")
    dayplan.ok("add Monday's letter")
    dayplan.ok("done letter")
    dayplan.ok("start first")
    dayplan.at("2026-11-23T10:00:00+01:00").ok("stop")
    dayplan.at(TUESDAY).ok("add Tuesday's letter")
    dayplan.ok("add Friday's letter on:fri")
    dayplan.ok("add Friday's call on:fri")
    dayplan.ok("add Christmas cards on:2026-12-24")
    dayplan.ok("inbox add Somewhen a book")
    dayplan.ok("inbox add Somewhen a film")
    dayplan.ok("log add first 9:00-9:30")
    dayplan.ok("log add letter 10:00-10:30")
    dayplan.ok("away add 2026-12-28 2026-12-30 Rest")
    dayplan.ok("away add 2027-01-04 Rest again")
    return dayplan


@contextmanager
def put_back() -> Iterator[None]:
    """Leave the data file as it was before."""
    path = os.environ["DAYPLAN_DB"]
    shutil.copyfile(path, f"{path}.kept")
    yield
    shutil.copyfile(f"{path}.kept", path)


def printed_by(dayplan: Terminal, command: str) -> list[Printed]:
    found = [_LINE.fullmatch(line) or _CHANGED.fullmatch(line) for line in dayplan.ok(command).lines]
    return [Printed(command, each["number"], each["title"].partition(" · ")[0]) for each in found if each]


SHOWING_TASKS = {
    "today": ["1", "2", "3"],
    "today yesterday": [f"yesterday:{number}" for number in range(1, 9)],
    "today fri": ["fri:1", "fri:2"],
    "today 2026-12-24": ["2026-12-24:1"],
    "inbox": ["i1", "i2"],
    "close mon": [f"yesterday:{number}" for number in range(1, 9)],
    "add Another": ["4"],
}


@pytest.mark.parametrize("command", SHOWING_TASKS)
def test_numbers_are_printed_as_they_are_taken(full: Terminal, command: str) -> None:
    """A number alone is today's: on another day it is printed with its day."""
    assert [each.number for each in printed_by(full, command)] == SHOWING_TASKS[command]


TAKING_TASKS: dict[str, Callable[[str], list[str]]] = {
    "start": lambda ref: ["start", ref],
    "done": lambda ref: ["done", ref],
    "reopen": lambda ref: ["reopen", ref],
    "skip": lambda ref: ["skip", ref],
    "drop": lambda ref: ["drop", ref],
    "delete": lambda ref: ["delete", ref],
    "move": lambda ref: ["move", ref, "2027-02-01"],
    "move to": lambda ref: ["move", ref, "to", "inbox"],
    "edit": lambda ref: ["edit", ref, "--est", "17m"],
    "why": lambda ref: ["why", ref],
    "log add": lambda ref: ["log", "add", ref, "11:00-11:15"],
    "log edit": lambda ref: ["log", "edit", "1", "--task", ref],
    "log resolve": lambda ref: ["log", "resolve", "1", "give", ref],
}


@pytest.mark.parametrize("command", SHOWING_TASKS)
def test_every_command_takes_the_number_of_a_task(full: Terminal, command: str) -> None:
    for printed in printed_by(full, command):
        for taking in TAKING_TASKS.values():
            words = taking(printed.number)
            with put_back():
                answer = full(*words)
                assert printed.title in answer.out + answer.err, (printed, words, answer)
                assert answer.code in (0, 1), (printed, words, answer)
                assert "fits" not in answer.err, (printed, words, answer)
                assert "There is no task" not in answer.err, (printed, words, answer)


def test_several_numbers_of_several_kinds_are_taken_at_once(full: Terminal) -> None:
    done = full.ok("done", "2", "fri:1,fri:2", "i1", "--json").json["tasks"]
    assert [task["title"] for task in done] == ["Second thing", "Friday's letter", "Friday's call", "Somewhen a book"]


def test_programs_take_the_ids_that_json_has(full: Terminal) -> None:
    ids = {task["id"]: task["title"] for task in full.ok("today yesterday --json").json["tasks"]}
    ids |= {entry["task_id"]: entry["title"] for entry in full.ok("log all time --json").json}
    assert len(ids) >= 5
    for task_id, title in ids.items():
        for taking in TAKING_TASKS.values():
            with put_back():
                answer = full(*taking(f"id:{task_id}"))
                assert title in answer.out + answer.err, (task_id, title, answer)
    for taking in TAKING_TASKS.values():
        answer = full(*taking("id:999"))
        assert answer.code == 1
        assert "gone" in answer.err or "There is no task with the id 999" in answer.err


TAKING_TEMPLATES: dict[str, Callable[[str], list[str]]] = {
    "show": lambda ref: ["template", "show", ref],
    "edit": lambda ref: ["template", "edit", ref, "--est", "17m"],
    "pause": lambda ref: ["template", "pause", ref],
    "pause until": lambda ref: ["template", "pause", ref, "2027-02-01"],
    "resume": lambda ref: ["template", "resume", ref],
    "archive": lambda ref: ["template", "archive", ref],
    "restore": lambda ref: ["template", "restore", ref],
    "early": lambda ref: ["template", "early", ref],
}


def test_every_command_takes_the_number_of_a_template(full: Terminal) -> None:
    templates = {each["title"]: str(each["id"]) for each in full.ok("template list --all --json").json}
    shown = full.ok("template list --all").out
    assert {"First thing", "Second thing", "Old thing"} <= set(templates)
    for title, number in templates.items():
        assert re.search(rf"^ *{number} {title}", shown, re.MULTILINE)
        for taking in TAKING_TEMPLATES.values():
            with put_back():
                answer = full(*taking(number))
                assert title in answer.out + answer.err, (title, number, answer)
                assert answer.code in (0, 1)
                assert "No template fits" not in answer.err


def test_every_command_takes_the_number_of_an_entry(full: Terminal) -> None:
    numbers = re.findall(r"^(#(\d+)) .*?  (\S+ \S+)$", full.ok("log all time").out, re.MULTILINE)
    assert len(numbers) == 3
    ids = [str(entry["id"]) for entry in full.ok("log all time --json").json]
    assert sorted(number for _, number, _ in numbers) == sorted(ids)
    for shown, number, title in numbers:
        for written in (shown, number):
            for words in (
                ["log", "edit", written, "--note", "x"],
                ["log", "split", written, "10m"],
                ["log", "resolve", written, "keep"],
                ["log", "resolve", written, "drop", "--of", "9:00-9:10"],
                ["log", "delete", written],
            ):
                with put_back():
                    answer = full(*words)
                    assert answer.code == 0 or "give a part" in answer.err, (words, answer)
                    assert title in answer.out or "give a part" in answer.err, (words, answer)


def test_away_days_are_removed_by_the_number_that_is_listed(full: Terminal) -> None:
    for number, label in re.findall(r"^ *(\d+)  .*  (Rest.*)$", full.ok("away list").out, re.MULTILINE):
        with put_back():
            assert label in full.ok("away", "remove", number).out


def test_what_is_only_read_prints_no_number_that_could_be_taken(full: Terminal) -> None:
    """History, dry runs and reasons print times and dates, and no numbers of their own."""
    for command in ("history", "seed --dry-run", "seed --dry-run --day fri", "why first", "missed"):
        assert not printed_by(full, command), command


def test_a_number_where_a_day_is_given_is_the_one_of_that_day(full: Terminal) -> None:
    """`why 1 --day DAY` is about what `today DAY` lists as 1; where it lists none, about the template 1."""
    assert full.ok("why", "1", "--day", "fri").lines[0] == "Friday's letter"
    assert full.ok("why", "fri:2", "--day", "mon").lines[0] == "Friday's call"
    assert full.ok("why", "6", "--day", "yesterday").lines[0] == "First thing"
    templates = {each["title"]: str(each["id"]) for each in full.ok("template list --json").json}
    assert full.ok("why", templates["Second thing"], "--day", "2027-03-01").lines[0] == "Second thing"
    answer = full("why", "77", "--day", "fri")
    assert (answer.code, answer.out) == (1, "")
    assert "No template fits 77" in answer.err


@pytest.mark.parametrize(
    ("date_format", "written"), [("iso", "2026-12-24:1"), ("dmy", "24.12.2026:1"), ("mdy", "12/24/2026:1")]
)
def test_the_day_of_a_number_follows_date_format_and_is_read_in_iso_too(
    full: Terminal, date_format: str, written: str
) -> None:
    full.ok(f"config set date_format {date_format}")
    assert [each.number for each in printed_by(full, "today 2026-12-24")] == [written]
    for ref in (written, "2026-12-24:1"):
        for taking in TAKING_TASKS.values():
            with put_back():
                answer = full(*taking(ref))
                assert "Christmas cards" in answer.out + answer.err, (ref, answer)


def refused(answer: Answer) -> str:
    assert (answer.code, answer.out) == (1, "")
    return answer.err


@pytest.mark.parametrize(
    "ref",
    ["today:1", "mon:99", "2026-11-20:1", "fri:0"],
)
def test_a_day_without_such_a_number_is_named(full: Terminal, ref: str) -> None:
    if ref == "today:1":
        assert "First thing" in full.ok("edit", ref, "--est", "5m").out
        return
    assert "There is no task" in refused(full("edit", ref, "--est", "5m"))
    assert "dayplan today" in full("edit", ref, "--est", "5m").err


# Names


TITLES = ("Call Zoë", "Call Zoë back", "Read “Dune”", "Müller", "Tax")
NAMED = [
    ("call zoe", "Call Zoë"),
    ("CALL ZOË", "Call Zoë"),
    ("back call", "Call Zoë back"),
    ('read "dune"', "Read “Dune”"),
    ("dune", "Read “Dune”"),
    ("muller", "Müller"),
    ("tax", "Tax"),
]
TASKS_BY_WORDS: dict[str, list[str]] = {
    "edit": ["edit", "{}", "--est", "17m"],
    "start": ["start", "{}"],
    "done": ["done", "{}"],
    "skip": ["skip", "{}"],
    "why": ["why", "{}"],
    "log add": ["log", "add", "{}", "8:00-8:15"],
    "move": ["move", "{}", "fri"],
    "delete": ["delete", "{}"],
}


@pytest.mark.parametrize(("words", "title"), NAMED)
@pytest.mark.parametrize("of", ["task", "inbox", "template", "archived"])
def test_the_whole_title_comes_first_whatever_its_accents_and_quotes(
    dayplan: Terminal, of: str, words: str, title: str
) -> None:
    dayplan.ok("template pack blank --instead")
    commands: list[list[str]]
    if of == "task":
        for each in TITLES:
            dayplan.ok("add", each)
        commands = list(TASKS_BY_WORDS.values())
    elif of == "inbox":
        for each in TITLES:
            dayplan.ok("inbox", "add", each)
        commands = [*TASKS_BY_WORDS.values(), ["inbox", "plan", "{}"], ["inbox", "plan", "{}", "fri"]]
    else:
        for each in TITLES:
            dayplan.ok("template", "add", each, "--every", "daily")
            if of == "archived":
                dayplan.ok("template", "archive", each)
        commands = [taking("{}") for taking in TAKING_TEMPLATES.values()]
        commands.append(["why", "{}", "--day", "2027-03-01"])
    for command in commands:
        with put_back():
            answer = dayplan(*(word.format(words) for word in command))
            assert answer.code in (0, 1)
            assert title in answer.out + answer.err, (command, answer)
            others = [each for each in TITLES if each != title and title not in each and each not in title]
            assert not any(each in answer.out + answer.err for each in others), (command, answer)
            if title == "Call Zoë":
                assert "Call Zoë back" not in answer.out + answer.err, (command, answer)


@pytest.mark.parametrize("command", TAKING_TEMPLATES)
def test_archived_templates_are_never_in_the_way(dayplan: Terminal, command: str) -> None:
    dayplan.ok("template pack blank --instead")
    dayplan.ok("template add Send invoices to Ana --every daily")
    dayplan.ok("template archive ana")
    dayplan.ok("template add Send invoices to Bill --every daily")
    dayplan.ok("template add Old stuff --every daily")
    dayplan.ok("template archive old")
    answer = dayplan(*TAKING_TEMPLATES[command]("invoices"))
    assert ("Ana" if command == "restore" else "Bill") in answer.out + answer.err
    assert ("Bill" if command == "restore" else "Ana") not in answer.out + answer.err
    with put_back():
        answer = dayplan(*TAKING_TEMPLATES[command]("stuff"))  # nothing else fits
        assert "Old stuff" in answer.out + answer.err
        if command != "restore":
            assert "“Old stuff” is archived: dayplan template restore" in answer.err
            assert answer.code == (0 if command in ("show", "edit") else 1)
    with put_back():
        answer = dayplan(*TAKING_TEMPLATES[command]("send invoices to ana"))  # by its whole title
        assert "Ana" in answer.out + answer.err
        assert "Bill" not in answer.out + answer.err


def test_a_place_in_the_inbox_names_no_template(dayplan: Terminal) -> None:
    dayplan.ok("template pack blank --instead")
    dayplan.ok("template add Only one --every daily")
    for taking in TAKING_TEMPLATES.values():
        assert "fits i1" in refused(dayplan(*taking("i1")))


def test_one_of_a_live_and_an_archived_title_is_the_live_one(dayplan: Terminal) -> None:
    dayplan.ok("template archive email")
    dayplan.ok("template add Answer email --every daily --est 5m")
    for command in ("template show", "why --day fri", "template pause"):
        words = [*command.split(), "answer", "email"]
        with put_back():
            assert not dayplan.ok(*words).err, words
    assert "5m" in dayplan.ok("template show answer email").out


CLIENTS = [
    ("client rate {} 80", "acme studio", "Acme Studio"),
    ("client rate {} 80", "acme", "Acme Studio"),
    ("client rate {} 80", "zoe", "Zoë"),
    ("client rate {} 80", "O'Brien", "O’Brien"),
    ("project colour {} blue", "studio/site", "Acme Studio/Web site"),
    ("project billable {} no", "studio/web", "Acme Studio/Web site"),
    ("project billable {} no", "web site", "Acme Studio/Web site"),
    ("client archive {}", "STUDIO", "Acme Studio"),
    ("client merge {} zoë", "brien", "O’Brien"),
    ("client merge zoë {}", "brien", "O’Brien"),
    ("client restore {}", "gone", "Gone Ltd"),
    ("client rate {} 80", "gone", "Gone Ltd"),
]


@pytest.mark.parametrize(("command", "words", "name"), CLIENTS)
def test_clients_and_projects_are_named_as_tasks_are(dayplan: Terminal, command: str, words: str, name: str) -> None:
    for client in ("Acme Studio/Web site", "Zoë", "O’Brien", "Gone Ltd"):
        dayplan.ok("client", "add", client)
    dayplan.ok("client", "archive", "Gone Ltd")
    family, what, *more = command.split()
    answer = dayplan.ok(family, what, *(word.format(words) for word in more))
    assert name in answer.out
    assert ("is archived" in answer.err) == (what == "rate" and name == "Gone Ltd")


def test_reports_and_the_log_of_a_client_are_asked_for_alike(dayplan: Terminal) -> None:
    dayplan.ok("add", "Draft @Zoë/Büro")
    dayplan.ok("add", "Draft @O’Brien")
    dayplan.ok("log add 5 8:00-8:30")
    dayplan.ok("log add 6 8:30-8:45")
    for owner in ("@zoë", "@zoe", "@zoe/buro", "@zo"):
        assert dayplan.ok("report", owner, "--json").json["total_seconds"] == 1800, owner
    assert dayplan.ok("report", "@o'brien", "--json").json["total_seconds"] == 900
    assert "There is no client" in refused(dayplan("report @nobody"))


def test_what_fits_several_clients_is_refused_with_their_names(dayplan: Terminal) -> None:
    for client in ("Acme North", "Acme South", "Acme Old"):
        dayplan.ok("client", "add", client)
    dayplan.ok("client", "archive", "Acme Old")
    assert "“acme” fits several: Acme North, Acme South. Write which." in refused(dayplan("client rate acme 80"))
    assert dayplan.ok("client", "rate", "old", "80").out.startswith("Acme Old")


def test_a_client_is_one_whatever_the_shape_of_its_quotes(dayplan: Terminal) -> None:
    """Issue 13.17."""
    dayplan.ok("add", "Letter @O’Brien")
    dayplan.ok("add", "Call @O'Brien")
    dayplan.ok("add", "Mail @o‘brien")
    assert [each["client"] for each in dayplan.ok("client list --json").json] == ["O’Brien"]
