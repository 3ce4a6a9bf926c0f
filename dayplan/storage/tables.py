"""The schema, as SQLModel tables.

Instants are INTEGER epoch seconds (UTC), civil dates TEXT `YYYY-MM-DD`, durations INTEGER seconds, money INTEGER minor
units. Constructors of tables do not validate, so whatever must hold is a rule of the database: STRICT, CHECK, UNIQUE.
Every foreign key has a Relationship, so that the unit of work inserts parents first.
"""

# No `from __future__ import annotations` here: SQLModel reads the annotations of relationships at run time.
from collections.abc import Sequence
from typing import Any

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint, text
from sqlmodel import Field, Relationship, SQLModel

from dayplan.domain.model import (
    ENTRY_STATES,
    MISSED,
    MOVED_BY,
    NAME_MAX,
    NOTES_MAX,
    ON_AWAY,
    STATUSES,
    TITLE_MAX,
)

_OPTIONS = {
    "sqlite_strict": True,
    "sqlite_autoincrement": True,
}  # ids are never reused: the journal names rows by them


def _one_of(column: str, values: Sequence[str]) -> CheckConstraint:
    allowed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f'"{column}" IN ({allowed})', name=f"{column}_known")


def _flag(column: str) -> CheckConstraint:
    return CheckConstraint(f"{column} IN (0, 1)", name=f"{column}_flag")


def _length(column: str, least: int, most: int) -> CheckConstraint:
    return CheckConstraint(f"length({column}) BETWEEN {least} AND {most}", name=f"{column}_length")


def _civil(column: str) -> CheckConstraint:
    """NULL passes; `+0 days` makes SQLite turn 30 February into 2 March, which is then refused."""
    return CheckConstraint(f"date({column}, '+0 days') IS {column}", name=f"{column}_is_a_day")


def _id() -> Any:
    return Field(default=None, primary_key=True)


def _text(default: str | None = None) -> Any:
    return Field(sa_type=Text) if default is None else Field(default=default, sa_type=Text)


def _optional_text() -> Any:
    return Field(default=None, sa_type=Text)


class ClientRow(SQLModel, table=True):
    """For whom the work is."""

    __tablename__ = "client"
    __table_args__ = (
        _length("name", 1, NAME_MAX),
        Index("client_name", text("name COLLATE NOCASE"), unique=True),
        _OPTIONS,
    )
    id: int | None = _id()
    name: str = _text()
    rate_minor: int | None = None
    currency: str | None = _optional_text()
    archived_at: int | None = None


class ProjectRow(SQLModel, table=True):
    """What the work is; the project named '' is a client's work in general (`@acme` without a project)."""

    __tablename__ = "project"
    __table_args__ = (
        _length("name", 0, NAME_MAX),
        CheckConstraint("name <> '' OR client_id IS NOT NULL", name="named_or_of_a_client"),
        _flag("billable"),
        Index("project_of_client", "client_id", text("name COLLATE NOCASE"), unique=True),
        Index(
            "project_of_nobody",
            text("name COLLATE NOCASE"),
            unique=True,
            sqlite_where=text("client_id IS NULL"),
        ),
        _OPTIONS,
    )
    id: int | None = _id()
    client_id: int | None = Field(default=None, foreign_key="client.id")
    name: str = _text()
    rate_minor: int | None = None
    billable: int = 1
    colour: str | None = _optional_text()
    archived_at: int | None = None
    currency: str | None = _optional_text()
    """Of a project for nobody; any other has its client's."""

    client: ClientRow | None = Relationship()


class TemplateRow(SQLModel, table=True):
    """A piece of work that comes back."""

    __tablename__ = "template"
    __table_args__ = (
        _length("title", 1, TITLE_MAX),
        _length("notes", 0, NOTES_MAX),
        _one_of("missed", MISSED),
        _one_of("on_away", ON_AWAY),
        _civil("starts_on"),
        _civil("ends_on"),
        _civil("paused_until"),
        CheckConstraint("estimate_s >= 0", name="estimate_not_negative"),
        _OPTIONS,
    )
    id: int | None = _id()
    title: str = _text()
    notes: str = _text("")
    schedule: str = _text()
    starts_on: str = _text()
    ends_on: str | None = _optional_text()
    estimate_s: int | None = None
    project_id: int | None = Field(default=None, foreign_key="project.id")
    rank: int = 0
    missed: str = _text("replace")
    on_away: str = _text("skip")
    paused_until: str | None = _optional_text()
    archived_at: int | None = None

    project: ProjectRow | None = Relationship()


class TemplateTagRow(SQLModel, table=True):
    """A tag that a template gives to its tasks."""

    __tablename__ = "template_tag"
    __table_args__ = (_length("tag", 1, NAME_MAX), UniqueConstraint("template_id", "tag"), _OPTIONS)
    id: int | None = _id()
    template_id: int = Field(foreign_key="template.id")
    tag: str = _text()

    template: TemplateRow | None = Relationship()


