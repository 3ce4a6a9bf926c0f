"""Completion: what fits where, and that the three shells show it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from processes import House, Terminal
from terminal import Terminal as CommandLine

SHELLS = {
    "bash": ("bash", "--norc", "--noprofile"),
    "zsh": ("zsh", "-f"),
    "fish": ("fish", "--no-config"),
}


@pytest.fixture
def filled(dayplan: CommandLine) -> CommandLine:
    """The freelancer's four, the second one done; a task with names; two in the inbox."""
    dayplan.ok("add Draft page @acme/site +writing")
    dayplan.ok("add", 'Repair the door @"Blue Door"/house +repair')
    dayplan.ok("add Call @zoe on:fri")
    dayplan.ok("done 2")
    dayplan.ok("inbox add Call Ana")
    dayplan.ok("inbox add Ask Bill")
    return dayplan


def offered(dayplan: CommandLine, *words: str) -> list[str]:
    return [found["word"] for found in dayplan.ok("completion", "words", "\n".join(words), "--json").json]


def test_tasks_come_with_their_titles(filled: CommandLine) -> None:
    assert filled.ok("completion", "words", "start\n").lines == [
        "1\tAnswer email",
        "3\tProject work",
        "4\tSend invoices",
        "5\tDraft page",
        "6\tRepair the door",
    ]


OFFERS = (
    (("start", "4"), ["4"]),
    (("start", "9"), []),
    (("done", "1", "3", ""), ["4", "5", "6"]),
    (("reopen", ""), ["2"]),
    (("why", "5"), ["5"]),
    (("inbox", ""), ["list", "add", "plan"]),
    (("inbox", "plan", ""), ["i1", "i2"]),
    (("inbox", "plan", "i1", "t"), ["today", "tomorrow", "tue", "thu"]),
    (("inbox", "add", "@"), ["@zoe", '@"Blue Door"/house', '@"Blue Door"', "@acme/site", "@acme"]),
    (("add", "Call", "@ac"), ["@acme/site", "@acme"]),
    (("add", "Call", "@AC"), ["@acme/site", "@acme"]),
    (("add", "Call", "+"), ["+repair", "+writing"]),
    (("add", "Call", "+w"), ["+writing"]),
    (("add", "Call", "on:f"), ["on:fri"]),
    (("add", "Call", "Ana"), []),
    (("edit", "5", "--for", "ac"), ["acme/site", "acme"]),
    (("edit", "5", "--for", ""), ["zoe", "Blue Door/house", "Blue Door", "acme/site", "acme"]),
    (("edit", "5", "--title", ""), []),
    (("start", "--from-last", ""), ["1", "3", "4", "5", "6"]),
    (("edit", "5", "--day", "f"), ["fri"]),
    (("today", "to"), ["today", "tomorrow"]),
    (("today", "y"), ["yesterday"]),
    (("log", "--from", "mo"), ["mon"]),
    (("capacity", "4h", "--day", "s"), ["sat", "sun"]),
    (("move", "1", "i"), ["inbox"]),
    (("stat",), ["status"]),
    (("completion", ""), ["bash", "zsh", "fish"]),
    (("nonsense", ""), []),
    (("nonsense", "-"), []),
)


def test_what_fits_is_offered(filled: CommandLine) -> None:
    for words, found in OFFERS:
        assert offered(filled, *words) == found, words


def test_a_day_that_is_over_is_offered_for_looking_and_not_for_planning(filled: CommandLine) -> None:
    assert "yesterday" in offered(filled, "today", "")
    for words in (("move", "1", ""), ("inbox", "plan", "i1", ""), ("add", "Call", "on:")):
        offers = offered(filled, *words)
        assert any("fri" in offer for offer in offers)
        assert not any("yesterday" in offer for offer in offers)


def test_every_command_is_offered_with_what_it_does(filled: CommandLine) -> None:
    from dayplan.cli.table import COMMANDS

    lines = filled.ok("completion", "words", "").lines
    assert {line.partition("\t")[0] for line in lines} == set(COMMANDS)
    assert all(line.partition("\t")[2] for line in lines)


