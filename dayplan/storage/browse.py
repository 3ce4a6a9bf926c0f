"""The reader's other questions: those of screens and of commands that can wait for an import."""

from __future__ import annotations

from datetime import date

from dayplan.domain import naming
from dayplan.domain.days import bounds, logical_day
from dayplan.domain.intervals import days_of, on_day
from dayplan.domain.model import Detail, Firsts, Move, Now, Owner, Settings, Step, Stretch, Task, TimeEntry
from dayplan.domain.names import write_owner_word
from dayplan.domain.naming import Candidate
from dayplan.storage.reader import ENTRY_COLUMNS, TASK_COLUMNS, Reader, day_or_none, entry_of, task_of
from dayplan.storage.spent import REACHES, around

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from dayplan.domain.entry import Ref


def begun(reader: Reader) -> bool:
    """Return whether a day was ever seeded, or a template made: what comes before that is the very first start."""
    return bool(reader.rows("SELECT 1 FROM day WHERE seeded_at IS NOT NULL UNION ALL SELECT 1 FROM template LIMIT 1"))


def firsts(reader: Reader) -> Firsts:
    """Return what was ever done in this file: who has done it needs no hint."""
    ((timed, ticked, added),) = reader.rows(
        """SELECT EXISTS (SELECT 1 FROM time_entry) OR EXISTS (SELECT 1 FROM op WHERE table_name = 'time_entry'),
                  EXISTS (SELECT 1 FROM task WHERE status = 'done'),
                  EXISTS (SELECT 1 FROM task WHERE template_id IS NULL)"""
    )
    return Firsts(bool(timed), bool(ticked), bool(added))


def detail(reader: Reader, task_id: int, now: Now) -> Detail | None:
    """Return one task with its entries and its moves, the newest first; None when it is gone."""
    found = tasks_by_ids(reader, [task_id], now)
    if not found:
        return None
    entries = reader.rows(
        f"SELECT {ENTRY_COLUMNS} WHERE e.task_id = :id ORDER BY e.started_at DESC, e.id DESC", id=task_id
    )
    moves = reader.rows(
        'SELECT from_day, to_day, at, "by" FROM task_move WHERE task_id = :id ORDER BY id DESC', id=task_id
    )
    return Detail(
        found[0],
        tuple(entry_of(row) for row in entries),
        tuple(Move(day_or_none(row[0]), day_or_none(row[1]), row[2], row[3]) for row in moves),
    )


def tasks_by_ids(reader: Reader, ids: Sequence[int], now: Now) -> tuple[Task, ...]:
    """Return these tasks in the order of `ids`; `tracked_s` is today's time."""
    running = reader.running()
    settings = reader.settings()
    today = logical_day(now, settings.day_start_s)
    tracked = reader.tracked(now, today, today, settings)[0]
    found = {}
    for task_id in ids:
        tags = reader.rows("SELECT tag FROM task_tag WHERE task_id = :id ORDER BY id", id=task_id)
        for row in reader.rows(f"SELECT {TASK_COLUMNS} WHERE t.id = :id", id=task_id):
            found[task_id] = task_of(row, now, running, tracked.get(task_id, 0), [tag for (tag,) in tags])
    return tuple(found[task_id] for task_id in ids if task_id in found)


def entries(
    reader: Reader,
    first: date | None = None,
    last: date | None = None,
    task_id: int | None = None,
    entry_id: int | None = None,
) -> tuple[TimeEntry, ...]:
    """Return the entries whose logical day lies between two days, both included, the oldest first."""
    found = reader.rows(
        f"""SELECT {ENTRY_COLUMNS} WHERE (:first IS NULL OR e.day >= :first) AND (:last IS NULL OR e.day <= :last)
            AND (:task IS NULL OR e.task_id = :task) AND (:entry IS NULL OR e.id = :entry)
            ORDER BY e.started_at, e.id""",
        first=None if first is None else first.isoformat(),
        last=None if last is None else last.isoformat(),
        task=task_id,
        entry=entry_id,
    )
    return tuple(entry_of(row) for row in found)


