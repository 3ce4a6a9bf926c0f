"""The one way in for reading: the day, and what runs. Stdlib sqlite3, read-only, answered in domain values.

`dayplan today` imports this and little else, so it stays small; questions that can wait for an import are in `browse`.
A reader over a transaction's own connection (see `store`) answers the same questions about what is being changed.
"""

from __future__ import annotations

import sqlite3
from datetime import date

from dayplan.domain.clock_doubt import ClockDoubt, clock_doubt
from dayplan.domain.days import capacity, earliest_start, logical_day, parse_day_start, parse_workdays
from dayplan.domain.intervals import on_day
from dayplan.domain.model import Day, MovedTask, Now, Running, Settings, Task, TimeEntry
from dayplan.domain.rounding import kept_rounding
from dayplan.storage import file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType
    from typing import Any, Self

    from dayplan.storage.identity import Identity

ENTRY_COLUMNS = (
    "e.id, e.task_id, t.title, e.started_at, e.ended_at, e.zone, e.day, e.day_start_s, e.note, e.state,"
    " e.seen_at, e.seen_up_s, e.seen_awake_s, e.billable"
    " FROM time_entry e JOIN task t ON t.id = e.task_id"
)
TASK_COLUMNS = """
    t.id, t.number, t.title, t.status, t.reason, t.day, t.rank, t.estimate_s, t.template_id, tp.title, t.occurrence,
    t.first_day, c.name, p.name, t.notes, t.edited, t.done_at, t.created_at,
    (SELECT COUNT(*) FROM task_move m WHERE m.task_id = t.id AND m."by" = 'carried' AND m.id >
      COALESCE((SELECT MAX(h.id) FROM task_move h WHERE h.task_id = t.id AND h."by" = 'hand'), 0)),
    (SELECT SUM(e.ended_at - e.started_at) FROM time_entry e
      WHERE e.task_id = t.id AND e.state = 'kept' AND e.ended_at IS NOT NULL)
    FROM task t
    LEFT JOIN template tp ON tp.id = t.template_id
    LEFT JOIN project p ON p.id = t.project_id
    LEFT JOIN client c ON c.id = p.client_id
"""


def open_reader(path: str) -> Reader | None:
    """Open the data file for reading; None where there is none yet.

    Raises `Lost` where there is none any more, `BadFile`, `CannotAccess`, `Busy`.
    """
    connection = file.open_for_reading(path)
    if connection is None:
        from dayplan.storage.lost import refuse_if_lost

        refuse_if_lost(path)
        return None
    return Reader(connection, path, writable=file.writable(path))


