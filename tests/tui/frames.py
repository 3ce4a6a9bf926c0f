"""Frames: what a screen shows, kept as text beside the tests, and compared with what it shows now.

The text is the same in every theme and lies in `frames/`. How it is coloured lies beside it, in a folder for each of
our two themes: a line of the screen is written as runs of cells, `18a 42.`, and what `a` looks like follows at the end.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from difflib import unified_diff
from itertools import groupby
from pathlib import Path
from string import ascii_letters, digits

import pytest
from rich.style import Style
from textual.strip import Strip

FOLDER = Path(__file__).with_suffix("")
ACCEPTING = os.environ.get("DAYPLAN_ACCEPT") == "1"  # read here: the tests' home clears DAYPLAN_*
HOW = "DAYPLAN_ACCEPT=1 python3 .run pytest tests/tui/test_frames.py"


def file_of(name: str, size: tuple[int, int], theme: str = "") -> Path:
    return FOLDER / theme / f"{name}-{size[0]}x{size[1]}.txt"


def coloured(strips: Sequence[Strip]) -> list[str]:
    """Write down how the cells of a screen look: the commonest style is a dot, the others letters as they come."""
    rows = [[_look(segment.style) for segment in strip for _ in range(segment.cell_length)] for strip in strips]
    ((commonest, _),) = Counter(look for row in rows for look in row).most_common(1)
    others = list(dict.fromkeys(look for row in rows for look in row if look != commonest))
    sign = {commonest: "."} | dict(zip(others, ascii_letters + digits, strict=False))
    lines = [" ".join(f"{len(list(run))}{sign[look]}" for look, run in groupby(row)) for row in rows]
    return [*lines, "", *(f"{sign[look]} {look}" for look in (commonest, *others))]


def _look(style: Style | None) -> str:
    if style is None:
        return "plain"
    colours = [colour.get_truecolor().hex if colour else "-" for colour in (style.color, style.bgcolor)]
    how = [word for word in ("bold", "dim", "italic", "underline", "strike", "reverse") if getattr(style, word)]
    return " ".join([colours[0], "on", colours[1], *how])


def check(name: str, size: tuple[int, int], frame: Sequence[str], theme: str = "") -> str:
    """Compare a frame with the one that was accepted; return what differs, nothing where it is the same."""
    file = file_of(name, size, theme)
    shown = "\n".join(frame).rstrip("\n") + "\n"
    if ACCEPTING:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(shown, encoding="utf-8")
        return ""
    if not file.exists():
        return f"There is no frame {file.name} yet. It shows:\n{shown}"
    accepted = file.read_text(encoding="utf-8")
    if accepted == shown:
        return ""
    lines = unified_diff(
        accepted.splitlines(), shown.splitlines(), f"{theme} {file.name} as accepted".strip(), "now", lineterm=""
    )
    return "\n".join(lines)


def fail_on(differences: Sequence[str]) -> None:
    """Fail with what differs and with how to accept it."""
    if found := [each for each in differences if each]:
        pytest.fail("\n\n".join([*found, f"If this is how it should look, accept it: {HOW}"]), pytrace=False)
