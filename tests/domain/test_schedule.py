from calendar import isleap, monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dayplan.domain.rule import WORKDAY, Rule, written
from dayplan.domain.schedule import next_dates, normalise, occurrences
from dayplan.errors import BadInput

DAY = timedelta(days=1)
MON_FRI = (0, 1, 2, 3, 4)
MONDAY = date(2026, 11, 23)
FOR_EVER = date(2099, 12, 31)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def dates(text: str) -> list[date]:
    """Read dates as the RFC lists them: `1997 Sep 2 9-11 Oct 7 1998 Jan 6`."""
    found: list[date] = []
    year = month = 0
    for word in text.split():
        first, _, last = word.partition("-")
        if word in MONTHS:
            month = MONTHS.index(word) + 1
        elif len(word) == 4 and word.isdigit():
            year = int(word)
        else:
            found += [date(year, month, day) for day in range(int(first), int(last or first) + 1)]
    return found


# RFC 5545, 3.8.5.3: its examples of a day or longer. "..." means that it goes on, "(1997 Sep 2)" is a start that is not
# the first date. UNTIL is a date here, and included: what ends before nine in the morning of a due day in the
# RFC ends on the day before.
RFC_5545 = """
FREQ=DAILY;COUNT=10 1997 Sep 2-11
FREQ=DAILY;UNTIL=19971223 1997 Sep 2-30 Oct 1-31 Nov 1-30 Dec 1-23
FREQ=DAILY;INTERVAL=2 1997 Sep 2 4 6 8 10 12 14 16 18 20 22 24 26 28 30 Oct 2 4 6 8 10 12 14 16 18 20 22 ...
FREQ=DAILY;INTERVAL=10;COUNT=5 1997 Sep 2 12 22 Oct 2 12
FREQ=YEARLY;UNTIL=20000131;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA 1998 Jan 1-31 1999 Jan 1-31 2000 Jan 1-31
FREQ=DAILY;UNTIL=20000131;BYMONTH=1 1998 Jan 1-31 1999 Jan 1-31 2000 Jan 1-31
FREQ=WEEKLY;COUNT=10 1997 Sep 2 9 16 23 30 Oct 7 14 21 28 Nov 4
FREQ=WEEKLY;UNTIL=19971223 1997 Sep 2 9 16 23 30 Oct 7 14 21 28 Nov 4 11 18 25 Dec 2 9 16 23
FREQ=WEEKLY;INTERVAL=2;WKST=SU 1997 Sep 2 16 30 Oct 14 28 Nov 11 25 Dec 9 23 1998 Jan 6 20 Feb 3 17 ...
FREQ=WEEKLY;UNTIL=19971006;WKST=SU;BYDAY=TU,TH 1997 Sep 2 4 9 11 16 18 23 25 30 Oct 2
FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH 1997 Sep 2 4 9 11 16 18 23 25 30 Oct 2
FREQ=WEEKLY;INTERVAL=2;UNTIL=19971223;WKST=SU;BYDAY=MO,WE,FR 1997 Sep 1 3 5 15 17 19 29 Oct 1 3 13 15 17 27 29 31
    Nov 10 12 14 24 26 28 Dec 8 10 12 22
FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH 1997 Sep 2 4 16 18 30 Oct 2 14 16
FREQ=MONTHLY;COUNT=10;BYDAY=1FR 1997 Sep 5 Oct 3 Nov 7 Dec 5 1998 Jan 2 Feb 6 Mar 6 Apr 3 May 1 Jun 5
FREQ=MONTHLY;UNTIL=19971224;BYDAY=1FR 1997 Sep 5 Oct 3 Nov 7 Dec 5
FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU 1997 Sep 7 28 Nov 2 30 1998 Jan 4 25 Mar 1 29 May 3 31
FREQ=MONTHLY;COUNT=6;BYDAY=-2MO 1997 Sep 22 Oct 20 Nov 17 Dec 22 1998 Jan 19 Feb 16
FREQ=MONTHLY;BYMONTHDAY=-3 1997 Sep 28 Oct 29 Nov 28 Dec 29 1998 Jan 29 Feb 26 ...
FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15 1997 Sep 2 15 Oct 2 15 Nov 2 15 Dec 2 15 1998 Jan 2 15
FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1 1997 Sep 30 Oct 1 31 Nov 1 30 Dec 1 31 1998 Jan 1 31 Feb 1
FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15 1997 Sep 10-15 1999 Mar 10-13
FREQ=MONTHLY;INTERVAL=2;BYDAY=TU 1997 Sep 2 9 16 23 30 Nov 4 11 18 25 1998 Jan 6 13 20 27 Mar 3 10 17 24 31 ...
FREQ=YEARLY;COUNT=10;BYMONTH=6,7 1997 Jun 10 Jul 10 1998 Jun 10 Jul 10 1999 Jun 10 Jul 10 2000 Jun 10 Jul 10
    2001 Jun 10 Jul 10
FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3 1997 Mar 10 1999 Jan 10 Feb 10 Mar 10 2001 Jan 10 Feb 10 Mar 10
    2003 Jan 10 Feb 10 Mar 10
FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200 1997 Jan 1 Apr 10 Jul 19 2000 Jan 1 Apr 9 Jul 18 2003 Jan 1 Apr 10
    Jul 19 2006 Jan 1
FREQ=YEARLY;BYDAY=20MO 1997 May 19 1998 May 18 1999 May 17 ...
FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO 1997 May 12 1998 May 11 1999 May 17 ...
FREQ=YEARLY;BYMONTH=3;BYDAY=TH 1997 Mar 13 20 27 1998 Mar 5 12 19 26 1999 Mar 4 11 18 25 ...
FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8 1997 Jun 5 12 19 26 Jul 3 10 17 24 31 Aug 7 14 21 28 1998 Jun 4 11 18 25
    Jul 2 9 16 23 30 Aug 6 13 20 27 ...
FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13 (1997 Sep 2) 1998 Feb 13 Mar 13 Nov 13 1999 Aug 13 2000 Oct 13 ...
FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13 1997 Sep 13 Oct 11 Nov 8 Dec 13 1998 Jan 10 Feb 7 Mar 7 Apr 11
    May 9 Jun 13 ...
FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8 1996 Nov 5 2000 Nov 7 2004 Nov 2 ...
FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3 1997 Sep 4 Oct 7 Nov 6
FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2 1997 Sep 29 Oct 30 Nov 27 Dec 30 1998 Jan 29 Feb 26 Mar 30 ...
FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO 1997 Aug 5 10 19 24
FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU 1997 Aug 5 17 19 31
FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5 2007 Jan 15 30 Feb 15 Mar 15 30
"""


