"""The reader's questions about days to come that were opened, and about what opening them did (D5)."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from dayplan.domain.days import day_of
from dayplan.domain.model import Now
from dayplan.storage.reader import Reader, day_or_none

_BY_HAND = """
    SELECT row_id FROM op WHERE table_name = 'task' AND undone_at IS NULL AND at >= :since
    UNION SELECT json_extract(COALESCE("after", "before"), '$.task_id') FROM op
      WHERE table_name IN ('task_tag', 'task_move') AND undone_at IS NULL AND at >= :since
"""
"""The tasks that a person's steps changed."""
_WORKED_ON = "EXISTS (SELECT 1 FROM time_entry e WHERE e.task_id = t.id AND e.started_at >= :since)"


class FutureDay(NamedTuple):
    """A day to come that was filled, and when it was opened; None where it was filled while the clock was in doubt."""

    day: date
    opened_at: int | None


class Made(NamedTuple):
    """The row of an occurrence that was made when a day to come was opened."""

    task_id: int
    title: str
    template_id: int
    occurrence: date
    day: date | None
    status: str
    touched: bool
    """Whether a person changed it, or recorded time on it."""


class Carried(NamedTuple):
    """A task that was carried to a day to come, and from where."""

    task_id: int
    title: str
    from_day: date
    to_day: date
    number: int | None
    """The number and the rank that it had there, where the journal knows them."""
    rank: int | None
    touched: bool
    """Whether a person has changed it since, or recorded time on it, or it is over."""
    moves: tuple[int, ...]


class Moment(NamedTuple):
    """When days to come were opened: at these instants, or at any that is still to come."""

    now: int
    instants: tuple[int, ...]

    @property
    def since(self) -> int:
        """Return the first instant that counts."""
        return min((*self.instants, self.now + 1))

    def sql(self, column: str) -> str:
        """Return the condition that something was made then."""
        return f"({column} > {self.now} OR {column} IN ({', '.join(map(str, self.instants))}))"


def future_days(reader: Reader, today: date) -> tuple[FutureDay, ...]:
    """Return the days after today that were filled, the earliest first."""
    found = reader.rows(
        """SELECT date, seeded_at FROM day WHERE date > :today AND (seeded_at IS NOT NULL OR worked IS NOT NULL)
           ORDER BY date""",
        today=today.isoformat(),
    )
    return tuple(FutureDay(date.fromisoformat(day), opened_at) for day, opened_at in found)


def moment_of(days: tuple[FutureDay, ...], now: Now) -> Moment:
    """Return when these days were opened."""
    return Moment(now.epoch, tuple(each.opened_at for each in days if each.opened_at is not None))


def made(reader: Reader, moment: Moment) -> list[Made]:
    """Return the rows of occurrences that were made then."""
    found = reader.rows(
        f"""SELECT t.id, t.title, t.template_id, t.occurrence, t.day, t.status,
                   t.id IN ({_BY_HAND}) OR EXISTS (SELECT 1 FROM time_entry e WHERE e.task_id = t.id)
            FROM task t WHERE t.template_id IS NOT NULL AND {moment.sql("t.created_at")} ORDER BY t.occurrence, t.id""",
        since=moment.since,
    )
    return [
        Made(row[0], row[1], row[2], date.fromisoformat(row[3]), day_or_none(row[4]), row[5], bool(row[6]))
        for row in found
    ]


def carried(reader: Reader, moment: Moment, today: date) -> list[Carried]:
    """Return the tasks that were carried to days to come then and stand there."""
    moves: dict[int, list[tuple[Any, ...]]] = {}
    for move in reader.rows(
        f"""SELECT m.task_id, m.id, m.from_day FROM task_move m JOIN task t ON t.id = m.task_id
            WHERE m."by" = 'carried' AND m.from_day IS NOT NULL AND m.to_day > :today AND t.day > :today
              AND {moment.sql("m.at")} ORDER BY m.id""",
        today=today.isoformat(),
    ):
        moves.setdefault(move[0], []).append(move)
    found = []
    for task_id, those in moves.items():
        from_day = those[0][2]
        ((title, to_day, touched),) = reader.rows(
            f"""SELECT t.title, t.day, t.status <> 'open' OR t.id IN ({_BY_HAND}) OR {_WORKED_ON}
                FROM task t WHERE t.id = :task""",
            task=task_id,
            since=moment.since,
        )
        number, rank = (_by_step(reader, task_id, column, from_day, those[0][1]) for column in ("number", "rank"))
        moved = tuple(move[1] for move in those)
        whence, where = date.fromisoformat(from_day), date.fromisoformat(to_day)
        found.append(Carried(task_id, title, whence, where, number, rank, bool(touched), moved))
    return found


def arrivals(reader: Reader, day: str) -> dict[int, tuple[int, int, int]]:
    """Return for each task that was carried on from a day when it had come there, to be compared.

    Carried tasks come before those that are made at the same moment, each in their order.
    """
    found = {}
    for task_id, before, created_at in reader.rows(
        """SELECT m.task_id, MAX(m.id), t.created_at FROM task_move m JOIN task t ON t.id = m.task_id
           WHERE m.from_day = :day AND m.to_day IS NOT :day AND m."by" = 'carried' GROUP BY m.task_id""",
        day=day,
    ):
        came = reader.rows(
            """SELECT at, 0, id FROM task_move WHERE task_id = :task AND to_day = :day AND from_day IS NOT :day
                 AND id < :before ORDER BY id DESC LIMIT 1""",
            task=task_id,
            day=day,
            before=before,
        )
        found[task_id] = came[0] if came else (created_at, 1, task_id)
    return found


