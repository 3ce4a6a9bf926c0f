"""How the planner feels on ten years of data: `python tests/bench/feel.py`. README.md here explains it.

The real program in a terminal of its own: a key is sent, and the time is taken until its first and its last effect on
the terminal. At rest, its processor time is read from the system. Nothing here decides a test run.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import select
import struct
import sys
import tempfile
import termios
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from generate import generate
from run import COLUMNS, DAY, LINES, CannotRunError, _end, _first_title, _read

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

QUIET_S = 0.12
"""Nothing more is drawn for so long: the key has had its whole effect."""
KEYS = (
    ("move the cursor: first effect", b"j", 0, 16),
    ("move the cursor: panel drawn", b"j", 1, 50),
    ("tick a task", b" ", 0, 50),
    ("start and stop the timer", b"\r", 0, 50),
    ("day before", b"[", 0, 50),
    ("today again", b".", 0, 50),
    ("week", b"2", 0, 100),
    ("week: move the cursor", b"j", 0, 16),
    ("templates", b"3", 0, 100),
    ("templates: move the cursor", b"j", 0, 16),
    ("log", b"4", 1, 100),
    ("log: move the cursor", b"j", 0, 16),
    ("reports: this week and its year", b"5", 1, 100),
    ("reports: move the cursor", b"j", 0, 16),
    ("reports: by the next", b"\t", 1, 100),
    ("reports: another week", b"[", 1, 100),
    ("reports: up to all ten years", b"++++", 1, 500),
    ("reports: back to a week", b"----", 1, 500),
    ("back to the day", b"1", 0, 100),
)
"""What is done, with which key, whether its first effect (0) or its last (1) counts, and within how many ms."""


class Terminal:
    """The planner on a terminal; what it draws is read and thrown away."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], text: str) -> None:
        self.child, self.terminal = pty.fork()
        if self.child == 0:
            try:
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
                os.execve(command[0], list(command), dict(environment))
            finally:
                os._exit(127)
        seen = b""
        deadline = time.monotonic() + 30
        while text.encode() not in seen:
            if time.monotonic() > deadline:
                raise CannotRunError("the planner did not paint its day")
            seen += self.read(1.0)
        time.sleep(2)  # the database library is loaded behind the first frame
        self.drain()

    def read(self, patience: float) -> bytes:
        return _read(self.terminal) if select.select([self.terminal], [], [], patience)[0] else b""

    def drain(self) -> None:
        while self.read(QUIET_S):
            pass

    def press(self, key: bytes) -> tuple[float, float]:
        """Return the milliseconds to the first and to the last effect of a key."""
        self.drain()
        begun = time.perf_counter()
        os.write(self.terminal, key)
        if not self.read(2.0):
            raise CannotRunError(f"the key {key!r} had no effect")
        first = last = time.perf_counter()
        while self.read(QUIET_S):
            last = time.perf_counter()
        return (first - begun) * 1000, (last - begun) * 1000

    def processor_s(self) -> float:
        fields = Path(f"/proc/{self.child}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def close(self) -> None:
        _end(self.child, self.terminal)


def measure(rounds: int, rest_s: int) -> str:
    """Live with the planner for a while and say what was measured."""
    with tempfile.TemporaryDirectory(prefix="dayplan-feel-") as scratch:
        path = str(Path(scratch) / "ten.db")
        generate(path, last_day=DAY)
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("DAYPLAN_", "XDG_"))}
        environment |= {
            "HOME": scratch,
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
            "TZ": "Europe/Berlin",
            "DAYPLAN_DB": path,
            "DAYPLAN_NOW": f"{DAY}T17:00:00+01:00",
        }
        dayplan = str(Path(sys.executable).with_name("dayplan"))
        terminal = Terminal((dayplan,), environment, _first_title(path))
        taken: dict[str, list[float]] = {words: [] for words, *_ in KEYS}
        for _ in range(rounds):
            for words, key, which, _ in KEYS:
                taken[words].append(terminal.press(key)[which])
                if key == b"j":
                    terminal.press(b"k")
        lines = [
            f"  {words:32} {median(taken[words]):6.1f} ms  ({min(taken[words]):.1f}-{max(taken[words]):.1f})"
            f"  within {within} ms  {'ok' if median(taken[words]) <= within else 'over'}"
            for words, _, _, within in KEYS
        ]
        terminal.press(b"\r")
        terminal.drain()
        before = terminal.processor_s()
        deadline = time.monotonic() + rest_s
        while time.monotonic() < deadline:
            terminal.read(0.5)
        share = 100 * (terminal.processor_s() - before) / rest_s
        terminal.close()
        lines.append(
            f"  {'at rest, timer running':32} {share:6.2f} % of a processor  under 1 %  {'ok' if share < 1 else 'over'}"
        )
        return "\n".join(lines)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure how the planner feels on ten years of data.")
    parser.add_argument("--rounds", type=int, default=15, metavar="N", help="how often each key is pressed (15)")
    parser.add_argument("--rest", type=int, default=20, metavar="S", help="seconds at rest (20)")
    given = parser.parse_args()
    if not sys.platform.startswith("linux"):
        print("cannot run: it reads /proc", file=sys.stderr)
        return 1
    try:
        print(measure(max(1, given.rounds), max(1, given.rest)))
    except CannotRunError as error:
        print(f"cannot run: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
