import re
from datetime import date

import pytest

from dayplan.domain.phrase import parse_phrase
from dayplan.errors import BadInput

MONDAY = date(2026, 11, 23)


def table(text: str) -> list[tuple[str, str]]:
    """Take apart a table of headings and of what is said under them, as (said, heading)."""
    pairs, heading = [], ""
    for line in text.strip().splitlines():
        if line.startswith(" "):
            pairs += [(each.strip(), heading) for each in line.split("|")]
        else:
            heading = line
    return pairs


# What is refused, each under the words with which the sentence begins.
REFUSED = """
'hourly' is more often than once a day:
    hourly | every monday, hourly
'hour' is more often than once a day:
    every hour | once an hour | every half hour
'minutes' is more often than once a day:
    every 5 minutes
'every second' is more often than once a day:
    every second | every second until march
'30 second' is more often than once a day:
    every 30 second
'half day' is more often than once a day:
    every half day
'twice a day' is more often than once a day:
    twice a day
'3 times daily' is more often than once a day:
    3 times daily
'twice every monday' is more often than once a day:
    twice every monday
'9am' is a time, and a schedule is about days:
    every day at 9am | 9am every day
'9:30' is a time, and a schedule is about days:
    every monday at 9:30
'at 9' is a time, and a schedule is about days:
    every friday at 9
'morning' is a time, and a schedule is about days:
    every monday morning | every morning
'30' never comes in february:
    february 30 | every year on the 30 february
'31' never comes in june:
    every june 31
'31st' never comes in april:
    31st of april and june
'sixth monday' never comes:
    sixth monday of the month
'0th friday' never comes:
    0th friday
'54th monday' never comes:
    54th monday of the year
'32nd workday' never comes:
    32nd workday of the month
'32nd' never comes:
    32nd of the month | monthly on the 1st and 32nd
'0' never comes:
    monthly on the 0
'29th to last' never comes:
    29th to last day of the month
'every 100 years on 1 january' comes on no day of the sixty years from 2026-11-23 on:
    every 100 years on 1 january
'FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTH…' comes on no day of the sixty years from 2026-11-23 on:
    FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29
'every friday until tomorrow' comes on no day from 2026-11-23 to 2026-11-24:
    every friday until tomorrow
It would end on 2020-01-01, before it begins on 2026-11-23:
    every monday until 2020-01-01
It would end on 2026-11-24, before it begins on 2026-12-01:
    every monday from next tue until tomorrow | every monday until tomorrow from next tue
It would end after 10 times and on 2027-02-28:
    every monday, 10 times until march | until march every monday 10x
'every second friday' has two meanings:
    every second friday | every second fridays until march
'every 3rd tuesday' has two meanings:
    every 3rd tuesday
'first monday and tuesday' has two meanings:
    first monday and tuesday | the first monday, tuesday
'bimonthly' has two meanings:
    bimonthly | bimonthly on the 1st
'semi monthly' has two meanings:
    semi-monthly | semi monthly
'biannually' has two meanings:
    biannually
'or tuesday' leaves the day open:
    monday or tuesday
'15th' could be a date or a workday:
    the 15th and last workday
'weekend' is more than one day and cannot be counted:
    first weekend of the month
'other weekday' cannot be counted over weekends:
    every other weekday
'1-5' does not say of what:
    1-5 | quarterly on 1-5
'12-24' does not say of what:
    every year on 12-24
'1-5 days' does not say which of them:
    every 1-5 days
'20-31 december' could be meant every year or once:
    every day 20-31 december | every day dec 20-31 | daily from 20-31 december
'1-5 december' could be meant every year or once:
    every day from 1-5 december
'31-20' is not a range of days:
    31-20 december
'20-31' never comes in february:
    20-31 february
'2 weekdays' cannot be counted over weekends:
    every 2 weekdays
'2 workdays' and 'saturday' do not go together:
    every 2 workdays and saturday
'2 workdays' and 'first monday' do not go together:
    every 2 workdays on the first monday
'2nd workday' and 'june' do not go together:
    every 2nd workday, june
'2 weekdays' cannot be counted from when it was done:
    2 weekdays after done
'2 fridays' cannot be counted from when it was done:
    every 2 fridays after done
'when done' does not say how long after it was done:
    when done | every friday when done | monday when it was done
'5 times' does not go with days after it was done:
    every 3 weeks on saturday when done, 5 times
'saturday' does not go with a number of workdays:
    every! 3 workdays on saturday
'11 years' is not one number of months from 1 to 120:
    11 years after done
'monday' and '15th' do not fit into one schedule:
    every monday and the 15th | monday, and monthly on the 15th
'friday' and '13th' do not fit into one schedule:
    friday and the 13th | friday, the 13th | friday the 13th of march
'first monday' and 'last workday' do not fit into one schedule:
    first monday and last workday
'friday' does not say which one of the month:
    monthly on friday | friday of the month
'15th' does not say of which month:
    every year on the 15th
'weekly' and '15th' do not go together:
    weekly on the 15th
'3 days' and 'monday' do not go together:
    every 3 days on monday
'2 weeks' and 'first monday' do not go together:
    every 2 weeks on the first monday
'monthly' and 'may' do not go together:
    monthly on may 1
'2 years' and 'last workday' do not go together:
    every 2 years on the last workday of march and june
'quarter' and 'first workday' do not go together:
    first and last workday of the quarter
'5th monday' may lie beyond the first or last month of the quarter:
    5th monday of the quarter
'monthly' and 'weekly' are two rhythms, which take two templates:
    monthly, weekly
'weekly' and '2 weeks' are two rhythms, which take two templates:
    weekly, every 2 weeks
'2 weeks' and 'other month' are two rhythms, which take two templates:
    every 2 weeks every other month
'monday' and 'every other friday' are two rhythms, which take two templates:
    every monday and every other friday | monday and every other friday | every monday, every other friday
'every other friday' and 'monday' are two rhythms, which take two templates:
    every other friday and every monday | every other friday, every monday
'2 weeks' and 'monday' are two rhythms, which take two templates:
    every 2 weeks on friday and every monday | every 2 weeks on friday, every monday
'friday' and 'every 3 tuesdays' are two rhythms, which take two templates:
    every other friday and every 3 tuesdays
'day' and 'every' are two rhythms, which take two templates:
    every day and every monday
'weekly' and 'monday' are two rhythms, which take two templates:
    weekly and monday
'monday' and 'daily' are two rhythms, which take two templates:
    every monday and daily
'15th' and 'monthly' are two rhythms, which take two templates:
    friday, the 15th and monthly
'3 days' and 'month' are two rhythms, which take two templates:
    every 3 days of the month
'2 weeks' and 'month' are two rhythms, which take two templates:
    every 2 weeks of the month
'march-november' could be meant every year or once:
    every saturday march-november
'march to november' could be meant every year or once:
    every saturday from march to november | every saturday in march to november | the 1st of march to november
'june–august' could be meant every year or once:
    every workday june–august | june–august every workday
'january through march' could be meant every year or once:
    every monday in january through march | every day in january through march
'5th-1st' is not a range of days:
    5th-1st of the month
'1st-40th' is not a range of days:
    1st-40th of the month
'weekly' and 'fortnight' are two rhythms, which take two templates:
    weekly fortnight
'week' and 'fortnight' are two rhythms, which take two templates:
    every week fortnight | every week on fortnight mondays
'!' is not a word of schedules:
    every monday! and friday
'every!' and 'monday' do not go together:
    every! monday
'3 to 5 days' does not say which of them:
    every 3 to 5 days
'first month' does not say of which quarter or year:
    the 15th of the first month | first month of the week
'4th month' does not say of which quarter or year:
    the 15th of the 4th month of the quarter
'-' means nothing after 'day':
    every day - sunday
'to' means nothing after 'first':
    first to last friday
'mondays' does not go with days after it was done:
    3 days after done on mondays
'10 times' does not go with days after it was done:
    3 days after done, 10 times
'march' does not go with days after it was done:
    3 days after done in march
'3 mondays' does not say which of them:
    the 3 first mondays
'3 mondays' does not say from when to when:
    3 mondays
'week' and 'end' do not go together:
    end of the week
'5000 days' is not one number of days from 1 to 3650:
    5000 days after done
'0 days' is not one number of days from 1 to 3650:
    0 days after done
'0 days' is not an interval from 1 to 1000:
    every 0 days
'400 quarters' is not an interval from 1 to 333:
    every 400 quarters
'0 times' is not one number from 1 to 10000:
    every monday 0 times
'10001 times' is not one number from 1 to 10000:
    every monday for 10001 times
'twice' does not say in which time:
    every monday twice and friday
'twice' does not say on which days:
    twice a week | twice monthly
'twice' is not how many days are named:
    twice a month on the 15th | twice a week on workdays
'once' is not how many days are named:
    once a month on the 1st and 15th
'january' does not say on which day:
    every january | yearly in january
'june' stands without its day:
    april 15 and june
'16' stands without its month:
    15 april and 16
No rule says 'second to last' and the others exactly in short months:
    30th and second to last day
No rule says '29' and the others exactly in every year:
    29 february and 15 june
'first workday after 25th' can lie in another month:
    first workday after the 25th
'last workday before 3rd' can lie in another month:
    last workday before the 3rd
'second workday after 15th' is more than one rule can say:
    second workday after the 15th
'15' does not say of what:
    15 | every 15
'3 days' does not say from when to when:
    3 days | 3 days after | 3 days after the 15th
'end' does not say of what:
    at the end
'mid' does not say of what:
    mid quarter
'every' is not followed by what it counts:
    every | every monday and every
'other' is not followed by what it counts:
    every other
'month' does not say how often:
    month | of the month
It does not say how often:
    until march | once | twice
'workday' is not a day:
    every monday until workday
The phrase ends where a day should follow:
    every monday starting | every monday until
'30 feb' is not a day:
    every monday until 30 feb | every monday from 30 feb
'every monday' is not a day:
    starting every monday
'until' is a second end:
    every monday until march until april | every monday for 3 weeks until march
'starting' begins a second time:
    every monday from dec 1 starting dec 2
'for' is not followed by how often or how long:
    every monday for
'except' is not followed by weekdays:
    every day except | every day except sunday except
What is left out has to be one of several weekdays:
    every day except workdays | monday except monday | monday except friday
    the 15th except friday
'after' does not say when:
    after 3 days | monday after done
'next' means nothing at the beginning:
    next monday
'2027-03-01' means nothing after 'monday':
    every monday 2027-03-01
'-' means nothing after 'mon':
    mon-workday
'blursday' is not a word of schedules:
    every blursday
'1.5' is not a word of schedules:
    every 1.5 weeks
'<' is not a word of schedules:
    monday <script>
The phrase is empty:
    "" | . | the
"""


