from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dayplan.domain.model import Receipt, Template
from dayplan.domain.schedule import occurrences
from dayplan.domain.seeding import Away, Decisions, OpenTask, State, decide, next_day_with_work, plan_anyway, projected

MON_FRI = (0, 1, 2, 3, 4)
WORKDAYS = "FREQ=WEEKLY;BYDAY=WORKDAY"
MONDAYS = "FREQ=WEEKLY;BYDAY=MO"
Given = dict[str, Any]


def nov(day: int) -> date:
    """A day of November 2026, of which the 23rd and the 30th are Mondays; the 31st is 1 December."""
    return date(2026, 11, 1) + timedelta(days=day - 1)


MAIL = Template(1, "mail", "", WORKDAYS, nov(23), None, None, None, 1, "replace", "skip", None, archived=False)


def template(number: int, title: str, schedule: str = WORKDAYS, **other: Any) -> Template:
    return MAIL._replace(id=number, title=title, schedule=schedule, **other)


def task(number: int, day: int, of: int | None = 1, **other: Any) -> OpenTask:
    occurrence = other.pop("occurrence", day if of else None)
    plain = OpenTask(number, f"task {number}", nov(day), 0, of, occurrence and nov(occurrence), False, running=False)
    return plain._replace(**other)


def state(today: int, *templates: Template, opened: int = 0, recorded=(), away=(), **other: Any) -> State:
    """`recorded` are occurrences of the first template, `away` the first and the last of some days.

    The last day that was opened was a working day, unless another is given as `worked`.
    """
    plain = State(nov(today), MON_FRI, templates, {}, (), None, (), first_start=False)
    worked = other.pop("worked", opened)
    return plain._replace(
        recorded={templates[0].id: frozenset(map(nov, recorded))} if recorded else {},
        opened=nov(opened) if opened else None,
        worked=nov(worked) if worked else None,
        away=(Away(nov(away[0]), nov(away[1]), "Vacation"),) if away else (),
        **other,
    )


def said(decisions: Decisions) -> str:
    """Decisions in short: `carry 1, miss 2, seed mail 24, seed mail 28: asked, mail 25 skipped: away`."""

    def named(each: Any) -> str:
        return f"{each.template.title} {(each.occurrence - nov(0)).days}"

    done = [f"carry {task.id}" for task in decisions.carry] + [f"miss {task.id}" for task in decisions.miss]
    done += [f"seed {named(each)}: {each.reason}".removesuffix(": seeded") for each in decisions.seed]
    return ", ".join(done + [f"{named(each)} {each.status}: {each.reason}" for each in decisions.record])


# S1: one row for every occurrence


@pytest.mark.parametrize(
    ("today", "past", "does"),
    [
        (23, {}, "seed mail 23"),
        (23, {"recorded": {23}}, ""),  # done, skipped, dropped: whatever became of it
        (24, {"opened": 23}, "seed mail 24"),
        (24, {"opened": 23, "recorded": {24}}, ""),
        (26, {"opened": 23}, "seed mail 26, mail 24 missed: not_opened, mail 25 missed: not_opened"),
        (26, {"opened": 23, "recorded": {25}}, "seed mail 26, mail 24 missed: not_opened"),  # S5: done early
        (28, {"opened": 25}, "mail 26 missed: not_opened, mail 27 missed: not_opened"),
        (30, {"opened": 28}, "seed mail 30"),
        (30, {"opened": 26}, "seed mail 30, mail 27 missed: not_opened"),
        (22, {}, ""),  # before it starts
    ],
)
def test_s1_an_occurrence_without_a_row_is_seeded_or_missed(today: int, past: Given, does: str) -> None:
    assert said(decide(state(today, MAIL, **past))) == does


# S3: open tasks of past days

LEFT, EDITED, RUNNING = (task(1, 23),), (task(1, 23, edited=True),), (task(1, 23, running=True),)


