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
    assert found.left_out == (
        "3 events with times of day left out, as away days are whole days: “Dinner”, “Dentist”, “Floating”.",
    )


@pytest.mark.parametrize(
    ("event", "named"),
    [
        ("SUMMARY:No day at all", "“No day at all”"),
        ("DTSTART;VALUE=DATE:20261301\nSUMMARY:Month 13", "“Month 13” (its DTSTART cannot be read)"),
        ("DTSTART;VALUE=DATE:tomorrow", "one without a title (its DTSTART cannot be read)"),
        ("DTSTART;VALUE=DATE:20261201\nSUMMARY:X\nEXDATE;VALUE=DATE:soon", "“X” (its EXDATE cannot be read)"),
        ("DTSTART;VALUE=DATE:20261201\nSUMMARY:X\nEXDATE 20261201", "“X” (its EXDATE cannot be read)"),
        (
            "DTSTART;VALUE=DATE:20261201\nDTEND:20261202T100000Z\nSUMMARY:X",
            "“X” (its end is of another kind than its start)",
        ),
        ("DTSTART;VALUE=DATE:20261201\nSUMMARY:X\nRRULE:FREQ=SECONDLY", "“X” ("),
        ("DTSTART;VALUE=DATE:20261201\nSUMMARY:X\nRRULE:FREQ=YEARLY;INTERVAL=0", "“X” ("),
        ("DTSTART;VALUE=DATE:20261201\nSUMMARY:X\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "“X” ("),
        (
            "DTSTART;VALUE=DATE:20261201\nSUMMARY:X\nRDATE;VALUE=PERIOD:20261202T120000Z/PT30M",
            "“X” (it recurs at periods)",
        ),
        (
            "DTSTART;VALUE=DATE:20261201\nSUMMARY:X\nRECURRENCE-ID;VALUE=DATE;RANGE=THISANDFUTURE:20261201",
            "“X” (it changes all of its later dates at once)",
        ),
    ],
)
def test_13_22_an_event_that_cannot_be_read_is_named_and_does_not_keep_the_others_out(
    tmp_path: Path, event: str, named: str
) -> None:
    found = read(tmp_path, event, CHRISTMAS)
    assert [each.label for each in found.days] == ["Christmas"]
    (said,) = found.left_out
    assert said.startswith(f"1 event left out that could not be read: {named}")
    assert said.endswith(".")


def series(*events: str) -> str:
    """Versions and changed dates of one event: they share a UID."""
    return "\nEND:VEVENT\nBEGIN:VEVENT\nUID:0@example.org\nDTSTAMP:20260101T000000Z\n".join(events)


WEEKLY = "DTSTART;VALUE=DATE:20261124\nRRULE:FREQ=WEEKLY;COUNT=4\nSUMMARY:Course"  # 24 Nov, 1, 8 and 15 Dec


@pytest.mark.parametrize(
    ("event", "days"),
    [
        (WEEKLY, ["11-24", "12-01", "12-08", "12-15"]),
        # An occurrence that was moved is away on its new day only, and longer where it is said to be
        (
            series(
                WEEKLY,
                "RECURRENCE-ID;VALUE=DATE:20261201\nDTSTART;VALUE=DATE:20261203\n"
                "DTEND;VALUE=DATE:20261205\nSUMMARY:Course",
            ),
            ["11-24", "12-03 to 12-04", "12-08", "12-15"],
        ),
        # One that was cancelled is no day, in whichever order they stand
        (
            series(
                "RECURRENCE-ID;VALUE=DATE:20261208\nDTSTART;VALUE=DATE:20261208\nSTATUS:CANCELLED\nSUMMARY:Course",
                WEEKLY,
            ),
            ["11-24", "12-01", "12-15"],
        ),
        # Of a change that was changed again, the newest counts
        (
            series(
                WEEKLY,
                "RECURRENCE-ID;VALUE=DATE:20261201\nSEQUENCE:3\nDTSTART;VALUE=DATE:20261204\nSUMMARY:Course",
                "RECURRENCE-ID;VALUE=DATE:20261201\nSEQUENCE:2\nDTSTART;VALUE=DATE:20261203\nSUMMARY:Course",
            ),
            ["11-24", "12-04", "12-08", "12-15"],
        ),
        # Of two versions of an event too
        (
            series(
                "DTSTART;VALUE=DATE:20261202\nSEQUENCE:2\nSUMMARY:Course",
                "DTSTART;VALUE=DATE:20261201\nSEQUENCE:1\nSUMMARY:Course",
            ),
            ["12-02"],
        ),
        (
            series(
                "DTSTART;VALUE=DATE:20261202\nSUMMARY:Course",
                "DTSTART;VALUE=DATE:20261202\nSEQUENCE:1\nSTATUS:CANCELLED",
            ),
            [],
        ),
        # A changed date alone, as an invitation to one lesson has it
        ("RECURRENCE-ID;VALUE=DATE:20261201\nDTSTART;VALUE=DATE:20261203\nSUMMARY:Course", ["12-03"]),
        # Dates that are taken out, in every form, and dates that are added
        (f"{WEEKLY}\nEXDATE;VALUE=DATE:20261124,20261208", ["12-01", "12-15"]),
        (f"{WEEKLY}\nEXDATE:20261201T000000", ["11-24", "12-08", "12-15"]),
        (f"{WEEKLY}\nEXDATE;TZID=Europe/Berlin:20261201T090000\nEXDATE:20261215T120000Z", ["11-24", "12-08"]),
        (f"{WEEKLY}\nRDATE;VALUE=DATE:20261217,20261218", ["11-24", "12-01", "12-08", "12-15", "12-17", "12-18"]),
        ("DTSTART;VALUE=DATE:20261201\nRDATE;VALUE=DATE:20261203\nSUMMARY:Course", ["12-01", "12-03"]),
        # Whole days as Outlook writes them
        (
            (
                "DTSTART;TZID=W. Europe Standard Time:20261126T000000\nSUMMARY:Course\n"
                "DTEND;TZID=W. Europe Standard Time:20261128T000000\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE"
            ),
            ["11-26 to 11-27"],
        ),
        (
            (
                "DTSTART;TZID=Europe/Berlin:20261126T000000\nDTEND;TZID=Europe/Berlin:20261127T000000\n"
                "RRULE:FREQ=DAILY;UNTIL=20261127T230000Z\nEXDATE;TZID=Europe/Berlin:20261127T000000\nSUMMARY:Course"
            ),
            ["11-26", "11-28"],
        ),
        ("DTSTART:20261126T000000\nDURATION:P1D\nSUMMARY:Course", ["11-26"]),
        (
            "DTSTART:20261126T000000Z\nDTEND:20261127T000000Z\nSUMMARY:Course\nX-MICROSOFT-CDO-ALLDAYEVENT:TRUE",
            ["11-26"],
        ),
    ],
)
def test_13_22_moved_cancelled_and_added_dates_and_whole_days_as_midnights(
    tmp_path: Path, event: str, days: list[str]
) -> None:
    found = read(tmp_path, event)
    assert found.left_out == ()
    spans = [(f"{each.first:%m-%d}", f"{each.last:%m-%d}") for each in found.days]
    assert [first if first == last else f"{first} to {last}" for first, last in spans] == days


def test_13_22_midnights_of_utc_are_times_of_day_elsewhere(tmp_path: Path) -> None:
    found = read(tmp_path, "DTSTART:20261126T000000Z\nDTEND:20261127T000000Z\nSUMMARY:Night flight")
    assert found == ((), ("1 event with times of day left out, as away days are whole days: “Night flight”.",))


def test_13_22_of_many_events_that_are_left_out_some_are_named(tmp_path: Path) -> None:
    found = read(tmp_path, *(f"DTSTART:2026120{n}T090000Z\nSUMMARY:Call {n}" for n in range(1, 9)))
    (said,) = found.left_out
    assert said.endswith(": “Call 1”, “Call 2”, “Call 3”, “Call 4”, “Call 5” and 3 more.")


def test_13_22_lines_that_decide_nothing_may_be_broken(tmp_path: Path) -> None:
    event = 'DTSTART;VALUE=DATE:20261201\nSUMMARY:Fair\nan odd line\nATTENDEE;CN="A "b" C":mailto:a@example.org'
    assert [each.label for each in read(tmp_path, event).days] == ["Fair"]


def test_13_22_a_task_with_a_broken_line_does_not_keep_the_events_out(tmp_path: Path) -> None:
    file = tmp_path / "both.ics"
    todo = "BEGIN:VTODO\r\nUID:t@example.org\r\nX-ODD LINE\r\nDUE;VALUE=DATE:20261128\r\nEND:VTODO\r\n"
    file.write_text(calendar(CHRISTMAS).replace("BEGIN:VEVENT", f"{todo}BEGIN:VEVENT", 1), newline="")
    assert [each.label for each in read_calendar(str(file), TODAY).days] == ["Christmas"]


def test_13_22_no_warning_of_a_library_reaches_anybody(
    tmp_path: Path, recwarn: pytest.WarningsRecorder, capfd: pytest.CaptureFixture[str]
) -> None:
    read(tmp_path, "DTSTART;TZID=Atlantis/Port:20261126T000000\nDTEND;TZID=Atlantis/Port:20261127T000000\nSUMMARY:X")
    read(tmp_path, "DTSTART;VALUE=DATE:20261201\nRRULE:FREQ=DAILY;COUNT=2;UNTIL=20261203\nSUMMARY:X")
    assert list(recwarn) == []
    assert capfd.readouterr() == ("", "")


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
