"""Away days out of calendar files, as other programs write them (RFC 5545): S8."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from support import MONDAY, Book

from dayplan.domain.model import AwayDays
from dayplan.errors import BadInput, CannotAccess
from dayplan.planner.calendar_file import Calendar, read_calendar

TODAY = date(2026, 11, 23)


def calendar(*events: str) -> str:
    """A calendar file with these events, each given by its lines."""
    body = "".join(
        f"BEGIN:VEVENT\nUID:{number}@example.org\nDTSTAMP:20260101T000000Z\n{event.strip()}\nEND:VEVENT\n"
        for number, event in enumerate(events)
    )
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Example//Holidays//EN\n{body}END:VCALENDAR\n"
    return "\r\n".join(line.strip() for line in text.splitlines()) + "\r\n"


def read(tmp_path: Path, *events: str) -> Calendar:
    file = tmp_path / "holidays.ics"
    file.write_text(calendar(*events), newline="")
    return read_calendar(str(file), TODAY)


CHRISTMAS = "DTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:20261227\nSUMMARY:Christmas"


@pytest.mark.parametrize(
    ("event", "days"),
    [
        ("DTSTART;VALUE=DATE:20261225\nSUMMARY:Christmas Day", ["2026-12-25 2026-12-25 Christmas Day"]),
        ("DTSTART;VALUE=DATE:20261225\nDTEND;VALUE=DATE:20261226\nSUMMARY:One", ["2026-12-25 2026-12-25 One"]),
        (CHRISTMAS, ["2026-12-24 2026-12-26 Christmas"]),  # its end is not included
        ("DTSTART;VALUE=DATE:20261224\nDURATION:P2W", ["2026-12-24 2027-01-06 "]),
        (
            "DTSTART;VALUE=DATE:20261225\nDTEND;VALUE=DATE:20261225\nSUMMARY:Wrong end",
            ["2026-12-25 2026-12-25 Wrong end"],
        ),
        ("DTSTART;VALUE=DATE:20261225\nSUMMARY:Café\\, closed \\; 🎄", ["2026-12-25 2026-12-25 Café, closed ; 🎄"]),
        ("DTSTART;VALUE=DATE:20261120\nDTEND;VALUE=DATE:20261125\nSUMMARY:Now", ["2026-11-20 2026-11-24 Now"]),
        ("DTSTART;VALUE=DATE:20261120\nDTEND;VALUE=DATE:20261123\nSUMMARY:Over", []),
        # Every year, for the two years ahead
        (
            "DTSTART;VALUE=DATE:20101225\nRRULE:FREQ=YEARLY\nSUMMARY:X",
            ["2026-12-25 2026-12-25 X", "2027-12-25 2027-12-25 X"],
        ),
        (
            "DTSTART;VALUE=DATE:20101231\nDTEND;VALUE=DATE:20110102\nRRULE:FREQ=YEARLY;COUNT=17\nSUMMARY:Eve",
            ["2026-12-31 2027-01-01 Eve"],
        ),
        (
            "DTSTART;VALUE=DATE:20201123\nDTEND;VALUE=DATE:20201127\nRRULE:FREQ=YEARLY;UNTIL=20261231\nSUMMARY:Fair",
            ["2026-11-23 2026-11-26 Fair"],
        ),
        (
            "DTSTART;VALUE=DATE:20201126\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH\nSUMMARY:Thanks",
            ["2026-11-26 2026-11-26 Thanks", "2027-11-25 2027-11-25 Thanks", "2028-11-23 2028-11-23 Thanks"],
        ),
        (
            "DTSTART;VALUE=DATE:20101225\nRRULE:FREQ=YEARLY\nEXDATE;VALUE=DATE:20261225\nSUMMARY:X",
            ["2027-12-25 2027-12-25 X"],
        ),
        ("DTSTART;VALUE=DATE:20261225\nSTATUS:CANCELLED\nSUMMARY:Off", []),
    ],
)
def test_s8_all_day_events_are_away_days(tmp_path: Path, event: str, days: list[str]) -> None:
    found = read(tmp_path, event)
    assert [f"{each.first} {each.last} {each.label}" for each in found.days] == days
    assert found.left_out == ()


def test_s8_an_event_that_began_before_and_is_not_over_is_one_of_them(tmp_path: Path) -> None:
    found = read(tmp_path, "DTSTART;VALUE=DATE:20201121\nDTEND;VALUE=DATE:20201125\nRRULE:FREQ=YEARLY\nSUMMARY:Fair")
    assert found.days[0] == AwayDays(0, date(2026, 11, 21), date(2026, 11, 24), "Fair")


def test_events_with_times_of_day_are_left_out_and_that_is_said(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        CHRISTMAS,
        "DTSTART:20261224T180000Z\nDTEND:20261224T200000Z\nSUMMARY:Dinner",
        "DTSTART;TZID=Europe/Berlin:20261201T090000\nSUMMARY:Dentist",
        "DTSTART:20261202T090000\nSUMMARY:Floating",
    )
    assert [each.label for each in found.days] == ["Christmas"]
    assert found.left_out == ("3 events with times of day left out: away days are whole days.",)


@pytest.mark.parametrize(
    "event",
    [
        "SUMMARY:No day at all",
        "DTSTART;VALUE=DATE:20261301\nSUMMARY:Month 13",
        "DTSTART;VALUE=DATE:tomorrow",
        "DTSTART;VALUE=DATE:20261201\nDTEND:20261202T100000Z",
        "DTSTART;VALUE=DATE:20261201\nRRULE:FREQ=SECONDLY",
        "DTSTART;VALUE=DATE:20261201\nRRULE:FREQ=YEARLY;INTERVAL=0",
        "DTSTART;VALUE=DATE:20261201\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    ],
)
def test_an_event_that_cannot_be_read_does_not_keep_the_others_out(tmp_path: Path, event: str) -> None:
    found = read(tmp_path, event, CHRISTMAS)
    assert [each.label for each in found.days] == ["Christmas"]
    assert found.left_out == ("1 event left out that could not be read.",)


def test_the_same_days_twice_and_an_order_of_their_own(tmp_path: Path) -> None:
    found = read(tmp_path, CHRISTMAS, "DTSTART;VALUE=DATE:20261201\nSUMMARY:Fair", CHRISTMAS)
    assert [each.label for each in found.days] == ["Fair", "Christmas"]


def test_labels_are_cleaned_and_cut(tmp_path: Path) -> None:
    found = read(tmp_path, f"DTSTART;VALUE=DATE:20261201\nSUMMARY:\x1b[31m[bold]red\u202e {'x' * 300}")
    ((_, _, _, label),) = found.days
    assert len(label) == 100
    assert "[bold]red" in label
    assert label.isprintable()


def test_several_calendars_in_one_file(tmp_path: Path) -> None:
    file = tmp_path / "all.ics"
    file.write_text(calendar(CHRISTMAS) + calendar("DTSTART;VALUE=DATE:20261201\nSUMMARY:Fair"), newline="")
    assert [each.label for each in read_calendar(str(file), TODAY).days] == ["Fair", "Christmas"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        b"first,last\n2026-12-24,2026-12-26\n",
        b"\x00\x01\x02\xff\xfe" * 50,
        b"SQLite format 3\x00" + bytes(100),
        b"BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261224\r\nEND:VEVENT\r\n",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261224\r\n",
        b"END:VCALENDAR\r\n",
        "Ünicode ≠ calendar".encode("utf-16"),
    ],
)
def test_what_is_no_calendar_is_refused_in_one_sentence(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "holidays.ics"
    file.write_bytes(content)
    with pytest.raises(BadInput) as error:
        read_calendar(str(file), TODAY)
    assert str(error.value) == f"{file} is not a calendar file (iCalendar): it should begin with BEGIN:VCALENDAR."


def test_a_calendar_without_events_has_no_days(tmp_path: Path) -> None:
    assert read(tmp_path) == Calendar((), ())


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(CannotAccess, match="No such file"):
        read_calendar(str(tmp_path / "none.ics"), TODAY)
    with pytest.raises(CannotAccess, match="cannot be read"):
        read_calendar(str(tmp_path), TODAY)


def test_a_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dayplan.planner.calendar_file.LARGEST", 100)
    with pytest.raises(BadInput, match="is larger than"):
        read(tmp_path, CHRISTMAS)


def test_s8_a_second_import_adds_nothing(book: Book, tmp_path: Path) -> None:
    found = read(tmp_path, CHRISTMAS, "DTSTART;VALUE=DATE:20101225\nRRULE:FREQ=YEARLY\nSUMMARY:X")
    assert [each.id for each in book.planner.away.add(found.days, MONDAY)] == [1, 2, 3]
    assert book.planner.away.add(read(tmp_path, CHRISTMAS).days, MONDAY) == ()
    assert book.sql("SELECT first_day, last_day, label FROM away ORDER BY id") == [
        ("2026-12-24", "2026-12-26", "Christmas"),
        ("2026-12-25", "2026-12-25", "X"),
        ("2027-12-25", "2027-12-25", "X"),
    ]