@pytest.mark.parametrize(
    ("schedule", "today", "opened", "tasks", "does"),
    [
        # Carried from workday to workday until the next occurrence falls due
        (MONDAYS, 24, 23, LEFT, "carry 1"),
        (MONDAYS, 28, 27, LEFT, ""),
        (MONDAYS, 29, 28, RUNNING, ""),
        (MONDAYS, 30, 29, LEFT, "miss 1, seed mail 30"),
        (WORKDAYS, 24, 23, LEFT, "miss 1, seed mail 24"),
        (WORKDAYS, 30, 29, (task(1, 27),), "miss 1, seed mail 30"),
        ("FREQ=WEEKLY;BYDAY=MO,SA", 28, 27, LEFT, "miss 1, seed mail 28"),  # due on a day off, so seeded on it
        # Changed by hand, or its timer runs: it stands for the new one
        (MONDAYS, 30, 29, EDITED, "carry 1, mail 30 skipped: stood_for"),
        (MONDAYS, 30, 29, RUNNING, "carry 1, mail 30 skipped: stood_for"),
        (WORKDAYS, 24, 23, RUNNING, "carry 1, mail 24 skipped: stood_for"),
        # Moved to today by hand
        (MONDAYS, 24, 23, (task(1, 24),), ""),
        (WORKDAYS, 24, 23, (task(1, 24),), "mail 24 skipped: stood_for"),
        # Of several open tasks the newest counts, whatever their order; only a running one goes on beside it
        (MONDAYS, 26, 25, (task(1, 23), task(2, 24)), "carry 2, miss 1"),
        (MONDAYS, 26, 25, (task(2, 24), task(1, 23)), "carry 2, miss 1"),
        (MONDAYS, 30, 29, (task(1, 23), task(2, 24)), "miss 1, miss 2, seed mail 30"),
        (MONDAYS, 26, 25, (task(1, 25, occurrence=24), task(2, 25, occurrence=23)), "carry 1, miss 2"),
        (MONDAYS, 26, 25, (task(1, 25, occurrence=None), task(2, 25, occurrence=23)), "carry 1, miss 2"),
        (MONDAYS, 24, 23, (*RUNNING, task(2, 24)), "carry 1"),
        (MONDAYS, 24, 23, (task(1, 24), task(2, 24)), ""),
        # Brought in by hand on a day off, it leaves the one that waits for a working day alone (C1)
        (MONDAYS, 28, 27, (task(1, 27), task(2, 28)), ""),
        (MONDAYS, 29, 28, (task(1, 27), task(2, 28)), ""),
        (MONDAYS, 30, 29, (task(1, 27), task(2, 28)), "miss 1, miss 2, seed mail 30"),
        (WORKDAYS, 30, 29, (task(1, 27), task(2, 28, edited=True)), "carry 2, miss 1, mail 30 skipped: stood_for"),
        ("FREQ=WEEKLY;BYDAY=MO,SA", 28, 27, (task(1, 27), task(2, 28)), "miss 1, mail 28 skipped: stood_for"),
        # Days that were never opened, between the open task and today
        (WORKDAYS, 26, 23, LEFT, "miss 1, seed mail 26, mail 24 missed: not_opened, mail 25 missed: not_opened"),
        (WORKDAYS, 28, 26, (task(1, 26),), "mail 27 missed: not_opened"),
        # ... of a schedule of a week or longer the last one comes late, and takes its place (issue 13.15)
        (MONDAYS, 31, 27, LEFT, "miss 1, seed mail 30: late"),
        (MONDAYS, 31, 27, EDITED, "carry 1, mail 30 skipped: stood_for"),
        (MONDAYS, 31, 27, RUNNING, "carry 1, mail 30 skipped: stood_for"),
        (MONDAYS, 31, 27, (task(1, 31, 1, occurrence=23),), "mail 30 skipped: stood_for"),  # moved here by hand
        (MONDAYS, 38, 27, LEFT, "miss 1, seed mail 37: late, mail 30 missed: not_opened"),
        (MONDAYS, 37, 27, LEFT, "miss 1, seed mail 37, mail 30 missed: not_opened"),
        ("FREQ=WEEKLY;BYDAY=SA", 29, 27, LEFT, ""),  # it waits for a working day (C1)
        ("FREQ=WEEKLY;BYDAY=SA", 30, 27, LEFT, "miss 1, seed mail 28: late"),
    ],
)
def test_s3_an_open_task_is_carried_until_it_is_replaced_or_stands_for_the_new_one(
    schedule: str, today: int, opened: int, tasks: tuple[OpenTask, ...], does: str
) -> None:
    assert said(decide(state(today, template(1, "mail", schedule), opened=opened, open_tasks=tasks))) == does


# C1: what is done once


