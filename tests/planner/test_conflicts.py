"""What two have changed since it was seen is refused, field by field, before anything is written (issue 13.4)."""

from __future__ import annotations

from datetime import date

import pytest
from support import MONDAY, Book, at, named

from dayplan.domain.entry import Ref
from dayplan.domain.pace import Pace, format_pace
from dayplan.planner.conflicts import Clash, Conflict, is_empty, keep_mine, refuse_conflicts, take_theirs
from dayplan.planner.day import TaskEdit, task_values
from dayplan.planner.entries import EntryEdit
from dayplan.planner.templates import TemplateEdit

LATER = at("2026-11-23 10:00")
SEEN = TaskEdit("Mail", "", 1800, "acme", "site", ("a", "b"), date(2026, 11, 23))


@pytest.mark.parametrize(
    ("edit", "stored", "clashes"),
    [
        (TaskEdit(title="Post"), SEEN._replace(estimate_s=60, notes="x"), ()),
        (TaskEdit(title="Post"), SEEN._replace(title="Post"), ()),
        (TaskEdit(title="Post"), SEEN._replace(title="Letters"), (Clash(("title",), ("Letters",), ("Post",)),)),
        (TaskEdit(estimate_s=0), SEEN._replace(estimate_s=60), (Clash(("estimate_s",), (60,), (0,)),)),
        (TaskEdit(tags=("c",)), SEEN._replace(tags=("b", "a")), ()),
        (TaskEdit(tags=("c",)), SEEN._replace(tags=("a",)), (Clash(("tags",), (("a",),), (("c",),)),)),
        (
            TaskEdit(client="acme", project="blog"),
            SEEN._replace(client="zoe"),
            (Clash(("client", "project"), ("zoe", "site"), ("acme", "blog")),),
        ),
        (
            TaskEdit(title="Post", notes="mine"),
            SEEN._replace(title="Letters", notes="theirs"),
            (Clash(("title",), ("Letters",), ("Post",)), Clash(("notes",), ("theirs",), ("mine",))),
        ),
    ],
)
def test_only_fields_that_both_have_changed_clash(edit: TaskEdit, stored: TaskEdit, clashes: tuple[Clash, ...]) -> None:
    if not clashes:
        refuse_conflicts(edit, SEEN, stored)
        return
    with pytest.raises(Conflict) as refused:
        refuse_conflicts(edit, SEEN, stored)
    assert refused.value.clashes == clashes
    seen, left = SEEN, edit
    for clash in clashes:
        seen, left = keep_mine(seen, clash), take_theirs(left, clash)
    refuse_conflicts(edit, seen, stored)
    assert is_empty(left)


def test_a_conflict_writes_nothing_and_one_without_seen_values_is_none(book: Book) -> None:
    book.planner.settle(MONDAY)
    task = book.tasks(MONDAY)["Answer email"]
    book.planner.day.edit(named("email"), TaskEdit(estimate_s=7200), LATER)
    steps = book.sql("SELECT COUNT(*) FROM op")
    edit = TaskEdit(title="Mail", estimate_s=60)
    with pytest.raises(Conflict, match="changed elsewhere meanwhile"):
        book.planner.day.edit(Ref("id", task.id), edit, LATER, seen=task_values(task))
    assert book.tasks(LATER)["Answer email"].estimate_s == 7200
    assert book.sql("SELECT COUNT(*) FROM op") == steps
    book.planner.day.edit(Ref("id", task.id), edit, LATER)
    assert book.tasks(LATER)["Mail"].estimate_s == 60, "a command writes what it is given"


def test_each_use_case_with_a_form_refuses(book: Book) -> None:
    """Typed, with both values: what a dialog needs to ask."""
    book.planner.settle(MONDAY)
    began, ended = at("2026-11-23 08:00").epoch, at("2026-11-23 08:30").epoch
    book.planner.entries.add(named("email"), began, ended, MONDAY)
    entry = EntryEdit(began, ended, Ref("id", 1, "Answer email"), "")
    book.planner.entries.edit(1, EntryEdit(end=ended - 60, task=named("invoices")), LATER)
    book.planner.templates.edit(Ref("id", 1), TemplateEdit(missed="accumulate"), LATER)
    book.planner.closing.note(date(2026, 11, 23), "theirs", LATER)
    book.planner.day.set_capacity(date(2026, 11, 23), 3600, LATER)
    book.planner.settings.set_pace(Pace(1500, 300, "bell"), LATER)
    refused = {
        "end": lambda: book.planner.entries.edit(1, EntryEdit(end=ended - 120), LATER, seen=entry),
        "task": lambda: book.planner.entries.edit(1, EntryEdit(task=named("project")), LATER, seen=entry),
        "missed": lambda: book.planner.templates.edit(
            Ref("id", 1), TemplateEdit(missed="keep_one"), LATER, seen=TemplateEdit(missed="replace")
        ),
        "note": lambda: book.planner.closing.note(date(2026, 11, 23), "mine", LATER, seen=""),
        "capacity": lambda: book.planner.day.set_capacity(date(2026, 11, 23), None, LATER, seen=25_200),
        "pace": lambda: book.planner.settings.set_pace(None, LATER, seen=format_pace(Pace(3000, 600, "none"))),
    }
    values = {}
    for name, change in refused.items():
        with pytest.raises(Conflict) as conflict:
            change()
        ((_, (theirs,), (mine,)),) = conflict.value.clashes
        values[name] = (theirs, mine)
    assert values == {
        "end": (ended - 60, ended - 120),
        "task": (Ref("id", 4, "Send invoices"), Ref("id", 3, "Project work")),
        "missed": ("accumulate", "keep_one"),
        "note": ("theirs", "mine"),
        "capacity": (3600, "usual"),
        "pace": ("25m 5m bell", "none"),
    }


def test_the_note_of_an_entry_that_overlaps_another_can_be_changed(book: Book) -> None:
    """Issue 13.5: only new times have to find room."""
    book.planner.settle(MONDAY)
    began = at("2026-11-23 08:00").epoch
    for start in (began, began + 1800):
        book.planner.entries.add(named("email"), start, start + 1800, MONDAY)
    with book.planner._store.transaction(LATER.epoch) as rows:  # as an old file may have it
        row = rows.entry(1)
        assert row is not None
        row.ended_at = began + 2400
    edited = book.planner.entries.edit(1, EntryEdit(note="call"), LATER)
    assert (edited.entries[0].note, edited.losses) == ("call", ())
