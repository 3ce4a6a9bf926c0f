"""A simulated year with twenty templates of all kinds, from two planners at once: S1, S3, S4, S7, S8, S11, D3.

Whatever happens, no occurrence is there twice, none is lost, and `why` explains each row truly. A failure prints the
seed of its life.
"""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from support import Book

from dayplan.domain.after import after_completion
from dayplan.domain.days import is_workday, logical_day, parse_day_start
from dayplan.domain.entry import Ref
from dayplan.domain.model import AwayDays, Now, Template
from dayplan.domain.policies import ACCUMULATED_MOST
from dayplan.domain.schedule import occurrences
from dayplan.errors import DayplanError
from dayplan.planner.day import TaskEdit
from dayplan.planner.templates import TemplateEdit
from dayplan.storage import ledger
from dayplan.storage.reader import Reader, open_reader
from dayplan.text.why import why_task

ZONES = ("Europe/Berlin", "America/New_York", "Pacific/Auckland")
WORKDAYS = ((0, 1, 2, 3, 4), (0, 1, 2, 3, 4, 5), (1, 2, 3, 4, 5))
DAY = timedelta(days=1)
TEMPLATES = [
    ("Answer email", "FREQ=WEEKLY;BYDAY=WORKDAY", None, "skip"),
    ("Project work", "FREQ=WEEKLY;BYDAY=WORKDAY", "replace", "ignore"),
    ("Journal", "FREQ=DAILY", None, "ignore"),
    ("Stretch", "FREQ=DAILY;INTERVAL=2", None, "skip"),
    ("Plan the week", "FREQ=WEEKLY;BYDAY=MO", None, "after"),
    ("Review the week", "FREQ=WEEKLY;BYDAY=FR", "keep_one", "before"),
    ("Call Ana", "FREQ=WEEKLY;BYDAY=TU,TH", "replace", "after"),
    ("Tidy up", "FREQ=WEEKLY;BYDAY=SA", "keep_one", "skip"),
    ("Newsletter", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", None, "before"),
    ("Tickets", "FREQ=WEEKLY;BYDAY=WORKDAY", "accumulate", "skip"),
    ("Lessons", "FREQ=WEEKLY;BYDAY=MO,WE", "accumulate", "after"),
    ("Exercises", "FREQ=WEEKLY;BYDAY=WE,SU", "accumulate", "before"),
    ("Send invoices", "FREQ=MONTHLY;BYDAY=WORKDAY;BYSETPOS=-1", None, "before"),
    ("Rent", "FREQ=MONTHLY;BYMONTHDAY=-1", None, "after"),
    ("Do the books", "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1", "replace", "skip"),
    ("Taxes", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=10", None, "ignore"),
    ("Water the plants", "AFTER=3", None, "after"),
    ("Back up", "AFTER=1", None, "skip"),
    ("Order paper", "AFTER=14", None, "before"),
    ("Course", "FREQ=WEEKLY;BYDAY=TH;COUNT=20", None, "skip"),
]


MADE_UP_FOR = ("Plan the week", "Course", "Do the books")
"""Of those that are replaced the ones with a schedule of a week or longer: they come late (S3, issue 13.15)."""


class Life:
    """A person with these templates, and what is known of their days."""

    def __init__(self, path: Path, seed: int, first: date) -> None:
        self.random = Random(seed)
        self.book, self.other = Book(path), Book(path)
        self.zone = ZONES[0]
        self.day = first
        self.now = self.moment(9)
        self.opened: dict[date, int] = {}
        """Days that were opened, and when."""
        self.worked: set[date] = set()
        """Those of them that were working days then, whatever is said of them later."""
        self.away: set[AwayDays] = set()
        """All away days that there ever were: what was left out on them stays so when they are taken back (S1)."""
        self.workdays = {WORKDAYS[0]}
        """All that the workdays ever were."""
        self.checked: dict[int, date] = {}
        """For each template the day up to which its occurrences are known to be there."""
        planner = self.book.planner
        planner.templates.use_pack("blank", self.now, instead=True)
        planner.settings.set("day_start", "03:00", self.now)
        self.ids = []
        for title, schedule, missed, on_away in TEMPLATES:
            ends_on = first + timedelta(days=200) if title == "Lessons" else None
            edit = TemplateEdit(title=title, schedule=schedule, missed=missed, on_away=on_away, ends_on=ends_on)
            self.ids.append(planner.templates.add(edit._replace(tags=("work",), estimate_s=1800), self.now).id)

    def moment(self, hour: int, minute: int = 0) -> Now:
        """The wall clock of the zone we are in, on the calendar's `day`."""
        wall = datetime(self.day.year, self.day.month, self.day.day, hour, minute, tzinfo=ZoneInfo(self.zone))
        offset = datetime.fromtimestamp(wall.timestamp(), ZoneInfo(self.zone)).utcoffset()
        assert offset is not None
        return Now(int(wall.timestamp()), int(offset.total_seconds()), self.zone)

    @property
    def today(self) -> date:
        return logical_day(self.now, parse_day_start("03:00"))

    def session(self, *, process: bool) -> None:
        """Some time later, perhaps elsewhere: open the planner twice at once, and work."""
        before = self.now.epoch
        gap = self.random.choices([0, 1, 2, 3, self.random.randint(8, 16)], [15, 60, 12, 8, 2])[0]
        self.day += gap * DAY
        if self.random.random() < 0.06:
            self.zone = self.random.choice(ZONES)
        self.now = self.moment(self.random.randrange(24), self.random.randrange(60))
        while self.now.epoch <= before:
            self.day += DAY
            self.now = self.moment(self.random.randrange(24))
        self.open_twice(process=process)
        self.check()
        for _ in range(self.random.randrange(7)):
            self.now = self.now._replace(epoch=self.now.epoch + 60)
            with suppress(DayplanError):  # refused: then nothing was changed
                self.happens(self.random.choice((self.book, self.other)))
            self.note_worked()
        self.check()

    def open_twice(self, *, process: bool) -> None:
        if process:
            wall = datetime.fromtimestamp(self.now.epoch, ZoneInfo(self.zone)).isoformat()
            environment = os.environ | {"DAYPLAN_DB": self.book.path, "DAYPLAN_NOW": wall, "TZ": self.zone}
            command = [sys.executable, "-m", "dayplan", "seed"]
            third = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        with ThreadPoolExecutor(2) as pool:
            receipts = list(pool.map(lambda book: book.planner.settle(self.now), (self.book, self.other)))
        if process:
            _, said = third.communicate(timeout=60)
            assert third.returncode == 0, said
        assert any(receipt.empty for receipt in receipts), "one of two seeds the day, or none"
        self.opened.setdefault(self.today, self.now.epoch)
        self.note_worked()
        away = self.read(ledger.away_days)
        assert self.today in self.worked or not self.works(self.today, away), "settled as what it is"

    def note_worked(self) -> None:
        """Remember today as a working day if it was settled as one; undoing what made it one makes it none."""
        self.away.update(self.read(ledger.away_days))
        self.workdays.add(self.read(Reader.settings).workdays)
        self.worked.discard(self.today)
        if self.book.sql("SELECT worked FROM day WHERE date = :day", day=self.today.isoformat()) == [(1,)]:
            self.worked.add(self.today)

    def works(self, day: date, away: tuple[AwayDays, ...]) -> bool:
        workdays = self.read(Reader.settings).workdays
        return is_workday(day, workdays) and not any(each.first <= day <= each.last for each in away)

    def happens(self, book: Book) -> None:
        random, now, today = self.random, self.now, self.today
        some = random.choice
        day, templates, away = book.planner.day, book.planner.templates, book.planner.away
        tasks = [task for task in book.day(now).tasks if task.template_id]
        still_open = [task for task in tasks if task.status == "open"] or tasks
        ended = [task for task in tasks if task.status not in ("open", "missed")] or tasks
        nothing = Ref("id", 0)
        ref = Ref("id", random.choice(still_open).id) if still_open else nothing
        back = Ref("id", random.choice(ended).id) if ended else nothing
        template = Ref("id", random.choice(self.ids))
        ahead = book.day(now, (today + random.randint(1, 9) * DAY).isoformat()).tasks
        chosen = random.choice(ahead) if ahead else None
        later = ref
        if chosen is not None and chosen.id == 0:
            later = Ref("projected", chosen.template_id or 0, f"{chosen.occurrence} {chosen.day}")
        first = today + random.randint(-6, 20) * DAY
        span = AwayDays(0, first, first + random.randint(0, 9) * DAY, "off")
        known = [days for days in self.read(ledger.away_days) if days.last >= today - 3 * DAY]
        week = some(("mon-fri", "mon-sat", "tue-sat"))
        what: dict[str, tuple[int, Any]] = {
            "done": (30, lambda: day.done([ref], now, now.epoch - some((0, 0, 0, 3600, 30 * 3600)))),
            "skip": (6, lambda: day.skip([ref], now)),
            "drop": (3, lambda: day.drop([ref], now)),
            "reopen": (5, lambda: day.reopen([back], now)),
            "start": (6, lambda: book.planner.time.start(ref, now)),
            "stop": (5, lambda: book.planner.time.stop(now)),
            "title": (3, lambda: day.edit(ref, TaskEdit(title=f"Other {now.epoch}"), now)),
            "adopt": (1, lambda: templates.adopt(ref, now)),
            "move": (4, lambda: day.move([ref], today + random.randint(0, 9) * DAY, now)),
            "inbox": (1, lambda: day.move([ref], None, now)),
            "bring in": (1, lambda: day.bring_in(now)),
            "plan a day off": (1, lambda: day.plan_anyway(now)),
            "note ahead": (3, lambda: day.edit(later, TaskEdit(notes="ahead"), now)),
            "done ahead": (2, lambda: day.done([later], now)),
            "early": (4, lambda: templates.early(template, now)),
            "edit": (2, lambda: templates.edit(template, TemplateEdit(estimate_s=random.randint(1, 90) * 60), now)),
            "pause": (1, lambda: templates.pause(template, some((None, today + random.randint(1, 20) * DAY)), now)),
            "resume": (3, lambda: templates.resume(template, now)),
            "archive": (0.5, lambda: templates.archive(template, now)),
            "restore": (3, lambda: templates.restore(template, now)),
            "order": (1, lambda: templates.take_order(now)),
            "away": (1, lambda: away.add([span], now)),
            "back": (1, lambda: away.remove(some(known).id if known else 0, now)),
            "workdays": (0.5, lambda: book.planner.settings.set("workdays", week, now)),
            "undo": (0, None),
        }
        name = random.choices(list(what), [weight for weight, _ in what.values()])[0]
        print(f"{today} {now.zone} {name} {ref.number} {template.number} {later.words}")
        what[name][1]()
        if random.random() < 0.1:
            book.planner.history.undo(now)
            if random.random() < 0.5:
                book.planner.history.redo(now)

    def read(self, question: Any) -> Any:
        reader = open_reader(self.book.path)
        assert reader is not None
        with reader:
            answer = question(reader)
        reader.close()
        return answer

    def check(self) -> None:
        """S1, S3: nothing is there twice, nothing is missing that does not wait, and one task is open at the most."""
        sql = self.book.sql
        assert not sql(
            "SELECT 1 FROM task WHERE template_id IS NOT NULL GROUP BY template_id, occurrence HAVING COUNT(*) > 1"
        )
        counts = sql(
            """SELECT t.template_id, COUNT(*),
                 SUM(EXISTS (SELECT 1 FROM time_entry e WHERE e.task_id = t.id AND e.ended_at IS NULL)),
                 SUM(t.reason = 'planned' OR EXISTS (SELECT 1 FROM task_move m
                   WHERE m.task_id = t.id AND m.to_day = t.day AND m."by" = 'hand'))
               FROM task t WHERE t.status = 'open' AND t.template_id IS NOT NULL AND t.day <= :today
               GROUP BY t.template_id""",
            today=self.today.isoformat(),
        )
        templates = {each.id: each for each in self.read(ledger.templates)}
        for template_id, number, running, brought in counts:
            template = templates[template_id]
            most = 1 + running
            if template.missed == "accumulate":
                most = ACCUMULATED_MOST + 5  # those that were reopened come on top
            elif template.missed == "replace":
                most += (
                    brought  # by hand to this day, or made ahead for it, where another was kept by its running timer
                )
            assert number <= most or template.archived, template  # then its tasks are as one-offs
        away = self.read(ledger.away_days)
        for template in templates.values():
            self.check_none_lost(template, away)

    def check_none_lost(self, template: Template, away: tuple[AwayDays, ...]) -> None:
        if after_completion(template.schedule) is not None:
            return
        last = min(self.today, template.ends_on or self.today)
        begin = self.checked.get(template.id, template.starts_on - DAY) + DAY
        if begin > last:
            return
        there = {
            date.fromisoformat(day)
            for (day,) in self.book.sql("SELECT occurrence FROM task WHERE template_id = :id", id=template.id)
        }
        resting = template.paused_until or date.min
        waiting = None
        every = [occurrences(template.schedule, template.starts_on, begin, last, days) for days in self.workdays]
        for due in sorted(set(every[0]).intersection(*every)):  # whatever the workdays were when its day was settled
            if due in there or due < resting or template.archived:
                continue
            assert self.waits(template, due, away), f"{template.title} of {due} is lost on {self.today}"
            waiting = waiting or due
        self.checked[template.id] = last if waiting is None else waiting - DAY

    def waits(self, template: Template, due: date, away: tuple[AwayDays, ...]) -> bool:
        """Whether no day was opened yet on which it would have been settled by its policy."""

        planned = due
        moves = template.on_away in ("before", "after")
        if moves and any(each.first <= due <= each.last for each in away):
            while not self.works(planned, away):
                planned += DAY
        late = template.missed != "replace" or template.title in MADE_UP_FOR
        settled = self.worked if late or moves else self.opened
        return not any(planned <= day <= self.today for day in settled)

    def explain(self) -> None:
        """S11: every row has its reasons, and they are true."""
        rows = self.book.sql(
            """SELECT t.id, t.template_id, t.occurrence, t.status, t.reason, t.day, t.first_day, t.created_at, p.on_away
               FROM task t JOIN template p ON p.id = t.template_id ORDER BY t.id"""
        )
        reasons = self.read(lambda reader: {row[0]: self.why(reader, row[0]) for row in rows})
        by_template: dict[int, set[int]] = {}
        for task_id, template_id, *_ in rows:
            by_template.setdefault(template_id, set()).add(task_id)
        for task_id, template_id, occurrence, status, reason, day, first_day, created_at, on_away in rows:
            about = f"{task_id}: {status} {reason} of {occurrence}, {reasons[task_id]}"
            assert reasons[task_id], about
            assert all(reasons[task_id]), about
            due = date.fromisoformat(occurrence)
            assert f"{due.day} {due:%B}" in reasons[task_id][0] or reason == "first_start", about
            if reason == "not_opened" and on_away in ("skip", "ignore"):
                assert self.opened.get(due, created_at) >= created_at, about
            elif reason in ("kept_one", "too_many", "stood_for", "replaced"):
                assert len(by_template[template_id]) > 1, about
                assert (status, reason == "stood_for") in {("missed", False), ("skipped", True)}, about
            elif reason == "late":
                assert occurrence < first_day, about
            elif reason == "early":
                assert first_day <= occurrence, about
            elif reason == "away":
                assert any(each.first <= due <= each.last for each in self.away), about
            if status == "missed":
                assert reason in ("replaced", "not_opened", "kept_one", "too_many"), about
            if reason == "stood_for":
                assert day is None, about

    def why(self, reader: Reader, task_id: int) -> list[str]:
        return why_task(reader, task_id, self.now)


def live(path: Path, seed: int, days: int, processes: float = 0.0) -> None:
    first = date(2026, 1, 5)
    print(f"seed {seed}")
    life = Life(path, seed, first)
    while life.day < first + timedelta(days=days):
        life.session(process=life.random.random() < processes)
    life.explain()
    life.book.planner.close()
    life.other.planner.close()


def test_three_weeks_of_recurring_work(path: Path) -> None:
    live(path, seed=4, days=21)


@pytest.mark.long
@pytest.mark.parametrize("seed", [3, 10])
def test_a_year_of_recurring_work(path: Path, seed: int) -> None:
    live(path, seed, days=365, processes=0.06)
