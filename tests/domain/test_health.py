"""What the doctor decides: pure functions, held against plain readings of the rules (T3, T8, T10, S1, U1)."""

from __future__ import annotations

import json
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import at

from dayplan.domain import health
from dayplan.domain.edits import RUNNING
from dayplan.domain.health import Certain, Opened
from dayplan.domain.intervals import overlaps
from dayplan.domain.model import Template, TimeEntry
from dayplan.domain.replay import Op, disagreements, replay
from dayplan.domain.schedule import occurrences
from dayplan.domain.seeding import Away

MON = date(2026, 11, 23)
NINE = at("2026-11-23 09:00").epoch


def entry(number: int, start: int, end: int | None, **other: object) -> TimeEntry:
    plain = TimeEntry(number, 1, "Draft", start, end, "Europe/Berlin", MON, 0, "", "kept")
    return plain._replace(**other)


@st.composite
def lives(draw: st.DrawFn) -> list[TimeEntry]:
    """Entries in a small room, so that many meet; one may run."""
    spans = draw(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 8)), max_size=9))
    entries = [entry(number, start, start + length) for number, (start, length) in enumerate(spans, 1)]
    if entries and draw(st.booleans()):
        entries[-1] = entries[-1]._replace(ended_at=None)
    states = draw(st.lists(st.sampled_from(["kept", "unresolved"]), min_size=len(entries), max_size=len(entries)))
    return [each._replace(state=state) for each, state in zip(entries, states, strict=True)]


def meet(one: TimeEntry, other: TimeEntry) -> bool:
    """T3, taken second by second."""
    seconds = [set(range(each.started_at, 40 if each.ended_at is None else each.ended_at)) for each in (one, other)]
    return bool(seconds[0] & seconds[1])


@given(lives())
def test_t3_the_overlaps_are_those_of_brute_force(entries: list[TimeEntry]) -> None:
    found = {frozenset((each.cut.id, each.whole.id)) for each in health.overlaps(entries)}
    assert found == {frozenset((one.id, other.id)) for one, other in combinations(entries, 2) if meet(one, other)}


@given(lives())
def test_t3_cutting_what_overlaps_ends_it_and_takes_no_time_that_nobody_else_has(entries: list[TimeEntry]) -> None:
    def covered(of: list[TimeEntry]) -> set[int]:
        return {second for each in of for second in range(each.started_at, each.ended_at or 40)}

    before, number = covered(entries), 100
    for _ in range(200):
        found = health.overlaps(entries)
        if not found:
            break
        cut = found[0].becomes()
        entries.remove(found[0].cut)
        for start, end in cut.pieces:
            number += 1
            left = found[0].cut._replace(id=number, started_at=start, ended_at=None if end == RUNNING else end)
            entries.append(left)
    assert health.overlaps(entries) == []
    assert covered(entries) == before


def test_t3_of_two_alike_the_one_that_counts_stays() -> None:
    both = [entry(1, 0, 10, state="unresolved"), entry(2, 0, 10)]
    for entries in (both, both[::-1]):
        ((cut, whole),) = health.overlaps(entries)
        assert (cut.id, whole.id) == (1, 2)
    ((cut, whole),) = health.overlaps([entry(1, 0, 10), entry(2, 0, 10)])
    assert (cut.id, whole.id) == (2, 1)
    assert not overlaps(0, 10, 10, 20), "half-open: those that touch do not meet"


@pytest.mark.parametrize(
    ("lasted", "other", "told"),
    [
        (12 * 3600, {}, False),
        (12 * 3600 + 1, {}, True),
        (13 * 3600, {"state": "unresolved"}, False),  # it waits for a decision already
        (13 * 3600, {"seen_at": NINE}, True),  # seen when it was started
        (13 * 3600, {"seen_at": NINE + 13 * 3600}, False),  # vouched for when it was over
    ],
)
def test_t10_more_than_twelve_hours_are_told_unless_vouched_for(lasted: int, other: dict, told: bool) -> None:
    assert bool(health.long([entry(1, NINE, NINE + lasted, **other)])) is told


@pytest.mark.parametrize(
    ("moment", "zone", "twice"),
    [
        ("2026-10-25 02:00", "Europe/Berlin", True),
        ("2026-10-25 02:59:59*", "Europe/Berlin", True),
        ("2026-10-25 01:59:59", "Europe/Berlin", False),
        ("2026-10-25 03:00", "Europe/Berlin", False),
        ("2026-03-29 03:00", "Europe/Berlin", False),  # skipped, not shown twice
        ("2026-11-01 01:30", "America/New_York", True),
        ("2026-04-05 02:45", "Australia/Lord_Howe", False),  # of half an hour only
        ("2026-04-05 01:45", "Australia/Lord_Howe", True),
        ("2026-09-06 00:30", "America/Santiago", False),
        ("2026-04-04 23:30", "America/Santiago", True),
        ("2026-11-23 09:00", "Nowhere/At_All", False),
    ],
)
def test_t8_hours_that_the_clocks_show_twice(moment: str, zone: str, twice: bool) -> None:
    epoch = at(moment, zone if zone != "Nowhere/At_All" else "UTC").epoch
    assert health.is_shown_twice(epoch, zone) is twice


