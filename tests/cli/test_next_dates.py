"""What `template add` and `template edit` answer, and what comes late: S3, S7, issue 13.14, 13.15 and 13.19."""

from __future__ import annotations

import pytest
from terminal import Terminal

FRIDAY = "2026-11-27T09:00:00+01:00"
SATURDAY = "2026-11-28T09:00:00+01:00"
NEXT_MONDAY = "2026-11-30T09:00:00+01:00"
NEXT_TUESDAY = "2026-12-01T09:00:00+01:00"


@pytest.mark.parametrize("opened", [True, False], ids=["today was opened", "on a new file"])
@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (("--every", "every monday", "--starts", "2026-04-13"), "Next: Monday 30 November"),
        (("--every", "every workday", "--starts", "2026-01-01"), "Next: today, Friday 27 November"),
        (("--every", "every year on 15 april", "--starts", "2026-04-15"), "Next: Thursday 15 April 2027"),
        (("--every", "every workday", "--missed", "accumulate", "--starts", "2026-01-01"), "Next: today, Friday 27 N"),
        (("--every", "3 days after done", "--starts", "2026-01-01"), "Next: today, Friday 27 November"),
        (("--every", "3 days after done", "--starts", "2026-12-24"), "Next: Thursday 24 December"),
        (("--every", "every monday, 3 times", "--starts", "2026-04-13"), "Next: no date to come"),
    ],
)
def test_s7_adding_and_editing_say_when_it_comes_next(
    dayplan: Terminal, more: tuple[str, ...], expected: str, opened: bool
) -> None:
    dayplan.at(FRIDAY)
    if opened:
        dayplan.ok("today")
    assert dayplan.ok("template", "add", "Books", *more).lines[-1].startswith(expected)
    assert dayplan.ok("seed", "--dry-run").out.strip() == "nothing to seed"
    assert dayplan.ok("missed", "--json").json == []
    books = [task for task in dayplan.ok("today", "--json").json["tasks"] if task["title"] == "Books"]
    assert len(books) == expected.startswith("Next: today")
    dayplan.ok("template", "add", "Others", "--every", "every year on 1 february")
    again = dayplan.ok("template", "edit", "Others", *more)
    assert again.lines[-1].startswith(expected)
    assert dayplan.ok("missed", "--json").json == []
    assert dayplan.ok("template", "show", "Others", "--json").json["paused_until"] is None
    assert dayplan.ok("doctor").code == 0


def test_s11_why_says_that_nothing_is_due_before_the_day_on_which_it_was_made(dayplan: Terminal) -> None:
    dayplan.at(FRIDAY).ok("template", "add", "Books", "--every", "every monday", "--starts", "2026-04-13")
    assert (
        "· Nothing of it is due before Friday 27 November: it was made, changed or paused until then."
        in dayplan.ok("why", "Books", "--day", "2026-11-23").lines
    )
    assert not any("before" in line for line in dayplan.ok("why", "Books", "--day", "2026-11-30").lines)


def test_s3_a_week_that_was_not_opened_comes_late_and_is_replaced_by_the_next(dayplan: Terminal) -> None:
    dayplan.ok("today")
    dayplan.ok("template", "add", "Review", "--every", "every wednesday")
    dayplan.ok("template", "add", "Stretch", "--every", "daily")
    why = dayplan.ok("why", "Review", "--day", "2026-11-27").lines
    assert why[-1] == (
        "· If dayplan is not opened before, Friday 27 November is seeded with its task of Wednesday 25 November, "
        "after its day."
    )
    dayplan.at(FRIDAY)
    assert "6 seeded" in dayplan.ok("seed", "--dry-run").out
    dayplan.ok("today")
    titles = {task["title"]: task["occurrence"] for task in dayplan.ok("today", "--json").json["tasks"]}
    assert titles["Review"] == "2026-11-25"
    assert titles["Stretch"] == "2026-11-27"
    missed = [(each["title"], each["reason"]) for each in dayplan.ok("missed", "--json").json]
    assert missed.count(("Stretch", "not_opened")) == 3
    assert ("Review", "not_opened") not in missed
    dayplan.at("2026-12-02T09:00:00+01:00").ok("today")
    titles = {task["title"]: task["occurrence"] for task in dayplan.ok("today", "--json").json["tasks"]}
    assert titles["Review"] == "2026-12-02"
    missed = [(each["title"], each["reason"]) for each in dayplan.ok("missed", "--json").json]
    assert ("Review", "replaced") in missed


def test_s4_undo_on_the_command_line_does_what_reopen_does(dayplan: Terminal) -> None:
    dayplan.ok("today")
    dayplan.ok("template", "add", "Water", "--every", "1 day after done")
    dayplan.ok("done", "Water")
    dayplan.at("2026-11-24T09:00:00+01:00").ok("today")
    dayplan.ok("undo")
    water = [
        (t["occurrence"], t["status"]) for t in dayplan.ok("today", "--json").json["tasks"] if t["title"] == "Water"
    ]
    assert water == [("2026-11-23", "open")]
    dayplan.ok("redo")
    water = [
        (t["occurrence"], t["status"]) for t in dayplan.ok("today", "--json").json["tasks"] if t["title"] == "Water"
    ]
    assert ("2026-11-24", "open") in water
    assert dayplan.ok("doctor").code == 0
