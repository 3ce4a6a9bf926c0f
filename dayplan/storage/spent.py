"""The reader's questions about time spent: what reports, their filters and their empty states need."""

from __future__ import annotations

from datetime import date

from dayplan.domain.days import day_of, earliest_start
from dayplan.domain.reporting import Worked
from dayplan.storage.reader import Reader, day_or_none

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from dayplan.domain.model import EntryState, Now

REACHES = """(e.day BETWEEN :first AND :last OR (e.day < :first AND (e.ended_at IS NULL OR e.ended_at > :far)))"""
"""Entries that may have time between two days: one of an earlier day, where it may reach into them (T8)."""


def worked(reader: Reader, first: date, last: date, now: Now) -> tuple[Worked, ...]:
    """Return the time recorded around two days, the earliest first; what runs has lasted until now."""
    return _worked(reader, REACHES, now, around(first, last))


def unresolved(reader: Reader, first: date, last: date, now: Now) -> tuple[Worked, ...]:
    """Return the time around two days that waits for a decision (T6): it belongs in no total."""
    return _worked(reader, REACHES, now, around(first, last), "unresolved")


def worked_of(reader: Reader, now: Now, kind: str, ids: Collection[int | None]) -> tuple[Worked, ...]:
    """Return all time recorded on some projects, on some tasks, or of some entries, as `kind` says."""
    column = {"project": "t.project_id", "task": "e.task_id", "entry": "e.id"}[kind]
    numbers = [number for number in ids if number is not None]
    return _worked(reader, f"{column} IN (SELECT value FROM json_each(:ids))", now, {"ids": str(numbers)})


def _worked(
    reader: Reader, which: str, now: Now, parameters: Mapping[str, object], state: EntryState = "kept"
) -> tuple[Worked, ...]:
    found = reader.rows(
        f"""SELECT e.id, e.started_at, COALESCE(e.ended_at, :now), e.zone, e.day, e.day_start_s, e.task_id, t.title,
                  c.name, NULLIF(p.name, ''), tp.title,
                  COALESCE(e.billable, CASE WHEN c.id IS NULL THEN 0 ELSE p.billable END),
                  COALESCE(p.rate_minor, c.rate_minor), COALESCE(c.currency, p.currency), e.note,
                  p.id, p.colour, e.ended_at IS NULL
           FROM time_entry e JOIN task t ON t.id = e.task_id LEFT JOIN template tp ON tp.id = t.template_id
           LEFT JOIN project p ON p.id = t.project_id LEFT JOIN client c ON c.id = p.client_id
           WHERE e.state = :state AND {which} ORDER BY e.started_at, e.id""",
        now=now.epoch,
        state=state,
        **parameters,
    )
    days = {text: date.fromisoformat(text) for text in {row[4] for row in found}}
    return tuple(Worked._make((*row[:4], days[row[4]], *row[5:])) for row in found)


def around(first: date, last: date) -> dict[str, object]:
    """Return what `REACHES` asks for."""
    return {"first": first.isoformat(), "last": last.isoformat(), "far": earliest_start(first)}


def first_and_last_day(reader: Reader, now: Now) -> tuple[date | None, date | None]:
    """Return the first and the last day that has time, whatever is decided about it; None where there is none.

    The last entry to begin need not be on the last day, after a flight west, and an entry may reach into later days
    (T8).
    """
    days = "SELECT day FROM time_entry ORDER BY day"
    first, latest = (reader.rows(f"{days} {way} LIMIT 1") for way in ("ASC", "DESC"))  # by the index, not through all
    if not latest:
        return None, None
    last = date.fromisoformat(latest[0][0])
    reaching = reader.rows(
        "SELECT COALESCE(ended_at, :now), zone, day_start_s FROM time_entry WHERE ended_at IS NULL OR ended_at > :far",
        now=now.epoch,
        far=earliest_start(last),
    )
    ends = (day_of(end - 1, zone, day_start_s) for end, zone, day_start_s in reaching)
    return date.fromisoformat(first[0][0]), max((last, *ends))


def latest_day_before(reader: Reader, day: date) -> date | None:
    """Return the latest day before this one on which time was recorded."""
    ((found,),) = reader.rows(
        "SELECT MAX(day) FROM time_entry WHERE state = 'kept' AND day < :day", day=day.isoformat()
    )
    return day_or_none(found)


def tags_of_tasks(reader: Reader) -> dict[int, tuple[str, ...]]:
    """Return the tags of every task that has some; whatever its case, a tag is one, as it was first written."""
    spelt: dict[str, str] = {}
    found: dict[int, tuple[str, ...]] = {}
    for task_id, tag in reader.rows("SELECT task_id, tag FROM task_tag ORDER BY id"):
        tag = spelt.setdefault(tag.casefold(), tag)
        if tag not in (given := found.get(task_id, ())):
            found[task_id] = (*given, tag)
    return found


def names(reader: Reader) -> tuple[frozenset[tuple[str, str]], frozenset[str]]:
    """Return every client with its projects, and every tag; what a filter names in full then means just that one."""
    owners = reader.rows(
        """SELECT name, '' FROM client
           UNION SELECT COALESCE(c.name, ''), p.name FROM project p LEFT JOIN client c ON c.id = p.client_id"""
    )
    tags = reader.rows("SELECT DISTINCT tag FROM task_tag")
    return frozenset((client, project) for client, project in owners), frozenset(tag for (tag,) in tags)
