"""How many dates are left of a count, and that it is over (S7, issue 13.13).

23 November 2026 is a Monday: five Mondays are 23 and 30 November, 7, 14 and 21 December.
"""

from __future__ import annotations

from datetime import date

import pytest
from terminal import Terminal

from dayplan.domain import packs
from dayplan.domain.packs import Pack, Starter

FIVE = ("template", "add", "Course", "--every", "every monday, 5 times")


@pytest.fixture
def file(dayplan: Terminal) -> Terminal:
    dayplan.ok("today")
    dayplan.ok(*FIVE)
    return dayplan


def left(dayplan: Terminal) -> tuple[object, ...]:
    """Return what show, list, the JSON of both and why say."""
    shown = dayplan.ok("template show Course --json").json
    listed = next(each for each in dayplan.ok("template list --json").json if each["title"] == "Course")
    assert (listed["left"], listed["over"]) == (shown["left"], shown["over"])
    line = next(line for line in dayplan.ok("template list").lines if "Course" in line)
    lines = dayplan.ok("template show Course").lines
    why = dayplan.ok("why Course --day today").out
    says = next(line.removeprefix("· ") for line in why.splitlines() if "5 dates" in line)
    assert shown["over"] or f"{shown['left']} of 5 dates left" in line
    assert any(line.startswith("  left     ") for line in lines)
    return shown["left"], shown["over"], says


def test_dates_after_today_are_left(file: Terminal) -> None:
    assert left(file) == (4, False, "Of its 5 dates 4 are left.")
    file.at("2026-12-14T09:00:00+01:00")
    assert left(file) == (1, False, "Of its 5 dates 1 is left.")
    assert "next 2026-12-21, 1 of 5 dates left" in file.ok("template list").out


def test_it_is_over_after_its_last_date(file: Terminal) -> None:
    file.at("2026-12-21T09:00:00+01:00")
    assert left(file)[:2] == (0, False)  # the last one is today's
    file.at("2026-12-22T09:00:00+01:00")
    assert left(file) == (0, True, "It is over: the last of its 5 dates was Monday 21 December.")
    assert "over since 2026-12-21" in file.ok("template list").out
    assert "  state    over since 2026-12-21" in file.ok("template show Course").lines


def test_a_pause_uses_dates_up(file: Terminal) -> None:
    file.ok("template pause Course 2026-12-10")
    assert left(file) == (2, False, "Of its 5 dates 2 are left, and 2 more left out by a pause or away days.")
    assert (
        "  left     2 of 5 dates left, 2 more left out (a pause or away days)" in file.ok("template show Course").lines
    )


@pytest.mark.parametrize(("on_away", "remain", "out"), [("skip", 3, 1), ("after", 4, 0), ("ignore", 4, 0)])
def test_away_days_use_dates_up_where_they_are_left_out(file: Terminal, on_away: str, remain: int, out: int) -> None:
    file.ok("template", "edit", "Course", "--away", on_away)
    file.ok("away add 2026-12-05 2026-12-08 Lisbon")
    more = f", and {out} more left out by a pause or away days" if out else ""
    assert left(file) == (remain, False, f"Of its 5 dates {remain} are left{more}.")


def test_the_answers_to_add_and_edit_know_of_away_days(dayplan: Terminal) -> None:
    dayplan.ok("today")
    dayplan.ok("away add 2026-12-05 2026-12-08 Lisbon")
    says = "  left     3 of 5 dates left, 1 more left out (a pause or away days)"
    assert says in dayplan.ok(*FIVE).lines
    assert says in dayplan.ok("template", "edit", "Course", "--notes", "x").lines
    assert dayplan.ok("template", "edit", "Course", "--notes", "y", "--json").json["left"] == 3


def test_what_is_brought_in_early_is_not_left(file: Terminal) -> None:
    file.ok("done Course")
    file.ok("template early Course")
    assert left(file)[:2] == (3, False)


def test_without_a_count_nothing_is_left_and_an_end_is_over(file: Terminal) -> None:
    file.ok("template", "edit", "Course", "--every", "every monday", "--ends", "2026-12-01")
    shown = file.ok("template show Course --json").json
    assert (shown["left"], shown["over"]) == (None, False)
    file.at("2026-12-02T09:00:00+01:00")
    assert file.ok("template show Course --json").json["over"] is True
    assert "over since 2026-12-01" in file.ok("template list").out


def test_dates_are_said_as_they_are_set(file: Terminal) -> None:
    file.ok("config set date_format dmy")
    says = file("template", "edit", "Course", "--every", "every monday", "--ends", "01.11.2026").err
    assert "It would end on 01.11.2026, before it begins on 23.11.2026: give a later end" in says


@pytest.mark.parametrize(
    ("starter", "says"),
    [
        (
            Starter("Course", "FREQ=WEEKLY;BYDAY=MO", 0, date(2026, 12, 10), date(2026, 12, 1)),
            "It would end on 2026-12-01, before it begins on 2026-12-10",
        ),
        (
            Starter("Course", "FREQ=WEEKLY;COUNT=5;BYDAY=MO", 0, None, date(2026, 12, 31)),
            "It would end after 5 times and on 2026-12-31",
        ),
    ],
)
def test_a_pack_is_checked_as_what_is_typed(
    dayplan: Terminal, monkeypatch: pytest.MonkeyPatch, starter: Starter, says: str
) -> None:
    dayplan.ok("today")
    monkeypatch.setattr("dayplan.planner.templates.pack", lambda name, today: Pack(name, "", (starter,)))
    answer = dayplan("template pack tutor")
    assert (answer.code, answer.out) == (2, "")
    assert says in answer.err
    assert "Course" not in dayplan.ok("template list").out


def test_the_end_that_a_phrase_of_a_pack_names_is_kept(dayplan: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    dayplan.ok("today")
    phrase = "every monday from 7 december until 2027-03-01"
    templates = [{"title": "Course", "every": phrase, "est": "1h"}]
    monkeypatch.setattr(packs, "_read", lambda: {"school": {"about": "a school", "templates": templates}})
    dayplan.ok("template pack school")
    shown = dayplan.ok("template show Course --json").json
    assert (shown["starts_on"], shown["ends_on"]) == ("2026-12-07", "2027-03-01")
