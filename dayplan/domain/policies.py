"""How a template decides: when it is due, where away days move it, what becomes of what was not done (S3, S4, S8)."""

from __future__ import annotations

from datetime import date, timedelta

from dayplan.domain import schedule
from dayplan.domain.after import After, after_completion
from dayplan.domain.model import Template
from dayplan.domain.rule import parse, written
from dayplan.domain.seeding import LONGEST_SHIFT, Draft, OpenTask, Record, Seed, State, away_on, next_working, works_on

ACCUMULATED_MOST = 14
"""As many open tasks as one template piles up (S3)."""
_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)


def default_missed(schedule_text: str) -> str:
    """Return the policy a schedule has unless another is chosen: `replace` for a week or less, else `keep_one` (S3)."""
    if after_completion(schedule_text) is not None:
        return "keep_one"
    rule = parse(schedule_text)
    longest = {"DAILY": 7, "WORKDAILY": 5, "WEEKLY": 1}.get(rule.freq, 0)
    return "replace" if rule.interval <= longest else "keep_one"


def comes_late(template: Template, occurrence: date, workdays: tuple[int, ...]) -> bool:
    """Whether an occurrence whose day was never opened comes on the next working day that is (S3, issue 13.15).

    Under `replace` it does where its schedule is a week or longer: no other of its dates, whenever it ends, lies within
    six days. A shorter one is not made up for.
    """
    if template.missed != "replace":
        return True
    endless = written(parse(template.schedule)._replace(times=None, until=None))
    first, last = occurrence - _WEEK + _DAY, occurrence + _WEEK - _DAY
    return schedule.occurrences(endless, template.starts_on, first, last, workdays) == [occurrence]


def keeps_one(schedule_text: str, missed: str) -> bool:
    """Whether nothing is added to a template while one of it is open, wherever that stands (S3, S4)."""
    return missed == "keep_one" or after_completion(schedule_text) is not None


def settle_template(draft: Draft, template: Template, unfinished: list[OpenTask]) -> None:
    """Decide about one template; `unfinished` are its open tasks up to today, the earliest first."""
    if after_completion(template.schedule) is not None:
        _after_completion(draft, template, unfinished)
        return
    due = _due(draft, template)
    if template.missed == "keep_one":
        _keep_one(draft, template, unfinished, due)
    elif template.missed == "accumulate":
        _accumulate(draft, template, unfinished, due)
    else:
        _replace(draft, template, unfinished, due)


def planned_for(state: State, template: Template, today: date) -> list[Seed]:
    """Return what `state.today`, a day after `today`, would be seeded with: several only if they pile up.

    That is what is planned for it, and where it is the next working day also what waits for one today.
    """
    working = works_on(state, state.today)
    after = after_completion(template.schedule)
    if after is not None:
        if any(task.template_id == template.id for task in (*state.open_tasks, *state.ahead)):
            return []
        _, due, planned = _successor(state, template, after)
        if due is None or planned is None:
            return []
        waits = working and planned <= today and (state.worked is None or planned > state.worked)
        return [Seed(template, due, "late" if waits else "seeded")] if waits or planned == state.today else []
    if template.missed == "keep_one" and any(task.template_id == template.id for task in state.ahead):
        return []
    found = _due(Draft(state), template)
    seeds = [Seed(template, day, "seeded") for day in found.today]
    if working:
        waiting = [day for day in found.late if (_planned(state, template, day, state.worked) or date.max) <= today]
        seeds = [*(Seed(template, day, "late") for day in waiting), *seeds]
    return seeds[-ACCUMULATED_MOST if template.missed == "accumulate" else -1 :]


def next_day(state: State, template: Template) -> date | None:
    """Return the first day from today on with a task of a template, once today is settled; None where none comes.

    What is open today or on a day to come is taken as done by then.
    """
    mine = [task.day for task in (*state.open_tasks, *state.ahead) if task.template_id == template.id]
    if state.today in mine:
        return state.today
    found = [day for day in mine if state.today < day < date.max]
    planned = _next_planned(state, template)
    waits = any(day < state.today for day in mine) or (planned is not None and planned < state.today)
    if waits and (working := next_working(state, state.today)):
        found.append(working)
    elif planned is not None:
        found.append(planned)
    return min(found, default=None)


def _next_planned(state: State, template: Template) -> date | None:
    """Return the day for which the next occurrence without a row is planned; one before today waits for a workday."""
    after_done = after_completion(template.schedule)
    if after_done is not None:
        planned: date | None = None
        due: date | None = state.today
        while planned is None and due is not None and (due - state.today).days < LONGEST_SHIFT:
            _, due, planned = _successor(state._replace(today=max(due, state.today)), template, after_done)
        return planned
    if late := _due(Draft(state), template).late:
        return late[-1]
    first, _ = _window(state, template, max(state.today, template.starts_on))
    recorded = state.recorded.get(template.id, frozenset())
    after = max(first, template.paused_until or first) - _DAY
    for day in schedule.next_dates(template.schedule, template.starts_on, after, LONGEST_SHIFT, state.workdays):
        if template.ends_on is not None and day > template.ends_on:
            break
        planned = None if day in recorded else _planned(state, template, day, state.worked)
        if planned is not None and planned >= state.today:
            return planned
    return None