@pytest.mark.parametrize("of", [None, 9], ids=["one-off", "of an archived template"])
@pytest.mark.parametrize(
    ("today", "stands_on", "days", "carried"),
    [
        (24, 23, {}, True),
        (30, 2, {}, True),  # however old it is
        (24, 24, {}, False),
        (28, 27, {}, False),
        (30, 27, {}, True),
        (28, 27, {"workdays": (5, 6)}, True),
        (24, 23, {"workdays": ()}, False),
        (25, 23, {"away": (24, 25)}, False),
        (26, 23, {"away": (24, 25)}, True),
    ],
)
def test_c1_a_one_off_is_carried_to_the_next_workday_that_is_opened(
    today: int, stands_on: int, days: Given, carried: bool, of: int | None
) -> None:
    left = (task(7, stands_on, of),)
    decisions = decide(state(today, MAIL, recorded={today}, opened=today - 1, open_tasks=left, **days))
    assert said(decisions) == ("carry 7" if carried else "")


def test_c1_carried_tasks_keep_their_order_and_seeded_ones_that_of_their_templates() -> None:
    tasks = (task(5, 23, None), task(4, 23, 2), task(9, 24, None), task(3, 24, 3), task(1, 24, None))
    due, weekly = (template(9, "post"), MAIL), (template(3, "report", MONDAYS), template(2, "books", MONDAYS))
    decisions = decide(state(25, weekly[0], due[0], weekly[1], due[1], opened=24, open_tasks=tasks))
    assert said(decisions) == "carry 5, carry 4, carry 9, carry 3, carry 1, seed post 25, seed mail 25"  # S10


# S7, S8: pauses, ends and days away


@pytest.mark.parametrize(
    ("other", "today", "opened", "does"),
    [
        ({"paused_until": nov(26)}, 25, 23, ""),
        ({"paused_until": nov(26)}, 26, 23, "seed mail 26"),  # resuming never fills in the past
        ({"paused_until": nov(26)}, 27, 23, "seed mail 27, mail 26 missed: not_opened"),
        ({"ends_on": nov(25)}, 25, 24, "seed mail 25"),
        ({"ends_on": nov(25)}, 26, 25, ""),
        ({"ends_on": nov(25)}, 27, 23, "mail 24 missed: not_opened, mail 25 missed: not_opened"),
        ({"ends_on": nov(22)}, 23, 0, ""),
        ({"schedule": f"{WORKDAYS};COUNT=2"}, 25, 24, ""),
        # A pause on the 23rd, and the rhythm of every 2 weeks does not shift
        ({"schedule": f"{MONDAYS};INTERVAL=2", "starts_on": nov(16), "paused_until": nov(24)}, 30, 29, "seed mail 30"),
        ({"schedule": f"{MONDAYS};INTERVAL=2", "starts_on": nov(9), "paused_until": nov(24)}, 30, 29, ""),
    ],
)
def test_s7_a_template_pauses_and_ends_and_keeps_its_rhythm(other: Given, today: int, opened: int, does: str) -> None:
    assert said(decide(state(today, MAIL._replace(**other), opened=opened))) == does


@pytest.mark.parametrize(
    ("on_away", "today", "opened", "tasks", "does"),
    [
        ("skip", 24, 23, (), "mail 24 skipped: away"),
        ("skip", 26, 23, (), "seed mail 26, mail 24 skipped: away, mail 25 skipped: away"),
        ("skip", 25, 23, LEFT, "mail 24 skipped: away, mail 25 skipped: away"),  # what is open waits where it is
        ("skip", 26, 25, LEFT, "miss 1, seed mail 26"),
        ("ignore", 24, 23, (), "seed mail 24"),
        ("ignore", 24, 23, LEFT, "miss 1, seed mail 24"),
        ("ignore", 26, 24, (), "seed mail 26, mail 25 missed: not_opened"),
    ],
)
def test_s8_away_days_are_skipped_or_ignored(on_away: str, today: int, opened: int, tasks, does: str) -> None:
    mail = MAIL._replace(on_away=on_away)
    assert said(decide(state(today, mail, opened=opened, open_tasks=tasks, away=(24, 25)))) == does


# S12: the very first start, and days with nothing planned


