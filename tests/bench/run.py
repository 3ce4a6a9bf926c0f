"""Measure what quality.md promises about speed: `python tests/bench/run.py`. README.md here explains it.

Every number is a ratio of whole processes that ran turn by turn on this machine, so that its speed and mood
cancel out. Nothing here decides a test run: the exit status is 1 only where something could not be measured.
"""

from __future__ import annotations

import argparse
import os
import re
import select
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from generate import ZONE, generate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

HERE = Path(__file__).parent
DAY = date(2026, 11, 23)
COLUMNS, LINES = 120, 36
PATIENCE_S = 60
IMPORT_SQLITE = (sys.executable, "-c", "import sqlite3")
IMPORT_SQLMODEL = (sys.executable, "-c", "import sqlmodel")
EMPTY_APP = (sys.executable, str(HERE / "empty_app.py"))
FIRST_SEEDING = (sys.executable, str(HERE / "first_seeding.py"))
_DROPPED = (
    "PYTHON",
    "DAYPLAN_",
    "XDG_",
    "LC_",
    "NO_COLOR",
    "FORCE_COLOR",
    "COLORTERM",
    "COLUMNS",
    "LINES",
    "TEXTUAL",
)
_CONTROL = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]P][^\x07\x1b]*(?:\x07|\x1b\\)|[()].|[=>78cM])")


class CannotRunError(Exception):
    """A command that was to be measured does not work."""


class SkippedError(Exception):
    """What we are measured against is not on this machine."""


# Measuring


def wall_time(command: Sequence[str], environment: Mapping[str, str]) -> float:
    """Run a command to its end and return how long it took, in seconds. Raises `CannotRunError`."""
    with tempfile.TemporaryFile() as said:
        begun = time.perf_counter()
        try:
            process = subprocess.Popen(
                command, env=environment, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT
            )
        except OSError as error:
            raise CannotRunError(f"{command[0]}: {error.strerror}") from error
        status = process.wait()
        took = time.perf_counter() - begun
        if status != 0:
            said.seek(0)
            words = said.read().decode("utf-8", "replace").strip()
            raise CannotRunError(f"{_shown(command)} ended with {status}: {words[-400:]}")
    return took


def first_paint(command: Sequence[str], environment: Mapping[str, str], text: str) -> float:
    """Start a command on a terminal of its own and return the seconds until `text` stands there; then end it.

    Raises `CannotRunError` when it ends before that, or never paints it.
    """
    import fcntl
    import pty
    import struct
    import termios

    size = struct.pack("HHHH", LINES, COLUMNS, 0, 0)
    begun = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        try:
            fcntl.ioctl(0, termios.TIOCSWINSZ, size)
            os.execve(command[0], list(command), dict(environment))
        finally:
            os._exit(127)
    painted = b""
    try:
        while text.encode() not in _CONTROL.sub(b"", painted):
            left = begun + PATIENCE_S - time.perf_counter()
            more = _read(terminal) if left > 0 and select.select([terminal], [], [], left)[0] else b""
            if not more:
                seen = _CONTROL.sub(b" ", painted).decode("utf-8", "replace").strip()
                raise CannotRunError(f"{_shown(command)} did not paint “{text}”, but: {seen[-400:]}")
            painted += more
        return time.perf_counter() - begun
    finally:
        _end(child, terminal)


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux says EIO where the other side is closed
        return b""


def _end(child: int, terminal: int) -> None:
    """End it in peace, so that it leaves the file whole; what it still paints is read and dropped."""
    os.kill(child, signal.SIGTERM)
    deadline = time.monotonic() + 10
    while os.waitpid(child, os.WNOHANG) == (0, 0):
        if time.monotonic() > deadline:
            os.kill(child, signal.SIGKILL)
        if select.select([terminal], [], [], 0.02)[0]:
            _read(terminal)
    os.close(terminal)


def interleaved(cases: Mapping[str, Callable[[], float]], runs: int) -> dict[str, list[float]]:
    """Measure every case once, then every case again, and so on; the first round only warms up."""
    taken: dict[str, list[float]] = {name: [] for name in cases}
    for number in range(runs + 1):
        for name, measure in cases.items():
            seconds = measure()
            if number:
                taken[name].append(seconds)
    return taken