def test_t8_what_the_clock_recorded_is_sure_and_what_was_typed_is_not() -> None:
    begin, end = at("2026-10-25 02:30").epoch, at("2026-10-25 05:00").epoch
    typed = entry(1, begin, end)
    assert [each.at for each in health.shown_twice([typed], frozenset())] == [begin]
    assert health.shown_twice([typed], frozenset({begin})) == []
    assert health.shown_twice([typed._replace(seen_at=end)], frozenset()) == []
    assert health.shown_twice([typed._replace(state="unresolved")], frozenset()) == []


# The ledger


def template(**other: object) -> Template:
    plain = Template(1, "Invoices", "", "FREQ=DAILY", MON, None, None, None, 0, "replace", "skip", None, archived=False)
    return plain._replace(**other)


ALWAYS = {1: Certain(-1)}
EVERY_DAY = tuple(range(7))


def holes(
    of: Template, known: list[date], opened: list[Opened], certain: Certain = ALWAYS[1], away: tuple = ()
) -> list:
    found = health.holes([of], {1: frozenset(known)}, opened, away, EVERY_DAY, {1: certain})
    return [hole.occurrence for hole in found]


def day(ahead: int) -> date:
    return MON + timedelta(days=ahead)


OPENED = [Opened(day(0), 100), Opened(day(3), 200), Opened(day(4), 300)]


def test_s1_s3_under_replace_the_days_between_are_settled_too() -> None:
    assert holes(template(), [day(0), day(1), day(4)], OPENED) == [day(2), day(3)]
    assert holes(template(), [day(n) for n in range(5)], OPENED) == []


def test_s1_under_other_policies_only_the_days_that_were_opened_are_sure() -> None:
    for other in ({"missed": "keep_one"}, {"missed": "accumulate"}, {"on_away": "after"}):
        assert holes(template(**other), [day(0)], OPENED) == [day(3), day(4)]


@pytest.mark.parametrize(
    "other",
    [{"archived": True}, {"schedule": "AFTER=1"}, {"paused_until": day(9)}, {"ends_on": day(0)}, {"starts_on": day(5)}],
)
def test_s7_what_was_not_due_is_no_hole(other: dict) -> None:
    assert holes(template(**other), [day(0)], OPENED) == []


def test_s8_away_days_may_have_moved_or_left_out_an_occurrence() -> None:
    assert holes(template(), [day(0), day(4)], OPENED, away=(Away(day(1), day(3), "flu"),)) == []


def test_s1_only_days_are_looked_at_that_were_settled_with_the_template_as_it_is() -> None:
    assert holes(template(), [], OPENED, Certain(200)) == [day(4)]
    assert holes(template(), [], OPENED, Certain(-1, ((150, 250),))) == [day(0), day(4)]


@given(
    missing=st.sets(st.integers(0, 20), max_size=5),
    opened=st.sets(st.integers(0, 20), min_size=1),
    rule=st.sampled_from(["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=DAILY;INTERVAL=3"]),
)
def test_s1_what_is_taken_out_of_a_whole_ledger_is_what_is_found(
    missing: set[int], opened: set[int], rule: str
) -> None:
    first, last = min(opened), max(opened)
    due = [d for d in occurrences(rule, MON, MON, day(20), EVERY_DAY) if day(first) <= d <= day(last)]
    gone = [d for d in due if (d - MON).days in missing]
    days = [Opened(day(n), n) for n in opened]
    assert holes(template(schedule=rule), [d for d in due if d not in gone], days) == gone


# The journal


def op(table: str, row_id: int, before: dict | None, after: dict | None, step: int = 1) -> Op:
    sides = (None if side is None else json.dumps(side) for side in (before, after))
    return Op(step, f"Step {step}", table, row_id, *sides)


TASK = {"id": 1, "title": "Call", "status": "open", "day": "2026-11-23"}


def told(ops: list[Op], row: dict | None) -> list:
    last, unreadable = replay(ops, ("task",))
    assert unreadable == []
    return disagreements(last, {"task": {} if row is None else {1: row}}, {})


def test_u1_the_last_word_on_each_column_counts() -> None:
    ops = [op("task", 1, None, TASK), op("task", 1, {"status": "open"}, {"status": "done"}, 2)]
    assert told(ops, TASK | {"status": "done"}) == []
    (found,) = told(ops, TASK | {"status": "open"})
    assert (found.told, found.stands) == ((("status", "done"),), (("status", "open"),))
    (found,) = told(ops, None)
    assert dict(found.told) == TASK | {"status": "done"}
    assert found.whole
    (found,) = told([*ops, op("task", 1, TASK, None, 3)], TASK)
    assert found.told is None
    assert told([*ops, op("task", 1, TASK, None, 3)], None) == []


def test_u1_what_happens_without_a_step_is_no_disagreement() -> None:
    ops = [op("task", 1, None, TASK)]
    assert told(ops, TASK | {"day": "2026-11-24"}) == [], "carried"
    assert told(ops, TASK | {"status": "missed"}) == [], "its next occurrence took its place"
    assert told(ops, TASK | {"status": "dropped"}) != []


@pytest.mark.parametrize("after", ["{", "[1]", '"text"', "nonsense"])
def test_u1_a_step_that_cannot_be_read_is_told(after: str) -> None:
    _, unreadable = replay([Op(7, "Add", "task", 1, None, after)], ("task",))
    assert [each.step for each in unreadable] == [7]
    _, unreadable = replay([op("songs", 1, None, TASK, 8)], ("task",))
    assert [each.step for each in unreadable] == [8]
