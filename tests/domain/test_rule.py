from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dayplan.domain.after import MOST_AFTER, After, after_completion
from dayplan.domain.rule import WEEKDAYS, WORKDAY, Rule, parse, written
from dayplan.domain.schedule import normalise, occurrences
from dayplan.errors import BadInput

# Text made of what rules are made of comes nearer to their edges than arbitrary text.
PIECES = st.sampled_from(
    [
        *("RRULE:", "FREQ=", "DAILY", "WEEKLY", "YEARLY", "SECONDLY", "INTERVAL=", "COUNT=", "UNTIL=", "WKST="),
        *(
            "BYDAY=",
            "BYMONTH=",
            "BYMONTHDAY=",
            "BYYEARDAY=",
            "BYWEEKNO=",
            "BYSETPOS=",
            "BYHOUR=",
            "MO",
            "SU",
            "WORKDAY",
        ),
        *("20261231", "20260230", "T090000Z", "0", "1", "2", "13", "31", "54", "366", "99999", "-", "+", ",", ";", "="),
    ]
)
NEAR_MISSES = st.lists(PIECES, max_size=14).map("".join)


def numbers(most: int, least: int = 1) -> st.SearchStrategy[tuple[int, ...]]:
    """Values of a BY part, in order and each once, as `parse` returns them."""
    either = st.integers(1, most) if least > 0 else st.one_of(st.integers(1, most), st.integers(least, -1))
    return st.sets(either, max_size=4).map(lambda found: tuple(sorted(found)))


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    """Any rule that RFC 5545 (3.3.10) and the dialect have."""
    freq = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    byweekno = draw(numbers(53, -53)) if freq == "YEARLY" else ()
    nth = st.integers(-5, 5) if freq in ("MONTHLY", "YEARLY") and not byweekno else st.just(0)
    counted = draw(st.sets(st.one_of(st.tuples(st.integers(0, 6), nth), st.just((WORKDAY, 0))), max_size=4))
    rule = Rule(
        freq,
        interval=draw(st.integers(1, 1000)),
        wkst=draw(st.integers(0, 6)),
        bymonth=draw(numbers(12)),
        byweekno=byweekno,
        byyearday=draw(numbers(366, -366)) if freq == "YEARLY" else (),
        bymonthday=draw(numbers(31, -31)) if freq != "WEEKLY" else (),
        byday=tuple(sorted(counted)),
    )
    match draw(st.sampled_from(["", "COUNT", "UNTIL"])):
        case "COUNT":
            rule = rule._replace(times=draw(st.integers(1, 10_000)))
        case "UNTIL":
            rule = rule._replace(until=draw(st.dates()))
    chosen_from = rule.bymonth or rule.byweekno or rule.byyearday or rule.bymonthday or rule.byday
    return rule._replace(bysetpos=draw(numbers(366, -366))) if chosen_from else rule


# Reading and writing


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("FREQ=DAILY", Rule("DAILY")),
        ("FREQ=DAILY;INTERVAL=1000", Rule("DAILY", interval=1000)),
        ("FREQ=DAILY;COUNT=10", Rule("DAILY", times=10)),
        ("FREQ=DAILY;UNTIL=20261231", Rule("DAILY", until=date(2026, 12, 31))),
        ("FREQ=WEEKLY;INTERVAL=2;WKST=SU", Rule("WEEKLY", interval=2, wkst=6)),
        ("FREQ=WEEKLY;BYDAY=MO,FR", Rule("WEEKLY", byday=((0, 0), (4, 0)))),
        ("FREQ=DAILY;BYDAY=WORKDAY", Rule("DAILY", byday=((WORKDAY, 0),))),
        ("FREQ=MONTHLY;BYDAY=2TU,-1FR", Rule("MONTHLY", byday=((1, 2), (4, -1)))),
        ("FREQ=MONTHLY;BYMONTHDAY=-1,1,31", Rule("MONTHLY", bymonthday=(-1, 1, 31))),
        ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=-1", Rule("MONTHLY", byday=((0, 0),), bysetpos=(-1,))),
        ("FREQ=YEARLY;BYWEEKNO=-1;BYDAY=MO", Rule("YEARLY", byweekno=(-1,), byday=((0, 0),))),
        ("FREQ=YEARLY;BYWEEKNO=1,2;BYSETPOS=1", Rule("YEARLY", byweekno=(1, 2), bysetpos=(1,))),
        ("FREQ=YEARLY;BYYEARDAY=1,2;BYSETPOS=1", Rule("YEARLY", byyearday=(1, 2), bysetpos=(1,))),
        ("FREQ=YEARLY;BYMONTH=12;BYYEARDAY=366", Rule("YEARLY", bymonth=(12,), byyearday=(366,))),
        ("FREQ=YEARLY;BYDAY=53MO", Rule("YEARLY", byday=((0, 53),))),
    ],
)
def test_rfc_5545_a_rule_is_taken_apart(text: str, rule: Rule) -> None:
    assert parse(text) == rule
    assert written(rule) == text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("rrule:freq=weekly;byday=fr,mo", "FREQ=WEEKLY;BYDAY=MO,FR"),
        (" BYDAY = WORKDAY ; FREQ = DAILY ", "FREQ=DAILY;BYDAY=WORKDAY"),
        ("FREQ=DAILY;INTERVAL=1;WKST=MO", "FREQ=DAILY"),  # defaults are left out
        ("FREQ=DAILY".ljust(1000), "FREQ=DAILY"),  # the longest
        ("FREQ=WEEKLY;INTERVAL=02", "FREQ=WEEKLY;INTERVAL=2"),
        ("FREQ=MONTHLY;BYDAY=+2TU", "FREQ=MONTHLY;BYDAY=2TU"),
        ("FREQ=MONTHLY;BYMONTHDAY=31,1,1,-1", "FREQ=MONTHLY;BYMONTHDAY=-1,1,31"),
        ("FREQ=DAILY;UNTIL=20261231T235959Z", "FREQ=DAILY;UNTIL=20261231"),  # a date, whatever time it names
        ("FREQ=DAILY;UNTIL=20261231T090000", "FREQ=DAILY;UNTIL=20261231"),
    ],
)
def test_a_rule_is_kept_in_one_spelling(typed: str, kept: str) -> None:
    assert written(parse(typed)) == kept