def _shown(command: Sequence[str]) -> str:
    return " ".join(os.path.basename(part) if number == 0 else part for number, part in enumerate(command))


# What is measured


class Bench:
    """The files, the environment and the clock that the measured commands are given."""

    def __init__(self, scratch: Path, runs: int) -> None:
        self.runs = runs
        self.scratch = scratch
        self.dayplan = str(Path(sys.executable).with_name("dayplan"))
        if not os.access(self.dayplan, os.X_OK):
            raise CannotRunError(f"There is no dayplan beside {sys.executable}: install the project there first")
        self.now = datetime(DAY.year, DAY.month, DAY.day, 17, tzinfo=ZoneInfo(ZONE))
        kept = {name: value for name, value in os.environ.items() if not name.startswith(_DROPPED)}
        self.environment = kept | {
            "HOME": str(scratch),
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
            "TZ": ZONE,
        }
        self.fresh, self.one, self.ten = (str(scratch / name) for name in ("fresh.db", "one.db", "ten.db"))
        wall_time((self.dayplan, "today"), self.with_file(self.fresh))  # its very first start seeds it (S12)
        generate(self.one, last_day=DAY, days=1, tasks=14, entries=12)
        generate(self.ten, last_day=DAY)

    def with_file(self, path: str) -> dict[str, str]:
        """Return the environment for one command; each comes ten seconds after the one before."""
        self.now += timedelta(seconds=10)
        return self.environment | {"DAYPLAN_DB": path, "DAYPLAN_NOW": self.now.isoformat()}

    def command(self, path: str, *arguments: str, afterwards: Sequence[str] = ()) -> Callable[[], float]:
        """Return what measures one command on one file; `afterwards` takes it back, unmeasured."""

        def measure() -> float:
            seconds = wall_time((self.dayplan, *arguments), self.with_file(path))
            if afterwards:
                wall_time((self.dayplan, *afterwards), self.with_file(path))
            return seconds

        return measure

    def bare(self, command: Sequence[str]) -> Callable[[], float]:
        """Return what measures a command that has nothing to do with a file."""
        return lambda: wall_time(command, self.environment)

    def copy(self, path: str) -> str:
        """Copy a file for the commands that write, and leave them no write of ours to wait for."""
        target = path.removesuffix(".db") + "-written.db"
        shutil.copy(path, target)
        with open(target, "rb") as file:
            os.fsync(file.fileno())
        return target


@dataclass
class Row:
    """One promise: `case` takes at most `allowed` times as long as `base`."""

    promise: str
    case: str
    base: str
    allowed: float


@dataclass
class More:
    """One promise: `case` takes at most `allowed_s` seconds longer than `base`."""

    promise: str
    case: str
    base: str
    allowed_s: float


def reading(bench: Bench) -> tuple[list[Row], dict[str, list[float]]]:
    """`today` and `status`: rows 1 to 3 of quality.md."""
    taken = interleaved(
        {
            "import sqlite3": bench.bare(IMPORT_SQLITE),
            "today, fresh": bench.command(bench.fresh, "today"),
            "today, one day": bench.command(bench.one, "today"),
            "today, ten years": bench.command(bench.ten, "today"),
            "status, fresh": bench.command(bench.fresh, "status"),
            "status, ten years": bench.command(bench.ten, "status"),
        },
        bench.runs,
    )
    rows = [
        Row("today, fresh file", "today, fresh", "import sqlite3", 2.0),
        Row("today, ten years", "today, ten years", "import sqlite3", 2.0),
        Row("today, ten years to one day", "today, ten years", "today, one day", 1.1),
        Row("status, fresh file", "status, fresh", "import sqlite3", 2.0),
        Row("status, ten years", "status, ten years", "import sqlite3", 2.0),
    ]
    return rows, taken


