"""An interrupt at any moment is no bug: the exit code says so, and nothing is logged (130)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from dayplan.cli import main


class Descriptor:
    """Stands in for whatever is being made when the interrupt comes."""

    def __set_name__(self, owner: type, name: str) -> None:
        raise KeyboardInterrupt


def test_an_interrupt_while_a_class_is_made_is_an_interrupt(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def importing(*_: object) -> int:
        type("Widget", (), {"here": Descriptor()})
        return 0

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr(main, "_dispatch", importing)
    assert main.run([]) == 130
    assert capsys.readouterr().err == ""
    assert not list(tmp_path.rglob("*.log"))


def test_another_error_is_a_bug_and_says_where_it_is_noted(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> int:
        raise RuntimeError("not an interrupt")

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr(main, "_dispatch", broken)
    assert main.run([]) == 1
    assert "Something went wrong inside dayplan" in capsys.readouterr().err


UNHEARD = """
import os, signal, sys, time, weakref
from dayplan.__main__ import main
from dayplan.cli import main as line

class Gone: pass

def importing(*_):
    gone = Gone()
    heard = weakref.ref(gone, lambda _: os.kill(os.getpid(), signal.SIGINT))
    del gone
    for _ in range(100):
        time.sleep(0.1)
    return 0

line._dispatch = importing
sys.exit(main())
"""


def test_an_interrupt_while_an_object_is_taken_away_is_an_interrupt_all_the_same() -> None:
    done = subprocess.run([sys.executable, "-c", UNHEARD], capture_output=True, text=True, timeout=20, check=False)
    assert (done.returncode, done.stderr) == (130, "")
