"""Each test has a house of its own: a home directory, a data file, a clock."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest
from processes import House

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A run that a script started in the background ignores interrupts, and so would every program that it starts.
    signal.signal(signal.SIGINT, signal.default_int_handler)
if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
    signal.signal(signal.SIGHUP, signal.SIG_DFL)  # the same of a run under nohup


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


@pytest.fixture(scope="session")
def monday(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file in which the freelancer's four stand on Monday; seeding it once saves half a second a test."""
    house = House(tmp_path_factory.mktemp("monday"))
    house.ok("seed")
    return house.path


@pytest.fixture(scope="session")
def nine_o_clock(monday: Path) -> Path:
    """The same, with the first timer running."""
    copy = monday.with_name("nine.db")
    shutil.copy(monday, copy)
    House(monday.parents[1] / "nine").ok("start", "1", "--db", str(copy))
    return copy


@pytest.fixture
def seeded(house: House, monday: Path) -> House:
    return house.holding(monday)


@pytest.fixture
def running(house: House, nine_o_clock: Path) -> House:
    return house.holding(nine_o_clock)


@pytest.fixture(scope="session")
def ordinary() -> tuple[str, ...]:
    """What makes a command meet permissions as an ordinary user does: root walks past them."""
    if os.geteuid() != 0:
        return ()
    through = ("setpriv", "--bounding-set=-all", "--inh-caps=-all")
    if shutil.which("setpriv") is None or subprocess.run([*through, "true"], check=False).returncode != 0:
        pytest.skip("root without setpriv cannot meet a read-only file")
    return through