@pytest.mark.parametrize("example", RFC_5545.strip().split("\nFREQ="))
def test_rfc_5545_examples(example: str) -> None:
    rule, listed = example.removeprefix("FREQ=").split(maxsplit=1)
    start, _, rest = listed.removesuffix("...").removeprefix("(").rpartition(")")
    goes_on, expected = listed.endswith("..."), dates(rest)
    starts_on = dates(start)[0] if start else expected[0]
    last = expected[-1] if goes_on else FOR_EVER
    assert occurrences(f"FREQ={rule}", starts_on, starts_on, last, MON_FRI) == expected
    assert next_dates(f"FREQ={rule}", starts_on, starts_on - DAY, len(expected) + (not goes_on), MON_FRI) == expected


# Against counting on one's fingers: each day of some years is asked whether it fits and is in phase.


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    freq = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    byweekno = draw(some(-53, 53)) if freq == "YEARLY" else ()
    nth = st.integers(-5, 5) if freq in ("MONTHLY", "YEARLY") and not byweekno else st.just(0)
    weekdays = st.one_of(st.tuples(st.integers(0, 6), nth), st.just((WORKDAY, 0)))
    rule = Rule(
        freq,
        interval=draw(st.integers(1, 4)),
        wkst=0 if byweekno else draw(st.integers(0, 6)),  # the calendar module numbers weeks from Monday only
        bymonth=draw(some(1, 12)),
        byweekno=byweekno,
        byyearday=draw(some(-366, 366)) if freq == "YEARLY" else (),
        bymonthday=draw(some(-31, 31)) if freq != "WEEKLY" else (),
        byday=tuple(sorted(draw(st.one_of(st.just(set()), st.sets(weekdays, max_size=4))))),
    )
    if rule.byday or rule.bymonthday or rule.byyearday:
        rule = rule._replace(bysetpos=draw(some(-6, 6)))
    ends = [{}, {"times": draw(st.integers(1, 20))}, {"until": draw(st.dates(date(2024, 6, 1), date(2026, 12, 31)))}]
    return rule._replace(**draw(st.sampled_from(ends)))