class Reader:
    """Questions to one open data file; as a context manager, all of them see the same moment."""

    def __init__(self, connection: sqlite3.Connection, path: str, *, writable: bool = True) -> None:
        self._connection = connection
        self._path = path
        self.writable = writable

    def rows(self, sql: str, **parameters: Any) -> list[tuple[Any, ...]]:
        """Ask in SQL; only modules of `storage` do. Raises a `DayplanError` with SQLite's reason in words."""
        try:
            return self._connection.execute(sql, parameters).fetchall()
        except sqlite3.Error as error:
            raise file.explain(error, self._path) from error

    def __enter__(self) -> Self:
        if not self._connection.in_transaction:
            self.rows("BEGIN")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def close(self) -> None:
        """Let go of the file; a reader never holds it between questions."""
        self._connection.close()

    def wait_at_most(self, seconds: float) -> None:
        """From here on, a question is refused as `Busy` when another process holds the file for so long."""
        self.rows(f"PRAGMA busy_timeout={round(seconds * 1000)}")

    def data_version(self) -> int | None:
        """Return a number that changes when another process has written; None while one is writing just now."""
        try:
            (version,) = self._connection.execute("PRAGMA data_version").fetchone()
        except sqlite3.Error:
            return None  # busy: for the planner that is "unchanged", it asks again in a second
        return int(version)

    def identity(self) -> Identity:
        """Return which file this is, as far as its path and its contents tell. Raises `BadFile`, `CannotAccess`."""
        from dayplan.storage.identity import identity_of  # for who has the file open for longer than one answer

        try:
            with self:
                return identity_of(self._connection, self._path)
        except sqlite3.Error as error:
            raise file.explain(error, self._path) from error

    def settings(self) -> Settings:
        """Return the planning settings; whatever was never set has its default."""
        return settings_of(dict(self.rows("SELECT key, value FROM setting")))

    def running(self) -> TimeEntry | None:
        """Return the entry that runs, whichever day it began on (T1: one at most)."""
        found = self.rows(f"SELECT {ENTRY_COLUMNS} WHERE e.ended_at IS NULL")
        return entry_of(found[0]) if found else None

    def settled(self, today: date) -> bool:
        """Whether today was seeded and no open task is left on an earlier day (S3)."""
        seeded = self.rows("SELECT 1 FROM day WHERE date = :day AND seeded_at IS NOT NULL", day=today.isoformat())
        return bool(seeded) and not self._unsettled(today)

    def clock_doubt(self, now: Now, today: date) -> ClockDoubt | None:
        """Return why today cannot be believed; None where it can (D5).

        A day to come that was filled while the clock was in doubt already is not opened, but it is known whether it was
        a working day.
        """
        found = self.rows(
            """SELECT date, seeded_at FROM day WHERE seeded_at IS NOT NULL OR (worked IS NOT NULL AND date > :today)
               ORDER BY date DESC LIMIT 1""",
            today=today.isoformat(),
        )
        last, opened_at = found[0] if found else (None, None)
        doubt = clock_doubt(now, today, day_or_none(last), opened_at)
        if doubt is None or doubt.ahead:
            return doubt
        ((opened_after,),) = self.rows(
            "SELECT COUNT(*) FROM day WHERE date > :today AND (seeded_at IS NOT NULL OR worked IS NOT NULL)",
            today=today.isoformat(),
        )
        return doubt._replace(opened_after=opened_after)

    def day(self, now: Now, day: date | None = None, *, foreseen: bool = False) -> Day:
        """Answer what one day shows, today unless another is named. Writes nothing; a future day is projected (S2).

        Where it cannot be seeded, today is `foreseen` like a day to come (issue 12.6).
        """
        settings = self.settings()
        today = logical_day(now, settings.day_start_s)
        shown = today if day is None else day
        iso = shown.isoformat()
        ((seeded_at, capacity_s, closed_at, note, away),) = self.rows(
            """SELECT d.seeded_at, d.capacity_s, d.closed_at, COALESCE(d.note, ''),
                      EXISTS (SELECT 1 FROM away WHERE :day BETWEEN first_day AND last_day)
               FROM (SELECT 1) LEFT JOIN day d ON d.date = :day""",
            day=iso,
        )
        entry = self.running()
        tracked, total = self.tracked(now, today, shown, settings)
        tasks = self._tasks(iso, now, entry, tracked)
        if shown > today:
            from dayplan.storage.ledger import projected_tasks  # dateutil: only for days to come

            tasks += projected_tasks(self, shown, today, settings)
        elif foreseen and shown == today and seeded_at is None:
            from dayplan.storage.ledger import foreseen_tasks

            tasks = foreseen_tasks(self, now, tasks)
        running = None
        if entry is not None:
            running = Running(entry, next((task.number for task in tasks if task.running), None))
        return Day(
            day=shown,
            today=today,
            now=now,
            settings=settings,
            seeded=seeded_at is not None,
            capacity_s=capacity(shown, settings, capacity_s, away=bool(away)),
            tasks=tasks,
            moved=self.moved(shown) if shown < today else (),
            running=running,
            tracked_s=total,
            unsettled=self._unsettled(today),
            writable=self.writable,
            undecided_s=self._undecided(None if shown == today else shown),
            closed_at=closed_at,
            note=note,
            doubt=self.clock_doubt(now, today),
        )

    def _tasks(self, iso: str, now: Now, running: TimeEntry | None, tracked: dict[int, int]) -> tuple[Task, ...]:
        found = self.rows(f"SELECT {TASK_COLUMNS} WHERE t.day = :day ORDER BY t.rank, t.id", day=iso)
        tags: dict[int, list[str]] = {}
        if found:
            of_day = "FROM task t JOIN task_tag g ON g.task_id = t.id WHERE t.day = :day"
            for task_id, tag in self.rows(f"SELECT g.task_id, g.tag {of_day} ORDER BY g.id", day=iso):
                tags.setdefault(task_id, []).append(tag)
        return tuple(task_of(row, now, running, tracked.get(row[0], 0), tags.get(row[0], ())) for row in found)

    def tracked(self, now: Now, today: date, day: date, settings: Settings) -> tuple[dict[int, int], int]:
        """Return the seconds recorded on `day`: by task, and together (Z1), split where an entry crosses its end (T8).

        An entry of an earlier day is looked at only when it may reach into this one. For today's entries in the zone
        we are in, made under today's start of the day, no zone arithmetic is needed: today is not over.
        """
        far = earliest_start(day)
        near = far
        if day == today and -34_200 < now.offset_s < 41_400:
            # In our own zone today began where the wall clock says, give or take a change of summer time. Zones that
            # may skip a whole day lie near the date line, and do without this.
            # An entry keeps the start of the day that it was made under (D4): none was earlier than midnight.
            near = _midnight(now, day) - 3 * 3600
        found = self.rows(
            f"""SELECT {ENTRY_COLUMNS} WHERE e.state = 'kept' AND (e.day = :day OR (e.day < :day
                AND (e.ended_at IS NULL OR e.ended_at > CASE WHEN e.zone = :zone THEN :near ELSE :far END)
                AND (e.ended_at IS NULL OR e.ended_at > :far)))""",
            day=day.isoformat(),
            zone=now.zone,
            near=near,
            far=far,
        )
        by_task: dict[int, int] = {}
        for row in found:
            entry = entry_of(row)
            if day == today == entry.day and entry.zone == now.zone and entry.day_start_s == settings.day_start_s:
                seconds = entry.seconds(now.epoch)
            else:
                end = now.epoch if entry.ended_at is None else entry.ended_at
                seconds = on_day(entry.started_at, end, entry.zone, entry.day_start_s, day)
            by_task[entry.task_id] = by_task.get(entry.task_id, 0) + seconds
        return by_task, sum(by_task.values())

    def moved(self, day: date) -> tuple[MovedTask, ...]:
        """Return the tasks that were planned for a day and stand elsewhere now (C2)."""
        found = self.rows(
            """SELECT t.id, t.title, t.day, t.status FROM task t WHERE t.id IN
                 (SELECT m.task_id FROM task_move m WHERE m.from_day = :day)
               AND (t.day IS NULL OR t.day <> :day) ORDER BY t.rank, t.id""",
            day=day.isoformat(),
        )
        return tuple(MovedTask(row[0], row[1], day_or_none(row[2]), row[3]) for row in found)

    def _undecided(self, day: date | None) -> int:
        """Return how much time waits for a decision (T6): as far as it lies on one day (T8), or all of it."""
        found = self.rows(
            "SELECT started_at, ended_at, zone, day_start_s FROM time_entry"
            " WHERE state = 'unresolved' AND ended_at > started_at"
        )
        if day is None:
            return sum(end - start for start, end, _, _ in found)
        return sum(on_day(start, end, zone, day_start_s, day) for start, end, zone, day_start_s in found)

    def _unsettled(self, today: date) -> int:
        ((count,),) = self.rows("SELECT COUNT(*) FROM task WHERE status = 'open' AND day < :day", day=today.isoformat())
        return int(count)