@pytest.mark.parametrize("today", [23, 28, 29])
def test_s12_the_very_first_start_seeds_whatever_the_day_of_the_week(today: int) -> None:
    decisions = decide(state(today, MAIL, template(2, "invoices", MONDAYS), first_start=True))
    assert said(decisions) == f"seed mail {today}: first_start, seed invoices {today}: first_start"
    assert decisions.receipt().first_start
    assert not decide(state(today, first_start=True)).receipt().first_start  # nothing to explain


@pytest.mark.parametrize(
    ("today", "known", "does"),
    [
        (28, {}, "seed mail 28: asked, seed invoices 28: asked"),
        (27, {}, "seed mail 27: asked, seed invoices 27: asked"),  # the next working day is Monday
        (24, {}, "seed mail 24: asked"),
        (28, {"recorded": {28}}, "seed invoices 28: asked"),  # asked twice
        (28, {"open_tasks": (task(5, 27),)}, "carry 5, seed invoices 28: asked"),  # S3: none is made beside it
        (28, {"open_tasks": (task(5, 28),)}, "seed invoices 28: asked"),
        (28, {"open_tasks": (task(5, 26), task(6, 27))}, "carry 6, seed invoices 28: asked"),
        (28, {"open_tasks": (task(5, 27), task(6, 28))}, "seed invoices 28: asked"),
        (24, {"open_tasks": (task(5, 23, 2), task(6, 23, None))}, "seed mail 24: asked"),  # not Wednesday's
        (28, {"away": (30, 30)}, "seed mail 28: asked"),  # the next working day is Tuesday
        (28, {"away": (28, 60)}, ""),
    ],
)
def test_s12_a_day_off_can_be_planned_like_the_next_working_day(today: int, known: Given, does: str) -> None:
    decisions = plan_anyway(state(today, MAIL, template(2, "invoices", MONDAYS), **known))
    assert said(decisions) == does
    assert not decisions.receipt().first_start


@pytest.mark.parametrize(
    ("schedule", "today", "away", "within", "found"),
    [
        (WORKDAYS, 23, (), (), 24),
        (WORKDAYS, 28, (30, 31), (), 32),
        (MONDAYS, 23, (), (), 30),  # after today
        ("FREQ=DAILY;INTERVAL=14", 23, (), (), 37),
        ("FREQ=DAILY;INTERVAL=15", 23, (), (), None),
        ("FREQ=DAILY;INTERVAL=15", 23, (), (15,), 38),
        (f"{MONDAYS};COUNT=1", 23, (), (), None),
    ],
)
def test_s12_the_next_day_with_work(
    schedule: str, today: int, away, within: tuple[int, ...], found: int | None
) -> None:
    due = template(2, "due", schedule)
    asked = state(today, template(1, "taxes", "FREQ=YEARLY"), due, away=away, first_start=True)
    assert next_day_with_work(asked, *within) == (found and (nov(found), (due,)))


# S2: what a day to come would be seeded with

TEMPLATES = (
    MAIL,
    template(2, "invoices", MONDAYS),
    template(3, "backup", "FREQ=DAILY;INTERVAL=3"),
    template(4, "books", f"{MONDAYS};INTERVAL=2", on_away="ignore", paused_until=nov(34)),
    template(5, "course", "FREQ=WEEKLY;BYDAY=TU,SA", ends_on=nov(45)),
    template(6, "talks", f"{WORKDAYS};COUNT=13", on_away="ignore"),
)


@pytest.mark.parametrize("moved", [(), (1,), (2, 4, None)])  # there by hand: these stand for the new ones
def test_s2_a_day_to_come_shows_what_will_be_seeded(moved: tuple[int | None, ...]) -> None:
    for day in range(23, 60):
        tasks = tuple(task(number, day, of) for number, of in enumerate(moved))
        to_come = state(day, *TEMPLATES, opened=day - 1, open_tasks=tasks, away=(38, 41))
        assert projected(to_come, nov(day - 1)) == decide(to_come).seed


# S1, S2, S3 over a life: days opened in any order, with tasks done, edited, running or left


def works(day: int) -> bool:
    """Whether a day is a working day: away are the 38th to the 41st."""
    return nov(day).weekday() in MON_FRI and not 38 <= day <= 41


