"""`away`: holidays and vacation on the command line: S8."""

from __future__ import annotations

from pathlib import Path

import pytest
from terminal import Answer, Terminal

ICS = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Holidays//EN
BEGIN:VEVENT
UID:1
DTSTAMP:20260101T000000Z
DTSTART;VALUE=DATE:20261224
DTEND;VALUE=DATE:20261227
SUMMARY:Christmas
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTAMP:20260101T000000Z
DTSTART:20261201T090000Z
SUMMARY:Dentist
END:VEVENT
END:VCALENDAR
"""


def refused(answer: Answer, code: int) -> str:
    assert (answer.code, answer.out) == (code, "")
    assert answer.err.splitlines()[-1].startswith("dayplan: ")
    return answer.err


@pytest.fixture
def four(dayplan: Terminal) -> Terminal:
    """A first day, with the freelancer's four; it is a Monday."""
    dayplan.ok("today")
    return dayplan


@pytest.mark.parametrize(
    ("words", "said", "first", "last", "label"),
    [
        ("fri", "Away 2026-11-27", "2026-11-27", "2026-11-27", ""),
        ("tue thu Flu", "Away 2026-11-24 to 2026-11-26, 3 days  Flu", "2026-11-24", "2026-11-26", "Flu"),
        (
            "fri mon Long weekend",
            "Away 2026-11-27 to 2026-11-30, 4 days  Long weekend",
            "2026-11-27",
            "2026-11-30",
            "Long weekend",
        ),
        ("2026-12-24 2027-01-01", "Away 2026-12-24 to 2027-01-01, 9 days", "2026-12-24", "2027-01-01", ""),
        (
            "2026-12-24 to 2027-01-01 Christmas",
            "Away 2026-12-24 to 2027-01-01, 9 days  Christmas",
            "2026-12-24",
            "2027-01-01",
            "Christmas",
        ),
        ("24 dec until 1 jan Home", "Away 2026-12-24 to 2027-01-01, 9 days  Home", "2026-12-24", "2027-01-01", "Home"),
        ("yesterday today", "Away 2026-11-22 to 2026-11-23, 2 days", "2026-11-22", "2026-11-23", ""),
        ("next fri +3d", "Away 2026-12-04 to 2026-12-07, 4 days", "2026-12-04", "2026-12-07", ""),
        ("fri Ana's birthday", "Away 2026-11-27  Ana's birthday", "2026-11-27", "2026-11-27", "Ana's birthday"),
    ],
)
def test_s8_days_are_added_as_people_say_them(
    four: Terminal, words: str, said: str, first: str, last: str, label: str
) -> None:
    assert four.ok(f"away add {words}").out == f"{said}\n"
    assert four.ok("away list --json").json == [{"id": 1, "first_day": first, "last_day": last, "label": label}]


def test_s8_an_away_day_is_left_out_with_its_reason(four: Terminal) -> None:
    four.ok("away add tue Flu")
    assert four.ok("today tomorrow --json").json["tasks"] == []
    four.at("2026-11-24T09:00:00+01:00")
    assert "4 skipped: away" in four.ok("today").err
    assert "Tuesday 24 November is an away day (Flu): it is left out." in four.ok("why email --day today").out


def test_the_list_shows_what_is_not_over(four: Terminal) -> None:
    assert four.ok("away").err == "No away days are planned. dayplan away add DAY [DAY] [LABEL] plans some.\n"
    four.ok("away add 2026-11-01 2026-11-08 Lisbon")
    four.ok("away add fri")
    assert four.ok("away").lines == ["  2  2026-11-27"]
    assert four.ok("away list --all").lines == ["  1  2026-11-01 to 2026-11-08, 8 days  Lisbon", "  2  2026-11-27"]
    assert len(four.ok("away list --all --json").json) == 2


def test_the_same_again_is_said_and_adds_nothing(four: Terminal) -> None:
    four.ok("away add fri")
    assert four.ok("away add fri").err == "All of that is there already.\n"
    assert four.ok("away add fri --json").json == []


def test_u1_removing_and_undoing(four: Terminal) -> None:
    four.ok("away add 2026-12-24 2026-12-26 Christmas")
    assert four.ok("away remove 1").out == "Work is planned again: 2026-12-24 to 2026-12-26, 3 days  Christmas\n"
    assert four.ok("away list --json").json == []
    assert "Remove away days Thursday 24 December to Saturday 26 December (Christmas)" in four.ok("undo").out
    assert len(four.ok("away list --json").json) == 1
    assert four.ok("away remove 1 --json").json["label"] == "Christmas"


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        ("away add soon", 2, "'soon' is not a day: write a day such as tomorrow"),
        ("away add 2026-12-24 2026-12-20", 2, "2026-12-20 is before 2026-12-24: give the first day first."),
        ("away remove 7", 1, "There are no away days numbered 7: dayplan away lists them."),
        ("away import none.ics", 74, "none.ics cannot be read: No such file or directory."),
    ],
)
def test_what_makes_no_sense_is_refused(four: Terminal, words: str, code: int, says: str) -> None:
    assert says in refused(four(words), code)
    assert four.ok("away list --json").json == []


@pytest.mark.parametrize("words", ["away add", "away remove", "away remove x", "away import"])
def test_words_that_are_missing(four: Terminal, words: str) -> None:
    assert four(words).code == 2


def test_s8_a_calendar_file(four: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "holidays.ics"
    file.write_text(ICS)
    left_out = "1 event with times of day left out, as away days are whole days: “Dentist”.\n"
    foretold = four.ok("away", "import", str(file), "--dry-run")
    assert foretold.lines[-1] == "  2026-12-24 to 2026-12-26, 3 days  Christmas"
    assert foretold.err == left_out
    assert four.ok("away", "import", str(file), "--dry-run", "--json").json == [
        {"id": None, "first_day": "2026-12-24", "last_day": "2026-12-26", "label": "Christmas"}
    ]
    assert four.ok("away list --json").json == []
    assert four.ok("away", "import", str(file)).out == "Away 2026-12-24 to 2026-12-26, 3 days  Christmas\n"
    assert four.ok("away", "import", str(file)).err == f"{left_out}All of that is there already.\n"
    assert len(four.ok("away list --json").json) == 1


def test_what_is_no_calendar(four: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "photo.ics"
    file.write_bytes(b"\x89PNG\r\n\x1a\n")
    assert "is not a calendar file (iCalendar)" in refused(four("away", "import", str(file)), 2)


def test_a_copy_is_made_before_a_calendar_is_taken_over(dayplan: Terminal, path: Path, tmp_path: Path) -> None:
    dayplan.ok("today")
    calendar = tmp_path / "holidays.ics"
    calendar.write_text(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20261224\nSUMMARY:Christmas\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    dayplan.ok("away", "import", str(calendar), "--dry-run")
    assert not list((path.parent / "backups").glob("*before-import*"))
    dayplan.ok("away", "import", str(calendar))
    (copy,) = (path.parent / "backups").glob("*before-import*")
    assert dayplan.ok("restore", str(copy), "--dry-run").out
    assert "Christmas" in dayplan.ok("away list").out
    dayplan.ok("restore", str(copy))
    assert "Christmas" not in dayplan("away", "list").out
