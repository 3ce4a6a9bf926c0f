"""What tests share: a data file of their own, and a clock that is handed in."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from support import THOROUGH, Book

settings.register_profile("thorough", max_examples=400)
if THOROUGH:
    settings.load_profile("thorough")

gc.freeze()
gc.set_threshold(100_000, 50, 50)
"""Screens are made of many small objects: looking through them for rubbish as often as usual takes a fifth of the time.
What was left open is found all the same, when a run ends."""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing of the machine's own dayplan is read or written; what repeats a random run stays."""
    for name in [name for name in os.environ if name.startswith(("DAYPLAN_", "XDG_"))]:
        if name != "DAYPLAN_SEED":
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "dayplan.db"


@pytest.fixture
def book(path: Path) -> Iterator[Book]:
    book = Book(path)
    yield book
    book.planner.close()
