"""Leaving, stopping, coming back (issue 13.1 to 13.3): on a real terminal do X at stage Y; then see what is left."""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import signal
import sys
import time
from collections.abc import Callable, Iterator

import pytest
from evidence import check, rows
from processes import AWAKE, House, Terminal, wait_until

GONE_S = 10.0
"""How long the end may take on a machine that runs other tests meanwhile; it is promised within two seconds."""
LISTED = "Answer email"
EDITOR = """
import signal, sys, time
def interrupted(*_):
    print("HEARD", flush=True)
    sys.exit(0)
signal.signal(signal.SIGINT, interrupted)
print("EDITING", flush=True)
while True:
    time.sleep(60)
"""


def importing(terminal: Terminal) -> None:
    time.sleep(0.15)


def starting(terminal: Terminal) -> None:
    terminal.until(lambda: b"\x1b[?1049h" in terminal.painted, "the terminal to be taken")


def painted(terminal: Terminal) -> None:
    terminal.wait_for(LISTED)


def just_after(terminal: Terminal) -> None:
    terminal.wait_for(LISTED)
    terminal.look(0.1)
    time.sleep(0.3)


def resting(terminal: Terminal) -> None:
    terminal.wait_for(AWAKE)


def writing(terminal: Terminal) -> None:
    terminal.wait_for(AWAKE)
    terminal.type("aCall Ana\r")


def leaving(terminal: Terminal) -> None:
    terminal.wait_for(AWAKE)
    terminal.type("q")


def asking(terminal: Terminal) -> None:
    terminal.wait_for(AWAKE)
    terminal.type("?")
    terminal.wait_for("Show the day before")


def editing(terminal: Terminal) -> None:
    terminal.wait_for(AWAKE)
    terminal.type("E")
    terminal.wait_for("EDITING")


def hang_up_by_signals(terminal: Terminal) -> None:
    """What the kernel sends when a terminal is closed."""
    terminal.process.send_signal(signal.SIGHUP)
    terminal.process.send_signal(signal.SIGCONT)


def end_by(number: signal.Signals) -> Callable[[Terminal], None]:
    return lambda terminal: terminal.process.send_signal(number)


STAGES = (importing, starting, painted, just_after, resting, writing, leaving, asking, editing)
WAYS: dict[str, tuple[Callable[[Terminal], None], int]] = {
    "closed": (Terminal.hang_up, 129),
    "SIGHUP": (end_by(signal.SIGHUP), 129),
    "SIGHUP and SIGCONT": (hang_up_by_signals, 129),
    "SIGTERM": (end_by(signal.SIGTERM), 143),
}


@contextlib.contextmanager
def busy(count: int) -> Iterator[None]:
    """Keep the machine busy meanwhile."""
    burners = [os.spawnlp(os.P_NOWAIT, sys.executable, sys.executable, "-c", BURNER) for _ in range(count)]
    try:
        yield
    finally:
        for burner in burners:
            os.kill(burner, signal.SIGKILL)
            os.waitpid(burner, 0)


BURNER = "import os, time\nend = time.time() + 120\nwhile time.time() < end and os.getppid() != 1: pass"


def edited_with(house: House, script: str) -> House:
    path = house.home / "editor.py"
    path.write_text(script)
    house.environment["EDITOR"] = shlex.join([sys.executable, str(path)])
    return house


def gone_within(terminal: Terminal, seconds: float) -> int:
    """Look on until the process is gone, and return its exit code."""
    deadline = time.monotonic() + seconds
    while terminal.process.poll() is None:
        assert time.monotonic() < deadline, f"it stays: {terminal.text[-1000:]}"
        terminal.look(0.02) if terminal.master >= 0 else time.sleep(0.02)
    terminal.look()
    return terminal.process.returncode


def given_back(terminal: Terminal) -> None:
    """The terminal is the shell's: settings, screen, cursor, mouse, pasting, keyboard."""
    assert terminal.settings == terminal.settings_before
    modes = dict(re.findall(rb"\x1b\[\?(\d+)([hl])", terminal.painted))
    assert modes == {mode: b"h" if mode in (b"25", b"7") else b"l" for mode in modes}
    keyboard = re.findall(rb"\x1b\[([<>])\d*u", terminal.painted)
    assert keyboard.count(b"<") == keyboard.count(b">")


def leave_at(house: House, stage: Callable[[Terminal], None], way: str) -> None:
    end, code = WAYS[way]
    with edited_with(house, EDITOR).planner() as terminal:
        stage(terminal)
        end(terminal)
        found = gone_within(terminal, GONE_S)
        by_signal = -(code - 128)  # until the planner hears signals, one ends the process by itself
        assert found in {importing: (code, by_signal), starting: (code, by_signal), leaving: (0, code, by_signal)}.get(
            stage, (code,)
        ), terminal.text[-2000:]
        assert "Traceback" not in terminal.text
        if terminal.master >= 0 and found >= 0:
            given_back(terminal)
    check(house.path)
    assert not (house.home / ".local").exists(), "no bug was noted"


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("stage", [painted, writing, leaving, editing])
def test_13_1_the_planner_never_outlives_its_terminal(
    running: House, stage: Callable[[Terminal], None], way: str
) -> None:
    leave_at(running, stage, way)


@pytest.mark.long
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("stage", STAGES)
def test_13_1_on_a_busy_machine_either(running: House, stage: Callable[[Terminal], None], way: str) -> None:
    with busy(6):
        leave_at(running, stage, way)


