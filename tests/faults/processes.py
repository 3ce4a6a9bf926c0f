"""Real processes: a command and what it answers, a planner on a terminal of its own. Every wait has an end."""

from __future__ import annotations

import json
import os
import re
import select
import shutil
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import dayplan

MONDAY = "2026-11-23T09:00:00+01:00"
ROOT = str(Path(dayplan.__file__).parents[1])
"""The code under test is the one that the tests import, wherever it stands."""
DAYPLAN = (sys.executable, "-m", "dayplan")
PATIENCE_S = 30.0
"""How long anything may take on a busy machine before a test gives up; nothing waits that long in peace."""

_CONTROL = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]P][^\x07\x1b]*(?:\x07|\x1b\\)|[()].|[=>78cM])")
_ON_ITS_TERMINAL = (
    "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execvp(sys.argv[1], sys.argv[1:])"
)


AWAKE = re.compile(r"0:00:0[1-9]")
"""What the header of a planner says that has settled its day, and counts a timer that was started just now."""


class Answer(NamedTuple):
    """What came back on which stream, and the exit code; below zero it is the signal that ended the process."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    def is_refusal(self, code: int) -> str:
        """Check that nothing but one sentence was said, and return it."""
        assert (self.code, self.out) == (code, ""), self
        assert self.err.startswith("dayplan: "), self.err
        assert self.err.count("\n") == 1, self.err
        assert self.err.endswith((".\n", "?\n")), self.err
        assert "Something went wrong inside" not in self.err, self.err
        return self.err.removeprefix("dayplan: ").rstrip("\n")


class House:
    """One person's home directory and data file, and the commands that are typed there."""

    dayplan = DAYPLAN

    def __init__(self, scratch: Path) -> None:
        self.home = scratch / "home"
        self.home.mkdir(parents=True)
        self.path = scratch / "data" / "dayplan.db"
        self.environment = {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(self.home),
            "DAYPLAN_DB": str(self.path),
            "DAYPLAN_NOW": MONDAY,
            "TZ": "Europe/Berlin",
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "PYTHONPATH": ROOT,
        }

    def holding(self, file: Path) -> House:
        """Put a copy of a data file here."""
        self.path.parent.mkdir(mode=0o700)
        shutil.copy(file, self.path)
        return self

    def at(self, moment: str) -> House:
        """Turn the clock: `10:30` on the same day, or a whole moment."""
        if "T" not in moment:
            now = self.environment["DAYPLAN_NOW"]
            moment = f"{now[:11]}{moment}:00{now[19:]}"
        self.environment["DAYPLAN_NOW"] = moment
        return self

    def without(self, *names: str, **changed: str) -> dict[str, str]:
        """Return the environment without these variables, and with those changed."""
        return {name: value for name, value in self.environment.items() if name not in names} | changed

    def begin(self, *words: str | bytes, environment: Mapping[str, str] | None = None, **how: Any) -> subprocess.Popen:
        """Start a command and leave it running; its streams are pipes unless said otherwise."""
        streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.Popen(
            [*how.pop("through", ()), *how.pop("command", DAYPLAN), *words],
            env=self.environment if environment is None else environment,
            cwd=how.pop("cwd", self.home),
            **(streams | how),
        )

    def __call__(self, *words: str | bytes, **how: Any) -> Answer:
        """Run a command to its end."""
        return end_of(self.begin(*words, **how))

    def ok(self, *words: str | bytes, **how: Any) -> Answer:
        answer = self(*words, **how)
        assert answer.code == 0, answer
        return answer

    def python(self, script: str, *words: str, **how: Any) -> subprocess.Popen:
        """Start Python with this environment: for several commands in one process."""
        return self.begin(*words, command=(sys.executable, "-c", script), **how)

    @contextmanager
    def planner(self, *words: str, **how: Any) -> Iterator[Terminal]:
        """Open the planner, or another command, on a terminal of its own; whatever happens, it is gone afterwards."""
        script = how.pop("script", None)
        command = DAYPLAN if script is None else (sys.executable, "-c", script)
        command = (*how.pop("through", ()), *command, *words)
        terminal = Terminal(command, how.pop("environment", self.environment), **how)
        try:
            yield terminal
        finally:
            terminal.end()


