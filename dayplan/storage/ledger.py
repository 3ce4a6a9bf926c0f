"""The reader's questions about templates and the ledger: what seeds a day, and what became of it so far."""

from __future__ import annotations

from datetime import date, timedelta

from dayplan.domain import seeding
from dayplan.domain.after import after_completion
from dayplan.domain.days import logical_day
from dayplan.domain.model import AwayDays, Now, Record, Settings, Task, Template
from dayplan.storage.browse import tasks_by_ids
from dayplan.storage.reader import Reader, day_or_none

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_MEDIAN_OF = 8
_MEDIAN_FROM = 5

_TEMPLATES = """
    SELECT tp.id, tp.title, tp.notes, tp.schedule, tp.starts_on, tp.ends_on, tp.estimate_s, tp.project_id, tp.rank,
           tp.missed, tp.on_away, tp.paused_until, tp.archived_at, c.name, p.name
    FROM template tp LEFT JOIN project p ON p.id = tp.project_id LEFT JOIN client c ON c.id = p.client_id
    ORDER BY tp.rank, tp.id
"""

_AFTER_COMPLETION = "SELECT id FROM template WHERE schedule LIKE 'AFTER=%' AND archived_at IS NULL"


def templates(reader: Reader) -> tuple[Template, ...]:
    """Return every template, the archived ones too, in the order of their ranks."""
    tags: dict[int, list[str]] = {}
    for template_id, tag in reader.rows("SELECT template_id, tag FROM template_tag ORDER BY id"):
        tags.setdefault(template_id, []).append(tag)
    return tuple(
        Template(
            id=row[0],
            title=row[1],
            notes=row[2],
            schedule=row[3],
            starts_on=date.fromisoformat(row[4]),
            ends_on=day_or_none(row[5]),
            estimate_s=row[6],
            project_id=row[7],
            rank=row[8],
            missed=row[9],
            on_away=row[10],
            paused_until=day_or_none(row[11]),
            archived=row[12] is not None,
            client=row[13],
            project=row[14] or None,
            tags=tuple(tags.get(row[0], ())),
        )
        for row in reader.rows(_TEMPLATES)
    )


def seeding_state(reader: Reader, today: date, settings: Settings) -> seeding.State:
    """Gather all that decides what `today` is seeded with; `seeding.decide` does the deciding."""
    iso = today.isoformat()
    opened_days = _opened_before(reader, iso, 100)
    opened = opened_days[0][0] if opened_days else None
    away = tuple(
        seeding.Away(date.fromisoformat(first), date.fromisoformat(last), label)
        for first, last, label in reader.rows("SELECT first_day, last_day, label FROM away ORDER BY first_day, id")
    )
    found = tuple(template for template in templates(reader) if not template.archived)
    state = seeding.State(
        today=today,
        workdays=settings.workdays,
        templates=found,
        recorded={},
        open_tasks=_open_tasks(reader, "t.day <= :today", iso),
        opened=opened,
        away=away,
        first_start=not opened_days and not reader.rows("SELECT 1 FROM day WHERE seeded_at IS NOT NULL LIMIT 1"),
        ahead=_open_tasks(reader, "t.template_id IS NOT NULL AND (t.day IS NULL OR t.day > :today)", iso),
        ended=_ended(reader) if any(after_completion(template.schedule) for template in found) else {},
    )
    worked = _last_worked(state, opened_days)
    if worked is None and len(opened_days) == 100:  # a very long time off
        opened_days = _opened_before(reader, iso, -1)
        worked = _last_worked(state, opened_days)
    recorded = _recorded(reader, None if worked is None else _reaching(state, worked))
    if worked is None and opened_days:
        worked = opened_days[-1][0]
    return state._replace(worked=worked, recorded=recorded)


def _opened_before(reader: Reader, today: str, most: int) -> list[tuple[date, int | None]]:
    """Return the days that were opened before today, the latest first, and whether each was a working day then."""
    found = reader.rows(
        "SELECT date, worked FROM day WHERE seeded_at IS NOT NULL AND date < :today ORDER BY date DESC LIMIT :most",
        today=today,
        most=most,
    )
    return [(date.fromisoformat(day), worked) for day, worked in found]


def _last_worked(state: seeding.State, opened_days: list[tuple[date, int | None]]) -> date | None:
    """Return the last of these that was settled as a working day.

    What is said of a day in hindsight does not count: on a day off that is turned into a working day later, what
    waited for one still waits. Of a day that was settled before that was kept, the calendar tells.
    """
    return next((day for day, flag in opened_days if (seeding.works_on(state, day) if flag is None else flag)), None)


def _reaching(state: seeding.State, worked: date) -> date:
    """Return the day up to which no occurrence can be planned for a day after `worked`: away days move some (S8)."""
    since = worked
    while not seeding.works_on(state, since) and (worked - since).days < 800:
        since -= timedelta(days=1)
    return since


