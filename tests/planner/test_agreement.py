"""What `seed --dry-run --day` and `why` foretell is what is then done, over random lives: S1, S2, S3, S4, S8, S11."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import THOROUGH, ZONE, Book

from dayplan.domain.days import logical_day, parse_day_start
from dayplan.domain.entry import Ref
from dayplan.domain.model import MISSED, ON_AWAY, AwayDays, Now, Receipt
from dayplan.domain.policies import ACCUMULATED_MOST
from dayplan.domain.wording import long_day
from dayplan.errors import DayplanError
from dayplan.planner.day import TaskEdit
from dayplan.planner.templates import TemplateEdit
from dayplan.storage.ledger import dry_run
from dayplan.storage.reader import Reader, open_reader
from dayplan.text.why import why_template

FIRST = date(2026, 11, 23)
SCHEDULES = (
    *("FREQ=DAILY", "FREQ=WEEKLY;BYDAY=WORKDAY", "FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=WEEKLY;BYDAY=SA"),
    *("FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "FREQ=MONTHLY;BYDAY=WORKDAY;BYSETPOS=-1"),
    *("FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=WEEKLY;BYDAY=WORKDAY;COUNT=9", "AFTER=1", "AFTER=3", "AFTER=14"),
    *("AFTER=3WORKDAYS", "AFTER=1MONTHS", "AFTER=7;BYDAY=SA"),
)
FATES = (
    *("left", "left", "done", "skip", "drop", "start", "edit", "ahead", "inbox", "today"),
    *("early", "pause", "resume"),
)


class Opening(NamedTuple):
    """The planner is opened after so many days at that hour; then this happens to its tasks, one after another."""

    ahead: int
    hour: int
    fates: list[str]


def kind_of_work(**fields: Any) -> TemplateEdit:
    """Make a template; an end before its beginning or beside a count would be refused, and is left out."""
    if fields["ends_on"] is not None and (fields["ends_on"] < fields["starts_on"] or "COUNT" in fields["schedule"]):
        fields["ends_on"] = None
    return TemplateEdit(**fields)


KINDS = st.builds(
    kind_of_work,
    schedule=st.sampled_from(SCHEDULES),
    missed=st.sampled_from(MISSED),
    on_away=st.sampled_from(ON_AWAY),
    starts_on=st.integers(-9, 9).map(lambda days: FIRST + timedelta(days=days)),
    ends_on=st.none() | st.integers(5, 40).map(lambda days: FIRST + timedelta(days=days)),
)
AWAY = st.builds(
    lambda first, more: AwayDays(0, FIRST + timedelta(days=first), FIRST + timedelta(days=first + more), ""),
    st.integers(-3, 40),
    st.integers(0, 12),
)
OPENINGS = st.builds(Opening, st.integers(0, 12), st.integers(0, 23), st.lists(st.sampled_from(FATES), max_size=7))


def moment(day: date, hour: int, minute: int = 0) -> Now:
    wall = datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(ZONE))
    offset = wall.utcoffset()
    assert offset is not None
    return Now(int(wall.timestamp()), int(offset.total_seconds()), ZONE)


def asked(book: Book, question: Callable[[Reader], Any]) -> Any:
    reader = open_reader(book.path)
    assert reader is not None
    with reader:
        answer = question(reader)
    reader.close()
    return answer


def foretold(book: Book, now: Now, day: date) -> Receipt:
    return asked(book, lambda reader: dry_run(reader, now, day).receipt())


def opened_first(book: Book, day_start: str, kinds: list[TemplateEdit], away: list[AwayDays]) -> Now:
    """Begin a life: these templates and away days, and the first day."""
    now = moment(FIRST, 9)
    book.planner.templates.use_pack("blank", now, instead=True)
    book.planner.settings.set("day_start", day_start, now)
    for number, kind in enumerate(kinds):
        book.planner.templates.add(kind._replace(title=f"kind {number}"), now)
    book.planner.away.add(away, now)
    return now


def all_happens(book: Book, fates: list[str], now: Now) -> None:
    open_ones = book.sql(
        "SELECT id, template_id FROM task WHERE status = 'open' AND template_id IS NOT NULL ORDER BY id"
    )
    for (task_id, template_id), fate in zip(open_ones, fates, strict=False):
        happens(book, fate, task_id, template_id, now)


def happens(book: Book, fate: str, task_id: int, template_id: int, now: Now) -> None:
    ref, template = Ref("id", task_id), Ref("id", template_id)
    day, templates = book.planner.day, book.planner.templates
    today = logical_day(now, book.day(now).settings.day_start_s)
    what: dict[str, Any] = {
        "left": lambda: None,
        "done": lambda: day.done([ref], now),
        "skip": lambda: day.skip([ref], now),
        "drop": lambda: day.drop([ref], now),
        "start": lambda: book.planner.time.start(ref, now),
        "edit": lambda: day.edit(ref, TaskEdit(title=f"other {task_id}"), now),
        "ahead": lambda: day.move([ref], today + timedelta(days=3), now),
        "inbox": lambda: day.move([ref], None, now),
        "today": lambda: day.move([ref], today, now),
        "early": lambda: (day.done([ref], now), templates.early(template, now)),
        "pause": lambda: templates.pause(template, today + timedelta(days=6), now),
        "resume": lambda: templates.resume(template, now),
    }
    with suppress(DayplanError):
        what[fate]()


def check(book: Book, today: date) -> None:
    """S1 and S3, whatever has happened: what settling leaves open, beside what was brought to today by hand."""
    assert not book.sql(
        "SELECT 1 FROM task WHERE template_id IS NOT NULL GROUP BY template_id, occurrence HAVING COUNT(*) > 1"
    )
    working = book.sql("SELECT worked FROM day WHERE date = :today", today=today.isoformat()) == [(1,)]
    for title, schedule, missed, count, running, moved, earlier, due in book.sql(
        """SELECT p.title, p.schedule, p.missed, COUNT(*),
             SUM(EXISTS (SELECT 1 FROM time_entry e WHERE e.task_id = t.id AND e.ended_at IS NULL)),
             SUM(t.day = :today AND EXISTS (SELECT 1 FROM task_move m WHERE m.task_id = t.id AND m.by = 'hand')),
             SUM(t.day < :today),
             EXISTS (SELECT 1 FROM task d WHERE d.template_id = p.id AND d.occurrence = :today
               AND d.reason IN ('seeded', 'stood_for'))
           FROM task t JOIN template p ON p.id = t.template_id
           WHERE t.status = 'open' AND t.day <= :today GROUP BY p.id""",
        today=today.isoformat(),
    ):
        if missed == "accumulate" and not schedule.startswith("AFTER"):
            assert count <= ACCUMULATED_MOST, title
        else:
            waits = earlier if missed == "replace" and not working and not due else 0  # for a working day (C1)
            assert count <= 1 + running + moved + waits, title  # whose timer runs goes on beside its successor


@pytest.mark.parametrize("day_start", ["00:00", "04:00"])
@settings(
    max_examples=30 if THOROUGH else 8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    kinds=st.lists(KINDS, min_size=1, max_size=5),
    away=st.lists(AWAY, max_size=2),
    openings=st.lists(OPENINGS, min_size=1, max_size=7),
)
def test_s11_a_dry_run_says_what_settling_on_that_day_does(
    tmp_path_factory: pytest.TempPathFactory,
    day_start: str,
    kinds: list[TemplateEdit],
    away: list[AwayDays],
    openings: list[Opening],
) -> None:
    book = Book(tmp_path_factory.mktemp("agreement") / "dayplan.db")
    day_start_s = parse_day_start(day_start)
    now = opened_first(book, day_start, kinds, away)
    day = FIRST
    for opening in openings:
        day += timedelta(days=opening.ahead)
        then = moment(day, opening.hour) if opening.ahead else now
        if logical_day(then, day_start_s) < logical_day(now, day_start_s):
            continue
        today = logical_day(then, day_start_s)
        expected = foretold(book, now, today)
        done = book.planner.settle(then)
        assert done._replace(away_since=None) == expected  # nobody is welcomed back by a dry run
        assert book.planner.settle(then).empty, "settling again changes nothing"
        assert foretold(book, then, today).empty
        check(book, today)
        now = then
        all_happens(book, opening.fates, now)
        check(book, today)
    book.planner.close()


NAME = r"(\S+ \d+ \w+(?: \d{4})?)"
IF_DONE = "what is open of it is done by then"
SURE = re.compile(rf"^(?:.* so )?{NAME} will be seeded with it(?: if {IF_DONE})?\.$")
IF_UNOPENED = re.compile(
    rf"^If (?:{IF_DONE} and )?dayplan is not opened before, {NAME} is seeded with its task of .*, after its day\.$"
)
NEVER = re.compile(rf"^So {NAME} is not seeded with it\.$")


def claims(book: Book, now: Now, today: date, claim: re.Pattern[str]) -> set[tuple[str, str]]:
    """For which templates and days `why` says that, asked about every day of the next two weeks."""
    said = set()
    for template_id, title in book.sql("SELECT id, title FROM template WHERE title LIKE 'kind %'"):
        for day in (today + timedelta(days=ahead) for ahead in range(15)):
            for line in asked(book, lambda reader, t=template_id, d=day: why_template(reader, t, d, now)):
                if found := claim.match(line):
                    said.add((title, found[1]))
    return said


@settings(
    max_examples=30 if THOROUGH else 10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    kinds=st.lists(KINDS, min_size=1, max_size=4),
    away=st.lists(AWAY, max_size=2),
    openings=st.lists(OPENINGS, min_size=1, max_size=4),
    target=st.integers(1, 14),
    opened=st.sets(st.integers(1, 13)),
)
def test_s11_what_why_foretells_without_an_if_comes_whichever_days_are_opened_before(
    tmp_path_factory: pytest.TempPathFactory,
    kinds: list[TemplateEdit],
    away: list[AwayDays],
    openings: list[Opening],
    target: int,
    opened: set[int],
) -> None:
    book = Book(tmp_path_factory.mktemp("why") / "dayplan.db")
    now = opened_first(book, "00:00", kinds, away)
    today = FIRST
    for opening in openings:
        today += timedelta(days=opening.ahead)
        now = moment(today, 9)
        book.planner.settle(now)
        all_happens(book, opening.fates, now)
    sure, never, unopened = (claims(book, now, today, claim) for claim in (SURE, NEVER, IF_UNOPENED))
    for then in sorted(today + timedelta(days=ahead) for ahead in {0, *opened} if ahead < target):
        if then != today:
            book.planner.settle(moment(then, 9))
        all_happens(book, ["done"] * 40, moment(then, 9))
    day = today + timedelta(days=target)
    receipt = book.planner.settle(moment(day, 9))
    name = long_day(day, today)
    for title in (f"kind {number}" for number in range(len(kinds))):
        came = title in receipt.seeded
        if (title, name) in sure:
            assert came
        if (title, name) in never:
            assert not came
        if (title, name) in unopened and not any(ahead < target for ahead in opened):
            assert came
    book.planner.close()
