"""Many commands, each in a process of its own, while strace makes the same system call of each of them fail.

One Python loads the program and forks for every command: loading takes ten times as long as a command. strace counts
the calls of each process by itself, so the one that it was told to disturb comes once in every command.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from processes import Answer, House, end_of

CALLS = ("pwrite64", "fdatasync", "fsync", "ftruncate", "unlink", "rename", "mkdir")
"""The system calls with which a file and its neighbours are changed on Linux: SQLite's own, and those of copies."""

SERVER = """
import gc, importlib, json, os, sys
sys.dont_write_bytecode = True  # what is compiled for the first time would be renamed, and counted
from sqlalchemy.orm import configure_mappers
import dayplan.planner, dayplan.planner.backups, dayplan.cli.commands
from dayplan.cli.main import run
from dayplan.cli.table import COMMANDS, FAMILIES
for command in [*COMMANDS.values(), *(c for family in FAMILIES.values() for c in family.values())]:
    importlib.import_module(f"dayplan.cli.{command.module}")
configure_mappers()
gc.freeze()

def carry_out(environment, words, streams):
    os.environ.update(environment)
    os.chdir(environment["HOME"])
    for number, name in enumerate(streams, 1):
        os.dup2(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), number)
    code = 1
    try:
        code = run(words)
    finally:
        os._exit(code)

for line in sys.stdin:
    environment, words, streams = json.loads(line)
    child = os.fork()
    if child == 0:
        carry_out(environment, words, streams)
    _, status = os.waitpid(child, 0)
    print(json.dumps([child, os.waitstatus_to_exitcode(status)]), flush=True)
"""


class Job(NamedTuple):
    """One command that is typed in a house."""

    house: House
    words: Sequence[str]


class Fault(NamedTuple):
    """What happens instead of a system call."""

    name: str
    what: str
    lasting: bool = False

    def at(self, number: int) -> str:
        return f"{self.what}:when={number}{'+' if self.lasting else ''}"

    def __str__(self) -> str:
        return f"{self.name} from then on" if self.lasting else self.name


KILL = Fault("killed", "signal=KILL")
DISK = (
    Fault("ENOSPC", "error=ENOSPC", lasting=True),
    Fault("ENOSPC", "error=ENOSPC"),
    Fault("EIO", "error=EIO", lasting=True),
    Fault("EIO", "error=EIO"),
)


def found_strace() -> str:
    """Return strace, or skip with a word where there is none or it may not trace."""
    found = shutil.which("strace")
    if found is None:
        pytest.skip("strace is missing; .ci/run installs it")
    probe = subprocess.run([found, "-f", "-o", os.devnull, "true"], capture_output=True, check=False)
    if probe.returncode != 0:
        pytest.skip(f"strace may not trace here: {probe.stderr.decode()}")
    return found


def carried_out(strace: str, jobs: Sequence[Job], inject: str | None = None, log: str = os.devnull) -> list[Answer]:
    """Carry all these out, one after the other, each disturbed in the same way."""
    return [answer for _, answer in _each(strace, jobs, inject, log)]


def counted(strace: str, jobs: Sequence[Job], log: Path) -> list[tuple[Answer, Counter[str]]]:
    """Carry them out undisturbed, and count the calls with which each changed files."""
    answers = _each(strace, jobs, None, str(log))
    calls: dict[int, Counter[str]] = {}
    for process, call in re.findall(r"^(\d+) +(\w+)\(", log.read_text(), re.MULTILINE):
        calls.setdefault(int(process), Counter())[call] += 1
    return [(answer, calls.get(process, Counter())) for process, answer in answers]


def _each(strace: str, jobs: Sequence[Job], inject: str | None, log: str) -> list[tuple[int, Answer]]:
    calls = ["-e", f"trace={','.join(CALLS)}", *(("-e", f"inject={inject}") if inject else ())]
    # The fast way, which stops at these calls only, forgets the signals that it is to inject (strace 6.1).
    fast = () if inject and "signal" in inject else ("--seccomp-bpf",)
    command = (strace, "-f", *fast, "-o", log, *calls, sys.executable, "-c", SERVER)
    process = jobs[0].house.begin(command=command, stdin=subprocess.PIPE)
    streams = [[str(job.house.home / name) for name in ("out", "err")] for job in jobs]
    lines = [[job.house.environment, list(job.words), said] for job, said in zip(jobs, streams, strict=True)]
    assert process.stdin is not None
    process.stdin.write("".join(f"{json.dumps(line)}\n" for line in lines).encode())
    process.stdin.close()
    process.stdin = None
    answer = end_of(process)
    assert answer.code == 0, answer
    ends = [json.loads(line) for line in answer.lines]
    assert len(ends) == len(jobs), answer.err
    return [
        (child, Answer(code, *(Path(name).read_text("utf-8", "surrogateescape") for name in said)))
        for (child, code), said in zip(ends, streams, strict=True)
    ]
