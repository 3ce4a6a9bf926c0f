from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dayplan.domain.phrase import Phrase, in_words, parse_phrase
from dayplan.domain.schedule import normalise
from dayplan.errors import BadInput

MONDAY = date(2026, 11, 23)

# Rules, each with what people say for it on Monday 23 November 2026.
READ = """
FREQ=DAILY
    daily | every day | Every Single Day! | everyday | each day | once a day | every day of the week | all days
FREQ=DAILY;INTERVAL=2
    every other day | every 2 days | every two days | every second day
FREQ=DAILY;INTERVAL=3
    every 3 days | every three days | every 3rd day | once every 3 days
FREQ=DAILY;BYMONTH=12
    daily in december | every day in dec
FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR
    every weekday | weekdays | on week days | mon-fri | Monday to Friday | from monday to friday | mon – fri
    every monday through friday | mon, tue, wed, thu & fri | daily on weekdays
FREQ=WEEKLY;BYDAY=WORKDAY
    every workday | workdays | each working day | business days | on every work day
FREQ=WEEKLY;BYDAY=SA,SU
    every weekend | weekends | saturday and sunday | week-end
FREQ=WEEKLY
    weekly | every week | once a week | each week
FREQ=WEEKLY;INTERVAL=2
    every other week | every 2 weeks | fortnightly | biweekly | bi-weekly | every fortnight | every second week
    every couple of weeks | once in two weeks
FREQ=WEEKLY;BYDAY=MO
    monday | mondays | on Mondays | every mon | each monday's | weekly on monday | Mon. | once a week on monday
    every week on mondays | MONDAY | ( monday ) | every monday and | “every monday” | every monday!
    each monday of the month | every monday of every month | every monday of the year
FREQ=WEEKLY;BYDAY=TU,TH
    tuesdays and thursdays | tue, thu | every tuesday and every thursday | weekly on tue & thu | thurs/tues
    twice a week on tuesday and thursday | twice weekly on tue and thu | tuesday thursday | tue + thu
FREQ=WEEKLY;BYDAY=MO,WE,FR
    every mon, wed and fri | mondays, wednesdays, and fridays | mon/wed/fri | mon wed fri
    three times a week on mon, wed and fri | mo, we, fr | mo we fr
FREQ=WEEKLY;BYDAY=MO,SA,SU
    sat-mon | weekends and monday
FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA
    every day except sunday | every day but sunday | weekdays and saturday | daily except on sundays
FREQ=WEEKLY;BYDAY=MO,TU,TH,FR
    weekdays but not wednesday | every weekday except wed
FREQ=WEEKLY;BYDAY=SU,WORKDAY
    every workday and sunday | workdays, sundays
FREQ=WEEKLY;INTERVAL=2;BYDAY=FR
    every 2 weeks on friday | every other friday | fortnightly on fri | every 2 fridays | alternate fridays
    fridays every other week | every friday, every other week | every fortnight on friday | biweekly on fridays
FREQ=WEEKLY;INTERVAL=2;BYDAY=SA,SU
    every other weekend | every 2 weeks on weekends
FREQ=WEEKLY;BYMONTH=6,7;BYDAY=MO
    every monday in june and july | june & july mondays
FREQ=MONTHLY;BYMONTHDAY=4
    monthly on the 4th | the 4th | on the 4th of each month | every 4th | every month on the 4th | 4th of the month
    monthly on day 4 | on the 4 of every month | the fourth
FREQ=MONTHLY;BYMONTHDAY=23
    monthly | every month | once a month
FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=23
    every other month | every 2 months | every second month
FREQ=MONTHLY;BYMONTHDAY=1,15
    days 1 and 15 | twice a month on the 1st and 15th | the 1st and the 15th | monthly on the 15th, 1st
FREQ=MONTHLY;BYMONTHDAY=-1,1
    beginning and end of the month
FREQ=MONTHLY;BYMONTHDAY=21
    the twenty-first | every 21st | twenty first day of the month
FREQ=MONTHLY;BYMONTHDAY=1
    start of each month | beginning of each month | at the beginning of the month | the first of the month
    first day of the month | month start | every first
FREQ=MONTHLY;BYMONTHDAY=15
    mid month | mid-month | middle of each month | once a month on the 15th
FREQ=MONTHLY;BYMONTHDAY=-1
    the last day of the month | end of each month | month's end | month-end | at the end of every month | the last day
    monthly on the 31st | monthly on the last day | every 31st | eom
FREQ=MONTHLY;BYMONTHDAY=-2
    the second to last day of the month | second-to-last day | penultimate day of the month | next to last day
    the last but one day of each month | 2nd last day
FREQ=MONTHLY;BYMONTHDAY=-3,-2,-1
    last 3 days of the month
FREQ=MONTHLY;BYMONTHDAY=-1,15
    monthly on the 15th and last day | the 15th and 31st
FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=10
    every 3 months on the 10th | 10th of every third month
FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=23
    every quarter | quarterly | every 3 months | once a quarter
FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=1
    every six months on the 1st | half-yearly on the 1st | semi-annually on the 1st | every half year on the 1st
FREQ=MONTHLY;BYDAY=1MO
    first monday | first monday of the month | every 1st mon | every month on the first monday
    first monday on or after the 1st | the month's first monday
FREQ=MONTHLY;BYDAY=-1FR,2FR
    2nd and last friday of each month | second and last fri | last and second friday
FREQ=MONTHLY;BYDAY=1MO,-1FR
    first monday and last friday
FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR
    last friday of every other month | every 2 months on the last friday
FREQ=MONTHLY;BYDAY=WORKDAY;BYSETPOS=-1
    last workday | last workday of the month | the last working day of each month
FREQ=MONTHLY;BYDAY=WORKDAY;BYSETPOS=1
    first workday of the month | 1st workday | first business day
FREQ=MONTHLY;BYDAY=WORKDAY;BYSETPOS=1,2,3
    first 3 workdays of the month | first, second and third workday
FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1
    last weekday of the month
FREQ=MONTHLY;BYMONTHDAY=16,17,18,19,20,21,22;BYDAY=WORKDAY;BYSETPOS=1
    first workday after the 15th | the workday after the 15th of each month | first workday on or after the 16th
FREQ=MONTHLY;BYMONTHDAY=8,9,10,11,12,13,14;BYDAY=WORKDAY;BYSETPOS=-1
    last workday before the 15th | the workday before the 15th
FREQ=MONTHLY;BYMONTHDAY=11,12,13,14,15,16,17;BYDAY=MO
    first monday after the 10th | last monday before the 18th
FREQ=MONTHLY;BYMONTH=4;BYMONTHDAY=16,17,18,19,20,21,22;BYDAY=WORKDAY;BYSETPOS=1
    first workday after april 15 | first workday after the 15th of april
    every year on the first workday after 15 april
FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=23
    yearly | annually | every year | once a year | 23 november
FREQ=YEARLY;INTERVAL=2;BYMONTH=11;BYMONTHDAY=23
    every other year | every 2 years
FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25
    every december 25th | december 25 | every 25 dec | the 25th of december | yearly on dec 25th
    every year on the 25th of december | once a year on 25 december
FREQ=YEARLY;BYMONTH=4,6;BYMONTHDAY=15
    every year on april 15 and june 15 | 15 april and 15 june | the 15th of april and june | april and june on the 15th
    twice a year on april 15 and june 15
FREQ=YEARLY;BYMONTH=4,6;BYMONTHDAY=15,20;BYSETPOS=1,4
    april 15 and june 20 | every year on 15 apr, 20 jun
FREQ=YEARLY;BYMONTH=9;BYDAY=1MO
    first monday of september | every year on the first monday in september
FREQ=MONTHLY;BYMONTH=3,9;BYDAY=WORKDAY;BYSETPOS=-1
    last workday of march and september
FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1
    end of each quarter | last day of the quarter | quarter end
FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=1
    first day of the quarter | start of each quarter | the first of the quarter | the 1st of every quarter
FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=10
    quarterly on the 10th | every quarter on the 10th | 10th of every quarter | the 10th quarterly
FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=10
    every 2 quarters on the 10th
FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=15
    the 15th of the first month of the quarter | 15th of the first month of every quarter
FREQ=YEARLY;BYMONTH=2,5,8,11;BYMONTHDAY=15
    the 15th of the second month of the quarter
FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=15
    the 15th of the last month of the quarter | the 15th of the third month of each quarter
FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=15
    15th of the tenth month of the year
FREQ=MONTHLY;BYMONTHDAY=1,2,3,4,5
    1-5 of the month | monthly on 1-5 | days 1-5 | on the 1 – 5 of each month
    1st-5th of the month | the 1st to 5th of every month | first through fifth | monthly on the 1st – 5th | first-fifth
FREQ=MONTHLY;BYDAY=1MO,2MO,3MO
    first to third monday of the month | 1st-3rd monday
FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=20,21,22
    the 20th to 22nd of december | december 20th-22nd | 20 to 22 december | 20-22 december | dec 20-22
    december 20 – 22 | every year on 20-22 december | the 20-22 of december
FREQ=WEEKLY;BYMONTH=3,4,5,6,7,8,9,10,11;BYDAY=SA
    every saturday in march to november every year | every year every saturday march-november
FREQ=WEEKLY;BYMONTH=1,2,11,12;BYDAY=WORKDAY
    every workday november through february yearly
FREQ=YEARLY;BYMONTH=1,4,7,10;BYDAY=1MO
    first monday of the quarter | quarterly on the first monday
FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31
    end of the year | last day of the year | every 31st of december
FREQ=YEARLY;BYDAY=WORKDAY;BYSETPOS=1
    first workday of the year
FREQ=WEEKLY;COUNT=10;BYDAY=FR
    every friday for 10 times | every friday, 10 times | fridays 10x | for ten times on fri
FREQ=WEEKLY;COUNT=7;BYDAY=FR
    every friday, 7 occurrences | fridays up to 7 times | every friday for 7 occurrences
FREQ=WEEKLY;COUNT=2;BYDAY=FR
    every friday twice | every friday, twice
FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR
    friday the 13th | every friday the 13th
FREQ=YEARLY;BYYEARDAY=100
    100th day of the year | the 100th day of every year
FREQ=WEEKLY;COUNT=1;BYDAY=FR
    friday, once | only once on friday | every friday 1 time
FREQ=WORKDAILY;INTERVAL=2
    every 2nd business day | every other workday | every second working day | every 2 workdays
FREQ=WORKDAILY;INTERVAL=3;COUNT=5
    every 3 workdays, 5 times | every third business day 5 times
FREQ=WEEKLY;BYDAY=WORKDAY;EXCEPT=FR
    every workday except friday | workdays but fri | workdays without fridays
FREQ=MONTHLY;BYDAY=WORKDAY;BYSETPOS=2
    every 2nd business day of the month | second workday of the month
AFTER=3
    3 days after done | three days after it was done | 3 days after it's done | 3 days after completion | after = 3
    every! 3 days | every! 3rd day | 3 days since the last time | AFTER=3
    every 3 days after completing it | 3 days after i did it
AFTER=14
    2 weeks after the last time | a fortnight after it was finished | 2 weeks after the previous one
AFTER=1MONTHS
    monthly when done | every month when it was done | every! month
    a month after it was done | 1 month after done | one month after doing it | every month after the last one
AFTER=1
    the day after it was done | a day after done
AFTER=3MONTHS
    3 months after done | a quarter after done | every 3 months when done | after=3months
AFTER=12MONTHS
    a year after done | 1 year after it was done | yearly when done
AFTER=3WORKDAYS
    3 business days after done | 3 workdays after it was last done | every! 3 working days
AFTER=21;BYDAY=SA
    every 3 weeks on saturday when done | every! 3 weeks on saturday | every 3 weeks on saturday after it was done
AFTER=14;BYDAY=WORKDAY
    every 2 weeks on workdays when done
FREQ=MONTHLY;BYMONTHDAY=31
    RRULE:FREQ=MONTHLY;BYMONTHDAY=31;
    RRULE:FREQ=MONTHLY;BYMONTHDAY=31 | freq=monthly;bymonthday=31 | rrule : BYMONTHDAY=31;FREQ=MONTHLY
"""


