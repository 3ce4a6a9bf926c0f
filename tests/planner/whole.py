"""A person's whole year with one data file: the planner and the command line mixed, kills, journeys and odd clocks."""

from __future__ import annotations

import io
import os
import random
import shlex
import signal
import subprocess
import sys
import time
from contextlib import redirect_stderr, redirect_stdout
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from evidence import check
from lives import all_rows, any_act, check_time, perform, redo_steps, snapshot
from support import Book

from dayplan.cli.main import run
from dayplan.domain.days import logical_day
from dayplan.domain.model import Now
from dayplan.errors import DayplanError, NotFound, Refused
from dayplan.storage.reader import open_reader

ZONES = ("Europe/Berlin", "Europe/Berlin", "America/New_York", "Pacific/Auckland", "Africa/Cairo", "America/Santiago")
RANK, TEMPLATE = 7, 9
"""Where these stand among a task's columns."""
LINES = (
    *("today", "status", "log", "report this month --by client", "report last week --by task", "week", "missed"),
    *(
        "inbox",
        "history",
        "why 1",
        "today --json",
        "log --json",
        "template list --all",
        "client list",
        "seed --dry-run",
    ),
    *("add One more @acme/site +tag est:15m", "add Later on:fri", "add Then @zoë on:tomorrow", "inbox add An idea"),
    *("inbox plan i1", "done {n}", "done {n} {m}", "start {n}", "start {n} --at -20m", "start {n} --from-last", "stop"),
    *(
        "stop --at -5m",
        "resume",
        "skip {n}",
        "drop {n}",
        "reopen {n}",
        "delete {n}",
        "move {n} tomorrow",
        "move {n} inbox",
    ),
    *(
        "edit {n} --title 'Said otherwise' --est 1h",
        "edit {n} --for acme/shop --tags a,b",
        "capacity 4h",
        "capacity usual",
    ),
    *(
        "log add {n} -50m--20m",
        "log add {n} -90m--20m --adjust",
        "log edit {e} --end -10m --adjust",
        "log split {e} 10m",
    ),
    *("log edit {e} --note Talked", "log edit {e} --task {n}", "log cut -30m--10m", "log delete {e}", "log resolve"),
    *("log resolve {e} keep", "log resolve {e} drop", "log resolve {e} later", "log resolve {e} give {n}"),
    *("close --note 'A day'", "close yesterday", "close --reopen", "undo", "undo", "redo", "redo"),
    *("template add 'Tea {k}' --every daily --est 10m", "template add 'Plants {k}' --every '3 days after done'"),
    *("template add 'News {k}' --every 'every 2 weeks on tuesday' --missed keep_one", "template early {t}"),
    *("template add 'Rent {k}' --every 'every month on the 31st' --away after", "template edit {t} --est 25m"),
    *("template add 'Tickets {k}' --every 'every workday' --missed accumulate", "template pause {t} {later}"),
    *(
        "template edit {t} --every 'every tuesday and friday'",
        "template edit {t} --title 'Other {k}'",
        "template order",
    ),
    *("template resume {t}", "template archive {t}", "template archive {t}", "template restore {t}"),
    *("client add 'Client {k}'", "client rename acme Acme", "client rate acme 80 EUR", "client merge zoë acme"),
    *(
        "project add acme/p{k}",
        "project merge acme/shop acme/site",
        "project billable acme/site no",
        "client archive acme",
    ),
    *("client restore acme", "away add {later}", "away add {later} {later2} Off", "away add today", "away remove {a}"),
    *(
        "config set day_start 04:00",
        "config set day_start 00:00",
        "config set workdays mon-sat",
        "config set workdays mon-fri",
    ),
)
BY_PERSONS = ("client", "project", "template", "template_tag", "time_entry", "setting", "away", "day")
"""Tables in which nothing stands that seeding has made (U1)."""
KILLED = ("add Perhaps", "start 1", "stop", "done 2", "undo", "today", "seed", "log add 1 -50m--20m --adjust", "backup")