def end_of(process: subprocess.Popen) -> Answer:
    """Wait for a process and return what it said."""
    try:
        out, err = process.communicate(timeout=PATIENCE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        out, err = process.communicate()
        raise AssertionError(f"It hangs: {process.args} said {out!r} and {err!r}") from None
    return Answer(process.returncode, _text(out), _text(err))


def all_of(processes: Sequence[subprocess.Popen]) -> list[Answer]:
    return [end_of(process) for process in processes]


def _text(said: bytes | None) -> str:
    return (said or b"").decode("utf-8", "surrogateescape")


def wait_until(holds: Callable[[], bool], what: str, patience: float = PATIENCE_S, pause: float = 0.01) -> None:
    """Look again and again until it holds."""
    deadline = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(pause)


class Terminal:
    """A terminal, the process in front of it, and what that has painted."""

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], size: tuple[int, int] = (120, 36), **how: Any
    ) -> None:
        self.master, self._slave = os.openpty()  # our own end of the slave stays open, to look at its settings
        os.set_blocking(self.master, False)
        termios.tcsetwinsize(self._slave, (size[1], size[0]))
        self.settings_before = self.settings
        self.painted = b""
        streams = dict.fromkeys(("stdin", "stdout", "stderr"), self._slave)
        self.process = subprocess.Popen(
            [sys.executable, "-S", "-c", _ON_ITS_TERMINAL, *command],
            env=dict(environment),
            cwd=environment.get("HOME") or "/",
            start_new_session=True,
            **(streams | how),
        )

    @property
    def settings(self) -> list[Any]:
        """The terminal's own settings: echo, line mode, which key interrupts."""
        return termios.tcgetattr(self._slave)

    @property
    def text(self) -> str:
        """All that was painted, without control sequences."""
        return _CONTROL.sub(b"", self.painted).decode("utf-8", "replace")

    def type(self, keys: str) -> int:
        """Press keys, and return how much had been painted before."""
        self.look()
        painted = len(self.text)
        self.send(keys.encode())
        return painted

    def send(self, left: bytes) -> None:
        """Send bytes as a keyboard does."""
        deadline = time.monotonic() + PATIENCE_S
        while left:
            assert time.monotonic() < deadline, f"it takes no more keys: {self.text[-2000:]}"
            self.look()
            try:
                left = left[os.write(self.master, left) :]
            except BlockingIOError:  # it has to read first, and we what it paints
                self.look(0.01)

    def wait_for(self, words: str | re.Pattern[str], after: int = 0, patience: float = PATIENCE_S) -> float:
        """Wait until these words were painted, from `after` on, and return the seconds that took."""
        begun = time.monotonic()
        pattern = re.compile(re.escape(words)) if isinstance(words, str) else words
        while not pattern.search(self.text, after):
            ended = self.process.poll() is not None
            waited = time.monotonic() - begun
            if waited > patience or (ended and not self.look()):
                raise AssertionError(
                    f"“{pattern.pattern}” was not painted in {waited:.1f} s, but: {self.text[after:][-2000:]}"
                )
            self.look(0.05)
        return time.monotonic() - begun

    def until(self, holds: Callable[[], bool], what: str) -> None:
        """Look on until it holds."""
        wait_until(lambda: self.look() is None or holds(), what)

    def look(self, patience: float = 0.0) -> bytes:
        """Read what was painted meanwhile."""
        seen = b""
        while self.master >= 0 and select.select([self.master], [], [], 0.0 if seen else patience)[0]:
            try:
                seen += os.read(self.master, 65536)
            except OSError:  # Linux says EIO where nobody has the other side open
                break
        self.painted += seen
        return seen

    def leave(self) -> int:
        """Wait for the end of the process and return its exit code."""
        deadline = time.monotonic() + PATIENCE_S
        while self.process.poll() is None:
            assert time.monotonic() < deadline, f"it hangs: {self.text[-2000:]}"
            self.look(0.02) if self.master >= 0 else time.sleep(0.02)
        self.look()
        return self.process.returncode

    def signal(self, number: signal.Signals) -> int:
        """Send a signal and return the exit code."""
        self.look()
        self.process.send_signal(number)
        return self.leave()

    def hang_up(self) -> None:
        """Close the terminal's window."""
        self.look()
        os.close(self.master)
        self.master = -1

    def end(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        for end in (self.master, self._slave):
            if end >= 0:
                os.close(end)
        self.master = -1
