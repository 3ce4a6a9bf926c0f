"""What two readings of the clocks say of the time between them: T2, T6, T7."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import at

from dayplan.domain.model import Now, TimeEntry
from dayplan.domain.parts import read_part
from dayplan.domain.typed_times import TimeReader
from dayplan.domain.unseen import LONG_RUN_S, Reading, Unseen, between, in_question, since_seen, undecided
from dayplan.errors import BadInput

MINUTE, HOUR = 60, 3600
TEN = at("2026-11-23 10:00").epoch
BEFORE = Reading(TEN, 5000, 4000)


def after(wall: int, up: int | None = None, awake: int | None = None) -> Reading:
    """The clocks some seconds later: on the wall, since the start, and awake."""
    up = wall if up is None else up
    return Reading(TEN + wall, 5000 + up, 4000 + (up if awake is None else awake))


@pytest.mark.parametrize(
    ("reading", "why", "seconds"),
    [
        (after(1), None, 0),
        (after(47 * MINUTE), None, 0),  # stopped (SIGSTOP) or busy: all clocks go on
        (after(47 * MINUTE, awake=3), "asleep", 47 * MINUTE),
        (after(4 * MINUTE, awake=3), None, 0),  # not worth a question
        (after(5 * MINUTE, awake=0), "asleep", 5 * MINUTE),
        (after(HOUR, up=1), "jumped", HOUR),
        (after(30, up=1), None, 0),  # put right by a little
        (after(2 * HOUR, up=HOUR, awake=2), "asleep", 2 * HOUR),  # asleep, and the clock was wrong
        (after(-HOUR, up=1), "set_back", 0),
        (after(-30, up=1), None, 0),
        (after(0, up=HOUR, awake=HOUR), "set_back", 0),
        (Reading(TEN + HOUR, None, None), None, 0),  # a machine that cannot tell is believed
        (Reading(TEN - HOUR, None, None), "set_back", 0),
    ],
)
def test_t6_sleep_a_jump_and_a_clock_set_back_are_told_apart(reading: Reading, why: str | None, seconds: int) -> None:
    found = between(BEFORE, reading)
    assert (None if found is None else found.why) == why
    if found is not None:
        assert found.seconds == seconds


def entry(start: int = TEN, seen: Reading | None = BEFORE, end: int | None = None, state: str = "kept") -> TimeEntry:
    seen = seen or Reading(start, None, None)
    marks = (None, None, None) if seen.up_s is None and seen.epoch == start else seen
    return TimeEntry(1, 1, "Write", start, end, "Europe/Berlin", date(2026, 11, 23), 0, "", state, *marks)


def now(reading: Reading) -> Now:
    return Now(reading.epoch, HOUR, "Europe/Berlin", reading.up_s, reading.awake_s)


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        (after(HOUR), None),
        (after(HOUR, awake=13 * MINUTE), Unseen("asleep", TEN, TEN + HOUR, 47 * MINUTE)),
        (after(LONG_RUN_S), None),
        (after(LONG_RUN_S + 1), Unseen("long", TEN, TEN + LONG_RUN_S + 1)),
        (Reading(TEN + HOUR, 300, 300), Unseen("restarted", TEN, TEN + HOUR)),
        (Reading(TEN + 3 * HOUR, 6000, 6000), Unseen("restarted", TEN, TEN + 3 * HOUR)),  # up for longer than then
        (after(5 * HOUR, up=HOUR), Unseen("restarted", TEN, TEN + 5 * HOUR)),  # or a jump: all the same
        (after(HOUR + 30 * MINUTE, up=30 * MINUTE), Unseen("jumped", TEN, TEN + HOUR + 30 * MINUTE)),
        (after(-20 * MINUTE, up=30 * MINUTE), Unseen("set_back", TEN - 50 * MINUTE, TEN - 20 * MINUTE)),
        (after(10 * MINUTE, up=30 * MINUTE), Unseen("set_back", TEN - 20 * MINUTE, TEN)),
        (Reading(TEN - HOUR, None, None), Unseen("set_back", TEN - HOUR, TEN - HOUR)),
        (Reading(TEN + HOUR, None, None), None),
    ],
)
def test_t2_what_an_entry_kept_of_the_clocks_tells_what_happened(reading: Reading, expected: Unseen | None) -> None:
    assert since_seen(entry(), now(reading)) == expected


def test_t2_an_entry_that_kept_nothing_began_before_the_machine_did() -> None:
    old = entry(seen=None)
    assert since_seen(old, now(Reading(TEN + HOUR, 2 * HOUR, 2 * HOUR))) is None
    assert since_seen(old, now(Reading(TEN + HOUR, HOUR // 2, HOUR // 2))) == Unseen("restarted", TEN, TEN + HOUR)


def test_t2_what_was_vouched_for_is_not_asked_about_again() -> None:
    vouched = entry(seen=Reading(TEN + 13 * HOUR, 5000 + 13 * HOUR, 4000))
    assert since_seen(vouched, now(after(14 * HOUR, awake=HOUR))) is None
    found = Unseen("asleep", TEN + HOUR, TEN + 2 * HOUR)
    assert in_question(found, vouched, now(after(14 * HOUR, awake=HOUR))) is None


def test_t6_only_what_belongs_to_the_entry_is_in_question() -> None:
    late = entry(start=TEN + HOUR, seen=Reading(TEN + HOUR, 5000 + HOUR, 4000))
    found = Unseen("asleep", TEN, TEN + 2 * HOUR)
    assert in_question(found, late, now(after(2 * HOUR))) == Unseen("asleep", TEN + HOUR, TEN + 2 * HOUR)
    assert in_question(found._replace(end=TEN + HOUR + 60), late, now(after(2 * HOUR))) is None
    assert in_question(found, entry(end=TEN + 3 * HOUR), now(after(4 * HOUR))) is None
    waiting = entry(end=TEN + HOUR, state="unresolved")
    assert in_question(undecided(waiting), waiting, now(after(4 * HOUR))) == undecided(waiting)


@given(st.integers(-90_000, 900_000), st.integers(0, 900_000), st.integers(0, 900_000), st.integers(0, 900_000))
def test_t7_no_question_is_about_negative_time(wall: int, up: int, awake: int, seen: int) -> None:
    reading = Reading(TEN + wall, up, min(awake, up))
    found = since_seen(entry(seen=Reading(TEN + seen % 5000, seen, seen // 2)), now(reading))
    if found is not None:
        assert found.start <= found.end <= reading.epoch
        assert found.slept_s is None or 0 < found.slept_s <= found.seconds


LUNCH = Unseen("asleep", at("2026-11-23 12:05").epoch, at("2026-11-23 12:52").epoch)
NIGHT = Unseen("long", at("2026-11-23 20:00").epoch, at("2026-11-24 09:00").epoch)


@pytest.mark.parametrize(
    ("found", "text", "start", "end"),
    [
        (LUNCH, "12:20", "2026-11-23 12:05", "2026-11-23 12:20"),
        (LUNCH, "15m", "2026-11-23 12:05", "2026-11-23 12:20"),
        (LUNCH, "12:20-12:40", "2026-11-23 12:20", "2026-11-23 12:40"),
        (LUNCH, "12:20 – 12:40", "2026-11-23 12:20", "2026-11-23 12:40"),
        (NIGHT, "22:30", "2026-11-23 20:00", "2026-11-23 22:30"),
        (NIGHT, "1:30", "2026-11-23 20:00", "2026-11-24 01:30"),
        (NIGHT, "2h", "2026-11-23 20:00", "2026-11-23 22:00"),
        (NIGHT, "23:00-0:30", "2026-11-23 23:00", "2026-11-24 00:30"),
    ],
)
def test_t6_a_part_is_a_time_a_duration_or_a_stretch(found: Unseen, text: str, start: str, end: str) -> None:
    assert read_part(text, found, TimeReader(at("2026-11-24 09:00"))) == (at(start).epoch, at(end).epoch, "")


def test_t6_a_part_may_begin_where_the_stretch_is_shown_to() -> None:
    found = LUNCH._replace(start=LUNCH.start + 13, end=LUNCH.end + 40)
    assert read_part("12:05-12:20", found, TimeReader(at("2026-11-23 13:00"))) == (
        found.start,
        at("2026-11-23 12:20").epoch,
        "",
    )


@pytest.mark.parametrize("text", ["13:00", "48m", "12:40-12:20", "soon", "", "12:05", "11:00-12:20", "-"])
def test_t6_a_part_lies_within_the_stretch(text: str) -> None:
    with pytest.raises(BadInput):
        read_part(text, LUNCH, TimeReader(at("2026-11-23 13:00")))