def differ(found: dict[str, list[tuple[object, ...]]], expected: dict[str, list[tuple[object, ...]]]) -> None:
    """Check that these rows are the same, and say which are not."""
    for table, there in expected.items():
        more = [row for row in found[table] if row not in there]
        less = [row for row in there if row not in found[table]]
        assert not more, f"{table} holds {more}, not {less}"
        assert not less, f"{table} lacks {less}"


def by_hand(found: dict[str, list[tuple[object, ...]]]) -> dict[str, list[tuple[object, ...]]]:
    """Leave out what seeding makes, and carrying over changes: what is open again for a moment is settled (U1)."""
    one_offs = [row for row in found["task"] if row[TEMPLATE] is None]
    tasks = [(*row[:1], *row[3:RANK], *row[RANK + 1 :]) for row in one_offs]
    return {table: found[table] for table in BY_PERSONS} | {"task": tasks}


def as_it_was(found: dict[str, list[tuple[object, ...]]], there: dict[str, list[tuple[object, ...]]]) -> None:
    """Check that these rows are the same; where something was carried in between, those that are by hand.

    Carrying is no step (U1), and comes about on the way, as where a step makes a working day of today for a moment.
    """
    carried = any(row[-1] == "carried" and row not in there["task_move"] for row in found["task_move"])
    kept = by_hand if carried else dict
    differ(kept(found), kept(there))


