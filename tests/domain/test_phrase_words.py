from contextlib import suppress
from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dayplan.domain.phrase import Phrase, in_words, parse_phrase
from dayplan.domain.rule import WORKDAY, Rule, parse, written
from dayplan.domain.rule_forms import simplest
from dayplan.domain.schedule import normalise, occurrences
from dayplan.errors import BadInput

MONDAY = date(2026, 11, 23)
WINDOW = "FREQ=MONTHLY;BYMONTHDAY=16,17,18,19,20,21,22"

SUNDAYS = "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=MO,SU"
WORDS = {
    "FREQ=DAILY": "every day",
    "FREQ=DAILY;INTERVAL=3": "every 3 days",
    "FREQ=DAILY;BYMONTH=12": "every day in december",
    "FREQ=WEEKLY": "every week",
    "FREQ=WEEKLY;INTERVAL=2": "every 2 weeks",
    "FREQ=WEEKLY;BYDAY=WORKDAY": "every workday",
    "freq=weekly;byday=fr,mo,tu,we,th": "every weekday",
    "FREQ=WEEKLY;BYDAY=SA,SU": "every weekend",
    "FREQ=WEEKLY;BYDAY=MO": "every monday",
    "FREQ=WEEKLY;BYDAY=MO,FR": "every monday and friday",
    "FREQ=WEEKLY;BYDAY=MO,WE,FR": "every monday, wednesday and friday",
    "freq=weekly;byday=mo,workday": "every workday and monday",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR": "every 2 weeks on monday and friday",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=WORKDAY": "every 2 weeks on workdays",
    "FREQ=WEEKLY;BYMONTH=6,7;BYDAY=MO": "every monday in june and july",
    "FREQ=MONTHLY;BYMONTHDAY=1,2,3,11,12,13,21,22": "monthly on the 1st, 2nd, 3rd, 11th, 12th, 13th, 21st and 22nd",
    "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=15": "every 3 months on the 15th",
    "FREQ=MONTHLY;BYMONTHDAY=-1": "last day of the month",
    "FREQ=MONTHLY;BYMONTHDAY=-2": "second to last day of the month",
    "FREQ=MONTHLY;BYMONTHDAY=-1,1": "monthly on the 1st and last day",
    "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=-1": "every 2 months on the last day",
    "FREQ=MONTHLY;BYDAY=1MO": "first monday of the month",
    "FREQ=MONTHLY;BYDAY=1MO,3MO": "first and third monday of the month",
    "FREQ=MONTHLY;BYDAY=1MO,-1FR": "first monday and last friday of the month",
    "FREQ=MONTHLY;BYDAY=WORKDAY;BYSETPOS=-1": "last workday of the month",
    "FREQ=MONTHLY;BYDAY=WORKDAY;BYSETPOS=12": "12th workday of the month",
    "FREQ=MONTHLY;INTERVAL=2;BYDAY=3WE": "every 2 months on the third wednesday",
    "FREQ=MONTHLY;INTERVAL=3;BYDAY=WORKDAY;BYSETPOS=2": "every 3 months on the second workday",
    "FREQ=MONTHLY;INTERVAL=3;BYDAY=WORKDAY;BYSETPOS=12": "every 3 months on the 12th workday",
    f"{WINDOW};BYDAY=WORKDAY;BYSETPOS=1": "first workday after the 15th",
    f"{WINDOW};BYDAY=WORKDAY;BYSETPOS=-1": "last workday before the 23rd",
    f"{WINDOW};BYDAY=TU": "first tuesday after the 15th",
    "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24": "every year on 24 december",
    "FREQ=YEARLY;INTERVAL=2;BYMONTH=12;BYMONTHDAY=24": "every 2 years on 24 december",
    "FREQ=YEARLY;BYMONTH=4,6;BYMONTHDAY=15": "every year on 15 april and 15 june",
    "FREQ=YEARLY;BYMONTH=4,6;BYMONTHDAY=15,20;BYSETPOS=1,4": "every year on 15 april and 20 june",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1": "every year on the last day of february",
    "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1": "last day of the quarter",
    "FREQ=YEARLY;BYMONTH=1,4,7,10;BYDAY=1MO": "first monday of the quarter",
    "FREQ=YEARLY;BYMONTH=9;BYDAY=1MO": "first monday of september",
    "FREQ=MONTHLY;BYMONTH=3,9;BYDAY=WORKDAY;BYSETPOS=-1": "last workday of march and september",
    "FREQ=YEARLY;BYDAY=20MO": "20th monday of the year",
    "FREQ=YEARLY;INTERVAL=2;BYDAY=WORKDAY;BYSETPOS=-1": "every 2 years on the last workday",
    "FREQ=DAILY;UNTIL=20261231": "every day until 2026-12-31",
    "FREQ=WEEKLY;BYDAY=MO;COUNT=5": "every monday, 5 times",
    "FREQ=WEEKLY;BYDAY=MO;COUNT=2": "every monday, 2 times",
    "FREQ=WEEKLY;COUNT=1": "every week, once",
    # Short months (S9)
    "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1": "monthly on the 30th",
    "FREQ=MONTHLY;BYMONTHDAY=28,29;BYSETPOS=-1": "monthly on the 29th",
    "FREQ=MONTHLY;BYMONTHDAY=15,28,29,30;BYSETPOS=-1,1": "monthly on the 15th and 30th",
    "FREQ=MONTHLY;BYMONTHDAY=1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,20": "monthly on the 1st to 15th and 20th",
    "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=1,2,3,4,5,6,7,8,9,10,11,12,13": "every year on the 1st to 13th of december",
    "FREQ=MONTHLY;BYMONTHDAY=-1,29": "monthly on the 29th and last day",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1": "every year on 29 february",
    "FREQ=MONTHLY;BYMONTH=1,2;BYMONTHDAY=28,29,30;BYSETPOS=-1": "every year on the 30th of january and february",
    # After completion (S4)
    "AFTER=1": "1 day after it was done",
    "AFTER=3": "3 days after it was done",
    "AFTER=14": "2 weeks after it was done",
    "AFTER=3MONTHS": "3 months after it was done",
    "AFTER=12MONTHS": "1 year after it was done",
    "AFTER=3WORKDAYS": "3 workdays after it was done",
    "AFTER=21;BYDAY=SA": "every 3 weeks on saturday when done",
    # Workdays counted on, and some of them left out (issue 13.12)
    "FREQ=WORKDAILY;INTERVAL=2": "every 2 workdays",
    "FREQ=WORKDAILY;INTERVAL=3;COUNT=5": "every 3 workdays, 5 times",
    "FREQ=WEEKLY;BYDAY=WORKDAY;EXCEPT=FR": "every workday except friday",
    "FREQ=WEEKLY;BYMONTH=6;BYDAY=WORKDAY;EXCEPT=MO,FR": "every workday except monday and friday in june",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=WORKDAY;EXCEPT=FR": "every 2 weeks on workdays except friday",
    # Rules of other programs (issue 13.12)
    "FREQ=MONTHLY;BYDAY=TU;BYSETPOS=1": "first tuesday of the month",
    "FREQ=MONTHLY;BYDAY=TU;BYSETPOS=1,3": "first and third tuesday of the month",
    "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=-1": "last monday of the month",
    "FREQ=MONTHLY;BYDAY=SU,MO,TU,WE,TH,FR,SA;BYSETPOS=-1": "last day of the month",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1;WKST=SU": "first weekday of the month",
    "FREQ=MONTHLY;BYDAY=MO": "every monday",
    "FREQ=MONTHLY;BYMONTH=3;BYDAY=1TU": "first tuesday of march",
    "FREQ=YEARLY;BYMONTH=3;BYDAY=TU;BYSETPOS=1": "first tuesday of march",
    "FREQ=MONTHLY;BYMONTH=12;BYMONTHDAY=24": "every year on 24 december",
    "FREQ=YEARLY;BYMONTHDAY=15": "monthly on the 15th",
    "FREQ=YEARLY;BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12;BYMONTHDAY=15": "monthly on the 15th",
    "FREQ=YEARLY;BYYEARDAY=1": "every year on 1 january",
    "FREQ=DAILY;BYDAY=MO": "every monday",
    "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR": "every weekday",
    "FREQ=DAILY;BYMONTHDAY=13;BYDAY=FR": "friday the 13th",
    "FREQ=WEEKLY;BYDAY=SU,MO,TU,WE,TH,FR,SA": "every day",
    "FREQ=WEEKLY;BYDAY=TU;WKST=SU": "every tuesday",
    "FREQ=WEEKLY;BYDAY=TU;": "every tuesday",
    "RRULE:FREQ=WEEKLY;BYDAY=TU;": "every tuesday",
    "FREQ=WEEKLY;INTERVAL=2;WKST=SU": "every 2 weeks",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;WKST=SU": "every 2 weeks on tuesday, weeks from sunday",
    # What there are no words for is written as it is kept: phrases mean other rules, or none.
    "FREQ=MONTHLY": "RRULE:FREQ=MONTHLY",
    "FREQ=YEARLY;BYMONTH=4": "RRULE:FREQ=YEARLY;BYMONTH=4",
    "FREQ=MONTHLY;BYMONTHDAY=31": "RRULE:FREQ=MONTHLY;BYMONTHDAY=31",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29": "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
    SUNDAYS: "every 2 weeks on monday and sunday, weeks from sunday",
    "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SU": "every 2 weeks on sunday, weeks from sunday",
    "FREQ=MONTHLY;BYDAY=WORKDAY;BYSETPOS=-1,15": "RRULE:FREQ=MONTHLY;BYDAY=WORKDAY;BYSETPOS=-1,15",
    "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;COUNT=3": "RRULE:FREQ=YEARLY;COUNT=3;BYWEEKNO=20;BYDAY=MO",
    # What is no schedule is left as it is.
    "every day": "every day",
    "FREQ=SECONDLY": "FREQ=SECONDLY",
    "AFTER=0": "AFTER=0",
}


