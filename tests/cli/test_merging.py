"""Merging clients and projects: what it changes of billing is said and asked (issue 12.15); so is it elsewhere said."""

from __future__ import annotations

import io
import sys

import pytest
from terminal import Terminal

SAID = (
    "Merging acme into zoe changes what is billed: 2h of recorded time becomes billable; recorded time goes from 80.00 "
    "EUR to 240.00 EUR; work on acme/talks goes from not billable to 80.00 EUR an hour."
)


@pytest.fixture
def two(dayplan: Terminal) -> Terminal:
    """Two hours of talks for acme that are not billed, and an hour of talks for zoe that is worth 80 EUR."""
    dayplan.ok("add Talk @acme/talks")
    dayplan.ok("add Draft @zoe/talks")
    dayplan.ok("project billable acme/talks no")
    dayplan.ok("client rate zoe 80 EUR")
    dayplan.at("13:00")
    dayplan.ok("log add talk 8:00-10:00")
    dayplan.ok("log add draft 10:00-11:00")
    return dayplan


def amounts(dayplan: Terminal) -> list[tuple[str, int]]:
    total = dayplan.ok("report today --json").json["total"]
    return [(each["currency"], each["minor"]) for each in total["amounts"]]


def everything(dayplan: Terminal) -> list[object]:
    lists = ("client list --all", "project list --all", "report today --by project")
    return [dayplan.ok(f"{words} --json").json for words in lists]


def test_without_a_terminal_it_is_refused_and_yes_does_it(two: Terminal) -> None:
    before = everything(two)
    refused = two("client merge acme zoe")
    assert (refused.code, refused.out) == (1, "")
    assert refused.err == f"dayplan: {SAID} Nothing was changed: --yes does it.\n"
    assert everything(two) == before
    assert amounts(two) == [("EUR", 8000)]
    assert two.ok("client merge acme zoe --yes").lines == [
        "acme went into zoe, with 1 task; dayplan undo takes it back",
        f"It changed what is billed: {SAID.split(': ')[1].removesuffix('.')}",
    ]
    assert amounts(two) == [("EUR", 24_000)]
    two.ok("undo")
    assert everything(two) == before


@pytest.mark.parametrize(("typed", "merged"), [("y\n", True), ("yes\n", True), ("n\n", False), ("", False)])
def test_on_a_terminal_it_asks(two: Terminal, monkeypatch: pytest.MonkeyPatch, typed: str, merged: bool) -> None:
    class Keyboard(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Keyboard(typed))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    answer = two("client merge acme zoe")
    assert answer.err.startswith(f"{SAID} Merge them? [y/N] ")
    assert (answer.code == 0) is merged
    assert [row["client"] for row in two.ok("client list --json").json] == (["zoe"] if merged else ["acme", "zoe"])


def test_a_project_that_moves_as_it_is_is_not_asked_about(two: Terminal) -> None:
    """Its own word that it is not billed goes with it, so nothing changes."""
    two.ok("project rename acme/talks visits")
    assert two.ok("client merge acme zoe").lines == ["acme went into zoe, with 1 task; dayplan undo takes it back"]
    assert amounts(two) == [("EUR", 8000)]


def test_two_currencies_are_refused_and_what_is_advised_works(two: Terminal) -> None:
    two.ok("client rate acme 90 USD")
    before = everything(two)
    for words in ("client merge acme zoe", "client merge acme zoe --yes", "project merge acme/talks zoe/talks --yes"):
        kind, name = words.split()[0], words.split()[2]
        refused = two(words)
        assert refused.code == 1
        assert f"is billed in USD and “{words.split()[3]}” in EUR, which cannot be one. Bill both in one" in refused.err
        assert f"or put one away with its time: dayplan {kind} archive {name}." in refused.err
        assert everything(two) == before
        two.ok(f"{kind} archive {name}")
        two.ok("undo")
    two.ok("client rate acme 90 EUR")
    assert two("client merge acme zoe").err.startswith("dayplan: Merging acme into zoe changes what is billed: ")
    two.ok("client merge acme zoe --yes")


def test_a_project_goes_into_another_client_s_with_a_word(two: Terminal) -> None:
    refused = two("project merge zoe/talks acme/talks")
    assert (
        "Merging zoe/talks into acme/talks changes what is billed: 1h of recorded time is no longer billable; recorded "
        "time goes from 80.00 EUR to nothing; work on zoe/talks goes from 80.00 EUR an hour to not billable."
    ) in refused.err
    two.ok("project merge zoe/talks acme/talks --yes")
    assert amounts(two) == []


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("client rate zoe 100", "recorded time goes from 80.00 EUR to 100.00 EUR"),
        ("project rate zoe/talks 50", "recorded time goes from 80.00 EUR to 50.00 EUR"),
        ("client rate zoe none", "recorded time goes from 80.00 EUR to nothing"),
        (
            "project billable zoe/talks no",
            "1h of recorded time is no longer billable; recorded time goes from 80.00 EUR to nothing",
        ),
        ("project billable acme/talks yes", "2h of recorded time becomes billable"),
        (
            "edit 5 --for zoe/talks",
            "2h of recorded time becomes billable; recorded time goes from nothing to 160.00 EUR",
        ),
        (
            "log edit 1 --task draft",
            "2h of recorded time becomes billable; recorded time goes from nothing to 160.00 EUR",
        ),
        ("edit 6 --for @", "1h of recorded time is no longer billable; recorded time goes from 80.00 EUR to nothing"),
    ],
)
def test_every_other_change_of_billing_is_said_beside_the_answer(two: Terminal, words: str, says: str) -> None:
    before = amounts(two)
    answer = two.ok(words)
    assert answer.err == f"That changes what is billed: {says}.\n"
    assert before == [("EUR", 8000)]
    two.ok("undo")
    assert amounts(two) == before


@pytest.mark.parametrize("words", ["client rate acme 90 USD", "edit 5 --title Speech", "edit 5 --for acme/talks"])
def test_what_changes_no_billing_of_recorded_time_says_nothing(two: Terminal, words: str) -> None:
    assert two.ok(words).err == ""