@given(rules())
@settings(max_examples=200, deadline=None)
def test_rfc_5545_every_rule_is_read_back_as_it_is_written(rule: Rule) -> None:
    assert parse(written(rule)) == rule


@given(rules(), st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_rfc_5545_neither_the_order_of_the_parts_nor_capitals_matter(rule: Rule, chance) -> None:
    parts = written(rule).lower().split(";")
    chance.shuffle(parts)
    assert parse(";".join(parts)) == rule


@given(st.one_of(st.text(max_size=30), NEAR_MISSES, NEAR_MISSES.map("FREQ=MONTHLY;".__add__)))
@settings(max_examples=300, deadline=None)
def test_any_text_is_a_rule_that_is_read_back_or_refused(typed: str) -> None:
    with suppress(BadInput):
        assert parse(written(parse(typed))) == parse(typed)


def test_weekdays_are_numbered_from_monday_and_workday_comes_after_sunday() -> None:
    assert [date(2026, 11, 23 + number).strftime("%a")[:2].upper() for number in range(7)] == list(WEEKDAYS)
    assert len(WEEKDAYS) == WORKDAY


# Refusals


REFUSED = {
    # More often than days
    "SECONDLY is more often than once a day: use DAILY, WEEKLY, MONTHLY or YEARLY": ["FREQ=SECONDLY"],
    "MINUTELY is more often than once a day": ["FREQ=MINUTELY;INTERVAL=90"],
    "HOURLY is more often than once a day": ["FREQ=HOURLY"],
    "A schedule is about days, not times of day: leave out BYHOUR": ["FREQ=DAILY;BYHOUR=9"],
    "leave out BYMINUTE": ["FREQ=DAILY;BYMINUTE=0,30"],
    "leave out BYSECOND": ["BYSECOND=0;FREQ=DAILY"],
    # Numbers that are none, or out of all measure
    "INTERVAL is a number from 1 to 1000, not '": [
        f"FREQ=DAILY;INTERVAL={number}" for number in ("", "0", "-1", "1001", "x", "1,2", "9" * 900)
    ],
    "COUNT is a number from 1 to 10000, not '": [f"FREQ=DAILY;COUNT={number}" for number in ("0", "10001", "3x")],
    "BYMONTH takes numbers from 1 to 12, not '": [f"FREQ=YEARLY;BYMONTH={n}" for n in ("0", "13", "-1", "JAN", "1,")],
    "BYMONTHDAY takes numbers from 1 to 31, or from -1 to -31 counting from the end, not '": [
        f"FREQ=MONTHLY;BYMONTHDAY={number}" for number in ("", "0", "32", "-32", "--1")
    ],
    "BYWEEKNO takes numbers from 1 to 53, or from -1 to -53": [f"FREQ=YEARLY;BYWEEKNO={n}" for n in ("0", "54", "-54")],
    "BYYEARDAY takes numbers from 1 to 366, or": [f"FREQ=YEARLY;BYYEARDAY={number}" for number in ("0", "367", "-367")],
    "BYSETPOS takes numbers from 1 to 366, or": [f"FREQ=DAILY;BYDAY=MO;BYSETPOS={number}" for number in ("0", "367")],
    # Days and dates that are none
    "BYDAY takes weekdays such as MO, 2TU or -1FR, and WORKDAY, not '": [
        f"FREQ=MONTHLY;BYDAY={day}" for day in ("", "XX", "MONDAY", "0MO", "MO,,TU", "1 MO", "100MO")
    ],
    "WORKDAY is not counted: instead of -1WORKDAY write BYDAY=WORKDAY;BYSETPOS=-1": ["FREQ=MONTHLY;BYDAY=-1WORKDAY"],
    "WKST is a weekday such as MO, not '": ["FREQ=WEEKLY;WKST=XX", "FREQ=WEEKLY;WKST=WORKDAY", "FREQ=WEEKLY;WKST=1"],
    "UNTIL is a date such as 20261231, not '": [
        f"FREQ=DAILY;UNTIL={day}"
        for day in ("", "2026-12-31", "20260230", "00000101", "20261231T24", "20261231T240000", "20261231T2359Z")
    ],
    # Parts that do not go together (RFC 5545, 3.3.10)
    "COUNT and UNTIL are both there": ["FREQ=DAILY;COUNT=3;UNTIL=20261231"],
    "BYWEEKNO goes with FREQ=YEARLY only, not with MONTHLY": ["FREQ=MONTHLY;BYWEEKNO=20"],
    "BYYEARDAY goes with FREQ=YEARLY only, not with DAILY": ["FREQ=DAILY;BYYEARDAY=1"],
    "BYMONTHDAY does not go with FREQ=WEEKLY": ["FREQ=WEEKLY;BYMONTHDAY=1"],
    "BYSETPOS chooses from other days": ["FREQ=MONTHLY;BYSETPOS=1"],
    "BYDAY counts weekdays, as in 2TU, within a month or a year only": [
        *("FREQ=DAILY;BYDAY=2TU", "FREQ=WEEKLY;BYDAY=MO,-1TU", "FREQ=YEARLY;BYWEEKNO=20;BYDAY=1MO"),
    ],
    "no month has 6 of any weekday": ["FREQ=MONTHLY;BYDAY=6MO", "FREQ=YEARLY;BYMONTH=3;BYDAY=-6MO"],
    "no year has 54 of any weekday": ["FREQ=YEARLY;BYDAY=54MO"],
    # What is no rule
    "' is not part of a recurrence rule such as FREQ=WEEKLY;BYDAY=MO,FR": [
        *(
            "",
            " ",
            ";",
            "every day",
            "FREQ=DAILY;;BYDAY=MO",
            "FREQ=DAILY;X-LUNAR=1",
            "DTSTART:20260101 RRULE:FREQ=DAILY",
        ),
    ],
    "FREQ is there twice": ["FREQ=DAILY;freq=weekly"],
    "'BYDAY=MO' does not say how often: begin with FREQ=DAILY, WEEKLY, MONTHLY or YEARLY": ["BYDAY=MO"],
    "FREQ is DAILY, WEEKLY, MONTHLY or YEARLY, not '": ["FREQ", "FREQ=", "FREQ=FORTNIGHTLY", "FREQ==DAILY"],
    "' is not a recurrence rule": ["FREQ=DAILY;INTERVAL=٣", "FREQ=DAıLY", "F" * 1001],
}


@pytest.mark.parametrize(("typed", "says"), [(typed, says) for says, refused in REFUSED.items() for typed in refused])
def test_what_is_no_schedule_is_refused_in_one_sentence(typed: str, says: str) -> None:
    with pytest.raises(BadInput, match=r"^[^.\n]+\.$") as refusal:
        parse(typed)
    assert says in str(refusal.value)


@pytest.mark.parametrize("piece", ["FREQ=DAILY;", "9", ",", "BYDAY=MO,", "=", ";", "\x1b[", "\u0301"])
def test_a_megabyte_is_refused_at_once(piece: str) -> None:
    # No clock decides a test run; but what takes the square of its input would not end while one waits.
    for typed in (piece * (1_000_000 // len(piece)), "FREQ=DAILY;BYDAY=" + piece * 100_000):
        with pytest.raises(BadInput, match="is not a recurrence rule"):
            parse(typed)


# After completion

MOST = MOST_AFTER["day"]


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        *[("AFTER=3", 3), ("after=14", 14), (" After = 007 ", 7), (f"AFTER={MOST}", MOST)],
        *[("FREQ=DAILY", None), ("3 days after it was done", None), ("AFTER", None), ("", None)],
    ],
)
def test_s4_days_after_it_was_done_are_a_schedule_without_dates(typed: str, days: int | None) -> None:
    assert after_completion(typed) == (None if days is None else After(days))
    if days is not None:
        assert normalise(typed) == f"AFTER={days}"
        assert occurrences(typed, date(2026, 1, 1), date(2026, 1, 1), date(2026, 12, 31), (0, 1, 2, 3, 4)) == []


@pytest.mark.parametrize("days", ["", "0", "-1", str(MOST + 1), "x", "3 days", "1.5", "٣", "9" * 900, "3\n4"])
def test_s4_what_is_no_number_of_days_is_refused(days: str) -> None:
    with pytest.raises(BadInput, match=rf"^AFTER is a number of days from 1 to {MOST}, not '.*'\.$"):
        after_completion(f"AFTER={days}")
