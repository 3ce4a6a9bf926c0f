"""Time entries, corrected (T3, T4): nothing overlaps, nothing is lost silently, everything can be undone."""

from __future__ import annotations

import pytest
from support import MONDAY, Book, at, named, numbered

from dayplan.domain.entry import Ref
from dayplan.errors import NotFound, Refused
from dayplan.planner.entries import EntryEdit, WouldCut

NOON = at("2026-11-23 12:00")


def clock(text: str) -> int:
    return at(f"2026-11-23 {text}").epoch


@pytest.fixture
def morning(book: Book) -> Book:
    """Email 9:00–9:30, proposals 9:30–10:00, project work from 10:00 on."""
    book.planner.time.start(named("email"), MONDAY)
    book.planner.time.start(named("proposals"), at("2026-11-23 09:30"))
    book.planner.time.start(named("project"), at("2026-11-23 10:00"))
    return book


def spans(book: Book) -> list[tuple[str, str, str]]:
    """Say each entry as it stands: start, end, title."""
    rows = book.sql(
        """SELECT strftime('%H:%M', e.started_at + 3600, 'unixepoch'),
                  COALESCE(strftime('%H:%M', e.ended_at + 3600, 'unixepoch'), 'now'), t.title
           FROM time_entry e JOIN task t ON t.id = e.task_id ORDER BY e.started_at, e.id"""
    )
    return [(row[0], row[1], row[2]) for row in rows]


BEFORE = [
    ("09:00", "09:30", "Answer email"),
    ("09:30", "10:00", "Write proposals"),
    ("10:00", "now", "Project work"),
]


def test_t3_what_others_would_lose_is_said_and_done_only_when_told_to(morning: Book) -> None:
    add = morning.planner.entries.add
    with pytest.raises(
        WouldCut, match=r"“Answer email” 09:00–09:30 \(30m\) would become 09:00–09:20, 10m less; “Write .* gone"
    ):
        add(named("invoices"), clock("09:20"), clock("10:00"), NOON)
    assert spans(morning) == BEFORE
    edited = add(named("invoices"), clock("09:20"), clock("10:00"), NOON, note="forgotten", adjust=True)
    assert len(edited.losses) == 2
    assert spans(morning) == [
        ("09:00", "09:20", "Answer email"),
        ("09:20", "10:00", "Send invoices"),
        ("10:00", "now", "Project work"),
    ]
    morning.planner.history.undo(NOON)
    assert spans(morning) == BEFORE


def test_t3_a_loss_of_less_than_a_minute_is_said_in_seconds(morning: Book) -> None:
    add = morning.planner.entries.add
    with pytest.raises(WouldCut, match=r"“Answer email” 09:00–09:30 \(30m\) would become 09:00–09:29, 20s less"):
        add(named("invoices"), clock("09:29") + 40, clock("09:30"), NOON)
    morning.planner.entries.split(1, clock("09:00") + 5, NOON)
    with pytest.raises(WouldCut, match=r"“Answer email” 09:00–09:00 \(5s\) would be gone"):
        add(named("invoices"), clock("09:00"), clock("09:00") + 5, NOON)


def test_t3_touching_is_no_overlap(book: Book) -> None:
    book.planner.entries.add(named("email"), clock("09:00"), clock("10:00"), NOON)
    book.planner.entries.add(named("proposals"), clock("10:00"), clock("11:00"), NOON)
    assert len(spans(book)) == 2


def test_t4_the_running_entry_is_edited_like_any_other(morning: Book) -> None:
    entries = morning.planner.entries
    entries.edit(3, EntryEdit(start=clock("10:15")), NOON)
    assert spans(morning)[-1] == ("10:15", "now", "Project work")
    entries.split(3, clock("11:00"), NOON)
    assert spans(morning)[-2:] == [("10:15", "11:00", "Project work"), ("11:00", "now", "Project work")]
    entries.edit(4, EntryEdit(task=named("invoices"), note="call"), NOON)
    assert morning.day(NOON).running is not None
    assert spans(morning)[-1] == ("11:00", "now", "Send invoices")
    entries.edit(4, EntryEdit(end=clock("11:30")), NOON)
    assert morning.day(NOON).running is None
    for _ in range(4):
        morning.planner.history.undo(NOON)
    assert spans(morning) == BEFORE


@pytest.mark.parametrize("ended", ["done", "drop"])
def test_t4_the_running_entry_takes_up_the_task_that_it_is_given_to(morning: Book, ended: str) -> None:
    """As a start would: a timer on a task that is over could be neither seen nor stopped."""
    getattr(morning.planner.day, ended)([named("email")], NOON)
    morning.planner.entries.edit(3, EntryEdit(task=numbered(1)), NOON)
    assert (morning.tasks(NOON)["Answer email"].status, morning.tasks(NOON)["Answer email"].running) == ("open", True)
    morning.planner.history.undo(NOON)
    assert morning.tasks(NOON)["Answer email"].status == ended.replace("drop", "dropped")
    assert spans(morning) == BEFORE


