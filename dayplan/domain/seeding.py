"""Templates, ledger and away days in; decisions out, each with its reason (S1–S5, S8, C1).

Nothing here reads or writes: `decide` says what settling a day would do, whoever asks. The planner carries it out in
one transaction, and `seed --dry-run` only shows it.
"""

from __future__ import annotations

from datetime import date, timedelta

from dayplan.domain import schedule
from dayplan.domain.days import is_workday
from dayplan.domain.model import Receipt, Template
from dayplan.domain.record import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


class OpenTask(NamedTuple):
    """What deciding needs to know of an unfinished task."""

    id: int
    title: str
    day: date
    rank: int
    template_id: int | None
    occurrence: date | None
    edited: bool
    running: bool


class Away(NamedTuple):
    """Days on which no work is planned, both ends included."""

    first: date
    last: date
    label: str


class State(NamedTuple):
    """All that decides what a day is seeded with."""

    today: date
    workdays: tuple[int, ...]
    templates: tuple[Template, ...]
    """Those that are not archived, in the order of their ranks (S10)."""
    recorded: Mapping[int, frozenset[date]]
    """For each template the occurrences since `opened` that have a row: they never come back (S1)."""
    open_tasks: tuple[OpenTask, ...]
    """Unfinished tasks of today and of days before, in the order of the days and of their ranks."""
    opened: date | None
    """The last day before today that was opened; all that fell due up to it has its row."""
    away: tuple[Away, ...]
    first_start: bool


class Seed(NamedTuple):
    """Make a task of an occurrence."""

    template: Template
    occurrence: date
    reason: str


class Record(NamedTuple):
    """Leave an occurrence's row without a task to do (S1)."""

    template: Template
    occurrence: date
    status: str
    reason: str


class Decisions(NamedTuple):
    """What settling a day does, in the order in which it does it."""

    day: date
    carry: tuple[OpenTask, ...]
    miss: tuple[OpenTask, ...]
    seed: tuple[Seed, ...]
    record: tuple[Record, ...]
    first_start: bool

    def receipt(self) -> Receipt:
        """Return the same in the words of S11."""
        return Receipt(
            day=self.day,
            seeded=tuple(s.template.title for s in self.seed),
            carried=tuple(t.title for t in self.carry),
            missed=tuple(t.title for t in self.miss)
            + tuple(r.template.title for r in self.record if r.status == "missed"),
            skipped=tuple(
                (r.template.title, r.reason) for r in self.record if r.status == "skipped" and r.reason != "stood_for"
            ),
            stood_for=tuple(r.template.title for r in self.record if r.reason == "stood_for"),
            first_start=self.first_start and bool(self.seed),
        )


class _Draft:
    """Decisions in the making."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.working = is_workday(state.today, state.workdays) and _away(state, state.today) is None
        self.carry: list[OpenTask] = []
        self.miss: list[OpenTask] = []
        self.seed: list[Seed] = []
        self.record: list[Record] = []

    def replace(self, template: Template, unfinished: list[OpenTask]) -> None:
        """S3, `replace`: at most one open task; the next occurrence takes the place of the old one."""
        today = self.state.today
        due_today = False
        for occurrence in _due(self.state, template):
            if template.on_away == "skip" and _away(self.state, occurrence):
                self.record.append(Record(template, occurrence, "skipped", "away"))
            elif occurrence == today:
                due_today = True
            else:
                self.record.append(Record(template, occurrence, "missed", "not_opened"))
        if not unfinished:
            if due_today:
                self.seed.append(Seed(template, today, "first_start" if self.state.first_start else "seeded"))
            return
        *older, newest = unfinished
        for task in older:
            if task.day < today:
                (self.carry if task.running else self.miss).append(task)
        if newest.day == today:
            stands = True  # moved here by hand: it is this occurrence's task
        elif due_today:
            stands = newest.edited or newest.running
            (self.carry if stands else self.miss).append(newest)
        else:
            stands = False
            if self.working:
                self.carry.append(newest)
        if due_today and stands:
            self.record.append(Record(template, today, "skipped", "stood_for"))
        elif due_today:
            self.seed.append(Seed(template, today, "seeded"))

    def decisions(self) -> Decisions:
        place = {task.id: i for i, task in enumerate(self.state.open_tasks)}
        carry = tuple(sorted(self.carry, key=lambda task: place[task.id]))
        return Decisions(
            self.state.today,
            carry,
            tuple(self.miss),
            tuple(self.seed),
            tuple(self.record),
            self.state.first_start,
        )


def decide(state: State) -> Decisions:
    """Decide what becomes of every open task of a past day and of every occurrence that has no row yet."""
    draft = _Draft(state)
    unfinished: dict[int, list[OpenTask]] = {template.id: [] for template in state.templates}
    for task in state.open_tasks:
        if task.template_id in unfinished:
            unfinished[task.template_id].append(task)
        elif task.day < state.today and draft.working:
            draft.carry.append(task)  # C1: a one-off, or the last task of a template that was archived
    for template in state.templates:
        draft.replace(
            template,
            sorted(unfinished[template.id], key=lambda task: (task.day, task.occurrence or task.day)),
        )
    return draft.decisions()


def plan_anyway(state: State) -> Decisions:
    """Decide what a day off is seeded with when its person wants to work all the same: the next working day's (S12).

    A template's task that is open from an earlier day is brought in, and no other is made beside it (S3).
    """
    found = next_day_with_work(state)
    templates = found[1] if found else ()
    wanted = {template.id for template in templates}
    standing = {task.template_id for task in state.open_tasks}
    carry = tuple(task for task in state.open_tasks if task.day < state.today and task.template_id in wanted)
    seed = tuple(
        Seed(template, state.today, "asked")
        for template in templates
        if template.id not in standing and state.today not in state.recorded.get(template.id, ())
    )
    return Decisions(state.today, carry, (), seed, (), first_start=False)


def _due(state: State, template: Template) -> list[date]:
    """Return the occurrences up to today that have no row yet, the earliest first."""
    if state.first_start:
        return [state.today]  # S12: the very first start seeds whatever the day of the week
    first = template.starts_on if state.opened is None else max(template.starts_on, state.opened + timedelta(days=1))
    last = state.today if template.ends_on is None else min(state.today, template.ends_on)
    if first > last:
        return []
    recorded = state.recorded.get(template.id, frozenset())
    dates = schedule.occurrences(template.schedule, template.starts_on, first, last, state.workdays)
    return [day for day in dates if day not in recorded and not _paused(template, day)]


def _paused(template: Template, day: date) -> bool:
    return template.paused_until is not None and day < template.paused_until


def _away(state: State, day: date) -> Away | None:
    return next((away for away in state.away if away.first <= day <= away.last), None)


def projected(state: State) -> tuple[Template, ...]:
    """Return the templates whose occurrence on `state.today`, a future day, would be seeded then (S2).

    A task that was moved to that day by hand stands for its template's occurrence (S3), so that adds none.
    """
    standing = {task.template_id for task in state.open_tasks if task.day == state.today}
    return tuple(
        template
        for template in state.templates
        if template.id not in standing
        and state.today in _due(state, template)
        and not (template.on_away == "skip" and _away(state, state.today))
    )


def next_day_with_work(state: State, within: int = 14) -> tuple[date, tuple[Template, ...]] | None:
    """Return the first day after today on which something is due, and what; None if that is further off."""
    for ahead in range(1, within + 1):
        day = state.today + timedelta(days=ahead)
        templates = projected(state._replace(today=day, opened=day - timedelta(days=1), first_start=False, recorded={}))
        if templates:
            return day, templates
    return None