class _Due:
    """The occurrences without a row whose planned day has come."""

    def __init__(self, today: list[date] | None = None) -> None:
        self.today = today or []
        self.late: list[date] = []
        """Those whose day has passed, and that come on a working day all the same."""
        self.lost: list[date] = []
        """Those whose day has passed, and that are not made up for."""


def _due(draft: Draft, template: Template) -> _Due:
    """Sort out what is due; what an away day leaves out gets its row here (S8)."""
    state = draft.state
    if state.first_start:
        # S12: the very first start seeds whatever the day of the week: on a day off, what the next working day has
        day = state.today if works_on(state, state.today) else next_working(state, state.today) or state.today
        due_then = schedule.occurrences(template.schedule, template.starts_on, day, day, state.workdays)
        return _Due([state.today] if due_then else [])
    over = state.worked
    first = template.starts_on if over is None else max(template.starts_on, over + _DAY)
    due = _Due()
    for occurrence in _unrecorded(state, template, *_window(state, template, first)):
        planned = _planned(state, template, occurrence, over)
        if planned is None:
            if occurrence <= state.today:
                draft.record.append(Record(template, occurrence, "skipped", "away"))
        elif planned == state.today:
            due.today.append(occurrence)
        elif planned < state.today and (over is None or planned > over):
            if comes_late(template, occurrence, state.workdays):
                due.late.append(occurrence)
            elif template.on_away in ("before", "after") or state.opened is None or planned > state.opened:
                due.lost.append(occurrence)
    return due


def _window(state: State, template: Template, first: date) -> tuple[date, date]:
    """Return between which dates occurrences may lie that are planned from `first` to today: away days move some."""
    last = state.today
    if template.on_away in ("before", "after"):
        while not works_on(state, first - _DAY) and first > template.starts_on and (state.today - first).days < 800:
            first -= _DAY
    if template.on_away == "before":
        while not works_on(state, last + _DAY) and (last - state.today).days < LONGEST_SHIFT:
            last += _DAY
    return max(first, template.starts_on), last if template.ends_on is None else min(last, template.ends_on)


def _unrecorded(state: State, template: Template, first: date, last: date) -> list[date]:
    if first > last:
        return []
    recorded = state.recorded.get(template.id, frozenset())
    dates = schedule.occurrences(template.schedule, template.starts_on, first, last, state.workdays)
    return [day for day in dates if day not in recorded and not _paused(template, day)]


def _planned(state: State, template: Template, occurrence: date, over: date | None) -> date | None:
    """Return the day for which an occurrence is planned; None where an away day leaves it out (S8).

    Where the workday before is `over` already, as with days off that came unforeseen, it is the one after.
    """
    if template.on_away == "ignore" or away_on(state, occurrence) is None:
        return occurrence
    if template.on_away == "skip":
        return None
    if template.on_away == "before":
        before = next_working(state, occurrence, -_DAY)
        if before is not None and (over is None or before > over):
            return before
    return next_working(state, occurrence)


def _paused(template: Template, day: date) -> bool:
    return template.paused_until is not None and day < template.paused_until


def _replace(draft: Draft, template: Template, unfinished: list[OpenTask], due: _Due) -> None:
    """S3, `replace`: at most one open task; the next occurrence takes the place of the old one."""
    today = draft.state.today
    waiting = due.late if due.today or draft.working else []  # on a day off it waits for a working day (C1)
    passed = [*due.lost, *(waiting if due.today else waiting[:-1])]
    draft.record += [Record(template, day, "missed", "not_opened") for day in sorted(passed)]
    newest = next(reversed([*waiting, *due.today]), None)
    draft.record += [Record(template, day, "skipped", "stood_for") for day in due.today[:-1]]
    reason = _reason(draft, newest in due.today)
    if not unfinished:
        if newest is not None:
            draft.seed.append(Seed(template, newest, reason))
        return
    *older, last = sorted(unfinished, key=lambda task: task.running)  # the one whose clock runs is the one that counts
    # A day off decides nothing because of what a person brought in by hand (C1).
    if newest is not None or draft.working:
        draft.miss += [task for task in older if task.day < today]
    if last.day == today:
        stands = True  # moved here by hand, or brought in early: it is this occurrence's task
    elif newest is not None:
        stands = last.edited or last.running or (last.occurrence or today) > newest
        (draft.carry if stands else draft.miss).append(last)
    else:
        stands = False
        if draft.working:
            draft.carry.append(last)
    if newest is not None and stands:
        draft.record.append(Record(template, newest, "skipped", "stood_for"))
    elif newest is not None:
        draft.seed.append(Seed(template, newest, reason))


