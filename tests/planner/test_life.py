"""Whole lives: whatever is done in a year, by whatever hand, every promise holds on each of its days."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from whole import Whole


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    """What `DAYPLAN_SEED` says, to live a life again; without it, another for each long one. A failure prints it."""
    usual = random.randrange(10**6) if request.node.get_closest_marker("long") else 4
    seed = int(os.environ.get("DAYPLAN_SEED") or usual)
    print(f"DAYPLAN_SEED={seed}")
    return seed


@pytest.fixture
def life(path: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[Whole]:
    for name in ("DAYPLAN_DB", "DAYPLAN_NOW", "DAYPLAN_UPTIME", "TZ"):
        monkeypatch.setenv(name, "")  # so that it is as it was afterwards
    life = Whole(path, seed)
    yield life
    life.close()
    monkeypatch.undo()
    time.tzset()


def lived(life: Whole, days: int) -> None:
    life.live(days, acts=12)
    steps = life.end()
    print(life.counts, f"{steps} steps taken back in the end")


def test_a_fortnight(life: Whole) -> None:
    lived(life, 14)


@pytest.mark.long
def test_a_whole_year(life: Whole) -> None:
    lived(life, 365)
    assert life.counts["steps"] > 1000
    assert min(life.counts.values()) > 0, life.counts