def writing(bench: Bench) -> tuple[list[Row], dict[str, list[float]]]:
    """`start`, `done` and `add`: row 4. Each really writes: it is taken back before the next round."""
    cases: dict[str, Callable[[], float]] = {"import sqlmodel": bench.bare(IMPORT_SQLMODEL)}
    rows = []
    for name, arguments, afterwards in (
        ("start", ("start", "4"), ("stop",)),
        ("done", ("done", "4"), ("reopen", "4")),
        ("add", ("add", "Call the printer est:30m"), ()),
    ):
        for age, path in (("fresh", bench.fresh), ("ten years", bench.ten)):
            cases[f"{name}, {age}"] = bench.command(bench.copy(path), *arguments, afterwards=afterwards)
        rows += [
            Row(f"{name}, fresh file", f"{name}, fresh", "import sqlmodel", 1.3),
            Row(f"{name}, ten years", f"{name}, ten years", "import sqlmodel", 1.3),
            Row(f"{name}, ten years to fresh", f"{name}, ten years", f"{name}, fresh", 1.1),
        ]
    return rows, interleaved(cases, bench.runs)


def seeding(bench: Bench) -> tuple[list[More], dict[str, list[float]]]:
    """The first seeding of a day, with 50 templates that are ten years old, in a process that is warm: row 8.

    Each round is a process of its own, on a file in which the day is not seeded yet.
    """
    taken: dict[str, list[float]] = {"day already seeded": [], "day seeded first": []}
    for number in range(bench.runs + 1):
        path = bench.copy(bench.ten)
        days = (DAY.isoformat(), (DAY + timedelta(days=1)).isoformat())
        try:
            said = subprocess.run(
                (*FIRST_SEEDING, path, *days), env=bench.environment, capture_output=True, text=True, check=True
            ).stdout
        except subprocess.CalledProcessError as error:
            raise CannotRunError(f"first_seeding.py: {error.stderr.strip()[-400:]}") from error
        if number:
            for name, seconds in zip(taken, said.split(), strict=True):
                taken[name].append(float(seconds))
    return [More("first seeding, ten years", "day seeded first", "day already seeded", 0.150)], taken


def painting(bench: Bench) -> tuple[list[Row], dict[str, list[float]]]:
    """The planner's first day on the screen: row 5."""
    if os.name == "nt":
        raise CannotRunError("There are no terminals to measure on Windows")
    from empty_app import MARKER

    def planner(path: str) -> Callable[[], float]:
        title = _first_title(path)
        return lambda: first_paint((bench.dayplan,), bench.with_file(path), title)

    taken = interleaved(
        {
            "empty app": lambda: first_paint(EMPTY_APP, bench.environment, MARKER),
            "planner, fresh": planner(bench.fresh),
            "planner, ten years": planner(bench.ten),
        },
        bench.runs,
    )
    rows = [
        Row("planner painted, fresh file", "planner, fresh", "empty app", 1.3),
        Row("planner painted, ten years", "planner, ten years", "empty app", 1.3),
    ]
    return rows, taken


def reporting(bench: Bench) -> tuple[list[Row], dict[str, list[float]]]:
    """Where ten years went: row 7. Timewarrior sums up the same intervals, and has to come to the same."""
    import timewarrior

    timew = shutil.which("timew")
    if timew is None:
        raise SkippedError("timew is not installed; Debian's package timewarrior has it")
    kept = bench.scratch / "timewarrior"
    seconds = timewarrior.write(bench.ten, kept)
    theirs = bench.environment | {"TIMEWARRIORDB": str(kept)}
    summary = (timew, "summary", ":all")
    wanted = f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    said = subprocess.run(summary, env=theirs, capture_output=True, text=True, check=False).stdout
    if wanted not in said:
        raise CannotRunError(f"timew sums up another time than {wanted}: {said.strip()[-80:]}")
    taken = interleaved(
        {
            "timew summary :all": lambda: wall_time(summary, theirs),
            "report": bench.command(bench.ten, "report", "all", "time", "--by", "client"),
        },
        bench.runs,
    )
    return [Row("report, ten years by client", "report", "timew summary :all", 0.2)], taken


