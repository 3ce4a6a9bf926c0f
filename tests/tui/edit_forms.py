"""Every form over something that is there: how it opens, its lines, and what is stored of each (issue 13.4, 13.5)."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from stage import Stage
from support import MONDAY, Book, at, named
from textual.widgets import TextArea

from dayplan.domain.entry import Ref
from dayplan.domain.model import Owner
from dayplan.domain.pace import Pace
from dayplan.planner.clients import OwnerEdit
from dayplan.planner.day import TaskEdit
from dayplan.planner.entries import EntryEdit
from dayplan.planner.templates import TemplateEdit
from dayplan.tui.widgets.line_input import LineInput

NOON = at("2026-11-23 12:00")
TODAY = date(2026, 11, 23)


class Line(NamedTuple):
    """One line of a form, changed in it and elsewhere."""

    key: str
    typed: str
    mine: object
    """What is stored of what is typed."""
    elsewhere: Callable[[Book], object]
    theirs: object
    shown: tuple[str, str]
    """Their value and mine, as the question shows them."""


class Case(NamedTuple):
    """A form, or a line that is asked for by itself."""

    made_by: str
    """The function that makes it, which the test of the sources finds."""
    name: str
    prepare: Callable[[Book], None]
    keys: tuple[str, ...]
    """What opens it."""
    stored: Callable[[Book], tuple[object, ...]]
    """What is stored, in the order of its lines."""
    lines: tuple[Line, ...]
    scramble: Callable[[Book, random.Random], None]
    """Store anything that the file can hold."""

    async def open(self, s: Stage) -> None:
        """Open it as a person does."""
        await s.press(*self.keys)


def field(s: Stage, key: str) -> LineInput | TextArea:
    """Return a line of the form on top; `line` is the only one."""
    kind = TextArea if key == "notes" else LineInput
    return s.app.screen.query_one(kind if key in ("line", "notes") else f"#{key}", kind)


def fill(s: Stage, key: str, text: str) -> None:
    """Replace what is in a line."""
    found = field(s, key)
    if isinstance(found, TextArea):
        found.text = text
    else:
        found.value = text


def content(s: Stage, key: str) -> str:
    """Return what is in a line."""
    found = field(s, key)
    return found.text if isinstance(found, TextArea) else found.value


def write(book: Book, *statements: str, **values: object) -> None:
    """Store what no command would."""
    with sqlite3.connect(book.path) as connection:
        for statement in statements:
            connection.execute(statement, values)
    connection.close()


def row(book: Book, query: str) -> tuple[object, ...]:
    """Return the one row of a query."""
    (found,) = book.sql(query)
    return found


# Values that are shown otherwise than they are stored

SECONDS = (None, 1, 20, 36, 60, 1188, 1200, 2700, 3601, 43_201, 90_000, 100_007)
TITLES = ("Mail", "two  spaces", " around ", "tab\there", "@home +now", "é" * 400, "a\u200bb", "\x1b[31mred", "a\nb")
NOTES = ("", "x", "x  ", "x\n\n", "\n\nx", "a\r\nb", "a\tb", "   ", "a\n  b  \n", "é" * 2000, "a\u2028b", "a\rb")
TAGS = ((), ("one",), ("two words", "a,b"), ('a"b', "+x"), ("ü", "Z", "a"))
NAMES = ("acme", 'No "A"/S', "@x", "a/b", " around ", "two  spaces", "“curly”", "é" * 90)


def odd(rand: random.Random, table: str, key: str) -> dict[str, Any]:
    """Return odd values of the columns that tasks and templates share."""
    del key
    return {
        "title": rand.choice(TITLES),
        "notes": rand.choice(NOTES),
        "estimate_s": rand.choice((*SECONDS, rand.randrange(1, 90_000))),
        "table": table,
    }


# Tasks


def no_more(book: Book) -> None:
    """Only the first day."""
    book.planner.settle(MONDAY)


OWNER = "COALESCE((SELECT COALESCE(c.name, '') || '/' || p.name FROM project p LEFT JOIN client c ON c.id = p.client_id WHERE p.id = {}.project_id), '')"  # noqa: E501
TASK = f"""SELECT title, estimate_s, {OWNER.format("task")},
    (SELECT group_concat(tag) FROM (SELECT tag FROM task_tag WHERE task_id = task.id ORDER BY tag)), day, notes
    FROM task WHERE id = (SELECT MIN(id) FROM task)"""
TEMPLATE = f"""SELECT title, schedule, estimate_s, {OWNER.format("template")},
    (SELECT group_concat(tag) FROM (SELECT tag FROM template_tag WHERE template_id = template.id ORDER BY tag)),
    missed, on_away, ends_on, notes FROM template WHERE id = (SELECT MIN(id) FROM template)"""


def edit_task(**values: Any) -> Callable[[Book], object]:
    return lambda book: book.planner.day.edit(Ref("id", 1), TaskEdit(**values), NOON)


def scramble_task(book: Book, rand: random.Random) -> None:
    values = odd(rand, "task", "id")
    write(
        book,
        "INSERT INTO client (name) VALUES (:client)",
        "INSERT INTO project (client_id, name, billable) SELECT MAX(id), :project, 1 FROM client",
        "UPDATE task SET title = :title, notes = :notes, estimate_s = :estimate_s, "
        "project_id = (SELECT MAX(id) FROM project) WHERE id = 1",
        client=rand.choice(NAMES), project=rand.choice(("", *NAMES)), **values,
    )  # fmt: skip
    for tag in rand.choice(TAGS):
        write(book, "INSERT INTO task_tag (task_id, tag) VALUES (1, :tag)", tag=tag)


# Templates


def edit_template(**values: Any) -> Callable[[Book], object]:
    return lambda book: book.planner.templates.edit(Ref("id", 1), TemplateEdit(**values), NOON)


def scramble_template(book: Book, rand: random.Random) -> None:
    values = odd(rand, "template", "id")
    schedules = ("FREQ=DAILY;INTERVAL=50", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "AFTER=3")
    write(
        book,
        "INSERT INTO client (name) VALUES (:client)",
        "INSERT INTO project (client_id, name, billable) SELECT MAX(id), '', 1 FROM client",
        "UPDATE template SET title = :title, notes = :notes, estimate_s = :estimate_s, schedule = :schedule, "
        "missed = :missed, on_away = :on_away, ends_on = :ends_on, starts_on = '2026-11-03', "
        "project_id = (SELECT MAX(id) FROM project) WHERE id = 1",
        client=rand.choice(NAMES), schedule=rand.choice(schedules),
        missed=rand.choice(("replace", "keep_one", "accumulate")), on_away=rand.choice(("skip", "before", "ignore")),
        ends_on=rand.choice((None, "2027-01-31", "2028-02-29")), **values,
    )  # fmt: skip
    for tag in rand.choice(TAGS):
        write(book, "INSERT INTO template_tag (template_id, tag) VALUES (1, :tag)", tag=tag)


# Clients and projects


def with_project(book: Book) -> None:
    """A client with a rate, and a project for which the same was agreed on."""
    book.planner.settle(MONDAY)
    book.add("Draft @acme/site", MONDAY)
    book.planner.clients.set_rate("acme", "", "80 EUR", MONDAY)
    book.planner.clients.set_rate("acme", "site", "80", MONDAY)


def edit_owner(project: str = "", **values: Any) -> Callable[[Book], object]:
    table = "project" if project else "client"

    def edit(book: Book) -> object:
        (found,) = book.sql(f"SELECT MAX(id) FROM {table} WHERE name <> ''")
        owner = Owner("acme", project or None, None, None, True, None, False, 0, id=found[0])
        return book.planner.clients.edit(owner, OwnerEdit(**values), NOON)

    return edit


def scramble_owner(book: Book, rand: random.Random) -> None:
    write(
        book,
        "UPDATE client SET name = :name, rate_minor = :rate, currency = :currency WHERE name = 'acme'",
        "UPDATE project SET name = :project, rate_minor = :own, billable = :billable, colour = :colour "
        "WHERE name = 'site'",
        name=rand.choice(NAMES), project=rand.choice(NAMES), rate=rand.choice((None, 1, 8000, 123_456)),
        own=rand.choice((None, 1, 8000, 99)), currency=rand.choice((None, "EUR", "JPY", "KWD", "CLF", "XXX")),
        billable=rand.randrange(2), colour=rand.choice((None, "#3a7ca5", "#d9605a", "#ABCDEF")),
    )  # fmt: skip


# Time


def with_time(book: Book) -> None:
    """An hour of two entries, with a gap between."""
    book.planner.settle(MONDAY)
    for title, start, end in (("email", "09:00", "09:30"), ("proposals", "09:40", "10:00")):
        began, ended = (at(f"2026-11-23 {moment}").epoch for moment in (start, end))
        book.planner.entries.add(named(title), began, ended, NOON)


def epoch(moment: str) -> int:
    return at(f"2026-11-23 {moment}").epoch


def edit_entry(**values: Any) -> Callable[[Book], object]:
    return lambda book: book.planner.entries.edit(1, EntryEdit(**values), NOON)


def scramble_entry(book: Book, rand: random.Random) -> None:
    start = epoch("09:00") + rand.randrange(600)
    write(
        book,
        "UPDATE time_entry SET started_at = :start, ended_at = :end, note = :note WHERE id = 1",
        start=start, end=start + rand.randrange(1, 1200), note=rand.choice(NOTES),
    )  # fmt: skip


# Days and settings


def running(book: Book) -> None:
    """A timer runs, and work and break take turns."""
    book.planner.settle(MONDAY)
    book.planner.time.start(named("email"), MONDAY)
    book.planner.settings.set_pace(Pace(1500, 300, "none"), MONDAY)


def scramble_note(book: Book, rand: random.Random) -> None:
    write(book, "UPDATE day SET note = :note", note=rand.choice(NOTES))


def scramble_capacity(book: Book, rand: random.Random) -> None:
    write(book, "UPDATE day SET capacity_s = :seconds", seconds=rand.choice((None, 0, 36, 1188, 3600, 40_001)))


def scramble_pace(book: Book, rand: random.Random) -> None:
    write(
        book,
        "UPDATE setting SET value = :work WHERE key = 'focus_work'",
        "UPDATE setting SET value = :rest WHERE key = 'focus_break'",
        work=str(rand.choice((36, 1188, 1500))), rest=str(rand.choice((20, 99, 300))),
    )  # fmt: skip


PACE = "SELECT group_concat(value, ' ') FROM (SELECT value FROM setting WHERE key LIKE 'focus_%' ORDER BY key DESC)"

CASES = (
    Case("forms.edit_form", "task", no_more, ("g", "e"), lambda book: row(book, TASK), (
        Line("title", "Mail", "Mail", edit_task(title="Post"), "Post", ("Post", "Mail")),
        Line("estimate", "45m", 2700, edit_task(estimate_s=7200), 7200, ("2h", "45m")),
        Line("owner", "acme/site", "acme/site", edit_task(client="acme", project="blog"), "acme/blog",
             ("acme/blog", "acme/site")),
        Line("tags", "work", "work", edit_task(tags=("home", "mail")), "home,mail", ("home mail", "work")),
        Line("day", "tomorrow", "2026-11-24", edit_task(day=date(2026, 11, 25)), "2026-11-25",
             ("2026-11-25", "2026-11-24")),
        Line("notes", "mine", "mine", edit_task(notes="theirs\nof two lines"), "theirs\nof two lines",
             ("theirs", "mine")),
    ), scramble_task),
    Case("template_form.template_form", "template", no_more, ("3", "g", "e"), lambda book: row(book, TEMPLATE), (
        Line("title", "Mail", "Mail", edit_template(title="Post"), "Post", ("Post", "Mail")),
        Line("every", "every tuesday", "FREQ=WEEKLY;BYDAY=TU", edit_template(schedule="FREQ=WEEKLY;BYDAY=WE"),
             "FREQ=WEEKLY;BYDAY=WE", ("every wednesday", "every tuesday")),
        Line("estimate", "45m", 2700, edit_template(estimate_s=7200), 7200, ("2h", "45m")),
        Line("owner", "acme/site", "acme/site", edit_template(client="acme", project="blog"), "acme/blog",
             ("acme/blog", "acme/site")),
        Line("tags", "work", "work", edit_template(tags=("home", "mail")), "home,mail", ("home mail", "work")),
        Line("missed", "keep", "keep_one", edit_template(missed="accumulate"), "accumulate",
             ("accumulate", "keep_one")),
        Line("on_away", "before", "before", edit_template(on_away="after"), "after", ("after", "before")),
        Line("ends", "2027-01-31", "2027-01-31", edit_template(ends_on=date(2027, 2, 28)), "2027-02-28",
             ("2027-02-28", "2027-01-31")),
        Line("notes", "mine", "mine", edit_template(notes="theirs"), "theirs", ("theirs", "mine")),
    ), scramble_template),
    Case("owner_form.owner_form", "client", with_project, ("at", "g", "e"),
         lambda book: row(book, "SELECT name, rate_minor FROM client WHERE id = (SELECT MAX(id) FROM client)"), (
        Line("name", "Acme Ltd", "Acme Ltd", edit_owner(name="Acme GmbH"), "Acme GmbH", ("Acme GmbH", "Acme Ltd")),
        Line("rate", "90", 9000, edit_owner(rate="95.50"), 9550, ("95.50 EUR", "90.00 EUR")),
    ), scramble_owner),
    Case("owner_form.owner_form", "project", with_project, ("at", "g", "j", "e"),
         lambda book: row(book, "SELECT name, rate_minor, billable, colour FROM project WHERE name <> ''"), (
        Line("name", "web", "web", edit_owner("site", name="page"), "page", ("page", "web")),
        Line("rate", "90", 9000, edit_owner("site", rate="none"), None, ("none", "90.00 EUR")),
        Line("billable", "no", 0, edit_owner("site", billable=False), 0, ()),
        Line("colour", "red", "#d9605a", edit_owner("site", colour="#3a7ca5"), "#3a7ca5", ("3a7ca5", "red")),
    ), scramble_owner),
    Case("entry_form.entry_form", "entry", with_time, ("4", "g", "e"),
         lambda book: row(book, "SELECT started_at, ended_at, task_id, note FROM time_entry WHERE id = 1"), (
        Line("start", "9:05", epoch("09:05"), edit_entry(start=epoch("09:10:12")), epoch("09:10:12"),
             ("09:10 and 12s", "09:05")),
        Line("end", "9:31", epoch("09:31"), edit_entry(end=epoch("09:33")), epoch("09:33"), ("09:33", "09:31")),
        Line("task", "project", 3, edit_entry(task=named("invoices")), 4, ("Send invoices", "Project work")),
        Line("notes", "mine", "mine", edit_entry(note="theirs"), "theirs", ("theirs", "mine")),
    ), scramble_entry),
    Case("screens.close.action_note", "note", no_more, ("C", "N"),
         lambda book: row(book, "SELECT note FROM day WHERE date = '2026-11-23'"), (
        Line("notes", "mine", "mine", lambda book: book.planner.closing.note(TODAY, "theirs", NOON), "theirs",
             ("theirs", "mine")),
    ), scramble_note),
    Case("fitting.ask_capacity", "capacity", no_more, ("z",),
         lambda book: row(book, "SELECT capacity_s FROM day WHERE date = '2026-11-23'"), (
        Line("line", "4h30", 16_200, lambda book: book.planner.day.set_capacity(TODAY, 18_000, NOON), 18_000,
             ("5h", "4h30")),
    ), scramble_capacity),
    Case("screens.focus.action_breaks", "pace", running, ("f", "B"), lambda book: row(book, PACE), (
        Line("line", "50m 10m", "3000 none 600",
             lambda book: book.planner.settings.set_pace(Pace(1188, 300, "bell"), NOON), "1188 bell 300",
             ("0.33h 5m bell", "50m 10m")),
    ), scramble_pace),
)  # fmt: skip
