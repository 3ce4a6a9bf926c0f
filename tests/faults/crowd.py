"""Many people at one file for some time: processes that write, processes that read, and planners that are open."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from subprocess import DEVNULL, Popen
from typing import NamedTuple

from processes import House, Terminal, all_of

WRITING = """
import itertools, json, os, random, sys, time
import dayplan.planner
from dayplan.cli.main import run
name, gate, until, told = sys.argv[1:]
open(gate + name, "w").close()
while not os.path.exists(gate):
    time.sleep(0.001)
    assert os.getppid() != 1, "the test has gone"
chance = random.Random(name)
end = time.monotonic() + float(until)
with open(told, "w") as acknowledged:
    for number in itertools.count():
        title = f"{name}-{number:04}"
        today = [["add", title], ["edit", title, "--est", "25m"], ["start", title], ["done", title]]
        elsewhere = [["inbox", "add", title], ["add", f"{title} on:fri"]]
        for words in today if number % 4 == 0 else elsewhere[number % 2:][:1]:
            if time.monotonic() > end:
                sys.exit(0)
            code = run(words)
            assert code == 0, words
            acknowledged.write(json.dumps([title, words[:2]]) + "\\n")
            acknowledged.flush()
            time.sleep(chance.uniform(0, 0.3))
"""
READING = """
import os, sys, time
from dayplan.cli.main import run
name, gate, until = sys.argv[1:]
open(gate + name, "w").close()
while not os.path.exists(gate):
    time.sleep(0.001)
    assert os.getppid() != 1, "the test has gone"
end = time.monotonic() + float(until)
while time.monotonic() < end:
    for line in ("today", "status", "log", "report", "week", "inbox", "history", "status --json"):
        assert run(line.split()) == 0, line
        time.sleep(0.05)
"""


class Told(NamedTuple):
    """What was acknowledged, in the order in which it was."""

    title: str
    words: list[str]


class Crowd:
    """Writers, readers and planners on the file of one house; `patience` is how long a key may take to be answered."""

    def __init__(self, house: House, writers: Sequence[str], readers: int, planners: int, seconds: float) -> None:
        self.house = house
        self.seconds = seconds
        self.writers = writers
        self.readers = [f"reader-{number}" for number in range(readers)]
        self.planners = [f"planner-{number}" for number in range(planners)]
        self.answered: list[float] = []
        """How long the planners took to show what was typed, in seconds."""
        self.shown: list[str] = []
        """The titles that the planners showed in their lists."""

    def live(self, gate: Path) -> list[Popen]:
        """Let them go together, and type in the planners until the time is over. Returns the other processes."""
        until = str(self.seconds)
        with ExitStack() as stack:
            terminals = [stack.enter_context(self._planner()) for _ in self.planners]
            write = [(WRITING, name, str(gate), until, str(self._told(name))) for name in self.writers]
            read = [(READING, name, str(gate), until) for name in self.readers]
            others = [self.house.python(*words, stdout=DEVNULL) for words in (*write, *read)]  # a full pipe stops them
            try:
                self._all_there(gate, others, terminals)
                gate.touch()
                self._type(terminals, others)
            except BaseException:
                for process in others:
                    process.kill()
                raise
            return others

    def told(self) -> list[Told]:
        """Return all that the writers were told is saved."""
        lines = [line for name in self.writers for line in self._told(name).read_text().splitlines()]
        return [Told(*json.loads(line)) for line in lines]

    def _told(self, name: str) -> Path:
        return self.house.home / f"{name}.told"

    @contextmanager
    def _planner(self) -> Iterator[Terminal]:
        with self.house.planner() as terminal:
            terminal.wait_for("Answer email")
            terminal.type("a")
            terminal.wait_for("enter add")
            yield terminal
            terminal.type("\x1b")
            time.sleep(0.5)
            terminal.type("q")
            assert terminal.leave() == 0, terminal.text[-2000:]
            for word in ("Traceback", "went wrong", "is holding", "Not saved"):
                assert word not in terminal.text

    def _all_there(self, gate: Path, others: list[Popen], terminals: list[Terminal]) -> None:
        deadline = time.monotonic() + 60
        while len(list(gate.parent.glob(f"{gate.name}?*"))) < len(others):
            assert all(process.poll() is None for process in others), all_of(others)
            assert time.monotonic() < deadline, "they do not come"
            self._look(terminals)

    def _look(self, terminals: list[Terminal]) -> None:
        for terminal in terminals:
            terminal.look(0.02)

    def _type(self, terminals: list[Terminal], others: list[Popen]) -> None:
        end = time.monotonic() + self.seconds
        waiting: dict[int, tuple[str, int, float]] = {}
        count = 0
        while any(process.poll() is None for process in others) or waiting:
            for number, terminal in enumerate(terminals):
                terminal.look(0.02)
                if number in waiting:
                    title, after, since = waiting[number]
                    took = time.monotonic() - since
                    if re.search(rf"\d [^\w]*{title}", terminal.text[after:]):
                        self.answered.append(took)
                        self.shown.append(title)
                        del waiting[number]
                    assert took < 30, f"{title} is not shown: {terminal.text[after:][-1500:]}"
                elif time.monotonic() < end:
                    count += 1
                    title = f"{self.planners[number]}-{count:04}"
                    after = terminal.type(f"{title}\r")
                    waiting[number] = (title, after, time.monotonic())