def test_13_1_a_terminal_that_does_not_read_keeps_nobody(running: House) -> None:
    """All that is painted waits for somebody who looks, and SIGTERM is heard all the same."""
    with running.planner(size=(200, 60)) as terminal:
        terminal.wait_for(AWAKE)
        for _ in range(3):
            os.write(terminal.master, b"?" + b"\x1b[B" * 200 + b"\x1b\x1b" + b"24" * 40)
            time.sleep(0.5)
        terminal.process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + GONE_S
        while terminal.process.poll() is None:
            assert time.monotonic() < deadline, "it stays"
            time.sleep(0.02)
        assert terminal.process.returncode == 143


def test_13_2_after_a_stop_one_thread_reads_the_keyboard_and_the_shell_gets_its_echo(running: House) -> None:
    typed = "abcdefghijklmnopqrstuvwxyz0123456789"
    with running.planner() as terminal:
        terminal.wait_for(AWAKE)
        for _ in range(3):
            terminal.process.send_signal(signal.SIGSTOP)
            time.sleep(0.1)
            terminal.process.send_signal(signal.SIGCONT)
            time.sleep(0.2)
        terminal.type("a")
        terminal.wait_for("enter add")
        for key in typed:
            terminal.type(key)
            time.sleep(0.005)
        terminal.type("\r")
        terminal.wait_for(typed)
        wait_until(
            lambda: rows(running.path, f"SELECT COUNT(*) FROM task WHERE title = '{typed}'") == [(1,)], "the task"
        )
        terminal.type("\x1b")
        time.sleep(0.5)
        terminal.type("q")
        assert gone_within(terminal, GONE_S) == 0
        given_back(terminal)


@pytest.fixture
def shell(running: House) -> Iterator[Terminal]:
    running.environment |= {"PS1": "READY> ", "BASH_SILENCE_DEPRECATION_WARNING": "1"}
    terminal = Terminal(("/bin/bash", "--norc", "--noprofile", "-i"), running.environment)
    try:
        terminal.wait_for("READY>")
        yield terminal
    finally:
        terminal.end()


def typed_in(shell: Terminal, line: str) -> int:
    return shell.type(f"{line}\r")


def test_13_2_ctrl_z_gives_the_shell_its_terminal_and_fg_brings_the_planner_back(
    shell: Terminal, running: House
) -> None:
    after = typed_in(shell, shlex.join(running.dayplan))
    shell.wait_for(AWAKE, after)
    for _ in range(2):
        after = shell.type("\x1a")
        shell.wait_for("Stopped", after)
        shell.wait_for("READY>", after)
        modes = dict(re.findall(rb"\x1b\[\?(\d+)([hl])", shell.painted))
        assert (modes[b"1049"], modes[b"25"], modes[b"1000"]) == (b"l", b"h", b"l")
        after = typed_in(shell, "echo still $((40 + 2))")
        shell.wait_for("still 42", after)
        after = typed_in(shell, "fg")
        shell.wait_for(LISTED, after)
    after = shell.type("aCall Ana\r")
    shell.wait_for("Call Ana", after)
    shell.type("\x1b")
    time.sleep(0.5)
    after = shell.type("q")
    shell.wait_for("READY>", after)
    after = typed_in(shell, "echo code $?; stty -a | grep -o '[-]*echo '")
    shell.wait_for("code 0", after)
    shell.wait_for(re.compile(r"(?m)^echo"), after)


def test_13_2_a_planner_without_a_shell_does_not_stop(running: House) -> None:
    with running.planner() as terminal:
        terminal.wait_for(AWAKE)
        terminal.type("\x1a")
        terminal.wait_for("Only a shell with job control")
        terminal.type("q")
        assert gone_within(terminal, GONE_S) == 0


@pytest.mark.parametrize(
    ("script", "says"),
    [
        ("sys.exit(3)", "The editor ended with 3, so the notes stay as they were."),
        ("os.unlink(sys.argv[1])", "The editor left no file that can be read, so the notes stay as they were."),
        ("os.kill(os.getpid(), 9)", "The editor was ended by signal 9, so the notes stay as they were."),
    ],
)
def test_13_3_whatever_the_editor_does_the_planner_comes_back(running: House, script: str, says: str) -> None:
    with edited_with(running, f"import os, sys\n{script}").planner() as terminal:
        comes_back(terminal, says)


@pytest.mark.parametrize(
    ("command", "says"), [("no-such-editor", "The editor could not be opened"), ("/", "could not")]
)
def test_13_3_an_editor_that_is_not_there_does_not_freeze_the_planner(running: House, command: str, says: str) -> None:
    running.environment["EDITOR"] = command
    with running.planner() as terminal:
        comes_back(terminal, says)


def comes_back(terminal: Terminal, says: str) -> None:
    terminal.wait_for(AWAKE)
    after = terminal.type("E")
    terminal.until(lambda: words(says) in words(terminal.text[after:]), says)
    assert "What you wrote" not in terminal.text[after:], "nothing was written"
    after = terminal.type("aCall Ana\r")
    terminal.wait_for("Call Ana", after)
    terminal.type("\x1b")
    time.sleep(0.5)
    terminal.type("q")
    assert gone_within(terminal, GONE_S) == 0
    given_back(terminal)


def words(text: str) -> str:
    """Return only letters: a toast breaks its lines where it likes."""
    return re.sub(r"[^a-z]", "", text.lower())


def test_13_3_ctrl_c_in_the_editor_is_for_the_editor(running: House) -> None:
    with edited_with(running, EDITOR).planner() as terminal:
        editing(terminal)
        after = terminal.type("\x03")
        terminal.wait_for("HEARD", after)
        terminal.wait_for(LISTED, after)
        time.sleep(0.5)
        assert terminal.process.poll() is None
        terminal.type("q")
        assert gone_within(terminal, GONE_S) == 0
        given_back(terminal)