def unresolved(reader: Reader, day: date | None = None) -> tuple[TimeEntry, ...]:
    """Return the entries that wait for a decision (T6), the oldest first: all, or those that lie on one day (T8)."""
    found = reader.rows(f"SELECT {ENTRY_COLUMNS} WHERE e.state = 'unresolved' ORDER BY e.started_at, e.id")
    several = tuple(map(entry_of, found))
    return several if day is None else tuple(entry for entry in several if _lies_on(entry, day))


def _lies_on(entry: TimeEntry, day: date) -> bool:
    end = entry.started_at if entry.ended_at is None else entry.ended_at
    return entry.day == day or on_day(entry.started_at, end, entry.zone, entry.day_start_s, day) > 0


def entries_over(reader: Reader, first: date, last: date, now: Now) -> tuple[TimeEntry, ...]:
    """Return the entries that lie on any day between two, both included, however long ago they began (T8)."""
    found = reader.rows(f"SELECT {ENTRY_COLUMNS} WHERE {REACHES} ORDER BY e.started_at, e.id", **around(first, last))
    several = map(entry_of, found)
    return tuple(entry for entry in several if any(first <= day <= last for day, _ in days_of(entry, now)))


def stretches(reader: Reader, day: date, now: Now, settings: Settings) -> tuple[Stretch, ...]:
    """Return the time recorded on one day, cut at its ends in the zone we are in, the earliest first (T8).

    Entries never overlap (T3), so one at most began before the day and reaches into it: the latest of those.
    """
    first, last = bounds(day, now.zone, settings.day_start_s)
    found = reader.rows(
        """SELECT e.started_at, COALESCE(e.ended_at, :now), t.id, t.title, t.project_id, p.colour
           FROM time_entry e JOIN task t ON t.id = e.task_id LEFT JOIN project p ON p.id = t.project_id
           WHERE e.state = 'kept' AND e.started_at < :last AND e.started_at >= COALESCE(
             (SELECT MAX(started_at) FROM time_entry
              WHERE started_at <= :first AND (ended_at IS NULL OR ended_at > started_at)), :first)
           ORDER BY e.started_at, e.id""",
        now=now.epoch,
        first=first,
        last=last,
    )
    cut = (Stretch(max(row[0], first), min(row[1], last), *row[2:]) for row in found)
    return tuple(stretch for stretch in cut if stretch.start < stretch.end)


_OF_PROJECTS = """WITH of_project AS (
    SELECT t.project_id AS id, SUM(COALESCE(e.ended_at, :now) - e.started_at) AS seconds
    FROM time_entry e JOIN task t ON t.id = e.task_id WHERE e.state = 'kept' GROUP BY t.project_id)"""
"""The time recorded for each project, in one pass over the entries."""


def clients(reader: Reader, now: Now) -> tuple[Owner, ...]:
    """Return every client with the time recorded for it, by name."""
    found = reader.rows(
        f"""{_OF_PROJECTS} SELECT c.name, NULL, c.rate_minor, c.currency, 1, NULL, c.archived_at IS NOT NULL,
                   COALESCE(SUM(s.seconds), 0), c.rate_minor, c.id
            FROM client c LEFT JOIN project p ON p.client_id = c.id LEFT JOIN of_project s ON s.id = p.id
            GROUP BY c.id ORDER BY c.name COLLATE NOCASE""",
        now=now.epoch,
    )
    return tuple(Owner._make((*row[:4], bool(row[4]), row[5], bool(row[6]), *row[7:])) for row in found)


def projects(reader: Reader, now: Now) -> tuple[Owner, ...]:
    """Return every named project with the time recorded on it, by client and name."""
    found = reader.rows(
        f"""{_OF_PROJECTS} SELECT c.name, p.name, COALESCE(p.rate_minor, c.rate_minor),
                   COALESCE(c.currency, p.currency), p.billable AND c.id IS NOT NULL, p.colour,
                   p.archived_at IS NOT NULL, COALESCE(s.seconds, 0), p.rate_minor, p.id
            FROM project p LEFT JOIN client c ON c.id = p.client_id LEFT JOIN of_project s ON s.id = p.id
            WHERE p.name <> ''
            ORDER BY c.name COLLATE NOCASE, p.name COLLATE NOCASE""",
        now=now.epoch,
    )
    return tuple(Owner._make((*row[:4], bool(row[4]), row[5], bool(row[6]), *row[7:])) for row in found)


