"""`log add`, `edit`, `split`, `cut` and `delete`: T3, T4, T5, T8, T11, as they are typed."""

from __future__ import annotations

import pytest
from terminal import Terminal


@pytest.fixture
def morning(dayplan: Terminal) -> Terminal:
    """Email 9:00 to 9:30, proposals 9:30 to 10:00, project work from 10:00 on; it is noon."""
    dayplan.ok("start 1")
    dayplan.at("09:30").ok("start 2")
    dayplan.at("10:00").ok("start 3")
    return dayplan.at("12:00")


def spans(dayplan: Terminal, *days: str) -> list[str]:
    entries = dayplan.ok("log", *days, "--json").json
    return [f"{e['started_at'][11:16]}-{(e['ended_at'] or 'now')[-14:][:5]} {e['title']}" for e in entries]


BEFORE = ["09:00-09:30 Answer email", "09:30-10:00 Write proposals", "10:00-now Project work"]


def test_t3_what_it_would_cut_is_said_with_before_and_after_and_done_with_adjust(morning: Terminal) -> None:
    answer = morning("log add 4 9:20-10:30")
    assert (answer.code, answer.out) == (1, "")
    for loss in (
        "“Answer email” 09:00–09:30 (30m) would become 09:00–09:20",
        "“Write proposals” 09:30–10:00 (30m) would be gone",
        "“Project work” 10:00–now (2h) would become 10:30–now",
        "--adjust does it.",
    ):
        assert loss in answer.err
    assert spans(morning) == BEFORE
    answer = morning.ok("log add 4 9:20-10:30 --adjust")
    assert answer.lines == ["#4  09:20–10:30  1h10  Send invoices"]
    assert answer.err.count(" is now ") == 2
    assert "is gone" in answer.err
    assert spans(morning) == ["09:00-09:20 Answer email", "09:20-10:30 Send invoices", "10:30-now Project work"]
    morning.ok("undo")
    assert spans(morning) == BEFORE


@pytest.mark.parametrize(
    ("command", "said", "after"),
    [
        ("log edit 1 --start 8:45", "#1  08:45–09:30  45m  Answer email", ["08:45-09:30 Answer email", *BEFORE[1:]]),
        ("log edit 3 --start 10:15", "#3  10:15–now  1h45  Project work", [*BEFORE[:2], "10:15-now Project work"]),
        ("log edit 3 --start -20m", "#3  11:40–now  20m  Project work", [*BEFORE[:2], "11:40-now Project work"]),
        ("log edit 3 --end 11:30", "#3  10:00–11:30  1h30  Project work", [*BEFORE[:2], "10:00-11:30 Project work"]),
        ("log edit 2 --task invoices", "#2  09:30–10:00  30m  Send invoices",
         [BEFORE[0], "09:30-10:00 Send invoices", BEFORE[2]]),
        ("log edit 3 --task 4", "#3  10:00–now  2h  Send invoices", [*BEFORE[:2], "10:00-now Send invoices"]),
        ("log edit 1 --boundary 9:10", "#2  09:10–10:00  50m  Write proposals",
         ["09:00-09:10 Answer email", "09:10-10:00 Write proposals", BEFORE[2]]),
        ("log edit 2 --boundary 10:30", "#3  10:30–now  1h30  Project work",
         [BEFORE[0], "09:30-10:30 Write proposals", "10:30-now Project work"]),
        ("log split 3 11:00", "#4  11:00–now  1h  Project work",
         [*BEFORE[:2], "10:00-11:00 Project work", "11:00-now Project work"]),
        ("log split 3 30m", "#4  10:30–now  1h30  Project work",
         [*BEFORE[:2], "10:00-10:30 Project work", "10:30-now Project work"]),
        ("log split 3 1030", "#4  10:30–now  1h30  Project work",
         [*BEFORE[:2], "10:00-10:30 Project work", "10:30-now Project work"]),
        ("log split 3 11am", "#4  11:00–now  1h  Project work",
         [*BEFORE[:2], "10:00-11:00 Project work", "11:00-now Project work"]),
        ("log cut -30m-now", None, [*BEFORE[:2], "10:00-11:30 Project work", "12:00-now Project work"]),
        ("log cut 10:30-11:00", None, [*BEFORE[:2], "10:00-10:30 Project work", "11:00-now Project work"]),
        ("log delete 3", "Deleted #3 “Project work” 10:00–now (2h); dayplan undo brings it back", BEFORE[:2]),
        ("log add 4 8:00-9:00", "#4  08:00–09:00  1h  Send invoices", ["08:00-09:00 Send invoices", *BEFORE]),
    ],
)  # fmt: skip
def test_t4_every_correction_also_of_the_running_entry_and_its_undo(
    morning: Terminal, command: str, said: str | None, after: list[str]
) -> None:
    answer = morning.ok(command)
    if said is not None:
        assert said in answer.lines
    assert spans(morning) == after
    morning.ok("undo")
    assert spans(morning) == BEFORE
    morning.ok("redo")
    assert spans(morning) == after