def table(text: str) -> list[tuple[str, str]]:
    """Take apart a table of headings and of what is said under them, as (said, heading)."""
    pairs, heading = [], ""
    for line in text.strip().splitlines():
        if line.startswith(" "):
            pairs += [(each.strip(), heading) for each in line.split("|")]
        else:
            heading = line
    return pairs


@pytest.mark.parametrize(("phrase", "schedule"), table(READ))
def test_a_phrase_is_read_as_the_rule_it_means(phrase: str, schedule: str) -> None:
    assert parse_phrase(phrase, MONDAY) == Phrase(schedule, None, None)
    assert normalise(schedule) == schedule


# No word is dropped (issue 13)

OTHER_WORDS = (
    "even odd early late right light weight there file live form list fast match bill will still what than this that "
    "never skip then about approximately around unless if when while maybe busy free summer winter term school holiday "
    "holidays easter christmas birthday payday moon leap hundred dozen few several some many most more less hour noon "
    "client invoice email customers shop home office non pre post near nearly almost roughly between within during "
    "against under over into onto down off out hourly ! -"
)
OTHER_NUMBERS = "7 9 11 13 18 19 40 99 6th 7th 8th 9th 14th 19th sixteen seventeenth ninety"


def outcome(phrase: str) -> Phrase | None:
    try:
        return parse_phrase(phrase, MONDAY)
    except BadInput:
        return None


