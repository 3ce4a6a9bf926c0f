"""Killed, or refused by the disk, at any moment of a write: what was acknowledged is there, nothing half-done is."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from typing import NamedTuple

import pytest
from evidence import check, rows
from processes import AWAKE, Answer, House, end_of
from released import held, lost, released
from support import MONDAY, Book

from dayplan.storage import backup
from dayplan.storage.file import VERSION

CALLS = ("pwrite64", "fdatasync", "fsync", "ftruncate", "unlink")
"""The system calls with which SQLite changes a file on Linux."""


def facts(path: Path) -> list[tuple]:
    """All that a person would miss: tasks, times and steps."""
    if not path.exists() or not rows(path, "SELECT 1 FROM sqlite_master"):
        return []
    tasks = rows(path, "SELECT id, day, number, title, status FROM task ORDER BY id")
    entries = rows(path, "SELECT id, task_id, started_at IS NULL, ended_at IS NULL FROM time_entry ORDER BY id")
    steps = rows(path, "SELECT step, label, COUNT(*), MAX(undone_at) IS NULL FROM op GROUP BY step ORDER BY step")
    return [*tasks, *entries, *steps]


def goes_on(path: Path) -> None:
    """The last step can be taken back and done again, and the next change works."""
    book = Book(path)
    before = facts(path)
    if any(len(fact) == 4 and isinstance(fact[1], str) and fact[3] for fact in before):  # a step that stands
        book.planner.history.undo(MONDAY)
        check(path)
        assert facts(path) != before
        book.planner.history.redo(MONDAY)
        assert facts(path) == before
    book.add("The next one", MONDAY)
    book.planner.close()
    check(path)


# Killed at some moment


@pytest.mark.parametrize("line", ["start 2", "add Call Ana", "seed", "undo"])
def test_killed_while_it_writes_all_or_nothing_is_there(running: House, line: str) -> None:
    if line == "seed":
        running.path.unlink()  # the very first start: even the file is made
    survived = killed_in_its_write(running, line.split(), 0.0005)
    check(running.path, alone=False)
    if survived:
        assert running.ok("status").code == 0
    goes_on(running.path)


def killed_in_its_write(house: House, words: list[str], delay: float) -> bool:
    """Kill a command so long after its transaction began; return whether the change is there."""
    before = facts(house.path)
    process = house.begin(*words)
    journal = house.path.with_name(f"{house.path.name}-journal")
    while process.poll() is None and not journal.exists():
        pass
    time.sleep(delay)
    process.kill()
    answer = end_of(process)
    after = facts(house.path)
    there = after != before
    assert answer.code in (0, -signal.SIGKILL)
    assert there or answer.code != 0, "acknowledged means present"
    if words[0] != "seed" or there:  # a first start makes its tables in a transaction of their own
        expected = {"start": 2, "done": 1, "add": 2, "undo": 1, "seed": 4}[words[0]]
        assert not there or len(set(after) ^ set(before)) >= expected, "all of it, or nothing"
    return there


def test_the_planner_killed_while_it_writes_loses_nothing_it_showed(running: House) -> None:
    with running.planner() as terminal:
        terminal.wait_for(AWAKE)
        terminal.type("a")
        after = terminal.type("Call Ana\r")
        terminal.wait_for("5 Call Ana", after)
        terminal.type("\x1b[B \x1b[B \x1b[B \x1b[B ")
        time.sleep(0.03)
        assert terminal.signal(signal.SIGKILL) == -signal.SIGKILL
    check(running.path, alone=False)
    assert rows(running.path, "SELECT title FROM task WHERE number = 5") == [("Call Ana",)]
    assert rows(running.path, "SELECT COUNT(*) FROM time_entry WHERE ended_at IS NULL") == [(1,)]
    goes_on(running.path)


@pytest.mark.long
@pytest.mark.parametrize("line", ["start 2", "done 1", "add Call Ana", "seed"])
def test_killed_at_random_moments(house: House, nine_o_clock: Path, line: str) -> None:
    """The whole of a command's life, its loading too: in steps that no system call decides."""
    there = 0
    for delay in (0, 0.002, 0.005, 0.01, 0.015, 0.02, 0.03, 0.05, 0.1, 3):
        shutil.rmtree(house.path.parent, ignore_errors=True)
        if line != "seed":
            house.holding(nine_o_clock)
        there += killed_in_its_write(house, line.split(), delay)
        check(house.path, alone=False)
        goes_on(house.path)
    assert there, "the last came late enough"


# Every system call of a write, one after the other


class Moment(NamedTuple):
    call: str
    number: int
    """The how-manieth of these calls; with a plus, all that follow fail as well."""

    def __str__(self) -> str:
        return f"{self.call} {self.number}"


@pytest.fixture
def strace() -> str:
    found = shutil.which("strace")
    if found is None:
        pytest.skip("strace is missing; .ci/run installs it")
    probe = subprocess.run([found, "-f", "-o", os.devnull, "true"], capture_output=True, check=False)
    if probe.returncode != 0:
        pytest.skip(f"strace may not trace here: {probe.stderr.decode()}")
    return found