def test_every_command_offers_its_options(filled: CommandLine) -> None:
    from dayplan.cli.table import COMMANDS

    for command in COMMANDS:
        assert {"--help", "--db", "--json"} <= set(offered(filled, command, "--")), command
    assert offered(filled, "edit", "1", "--t") == ["--title", "--tags"]


def test_s2_completing_never_writes_nor_makes_a_file(dayplan: CommandLine, path: Path) -> None:
    assert offered(dayplan, "start", "") == []
    assert not path.exists()
    dayplan.ok("today")
    dayplan.at("2026-11-24T09:00:00+01:00")  # a day that nobody has opened
    before = path.read_bytes(), path.stat().st_mtime_ns
    files = sorted(path.parent.rglob("*"))
    for words in (("start", ""), ("inbox", "plan", ""), ("add", "@"), ("move", "1", ""), ("edit", "--")):
        offered(dayplan, *words)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert sorted(path.parent.rglob("*")) == files


def test_another_shell_is_refused_with_the_three(dayplan: CommandLine) -> None:
    answer = dayplan("completion powershell")
    assert answer.code == 2
    assert all(shell in answer.err for shell in SHELLS)


# In the shells themselves


@pytest.fixture(scope="module")
def shells(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A home in which `dayplan` is a command that shells find; completing leaves it as it is."""
    scratch = tmp_path_factory.mktemp("shells")
    house = House(scratch)
    command = scratch / "bin" / "dayplan"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m dayplan "$@"\n')
    command.chmod(0o755)
    house.environment |= {"PATH": f"{command.parent}:{house.environment['PATH']}", "PS1": "$ ", "TERM": "xterm"}
    house.ok("add", "Draft page", "@acme/site")
    house.ok("add", "Call @zoe")
    return house


def script_of(house: House, shell: str) -> Path:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed here, so its script cannot be tried")
    script = house.home / f"dayplan.{shell}"
    script.write_text(house.ok("completion", shell).out)
    return script


@contextmanager
def prompt(house: House, shell: str) -> Iterator[Terminal]:
    """Open a shell on a terminal of its own, with the completion switched on."""
    begin = {
        "bash": "bind 'set show-all-if-ambiguous on'; bind 'set enable-bracketed-paste off'; ",
        "zsh": "autoload -U compinit; compinit -u -D; ",
        "fish": "",
    }[shell]
    script = script_of(house, shell)
    terminal = Terminal([*SHELLS[shell], "-i"], house.environment)
    try:
        terminal.type(f"{begin}source {script}; echo rea''dy\n")
        terminal.wait_for("ready")
        yield terminal
    finally:
        terminal.end()


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_valid_in_its_shell(shells: House, shell: str) -> None:
    script = script_of(shells, shell)
    checked = subprocess.run([shell, "-n", str(script)], check=False, capture_output=True, env=shells.environment)
    assert (checked.returncode, checked.stderr) == (0, b"")


@pytest.mark.parametrize("shell", SHELLS)
def test_tab_after_start_shows_the_tasks_with_their_titles(shells: House, shell: str) -> None:
    with prompt(shells, shell) as terminal:
        typed = terminal.type("dayplan start \t")
        terminal.wait_for("Send invoices", typed)
        assert "Answer email" in terminal.text[typed:]


@pytest.mark.parametrize("shell", SHELLS)
def test_tab_completes_a_word_of_which_there_is_one(shells: House, shell: str) -> None:
    with prompt(shells, shell) as terminal:
        for line, completed in (
            ("dayplan add Call @acme/", "dayplan add Call @acme/site"),
            ("dayplan add Call @zo", "dayplan add Call @zoe"),
            ("dayplan add Call on:f", "dayplan add Call on:fri"),
            ("dayplan stat", "dayplan status"),
            ("dayplan move 5 tom", "dayplan move 5 tomorrow"),
            ("dayplan edit 5 --day mo", "dayplan edit 5 --day mon"),
        ):
            terminal.type(f"{line}\t")
            typed = terminal.type("END\x01echo \n")  # the shell itself says what stands on its line
            terminal.wait_for("END\r\n", typed)
            said = terminal.text[typed:].rpartition("END\r\n")[0].splitlines()[-1]
            assert said.rstrip() == completed
