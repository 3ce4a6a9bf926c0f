"""Work that comes back so long after it was done, from the command line (S4, issue 13.12).

23 November 2026 is a Monday.
"""

from __future__ import annotations

import pytest
from terminal import Terminal

MORNING = "T09:00:00+01:00"


@pytest.fixture
def file(dayplan: Terminal) -> Terminal:
    dayplan.ok("today")
    return dayplan


def is_open(dayplan: Terminal, day: str, title: str = "Boiler") -> bool:
    dayplan.at(day + MORNING)
    return any(task["title"] == title and task["status"] == "open" for task in dayplan.ok("today --json").json["tasks"])


@pytest.mark.parametrize(
    ("phrase", "first", "not_yet", "due"),
    [
        ("3 months after done", "2026-11-23", "2027-02-22", "2027-02-23"),  # 90 days are over on 21 February
        ("a year after done", "2026-11-23", "2027-11-22", "2027-11-23"),
        ("3 business days after done", "2026-11-25", "2026-11-29", "2026-11-30"),
        ("every 3 weeks on saturday when done", "2026-11-28", "2026-12-18", "2026-12-19"),
    ],
)
def test_it_comes_back_on_its_day(file: Terminal, phrase: str, first: str, not_yet: str, due: str) -> None:
    file.ok("template", "add", "Boiler", "--every", phrase)
    assert is_open(file, first)
    file.ok("done Boiler")
    assert not is_open(file, not_yet)
    assert is_open(file, due)
    file("seed --catch-up")  # months have passed, which is asked about (D5)
    assert file.ok("doctor").code == 0


def test_it_first_comes_on_a_day_that_fits(file: Terminal) -> None:
    answer = file.ok("template preview every 3 weeks on saturday when done")
    assert answer.lines[-1] == (
        "First on Saturday 28 November; then on the first saturday at least 3 weeks after it was last done or skipped."
    )
    file.ok("template", "add", "Boiler", "--every", "every 3 weeks on saturday when done")
    assert not is_open(file, "2026-11-27")
    assert is_open(file, "2026-11-28")


@pytest.mark.parametrize(
    ("phrase", "words", "why"),
    [
        ("3 months after done", "3 months after it was done", "It comes 3 months after it was last done or skipped"),
        ("3 business days after done", "3 workdays after it was done", "It comes 3 workdays after it was last"),
        (
            "every 3 weeks on saturday when done",
            "every 3 weeks on saturday when done",
            "It comes on the first saturday at least 3 weeks after it was last done or skipped",
        ),
    ],
)
def test_show_list_and_why_say_it_in_words(file: Terminal, phrase: str, words: str, why: str) -> None:
    file.ok("template", "add", "Boiler", "--every", phrase)
    assert file.ok("template show Boiler").lines[0].endswith(f"Boiler: {words}")
    assert words in file.ok("template list").out
    assert why in file.ok("why Boiler --day 2027-03-01").out
    edited = file.ok("template", "edit", "Boiler", "--every", words)  # whatever is printed can be read back
    assert edited.lines[0].endswith(f"Boiler: {words}")