def _recorded(reader: Reader, since: date | None) -> dict[int, frozenset[date]]:
    """Return which occurrences after a day have a row; of after-completion templates all, for theirs come in no order.

    A tick can be dated back, so that the next one is due on a date that had one already (S4).
    """
    recorded: dict[int, set[date]] = {}
    for template_id, occurrence in reader.rows(
        f"""SELECT template_id, occurrence FROM task WHERE template_id IS NOT NULL
            AND (occurrence > :since OR template_id IN ({_AFTER_COMPLETION}))""",
        since="" if since is None else since.isoformat(),
    ):
        recorded.setdefault(template_id, set()).add(date.fromisoformat(occurrence))
    return {template_id: frozenset(days) for template_id, days in recorded.items()}


def _ended(reader: Reader) -> dict[int, date]:
    """Return for each template the last day on which one of its occurrences ended otherwise than by being missed."""
    found = reader.rows(
        f"""SELECT template_id, MAX(day) FROM task WHERE template_id IN ({_AFTER_COMPLETION}) AND day IS NOT NULL
            AND status IN ('done', 'skipped', 'dropped') GROUP BY template_id"""
    )
    return {template_id: date.fromisoformat(day) for template_id, day in found}


def _open_tasks(reader: Reader, which: str, today: str) -> tuple[seeding.OpenTask, ...]:
    found = reader.rows(
        f"""SELECT t.id, t.title, COALESCE(t.day, '9999-12-31'), t.rank, t.template_id, t.occurrence, t.edited,
                   EXISTS (SELECT 1 FROM time_entry e WHERE e.task_id = t.id AND e.ended_at IS NULL)
            FROM task t WHERE t.status = 'open' AND {which} ORDER BY t.day, t.rank, t.id""",
        today=today,
    )
    return tuple(
        seeding.OpenTask(
            row[0], row[1], date.fromisoformat(row[2]), row[3], row[4], day_or_none(row[5]), bool(row[6]), bool(row[7])
        )
        for row in found
    )


def projected_tasks(reader: Reader, day: date, today: date, settings: Settings) -> tuple[Task, ...]:
    """Return what a future day would be seeded with, as tasks without id or number; nothing is written (S2)."""
    state = seeding.foreseen(seeding_state(reader, day, settings), today)
    return tuple(_foreseen(*each, day) for each in seeding.projected(state, today))


def foreseen_tasks(reader: Reader, now: Now, standing: tuple[Task, ...]) -> tuple[Task, ...]:
    """Return what today would hold once it was settled: what is carried, what is there, what is seeded (C1, S10)."""
    decisions = dry_run(reader, now)
    carried = tasks_by_ids(reader, [task.id for task in decisions.carry], now)
    return (
        *(task._replace(day=decisions.day, number=None, carried=task.carried + 1) for task in carried),
        *standing,
        *(_foreseen(*seed, decisions.day) for seed in decisions.seed),
    )


def _foreseen(template: Template, occurrence: date, reason: str, day: date) -> Task:
    return Task(
        id=0,
        number=None,
        title=template.title,
        status="open",
        reason=reason,
        day=day,
        rank=0,
        estimate_s=template.estimate_s,
        tracked_s=0,
        tracked_total_s=0,
        running=False,
        template_id=template.id,
        template=template.title,
        occurrence=occurrence,
        first_day=day,
        carried=0,
        client=template.client,
        project=template.project,
        tags=template.tags,
        notes=template.notes,
        edited=False,
        done_at=None,
        created_at=0,
    )


def today_of(reader: Reader, now: Now) -> date:
    """Return the logical day that it is (D1)."""
    return logical_day(now, reader.settings().day_start_s)


def dry_run(reader: Reader, now: Now, day: date | None = None, *, without: Template | None = None) -> seeding.Decisions:
    """Decide what seeding would do, today or on a day to come, without doing it (S11).

    For a day to come it is what happens if the planner is next opened on that day. `without` names a template of which
    all that is open is taken as done by then.
    """
    settings = reader.settings()
    today = logical_day(now, settings.day_start_s)
    if day is None or day <= today:
        decisions = seeding.decide(seeding_state(reader, today, settings))
        return seeding.only_today(decisions) if reader.clock_doubt(now, today) else decisions
    state = seeding_state(reader, day, settings)._replace(first_start=False)
    if without is not None:
        open_tasks = tuple(task for task in state.open_tasks if task.template_id != without.id)
        ahead = tuple(task for task in state.ahead if task.template_id != without.id)
        state = state._replace(open_tasks=open_tasks, ahead=ahead)
    return seeding.decide(state)


def waiting(reader: Reader, now: Now) -> tuple[date, tuple[seeding.Seed, ...]] | None:
    """Return the next working day and what waits today, a day off, for it, whichever days are opened before (S3)."""
    settings = reader.settings()
    today = logical_day(now, settings.day_start_s)
    state = seeding_state(reader, today, settings)
    day = None if seeding.works_on(state, today) else seeding.next_working(state, today)
    if day is None:
        return None
    sure = {(t.template_id, t.occurrence) for t in projected_tasks(reader, day, today, settings) if t.reason == "late"}
    return day, tuple(seed for seed in dry_run(reader, now, day).seed if (seed.template.id, seed.occurrence) in sure)


