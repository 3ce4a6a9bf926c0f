from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dayplan.domain.phrase import in_words, parse_phrase
from dayplan.domain.phrase_tokens import VOCABULARY
from dayplan.domain.schedule import normalise
from dayplan.errors import BadInput

MONDAY = date(2026, 11, 23)


# Typing errors


TYPOS = {
    "every monday": "evry monday | every mnday | every modnay | ever monday | evrey mondya | eevry monday",
    "every tuesday": "tusday | tuseday | tuesdy | tuedsay | tuedays",
    "every wednesday": "wednsday | every wensday | wendesday | wenesday | wednesady",
    "every thursday": "every thusday | thrusday | thurdsay | thursady",
    "every friday": "fridy | firday | every fryday | fridat",
    "every saturday": "saterday | satuday",
    "every workday": "evry wrkday | workdya",
    "every 2 weeks": "evry other wekk | every second weke",
    "every year on 15 february": "every year on 15 febuary | every yaer on 15 feburary",
    "last workday of the month": "last wrkday of the mnth",
    "first monday of the month": "first monday of the monht | first modnay of the mont",
    "2 weeks after it was done": "2 wekks after done",
}


@pytest.mark.parametrize(
    ("phrase", "meant"), [(typed, meant) for meant, listed in TYPOS.items() for typed in listed.split(" | ")]
)
def test_a_typing_error_in_a_name_or_unit_is_corrected_and_said(phrase: str, meant: str) -> None:
    read = parse_phrase(phrase, MONDAY)
    assert in_words(read.schedule) == meant
    assert all(
        f"{wrong} as " in read.notice() for wrong in phrase.split() if wrong not in VOCABULARY | {"15": 0, "2": 0}
    )


def test_what_was_corrected_is_said_in_a_sentence() -> None:
    assert parse_phrase("evry wednsday and Firday", MONDAY).notice() == (
        "Read evry as every and wednsday as wednesday and Firday as friday."
    )
    assert parse_phrase("every Wednesday", MONDAY).notice() == ""


# Issue 13.7: real words that were turned into others, and slips in words that are neither names nor units.
NOT_CORRECTED = {
    "even": "every even week",
    "early": "early | every monday early",
    "right": "every right days",
    "light": "every light days",
    "weight": "every weight weeks",
    "there": "every there days",
    "file": "every file days",
    "live": "every live days",
    "form": "every monday form december",
    "list": "list monday of the month",
    "fast": "fast workday of the month",
    "match": "every match 3 | every monday until match",
    "bill": "every monday bill march",
    "will": "every monday will march",
    "still": "every monday still march",
    "what": "what monday | every what monday",
    "than": "monday than tuesday",
    "this": "this monday",
    "that": "that monday",
    "mouth": "last day of the mouth",
    "sundry": "every sundry",
    "othr": "every othr week",
    "mothly": "mothly on the 10th",
    "frist": "frist monday of the month",
    "aftr": "2 weeks aftr the last time",
    "tmies": "every friday for 10 tmies",
}


@pytest.mark.parametrize(
    ("word", "phrase"), [(word, each) for word, listed in NOT_CORRECTED.items() for each in listed.split(" | ")]
)
def test_13_7_another_word_is_refused_and_never_read_as_one_that_is_like_it(word: str, phrase: str) -> None:
    with pytest.raises(BadInput, match=rf"^'{word}' (could be|is not a word of)"):
        parse_phrase(phrase, MONDAY)


# Issue 13.6: number words


TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@pytest.mark.parametrize("between", [" ", "-"])
def test_13_6_number_words_are_read_up_to_ninety_nine(between: str) -> None:
    for tens, word in enumerate(TENS, start=2):
        assert parse_phrase(f"every {word} days", MONDAY).schedule == f"FREQ=DAILY;INTERVAL={tens * 10}"
        for ones, digit in enumerate(ONES, start=1):
            schedule = parse_phrase(f"every {word}{between}{digit} days", MONDAY).schedule
            assert schedule == f"FREQ=DAILY;INTERVAL={tens * 10 + ones}"
            assert parse_phrase(in_words(schedule), MONDAY).schedule == schedule


@pytest.mark.parametrize("between", [" ", "-"])
def test_13_6_ordinals_are_read_up_to_thirty_first_and_do_not_come_after_it(between: str) -> None:
    ones = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
    for number, word in enumerate(ones, start=1):
        assert parse_phrase(f"the twenty{between}{word}", MONDAY) == parse_phrase(f"the {20 + number}th", MONDAY)
    assert parse_phrase(f"the thirty{between}first", MONDAY) == parse_phrase("the 31st", MONDAY)
    for word in (f"thirty{between}second", f"fifty{between}first", "fortieth"):
        with pytest.raises(BadInput, match="never comes"):
            parse_phrase(f"the {word} of the month", MONDAY)
    with pytest.raises(BadInput, match=r"^'hundred' is not a word"):
        parse_phrase("every hundred days", MONDAY)