class Book:
    """Carries out what is decided, as the planner does; keeps each task with its status."""

    def __init__(self) -> None:
        self.opened: set[int] = set()
        self.tasks: dict[int, tuple[OpenTask, str]] = {}

    def state(self, today: int) -> State:
        before = sorted(day for day in self.opened if day < today)
        opened = before[-1] if before else 0
        worked = next((day for day in reversed(before) if works(day)), 0)
        recorded: dict[int, set[date]] = {}
        for task, _ in self.tasks.values():
            if task.template_id and task.occurrence > nov(worked):
                recorded.setdefault(task.template_id, set()).add(task.occurrence)
        found = state(today, *TEMPLATES, opened=opened, worked=worked, open_tasks=self.open(today), away=(38, 41))
        return found._replace(recorded=recorded)

    def open(self, today: int) -> tuple[OpenTask, ...]:
        found = (task for task, status in self.tasks.values() if status == "open" and task.day <= nov(today))
        return tuple(sorted(found, key=lambda task: task.day))

    def settle(self, today: int) -> Decisions:
        decisions = decide(self.state(today))
        self.tasks.update((task.id, (task._replace(day=nov(today)), "open")) for task in decisions.carry)
        self.tasks.update((task.id, (task, "missed")) for task in decisions.miss)
        for record in decisions.record:
            self.add(record.occurrence, record.template.id, record.occurrence, record.status)
        for seed in decisions.seed:
            self.add(nov(today), seed.template.id, seed.occurrence)
        self.opened.add(today)
        return decisions

    def add(self, day: date, of: int | None, occurrence: date | None = None, status: str = "open") -> None:
        number = len(self.tasks) + 1
        self.tasks[number] = OpenTask(number, "", day, 0, of, occurrence, edited=False, running=False), status

    def happens(self, fate: str, task: OpenTask) -> None:
        task = task._replace(edited=task.edited or fate == "edited", running=fate == "running")
        self.tasks[task.id] = task, fate if fate in ("done", "dropped") else "open"


FATES = st.lists(st.sampled_from(["left", "left", "left", "done", "dropped", "edited", "running"]), max_size=8)


@given(st.lists(st.tuples(st.integers(-4, 9), FATES), min_size=1, max_size=8))
@settings(max_examples=150, deadline=None)
def test_s1_s2_s3_each_occurrence_leaves_one_row_and_settling_twice_changes_nothing(life) -> None:
    book, today = Book(), 23
    for ahead, fates in life:
        today = max(23, today + ahead)  # D3: travelling west, it may be yesterday again
        opened = {nov(day) for day in book.opened}
        decisions = book.settle(today)
        assert said(decide(book.state(today))) == ""
        late = {seed.template.id for seed in decisions.seed if seed.occurrence != nov(today)}
        assert late <= {2, 4} if works(today) else not late, "a week or longer, and on a working day (issue 13.15)"
        assert opened.isdisjoint(each.occurrence for each in decisions.record)

        rows = [(task.template_id, task.occurrence) for task, _ in book.tasks.values() if task.template_id]
        assert len(rows) == len(set(rows))
        for each in TEMPLATES:
            first, last = each.paused_until or each.starts_on, min(nov(today), each.ends_on or nov(today))
            due = occurrences(each.schedule, each.starts_on, first, last, MON_FRI)
            lost = {day for day in due if (each.id, day) not in rows}
            assert not lost or each.id in {2, 4}
            assert not any(works(day) for day in book.opened if lost and nov(day) >= min(lost)), "it waits for one"
            assert sum(task.template_id == each.id for task in book.open(today)) <= 1
        if works(today):
            assert {task.day for task in book.open(today)} <= {nov(today)}

        book.add(nov(today), of=None)
        for fate, task in zip(fates, book.open(today), strict=False):
            book.happens(fate, task)


# S11: saying what was done


def test_s11_the_receipt_says_it_by_titles() -> None:
    templates = (template(9, "invoices", MONDAYS), MAIL, template(3, "books", starts_on=nov(26)))
    tasks = (task(1, 23), task(2, 23, None), task(3, 23, 3, edited=True))
    receipt = decide(state(26, *templates, opened=23, open_tasks=tasks, away=(24, 24))).receipt()
    missed, away = ("task 1", "mail"), (("mail", "away"),)
    assert receipt == Receipt(nov(26), ("mail",), ("task 2", "task 3"), missed, skipped=away, stood_for=("books",))
    assert not receipt.empty
    assert decide(state(28, MAIL, opened=27)).receipt().empty