class Sweep:
    """One command, run again and again on copies of the same file with a fault at another moment each time."""

    def __init__(self, strace: str, scratch: Path, file: Path | None, line: str) -> None:
        self._strace = strace
        self._scratch = scratch
        self._file = file
        self._words = line.split()
        self._houses = count(1)

    def house(self) -> House:
        house = House(self._scratch / f"house-{next(self._houses)}")  # two are built side by side
        if self._file is None:
            house.path.parent.mkdir(mode=0o700)
        else:
            house.holding(self._file)
            if self._words[0] == "restore":  # to a copy of another day
                directory = house.path.parent / "backups"
                directory.mkdir(mode=0o700)
                copy = directory / f"{house.path.stem}-20261122-080000.db"
                backup.make(str(self._file), MONDAY.epoch, to=str(copy))
                book = Book(house.path)
                book.add("Since then", MONDAY)
                book.planner.close()
        return house

    def run(self, house: House, inject: str | None, log: str = os.devnull) -> Answer:
        calls = ["-e", f"trace={','.join(CALLS)}", *(("-e", f"inject={inject}") if inject else ())]
        # The fast way, which stops at these calls only, forgets the signals that it is to inject (strace 6.1).
        fast = () if inject and "signal" in inject else ("--seccomp-bpf",)
        return house(*self._words, through=(self._strace, "-f", *fast, "-o", log, *calls))

    def moments(self) -> list[Moment]:
        """Run it undisturbed, and return all moments at which it changes a file."""
        house = self.house()
        answer = self.run(house, None, str(house.home / "log"))
        assert answer.code == 0, answer
        self.before, self.after = facts(self.house().path), facts(house.path)
        made = Counter(re.findall(r"^\d+ +(\w+)\(", (house.home / "log").read_text(), re.MULTILINE))
        assert made["unlink"], "its commit deletes the journal"
        assert made["pwrite64"] > 10
        return [Moment(call, number + 1) for call in CALLS for number in range(made[call])]

    def each(self, fault: str) -> Iterator[tuple[Moment, House, Answer]]:
        """Run it once for every moment, two at a time."""
        moments = self.moments()

        def disturbed(moment: Moment) -> tuple[Moment, House, Answer]:
            house = self.house()
            return moment, house, self.run(house, f"{moment.call}:{fault.format(moment.number)}")

        with ThreadPoolExecutor(2) as pool:
            yield from pool.map(disturbed, moments)

    def each_killed(self) -> Iterator[tuple[Moment, House]]:
        """Kill it at every moment: whatever it is, the file is whole, and as it was before or is after."""
        outcomes = set()
        for moment, house, answer in self.each("signal=KILL:when={}"):
            assert answer.code == -signal.SIGKILL, f"{moment}: {answer}"
            found = facts(house.path)
            assert found in (self.before, self.after), moment
            outcomes.add(found == self.after)
            check(house.path, alone=False)
            yield moment, house
        assert False in outcomes


@pytest.fixture
def sweep(strace: str, tmp_path: Path, nine_o_clock: Path, request: pytest.FixtureRequest) -> Sweep:
    return Sweep(strace, tmp_path, None if request.param == "seed" else nine_o_clock, request.param)


@pytest.mark.long
@pytest.mark.parametrize("sweep", ["start 2", "add Call @ana +phone", "seed"], indirect=True)
def test_killed_at_every_system_call_of_a_write(sweep: Sweep) -> None:
    for _, house in sweep.each_killed():
        goes_on(house.path)


@pytest.mark.long
@pytest.mark.parametrize("sweep", ["restore 1"], indirect=True)
def test_killed_at_every_system_call_of_putting_a_copy_back(sweep: Sweep) -> None:
    for moment, house in sweep.each_killed():
        for copy in backup.listed(str(house.path)):
            assert backup.contents(copy.path), f"{moment}: what has the name of a copy is whole"


@pytest.mark.long
@pytest.mark.parametrize("fault", ["signal=KILL:when={}", "error=ENOSPC:when={}", "error=EIO:when={}+"])
def test_whatever_happens_at_a_system_call_of_an_upgrade_it_is_whole_or_never_was(
    strace: str, tmp_path: Path, fault: str
) -> None:
    """`status` asks an old file, which brings it up to date first."""
    old = released(1, tmp_path / "old" / "dayplan.db")
    before = held(old)
    outcomes = set()
    for moment, house, _ in Sweep(strace, tmp_path, old, "status").each(fault):
        check(house.path, alone=False)
        ((version,),) = rows(house.path, "PRAGMA user_version")
        outcomes.add(version)
        assert version in (1, VERSION), moment
        assert lost(before, held(house.path)) == [], moment
        assert version == VERSION or held(house.path) == before, moment
        for copy in backup.listed(str(house.path)):
            assert held(Path(copy.path)) == before, f"{moment}: what has the name of a copy is whole"
        goes_on(house.path)
        assert lost({"client": before["client"]}, held(house.path)) == [], moment
    assert 1 in outcomes


@pytest.mark.long
@pytest.mark.parametrize("sweep", ["start 2"], indirect=True)
@pytest.mark.parametrize("lasting", [False, True], ids=["once", "from then on"])
@pytest.mark.parametrize("fault", ["ENOSPC", "EIO"])
def test_the_disk_refuses_at_every_system_call_of_a_write(sweep: Sweep, fault: str, lasting: bool) -> None:
    said = set()
    for moment, house, answer in sweep.each(f"error={fault}:when={{}}{'+' if lasting else ''}"):
        found = facts(house.path)
        if answer.code == 0:  # a fault that did no harm: syncing the directory, or deleting a journal already emptied
            assert found == sweep.after, moment
        else:
            said.add(answer.is_refusal(74).partition(str(house.path))[0])
            assert found == sweep.before, f"{moment}: rolled back"
        check(house.path, alone=False)
        goes_on(house.path)
    assert "The disk reported an error while using " in said
    assert (fault == "ENOSPC") == any(sentence.startswith("Not saved: the disk is full") for sentence in said)
