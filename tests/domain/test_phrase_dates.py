"""The dates of phrases, each day of some years asked by hand whether it is what the phrase says."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dayplan.domain.phrase import in_words, parse_phrase
from dayplan.domain.schedule import occurrences
from dayplan.errors import BadInput

DAY = timedelta(days=1)
MON_FRI = (0, 1, 2, 3, 4)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
ORDINALS = ("", "first", "second", "third", "fourth", "fifth")

Says = Callable[[date, date, tuple[int, ...]], bool]
"""Whether a day is what the phrase says, given the day it begins and the workdays."""


def length(day: date) -> int:
    return monthrange(day.year, day.month)[1]


def weeks_between(begin: date, day: date) -> int:
    return ((day - DAY * day.weekday()) - (begin - DAY * begin.weekday())).days // 7


def months_between(begin: date, day: date) -> int:
    return (day.year - begin.year) * 12 + day.month - begin.month


def is_day_of_month(wanted: int, day: date) -> bool:
    """Whether it is the 30th, or the last day of a month that has none (S9); -2 is the day before the last."""
    return day.day == (min(wanted, length(day)) if wanted > 0 else length(day) + 1 + wanted)


def is_nth(nth: int, day: date, of: Callable[[date], bool]) -> bool:
    """Whether it is the nth of the days of its month that are `of` a kind."""
    days = [day.replace(day=number) for number in range(1, length(day) + 1) if of(day.replace(day=number))]
    return 1 <= abs(nth) <= len(days) and day == days[nth - (nth > 0)]


def ordinal(number: int) -> str:
    ending = "th" if 10 < number < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def place(nth: int) -> str:
    return ORDINALS[nth] if nth > 0 else {-1: "last", -2: "second to last", -3: "third-to-last"}[nth]


def spot(day: int) -> str:
    return ordinal(day) if day > 0 else f"{place(day)} day"


def choose(draw: st.DrawFn, *ways: str) -> str:
    return draw(st.sampled_from(ways))


def joined(draw: st.DrawFn, words: list[str]) -> str:
    """Write a list as one of those who write lists would."""
    comma, last = draw(
        st.sampled_from([(", ", " and "), (", ", ", and "), (", ", " & "), (" and ", " and "), (", ", ", ")])
    )
    return last.join(part for part in (comma.join(words[:-1]), words[-1]) if part)


def some(draw: st.DrawFn, choices: list[int], most: int) -> list[int]:
    return draw(st.lists(st.sampled_from(choices), min_size=1, max_size=most, unique=True))


def interval(draw: st.DrawFn, unit: str, adverb: str) -> tuple[str, int]:
    number = draw(st.integers(1, 5))
    if number == 1:
        return choose(draw, adverb, f"every {unit}", f"each {unit}"), 1
    words = ("", "", "two", "three", "four", "five")[number]
    ways = [f"every {number} {unit}s", f"every {words} {unit}s", f"every {ordinal(number)} {unit}"]
    return choose(draw, *ways, *([f"every other {unit}"] if number == 2 else [])), number


def by_days(draw: st.DrawFn) -> tuple[str, Says]:
    phrase, number = interval(draw, "day", "daily")
    return choose(draw, phrase, f"once {phrase}"), lambda day, begin, _: (day - begin).days % number == 0


def by_weeks(draw: st.DrawFn) -> tuple[str, Says]:
    days = some(draw, list(range(7)), 4)
    names = [choose(draw, WEEKDAYS[day], f"{WEEKDAYS[day]}s", WEEKDAYS[day][:3]) for day in days]
    often, number = interval(draw, "week", "weekly")
    ways = [f"{often} on {joined(draw, names)}", f"{joined(draw, names)} {often}"]
    ways += [f"every {joined(draw, names)}", joined(draw, names)] if number == 1 else []
    return choose(draw, *ways), lambda day, begin, _: day.weekday() in days and weeks_between(begin, day) % number == 0


def by_groups(draw: st.DrawFn) -> tuple[str, Says]:
    name, of = draw(st.sampled_from([("workday", None), ("weekday", range(5)), ("weekend", (5, 6))]))
    return choose(
        draw, f"every {name}", f"{name}s", f"on {name}s"
    ), lambda day, _, workdays: day.weekday() in (workdays if of is None else of)


def by_days_but_some(draw: st.DrawFn) -> tuple[str, Says]:
    left_out = some(draw, list(range(7)), 3)
    names = joined(draw, [WEEKDAYS[day] for day in left_out])
    return f"every day {choose(draw, 'except', 'but not')} {names}", lambda day, *_: day.weekday() not in left_out


def by_days_of_months(draw: st.DrawFn) -> tuple[str, Says]:
    days = some(draw, [1, 2, 15, 27, 28, 29, 30, 31], 3)
    days += draw(st.sampled_from([[], [], [-1]]))
    names = joined(draw, [spot(day) for day in days])
    often, number = interval(draw, "month", "monthly")
    ways = [f"{often} on the {names}", f"the {names} {often}"]
    ways += [f"{names} of the month", f"on the {names} of each month"] if number == 1 else []
    return (
        choose(draw, *ways),
        lambda day, begin, _: (
            any(is_day_of_month(each, day) for each in days) and months_between(begin, day) % number == 0
        ),
    )


def by_places(draw: st.DrawFn) -> tuple[str, Says]:
    """Take the nth weekday or workday of the month, of some months, or of every other month."""
    nths = some(draw, [1, 2, 3, 4, 5, -1, -2, -3], 2)
    kind = draw(st.integers(0, 7))
    name = (*WEEKDAYS, "workday")[kind]
    names = f"{joined(draw, [place(nth) for nth in nths])} {name}"
    months = some(draw, list(range(1, 13)), 3)
    where, of_months = draw(
        st.sampled_from([(" of the month", False), ("", False), (" of each month", False), ("in", True)])
    )
    if of_months:
        where = f" {choose(draw, 'of', 'in')} {joined(draw, [MONTHS[month - 1] for month in months])}"
    return (
        f"{choose(draw, '', 'on the ', 'the ')}{names}{where}",
        lambda day, _, workdays: (
            (not of_months or day.month in months)
            and any(is_nth(nth, day, lambda d: d.weekday() in (workdays if kind == 7 else (kind,))) for nth in nths)
        ),
    )


def by_places_around_a_day(draw: st.DrawFn) -> tuple[str, Says]:
    name, weekday = draw(st.sampled_from([("workday", None), ("friday", 4), ("monday", 0)]))
    middle = draw(st.integers(8, 21))

    def says(day: date, workdays: tuple[int, ...], ahead: range) -> bool:
        wanted = workdays if weekday is None else (weekday,)
        first = next((d for d in ahead if date(day.year, day.month, d).weekday() in wanted), None)
        return day.day == first

    if draw(st.booleans()):
        included = draw(st.booleans())
        phrase = f"first {name} {'on or ' if included else ''}after the {ordinal(middle)}"
        return phrase, lambda day, _, workdays: says(day, workdays, range(middle + (not included), 29))
    return f"last {name} before the {ordinal(middle)}", lambda day, _, workdays: says(
        day, workdays, range(middle - 1, 0, -1)
    )


def by_dates(draw: st.DrawFn) -> tuple[str, Says]:
    dates = draw(st.lists(st.dates(date(2028, 1, 1), date(2028, 12, 31)), min_size=1, max_size=3, unique=True))
    dates = [each for each in dates if (each.month, each.day) != (2, 29)] or [date(2028, 2, 29)]
    same = choose(draw, "{0.day} {1}", "{1} {0.day}", "the {0.day} of {1}")
    forms = [same.format(each, choose(draw, MONTHS[each.month - 1], MONTHS[each.month - 1][:3])) for each in dates]
    often, number = interval(draw, "year", "yearly")
    names = joined(draw, forms)
    return (
        choose(draw, f"{often} on {names}", *([f"every {names}"] if number == 1 else [])),
        lambda day, begin, _: (
            any(day.month == each.month and is_day_of_month(each.day, day) for each in dates)
            and (day.year - begin.year) % number == 0
        ),
    )


def by_quarters(draw: st.DrawFn) -> tuple[str, Says]:
    first = draw(st.booleans())
    months = (1, 4, 7, 10) if first else (3, 6, 9, 12)
    nth = draw(st.integers(1, 4)) * (1 if first else -1)
    if draw(st.booleans()):
        words = {1: "start", -1: "end"}.get(nth) if draw(st.booleans()) else None
        name = words or f"{place(nth) if nth > -4 else '4th to last'} day"
        return (
            f"{name} of {choose(draw, 'the', 'each', 'every')} quarter",
            lambda day, *_: day.month in months and is_day_of_month(nth, day),
        )
    name = "4th to last" if nth == -4 else place(nth)
    return (
        f"{name} workday of the quarter",
        lambda day, _, workdays: day.month in months and is_nth(nth, day, lambda d: d.weekday() in workdays),
    )


def by_seasons(draw: st.DrawFn) -> tuple[str, Says]:
    months = some(draw, list(range(1, 13)), 3)
    weekday = draw(st.integers(0, 6))
    names = joined(draw, [MONTHS[month - 1] for month in months])
    return f"every {WEEKDAYS[weekday]} in {names}", lambda day, *_: day.month in months and day.weekday() == weekday


def plain(draw: st.DrawFn) -> tuple[str, Says]:
    """Take a month, a quarter or a year without a day: the day is that of the beginning."""
    kind, adverb = draw(st.sampled_from([("month", "monthly"), ("quarter", "quarterly"), ("year", "annually")]))
    phrase, number = interval(draw, kind, adverb)
    months = number * {"month": 1, "quarter": 3, "year": 12}[kind]
    return phrase, lambda day, begin, _: is_day_of_month(begin.day, day) and months_between(begin, day) % months == 0


KINDS = [
    *(by_days, by_weeks, by_groups, by_days_but_some, by_days_of_months, by_places, by_places_around_a_day),
    *(by_dates, by_quarters, by_seasons, plain),
]


@st.composite
def phrases(draw: st.DrawFn) -> tuple[str, Says]:
    phrase, says = draw(st.sampled_from(KINDS))(draw)
    return choose(draw, phrase, phrase, phrase.upper(), phrase.capitalize(), f" {phrase.replace(' ', '  ')}."), says


STARTS = st.one_of(
    st.dates(date(2026, 1, 1), date(2028, 12, 31)), st.sampled_from([date(2027, 1, 31), date(2028, 2, 29)])
)
WORKDAYS = st.sampled_from([MON_FRI, MON_FRI, (0, 1, 2, 3), (5, 6), (2,), (0, 2, 4, 6)])


@given(phrases(), STARTS, WORKDAYS)
@settings(max_examples=250, deadline=None)
def test_the_dates_of_a_phrase_are_the_days_that_it_says(said: tuple[str, Says], begin: date, workdays) -> None:
    phrase, says = said
    read = parse_phrase(phrase, begin)
    last = begin + 800 * DAY
    days = [begin + number * DAY for number in range(801)]
    due = occurrences(read.schedule, begin, begin, last, workdays)
    assert due == [day for day in days if says(day, begin, workdays)]


@given(phrases(), STARTS)
@settings(max_examples=250, deadline=None)
def test_every_phrase_has_one_canonical_phrase_that_is_read_as_the_same_rule(
    said: tuple[str, Says], begin: date
) -> None:
    schedule = parse_phrase(said[0], begin).schedule
    words = in_words(schedule)
    assert not words.startswith("RRULE") or words.count(",") > 10
    read = parse_phrase(words, date(2026, 11, 23))  # on whatever day it is read
    assert read.schedule == schedule
    assert in_words(read.schedule) == words


# Month ends


def dates_of(phrase: str, first: int, last: int, begin: date = date(2026, 1, 1)) -> list[str]:
    """Return the dates of a phrase in some years, as the month and the day."""
    schedule = parse_phrase(phrase, begin).schedule
    found = occurrences(schedule, begin, date(first, 1, 1), date(last, 12, 31), MON_FRI)
    return [f"{day:%m-%d}" for day in found]


@pytest.mark.parametrize(
    ("phrase", "year", "days"),
    [
        ("monthly on the 31st", 2026, "01-31 02-28 03-31 04-30 05-31 06-30 07-31 08-31 09-30 10-31 11-30 12-31"),
        ("monthly on the 31st", 2028, "01-31 02-29 03-31 04-30 05-31 06-30 07-31 08-31 09-30 10-31 11-30 12-31"),
        ("monthly on the 30th", 2027, "01-30 02-28 03-30 04-30 05-30 06-30 07-30 08-30 09-30 10-30 11-30 12-30"),
        ("monthly on the 30th", 2028, "01-30 02-29 03-30 04-30 05-30 06-30 07-30 08-30 09-30 10-30 11-30 12-30"),
        ("monthly on the 29th", 2027, "01-29 02-28 03-29 04-29 05-29 06-29 07-29 08-29 09-29 10-29 11-29 12-29"),
        ("monthly on the 29th", 2028, "01-29 02-29 03-29 04-29 05-29 06-29 07-29 08-29 09-29 10-29 11-29 12-29"),
        ("quarterly on the 31st", 2027, "01-31 04-30 07-31 10-31"),
        ("every 5 months on the 30th", 2027, "04-30 09-30"),
        ("every 13 months on the 30th", 2027, "02-28"),
        ("every other month on the 15th and 30th", 2027, "01-15 01-30 03-15 03-30 05-15 05-30"),
        ("the 29th and 31st", 2027, "01-29 01-31 02-28 03-29 03-31 04-29 04-30 05-29 05-31 06-29 06-30"),
        ("the 29th and 30th", 2027, "01-29 01-30 02-28 03-29 03-30 04-29 04-30 05-29 05-30"),
        ("the 28th, 29th and 30th", 2028, "01-28 01-29 01-30 02-28 02-29 03-28 03-29 03-30 04-28"),
        ("the 30th of january and february", 2027, "01-30 02-28"),
        ("the 31st of january, april and may", 2027, "01-31 04-30 05-31"),
        ("the last day of february", 2028, "02-29"),
        ("second to last day of the month", 2027, "01-30 02-27 03-30 04-29"),
        (
            "first workday after the 15th",
            2027,
            "01-18 02-16 03-16 04-16 05-17 06-16 07-16 08-16 09-16 10-18 11-16 12-16",
        ),
        (
            "last workday before the 15th",
            2027,
            "01-14 02-12 03-12 04-14 05-14 06-14 07-14 08-13 09-14 10-14 11-12 12-14",
        ),
        ("last workday of the month", 2027, "01-29 02-26 03-31 04-30 05-31 06-30 07-30 08-31 09-30 10-29 11-30 12-31"),
    ],
)
def test_s9_the_days_of_a_year(phrase: str, year: int, days: str) -> None:
    expected = days.split()
    assert dates_of(phrase, year, year)[: len(expected)] == expected


@pytest.mark.parametrize(
    ("phrase", "days"),
    [
        ("every year on 29 february", "02-28 02-28 02-29 02-28 02-28"),
        ("yearly on february 29th", "02-28 02-28 02-29 02-28 02-28"),
        ("every 2 years on 29 february", "02-28 02-29 02-28"),
        ("every 4 years on 29 february", "02-28 02-28"),
        ("every year on 31 march", "03-31 03-31 03-31 03-31 03-31"),
        ("15 and 29 february", "02-15 02-28 02-15 02-28 02-15 02-29 02-15 02-28 02-15 02-28"),
        ("29 january and 10 february", "01-29 02-10 01-29 02-10 01-29 02-10 01-29 02-10 01-29 02-10"),
        ("29 january, 1 march and 31 december", "01-29 03-01 12-31 " * 5),
    ],
)
def test_s9_the_years_2026_to_2030(phrase: str, days: str) -> None:
    assert dates_of(phrase, 2026, 2030) == days.split()


def test_s9_yearly_from_a_29_february() -> None:
    assert dates_of("yearly", 2028, 2030, date(2028, 2, 29)) == ["02-29", "02-28", "02-28"]


DAYS = [-2, -1, 1, 15, 27, 28, 29, 30, 31]


@pytest.mark.parametrize("days", [days for size in (1, 2, 3, 4) for days in combinations(DAYS, size)])
def test_s9_any_days_of_the_month_are_said_exactly_or_refused(days: tuple[int, ...]) -> None:
    begin = date(2027, 1, 1)
    phrase = f"monthly on the {', '.join(spot(day) for day in sorted(days, key=lambda day: (day < 0, day)))}"
    year = [begin + number * DAY for number in range(365 + 366)]
    try:
        schedule = parse_phrase(phrase, begin).schedule
    except BadInput:
        schedule = ""
    if schedule:
        due = occurrences(schedule, begin, begin, year[-1], MON_FRI)
        assert due == [day for day in year if any(is_day_of_month(each, day) for each in days)]
    else:
        assert {-2, 29} <= set(days) or {-2, 30} <= set(days)  # what counts from both ends
