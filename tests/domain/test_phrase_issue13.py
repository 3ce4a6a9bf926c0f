"""Every phrase of issue 13, points 6 to 13, with its dates or its refusal, in the issue's order.

The dates were worked out with a calendar. It is Monday 23 November 2026; December begins on a Tuesday, 2027 on a
Friday, March 2027 on a Monday. Workdays are Monday to Friday. What point 13 asks of commands is in
`tests/cli/test_templates.py` and `tests/cli/test_counts.py`.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dayplan.domain.after import after_completion
from dayplan.domain.phrase import begins, in_words, parse_phrase
from dayplan.domain.schedule import next_dates
from dayplan.errors import BadInput

TODAY = date(2026, 11, 23)
MON_FRI = (0, 1, 2, 3, 4)

DATES = """
# 6: numbers to ninety-nine
every fifty days | 2026-11-23 2027-01-12 2027-03-03
every sixty days | 2026-11-23 2027-01-22 2027-03-23
every seventy days | 2026-11-23 2027-02-01 2027-04-12
every ninety-nine days | 2026-11-23 2027-03-02
every twenty-one days | 2026-11-23 2026-12-14 2027-01-04
# 7: a name that is corrected, which is said
every wednsday | 2026-11-25 2026-12-02 2026-12-09
# 9: ranges
1st-5th of the month | 2026-12-01 2026-12-02 2026-12-03 2026-12-04 2026-12-05 2027-01-01
1-5 of the month | 2026-12-01 2026-12-02 2026-12-03 2026-12-04 2026-12-05 2027-01-01
20-31 december | 2026-12-20 2026-12-21 2026-12-22 2026-12-23
dec 20-31 | 2026-12-20 2026-12-21 2026-12-22 2026-12-23
every saturday in march to november every year | 2026-11-28 2027-03-06 2027-03-13
every workday in june to august every year | 2027-06-01 2027-06-02 2027-06-03 2027-06-04 2027-06-07
every monday in january to march every year | 2027-01-04 2027-01-11 2027-01-18
# 10
the 15th of the first month of the quarter | 2027-01-15 2027-04-15 2027-07-15
every quarter on the 1st | 2027-01-01 2027-04-01 2027-07-01
1st of every quarter | 2027-01-01 2027-04-01 2027-07-01
# 12
every monday, 5 occurrences | 2026-11-23 2026-11-30 2026-12-07 2026-12-14 2026-12-21 over
every monday up to 7 times | 2026-11-23 2026-11-30 2026-12-07 2026-12-14 2026-12-21 2026-12-28 2027-01-04 over
every monday twice | 2026-11-23 2026-11-30 over
at the beginning of the month | 2026-12-01 2027-01-01 2027-02-01
every workday except friday | 2026-11-23 2026-11-24 2026-11-25 2026-11-26 2026-11-30
every day but sunday | 2026-11-23 2026-11-24 2026-11-25 2026-11-26 2026-11-27 2026-11-28 2026-11-30
each monday of the month | 2026-11-23 2026-11-30 2026-12-07
every monday of every month | 2026-11-23 2026-11-30 2026-12-07
mo, we, fr | 2026-11-23 2026-11-25 2026-11-27 2026-11-30
“every monday” | 2026-11-23 2026-11-30 2026-12-07
days 1 and 15 | 2026-12-01 2026-12-15 2027-01-01
every 4 weeks from monday 7 december | 2026-12-07 2027-01-04 2027-02-01
friday the 13th | 2027-08-13 2028-10-13
eom | 2026-11-30 2026-12-31 2027-01-31
every 2nd business day | 2026-11-23 2026-11-25 2026-11-27 2026-12-01 2026-12-03
beginning and end of the month | 2026-11-30 2026-12-01 2026-12-31 2027-01-01
100th day of the year | 2027-04-10 2028-04-09
FREQ=MONTHLY;BYDAY=TU;BYSETPOS=1 | 2026-12-01 2027-01-05 2027-02-02
FREQ=WEEKLY;BYDAY=TU;WKST=SU | 2026-11-24 2026-12-01 2026-12-08
FREQ=WEEKLY;BYDAY=TU; | 2026-11-24 2026-12-01 2026-12-08
# 13: the example of dates that end with the calendar that is looked at
every 3 years | 2026-11-23 2029-11-23 2032-11-23
"""

AFTER = """
# 10, 12: the day on which it was done, and the one on which it is due again
every! 3 days | 2026-11-23 | 2026-11-26
3 business days after done | 2026-11-25 | 2026-11-30
every 3 weeks on saturday when done | 2026-11-25 | 2026-12-19
every 3 weeks on saturday when done | 2026-11-28 | 2026-12-19
3 months after done | 2026-11-30 | 2027-02-28
3 months after done | 2026-11-23 | 2027-02-23
"""

REFUSED = """
# 6
every hundred days | 'hundred' is not a word of schedules
# 7: real words are not turned into others
every even week | 'even' could be seven
early | 'early' could be yearly
every right days | 'right' could be eight
every light days | 'light' could be eight
every weight days | 'weight' could be eight
every there days | 'there' could be three
every file days | 'file' could be five
every live days | 'live' could be five
every monday form december | 'form' could be from
list friday of the month | 'list' could be last
fast friday of the month | 'fast' could be last
every match | 'match' could be march
every monday bill december | 'bill' could be till
every monday will december | 'will' could be till
every monday still december | 'still' could be till
what monday | 'what' is not a word of schedules
every monday than friday | 'than' is not a word of schedules
# 8
every monday and every other friday | 'monday' and 'every other friday' are two rhythms, which take two templates
# 9
every saturday march-november | 'march-november' could be meant every year or once
every workday june–august | 'june–august' could be meant every year or once
every monday in january through march | 'january through march' could be meant every year or once
every day 20-31 december | '20-31 december' could be meant every year or once
1-5 | '1-5' does not say of what
# 13
every monday from 10 december until 2026-12-01 | It would end on 2026-12-01, before it begins on 2026-12-10
every monday, 10 times until 2027-01-01 | It would end after 10 times and on 2027-01-01
"""


def rows(listed: str) -> list[list[str]]:
    lines = [line for line in listed.splitlines() if line and not line.startswith("#")]
    return [[part.strip() for part in line.split(" | ")] for line in lines]


@pytest.mark.parametrize(("phrase", "dates"), rows(DATES))
def test_the_dates_of_each_phrase(phrase: str, dates: str) -> None:
    found = parse_phrase(phrase, TODAY)
    expected = [date.fromisoformat(day) for day in dates.removesuffix(" over").split()]
    more = len(expected) + dates.endswith(" over")  # of what is over, one more is asked for in vain
    begin = begins(found, TODAY, MON_FRI)
    assert next_dates(found.schedule, begin, TODAY - timedelta(days=1), more, MON_FRI) == expected


@pytest.mark.parametrize(("phrase", "done", "due"), rows(AFTER))
def test_when_it_is_due_after_it_was_done(phrase: str, done: str, due: str) -> None:
    after = after_completion(parse_phrase(phrase, TODAY).schedule)
    assert after is not None
    assert after.next_due(date.fromisoformat(done), MON_FRI) == date.fromisoformat(due)


@pytest.mark.parametrize("phrase", sorted({row[0] for row in (*rows(DATES), *rows(AFTER))}))
def test_each_phrase_has_words_which_are_read_back(phrase: str) -> None:
    schedule = parse_phrase(phrase, TODAY).schedule
    words = in_words(schedule)
    assert not words.startswith(("RRULE", "FREQ", "AFTER"))
    assert parse_phrase(words, TODAY).schedule == schedule


@pytest.mark.parametrize(("phrase", "says"), rows(REFUSED))
def test_what_is_refused_and_why(phrase: str, says: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_phrase(phrase, TODAY)
    assert str(refused.value).startswith(f"{says}: write '")


def test_7_a_correction_is_said() -> None:
    assert parse_phrase("every wednsday", TODAY).notice() == "Read wednsday as wednesday."
    assert parse_phrase("every wednesday", TODAY).notice() == ""


def test_11_week_start_and_until() -> None:
    sundays = parse_phrase("every 2 weeks on sunday and monday", TODAY, week_start=6)
    found = next_dates(sundays.schedule, TODAY, TODAY - timedelta(days=1), 3, MON_FRI)
    assert found == [date(2026, 11, 23), date(2026, 12, 6), date(2026, 12, 7)]
    ended = parse_phrase("FREQ=DAILY;UNTIL=20270115T045959Z", TODAY, zone="America/New_York")
    assert ended.ends_on == date(2027, 1, 14)
