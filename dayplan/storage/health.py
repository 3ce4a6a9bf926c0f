"""What the doctor asks of a data file: whether it is whole, and what its rows say that the schema cannot refuse.

The deciding is in `domain.health` and `domain.replay`; here is what they are handed.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from datetime import date
from typing import Any, NamedTuple

from dayplan.domain import health, replay, schedule
from dayplan.domain.days import logical_day
from dayplan.domain.health import Astray, BadSchedule, BadSetting, Counter, Finding, Indexes, Orphans, UnlikelyDay
from dayplan.domain.mending import MENDING
from dayplan.domain.model import Now, Settings, TimeEntry
from dayplan.domain.unseen import since_seen
from dayplan.errors import BadInput, CannotAccess, Damaged, NotFound
from dayplan.errors import BadSetting as Unusable
from dayplan.storage import backup, browse, file
from dayplan.storage.holes import JournalOp, found_holes, journal_ops
from dayplan.storage.reader import Reader, day_or_none, open_reader, settings_of

_OF_AN_INDEX = re.compile(r"(?:missing from|entries in|entry in|differ from) index (\S+)$")
_CALLED = {"client": "name", "project": "name", "template": "title", "task": "title"}
TABLES = (
    *("client", "project", "template", "template_tag", "task", "task_tag", "task_move"),
    *("time_entry", "day", "away", "setting"),
)
"""The tables that the journal tells of, parents first."""


class Health(NamedTuple):
    """What was found, and how much there was to look at."""

    findings: tuple[Finding, ...]
    contents: backup.Contents
    steps: int


def examine(path: str, now: Now, progress: Callable[[str], object] = id) -> Health:
    """Look through a data file, and write nothing; `progress` hears what is looked at.

    Raises `Damaged` with the reason where it is not whole, `NotFound` where there is no data, `BadFile`, `Busy`.
    """
    try:
        progress("Checking the file")
        _whole(path)
        reader = open_reader(path)
        if reader is None:
            raise NotFound(f"There is no data in {path} yet, so there is nothing to look through.")
        with closing(reader), reader:
            found = findings(reader, now, progress)
            ((steps,),) = reader.rows("SELECT COUNT(DISTINCT step) FROM op")
        return Health(found, backup.contents(path), steps)
    except UnicodeDecodeError as error:
        raise Damaged(f"{path} is damaged (it holds text that is none). {file.untouched(path)}.") from error
    except (Damaged, CannotAccess) as error:
        reason = error.__cause__
        if isinstance(reason, sqlite3.Error) and (isinstance(error, Damaged) or "decode" in str(reason)):
            words = "it holds text that is none" if "decode" in str(reason) else reason
            raise Damaged(f"{path} is damaged or not a dayplan file ({words}). {file.untouched(path)}.") from error
        raise


def findings(reader: Reader, now: Now, progress: Callable[[str], object] = id) -> tuple[Finding, ...]:
    """Return what is wrong, what stands in the way of other things first; always in the same order.

    Where an index is wrong, that is all: what is asked through it would be answered wrongly.
    """
    names = _broken_indexes(reader.rows("PRAGMA integrity_check"), "the data file")
    if names:
        return (Indexes(names),)
    settings, unusable = _settings(reader)
    progress("Reading the journal")
    ops = journal_ops(reader)
    told, unreadable = _journal(reader, ops)
    progress("Checking the tasks and their time")
    entries = browse.entries(reader)
    doubt = reader.clock_doubt(now, logical_day(now, settings.day_start_s))
    return (
        *unusable,
        *(() if doubt is None else (UnlikelyDay(doubt),)),
        *_bad_schedules(reader),
        *_counters(reader),
        *told,
        *_orphans(reader),
        *health.misfiled(entries),
        *_runs_on_over(reader, now),
        *health.overlaps(entries),
        *_long(reader, entries, now),
        *health.shown_twice(entries, frozenset(at for (at,) in reader.rows("SELECT DISTINCT at FROM op"))),
        *found_holes(reader, settings, logical_day(now, settings.day_start_s), ops),
        *_astray(reader),
        *unreadable,
    )


def dangling(reader: Reader) -> bool:
    """Whether any row refers to one that is not there."""
    return bool(reader.rows("PRAGMA foreign_key_check"))


def _whole(path: str) -> None:
    """Raise `Damaged` for a file that SQLite finds fault with, beyond indexes that can be made again.

    A file of an older dayplan has to be free of orphans too: it could not be brought to today's schema. One that does
    not even begin as it should is not opened: SQLite would play into it the journal that a kill left beside it.
    """
    if file.is_there(path) and not file.begins_well(path):
        raise Damaged(f"{path} is damaged or not a dayplan file. {file.untouched(path)}.")
    connection = file.open_as_it_is(path)
    if connection is None:
        return
    try:
        _broken_indexes(connection.execute("PRAGMA integrity_check").fetchall(), path)
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version < file.VERSION and connection.execute("PRAGMA foreign_key_check").fetchone():
            raise Damaged(
                f"{path} refers to rows that are missing, and an older dayplan made it. {file.untouched(path)}."
            )
    except sqlite3.Error as error:
        raise file.explain(error, path) from error
    finally:
        connection.close()


def _broken_indexes(said: Iterable[tuple[Any, ...]], path: str) -> tuple[str, ...]:
    names: dict[str, None] = {}
    for (line,) in said:
        match = _OF_AN_INDEX.search(line)
        if match:
            names[match[1]] = None
        elif line != "ok":
            reason = next((each for each in line.splitlines() if not each.startswith("***")), line)
            raise Damaged(f"{path} is damaged ({' '.join(reason.split())}). {file.untouched(path)}.")
    return tuple(names)


def _settings(reader: Reader) -> tuple[Settings, list[BadSetting]]:
    stored: dict[str, str] = {}
    unusable = []
    for row_id, key, value in reader.rows("SELECT id, key, value FROM setting ORDER BY id"):
        try:
            settings_of({key: value})
        except (Unusable, BadInput, ValueError, LookupError):
            unusable.append(BadSetting(row_id, key, value))
        else:
            stored[key] = value
    return settings_of(stored), unusable


def _bad_schedules(reader: Reader) -> Iterator[BadSchedule]:
    found = reader.rows("SELECT id, title, schedule FROM template WHERE archived_at IS NULL ORDER BY id")
    for template_id, title, rule in found:
        try:
            schedule.normalise(rule)
        except BadInput:
            yield BadSchedule(template_id, title, rule)


def _journal(reader: Reader, ops: Iterable[JournalOp]) -> tuple[list[replay.Told], list[replay.Unreadable]]:
    # By steps: what undo and redo add to one comes last in the table (S4).
    done = (replay.Op._make(op[3:]) for op in sorted(ops, key=lambda op: op.step) if op.undone_at is None)
    told, unreadable = replay.replay(done, TABLES)
    rows = {table: _by_id(reader, table) for table in TABLES}
    titles = {key: _title(key, told, rows) for key in told}
    found = replay.disagreements(told, rows, titles)
    return sorted(found, key=lambda each: TABLES.index(each.table)), unreadable


def _by_id(reader: Reader, table: str) -> dict[int, dict[str, Any]]:
    names = [row[1] for row in reader.rows(f"PRAGMA table_info('{table}')")]
    return {row[0]: dict(zip(names, row, strict=True)) for row in reader.rows(f'SELECT * FROM "{table}"')}


def _title(
    key: tuple[str, int],
    told: Mapping[tuple[str, int], replay.Last],
    rows: Mapping[str, Mapping[int, Mapping[str, Any]]],
) -> str:
    """Name a row by its own words, or by those of its task."""

    def known(table: str, row_id: int) -> Mapping[str, Any]:
        last = told.get((table, row_id))
        return {**((last and last.values) or {}), **rows[table].get(row_id, {})}

    values = known(*key)
    if "task_id" in values:
        values = known("task", values["task_id"])
    elif key[0] == "template_tag" and "template_id" in values:
        values = known("template", values["template_id"])
    words = (values.get(name) for name in ("title", "name", "key", "date", "label"))
    return next((str(word) for word in words if word), "")


def _orphans(reader: Reader) -> list[Orphans]:
    left: dict[tuple[str, int], list[tuple[str, int]]] = {}
    for table, row_id, parent, number in reader.rows("PRAGMA foreign_key_check"):
        column = next(row[3] for row in reader.rows(f"PRAGMA foreign_key_list('{table}')") if row[0] == number)
        ((missing,),) = reader.rows(f'SELECT "{column}" FROM "{table}" WHERE id = :id', id=row_id)
        left.setdefault((parent, missing), []).append((table, row_id))
    return [
        Orphans(table, row_id, _remembered(reader, table, row_id), tuple(rows), _worked(reader, rows))
        for (table, row_id), rows in sorted(left.items())
    ]


def _remembered(reader: Reader, table: str, row_id: int) -> str:
    """Return what a row that is gone was called."""
    if table == "template":
        found = reader.rows(
            "SELECT title FROM task WHERE template_id = :id ORDER BY occurrence DESC LIMIT 1", id=row_id
        )
        if found:
            return str(found[0][0])
    name = _CALLED[table]
    sides = reader.rows(
        """SELECT COALESCE("after", "before") FROM op WHERE table_name = :table AND row_id = :id
           AND substr(label, 1, :length) <> :mending ORDER BY step, id""",
        table=table,
        id=row_id,
        length=len(MENDING),
        mending=MENDING,
    )
    told, _ = replay.replay((replay.Op(0, "", table, row_id, None, side) for (side,) in sides), TABLES)
    for last in told.values():
        return str((last.values or {}).get(name, ""))
    return ""


def _worked(reader: Reader, rows: Iterable[tuple[str, int]]) -> int:
    seconds = 0
    for table, row_id in rows:
        if table == "time_entry":
            ((worked,),) = reader.rows("SELECT ended_at - started_at FROM time_entry WHERE id = :id", id=row_id)
            seconds += worked or 0
    return seconds


def _runs_on_over(reader: Reader, now: Now) -> Iterator[health.RunsOnOver]:
    found = reader.rows(
        """SELECT e.id, t.status, t.done_at FROM time_entry e JOIN task t ON t.id = e.task_id
           WHERE e.ended_at IS NULL AND t.status <> 'open'"""
    )
    for entry_id, status, done_at in found:
        (entry,) = browse.entries(reader, entry_id=entry_id)
        until = now.epoch if done_at is None else min(done_at, now.epoch)
        yield health.RunsOnOver(entry, status, max(entry.started_at, until))


def _long(reader: Reader, entries: Iterable[TimeEntry], now: Now) -> Iterator[Finding]:
    yield from health.long(entries)
    running = reader.running()
    found = None if running is None else since_seen(running, now)
    if running is not None and found is not None and found.why == "long":
        yield health.RunsLong(running, found)


def _astray(reader: Reader) -> list[Astray]:
    found = reader.rows(
        """SELECT t.id, t.title, t.day, m.to_day FROM task t JOIN task_move m ON m.id =
             (SELECT MAX(l.id) FROM task_move l WHERE l.task_id = t.id)
           WHERE m.to_day IS NOT t.day ORDER BY t.id"""
    )
    return [Astray(task_id, title, day_or_none(day), day_or_none(to_day)) for task_id, title, day, to_day in found]


def _counters(reader: Reader) -> list[Counter]:
    found = reader.rows(
        """SELECT t.day, MAX(t.number) FROM task t LEFT JOIN day d ON d.date = t.day
           WHERE t.day IS NOT NULL AND t.number IS NOT NULL GROUP BY t.day
           HAVING MAX(t.number) >= COALESCE(MAX(d.next_number), 0) ORDER BY t.day"""
    )
    return [Counter(date.fromisoformat(day), highest) for day, highest in found]
