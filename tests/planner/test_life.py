"""Whole lives: whatever is done in a year, by whatever hand, every promise holds on each of its days."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest
from whole import Whole


@pytest.fixture
def seed() -> int:
    """What `DAYPLAN_SEED` says, to live a life again; another each time without it. It is printed with a failure."""
    seed = int(os.environ.get("DAYPLAN_SEED") or random.randrange(10**6))
    print(f"DAYPLAN_SEED={seed}")
    return seed


@pytest.fixture
def life(path: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> Whole:
    for name in ("DAYPLAN_DB", "DAYPLAN_NOW", "DAYPLAN_UPTIME", "TZ"):
        monkeypatch.setenv(name, "")  # so that it is as it was afterwards
    yield (life := Whole(path, seed))
    life.close()
    monkeypatch.undo()
    time.tzset()


@pytest.mark.long
def test_a_whole_year(life: Whole) -> None:
    life.live(days=365, acts=12)
    print(life.counts, life.end())
