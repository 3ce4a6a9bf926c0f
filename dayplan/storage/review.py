"""The reader's questions about a day or a week as a whole: what closing shows (Z5), and how far goals are (Z3)."""

from __future__ import annotations

from datetime import date, timedelta

from dayplan.domain import seeding
from dayplan.domain.closing import Closing, Elsewhere, Next
from dayplan.domain.days import first_of_week
from dayplan.domain.goals import Week
from dayplan.domain.model import Day, Now
from dayplan.domain.outlook import remaining_s
from dayplan.domain.reporting import by_day, report
from dayplan.storage import browse, ledger, spent
from dayplan.storage.reader import Reader

_DAY = timedelta(days=1)
_FARTHEST = 366


def closing(reader: Reader, now: Now, day: date | None = None) -> Closing:
    """Gather what is looked at when a day is closed, today unless another is named."""
    shown = reader.day(now, day)
    tracked, _ = reader.tracked(now, shown.today, shown.day, shown.settings)
    moved = [task.id for task in reader.moved(shown.day)]
    here = {task.id for task in shown.tasks}
    ids = dict.fromkeys([*moved, *tracked])
    elsewhere = tuple(
        Elsewhere(task._replace(tracked_s=tracked.get(task.id, 0)), task.id in moved)
        for task in browse.tasks_by_ids(reader, [task_id for task_id in ids if task_id not in here], now)
    )
    return Closing(
        shown,
        elsewhere,
        browse.unresolved(reader, None if shown.day == shown.today else shown.day),
        following(reader, shown),
    )


def following(reader: Reader, day: Day) -> Next:
    """Answer what the working day after a day will hold if it is the next that is opened; today, for a past day.

    Where no working day comes within a year, it is tomorrow. What runs is taken as stopped by then.
    """
    state = ledger.seeding_state(reader, day.today, day.settings)
    first = day.today if day.day < day.today else day.today + _DAY
    ahead = (first + _DAY * days for days in range(_FARTHEST))
    target = next((each for each in ahead if seeding.works_on(state, each)), day.today + _DAY)
    there = reader.day(day.now, target)
    if target == day.today:
        tasks = [task for task in there.tasks if task.status == "open"]
        return Next(target, len(tasks), there.remaining_s, there.tracked_s, there.capacity_s)
    then = ledger.seeding_state(reader, target, day.settings)
    stopped = tuple(task._replace(running=False) for task in then.open_tasks)
    decisions = seeding.decide(then._replace(open_tasks=stopped, first_start=False))
    missed = {task.id for task in decisions.miss}
    standing = [task for task in there.tasks if task.id and task.status == "open" and task.id not in missed]
    arriving = [task.id for task in decisions.carry if task.id not in {each.id for each in standing}]
    tasks = [*standing, *browse.tasks_by_ids(reader, arriving, day.now)]
    needs = sum(map(remaining_s, tasks)) + sum(seed.template.estimate_s or 0 for seed in decisions.seed)
    return Next(target, len(tasks) + len(decisions.seed), needs, there.tracked_s, there.capacity_s)


def week(reader: Reader, now: Now, any_day: date | None = None) -> Week:
    """Return the seven days of a week, this one unless a day of another is named, with their billable time (T11)."""
    today = reader.day(now)
    first = first_of_week(any_day or today.today, today.settings.week_start)
    days = tuple(
        today if day == today.today else reader.day(now, day) for day in (first + _DAY * ahead for ahead in range(7))
    )
    last = days[-1].day
    billable = report(spent.worked(reader, first, last, now), first, last, "billable").total.billable_s
    waiting = by_day(spent.unresolved(reader, first, last, now), first, last)
    return Week(days, today, billable, tuple(waiting.get(day.day, 0) for day in days))
