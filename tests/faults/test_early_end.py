"""A planner that is ended while it is still starting: the code says how, and the terminal is the shell's again."""

from __future__ import annotations

import signal
import time

import pytest
from evidence import check
from processes import House

DELAYS_MS = (30, 150)
SWEEP_MS = tuple(range(0, 900, 15))
WAYS = {"SIGTERM": (143, -signal.SIGTERM), "SIGHUP": (129, -signal.SIGHUP), "q": (0,), "ctrl+c": (130, 0)}
"""Until the planner hears signals, one ends the process by itself: its parent sees that number below zero."""
STARTING = """
import sys
from dayplan.__main__ import main
try:
    print("python is here", flush=True)
    sys.exit(main())
except KeyboardInterrupt:  # between these two lines
    sys.exit(130)
"""
"""What comes before is Python's own start, which says in its own words that it was interrupted."""


def end_after(house: House, way: str, delay_ms: int) -> None:
    with house.planner(script=STARTING) as terminal:
        terminal.wait_for("python is here")
        time.sleep(delay_ms / 1000)
        if way == "ctrl+c":
            # Until the planner has the terminal, the terminal makes an interrupt of it; then it is a key like others.
            terminal.type("\x03")
            terminal.until(lambda: terminal.process.poll() is not None or "Answer email" in terminal.text, "either end")
            if terminal.process.poll() is None:
                terminal.type("q")
        elif way == "q":
            terminal.type("q")
        else:
            terminal.process.send_signal(getattr(signal, way))
        code = terminal.leave()
        assert code in WAYS[way], terminal.text
        assert terminal.settings == terminal.settings_before
        for word in ("Traceback", "locals", "Error"):
            assert word not in terminal.text
        for on, off in ((b"?1049h", b"?1049l"), (b"?25l", b"?25h"), (b"?1000h", b"?1000l")):
            assert terminal.painted.rfind(b"\x1b[" + on) <= terminal.painted.rfind(b"\x1b[" + off)
    check(house.path)


@pytest.mark.parametrize("way", ["SIGTERM", "q", "ctrl+c"])
@pytest.mark.parametrize("delay_ms", DELAYS_MS)
def test_ended_within_moments_of_its_start(seeded: House, way: str, delay_ms: int) -> None:
    end_after(seeded, way, delay_ms)


@pytest.mark.long
@pytest.mark.parametrize("way", WAYS)
def test_ended_at_any_moment_of_its_start(seeded: House, way: str) -> None:
    for delay_ms in SWEEP_MS:
        end_after(seeded, way, delay_ms)


HALF_MADE = """
import os, signal
from asyncio.selector_events import BaseSelectorEventLoop
made = BaseSelectorEventLoop.__init__
def torn(self, *given):
    os.kill(os.getpid(), signal.SIGINT)
    made(self, *given)
BaseSelectorEventLoop.__init__ = torn
"""


def test_an_interrupt_while_the_event_loop_is_made_leaves_nothing_half_made(seeded: House) -> None:
    with seeded.planner(script=HALF_MADE + STARTING) as terminal:
        assert terminal.leave() == 130
        assert terminal.text.split("\r\n") == ["python is here", ""]
        assert terminal.settings == terminal.settings_before