def reviewing(bench: Bench) -> tuple[list[Row], dict[str, list[float]]]:
    """The commands that go through all ten years: each within a second on a quiet machine."""
    first = ("--from", "2016-01-01")
    commands = {
        "history": ("history", "--limit", "10000"),
        "doctor": ("doctor",),
        "log of all": ("log", "list", *first),
        "entries as CSV": ("report", "all", "time", "--entries", "--csv"),
        "client list": ("client", "list"),
        "close": ("close", "--dry-run"),
    }
    cases = {"import sqlite3": bench.bare(IMPORT_SQLITE)}
    cases |= {name: bench.command(bench.ten, *arguments) for name, arguments in commands.items()}
    rows = [Row(f"{name}, ten years", name, "import sqlite3", 60.0) for name in commands]
    return rows, interleaved(cases, bench.runs)


def _first_title(path: str) -> str:
    connection = sqlite3.connect(path)
    found = connection.execute("SELECT title FROM task WHERE day = ? ORDER BY rank, id", (DAY.isoformat(),)).fetchone()
    connection.close()
    if found is None:
        raise CannotRunError(f"{path} has no tasks on {DAY}")
    return str(found[0])


PARTS: dict[str, Callable[[Bench], tuple[Sequence[Row | More], dict[str, list[float]]]]] = {
    "reading": reading,
    "writing": writing,
    "seeding": seeding,
    "reporting": reporting,
    "reviewing": reviewing,
    "painting": painting,
}


def table(rows: Sequence[Row | More], taken: Mapping[str, Sequence[float]]) -> str:
    """Say of each promise what was measured: the median of the rounds' ratios, and how far they range."""
    lines = []
    for row in rows:
        if isinstance(row, More):
            lines.append(_difference(row, taken))
            continue
        ratios = [case / base for case, base in zip(taken[row.case], taken[row.base], strict=True)]
        middle = median(ratios)
        case, base = (1000 * median(taken[name]) for name in (row.case, row.base))
        span = f"({min(ratios):.2f}-{max(ratios):.2f})"
        verdict = "ok" if middle <= row.allowed else "over"
        lines.append(
            f"  {row.promise:28} {middle:5.2f}x  {span:12} at most {row.allowed:.1f}x  {verdict:4}"
            f"  {case:6.1f} ms against {base:.1f} ms, {row.base}"
        )
    return "\n".join(lines)


def _difference(row: More, taken: Mapping[str, Sequence[float]]) -> str:
    more = [1000 * (case - base) for case, base in zip(taken[row.case], taken[row.base], strict=True)]
    middle = median(more)
    verdict = "ok" if middle <= 1000 * row.allowed_s else "over"
    case, base = (1000 * median(taken[name]) for name in (row.case, row.base))
    span = f"({min(more):.0f}-{max(more):.0f})"
    return (
        f"  {row.promise:28} {middle:+5.0f} ms {span:11} at most {1000 * row.allowed_s:+.0f} ms  {verdict:4}"
        f"  {case:6.1f} ms against {base:.1f} ms, {row.base}"
    )


def main(arguments: list[str] | None = None) -> int:
    """Measure, and print the table part by part."""
    parser = argparse.ArgumentParser(description="Measure what dayplan promises about speed, as ratios.")
    parser.add_argument("--runs", type=int, default=15, metavar="N", help="rounds to count (15)")
    parser.add_argument("--only", choices=PARTS, action="append", help="just this part; may be repeated")
    given = parser.parse_args(arguments)
    status = 0
    with tempfile.TemporaryDirectory(prefix="dayplan-bench-") as scratch:
        try:
            bench = Bench(Path(scratch), max(1, given.runs))
        except CannotRunError as error:
            print(f"cannot run: {error}", file=sys.stderr)
            return 1
        for name in given.only or PARTS:
            print(f"{name}, {bench.runs} rounds", flush=True)
            try:
                print(table(*PARTS[name](bench)), flush=True)
            except SkippedError as error:
                print(f"  skipped: {error}", flush=True)
            except CannotRunError as error:
                print(f"cannot run: {error}", file=sys.stderr)
                status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