def inbox(reader: Reader, now: Now) -> tuple[Task, ...]:
    """Return what waits in the inbox, the oldest first; `i1` is the first of them (C3)."""
    found = reader.rows("SELECT id FROM task WHERE day IS NULL AND status = 'open' ORDER BY rank, id")
    return tasks_by_ids(reader, [task_id for (task_id,) in found], now)


def history(reader: Reader, limit: int = 50) -> tuple[Step, ...]:
    """Return the newest steps, the newest first; seeding and carrying over are not steps (U1)."""
    found = reader.rows(
        "SELECT step, MIN(at), MIN(label), MAX(undone_at) FROM op GROUP BY step ORDER BY step DESC LIMIT :limit",
        limit=limit,
    )
    return tuple(Step(row[0], row[1], row[2], row[3] is not None) for row in found)


def owners(reader: Reader) -> list[str]:
    """Return every client and project as it is typed: `@acme`, `@acme/site`, `@/site`; those of late come first."""
    found = reader.rows(
        """SELECT c.name, NULLIF(p.name, ''), p.id, p.name = '' FROM project p LEFT JOIN client c ON c.id = p.client_id
           WHERE p.archived_at IS NULL AND c.archived_at IS NULL
           UNION ALL
           SELECT c.name, NULL, (SELECT MAX(p.id) FROM project p WHERE p.client_id = c.id), 1 FROM client c
           WHERE c.archived_at IS NULL
           ORDER BY 3 DESC, 4"""
    )
    return list(dict.fromkeys(write_owner_word(client, project) for client, project, *_ in found))


def tags(reader: Reader) -> list[str]:
    """Return every tag in use, the most used first; whatever its case, a tag is one, as it was first written."""
    counts: dict[str, int] = {}
    spelt: dict[str, str] = {}
    for tag, count in reader.rows("SELECT tag, COUNT(*) FROM task_tag GROUP BY tag ORDER BY MIN(id)"):
        spelt.setdefault(tag.casefold(), tag)
        counts[tag.casefold()] = counts.get(tag.casefold(), 0) + count
    return [spelt[folded] for folded in sorted(counts, key=lambda folded: (-counts[folded], folded))]


def stored_settings(reader: Reader) -> dict[str, str]:
    """Return the settings that were set, as they are kept."""
    return dict(reader.rows("SELECT key, value FROM setting"))


def candidates(reader: Reader, today: date, day: date | None = None) -> tuple[Candidate, ...]:
    """Return what may be named: the tasks of today and of a day, and every open one, the inbox last, in its order."""
    found = reader.rows(
        """SELECT id, number, title, status, day FROM task WHERE day IN (:today, :day) OR status = 'open'
           ORDER BY day IS NULL, day, rank, id""",
        today=today.isoformat(),
        day=(day or today).isoformat(),
    )
    return tuple(Candidate(row[0], row[1], row[2], row[3], day_or_none(row[4])) for row in found)


def find_task(reader: Reader, ref: Ref, today: date, statuses: Sequence[str] = ("open",)) -> int:
    """Return the id of the one task that is meant, by the rules of `naming`. Raises `BadInput` and `NotFound`."""
    date_format = reader.settings().date_format
    known = () if ref.kind == "id" else candidates(reader, today, naming.day_of(ref, today, date_format))
    return naming.find(ref, known, today, statuses, date_format)


def owner_names(reader: Reader) -> tuple[tuple[str, str, bool], ...]:
    """Return every client and named project as (client, project, archived), empty for what is not there."""
    found = reader.rows(
        """SELECT name, '', archived_at IS NOT NULL FROM client
           UNION ALL
           SELECT COALESCE(c.name, ''), p.name, p.archived_at IS NOT NULL
           FROM project p LEFT JOIN client c ON c.id = p.client_id WHERE p.name <> ''
           ORDER BY 1, 2"""
    )
    return tuple((client, project, bool(archived)) for client, project, archived in found)
