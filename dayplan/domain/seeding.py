"""What settling a day does: templates, ledger and away days in; decisions out, each with its reason (S1–S5, S8, C1).

Nothing here reads or writes: `decide` says what settling a day would do, whoever asks. The planner carries it out in
one transaction, and `seed --dry-run` only shows it. How each kind of template decides is in `policies`.
"""

from __future__ import annotations

from datetime import date, timedelta

from dayplan.domain.days import is_workday
from dayplan.domain.model import Receipt, Template
from dayplan.domain.record import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_SHIFT = 400
"""Days that an occurrence is moved by away days at the most."""
_DAY = timedelta(days=1)


class OpenTask(NamedTuple):
    """What deciding needs to know of an unfinished task."""

    id: int
    title: str
    day: date
    """The day it stands on; for a task in the inbox, the day after all days."""
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
    """For each template the occurrences since `since` that have a row: they never come back (S1)."""
    open_tasks: tuple[OpenTask, ...]
    """Unfinished tasks of today and of days before, in the order of the days and of their ranks."""
    opened: date | None
    """The last day before today that was opened; what falls due up to it has its row, if its policy gives it one."""
    away: tuple[Away, ...]
    first_start: bool
    worked: date | None = None
    """The last day before today that was settled as a working day: what came due since may still wait for one."""
    ahead: tuple[OpenTask, ...] = ()
    """Unfinished tasks of templates that stand on days to come, or in the inbox."""
    ended: Mapping[int, date] = {}
    """For each template the day on which its last occurrence was done, skipped or dropped (S4)."""


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


class Draft:
    """Decisions in the making."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.working = works_on(state, state.today)
        self.carry: list[OpenTask] = []
        self.miss: list[OpenTask] = []
        self.seed: list[Seed] = []
        self.record: list[Record] = []

    def decisions(self) -> Decisions:
        """Return what was decided, carried tasks in the order in which they stood."""
        place = {task.id: i for i, task in enumerate(self.state.open_tasks)}
        carry = tuple(sorted(self.carry, key=lambda task: place[task.id]))
        state = self.state
        return Decisions(state.today, carry, tuple(self.miss), tuple(self.seed), tuple(self.record), state.first_start)


def decide(state: State) -> Decisions:
    """Decide what becomes of every open task of a past day and of every occurrence that has no row yet."""
    from dayplan.domain.policies import settle_template  # which knows schedules; `State` alone is for readers

    draft = Draft(state)
    unfinished: dict[int, list[OpenTask]] = {template.id: [] for template in state.templates}
    for task in state.open_tasks:
        if task.template_id in unfinished:
            unfinished[task.template_id].append(task)
        elif task.day < state.today and draft.working:
            draft.carry.append(task)  # C1: a one-off, or the last task of a template that was archived
    for template in state.templates:
        ordered = sorted(unfinished[template.id], key=lambda task: (task.day, task.occurrence or task.day))
        settle_template(draft, template, ordered)
    return draft.decisions()


def only_today(decisions: Decisions) -> Decisions:
    """Return what of it concerns today alone: the occurrences that fall due today, where that day is in doubt (D5)."""
    due = tuple(seed for seed in decisions.seed if seed.reason == "seeded")
    return decisions._replace(carry=(), miss=(), seed=due, record=())


def plan_anyway(state: State) -> Decisions:
    """Decide what a day off is seeded with when its person wants to work all the same: the next working day's (S12).

    A template's task that is open from an earlier day is brought in, and no other is made beside it (S3). Of several
    that wait for a working day it is the last, unless all count, and none where one stands on the day already.
    """
    found = next_day_with_work(state)
    templates = found[1] if found else ()
    wanted = {template.id for template in templates}
    standing = {task.template_id for task in (*state.open_tasks, *state.ahead)}
    last = {task.template_id: task for task in state.open_tasks}
    piling = {template.id for template in templates if template.missed == "accumulate"}
    carry = tuple(
        task
        for task in state.open_tasks
        if task.day < state.today
        and task.template_id in wanted
        and (task.template_id in piling or task is last[task.template_id])
    )
    seed = tuple(
        Seed(template, state.today, "asked")
        for template in templates
        if template.id not in standing and state.today not in state.recorded.get(template.id, ())
    )
    return Decisions(state.today, carry, (), seed, (), first_start=False)


def foreseen(state: State, today: date) -> State:
    """Return the state on a day to come with the days from `today` until then taken as opened, each as what it is."""
    before = state.today - _DAY
    worked, day = state.worked, before
    while day >= today and not works_on(state, day):
        day -= _DAY
    if day >= today:
        worked = day
    elif worked is None:
        worked = today  # the first day that is opened leaves nothing to wait, whatever day it is
    return state._replace(opened=max(today, before), worked=worked, first_start=False)


def projected(state: State, today: date) -> tuple[Seed, ...]:
    """Return what would be seeded on `state.today`, a day after `today` (S2).

    The days before it are opened (see `foreseen`), and what is open today is taken as done by then. A task that was
    moved to that day by hand stands for its template's occurrence (S3), so that adds none.
    """
    from dayplan.domain.policies import planned_for

    standing = {task.template_id for task in state.open_tasks if task.day == state.today}
    return tuple(
        seed
        for template in state.templates
        if template.id not in standing or template.missed == "accumulate"
        for seed in planned_for(state, template, today)
    )


def next_day_with_work(state: State, within: int = 14) -> tuple[date, tuple[Template, ...]] | None:
    """Return the first day after today on which something is due, and what; None if that is further off."""
    for ahead in range(1, within + 1):
        day = state.today + timedelta(days=ahead)
        then = foreseen(state._replace(today=day, open_tasks=()), state.today)
        templates = tuple(seed.template for seed in projected(then, state.today))
        if templates:
            return day, templates
    return None


def away_on(state: State, day: date) -> Away | None:
    """Return the away days that a day is part of."""
    return next((away for away in state.away if away.first <= day <= away.last), None)


def next_working(state: State, day: date, step: timedelta = _DAY) -> date | None:
    """Return the first working day after a day, or before it; None if that is too far off."""
    for _ in range(LONGEST_SHIFT):
        if day in (date.min, date.max):
            return None
        day += step
        if works_on(state, day):
            return day
    return None


def works_on(state: State, day: date) -> bool:
    """Whether work is planned on a day: a workday that is not an away day."""
    return is_workday(day, state.workdays) and away_on(state, day) is None