def _midnight(now: Now, day: date) -> int:
    """Return the midnight with which a day begins, by the offset that holds now."""
    return (day.toordinal() - 719_163) * 86_400 - now.offset_s


def settings_of(stored: dict[str, str]) -> Settings:
    """Read the stored settings; they were checked when they were set."""
    if not stored:
        return Settings()
    default = Settings()
    week_start = stored.get("week_start")
    return Settings(
        day_start_s=parse_day_start(stored["day_start"]) if "day_start" in stored else default.day_start_s,
        week_start=default.week_start if week_start is None else parse_workdays(week_start[:3])[0],
        workdays=parse_workdays(stored["workdays"]) if "workdays" in stored else default.workdays,
        capacity_s=int(stored.get("capacity", default.capacity_s)),
        clock_24=stored.get("clock", "24") == "24",
        date_format=stored.get("date_format", default.date_format),
        rounding=kept_rounding(stored["rounding"]) if "rounding" in stored else default.rounding,
        idle_command=stored.get("idle_command") or None,
        weekly_goal_s=int(stored.get("weekly_goal", 0)) or None,
        weekly_billable_goal_s=int(stored.get("weekly_billable_goal", 0)) or None,
        focus_work_s=int(stored.get("focus_work", 0)) or None,
        focus_break_s=int(stored.get("focus_break", default.focus_break_s)),
        focus_signal=stored.get("focus_signal", default.focus_signal),
    )


def task_of(
    row: tuple[Any, ...], now: Now, running: TimeEntry | None, tracked: int, tags: tuple[str, ...] | list[str]
) -> Task:
    """Build a task from a row of `TASK_COLUMNS`."""
    runs = running is not None and running.task_id == row[0]
    total = row[19] or 0
    if running is not None and runs:
        total += running.seconds(now.epoch)
    return Task(
        id=row[0],
        number=row[1],
        title=row[2],
        status=row[3],
        reason=row[4],
        day=day_or_none(row[5]),
        rank=row[6],
        estimate_s=row[7],
        tracked_s=tracked,
        tracked_total_s=total,
        running=runs,
        template_id=row[8],
        template=row[9],
        occurrence=day_or_none(row[10]),
        first_day=day_or_none(row[11]),
        carried=row[18],
        client=row[12],
        project=row[13] or None,
        tags=tuple(tags),
        notes=row[14],
        edited=bool(row[15]),
        done_at=row[16],
        created_at=row[17],
    )


def entry_of(row: tuple[Any, ...]) -> TimeEntry:
    """Build a time entry from a row of `ENTRY_COLUMNS`."""
    *known, billable = row
    known[6] = date.fromisoformat(known[6])
    return TimeEntry._make((*known, None if billable is None else bool(billable)))


def day_or_none(text: str | None) -> date | None:
    """Read a civil date as the file keeps it."""
    return None if text is None else date.fromisoformat(text)
