"""Which task is meant, and what is said when that is not clear."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayplan.domain.entry import Ref, parse_ref
from dayplan.domain.model import STATUSES
from dayplan.domain.naming import Candidate, find
from dayplan.errors import NotFound

TODAY = date(2026, 11, 23)
FRIDAY = date(2026, 11, 27)
MAIL = Candidate(11, 1, "Answer email", "open", TODAY)
PAGE = Candidate(12, 2, "Draft landing page", "open", TODAY)
DONE = Candidate(13, 3, "Write proposals", "done", TODAY)
PAGE_2 = Candidate(14, 4, "Draft about page", "open", TODAY)
LATER = Candidate(15, 1, "Send page to Ana", "open", FRIDAY)
ANA = Candidate(16, None, "Write Ana", "open", None)
BILL = Candidate(17, None, "Bill Ana", "open", None)
KNOWN = (MAIL, PAGE, DONE, PAGE_2, LATER, ANA, BILL)


def found(words: str, statuses: tuple[str, ...] = ("open",)) -> int:
    return find(parse_ref(words), KNOWN, TODAY, statuses)


def refusal(words: str, statuses: tuple[str, ...] = ("open",), known: tuple[Candidate, ...] = KNOWN) -> str:
    with pytest.raises(NotFound) as refused:
        find(parse_ref(words), known, TODAY, statuses)
    return str(refused.value)


@pytest.mark.parametrize(
    ("words", "task_id"),
    [
        ("1", 11),
        ("3", 13),  # a number names the task whatever its status: the caller says what may be done with it
        ("i1", 16),
        ("I2", 17),
        ("email", 11),
        ("EMAIL answer", 11),
        ("landing", 12),
        ("draft about", 14),
        ("send page", 15),
        ("bill", 17),
    ],
)
def test_a_task_is_named_by_number_by_place_in_the_inbox_or_by_words(words: str, task_id: int) -> None:
    assert found(words) == task_id


def test_programs_name_a_task_by_its_id() -> None:
    assert find(Ref("id", 99), (), TODAY) == 99


def test_words_that_fit_a_task_of_today_mean_that_one() -> None:
    known = (Candidate(18, None, "Answer email", "open", None), Candidate(19, 5, "Answer email", "open", FRIDAY), MAIL)
    assert find(parse_ref("answer"), known, TODAY) == 11
    assert find(parse_ref("answer"), known[:1], TODAY) == 18


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("call", "Call"),  # the whole title comes before whole words
        ("ana", "Call Ana"),  # whole words come before parts of words
        ("ananas", "Buy ananas"),
        ("nanas", "Buy ananas"),  # and those before nothing
        ("ana call", "Call Ana"),
    ],
)
def test_what_fits_best_is_meant(words: str, title: str) -> None:
    titles = ("Call", "Call Ana", "Buy ananas", "Call back Bill")
    known = tuple(Candidate(n, n, each, "open", TODAY) for n, each in enumerate(titles, start=1))
    assert titles[find(parse_ref(words), known, TODAY) - 1] == title


def test_a_number_is_todays_and_no_other_days() -> None:
    assert found("1") == 11
    assert find(parse_ref("1"), (LATER, MAIL), TODAY) == 11


def test_words_look_only_where_the_caller_looks() -> None:
    assert found("proposals", STATUSES) == 13
    assert "proposals" in refusal("proposals")


@pytest.mark.parametrize(
    ("words", "sentences"),
    [
        ("9", ["There is no task 9 today.", "1 Answer email, 2 Draft landing page, 4 Draft about page."]),
        ("i3", ["There is no task i3 in the inbox, which holds 2."]),
        ("i0", ["There is no task i0 in the inbox"]),
        ("draft", ["“draft” fits several tasks: 2 Draft landing page, 4 Draft about page", "number"]),
        (
            "ana",
            ["Send page to Ana (Friday 27 November), Write Ana (inbox), Bill Ana (inbox)", "Say more of the title."],
        ),
        ("proposals", ["No open task fits “proposals”, but 3 Write proposals is done."]),
        ("dentist", ["No open task fits “dentist”.", "Open today: 1 Answer email"]),
    ],
)
def test_what_is_not_clear_is_refused_with_what_could_be_meant(words: str, sentences: list[str]) -> None:
    said = refusal(words)
    for sentence in sentences:
        assert sentence in said


def test_six_candidates_are_named_and_the_others_counted() -> None:
    many = tuple(Candidate(n, n, f"Call {n} people", "open", TODAY) for n in range(1, 10))
    said = refusal("call people", known=many)
    assert "6 Call 6 people and 3 more" in said
    assert "7 Call" not in said


def test_where_nothing_is_open_that_is_said() -> None:
    assert "Nothing is open today." in refusal("1", known=(DONE,))
    assert "Nothing is open today." in refusal("dentist", known=())


@given(st.sampled_from(KNOWN), st.data())
def test_all_words_of_a_title_name_its_task_in_any_order_and_case(wanted: Candidate, data: st.DataObject) -> None:
    words = data.draw(st.permutations(wanted.title.split()))
    assert found(" ".join(words).upper(), STATUSES) == wanted.id


@given(st.text(min_size=1, max_size=20), st.sampled_from([("open",), STATUSES]))
def test_whatever_is_typed_names_one_task_or_is_refused_in_a_sentence(words: str, statuses: tuple[str, ...]) -> None:
    said = ""
    try:
        task_id = find(Ref("words", 0, words), KNOWN, TODAY, statuses)
    except NotFound as refused:
        said, task_id = str(refused), None
    assert said.endswith(".") if task_id is None else task_id in {candidate.id for candidate in KNOWN}