@pytest.mark.parametrize(
    ("command", "code", "says"),
    [
        ("log edit 1 --end 8:30", 1, "It would end at 08:30, before it starts at 09:00."),
        ("log edit 1 --start 10:45", 1, "It would end at 09:30, before it starts at 10:45."),
        ("log add 4 yesterday 9:00-8:30", 1, "It would end at 08:30, before it starts at 09:00."),
        ("log add 4 8:00-7:00", 1, "It would end at 07:00, before it starts at 08:00."),
        (
            "log edit 3 --end 13:00",
            1,
            "13:00 on Monday 23 November is still to come: it is 12:00 now. Give a time",
        ),
        ("log add 4 11:00-14:00", 1, "14:00 on Monday 23 November is still to come"),
        ("log edit 1 --boundary 9:10 --note x", 2, "it stands alone"),
        ("log add 4 12:00-12:00", 1, "It would start and end at 12:00, which is no time at all: give a later end."),
        ("log add 4 8:00-8:00", 1, "no time at all"),
        ("log edit 1 --end 9:00", 1, "no time at all"),
        ("log edit 1 --start 9:30", 1, "no time at all"),
        ("log resolve 1 drop --of 9:10-9:10", 2, "no time at all"),
        ("log edit 3 --boundary 11:00", 1, "No entry begins where this one ends"),
        ("log edit 1", 2, "Say what to change"),
        ("log edit 77 --note x", 1, "There is no time entry #77"),
        ("log split 1 9:30", 1, "09:30 is not within the entry, which goes from 09:00 to 09:30"),
        ("log cut 7:00-8:00", 1, "nothing to cut out"),
        ("log add 4 25:00-26:00", 2, "There is no such time as '25:00'"),
        ("log add 4 9:00", 2, "'9:00' is not a stretch of time"),
        ("log add 9:00-10:00", 2, "Name a task and its times"),
        ("log add nobody 8:00-9:00", 1, "No task fits “nobody”"),
    ],
)
def test_t5_what_makes_no_sense_is_refused_with_the_reason(
    morning: Terminal, command: str, code: int, says: str
) -> None:
    answer = morning(command)
    assert (answer.code, answer.out) == (code, "")
    assert says in answer.err
    assert answer.err.count("\n") == 1
    assert spans(morning) == BEFORE


def test_t4_another_day_is_named_and_said(morning: Terminal) -> None:
    assert morning.ok("log add 4 yesterday 22:00-01:00").lines == [
        "#4  22:00–01:00  3h  Send invoices  Sunday 22 November"
    ]
    assert morning.ok("log yesterday").lines[1] == "#4  22:00–01:00      2h  Send invoices  (of 3h)"
    assert "12 hours" in morning.ok("log add 4 fri 6:00-20:00").err, "T10"


def test_t11_one_entry_is_billable_or_not_whatever_its_project_is(morning: Terminal) -> None:
    assert morning.ok("log edit 1 --billable yes").lines == ["#1  09:00–09:30  30m  Answer email  billable"]
    assert morning.ok("log edit 1 --note hello --json").json["entries"][0]["billable"] is True
    assert morning.ok("report --by billable --json").json["rows"][1]["key"] == "billable"
    morning.ok("undo")
    morning.ok("undo")
    assert [row["key"] for row in morning.ok("report --by billable --json").json["rows"]] == ["not billable"]


@pytest.mark.parametrize(
    "command", ["log edit 1 --start 8:45", "log split 3 30m", "log add 4 8:00-9:00", "log add 4 9:00-9:10 --adjust"]
)
def test_each_answers_in_json(morning: Terminal, command: str) -> None:
    found = morning.ok(f"{command} --json").json
    assert found["entries"]
    assert len(found["losses"]) == ("--adjust" in command)


