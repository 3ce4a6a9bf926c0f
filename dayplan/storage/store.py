"""Load and change the rows of one transaction, with an SQLModel Session."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from sqlalchemy import Engine, func, or_
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import Session, SQLModel, col, select

from dayplan.domain.model import Step
from dayplan.domain.names import called
from dayplan.errors import Refused
from dayplan.storage import file, journal, turning
from dayplan.storage.engine import engine_on, engine_on_seen, open_engine
from dayplan.storage.identity import Identity, check_same, identity_of
from dayplan.storage.privacy import looked_after
from dayplan.storage.reader import Reader
from dayplan.storage.tables import (
    AwayRow,
    ClientRow,
    DayRow,
    ProjectRow,
    SettingRow,
    TaskMoveRow,
    TaskRow,
    TaskTagRow,
    TemplateRow,
    TemplateTagRow,
    TimeEntryRow,
)

T = TypeVar("T", bound=SQLModel)
_KINDS: Mapping[str, type[SQLModel]] = {
    str(kind.__tablename__): kind
    for kind in (
        *(ClientRow, ProjectRow, TemplateRow, TemplateTagRow, TaskRow, TaskTagRow, TaskMoveRow),
        *(TimeEntryRow, DayRow, AwayRow, SettingRow),
    )
}


class Store:
    """The data file, open for writing: one transaction at a time."""

    def __init__(self, path: str, seen: Identity | None = None) -> None:
        """Make or upgrade the file where needed; one that was `seen` is neither made nor exchanged for another.

        Raises `BadFile`, `CannotAccess`, `Busy`; each transaction raises `Replaced` where another was seen.
        """
        self._path = path
        self._seen = seen
        fresh = not os.path.exists(path)
        with _explained(path):
            self._engine = open_engine(path) if seen is None else engine_on_seen(path)
        self.notices = (*file.take_notices(), *looked_after(path, fresh=fresh))
        """Sentences about what an upgrade changed, and about what stood open to others."""

    @cached_property
    def _loose(self) -> Engine:
        return engine_on(self._path, enforcing=False)

    @contextmanager
    def transaction(self, at: int, *, enforcing: bool = True) -> Iterator[Rows]:
        """One `BEGIN IMMEDIATE` transaction: committed when the block ends, rolled back when it raises.

        One that is not `enforcing` may leave rows that refer to what is not there (see `engine_on`).
        """
        engine = self._engine if enforcing else self._loose
        with _explained(self._path), Session(engine, autoflush=False) as session:
            rows = Rows(session, self._path, at)
            seen = rows.check_file(self._seen)
            yield rows
            # A change may take back the first day that was opened (D5): it is the file that has to be the same.
            found = rows.check_file(seen._replace(first_day=None))
            session.commit()
        self._seen = None if self._seen is None else found

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()  # neither engine keeps a connection between transactions


class Rows:
    """The rows of one transaction. No row outlives it: use cases return domain values."""

    def __init__(self, session: Session, path: str, at: int) -> None:
        self._session = session
        self._path = path
        self._recorder = journal.Recorder(session, at)
        driver = session.connection().connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        self._driver = driver
        self._reader = Reader(driver, path)

    def check_file(self, seen: Identity | None) -> Identity:
        """See that this transaction writes to the file that was seen, and that this dayplan may write to it.

        Returns which file it is. Raises `Replaced`, `BadFile`, `CannotAccess`.
        """
        self._session.flush()
        found = identity_of(self._driver, self._path)
        if seen is not None:
            check_same(seen, found, self._path)
        return found

    @property
    def reader(self) -> Reader:
        """The one read path, over this transaction: it sees what has been changed so far."""
        self._session.flush()
        return self._reader

    def record(self, label: str | None) -> None:
        """From here on, what changes is part of the step with this name (U1), or with None of no step."""
        self._session.flush()
        self._recorder.label = label or ""
        self._recorder.recording = label is not None

    @contextmanager
    def step(self, label: str) -> Iterator[None]:
        """One step of its own: written when the block ends, and when it raises taken back, with nothing else."""
        self.record(label)
        try:
            with _explained(self._path), self._session.begin_nested():
                yield
        except BaseException:
            self._recorder.forget()
            raise

    def name(self, label: str) -> None:
        """Give the step its name, once it is known."""
        self._recorder.label = label

    def add(self, row: T) -> T:
        """Insert a row; it has its id at once."""
        self._session.add(row)
        self._session.flush()
        return row

    def add_all(self, several: Sequence[SQLModel]) -> None:
        """Insert rows in one go: as many at a time cost little more than one."""
        self._session.add_all(several)
        self._session.flush()

    def delete(self, row: SQLModel) -> None:
        """Delete a row."""
        self._session.delete(row)
        self._session.flush()

    def erase(self, table: str, column: str, values: Sequence[int]) -> None:
        """Delete all rows with one of these values, and no step hears of it: for what was no step either (U1)."""
        self._session.flush()
        assert not self._recorder.recording
        if values:
            question = f'DELETE FROM "{table}" WHERE "{column}" = ?'
            self._session.connection().exec_driver_sql(question, [(value,) for value in values])
            self._session.expire_all()

    def row(self, table: str, row_id: int) -> Any:
        """Load any row by its table and id; None when it is gone."""
        return self._session.get(_KINDS[table], row_id)

    def make(self, table: str, values: Mapping[str, Any]) -> None:
        """Insert a row of any table, with the id that is among its values."""
        self.add(_KINDS[table](**values))

    def rebuild_indexes(self) -> None:
        """Make every index anew. Raises `Refused` where two rows are alike of which there may be one."""
        try:
            self._session.connection().exec_driver_sql("REINDEX")
        except IntegrityError as error:
            raise Refused(f"The indexes cannot be made anew: {error.orig}.") from error

    def next_step(self, *, back: bool) -> turning.NextStep | None:
        """Find the step that undo takes back next, or redo does again."""
        return turning.next_step(self._session, back=back)

    def turn(self, at: int, *, back: bool) -> Step:
        """Take back the newest step, or do again the one undone last."""
        return (journal.undo if back else journal.redo)(self._session, at)

    def task(self, task_id: int) -> TaskRow | None:
        """Load one task."""
        return self._session.get(TaskRow, task_id)

    def tasks_on(self, day: date) -> list[TaskRow]:
        """Load the tasks of a day in their order."""
        query = select(TaskRow).where(TaskRow.day == day.isoformat()).order_by(col(TaskRow.rank), col(TaskRow.id))
        return list(self._session.exec(query))

    def open_tasks_of(self, template_id: int) -> list[TaskRow]:
        """Load the unfinished tasks of a template."""
        query = select(TaskRow).where(TaskRow.template_id == template_id, TaskRow.status == "open")
        return list(self._session.exec(query))

    def occurrence(self, template_id: int, day: date) -> TaskRow | None:
        """Load the row of one occurrence (S1: one at most)."""
        query = select(TaskRow).where(TaskRow.template_id == template_id, TaskRow.occurrence == day.isoformat())
        return self._session.exec(query).one_or_none()

    def moves_of(self, task_id: int) -> list[TaskMoveRow]:
        """Load the moves of a task."""
        return list(self._session.exec(select(TaskMoveRow).where(TaskMoveRow.task_id == task_id)))

    def tags_of(self, task_id: int) -> list[TaskTagRow]:
        """Load the tags of a task in the order in which they were given."""
        query = select(TaskTagRow).where(TaskTagRow.task_id == task_id).order_by(col(TaskTagRow.id))
        return list(self._session.exec(query))

    def has_entries(self, task_id: int) -> bool:
        """Whether time was recorded on a task."""
        query = select(TimeEntryRow.id).where(TimeEntryRow.task_id == task_id).limit(1)
        return self._session.exec(query).first() is not None

    def entry(self, entry_id: int) -> TimeEntryRow | None:
        """Load one time entry."""
        return self._session.get(TimeEntryRow, entry_id)

    def running(self) -> TimeEntryRow | None:
        """Load the entry that runs (T1: one at most)."""
        return self._session.exec(select(TimeEntryRow).where(col(TimeEntryRow.ended_at).is_(None))).one_or_none()

    def last_entry(self) -> TimeEntryRow | None:
        """Load the entry that ended last."""
        query = (
            select(TimeEntryRow)
            .where(col(TimeEntryRow.ended_at).is_not(None))
            .order_by(col(TimeEntryRow.ended_at).desc(), col(TimeEntryRow.id).desc())
            .limit(1)
        )
        return self._session.exec(query).first()

    def ended_after(self, start: int) -> list[TimeEntryRow]:
        """Load the closed entries that an open one from `start` on would overlap (T3)."""
        query = select(TimeEntryRow).where(col(TimeEntryRow.ended_at) > start).order_by(col(TimeEntryRow.started_at))
        return list(self._session.exec(query))

    def entries_between(self, start: int, end: int) -> list[TimeEntryRow]:
        """Load the entries that share time with a stretch, the earliest first; a running one has no end."""
        query = select(TimeEntryRow).where(
            col(TimeEntryRow.started_at) < end,
            or_(col(TimeEntryRow.ended_at).is_(None), col(TimeEntryRow.ended_at) > start),
        )
        return list(self._session.exec(query.order_by(col(TimeEntryRow.started_at))))

    def entries_from(self, start: int | None) -> list[TimeEntryRow]:
        """Load the entries that begin at an instant."""
        return list(self._session.exec(select(TimeEntryRow).where(TimeEntryRow.started_at == start)))

    def flush(self) -> None:
        """Write what was changed so far, in this order."""
        self._session.flush()

    def day(self, day: date) -> DayRow:
        """Load a day's row, made where there is none yet."""
        iso = day.isoformat()
        row = self._session.exec(select(DayRow).where(DayRow.date == iso)).one_or_none()
        return row or self.add(DayRow(date=iso))

    def next_number(self, day: date) -> int:
        """Take the next small number of a day; it is never given again on that day."""
        row = self.day(day)
        number = row.next_number
        row.next_number = number + 1
        return number

    def client(self, name: str) -> ClientRow:
        """Find a client by name, whatever its case; made by naming it."""
        return called(name, self.clients()) or self.add(ClientRow(name=name))

    def clients(self) -> list[ClientRow]:
        """Load every client, by name."""
        return list(self._session.exec(select(ClientRow).order_by(col(ClientRow.name))))

    def projects_of(self, client_id: int | None) -> list[ProjectRow]:
        """Load the projects of a client, or with None those of nobody."""
        return list(self._session.exec(select(ProjectRow).where(ProjectRow.client_id == client_id)))

    def tasks_of_project(self, project_id: int | None) -> list[TaskRow]:
        """Load the tasks of a project."""
        return list(self._session.exec(select(TaskRow).where(TaskRow.project_id == project_id)))

    def project(self, client: str | None, name: str | None) -> ProjectRow | None:
        """Find a project by client and name, made by naming it; '' is a client's work in general."""
        if client is None and name is None:
            return None
        client_id = None if client is None else self.client(client).id
        found = called(name or "", self.projects_of(client_id))
        return found or self.add(ProjectRow(client_id=client_id, name=name or ""))

    def templates(self) -> list[TemplateRow]:
        """Load the templates in the order of their ranks."""
        return list(self._session.exec(select(TemplateRow).order_by(col(TemplateRow.rank), col(TemplateRow.id))))

    def template(self, template_id: int) -> TemplateRow | None:
        """Load one template."""
        return self._session.get(TemplateRow, template_id)

    def tags_of_template(self, template_id: int) -> list[TemplateTagRow]:
        """Load the tags that a template gives to its tasks."""
        query = select(TemplateTagRow).where(TemplateTagRow.template_id == template_id)
        return list(self._session.exec(query.order_by(col(TemplateTagRow.id))))

    def occurrences_of(self, template_id: int) -> set[date]:
        """Return the dates of a template's occurrences that have a row (S1)."""
        query = select(TaskRow.occurrence).where(TaskRow.template_id == template_id)
        return {date.fromisoformat(day) for day in self._session.exec(query) if day is not None}

    def away(self) -> list[AwayRow]:
        """Load the away days, the earliest first."""
        return list(self._session.exec(select(AwayRow).order_by(col(AwayRow.first_day), col(AwayRow.id))))

    def occurrences_between(self, first: date, last: date) -> list[TaskRow]:
        """Load the rows of occurrences that fall due between two days, both included."""
        query = select(TaskRow).where(
            col(TaskRow.occurrence) >= first.isoformat(), col(TaskRow.occurrence) <= last.isoformat()
        )
        return list(self._session.exec(query.order_by(col(TaskRow.id))))

    def setting(self, key: str) -> SettingRow | None:
        """Load one setting, None where it has its default."""
        return self._session.exec(select(SettingRow).where(SettingRow.key == key)).one_or_none()

    def any_task(self) -> bool:
        """Whether any task was ever made."""
        return bool(self._session.exec(select(func.count(col(TaskRow.id)))).one())


@contextmanager
def _explained(path: str) -> Iterator[None]:
    try:
        yield
    except IntegrityError as error:
        raise Refused("Something else depends on what this would take away. Nothing was changed.") from error
    except DBAPIError as error:
        if isinstance(error.orig, sqlite3.Error):
            raise file.explain(error.orig, path) from error
        raise
    except sqlite3.Error as error:
        raise file.explain(error, path) from error