@pytest.mark.parametrize("word", ["lst", "teh", "mod", "mayy", "blursday", "fridge", "z" * 500])
def test_a_short_word_and_one_that_is_like_none_are_not_guessed_at(word: str) -> None:
    with pytest.raises(BadInput, match=rf"^'{word[:40]}…?' is not a word of schedules"):
        parse_phrase(f"every {word}", MONDAY)


@pytest.mark.parametrize(
    ("word", "could_be"),
    [
        ("sonday", "monday or sunday"),
        ("munday", "monday or sunday"),
        ("thuesday", "thursday or tuesday"),
        ("jule", "july or june"),
        ("weekl", "week or weekly"),
        ("early", "yearly"),
    ],
)
def test_a_typing_error_with_two_readings_is_refused(word: str, could_be: str) -> None:
    with pytest.raises(BadInput, match=rf"^'{word}' could be {could_be}"):
        parse_phrase(f"every {word}", MONDAY)


# Anything at all


WORDS = st.sampled_from(
    [
        *sorted(VOCABULARY),
        *(
            "0",
            "1",
            "2",
            "9",
            "15",
            "29",
            "30",
            "31",
            "400",
            "2027",
            "99999",
            "1234567",
            "٣",
            "²",
            "1st",
            "31st",
            "0th",
        ),
        *("2027-03-01", "2027-02-30", "12-01", "1.12.2026", "+3d", "-2w", "9:15", "9am", "mon-fri", "x", "é", "\x1b["),
        *(",", "&", "-", "–", "/", ".", "'", "’s", "RRULE:", "FREQ=DAILY", "BYDAY=", ";", "=", "evry", "wednsday"),
    ]
)
NEAR_MISSES = st.lists(WORDS, max_size=9).map(" ".join)
DATES = st.dates()


@given(st.one_of(st.text(st.characters(exclude_categories=()), max_size=60), NEAR_MISSES, NEAR_MISSES), DATES)
@settings(max_examples=600, deadline=None)
def test_anything_is_read_as_a_schedule_that_comes_or_is_refused_in_a_sentence(typed: str, today: date) -> None:
    refusal = ""
    try:
        phrase = parse_phrase(typed, today)
    except BadInput as error:
        refusal = str(error)
    else:
        assert normalise(phrase.schedule) == phrase.schedule
        assert phrase.ends_on is None or phrase.ends_on >= (phrase.starts_on or today)
    assert not refusal or (refusal.endswith(".") and "\n" not in refusal)


@given(st.lists(WORDS, max_size=6).map(" ".join))
@settings(max_examples=300, deadline=None)
def test_whatever_is_read_can_be_said_and_read_again(typed: str) -> None:
    with suppress(BadInput):
        schedule = parse_phrase(typed, MONDAY).schedule
        words = in_words(schedule)
        assert (parse_phrase(words, MONDAY).schedule, in_words(schedule)) == (schedule, words)


@pytest.mark.parametrize("day", [date.min, date(1, 12, 31), date(9999, 1, 1), date.max])
@pytest.mark.parametrize(
    "phrase",
    [
        *("every day", "weekly", "every monday", "monthly", "yearly", "29 february", "every 1000 years"),
        *("every day for 3 weeks", "every day until march", "every day until next year", "every day from next month"),
        *("every day until the end of next quarter", "every day starting in 9 years", "every day from yesterday"),
        *("every day until tomorrow", "last workday of the month", "every day for 9999 years", "3 days after done"),
    ],
)
def test_the_first_and_the_last_day_of_all_are_days(phrase: str, day: date) -> None:
    with suppress(BadInput):
        assert parse_phrase(phrase, day)


@pytest.mark.parametrize(
    "piece",
    [
        *("every ", "mon ", "1st ", "and ", "last ", "march 1 ", "a day after it ", "until ", "from ", "twice ", "1 "),
        *(
            "9",
            "-",
            ",",
            "'",
            " ",
            "x",
            "é",
            "\u0301",
            "\x1b[",
            "FREQ=DAILY;",
            "RRULE:",
            "evry ",
            "zzzz ",
            "first mon ",
        ),
        *(
            "to last ",
            "every 2 ",
            "or after the ",
            "except ",
            "a",
            "1.",
            "+1",
            "2027-",
            "monday-",
            "on ",
            "twenty-",
            "every! ",
        ),
    ],
)
def test_a_megabyte_is_refused_at_once_and_a_thousand_characters_are_read_at_once(piece: str) -> None:
    # No clock decides a test run; but what takes the square of its input would not end while one waits.
    for typed in (piece * (1_000_000 // len(piece)), f"every monday {piece * 200_000}"):
        with pytest.raises(BadInput, match="is longer than 1000 characters"):
            parse_phrase(typed, MONDAY)
    for typed in ((piece * 1000)[:1000], "every monday until " + (piece * 1000)[:980], "rrule:" + (piece * 1000)[:990]):
        with suppress(BadInput):
            parse_phrase(typed, MONDAY)
