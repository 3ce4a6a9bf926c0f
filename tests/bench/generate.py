"""Make a data file as ten years of use leave it behind: `python tests/bench/generate.py FILE`.

The rows are written with plain SQL, because going through the planner would take hours; the schema is the
product's own. Equal arguments make equal rows. The last day is seeded and under way and all earlier days are
settled, so that `dayplan today` on that day finds nothing to do (`test_generate.py` proves it).
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import sys
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import pairwise, zip_longest
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

from dayplan.storage.engine import open_engine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ZONE = "Europe/Berlin"
RANK_STEP = 1024
ON_LAST_DAY = 8
IN_INBOX = 6
WORK_BEGINS, WORK_ENDS = 8 * 3600, 18 * 3600  # wall clock, seconds after midnight
LAST_DAY_ENDS = 16 * 3600 + 1800  # so that a command given at 17:00 comes after everything recorded
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR")
MONDAY_ZERO = date(2001, 1, 1)  # rules of every second week and every third day count from here

Row = dict[str, Any]


class Rule(NamedTuple):
    """A recurrence rule, and the same in plain Python, so that the two can be held against each other."""

    schedule: str
    falls_on: Callable[[date], bool]
    missed: str = "replace"


@dataclass
class Template:
    """One of the fifty, with the dates on which it fell due."""

    id: int
    title: str
    rule: Rule
    estimate_s: int | None
    project_id: int | None
    tags: list[str]
    on_away: str
    starts_on: date
    occurrences: list[date] = field(default_factory=list)
    archived: bool = False


@dataclass
class Task:
    """One row to be; `path` lists the opened days it stood on, as indexes, the last being where it stayed."""

    title: str
    status: str
    reason: str
    project_id: int | None
    estimate_s: int | None
    created_at: int
    path: list[int] = field(default_factory=list)
    moved_by: str = "carried"
    day: str | None = None
    number: int | None = None
    rank: int = 0
    template: Template | None = None
    occurrence: str | None = None
    notes: str = ""
    tags: list[str] = field(default_factory=list)
    done_at: int | None = None
    id: int = 0


def generate(
    path: str,
    *,
    last_day: date,
    days: int = 2500,
    tasks: int = 20_000,
    entries: int = 30_000,
    seed: int = 1,
) -> None:
    """Make the file; `days` is how many were opened, the last of them `last_day`.

    Raises `FileExistsError` where there is one already, `ValueError` when the tasks cannot fill the last day.
    """
    if os.path.exists(path):
        raise FileExistsError(path)
    life = _Life(last_day, days, tasks, entries, seed)
    open_engine(os.path.abspath(path)).dispose()
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("BEGIN")
        for table, rows in life.rows().items():
            _insert(connection, table, rows)
        connection.execute("COMMIT")
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
        (whole,) = connection.execute("PRAGMA integrity_check").fetchone()
    finally:
        connection.close()
    assert not broken, broken
    assert whole == "ok", whole


def _insert(connection: sqlite3.Connection, table: str, rows: list[Row]) -> None:
    if rows:
        columns = ", ".join(f'"{column}"' for column in rows[0])
        values = ", ".join(f":{column}" for column in rows[0])
        connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({values})", rows)


def instant(day: date, second: int) -> int:
    """Return the epoch of a wall-clock time in Berlin, as seconds after midnight."""
    clock = time(second // 3600, second // 60 % 60, second % 60, tzinfo=ZoneInfo(ZONE))
    return int(datetime.combine(day, clock).timestamp())


# The rules: at most about eight of them fall on one day.


def _rules() -> list[Rule]:
    rules = [Rule("FREQ=WEEKLY;BYDAY=WORKDAY", lambda day: day.weekday() < 5) for _ in range(2)]
    rules.append(Rule("FREQ=WEEKLY;BYDAY=TU,TH", lambda day: day.weekday() in (1, 3)))
    rules.append(Rule("FREQ=DAILY;INTERVAL=3", lambda day: (day - MONDAY_ZERO).days % 3 == 0))
    for weekday, name in enumerate(WEEKDAYS):
        rules.append(Rule(f"FREQ=WEEKLY;BYDAY={name}", lambda day, w=weekday: day.weekday() == w))
    rules += [_every_second_week(weekday, parity) for weekday in range(5) for parity in (0, 1)]
    rules += [_monthly(number) for number in (1, 2, 3, 5, 6, 8, 10, 12, 14, 15, 17, 19, 21, 24, 27)]
    rules.append(Rule("FREQ=MONTHLY;BYMONTHDAY=-1", lambda day: (day + timedelta(days=1)).day == 1, "keep_one"))
    rules += [_nth(n, weekday) for n, weekday in ((1, 0), (1, 3), (2, 1), (2, 4), (3, 2), (3, 0), (4, 3))]
    rules += [_quarterly(number, phase) for number, phase in ((4, 0), (11, 1), (20, 2), (25, 0))]
    rules += [_yearly(month, number) for month, number in ((1, 9), (3, 14), (6, 30), (11, 23))]
    return rules


def _every_second_week(weekday: int, parity: int) -> Rule:
    def falls_on(day: date) -> bool:
        return day.weekday() == weekday and (day - MONDAY_ZERO).days // 7 % 2 == parity

    return Rule(f"FREQ=WEEKLY;INTERVAL=2;BYDAY={WEEKDAYS[weekday]}", falls_on, "keep_one")


def _monthly(number: int) -> Rule:
    return Rule(f"FREQ=MONTHLY;BYMONTHDAY={number}", lambda day: day.day == number, "keep_one")


def _nth(n: int, weekday: int) -> Rule:
    def falls_on(day: date) -> bool:
        return day.weekday() == weekday and (day.day + 6) // 7 == n

    return Rule(f"FREQ=MONTHLY;BYDAY={n}{WEEKDAYS[weekday]}", falls_on, "keep_one")


def _quarterly(number: int, phase: int) -> Rule:
    def falls_on(day: date) -> bool:
        return day.day == number and day.month % 3 == phase

    return Rule(f"FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY={number}", falls_on, "keep_one")


def _yearly(month: int, number: int) -> Rule:
    def falls_on(day: date) -> bool:
        return (day.month, day.day) == (month, number)

    return Rule(f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={number}", falls_on, "keep_one")


_TEMPLATE_TITLES = """
Answer email|Write proposals|Post on the blog|Water the studio plants|Plan the week|
Call the café owner|Send invoices|Write the newsletter|Tidy the desk|Draft a chapter|Edit a chapter|
Read submissions|Answer letters|Update the portfolio|Look for new work|Review the budget|
Meet the writing group|Back up the laptop|Sort receipts|Pay the rent|Check bank statements|
Renew the parking permit|Order supplies|Write to the tax adviser|Clean the camera|
Invoice the magazine|Send reminders|Check the contracts|Update the rates|Thank a client|
Meter readings|Pay health insurance|Report hours to the museum|Look over subscriptions|
Close the month|First Monday meeting|Library day|Second Tuesday call|Pitch to editors|
Proofread the bulletin|Visit the archive|Fourth Thursday workshop|Pay VAT|Pay income tax in advance|
Report to the artists' fund|Review the goals|Yearly accounts|Renew the domain|Half-year review|
Plan next year
"""
_VERBS = (
    "Draft", "Revise", "Research", "Outline", "Proofread", "Send", "Discuss", "Prepare", "Fix",
    "Translate",
)  # fmt: skip
_THINGS = (
    "landing page", "press release", "interview", "annual report", "product texts", "speech",
    "catalogue", "menu", "case study", "grant application", "exhibition panels", "app texts",
    "recipe book", "travel guide", "résumé", "letter to the editor", "script for the radio",
    "portrait of a baker", "Übersetzung", "essay on bridges",
)  # fmt: skip
_CLIENT_WORDS = (
    "Acme", "Bäckerei Blum", "Café Kante", "Dahlem Museum", "Elbe Press", "Fjord Travel",
    "Galerie Grau", "Hafen TV", "Isar Verlag", "Jahn & Co", "Kraut Magazine", "Lindgren Studio",
    "Mole Theatre", "Nordlicht", "Oak Street Wines", "Plum Software", "Quartier", "Rhein Radio",
    "Saddle Bikes", "Tonwerk", "Ulmer Tagblatt", "Vega Optics", "Weir Labs", "Xylo Music",
    "Yard Gardens", "Zett School", "Ansel Photo", "Brook Foundation", "Cedar Homes", "Dune Hotels",
)  # fmt: skip
_PROJECT_WORDS = ("website", "newsletter", "catalogue", "campaign", "archive", "book", "relaunch", "podcast")
_TAGS = (
    "writing", "admin", "calls", "money", "research", "editing", "travel", "reading", "urgent", "small",
    "deep", "web",
)  # fmt: skip
_COLOURS = ("#d75f5f", "#5f87d7", "#5faf5f", "#d7af5f", "#af5fd7", "#5fafaf")
_NOTE = "They want it shorter than last time, and the second half should name the people. Ask for photographs. "


class _Life:
    """Everything that happened, and the rows that are left of it."""

    def __init__(self, last_day: date, days: int, tasks: int, entries: int, seed: int) -> None:
        self.rng = Random(seed)
        self.last_rng = Random(f"{seed} last day")  # of its own: the last day is the same after one and many
        self.last_day = last_day
        self.away, self.days = _opened_days(last_day, days)
        self.place = {day: index for index, day in enumerate(self.days)}
        self.seeded_at = [instant(day, WORK_BEGINS - self.rng.randrange(60, 900)) for day in self.days]
        self.clients, self.projects = self._clients_and_projects()
        self.templates = self._templates()
        self.tasks: list[Task] = []
        self.next_number = [1] * days
        self._make_tasks(tasks)
        self.standing: list[list[Task]] = [[] for _ in self.days]
        self._walk()
        self.entries = self._make_entries(entries)
        self._finish()

    # What there is

    def _clients_and_projects(self) -> tuple[list[Row], list[Row]]:
        rng = Random(0)  # the same people whatever the size
        opened = instant(self.days[0], WORK_BEGINS)
        clients = [
            {
                "id": number,
                "name": name,
                "rate_minor": rng.choice((None, 6500, 8000, 9500)),
                "currency": "EUR",
                "archived_at": opened if number % 10 == 0 else None,
            }
            for number, name in enumerate(_CLIENT_WORDS, start=1)
        ]
        projects: list[Row] = []
        for number in range(1, 61):
            client_id = (number - 1) % len(clients) + 1 if number <= 56 else None
            in_general = number <= len(clients) and number % 3 == 0
            name = "" if in_general else _PROJECT_WORDS[number % len(_PROJECT_WORDS)]
            projects.append(
                {
                    "id": number,
                    "client_id": client_id,
                    "name": name if client_id is not None else f"own {name}",
                    "rate_minor": rng.choice((None, None, 7000)),
                    "billable": int(client_id is not None and number % 7 != 0),
                    "colour": rng.choice(_COLOURS),
                    "archived_at": None,
                }
            )
        return clients, projects

    def _templates(self) -> list[Template]:
        rng = Random(0)
        titles = [title.strip() for title in _TEMPLATE_TITLES.replace("\n", "").split("|")]
        first = self.days[0]
        templates = []
        for number, (title, rule) in enumerate(zip(titles, _rules(), strict=True), start=1):
            starts_on = next(day for day in _from(first) if rule.falls_on(day))
            templates.append(
                Template(
                    id=number,
                    title=title,
                    rule=rule,
                    estimate_s=rng.choice((None, 900, 1800, 1800, 3600, 5400)),
                    project_id=rng.choice((None, None, rng.randint(1, 60))),
                    tags=rng.sample(_TAGS, rng.choice((0, 0, 1, 2))),
                    on_away="ignore" if rule.schedule.startswith("FREQ=YEARLY") else "skip",
                    starts_on=starts_on,
                    occurrences=[day for day in _from(first, self.last_day) if rule.falls_on(day)],
                )
            )
        return templates

    # What was to do

    def _make_tasks(self, wanted: int) -> None:
        due_last = [t for t in self.templates if t.occurrences and t.occurrences[-1] == self.last_day]
        at_least = max(ON_LAST_DAY, len(due_last)) + IN_INBOX
        if wanted < at_least:
            raise ValueError(f"{wanted} tasks are too few: the last day and the inbox alone take {at_least}")
        # Short lives with few tasks have room for fewer templates; the frequent ones go first.
        room = max(0, wanted - at_least - wanted // 10)
        for template in self.templates:
            past = sum(len(t.occurrences) for t in self.templates) - len(due_last)
            if past <= room or template in due_last[:ON_LAST_DAY]:
                continue
            template.archived, template.occurrences = True, []
            due_last = [t for t in due_last if t is not template]
        for template in self.templates:
            for occurrence, following in zip_longest(template.occurrences, template.occurrences[1:]):
                if occurrence != self.last_day:
                    self.tasks.append(self._occurrence(template, occurrence, following))
        self._fill_last_day(due_last)
        alone = len(self.days) == 1
        for number in range(wanted - len(self.tasks) if alone else IN_INBOX):
            self.tasks.append(self._one_off(self.last_rng, len(self.days) - 1, "open", f" ({number + 1})"))
        while len(self.tasks) < wanted:
            index = self.rng.randrange(len(self.days) - 1)
            status = self.rng.choices(("done", "dropped", "skipped"), (90, 6, 1))[0]
            task = self._one_off(self.rng, index, status)
            self._fate(task, index, len(self.days) - 1)
            self.tasks.append(task)
        if len(self.tasks) > wanted:
            raise ValueError(f"{wanted} tasks are too few for what recurs on {len(self.days)} days")

    def _occurrence(self, template: Template, occurrence: date, following: date | None) -> Task:
        """The one row of an occurrence before the last day (S1): done mostly, or else."""
        index = self.place.get(occurrence)
        away = any(first <= occurrence <= last for first, last in self.away) and template.on_away == "skip"
        seen = next(i for day in _from(occurrence) if (i := self.place.get(day)) is not None)
        task = Task(
            title=template.title,
            status="skipped" if away else "missed",
            reason="away" if away else "not_opened",
            project_id=template.project_id,
            estimate_s=template.estimate_s,
            created_at=self.seeded_at[seen],
            day=occurrence.isoformat(),
            template=template,
            occurrence=occurrence.isoformat(),
            tags=list(template.tags),
        )
        if index is None:
            return task
        until = len(self.days) - 1
        if following is not None:
            until = min(until, next(i for day in _from(following) if (i := self.place.get(day)) is not None))
        task.status = self.rng.choices(("done", "skipped", "dropped", "missed"), (92, 3, 1, 4))[0]
        task.reason = "seeded"
        if task.status == "missed" and (template.rule.missed != "replace" or until - index > 10):
            task.status = "done"
        if task.status == "missed":
            task.reason = "replaced"
            task.path = list(range(index, until))
        else:
            self._fate(task, index, until)
        return task

    def _fate(self, task: Task, index: int, until: int) -> None:
        """Let it stay, be carried for some days or be moved by hand; it settles before the day `until`."""
        what = self.rng.choices(("stays", "carried", "hand"), (88, 9, 3))[0]
        if what == "hand":
            task.moved_by = "hand"
            task.path = sorted({index, min(index + self.rng.randint(1, 9), until - 1)})
        else:
            days = self.rng.randint(1, 4) if what == "carried" else 0
            task.path = list(range(index, min(index + days + 1, until)))

    def _one_off(self, rng: Random, index: int, status: str, suffix: str = "") -> Task:
        day = self.days[index]
        ends = LAST_DAY_ENDS if index == len(self.days) - 1 else WORK_ENDS
        return Task(
            title=f"{rng.choice(_VERBS)} the {rng.choice(_THINGS)}{suffix}",
            status=status,
            reason="added",
            project_id=rng.choice((None, rng.randint(1, 60))),
            estimate_s=rng.choice((None, 1800, 2700, 3600, 7200)),
            created_at=instant(day, rng.randrange(WORK_BEGINS, ends)),
            notes=_NOTE * rng.choice((0, 0, 0, 1, 3)),
            tags=rng.sample(_TAGS, rng.choice((0, 0, 0, 1, 2))),
        )

    def _fill_last_day(self, due: list[Template]) -> None:
        index = len(self.days) - 1
        today: list[Task] = []
        for place, template in enumerate(due):
            task = Task(
                title=template.title,
                status="open",
                reason="seeded",
                project_id=template.project_id,
                estimate_s=template.estimate_s,
                created_at=self.seeded_at[index],
                template=template,
                occurrence=self.last_day.isoformat(),
                tags=list(template.tags),
            )
            if place < ON_LAST_DAY:
                today.append(task)
            else:  # no room: another open task stands for it, and its row is on no day
                task.status, task.reason = "skipped", "stood_for"
                self.tasks.append(task)
        while len(today) < ON_LAST_DAY:
            today.append(self._one_off(self.last_rng, index, "open", f" {len(today) + 1}"))
        for place, task in enumerate(today):
            task.path = [index]
            task.status = "done" if place < 3 else "open"
        self.tasks += today

    def _walk(self) -> None:
        """Go through the days: what stands on each, in which order, with which number."""
        arriving: list[list[tuple[int, int, Task]]] = [[] for _ in self.days]
        for sequence, task in enumerate(self.tasks):
            for step, index in enumerate(task.path):
                order = 0 if step else 2 if task.template is None else 1  # carried, seeded, added
                arriving[index].append((order, sequence, task))
        for index, arrivals in enumerate(arriving):
            arrivals.sort(key=lambda arrival: arrival[:2])
            for number, (_, _, task) in enumerate(arrivals, start=1):
                self.standing[index].append(task)
                if index == task.path[-1]:
                    task.day = self.days[index].isoformat()
                    task.number, task.rank = number, number * RANK_STEP
            self.next_number[index] = len(arrivals) + 1

    # What was done

    def _make_entries(self, wanted: int) -> list[tuple[Task, int, int, str]]:
        """Return (task, start, end, day) in order; they never overlap, about half follow without a gap."""
        last = len(self.days) - 1
        busy = [index for index in range(last) if self._workable(index)]
        on_last = round(wanted / len(self.days)) if busy else wanted
        counts = Counter(self.rng.choices(busy, k=wanted - on_last)) if busy else Counter()
        entries = []
        for index, day in enumerate(self.days):
            rng = self.last_rng if index == last else self.rng
            count = on_last if index == last else counts[index]
            if not count:
                continue
            tasks = self._workable(index)
            hours = range((LAST_DAY_ENDS if index == last else WORK_ENDS) - WORK_BEGINS)
            edges = sorted(rng.sample(hours, 2 * count))
            base = instant(day, WORK_BEGINS)  # the clocks change at night: one offset for the working day
            for number in range(count):
                start, end = edges[2 * number : 2 * number + 2]
                if number + 1 < count and rng.random() < 0.5:
                    end = edges[2 * number + 2]
                entries.append((rng.choice(tasks), base + start, base + end, day.isoformat()))
        return entries

    def _workable(self, index: int) -> list[Task]:
        if index == len(self.days) - 1:
            return self.standing[index][:5]
        return [task for task in self.standing[index] if task.status == "done"]

    def _finish(self) -> None:
        """Set when tasks were done, and number them in the order in which they were made."""
        worked_until = {(id(task), day): end for task, _, end, day in self.entries}
        for task, start, _, _ in self.entries:
            task.created_at = min(task.created_at, start)
        for task in self.tasks:
            if task.status == "done":
                last = self.days[task.path[-1]] == self.last_day
                rng = self.last_rng if last else self.rng
                clock = rng.randrange(WORK_BEGINS + 600, LAST_DAY_ENDS if last else WORK_ENDS)
                worked = worked_until.get((id(task), task.day or ""))
                task.done_at = worked or max(task.created_at, instant(self.days[task.path[-1]], clock))
        self.tasks.sort(key=lambda task: task.created_at)
        for number, task in enumerate(self.tasks, start=1):
            task.id = number

    # What is left of it

    def rows(self) -> dict[str, list[Row]]:
        """Return the rows of every table, parents first."""
        entries = self._entry_rows()
        tagged = ((task.id, tag) for task in self.tasks for tag in task.tags)
        tags: list[Row] = [
            {"id": number, "task_id": task_id, "tag": tag} for number, (task_id, tag) in enumerate(tagged, start=1)
        ]
        return {
            "client": self.clients,
            "project": self.projects,
            "template": [self._template_row(template) for template in self.templates],
            "template_tag": [{"template_id": t.id, "tag": tag} for t in self.templates for tag in t.tags],
            "task": [_task_row(task, self.days) for task in self.tasks],
            "task_tag": tags,
            "task_move": self._move_rows(),
            "time_entry": entries,
            "day": self._day_rows(),
            "away": [
                {"first_day": first.isoformat(), "last_day": last.isoformat(), "label": "vacation"}
                for first, last in self.away
            ],
            "op": self._op_rows(entries, tags, limit=len(self.tasks)),
        }

    def _template_row(self, template: Template) -> Row:
        return {
            "id": template.id,
            "title": template.title,
            "notes": "",
            "schedule": template.rule.schedule,
            "starts_on": template.starts_on.isoformat(),
            "ends_on": None,
            "estimate_s": template.estimate_s,
            "project_id": template.project_id,
            "rank": template.id * RANK_STEP,
            "missed": template.rule.missed,
            "on_away": template.on_away,
            "paused_until": None,
            "archived_at": self.seeded_at[0] if template.archived else None,
        }

    def _move_rows(self) -> list[Row]:
        moves: list[Row] = []
        for task in self.tasks:
            for before, after in pairwise(task.path):
                carried = task.moved_by == "carried"
                moves.append(
                    {
                        "task_id": task.id,
                        "from_day": self.days[before].isoformat(),
                        "to_day": self.days[after].isoformat(),
                        "at": self.seeded_at[after] if carried else instant(self.days[before], WORK_ENDS),
                        "by": task.moved_by,
                    }
                )
        return sorted(moves, key=lambda move: move["at"])

    def _day_rows(self) -> list[Row]:
        last = len(self.days) - 1
        return [
            {
                "date": day.isoformat(),
                "seeded_at": self.seeded_at[index],
                "next_number": self.next_number[index],
                "closed_at": instant(day, WORK_ENDS + 600) if index != last and index % 4 else None,
                "note": "Slow start, good afternoon." if index != last and index % 9 == 0 else "",
                "capacity_s": 4 * 3600 if index != last and index % 25 == 0 else None,
            }
            for index, day in enumerate(self.days)
        ]

    def _entry_rows(self) -> list[Row]:
        return [
            {
                "id": number,
                "task_id": task.id,
                "started_at": start,
                "ended_at": end,
                "zone": ZONE,
                "day": day,
                "day_start_s": 0,
                "note": "on the phone" if number % 12 == 0 else "",
                "billable": number % 2 if number % 40 == 0 else None,
                "state": "unresolved" if number % 1000 == 500 else "kept",
            }
            for number, (task, start, end, day) in enumerate(self.entries, start=1)
        ]

    def _op_rows(self, entries: list[Row], tags: list[Row], limit: int) -> list[Row]:
        """Return the newest steps of the journal; undoing them in turn finds what they left."""
        steps: list[tuple[int, int, str, list[Row]]] = []  # at, order within a second, label, ops
        titles = {task.id: task.title for task in self.tasks}
        following = {entry["started_at"]: entry for entry in entries}
        preceded = {entry["ended_at"] for entry in entries}
        for entry in entries:
            started = _op("time_entry", entry["id"], None, entry | {"ended_at": None})
            stopped = _op("time_entry", entry["id"], {"ended_at": None}, {"ended_at": entry["ended_at"]})
            title = titles[entry["task_id"]]
            if entry["started_at"] not in preceded:
                steps.append((entry["started_at"], 2, f"Start “{title}”", [started]))
            after = following.get(entry["ended_at"])
            if after is None:
                steps.append((entry["ended_at"], 0, f"Stop “{title}”", [stopped]))
            else:  # T1: starting one stops the other at the same instant, in one step
                begun = _op("time_entry", after["id"], None, after | {"ended_at": None})
                steps.append((entry["ended_at"], 2, f"Start “{titles[after['task_id']]}”", [stopped, begun]))
        open_ = {"status": "open", "done_at": None}
        tags_of: dict[int, list[Row]] = {}
        for tag in tags:
            tags_of.setdefault(tag["task_id"], []).append(_op("task_tag", tag["id"], None, tag))
        for task in self.tasks:
            if task.done_at is not None:
                ticked = _op("task", task.id, open_, {"status": "done", "done_at": task.done_at})
                steps.append((task.done_at, 1, f"Done “{task.title}”", [ticked]))
            elif task.reason == "added" and task.status != "open":
                ended = _op("task", task.id, {"status": "open"}, {"status": task.status})
                steps.append((instant(self.days[task.path[-1]], WORK_ENDS), 1, f"Drop “{task.title}”", [ended]))
            if task.reason == "added":
                added = _op("task", task.id, None, _task_row(task, self.days) | open_)
                ops = [added, *tags_of.get(task.id, ())]
                steps.append((task.created_at, 0, f"Add “{task.title}”", ops))
        steps.sort(key=lambda step: step[:2])
        kept: list[tuple[int, int, str, list[Row]]] = []
        count = 0
        while steps and count < limit:
            kept.append(steps.pop())
            count += len(kept[-1][3])
        return [
            {"step": number, "at": at, "label": label, **op, "undone_at": None}
            for number, (at, _, label, ops) in enumerate(reversed(kept), start=1)
            for op in ops
        ]


def _opened_days(last_day: date, count: int) -> tuple[list[tuple[date, date]], list[date]]:
    """Return the vacations (two weeks in August, one at New Year) and the days worked, the earliest first."""
    opened = [last_day]
    day = last_day
    while len(opened) < count:
        day -= timedelta(days=1)
        if day.weekday() < 5 and not _on_vacation(day):
            opened.append(day)
    opened.reverse()
    away: list[tuple[date, date]] = []
    for day in _from(opened[0], last_day - timedelta(days=1)):
        if _on_vacation(day):
            if away and away[-1][1] == day - timedelta(days=1):
                away[-1] = (away[-1][0], day)
            else:
                away.append((day, day))
    return away, opened


def _on_vacation(day: date) -> bool:
    in_august = day.month == 8 and 5 <= day.day <= 18
    return in_august or (day.month, day.day) in ((12, 24), (12, 25), (12, 26), (1, 1))


def _from(first: date, last: date | None = None) -> Iterable[date]:
    day = first
    while last is None or day <= last:
        yield day
        day += timedelta(days=1)


def _task_row(task: Task, days: list[date]) -> Row:
    return {
        "id": task.id,
        "day": task.day,
        "number": task.number,
        "title": task.title,
        "notes": task.notes,
        "status": task.status,
        "reason": task.reason,
        "rank": task.rank,
        "estimate_s": task.estimate_s,
        "template_id": None if task.template is None else task.template.id,
        "occurrence": task.occurrence,
        "project_id": task.project_id,
        "first_day": days[task.path[0]].isoformat() if task.path else task.day,
        "edited": int(task.id % 97 == 0 and task.status == "done"),
        "done_at": task.done_at,
        "created_at": task.created_at,
    }


def _op(table: str, row_id: int, before: Row | None, after: Row | None) -> Row:
    return {
        "table_name": table,
        "row_id": row_id,
        "before": None if before is None else json.dumps(before, ensure_ascii=False, separators=(",", ":")),
        "after": None if after is None else json.dumps(after, ensure_ascii=False, separators=(",", ":")),
    }


def main(arguments: list[str] | None = None) -> int:
    """Make one file as the command line says."""
    parser = argparse.ArgumentParser(description="Make a data file as ten years of dayplan leave it behind.")
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--today", type=date.fromisoformat, metavar="YYYY-MM-DD", help="the last day")
    parser.add_argument("--days", type=int, default=2500)
    parser.add_argument("--tasks", type=int, default=20_000)
    parser.add_argument("--entries", type=int, default=30_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    last_day = given.today or datetime.now(ZoneInfo(ZONE)).date()
    try:
        generate(
            given.file,
            last_day=last_day,
            days=given.days,
            tasks=given.tasks,
            entries=given.entries,
            seed=given.seed,
        )
    except FileExistsError:
        print(f"{given.file} exists already: name a file that does not.", file=sys.stderr)
        return 1
    except ValueError as error:
        print(f"{error}.", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