@pytest.mark.parametrize(("schedule", "words"), WORDS.items())
def test_a_schedule_in_words(schedule: str, words: str) -> None:
    assert in_words(schedule) == words


@pytest.mark.parametrize("schedule", [each for each in WORDS if each not in ("every day", "FREQ=SECONDLY", "AFTER=0")])
def test_words_are_read_as_the_schedule_they_say(schedule: str) -> None:
    assert parse_phrase(in_words(schedule), MONDAY) == parse_phrase(schedule, MONDAY)


# Every rule there is


def numbers(most: int, least: int = 1) -> st.SearchStrategy[tuple[int, ...]]:
    either = st.integers(1, most) if least > 0 else st.one_of(st.integers(1, most), st.integers(least, -1))
    return st.sets(either, max_size=4).map(lambda found: tuple(sorted(found)))


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    """Rules of all kinds, most of them near those that phrases make."""
    freq = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    if draw(st.integers(0, 30)) == 0:
        return Rule("WORKDAILY", interval=draw(st.integers(1, 5)))
    nth = st.sampled_from([0, 0, 1, 2, 3, 5, -1, -2]) if freq in ("MONTHLY", "YEARLY") else st.just(0)
    counted = draw(st.sets(st.one_of(st.tuples(st.integers(0, 6), nth), st.just((WORKDAY, 0))), max_size=3))
    window = st.integers(1, 25).map(lambda first: tuple(range(first, first + 7)))
    group = st.sampled_from([(0, 1, 2, 3, 4), (5, 6), (7,), (0,), ()]).map(lambda days: [(day, 0) for day in days])
    month_end = st.sets(st.sampled_from([-2, -1, 1, 15, 28, 29, 30, 31]), max_size=4).map(
        lambda days: tuple(sorted(days))
    )
    quarters = st.sampled_from([(), (), (1, 4, 7, 10), (3, 6, 9, 12), (2,), (1, 2), (4, 6)])
    rule = Rule(
        freq,
        interval=draw(st.sampled_from([1, 1, 1, 2, 3])),
        times=draw(st.sampled_from([None, None, 1, 10])),
        wkst=draw(st.sampled_from([0, 0, 0, 6])),
        bymonth=draw(st.one_of(quarters, numbers(12))),
        byweekno=draw(st.sampled_from([(), (), (), (1,)])) if freq == "YEARLY" else (),
        byyearday=draw(st.sampled_from([(), (), (), (100,)])) if freq == "YEARLY" else (),
        bymonthday=draw(st.one_of(st.just(()), numbers(31, -31), month_end, window)) if freq != "WEEKLY" else (),
        byday=tuple(sorted(draw(st.one_of(st.just(counted), group)))),
    )
    chosen_from = rule.bymonth or rule.byweekno or rule.byyearday or rule.bymonthday or rule.byday
    places = st.one_of(st.just(()), numbers(10, -5), st.sampled_from([(1,), (-1,), (-1, 1), (1, 2)]))
    return rule._replace(bysetpos=draw(places)) if chosen_from else rule


