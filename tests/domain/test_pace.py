"""Work and break in turns: which of the two it is time for, and how the turns are typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayplan.domain.durations import LONG
from dayplan.domain.model import Settings
from dayplan.domain.pace import (
    SIGNALS,
    Pace,
    Phase,
    format_pace,
    pace_of,
    parse_pace,
    resting,
    work_begins,
    working,
)
from dayplan.errors import BadInput

PACE = Pace(25 * 60, 5 * 60, "bell")
BEGAN = 1_795_507_200

paces = st.builds(
    lambda work, rest, signal: Pace(60 * work, 60 * rest, signal),
    *(st.integers(1, LONG // 60), st.integers(1, LONG // 60), st.sampled_from(SIGNALS)),
)
instants = st.integers(BEGAN, BEGAN + 10**6)


@pytest.mark.parametrize(
    ("passed", "phase"),
    [
        (0, Phase("work", 1500)),
        (1499, Phase("work", 1)),
        (1500, Phase("due", 0)),
        (1560, Phase("due", 60)),
        (-7200, Phase("work", 1500)),  # T7: a clock set back counts as no time
    ],
)
def test_work_is_due_for_a_break_when_it_was_long_enough(passed: int, phase: Phase) -> None:
    assert working(PACE, BEGAN, BEGAN + passed) == phase


@pytest.mark.parametrize(
    ("passed", "phase"),
    [(0, Phase("break", 300)), (299, Phase("break", 1)), (300, Phase("over", 0)), (-1, Phase("break", 300))],
)
def test_a_break_is_over_when_it_was_long_enough(passed: int, phase: Phase) -> None:
    assert resting(PACE, BEGAN, BEGAN + passed) == phase


@given(paces, instants, st.integers(-(10**6), 10**6))
def test_each_turn_adds_up_to_its_length_and_ends_once(pace: Pace, since: int, passed: int) -> None:
    for length, phase in (
        (pace.work_s, working(pace, since, since + passed)),
        (pace.break_s, resting(pace, since, since + passed)),
    ):
        assert phase.seconds >= 0
        assert phase.ended == (passed >= length)
        if phase.ended:
            assert length + phase.seconds == passed
        else:
            assert 0 < phase.seconds <= length
            assert length - phase.seconds == max(0, passed)


@pytest.mark.parametrize(
    ("last_break_end", "begins"),
    [
        (None, 1000),  # no break before
        (1000, 1000),  # the entry began when the break ended
        (400, 400),  # another task was worked on since the break
        (1600, 1000),  # the break was taken back: the entry had begun before it
    ],
)
def test_changing_over_to_another_task_is_no_break(last_break_end: int | None, begins: int) -> None:
    assert work_begins(1000, last_break_end) == begins


@given(paces)
def test_t10_what_is_written_is_read_back(pace: Pace) -> None:
    assert parse_pace(format_pace(pace)) == pace


@pytest.mark.parametrize(
    ("text", "pace"),
    [
        ("25m 5m", Pace(1500, 300, "none")),
        ("25 5", Pace(1500, 300, "none")),
        (" 25M  5m BELL ", Pace(1500, 300, "bell")),
        ("1h30 0:10 desktop", Pace(5400, 600, "desktop")),
        ("50m", Pace(3000, 300, "none")),
        ("50m bell", Pace(3000, 300, "bell")),
        ("25m 5m none", Pace(1500, 300, "none")),
        ("none", None),
        ("off", None),
    ],
)
def test_turns_are_read_as_they_are_typed(text: str, pace: Pace | None) -> None:
    assert parse_pace(text) == pace


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "Write how long work and break are"),
        ("bell", "Write how long work and break are"),
        ("25m 5m 5m", "Write how long work and break are"),
        ("25m gong", "'gong' is no signal: write bell, desktop, or nothing"),
        ("25m 5m gong", "'gong' is no signal"),
        ("soon 5m", "'soon' is not a duration"),
        ("0m 5m", "'0m' is no time at all"),
        ("13h 5m", "'13h' is more than 12 hours"),
        ("-25m 5m", "'-25m' is less than nothing"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_can(text: str, why: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_pace(text)
    assert str(refused.value).startswith(why)


def test_nothing_takes_turns_unless_it_is_set() -> None:
    assert pace_of(Settings()) is None
    assert pace_of(Settings(focus_work_s=1500)) == Pace(1500, 300, "none")
