"""What a line that is being typed may become."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayplan.domain.completing import (
    DAYS,
    PHRASES,
    RANGES,
    complete_choice,
    complete_owner,
    complete_phrase,
    complete_quick_add,
    complete_tags,
)
from dayplan.domain.entry import parse_day
from dayplan.domain.model import MISSED
from dayplan.domain.phrase import parse_phrase
from dayplan.domain.ranges import parse_range

OWNERS = ["@acme/site", "@acme", "@blue-door", "@/own"]
TAGS = ["writing", "admin", "Übung"]
MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("Draft @ac", "Draft @acme/site"),
        ("Draft @acme", "Draft @acme/site"),
        ("Draft @ACME", "Draft @ACME/site"),
        ("Draft @acme/site", ""),
        ("Draft @b", "Draft @blue-door"),
        ("Draft @acme +wr", "Draft @acme +writing"),
        ("Draft +üb", "Draft +übung"),
        ("Draft on:to", "Draft on:today"),
        ("Draft on:tom", "Draft on:tomorrow"),
        ("on:to", ""),
        ("Draft @", ""),
        ("Draft @nobody", ""),
        ("Draft a", ""),
        ("Mail ana@ac", ""),
        ("", ""),
    ],
)
def test_a_quick_add_line(typed: str, completed: str) -> None:
    assert complete_quick_add(typed, OWNERS, TAGS) == completed


@pytest.mark.parametrize(
    ("typed", "completed"), [("ac", "acme/site"), ("@b", "@blue-door"), ("/o", "/own"), ("", ""), ("x", "")]
)
def test_an_owner_with_or_without_its_sign(typed: str, completed: str) -> None:
    assert complete_owner(typed, OWNERS) == completed


@pytest.mark.parametrize(
    ("typed", "completed"), [("wr", "writing"), ("writing a", "writing admin"), ("writing w", ""), ("writing ", "")]
)
def test_tags_one_after_another(typed: str, completed: str) -> None:
    assert complete_tags(typed, TAGS) == completed


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("e", "every workday"),
        ("every t", "every tuesday"),
        ("every mon and thu", "every mon and thursday"),
        ("last w", "last workday of the month"),
        ("every year on 15 ap", "every year on 15 april"),
        ("3 d", "3 days after done"),
        ("", "every workday"),
        ("zzz", ""),
    ],
)
def test_a_phrase_or_its_last_word(typed: str, completed: str) -> None:
    assert complete_phrase(typed) == completed


@pytest.mark.parametrize("phrase", PHRASES)
def test_every_phrase_that_is_offered_can_be_read(phrase: str) -> None:
    assert parse_phrase(phrase + "1 june" if phrase.endswith(" ") else phrase, MONDAY)


@pytest.mark.parametrize("words", RANGES)
def test_every_range_that_is_offered_can_be_read(words: str) -> None:
    assert parse_range(words, MONDAY)


def test_days_ranges_and_choices() -> None:
    assert complete_choice("tom", DAYS) == "tomorrow"
    assert parse_day(complete_choice("next f", DAYS), MONDAY) == date(2026, 12, 4)
    assert complete_choice("last m", RANGES) == "last month"
    assert complete_choice("oct", RANGES) == "october"
    assert complete_choice("keep", MISSED) == "keep_one"


@given(st.text(max_size=40))
def test_what_was_typed_stays_as_it_was_typed(typed: str) -> None:
    for completed in (
        complete_quick_add(typed, OWNERS, TAGS),
        complete_owner(typed, OWNERS),
        complete_tags(typed, TAGS),
        complete_phrase(typed),
        complete_choice(typed, (*MISSED, *RANGES, *DAYS)),
    ):
        assert completed == "" or (completed.startswith(typed) and len(completed) > len(typed))