@given(rules())
@settings(max_examples=300, deadline=None)
def test_the_words_of_any_rule_are_read_as_that_rule(rule: Rule) -> None:
    schedule = written(rule)
    with suppress(BadInput):
        literal = parse_phrase(f"RRULE:{schedule}", MONDAY)
        assert literal == Phrase(written(simplest(rule)), None, None)
        assert parse_phrase(in_words(schedule), MONDAY) == literal


@given(rules(), st.dates(date(2026, 1, 1), date(2028, 12, 31)), st.sets(st.integers(0, 6)))
@settings(max_examples=300, deadline=None)
def test_the_simplest_form_of_a_rule_falls_due_on_the_same_days(rule: Rule, start: date, workdays: set[int]) -> None:
    """Issue 13.12: from any day on, whichever the workdays are."""
    with suppress(BadInput):
        schedule, days = normalise(written(rule)), tuple(sorted(workdays))
        last = date(start.year + 4, 12, 31)
        simple = written(simplest(parse(schedule)))
        assert occurrences(simple, start, start, last, days) == occurrences(schedule, start, start, last, days)
        assert written(simplest(parse(simple))) == simple


def test_schedules_with_the_same_words_fall_due_on_the_same_days() -> None:
    choices = [
        *(("FREQ=DAILY", "FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=YEARLY"), ("", ";INTERVAL=2"), ("", ";WKST=SU")),
        *(("", ";BYMONTHDAY=9", ";BYMONTHDAY=-1"), ("", ";BYSETPOS=1", ";BYSETPOS=-1")),
        ("", ";BYDAY=MO", ";BYDAY=WE,SU", ";BYDAY=1WE", ";BYDAY=1MO,-1SU", ";BYDAY=WORKDAY", ";BYDAY=MO,TU,WE,TH,FR"),
    ]
    by_words: dict[str, set[tuple[date, ...]]] = {}
    starts_on = date(2026, 12, 9)
    for schedule in map("".join, product(*choices)):
        with suppress(BadInput):
            due = occurrences(normalise(schedule), starts_on, starts_on, date(2028, 6, 30), (0, 1, 2, 3))
            by_words.setdefault(in_words(schedule), set()).add(tuple(due))
    assert sum("FREQ" not in words for words in by_words) > 20
    assert [words for words, due in by_words.items() if len(due) > 1] == []