@pytest.mark.parametrize(
    "command", ["log add 1 2:30-4:00", "log edit 1 --start 2:30", "start 1 --at 2:30", "stop --at 2:30"]
)
def test_t8_a_time_that_the_clocks_skipped_is_refused(dayplan: Terminal, command: str) -> None:
    dayplan.at("2026-03-29T01:00:00+01:00").ok("start 1")
    answer = dayplan.at("2026-03-29T09:00:00+02:00")(command)
    assert (answer.code, answer.out) == (2, "")
    assert "The clocks skipped 02:30 on 2026-03-29: write a time before or after." in answer.err


@pytest.mark.parametrize(
    ("command", "begins", "ends"),
    [
        ("log add 1 2:30-4:00", "02:30:00+02:00", "04:00:00+01:00"),
        ("log add 1 2:30+01:00-4:00", "02:30:00+01:00", "04:00:00+01:00"),
        ("log add 1 2:30+02:00-2:30+01:00", "02:30:00+02:00", "02:30:00+01:00"),
        ("log add 1 2:50-2:10", "02:50:00+02:00", "02:10:00+01:00"),
        ("log add 1 2026-10-25T02:30+01:00-03:00", "02:30:00+01:00", "03:00:00+01:00"),
    ],
)
def test_t8_a_time_that_came_twice_is_the_first_with_a_notice_or_the_one_that_was_said(
    dayplan: Terminal, command: str, begins: str, ends: str
) -> None:
    dayplan.at("2026-10-25T09:00:00+01:00").ok("today")
    answer = dayplan.ok(command)
    found = dayplan.ok("log --json").json[0]
    assert (found["started_at"][11:], found["ended_at"][11:]) == (begins, ends)
    assert ("came twice" in answer.err) == (begins.endswith("+02:00") and "+02:00" not in command)


@pytest.mark.parametrize("command", ["log edit 1 --end 2:30", "log split 1 2:30"])
def test_t8_the_same_where_an_entry_is_corrected(dayplan: Terminal, command: str) -> None:
    dayplan.at("2026-10-25T01:00:00+02:00").ok("start 1")
    answer = dayplan.at("2026-10-25T09:00:00+01:00").ok(command)
    assert "02:30 came twice: 02:30+02:00 is meant. The other is 02:30+01:00." in answer.err
    assert dayplan.ok("log --json").json[0]["seconds"] == 90 * 60


def test_d3_times_of_a_journey_are_shown_and_typed_as_the_clocks_there_showed_them(
    dayplan: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    dayplan.at("2026-11-24T09:00:00+09:00").ok("start 1")
    dayplan.at("2026-11-24T11:00:00+09:00").ok("stop")
    monkeypatch.setenv("TZ", "Europe/Berlin")
    dayplan.at("2026-11-24T20:00:00+01:00")
    assert dayplan.ok("log").lines[1] == "#1  09:00–11:00      2h  Answer email  (Asia/Tokyo)"
    assert dayplan.ok("log edit 1 --start 9:30").lines == ["#1  09:30–11:00  1h30  Answer email  (Asia/Tokyo)"]
    assert dayplan.ok("log split 1 10:00").lines[1] == "#2  10:00–11:00  1h  Answer email  (Asia/Tokyo)"
    assert dayplan.ok("log resolve 2 keep").lines == ["#2  10:00–11:00  1h  Answer email  (Asia/Tokyo)"]
    assert "11:15 is not within the entry, which goes from 10:00 to 11:00" in dayplan("log split 2 11:15").err
    assert "It would end at 09:00, before it starts at 10:00." in dayplan("log edit 2 --end 9:00 --start 10:00").err
    found = dayplan.ok("log --json").json[0]
    assert (found["started_at"], found["zone"]) == ("2026-11-24T09:30:00+09:00", "Asia/Tokyo")
    answer = dayplan("log add 2 1:15-1:45")
    assert "“Answer email” 09:30–10:00 in Asia/Tokyo (30m) would become 09:45–10:00, 15m less." in answer.err


def test_t8_a_start_that_lies_after_the_end_is_meant_on_the_evening_before(dayplan: Terminal) -> None:
    dayplan.at("2026-11-24T09:00:00+01:00").ok("log add 1 0:30-2:00")
    dayplan.ok("log edit 1 --start 23:30")
    assert spans(dayplan, "yesterday") == ["23:30-02:00 Answer email"]
    dayplan.ok("log edit 1 --end 23:45")
    assert spans(dayplan, "yesterday") == ["23:30-23:45 Answer email"]