@given(st.data())
@settings(max_examples=600, deadline=None)
def test_a_word_more_is_refused_or_changes_the_reading(data: st.DataObject) -> None:
    phrase = data.draw(st.sampled_from([said for said, _ in table(READ) if "=" not in said and not said.endswith("!")]))
    word = data.draw(st.sampled_from(f"{OTHER_WORDS} {OTHER_NUMBERS}".split()))
    words = phrase.split()
    replaces = word in OTHER_WORDS.split() and len(words) > 1 and data.draw(st.booleans())
    at = data.draw(st.integers(0, len(words) - replaces if word not in "!-" else 0))
    changed = " ".join([*words[:at], word, *words[at + replaces :]])
    assert outcome(changed) != outcome(phrase), changed


# When it begins and ends


@pytest.mark.parametrize(
    ("phrase", "starts_on", "ends_on"),
    [
        ("every friday starting next tuesday", "2026-12-01", ""),
        ("every friday from tuesday 1 december", "2026-12-01", ""),
        ("starting next tuesday every friday", "2026-12-01", ""),
        ("every friday from dec 1", "2026-12-01", ""),
        ("every friday beginning dec 1st, 2027", "2027-12-01", ""),
        ("every friday as of tomorrow", "2026-11-24", ""),
        ("every friday starting in december", "2026-12-01", ""),
        ("every friday starting in november", "2027-11-01", ""),
        ("every friday starting in 2 weeks", "2026-12-07", ""),
        ("every friday starting next month", "2026-12-01", ""),
        ("every friday from now", "2026-11-23", ""),
        ("every friday from 1.12.2026", "2026-12-01", ""),
        ("every friday starting 2020-01-01", "2020-01-01", ""),
        # A day is included, a month is not.
        ("every friday until 2027-03-01", "", "2027-03-01"),
        ("every friday till march 1", "", "2027-03-01"),
        ("every friday until march", "", "2027-02-28"),
        ("until march, every friday", "", "2027-02-28"),
        ("every friday until march 2028", "", "2028-02-29"),
        ("every friday until november", "", "2027-10-31"),
        ("every friday until 2028", "", "2027-12-31"),
        ("every friday until next year", "", "2026-12-31"),
        ("every friday through march", "", "2027-03-31"),
        ("every friday through november", "", "2026-11-30"),
        ("every friday until the end of march", "", "2027-03-31"),
        ("every friday until the end of november", "", "2026-11-30"),
        ("every friday until the end of the year", "", "2026-12-31"),
        ("every friday until the end of next month", "", "2026-12-31"),
        ("every friday until the end of the quarter", "", "2026-12-31"),
        ("every friday until next sun", "", "2026-12-06"),
        ("every friday up to +2w", "", "2026-12-07"),
        ("every friday for 3 weeks", "", "2026-12-13"),
        ("every day for a month", "", "2026-12-22"),
        ("for 10 days every day", "", "2026-12-02"),
        # What is said without a year comes after the start.
        ("every friday from dec 1 to march 31", "2026-12-01", "2027-03-31"),
        ("every friday from march 15 until march", "2027-03-15", "2028-02-29"),
        ("every friday until march starting 2027-06-01", "2027-06-01", "2028-02-29"),
        ("every friday starting 2027-06-01 until june", "2027-06-01", "2028-05-31"),
        ("every friday from next tue for 2 weeks", "2026-12-01", "2026-12-14"),
    ],
)
def test_s7_when_it_begins_and_ends(phrase: str, starts_on: str, ends_on: str) -> None:
    first = date.fromisoformat(starts_on) if starts_on else None
    last = date.fromisoformat(ends_on) if ends_on else None
    schedule = "FREQ=DAILY" if "every day" in phrase else "FREQ=WEEKLY;BYDAY=FR"
    assert parse_phrase(phrase, MONDAY) == Phrase(schedule, first, last)