@pytest.mark.parametrize(("phrase", "says"), table(REFUSED))
def test_what_is_no_schedule_is_refused_with_the_word_and_three_phrases_that_work(phrase: str, says: str) -> None:
    with pytest.raises(BadInput) as refusal:
        parse_phrase(phrase, MONDAY)
    sentence = str(refusal.value)
    assert sentence.startswith(says)
    pointed, _, shown = sentence.partition(": write ")
    assert ": " not in pointed
    assert re.fullmatch(r"'[^']+', '[^']+' or '[^']+'\.", shown)
    for example in re.findall(r"'([^']+)'", shown):
        assert parse_phrase(example, MONDAY)


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("FREQ=HOURLY", "HOURLY is more often than once a day: use DAILY, WEEKLY, MONTHLY or YEARLY."),
        ("RRULE:FREQ=DAILY;BYHOUR=9", "A schedule is about days, not times of day: leave out BYHOUR."),
        ("FREQ=DAILY;INTERVAL=0", "INTERVAL is a number from 1 to 1000, not '0'."),
        ("RRULE:BYMONTH=2;BYMONTHDAY=30;FREQ=YEARLY", "'BYMONTH=2;BYMONTHDAY=30;FREQ=YEARLY' never comes: there is no"),
        ("RRULE: every day", "'EVERY DAY' is not part of a recurrence rule"),
        ("AFTER=0", "AFTER is a number of days from 1 to 3650, not '0'."),
        ("AFTER=3651", "AFTER is a number of days from 1 to 3650, not '3651'."),
        ("AFTER=soon", "AFTER is a number of days from 1 to 3650, not 'soon'."),
    ],
)
def test_a_raw_rule_is_refused_with_its_part(rule: str, says: str) -> None:
    with pytest.raises(BadInput) as refusal:
        parse_phrase(rule, MONDAY)
    assert str(refusal.value).startswith(says)