def _keep_one(draft: Draft, template: Template, unfinished: list[OpenTask], due: _Due) -> None:
    """S3, `keep_one`: the open one is carried, and nothing is added until it is done.

    With none open, the latest occurrence is seeded although its day has passed: it would stand there, carried, had
    that day been opened.
    """
    _keep_first(draft, unfinished)
    waiting = [*due.late, *due.today]
    if not waiting or not (due.today or draft.working):
        return  # on a day off it waits for a working day (C1)
    if unfinished or any(task.template_id == template.id for task in draft.state.ahead):
        draft.record += [Record(template, day, "missed", "kept_one") for day in waiting]
        return
    *older, newest = waiting
    for day in older:
        passed = day in due.late
        why = ("missed", "not_opened") if passed else ("skipped", "stood_for")  # the latter: moved onto one day
        draft.record.append(Record(template, day, *why))
    draft.seed.append(Seed(template, newest, _reason(draft, newest in due.today)))


def _accumulate(draft: Draft, template: Template, unfinished: list[OpenTask], due: _Due) -> None:
    """S3, `accumulate`: every one, 14 at most."""
    _carry_all(draft, unfinished)
    waiting = [*(due.late if draft.working else ()), *due.today]
    ahead = sum(task.template_id == template.id for task in draft.state.ahead)
    room = max(0, ACCUMULATED_MOST - len(unfinished) - ahead)
    surplus = max(0, len(waiting) - room)
    draft.record += [Record(template, day, "missed", "too_many") for day in waiting[:surplus]]
    draft.seed += [Seed(template, day, _reason(draft, day in due.today)) for day in waiting[surplus:]]


def _after_completion(draft: Draft, template: Template, unfinished: list[OpenTask]) -> None:
    """S4: exactly one open task; the next is due so long after the last was completed or skipped."""
    state = draft.state
    _keep_first(draft, unfinished)
    after = after_completion(template.schedule)
    assert after is not None
    if unfinished or any(task.template_id == template.id for task in state.ahead):
        return
    left_out, due, planned = _successor(state, template, after)
    draft.record += [Record(template, day, "skipped", "away") for day in left_out]
    if due is None or planned is None:
        return
    if planned == state.today or (planned < state.today and draft.working):
        draft.seed.append(Seed(template, due, _reason(draft, planned == state.today)))


def _successor(state: State, template: Template, after: After) -> tuple[list[date], date | None, date | None]:
    """Return which dates up to today away days leave out, when the next one is due, and for which day it is planned."""
    left_out: list[date] = []
    due = _next_after(state, template, after)
    while due is not None and due <= state.today and template.on_away == "skip" and away_on(state, due):
        left_out.append(due)
        due = _free(state, template, after, after.next_due(due, state.workdays))
    # S8, `before`: not before the last one was done, which would make two of one day
    return left_out, due, None if due is None else _planned(state, template, due, state.ended.get(template.id))


def _next_after(state: State, template: Template, after: After) -> date | None:
    """Return when an after-completion template with no open task is due next; None when it has ended."""
    if state.first_start:
        return after.from_day(state.today, state.workdays) if after.weekdays else state.today
    ended = state.ended.get(template.id)
    due = template.starts_on if ended is None else after.next_due(ended, state.workdays)
    if due is None:
        return None
    due = max(due, template.starts_on)
    if template.paused_until is not None:
        due = max(due, template.paused_until)  # S7: resuming never fills in the past
    return _free(state, template, after, after.from_day(due, state.workdays))


def _free(state: State, template: Template, after: After, due: date | None) -> date | None:
    """Return the first day from `due` on that has no row; None after the end of the template."""
    recorded = state.recorded.get(template.id, frozenset())
    while due is not None and due in recorded:
        due = after.from_day(due + _DAY, state.workdays)
    return None if due is None or (template.ends_on is not None and due > template.ends_on) else due


def _carry_all(draft: Draft, unfinished: list[OpenTask]) -> None:
    today = draft.state.today
    draft.carry += [task for task in unfinished if task.day < today and (draft.working or task.running)]


def _keep_first(draft: Draft, unfinished: list[OpenTask]) -> None:
    """Carry the one that is kept. Others are there only if the policy was changed meanwhile, or a clock runs."""
    _carry_all(draft, unfinished[:1])
    for task in unfinished[1:]:
        if task.running:
            _carry_all(draft, [task])
        else:
            draft.miss.append(task)


def _reason(draft: Draft, on_its_day: bool) -> str:
    if draft.state.first_start:
        return "first_start"
    return "seeded" if on_its_day else "late"