class Whole:
    """One life. Everything in it follows from the seed, but for the moment at which a process is killed."""

    def __init__(self, path: Path, seed: int) -> None:
        self.chance = random.Random(seed)
        self.path = str(path)
        self.zone = ZONES[0]
        self.epoch = int(datetime(2026, 1, 5, 9, 0, tzinfo=ZoneInfo(self.zone)).timestamp())
        self.latest = self.epoch
        """The latest moment that any clock has shown: before it, a timer may run that is still to begin."""
        self.booted = self.epoch - 3600
        self.slept = 0
        self.books = [Book(path), Book(path)]
        self.settle()
        self.first = snapshot(self.path)
        self.copies: dict[str, dict[str, list[tuple[object, ...]]]] = {}
        self.counts = dict.fromkeys(("steps", "refused", "killed", "restored", "days undone", "checks"), 0)

    @property
    def now(self) -> Now:
        offset = datetime.fromtimestamp(self.epoch, ZoneInfo(self.zone)).utcoffset()
        assert offset is not None
        up = max(self.epoch - self.booted, 0)
        return Now(self.epoch, int(offset.total_seconds()), self.zone, up, max(up - self.slept, 0))

    @property
    def today(self) -> date:
        reader = open_reader(self.path)
        assert reader is not None
        settings = reader.settings()
        reader.close()
        return logical_day(self.now, settings.day_start_s)

    def live(self, days: int, acts: int) -> None:
        """Live for so many days of a person's calendar, with about so many acts on each day on which they work."""
        end = self.epoch + days * 86_400
        while self.epoch < end:
            self.morning()
            undone = self.chance.random() < 0.25
            began = snapshot(self.path)
            step = self.lowest = self.last_step()
            day = self.today
            for _ in range(self.chance.randrange(2 * acts)):
                self.passes(self.chance.randrange(1, 25))
                self.act()
                undone = undone and self.today == day  # what is open is carried when the day turns
            if undone:
                self.take_back_the_day(began, step)
            self.look()
            self.odd()

    def settle(self) -> None:
        for book in self.books:
            doubt = book.planner.settle(self.now).doubt
            if doubt is not None and doubt.ahead:  # D5: a copy of long ago was put back, and somebody is asked
                book.planner.catch_up(self.now)

    def morning(self) -> None:
        """The next day on which the planner is opened, perhaps elsewhere, perhaps long after."""
        days = self.chance.choices([1, 2, 3, self.chance.randint(5, 16)], [70, 15, 10, 5])[0]
        if self.chance.random() < 0.08:
            self.zone = self.chance.choice(ZONES)
        there = datetime.fromtimestamp(max(self.epoch, self.latest), ZoneInfo(self.zone)) + timedelta(days=days)
        hour = self.chance.choice((7, 8, 9, 9, 9, 10, 14, 22))
        self.epoch = max(int(there.replace(hour=hour, minute=self.chance.randrange(60)).timestamp()), self.latest + 60)
        if self.chance.random() < 0.5:
            self.booted, self.slept = self.epoch - 300, 0
        else:
            self.slept = self.epoch - self.booted - 600
        self.passes(0)
        self.settle()

    def passes(self, minutes: int) -> None:
        self.epoch += minutes * 60 + self.chance.randrange(60)
        self.latest = max(self.latest, self.epoch)

    def odd(self) -> None:
        """What happens to machines: the clock is set back, it sleeps, a copy is made or put back."""
        what = self.chance.random()
        if what < 0.1:
            self.epoch -= self.chance.randrange(60, 3 * 3600)
            self.booted -= 3 * 3600
            print("the clock is set back to", self.said())
        elif what < 0.3:
            away = self.chance.randrange(120, 4 * 3600)
            self.epoch += away
            self.slept += away
            self.passes(0)
            print("asleep until", self.said())
        elif what < 0.45:
            copy = self.books[0].planner.backups.make(self.now, f"{self.path}-{len(self.copies)}.copy")
            self.copies[copy.path] = all_rows(copy.path)
        elif what < 0.5 and self.copies:
            copy_path = self.chance.choice(sorted(self.copies)[-3:])
            self.books[1].planner.backups.restore(copy_path, self.now)
            print("restored", copy_path)
            assert all_rows(self.path) == self.copies[copy_path]
            self.counts["restored"] += 1
        elif what < 0.75:
            self.killed()

    def act(self) -> None:
        """One change, or one look, refused where it makes no sense."""
        self.counts["steps"] += 1
        before = all_rows(self.path) if self.chance.random() < 0.05 else None
        refused = False
        if self.chance.random() < 0.6:
            act = any_act(self.chance, self.chance.randrange(2))
            print(self.said(), act)
            try:
                perform(self.books[act.side].planner, self.path, act, self.now)
            except DayplanError as error:
                print("  ", error)
                refused = True
        else:
            refused = self.typed(self.filled(self.chance.choice(LINES)))
        self.counts["refused"] += refused
        self.lowest = min(self.lowest, self.last_step())
        if refused and before is not None:
            self.same(before)

    def same(self, before: dict[str, list[tuple[object, ...]]]) -> None:
        assert all_rows(self.path) == before, "what is refused changes nothing"

    def filled(self, line: str) -> str:
        """Fill in which task, entry, template or day is meant."""
        words = {
            "n": self.chance.randrange(1, 9),
            "m": self.chance.randrange(1, 9),
            "k": self.chance.randrange(40),
            "t": self.chance.randrange(1, 12),
            "a": self.chance.randrange(1, 20),
            "e": max(self.entries() - self.chance.randrange(5), 1),
        }
        later = self.today + timedelta(days=self.chance.randint(-3, 15))
        days = {"later": later, "later2": later + timedelta(days=self.chance.randrange(9))}
        return line.format(**words, **days)

    def entries(self) -> int:
        return int(self.books[0].sql("SELECT COALESCE(MAX(id), 1) FROM time_entry")[0][0])

    def typed(self, line: str) -> bool:
        """Type a command line; return whether it was refused."""
        print(self.said(), line)
        os.environ.update(self.environment())
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = run(shlex.split(line))
        assert "went wrong inside" not in err.getvalue(), err.getvalue()
        assert code in (0, 1, 2), (code, err.getvalue())
        if code:
            print("  ", err.getvalue().strip())
        return code != 0

    def killed(self) -> None:
        """Another process, killed at some moment of its life; what it has acknowledged is there."""
        line = self.chance.choice(KILLED)
        print(self.said(), "killed:", line)
        command = [sys.executable, "-m", "dayplan", *shlex.split(line)]
        environment = os.environ | self.environment() | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        before = len(self.books[0].sql("SELECT DISTINCT step FROM op WHERE undone_at IS NULL"))
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, **quiet)
        time.sleep(self.chance.uniform(0.2, 0.9))
        process.kill()
        code = process.wait()
        assert code in (0, 1, 2, -signal.SIGKILL)
        after = len(self.books[0].sql("SELECT DISTINCT step FROM op WHERE undone_at IS NULL"))
        if line == "add Perhaps" and code == 0:
            assert after == before + 1
        self.counts["killed"] += code == -signal.SIGKILL
        check(Path(self.path), alone=False)

    def environment(self) -> dict[str, str]:
        now = self.now
        wall = datetime.fromtimestamp(self.epoch, ZoneInfo(self.zone)).isoformat()
        return {
            "DAYPLAN_DB": self.path,
            "DAYPLAN_NOW": wall,
            "DAYPLAN_UPTIME": f"{now.up_s}/{now.awake_s}",
            "TZ": self.zone,
        }

    def said(self) -> str:
        return datetime.fromtimestamp(self.epoch, ZoneInfo(self.zone)).isoformat(" ")

    def last_step(self) -> int:
        return int(self.books[0].sql("SELECT COALESCE(MAX(step), 0) FROM op WHERE undone_at IS NULL")[0][0])

    def take_back_the_day(self, began: dict[str, list[tuple[object, ...]]], step: int) -> None:
        """U1: the steps of a day taken back give what the day began with; done again, what it ended with."""
        if self.lowest < step:
            return  # steps of another day were taken back: what stood there is another beginning
        ended, steps, day = snapshot(self.path), 0, self.today
        while self.last_step() > step:
            self.books[steps % 2].planner.history.undo(self.now)
            steps += 1
            if self.today != day:
                return  # when the day begins was taken back, in the hours between: it turned, and all was carried
        as_it_was(snapshot(self.path), began)
        redo_steps([book.planner for book in self.books], self.now, steps)
        as_it_was(snapshot(self.path), ended)
        self.counts["days undone"] += steps > 0

    def look(self) -> None:
        """All that must hold at any time."""
        self.counts["checks"] += 1
        check(Path(self.path), alone=False)
        twice = "SELECT 1 FROM task WHERE template_id IS NOT NULL GROUP BY template_id, occurrence HAVING COUNT(*) > 1"
        assert self.books[0].sql(twice) == [], "S1"
        if self.epoch >= self.latest:
            check_time(self.path, self.now, since=date(2026, 1, 1))

    def end(self) -> int:
        """U1, U2: take back all steps, or all down to one in whose way something stands; then do them again.

        Returns how many they were.
        """
        planners = [book.planner for book in self.books]
        self.settle()
        ended, steps = snapshot(self.path), 0
        try:
            while True:
                before = all_rows(self.path) if steps % 20 == 0 else None
                planners[steps % 2].history.undo(self.now)
                steps += 1
        except NotFound:
            found = snapshot(self.path)
            for table in BY_PERSONS:
                assert found[table] == self.first[table], table
        except Refused as error:
            print(error)
            assert before is None or all_rows(self.path) == before
        check(Path(self.path), alone=False)
        try:
            redo_steps(planners, self.now, steps)
        except Refused as error:  # what a past step had ended was open again meanwhile, and settled (S3)
            print(error)
        else:
            differ(by_hand(snapshot(self.path)), by_hand(ended))
        check(Path(self.path), alone=False)
        return steps

    def close(self) -> None:
        for book in self.books:
            book.planner.close()