def test_t4_the_running_entry_brings_the_task_that_it_is_given_to_from_the_inbox(morning: Book) -> None:
    morning.planner.day.move([named("email")], None, NOON)
    morning.planner.entries.edit(3, EntryEdit(task=named("email")), NOON)
    assert morning.tasks(NOON)["Answer email"].running


def test_t4_time_that_is_over_is_given_to_a_task_that_is_over_as_it_is(morning: Book) -> None:
    morning.planner.day.done([named("email")], NOON)
    morning.planner.entries.edit(2, EntryEdit(task=numbered(1)), NOON)
    assert morning.tasks(NOON)["Answer email"].status == "done"


def test_t4_both_sides_of_a_boundary_move_at_once(morning: Book) -> None:
    morning.planner.entries.boundary(1, clock("09:10"), NOON)
    assert spans(morning)[:2] == [("09:00", "09:10", "Answer email"), ("09:10", "10:00", "Write proposals")]
    with pytest.raises(Refused, match="between"):
        morning.planner.entries.boundary(1, clock("10:30"), NOON)
    with pytest.raises(Refused, match="No entry begins"):
        morning.planner.entries.boundary(3, clock("11:00"), NOON)


def test_t4_a_cut_takes_a_stretch_out_of_whatever_lies_there(morning: Book) -> None:
    morning.planner.entries.cut(clock("09:20"), clock("10:30"), NOON)
    assert spans(morning) == [("09:00", "09:20", "Answer email"), ("10:30", "now", "Project work")]
    morning.planner.entries.cut(clock("11:00"), clock("11:30"), NOON)
    assert spans(morning)[1:] == [("10:30", "11:00", "Project work"), ("11:30", "now", "Project work")]
    morning.planner.history.undo(NOON)
    morning.planner.history.undo(NOON)
    assert spans(morning) == BEFORE


def test_t4_deleting_says_what_it_was_and_can_be_undone(morning: Book) -> None:
    assert morning.planner.entries.delete(2, NOON) == "“Write proposals” 09:30–10:00 (30m)"
    assert len(spans(morning)) == 2
    morning.planner.history.undo(NOON)
    assert spans(morning) == BEFORE


@pytest.mark.parametrize(
    ("question", "error", "says"),
    [
        (
            lambda e: e.add(named("email"), clock("13:00"), clock("14:00"), NOON),
            Refused,
            "13:00 on Monday .* to come",
        ),
        (lambda e: e.add(named("email"), clock("08:00"), clock("07:00"), NOON), Refused, "before it starts"),
        (lambda e: e.edit(1, EntryEdit(end=clock("08:00")), NOON), Refused, "would end at 08:00"),
        (lambda e: e.edit(99, EntryEdit(), NOON), NotFound, "no time entry #99"),
        (lambda e: e.split(1, clock("09:30"), NOON), Refused, "is not within"),
        (lambda e: e.cut(clock("07:00"), clock("08:00"), NOON), Refused, "nothing to cut out"),
        (lambda e: e.edit(1, EntryEdit(task=Ref("number", 77)), NOON), NotFound, "no task 77"),
    ],
)
def test_t5_what_makes_no_sense_is_refused_and_changes_nothing(morning: Book, question, error, says: str) -> None:
    with pytest.raises(error, match=says):
        question(morning.planner.entries)
    assert spans(morning) == BEFORE


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda entries: entries.add(named("email"), clock("08:00"), clock("08:00"), NOON), "start and end at 08:00"),
        (lambda entries: entries.edit(1, EntryEdit(end=clock("09:00")), NOON), "start and end at 09:00"),
        (lambda entries: entries.edit(2, EntryEdit(start=clock("10:00")), NOON), "start and end at 10:00"),
        (lambda entries: entries.edit(3, EntryEdit(end=clock("10:00")), NOON), "start and end at 10:00"),
        (lambda entries: entries.boundary(1, clock("09:00"), NOON), "between the start of the one"),
        (lambda entries: entries.boundary(1, clock("10:00"), NOON), "between the start of the one"),
        (lambda entries: entries.split(1, clock("09:30"), NOON), "not within the entry"),
        (lambda entries: entries.cut(clock("09:15"), clock("09:15"), NOON), "start and end at 09:15"),
    ],
    ids=("add", "end", "start", "stop", "boundary, first", "boundary, second", "split", "cut"),
)
def test_no_correction_makes_an_entry_of_no_length(morning: Book, change: object, says: str) -> None:
    """Issue 12.14."""
    with pytest.raises(Refused, match=says):
        change(morning.planner.entries)  # type: ignore[operator]
    assert spans(morning) == BEFORE


def test_an_old_entry_of_no_length_can_still_be_given_a_note(morning: Book) -> None:
    morning.planner.entries.edit(3, EntryEdit(note="a call"), NOON)
    morning.planner.time.stop(NOON, at=clock("10:00"))
    edited = morning.planner.entries.edit(3, EntryEdit(note="a call with Ana"), NOON)
    assert [(entry.note, entry.seconds(0)) for entry in edited.entries] == [("a call with Ana", 0)]