def some(least: int, most: int) -> st.SearchStrategy[tuple[int, ...]]:
    numbers = st.sets(st.integers(least, most).filter(bool), min_size=1, max_size=6)
    return st.one_of(st.just(()), st.just(()), numbers.map(lambda found: tuple(sorted(found))))


def counted(rule: Rule, starts_on: date, last: date, workdays: tuple[int, ...]) -> list[date]:
    """Return the due dates up to `last` by the words of RFC 5545, and without a library of rules."""
    if not (rule.byday or rule.bymonthday or rule.byyearday):
        if rule.freq == "WEEKLY" or rule.byweekno:
            rule = rule._replace(byday=((starts_on.weekday(), 0),))
        elif rule.freq in ("MONTHLY", "YEARLY"):
            months = rule.bymonth or ((starts_on.month,) if rule.freq == "YEARLY" else ())
            rule = rule._replace(bymonth=months, bymonthday=(starts_on.day,))

    def period(day: date) -> int:
        if rule.freq == "WEEKLY":
            return (day - timedelta(days=(day.weekday() - rule.wkst) % 7)).toordinal() // 7
        return {"DAILY": day.toordinal(), "MONTHLY": day.year * 12 + day.month, "YEARLY": day.year}[rule.freq]

    def is_wanted(places: tuple[int, ...], place: int, length: int) -> bool:
        return not places or place in places or place - length - 1 in places

    def fits(day: date) -> bool:
        of_month = (day.day, monthrange(day.year, day.month)[1])
        of_year = (day.timetuple().tm_yday, 365 + isleap(day.year))
        of_weeks = (day.isocalendar().week, date(day.isocalendar().year, 12, 28).isocalendar().week)
        place, length = of_year if rule.freq == "YEARLY" and not rule.bymonth else of_month
        nths = (0, (place - 1) // 7 + 1, -((length - place) // 7) - 1)
        weekdays = [(day.weekday(), nth) for nth in nths] + [(WORKDAY, 0)] * (day.weekday() in workdays)
        return (
            (not rule.bymonth or day.month in rule.bymonth)
            and is_wanted(rule.bymonthday, *of_month)
            and is_wanted(rule.byyearday, *of_year)
            and is_wanted(rule.byweekno, *of_weeks)
            and (not rule.byday or not set(rule.byday).isdisjoint(weekdays))
        )

    periods: dict[int, list[date]] = {}
    day = date(starts_on.year - 1, 12, 25)
    while day <= date(last.year + 1, 1, 7):
        if (period(day) - period(starts_on)) % rule.interval == 0 and fits(day):
            periods.setdefault(period(day), []).append(day)
        day += DAY
    for found in periods.values():
        if rule.bysetpos:
            found[:] = [day for i, day in enumerate(found) if {i + 1, i - len(found)} & set(rule.bysetpos)]
    due = sorted(day for found in periods.values() for day in found if starts_on <= day <= (rule.until or last))
    return [day for day in due[: rule.times] if day <= last]


STARTS = st.dates(date(2023, 12, 20), date(2025, 1, 10))
WORKDAYS = st.sampled_from([MON_FRI, (0, 1, 2, 3), (5, 6), (2,), ()])


@given(rules(), STARTS, WORKDAYS, st.integers(-50, 900), st.integers(0, 500))
@settings(max_examples=200, deadline=None)
def test_rfc_5545_the_days_that_are_due_are_those_that_fit_and_are_in_phase(
    rule: Rule, starts_on: date, workdays: tuple[int, ...], ahead: int, length: int
) -> None:
    first = starts_on + ahead * DAY
    last = first + length * DAY
    expected = counted(rule, starts_on, last, workdays)
    assert occurrences(written(rule), starts_on, starts_on, last, workdays) == expected
    # A slice is what the walk from the start has there, however late it begins.
    assert occurrences(written(rule), starts_on, first, last, workdays) == [day for day in expected if day >= first]
    after = [day for day in expected if day > first]
    assert next_dates(written(rule), starts_on, first, len(after), workdays) == after


# Workdays


@pytest.mark.parametrize(
    ("schedule", "workdays", "due"),
    [
        ("FREQ=WEEKLY;BYDAY=WORKDAY", MON_FRI, "2026 Nov 23-27 30"),
        ("FREQ=WEEKLY;BYDAY=WORKDAY", (0, 1, 3), "2026 Nov 23 24 26 30"),
        ("FREQ=DAILY;BYDAY=WORKDAY", (5, 6), "2026 Nov 28 29"),
        ("FREQ=DAILY;BYDAY=WORKDAY,SU", MON_FRI, "2026 Nov 23-27 29 30"),
        ("FREQ=MONTHLY;BYDAY=WORKDAY;BYSETPOS=-1", MON_FRI, "2026 Nov 30"),
        ("FREQ=MONTHLY;BYDAY=WORKDAY;BYSETPOS=-1", (1, 2, 3), "2026 Nov 26"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", (5, 6), "2026 Nov 23-27 30"),  # a weekday is no workday
        ("FREQ=WEEKLY;BYDAY=WORKDAY", (), ""),
    ],
)
def test_workday_stands_for_the_days_of_the_setting(schedule: str, workdays: tuple[int, ...], due: str) -> None:
    assert occurrences(schedule, MONDAY, MONDAY, date(2026, 11, 30), workdays) == dates(due)


# Rhythm, month ends and ends


def test_s7_every_2_weeks_keeps_its_rhythm_wherever_one_looks() -> None:
    every = occurrences("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", MONDAY, MONDAY, date(2046, 12, 31), MON_FRI)
    assert every == [MONDAY + number * 14 * DAY for number in range(525)]  # over years of 53 weeks, too
    for late in (date(2027, 1, 1), date(2031, 7, 3), date(2046, 11, 30)):
        (following,) = next_dates("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", MONDAY, late, 1, MON_FRI)
        assert following == min(day for day in every if day > late)


@pytest.mark.parametrize(
    ("schedule", "due"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1", "2027 Jan 31 Feb 28 Mar 31 Apr 30 May 31 Jun 30"),
        ("FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1", "2027 Jan 30 Feb 28 Mar 30 Apr 30 May 30 Jun 30"),
        ("FREQ=MONTHLY;BYMONTHDAY=31", "2027 Jan 31 Mar 31 May 31 Jul 31"),  # taken literally
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1", "2027 Feb 28 2028 Feb 29 2029 Feb 28"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2028 Feb 29 2032 Feb 29"),
    ],
)
def test_s9_the_end_of_a_short_month_and_the_31st_of_a_long_one(schedule: str, due: str) -> None:
    expected = dates(due)
    assert next_dates(schedule, date(2027, 1, 1), date(2027, 1, 1), len(expected), MON_FRI) == expected


@pytest.mark.parametrize(
    ("schedule", "after", "due"),
    [
        # What a rule leaves to its start
        ("FREQ=MONTHLY", "2026-11-22", "2026 Nov 23 Dec 23 2027 Jan 23 Feb 23"),
        ("FREQ=MONTHLY;BYMONTH=2,12", "2026-11-22", "2026 Dec 23 2027 Feb 23 Dec 23 2028 Feb 23"),
        ("FREQ=YEARLY", "2026-11-22", "2026 Nov 23 2027 Nov 23 2028 Nov 23 2029 Nov 23"),
        ("FREQ=YEARLY;BYWEEKNO=20", "2026-11-22", "2027 May 17 2028 May 15 2029 May 14 2030 May 13"),
        ("FREQ=WEEKLY;BYDAY=TU", "2026-11-01", "2026 Nov 24 Dec 1 8 15"),  # the start is due only if the rule says so
        # Weeks over new year
        ("FREQ=WEEKLY;BYDAY=MO,SU;BYSETPOS=1", "2026-12-20", "2026 Dec 21 28 2027 Jan 4 11"),
        ("FREQ=WEEKLY;BYDAY=MO,SU;BYSETPOS=-1", "2026-12-20", "2026 Dec 27 2027 Jan 3 10 17"),
        ("FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO", "2026-11-22", "2027 Jan 4 2028 Jan 3 2029 Jan 1 Dec 31"),
        ("FREQ=YEARLY;BYWEEKNO=-1;BYDAY=MO", "2026-11-22", "2026 Dec 28 2027 Dec 27 2028 Dec 25 2029 Dec 24"),
        ("FREQ=YEARLY;WKST=SU;BYWEEKNO=1;BYDAY=SU", "2026-11-22", "2027 Jan 3 2028 Jan 2 Dec 31 2029 Dec 30"),
        ("FREQ=YEARLY;WKST=SU;BYWEEKNO=1;BYDAY=MO", "2029-12-31", "2030 Dec 30 2032 Jan 5 2033 Jan 3 2034 Jan 2"),
        # Ends
        ("FREQ=DAILY;COUNT=3", "2026-11-22", "2026 Nov 23 24 25"),
        ("FREQ=DAILY;COUNT=3", "2026-11-24", "2026 Nov 25"),  # counted from the start, not from where one looks
        ("FREQ=DAILY;COUNT=3", "2026-11-25", ""),
        ("FREQ=DAILY;UNTIL=20261124", "2026-11-22", "2026 Nov 23 24"),
        ("FREQ=DAILY;UNTIL=20261124T090000Z", "2026-11-22", "2026 Nov 23 24"),
        ("FREQ=DAILY;UNTIL=20261122", "2026-11-22", ""),
        ("FREQ=WEEKLY;BYDAY=FR;BYSETPOS=1", "9999-12-30", "9999 Dec 31"),
        ("FREQ=DAILY;INTERVAL=7;BYDAY=TU", "2026-11-22", ""),  # never comes, from this start on
        ("FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29", "2026-11-22", ""),
        ("FREQ=YEARLY;INTERVAL=60", "2026-11-22", "2026 Nov 23 2086 Nov 23"),  # no further ahead than that
        ("FREQ=YEARLY;INTERVAL=61", "2026-11-22", "2026 Nov 23"),
    ],
)
def test_a_rule_begins_with_its_start_and_ends_where_it_says(schedule: str, after: str, due: str) -> None:
    assert next_dates(schedule, MONDAY, date.fromisoformat(after), 4, MON_FRI) == dates(due)


# What never comes


NEVER = [
    *(
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30,31",
        "FREQ=DAILY;BYDAY=MO;BYSETPOS=-2",
    ),
    *(
        "FREQ=MONTHLY;BYMONTH=4,6;BYMONTHDAY=31",
        "FREQ=YEARLY;BYMONTH=1;BYYEARDAY=366",
        "FREQ=YEARLY;BYMONTH=6;BYWEEKNO=1",
    ),
    *(
        "FREQ=MONTHLY;BYDAY=1MO;BYMONTHDAY=8",
        "FREQ=WEEKLY;BYDAY=MO;BYSETPOS=2",
        "FREQ=MONTHLY;BYDAY=WORKDAY;BYSETPOS=32",
    ),
]


@pytest.mark.parametrize("schedule", NEVER)
def test_what_never_comes_is_refused_at_once(schedule: str) -> None:
    with pytest.raises(BadInput, match=r"^'.*' never comes: there is no such day in any year\.$"):
        normalise(schedule)
    assert next_dates(schedule, MONDAY, MONDAY, 1, MON_FRI) == []


@pytest.mark.parametrize(
    ("schedule", "first"),
    [
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=TU", "2028-02-29"),
        ("FREQ=MONTHLY;BYMONTH=2;BYDAY=5SU", "2032-02-29"),
        ("FREQ=YEARLY;BYWEEKNO=53;BYDAY=SU", "2027-01-03"),
        ("FREQ=YEARLY;BYYEARDAY=366", "2028-12-31"),
        ("FREQ=MONTHLY;BYDAY=WORKDAY;BYSETPOS=31", "2026-12-31"),  # for those who work every day
    ],
)
def test_what_seldom_comes_is_taken(schedule: str, first: str) -> None:
    assert normalise(schedule) == schedule
    assert next_dates(schedule, MONDAY, MONDAY, 1, tuple(range(7))) == [date.fromisoformat(first)]


@pytest.mark.parametrize("schedule", ["FREQ=SECONDLY", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;BYHOUR=9", "every day", ""])
def test_what_is_no_rule_is_refused_wherever_it_is_asked_about(schedule: str) -> None:
    with pytest.raises(BadInput):
        normalise(schedule)
    with pytest.raises(BadInput):
        occurrences(schedule, MONDAY, MONDAY, MONDAY, MON_FRI)
    with pytest.raises(BadInput):
        next_dates(schedule, MONDAY, MONDAY, 1, MON_FRI)


def test_s4_an_after_completion_schedule_has_no_dates_of_its_own() -> None:
    assert normalise(" after=14 ") == "AFTER=14"
    assert occurrences("AFTER=14", MONDAY, MONDAY, FOR_EVER, MON_FRI) == []
    assert next_dates("AFTER=14", MONDAY, MONDAY, 5, MON_FRI) == []


@pytest.mark.parametrize("schedule", ["AFTER=0", "AFTER=3651", "AFTER=", "AFTER=3;FREQ=DAILY"])
def test_s4_what_is_no_number_of_days_is_refused_wherever_it_is_asked_about(schedule: str) -> None:
    with pytest.raises(BadInput):
        normalise(schedule)
    with pytest.raises(BadInput):
        occurrences(schedule, MONDAY, MONDAY, MONDAY, MON_FRI)
    with pytest.raises(BadInput):
        next_dates(schedule, MONDAY, MONDAY, 1, MON_FRI)


# Workdays counted on, and some of them left out (issue 13.12)


@pytest.mark.parametrize(
    ("schedule", "starts_on", "workdays", "dates"),
    [
        # From Monday 23 November: 23, 25 and 27, then Tuesday 1 and Thursday 3 December
        ("FREQ=WORKDAILY;INTERVAL=2", "2026-11-23", MON_FRI, "11-23 11-25 11-27 12-01 12-03"),
        # From a Saturday on, the next Monday is the first
        ("FREQ=WORKDAILY;INTERVAL=2", "2026-11-28", MON_FRI, "11-30 12-02 12-04 12-08 12-10"),
        ("FREQ=WORKDAILY;INTERVAL=3", "2026-11-24", MON_FRI, "11-24 11-27 12-02 12-07 12-10"),
        ("FREQ=WORKDAILY;INTERVAL=2", "2026-11-24", (1, 3), "11-24 12-01 12-08 12-15 12-22"),
        ("FREQ=WORKDAILY;INTERVAL=2;COUNT=3", "2026-11-23", MON_FRI, "11-23 11-25 11-27"),
        ("FREQ=WORKDAILY;INTERVAL=2", "2026-11-23", (), ""),
        ("FREQ=WEEKLY;BYDAY=WORKDAY;EXCEPT=FR", "2026-11-25", MON_FRI, "11-25 11-26 11-30 12-01 12-02"),
        ("FREQ=WEEKLY;BYDAY=WORKDAY;EXCEPT=FR", "2026-11-25", (4, 5), "11-28 12-05 12-12 12-19 12-26"),
        ("FREQ=WEEKLY;BYDAY=WORKDAY;EXCEPT=FR", "2026-11-25", (4,), ""),
    ],
)
def test_workdays(schedule: str, starts_on: str, workdays: tuple[int, ...], dates: str) -> None:
    first = date.fromisoformat(starts_on)
    found = next_dates(schedule, first, first - timedelta(days=1), 5, workdays)
    assert " ".join(f"{day:%m-%d}" for day in found) == dates
    assert occurrences(schedule, first, first, found[-1], workdays) == found if found else True


@pytest.mark.parametrize(
    ("schedule", "sentence"),
    [
        ("FREQ=WORKDAILY;BYDAY=MO", "WORKDAILY counts workdays: only INTERVAL, COUNT and UNTIL go with it."),
        ("FREQ=DAILY;EXCEPT=FR", "EXCEPT leaves weekdays out of WORKDAY: write FREQ=WEEKLY;BYDAY=WORKDAY;EXCEPT=FR."),
        ("FREQ=WEEKLY;BYDAY=WORKDAY;EXCEPT=1FR", "EXCEPT takes weekdays such as FR, not '1FR'."),
    ],
)
def test_what_does_not_go_with_workdays_is_said(schedule: str, sentence: str) -> None:
    with pytest.raises(BadInput) as refused:
        normalise(schedule)
    assert str(refused.value) == sentence