class TaskRow(SQLModel, table=True):
    """A task, and the ledger too: skipped, missed and dropped occurrences stay as rows (S1)."""

    __tablename__ = "task"
    __table_args__ = (
        UniqueConstraint("template_id", "occurrence"),  # S1: every occurrence leaves exactly one row
        UniqueConstraint("day", "number"),
        _length("title", 1, TITLE_MAX),
        _length("notes", 0, NOTES_MAX),
        _one_of("status", STATUSES),
        _flag("edited"),
        _civil("day"),
        _civil("occurrence"),
        _civil("first_day"),
        CheckConstraint("estimate_s >= 0", name="estimate_not_negative"),
        CheckConstraint("(template_id IS NULL) = (occurrence IS NULL)", name="occurrence_of_a_template"),
        Index("task_open", "day", sqlite_where=text("status = 'open'")),
        _OPTIONS,
    )
    id: int | None = _id()
    day: str | None = _optional_text()
    number: int | None = None
    title: str = _text()
    notes: str = _text("")
    status: str = _text("open")
    reason: str = _text("")
    rank: int = 0
    estimate_s: int | None = None
    template_id: int | None = Field(default=None, foreign_key="template.id")
    occurrence: str | None = _optional_text()
    project_id: int | None = Field(default=None, foreign_key="project.id")
    first_day: str | None = _optional_text()
    edited: int = 0
    done_at: int | None = None
    created_at: int = 0

    template: TemplateRow | None = Relationship()
    project: ProjectRow | None = Relationship()


class TaskTagRow(SQLModel, table=True):
    """A tag of a task."""

    __tablename__ = "task_tag"
    __table_args__ = (_length("tag", 1, NAME_MAX), UniqueConstraint("task_id", "tag"), _OPTIONS)
    id: int | None = _id()
    task_id: int = Field(foreign_key="task.id")
    tag: str = _text()

    task: TaskRow | None = Relationship()


class TaskMoveRow(SQLModel, table=True):
    """Every change of a task's day, so that a past day still shows what was planned for it (C2)."""

    __tablename__ = "task_move"
    __table_args__ = (
        _one_of("by", MOVED_BY),
        _civil("from_day"),
        _civil("to_day"),
        Index("move_of_task", "task_id"),
        Index("move_from_day", "from_day"),
        _OPTIONS,
    )
    id: int | None = _id()
    task_id: int = Field(foreign_key="task.id")
    from_day: str | None = _optional_text()
    to_day: str | None = _optional_text()
    at: int
    by: str = _text()

    task: TaskRow | None = Relationship()


class TimeEntryRow(SQLModel, table=True):
    """One stretch of work, half-open; without an end while the timer runs."""

    __tablename__ = "time_entry"
    __table_args__ = (
        CheckConstraint("ended_at >= started_at", name="ends_after_it_starts"),  # T7: never negative
        CheckConstraint("day_start_s BETWEEN 0 AND 86399", name="day_start_within_a_day"),
        _one_of("state", ENTRY_STATES),
        _flag("billable"),
        _civil("day"),
        _length("note", 0, NOTES_MAX),
        Index("one_running", text("(1)"), unique=True, sqlite_where=text("ended_at IS NULL")),  # T1
        Index("entry_of_task", "task_id"),
        Index("entry_on_day", "day"),
        Index("entry_ended", "ended_at"),
        Index("entry_started", "started_at"),
        Index("entry_undecided", "started_at", sqlite_where=text("state = 'unresolved'")),  # T6: few, and never lost
        _OPTIONS,
    )
    id: int | None = _id()
    task_id: int = Field(foreign_key="task.id")
    started_at: int
    ended_at: int | None = None
    zone: str = _text()
    day: str = _text()
    day_start_s: int
    note: str = _text("")
    billable: int | None = None
    state: str = _text("kept")
    seen_at: int | None = None
    seen_up_s: int | None = None
    seen_awake_s: int | None = None

    task: TaskRow | None = Relationship()


class DayRow(SQLModel, table=True):
    """What is known of a day beside its tasks."""

    __tablename__ = "day"
    __table_args__ = (
        UniqueConstraint("date"),
        _civil("date"),
        CheckConstraint("capacity_s >= 0", name="capacity_not_negative"),
        CheckConstraint("next_number >= 1", name="numbers_start_at_one"),
        CheckConstraint("worked IN (0, 1)", name="worked_flag"),
        _length("note", 0, NOTES_MAX),
        _OPTIONS,
    )
    id: int | None = _id()
    date: str = _text()
    seeded_at: int | None = None
    worked: int | None = None  # whether it was a working day when it was settled, whatever is said of it since
    next_number: int = 1
    closed_at: int | None = None
    note: str = _text("")
    capacity_s: int | None = None


class AwayRow(SQLModel, table=True):
    """Days on which no work is planned, both ends included."""

    __tablename__ = "away"
    __table_args__ = (
        _civil("first_day"),
        _civil("last_day"),
        CheckConstraint("last_day >= first_day", name="ends_after_it_starts"),
        _length("label", 0, NAME_MAX),
        _OPTIONS,
    )
    id: int | None = _id()
    first_day: str = _text()
    last_day: str = _text()
    label: str = _text("")


class SettingRow(SQLModel, table=True):
    """A planning setting that differs from its default."""

    __tablename__ = "setting"
    __table_args__ = (UniqueConstraint("key"), _OPTIONS)
    id: int | None = _id()
    key: str = _text()
    value: str = _text()


class OpRow(SQLModel, table=True):
    """The undo journal: what one step changed in one row, as JSON of only the columns it changed."""

    __tablename__ = "op"
    __table_args__ = (
        CheckConstraint('"before" IS NOT NULL OR "after" IS NOT NULL', name="changed_something"),
        Index("op_of_step", "step"),
        Index("op_undone", "undone_at", sqlite_where=text("undone_at IS NOT NULL")),
        _OPTIONS,
    )
    id: int | None = _id()
    step: int
    at: int
    label: str = _text()
    table_name: str = _text()
    row_id: int
    before: str | None = _optional_text()
    """NULL: the step inserted the row."""
    after: str | None = _optional_text()
    """NULL: the step deleted the row."""
    undone_at: int | None = None


metadata = SQLModel.metadata
