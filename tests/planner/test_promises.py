"""Issue 5's promise about time, over random lives lived from two planners on one file (T1, T3, T4, T7, T8, U1, U2)."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lives import VERBS, Act, all_rows, any_act, check_time, check_undo, live_for, moment, perform, snapshot

from dayplan.errors import DayplanError
from dayplan.planner import Planner

ACTS = st.builds(
    Act,
    side=st.integers(0, 1),
    verb=st.sampled_from(VERBS),
    which=st.integers(0, 11),
    minutes=st.integers(-5, 150),
    long=st.integers(-5, 90),
    adjust=st.booleans(),
)


def live(path: str, acts: list[Act], *, look_each_time: bool) -> int:
    """Live through these acts, checking what must hold; returns how many steps were left to undo."""
    planners = [Planner(path), Planner(path)]
    first = snapshot(path)
    for minute, act in enumerate(acts):
        now = moment(4 * minute, act.side)
        before = all_rows(path)
        try:
            perform(planners[act.side], path, act, now)
        except DayplanError:
            assert all_rows(path) == before, f"{act} was refused and changed something"
        if look_each_time:
            check_time(path, now)
    now = moment(4 * len(acts))
    check_time(path, now)
    steps = check_undo(path, planners, first, now)
    for planner in planners:
        planner.close()
    return steps


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, max_size=25))
def test_t3_u1_whatever_is_done_to_time_it_adds_up_and_can_be_taken_back(
    tmp_path_factory: pytest.TempPathFactory, monday: Path, acts: list[Act]
) -> None:
    path = shutil.copy(monday, tmp_path_factory.mktemp("life") / "dayplan.db")
    live(str(path), acts, look_each_time=False)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(15))
def test_t3_u1_long_lives(tmp_path: Path, monday: Path, seed: int) -> None:
    chance = random.Random(seed)
    path = shutil.copy(monday, tmp_path / "dayplan.db")
    acts = [any_act(chance, chance.randrange(2)) for _ in range(120)]
    assert live(str(path), acts, look_each_time=True) > 10


@pytest.mark.long
@pytest.mark.parametrize("seed", range(3))
def test_t3_u1_lives_from_two_processes_at_once(tmp_path: Path, monday: Path, seed: int) -> None:
    path = str(shutil.copy(monday, tmp_path / "dayplan.db"))
    first = snapshot(path)
    begun = time.monotonic()
    script = f"from lives import live_for; live_for({path!r}, {1000 + seed}, 150, 1, {begun})"
    with subprocess.Popen(
        [sys.executable, "-c", script], env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    ) as other:
        live_for(path, seed, 150, 0, begun)
        assert other.wait(120) == 0
    now = moment(int((time.monotonic() - begun) * 10) + 1)
    check_time(path, now)
    planners = [Planner(path), Planner(path)]
    assert check_undo(path, planners, first, now) > 20
    for planner in planners:
        planner.close()