def _by_step(reader: Reader, task_id: int, column: str, day: str, move_id: int) -> int | None:
    """Return what the last step since a task came to a day has put in a column: undo will look for that (U2)."""
    found = reader.rows(
        """SELECT json_extract("after", :column) FROM op
           WHERE table_name = 'task' AND row_id = :task AND undone_at IS NULL
             AND json_extract("after", :column) IS NOT NULL AND at >= COALESCE((SELECT MAX(m.at) FROM task_move m
                                 WHERE m.task_id = :task AND m.to_day = :day AND m.id < :move), 0)
           ORDER BY step DESC, id DESC LIMIT 1""",
        task=task_id,
        column=f"$.{column}",
        day=day,
        move=move_id,
    )
    return int(found[0][0]) if found else None


def reason_of(reader: Reader, task_id: int) -> str:
    """Return why a task was made, where its row says why it was missed instead."""
    told = reader.rows(
        """SELECT json_extract("after", '$.reason') FROM op WHERE table_name = 'task' AND row_id = :task
           AND "before" IS NULL AND undone_at IS NULL""",
        task=task_id,
    )
    if told and told[0][0]:
        return str(told[0][0])
    ((first, late),) = reader.rows(
        """SELECT created_at = (SELECT MIN(created_at) FROM task WHERE template_id IS NOT NULL), first_day > occurrence
           FROM task WHERE id = :task""",
        task=task_id,
    )
    return "first_start" if first else "late" if late else "seeded"


def replaced_by_none(reader: Reader, template_id: int) -> int | None:
    """Return a template's latest task that was missed for another, where that other is not there (S3).

    It would have been made on a later day, for a later occurrence.
    """
    found = reader.rows(
        """SELECT o.id FROM task o WHERE o.template_id = :template AND o.status = 'missed' AND o.reason = 'replaced'
             AND NOT EXISTS (SELECT 1 FROM task r WHERE r.template_id = o.template_id AND r.reason <> 'not_opened'
                             AND r.occurrence > o.occurrence AND r.first_day > o.day)
           ORDER BY o.occurrence DESC LIMIT 1""",
        template=template_id,
    )
    return int(found[0][0]) if found else None


def numbers_given_away(reader: Reader, day: str) -> set[int]:
    """Return the numbers of a day that went to tasks which a step has moved away, or taken away."""
    found = reader.rows(
        """SELECT json_extract("before", '$.number') FROM op
             WHERE table_name = 'task' AND undone_at IS NULL AND json_extract("before", '$.day') = :day
           UNION SELECT json_extract("after", '$.number') FROM op
             WHERE table_name = 'task' AND undone_at IS NOT NULL AND json_extract("after", '$.day') = :day""",
        day=day,
    )
    return {number for (number,) in found if number is not None}


def last_opened_before(reader: Reader, today: date) -> date | None:
    """Return the last day before today that was opened."""
    ((day,),) = reader.rows(
        "SELECT MAX(date) FROM day WHERE seeded_at IS NOT NULL AND date < :today", today=today.isoformat()
    )
    return day_or_none(day)


def late_templates(reader: Reader, now: Now, today: date) -> list[int]:
    """Return the templates that begin after today, though nobody said so at an instant that has passed."""
    found = reader.rows(
        """SELECT p.id FROM template p WHERE p.starts_on > :today AND NOT EXISTS (
             SELECT 1 FROM op o WHERE o.table_name = 'template' AND o.row_id = p.id AND o.undone_at IS NULL
               AND o.at <= :now AND json_extract(o."after", '$.starts_on') = p.starts_on)""",
        today=today.isoformat(),
        now=now.epoch,
    )
    return [template_id for (template_id,) in found]


def templates_held_back(reader: Reader, now: Now, today: date, day_start_s: int) -> list[int]:
    """Return the templates that are due from a day after today on because they were made or resumed then (D5).

    A pause that was asked for ends later than on the day on which that was done.
    """
    found = reader.rows(
        """SELECT p.id, p.paused_until, MAX(o.at) FROM template p JOIN op o ON o.table_name = 'template'
             AND o.row_id = p.id AND o.undone_at IS NULL AND json_extract(o."after", '$.paused_until') = p.paused_until
           WHERE p.paused_until > :today GROUP BY p.id""",
        today=today.isoformat(),
    )
    return [
        template_id
        for template_id, until, at in found
        if at > now.epoch and day_of(at, now.zone, day_start_s) >= date.fromisoformat(until)
    ]


def only_day_opened(reader: Reader, today: date) -> bool:
    """Whether no other day than today was ever opened, and nothing stands on it."""
    return not reader.rows(
        """SELECT 1 FROM day WHERE seeded_at IS NOT NULL AND date <> :today
           UNION ALL SELECT 1 FROM task WHERE day = :today LIMIT 1""",
        today=today.isoformat(),
    )


def tasks_left_on(reader: Reader, day: date) -> list[tuple[str, date]]:
    """Return the titles of the tasks that stand on a day."""
    found = reader.rows("SELECT title, day FROM task WHERE day = :day ORDER BY rank, id", day=day.isoformat())
    return [(title, date.fromisoformat(text)) for title, text in found]
