"""Frames: what a screen shows, kept as text beside the tests, and compared with what it shows now."""

from __future__ import annotations

import os
from collections.abc import Sequence
from difflib import unified_diff
from pathlib import Path

import pytest

FOLDER = Path(__file__).with_suffix("")
ACCEPTING = os.environ.get("DAYPLAN_ACCEPT") == "1"  # read here: the tests' home clears DAYPLAN_*
HOW = "DAYPLAN_ACCEPT=1 python3 .run pytest tests/tui/test_frames.py"


def file_of(name: str, size: tuple[int, int]) -> Path:
    return FOLDER / f"{name}-{size[0]}x{size[1]}.txt"


def check(name: str, size: tuple[int, int], frame: Sequence[str]) -> str:
    """Compare a frame with the one that was accepted; return what differs, nothing where it is the same."""
    file = file_of(name, size)
    shown = "\n".join(frame).rstrip("\n") + "\n"
    if ACCEPTING:
        FOLDER.mkdir(exist_ok=True)
        file.write_text(shown, encoding="utf-8")
        return ""
    if not file.exists():
        return f"There is no frame {file.name} yet. It shows:\n{shown}"
    accepted = file.read_text(encoding="utf-8")
    if accepted == shown:
        return ""
    lines = unified_diff(accepted.splitlines(), shown.splitlines(), f"{file.name} as accepted", "now", lineterm="")
    return "\n".join(lines)


def fail_on(differences: Sequence[str]) -> None:
    """Fail with what differs and with how to accept it."""
    if found := [each for each in differences if each]:
        pytest.fail("\n\n".join([*found, f"If this is how it should look, accept it: {HOW}"]), pytrace=False)