def comes_before(reader: Reader, now: Now, template: Template, day: date) -> bool:
    """Whether something of a template is due before a day to come, though perhaps it waits for a working day."""
    settings = reader.settings()
    state = seeding_state(reader, day, settings)
    then = day if seeding.works_on(state, day) else seeding.next_working(state, day) or day
    return any(seed.template.id == template.id and seed.occurrence < day for seed in dry_run(reader, now, then).seed)


def next_day_of(reader: Reader, now: Now, template: Template) -> date | None:
    """Answer when a template comes next, today included; None where no date is to come (S7)."""
    from dayplan.domain.policies import next_day  # which knows schedules

    settings = reader.settings()
    return next_day(seeding_state(reader, logical_day(now, settings.day_start_s), settings), template)


def next_day_with_work(reader: Reader, now: Now) -> tuple[date, tuple[Template, ...]] | None:
    """Answer what the next working day holds, for a day with nothing planned (S12)."""
    settings = reader.settings()
    return seeding.next_day_with_work(seeding_state(reader, logical_day(now, settings.day_start_s), settings))


def tasks_of(reader: Reader, template_id: int, day: date, now: Now) -> tuple[Task, ...]:
    """Return a template's tasks that have to do with a day: due on it, standing on it, or open anywhere."""
    found = reader.rows(
        """SELECT id FROM task WHERE template_id = :template AND (occurrence = :day OR day = :day OR status = 'open')
           ORDER BY occurrence""",
        template=template_id,
        day=day.isoformat(),
    )
    return tasks_by_ids(reader, [task_id for (task_id,) in found], now)


def missed_between(reader: Reader, first: date, last: date, now: Now) -> tuple[Task, ...]:
    """Return the occurrences that were missed between two days, both included, the latest first."""
    found = reader.rows(
        """SELECT id FROM task WHERE status = 'missed' AND occurrence BETWEEN :first AND :last
           ORDER BY occurrence DESC, rank, id""",
        first=first.isoformat(),
        last=last.isoformat(),
    )
    return tasks_by_ids(reader, [task_id for (task_id,) in found], now)


def away_days(reader: Reader) -> tuple[AwayDays, ...]:
    """Return the away days, the earliest first."""
    found = reader.rows("SELECT id, first_day, last_day, label FROM away ORDER BY first_day, id")
    return tuple(AwayDays(row[0], date.fromisoformat(row[1]), date.fromisoformat(row[2]), row[3]) for row in found)


def records(reader: Reader, now: Now) -> dict[int, Record]:
    """Return what became of each template's occurrences: counts, streak, and the median of the last eight (Z2, Z4)."""
    rows: dict[int, list[tuple[str, str]]] = {}
    ahead: dict[int, set[date]] = {}
    today = today_of(reader, now).isoformat()
    for template_id, status, reason, occurrence in reader.rows(
        """SELECT template_id, status, reason, occurrence FROM task WHERE template_id IS NOT NULL
           ORDER BY template_id, occurrence DESC"""
    ):
        rows.setdefault(template_id, []).append((status, reason))
        if occurrence > today:
            ahead.setdefault(template_id, set()).add(date.fromisoformat(occurrence))
    took: dict[int, list[int]] = {}
    for template_id, seconds in reader.rows(
        """SELECT r.template_id, (SELECT SUM(COALESCE(e.ended_at, :now) - e.started_at) FROM time_entry e
                                   WHERE e.task_id = r.id AND e.state = 'kept')
           FROM (SELECT id, template_id, ROW_NUMBER() OVER (PARTITION BY template_id ORDER BY occurrence DESC) AS place
                 FROM task WHERE template_id IS NOT NULL AND status = 'done') r WHERE r.place <= :most""",
        now=now.epoch,
        most=_MEDIAN_OF,
    ):
        if seconds:
            took.setdefault(template_id, []).append(seconds)
    return {
        template_id: _record(found, took.get(template_id, ()))._replace(ahead=frozenset(ahead.get(template_id, ())))
        for template_id, found in rows.items()
    }


def _record(newest_first: list[tuple[str, str]], took: Iterable[int]) -> Record:
    count = [status for status, reason in newest_first if reason not in ("stood_for", "away")]
    streak = 0
    for status in count:
        if status in ("missed", "dropped"):
            break
        streak += status == "done"
    skipped_last = 0
    for status in count:
        if status == "open":
            continue
        if status != "skipped":
            break
        skipped_last += 1
    ordered = sorted(took)
    middle = None
    if len(ordered) >= _MEDIAN_FROM:
        half = len(ordered) // 2
        middle = ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) // 2
    return Record(count.count("done"), count.count("skipped"), count.count("missed"), streak, skipped_last, middle)