def test_until_of_a_raw_rule_is_where_it_ends() -> None:
    assert parse_phrase("RRULE:FREQ=DAILY;UNTIL=20261231", MONDAY) == Phrase("FREQ=DAILY", None, date(2026, 12, 31))
    assert parse_phrase("every day until 2026-12-31", MONDAY) == Phrase("FREQ=DAILY", None, date(2026, 12, 31))
    assert in_words("FREQ=DAILY;UNTIL=20261231") == "every day until 2026-12-31"


def test_the_day_of_a_plain_interval_is_that_of_the_start() -> None:
    for phrase, today, schedule in (
        ("every month from 2027-01-31", MONDAY, "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("monthly", date(2027, 1, 30), "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1"),
        ("every quarter", date(2027, 1, 29), "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=28,29;BYSETPOS=-1"),
        ("yearly", date(2028, 2, 29), "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1"),
        ("yearly from 31 aug", MONDAY, "FREQ=YEARLY;BYMONTH=8;BYMONTHDAY=31"),
    ):
        assert parse_phrase(phrase, today).schedule == schedule


def test_a_week_begins_where_the_setting_says() -> None:
    sunday = date(2026, 11, 29)
    assert parse_phrase("every day from next mon", sunday).starts_on == date(2026, 11, 30)
    assert parse_phrase("every day from next mon", sunday, 6).starts_on == date(2026, 12, 7)
