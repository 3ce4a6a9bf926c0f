"""The strip of hours: what was worked, what lies ahead, now, and the two ends: of the list and of the capacity."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

import pytest
from made import HOUR, MINUTE, a_day, a_task
from stage import Stage, stage
from support import MONDAY, Book, at, named
from textual.content import Content

from dayplan.domain.model import Day, Now, Stretch
from dayplan.domain.outlook import outlook
from dayplan.tui.look import colour_of
from dayplan.tui.widgets import hour_strip
from dayplan.tui.widgets.hour_strip import Axis, HourStrip

NINE = MONDAY.epoch
WIDTHS = (20, 36, 40, 56, 60, 76, 96, 100, 116, 160, 200)
ARROW = "▴"
NOON = at("2026-11-23 12:00")
BERLIN_SPRING = at("2026-03-29 01:00")
BERLIN_AUTUMN = at("2026-10-25 01:00")


def worked(begin: int, end: int, project: int | None = None, colour: str | None = None, task: int = 1) -> Stretch:
    """Minutes after nine."""
    return Stretch(NINE + begin * MINUTE, NINE + end * MINUTE, task, "work", project, colour)


class Drawn:
    """The three lines of a strip, and where on it an instant lies."""

    def __init__(self, day: Day, stretches: Sequence[Stretch] = (), width: int = 96, now: int | None = None) -> None:
        epoch = day.now.epoch if now is None else now
        ahead = outlook(day, epoch)
        self.axis = Axis(tuple(stretches), ahead, epoch if day.day == day.today else None, day, width)
        self.contents: list[Content] = [
            self.axis.hours(),
            self.axis.stretches(tuple(stretches), ahead.ahead),
            self.axis.marks(ahead),
        ]
        self.hours, self.band, self.marks = (str(content) for content in self.contents)

    def cell(self, epoch: int) -> int:
        return self.axis._cell(epoch)

    def labels(self) -> list[str]:
        return self.hours.split()

    def styles(self) -> list[str]:
        """The styles of the band, cell by cell."""
        styles = [""] * len(self.band)
        for span in self.contents[1].spans:
            styles[span.start : span.end] = [str(span.style)] * (span.end - span.start)
        return styles


def hours_of_work(*estimates: int, **other: object) -> Day:
    tasks = [a_task(number, estimate_s=hours * HOUR) for number, hours in enumerate(estimates, start=1)]
    return a_day(*tasks, **other)


# The hours


def test_a_working_day_at_least_is_shown_in_whole_hours() -> None:
    drawn = Drawn(a_day())
    assert drawn.labels() == ["9", "10", "11", "12", "13", "14", "15", "16"]
    assert [drawn.hours.index(hour) for hour in ("9", "10", "16")] == [0, 12, 84]


def test_it_reaches_to_the_end_of_the_list_and_back_to_the_first_work() -> None:
    drawn = Drawn(hours_of_work(10), [worked(-150, -100)])
    assert drawn.labels()[0] == "6"
    assert drawn.labels()[-1] == "18"


def test_a_clock_of_twelve_hours_says_am_and_pm() -> None:
    day = a_day()
    drawn = Drawn(day._replace(settings=day.settings._replace(clock_24=False)))
    assert drawn.labels() == ["9am", "10am", "11am", "12pm", "1pm", "2pm", "3pm", "4pm"]
    assert "9:00am" in drawn.marks


@pytest.mark.parametrize("width", WIDTHS)
def test_every_line_is_as_wide_as_the_strip_and_hours_are_told_apart(width: int) -> None:
    for estimates in ((1,), (6,), (8, 4), (12, 11)):
        drawn = Drawn(hours_of_work(*estimates), [worked(-60, 0)], width)
        assert len(drawn.hours) == len(drawn.band) == width
        assert len(drawn.marks.rstrip()) <= width
        assert re.fullmatch(r"\d+( +\d+)* *", drawn.hours)
        steps = {(int(b) - int(a)) % 24 for a, b in zip(drawn.labels(), drawn.labels()[1:], strict=False)}
        assert len(steps) <= 1, "every hour, or every second, third, ..."


@pytest.mark.parametrize(
    ("now", "hours"),
    [
        # Berlin skips 2 o'clock in March and shows it twice in October, Cairo skips midnight; hours stay equally wide
        (BERLIN_SPRING, ["1", "3", "4", "5", "6", "7", "8", "9"]),
        (BERLIN_AUTUMN, ["1", "2", "2", "3", "4", "5", "6", "7"]),
        (at("2026-04-23 23:30", "Africa/Cairo"), ["23", "1", "2", "3", "4", "5", "6", "7"]),
        (at("2026-11-23 09:40", "Asia/Kolkata"), ["9", "10", "11", "12", "13", "14", "15", "16"]),
    ],
)
def test_t8_where_the_clocks_change_the_hours_are_those_of_the_wall(now: Now, hours: list[str]) -> None:
    assert Drawn(a_day(now=now)).labels() == hours


def test_t8_the_marks_tell_the_time_of_the_wall_after_the_change() -> None:
    drawn = Drawn(hours_of_work(2, now=BERLIN_SPRING, capacity_s=4 * HOUR), width=116)
    assert "01:00" in drawn.marks
    assert "list done 04:00" in drawn.marks
    assert "4h full 06:00" in drawn.marks


# What was worked, and what lies ahead


def test_worked_time_is_solid_and_stands_where_it_was() -> None:
    drawn = Drawn(a_day(now=NOON, capacity_s=0), [worked(0, 60), worked(90, 180)])
    assert drawn.band[:12] == "█" * 12
    assert drawn.band[12:18].strip() == ""
    assert drawn.band[18:36] == "█" * 18


@pytest.mark.parametrize("minutes", [1, 5, 15, 30])
def test_even_a_short_stretch_is_seen(minutes: int) -> None:
    drawn = Drawn(a_day(now=NOON), [worked(60, 60 + minutes)])
    assert drawn.band.strip(" ")


def test_z1_what_is_planned_lies_ahead_in_the_order_of_the_list_with_gaps_between() -> None:
    drawn = Drawn(hours_of_work(1, 2, 3))
    assert [set(part) for part in drawn.band.split()] == [{"▁"}] * 3
    assert [round(len(part) / 12) for part in drawn.band.split()] == [1, 2, 3]


def test_z1_what_runs_goes_on_from_now() -> None:
    running = a_task(1, estimate_s=2 * HOUR, spent=HOUR, running=True)
    drawn = Drawn(a_day(running, now=at("2026-11-23 10:00")), [worked(0, 60)])
    assert drawn.band.rstrip() == "█" * 12 + "▁" * 12


def test_each_project_has_its_colour_and_a_chosen_one_counts() -> None:
    stretches = [worked(0, 60, 1), worked(60, 120, 2), worked(120, 180, 3, "#ff8800"), worked(180, 240)]
    styles = Drawn(a_day(now=at("2026-11-23 13:00"), capacity_s=0), stretches).styles()
    seen = [styles[cell] for cell in (3, 15, 27, 39)]
    assert seen == [colour_of(1, None), colour_of(2, None), "#ff8800", colour_of(None, None)]
    assert len(set(seen)) == 4


def test_where_two_projects_meet_inside_a_cell_it_is_parted_in_halves() -> None:
    drawn = Drawn(a_day(now=at("2026-11-23 13:00"), capacity_s=0), [worked(0, 63, 1), worked(63, 126, 2)])
    assert "▌" in drawn.band
    assert drawn.styles()[drawn.band.index("▌")] == f"{colour_of(1, None)} on {colour_of(2, None)}"


# The marks


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("estimates", [(1,), (5,), (7,), (8,), (6, 5)])
def test_z1_every_arrow_stands_under_its_time(width: int, estimates: tuple[int, ...]) -> None:
    day = hours_of_work(*estimates)
    drawn = Drawn(day, width=width)
    finish = NINE + sum(estimates) * HOUR
    arrows = [cell for cell, glyph in enumerate(drawn.marks) if glyph == ARROW]
    times = {"09:00": NINE, "list done": finish, "7h full": NINE + 7 * HOUR}
    said = [words for words in times if words in drawn.marks]
    assert set(arrows) == {drawn.cell(times[words]) for words in said}
    assert "09:00" in said
    if width >= 76:
        assert said == list(times)
    for one, other in combinations(said, 2):
        if times[one] < times[other]:
            assert drawn.marks.index(one) < drawn.marks.index(other), "they keep the order of their arrows"


@pytest.mark.parametrize("minutes", [5, 20, 40])
def test_z1_the_end_of_the_list_is_told_shortly_before_it(minutes: int) -> None:
    marks = Drawn(a_day(a_task(1, estimate_s=minutes * MINUTE)), width=116).marks
    assert marks.index("09:00") < marks.index(f"list done 09:{minutes:02}") < marks.index("7h full")


@pytest.mark.parametrize("width", WIDTHS)
def test_z1_words_never_run_into_each_other(width: int) -> None:
    for minutes in range(0, 14 * 60, 17):
        drawn = Drawn(a_day(a_task(1, estimate_s=minutes * MINUTE or None)), width=width)
        words = [part for part in re.split(r" {2,}|▴ ?| ▴", drawn.marks) if part.strip()]
        assert {re.sub(r"\d\d:\d\d", "T", word.strip()) for word in words} <= {"T", "list done T", "7h full T"}


def test_z1_where_there_is_no_room_now_stays_longest_and_then_the_end_of_the_list() -> None:
    day = hours_of_work(6)
    assert Drawn(day, width=96).marks.count(ARROW) == 3
    assert "list done" in Drawn(day, width=40).marks
    assert "full" not in Drawn(day, width=40).marks
    assert Drawn(day, width=20).marks.split() == [ARROW, "09:00"]


def test_z1_a_capacity_that_is_too_small_is_marked_as_such() -> None:
    def style(day: Day) -> str:
        marks = Drawn(day).contents[2]
        place = marks.plain.index("7h full")
        return str(next(span.style for span in marks.spans if span.start <= place < span.end))

    assert style(hours_of_work(8)) == "$text-error"
    assert style(hours_of_work(6)) != "$text-error"


def test_z1_without_capacity_or_with_nothing_to_do_there_is_only_now() -> None:
    assert Drawn(a_day(capacity_s=0)).marks.split() == [ARROW, "09:00"]


def test_in_ascii_it_is_drawn_with_other_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    from dayplan.text.glyphs import ASCII

    monkeypatch.setattr(hour_strip, "PLAIN", True)
    monkeypatch.setattr(hour_strip, "GLYPHS", ASCII)
    drawn = Drawn(hours_of_work(2, 1, now=at("2026-11-23 10:00")), [worked(0, 60, 1)])
    assert drawn.band[:12] == "#" * 12
    assert "." * 11 in drawn.band
    assert all(line.isascii() for line in (drawn.hours, drawn.band, drawn.marks))


# On the screen


def strip(s: Stage) -> list[str]:
    return str(s.screen.query_one(HourStrip).render()).split("\n")


async def test_t2_the_running_stretch_grows_as_the_clock_ticks(book: Book) -> None:
    book.planner.settle(MONDAY)
    book.planner.time.start(named("project"), MONDAY)
    async with stage(book, at("2026-11-23 09:30")) as s:
        for moment in ("09:30", "11:30"):
            s.turn_to(at(f"2026-11-23 {moment}"))
            await s.tick()
            _, band, marks = strip(s)
            assert moment in marks
            assert band.rindex("█") == marks.index(ARROW) - 1, "it reaches to now"


async def test_a_day_in_the_past_shows_its_work_and_no_marks(book: Book) -> None:
    book.planner.settle(MONDAY)
    book.planner.time.start(named("project"), MONDAY)
    book.planner.time.stop(at("2026-11-23 11:00"))
    async with stage(book, at("2026-11-24 09:00")) as s:
        await s.press("[")
        hours, band, marks = strip(s)
        assert hours.split()[0] == "9"
        assert "█" in band
        assert marks.strip() == ""
        await s.press("]", "]")
        assert strip(s) == [""], "a day to come has no hours yet"


@pytest.mark.parametrize(
    ("size", "there"), [((120, 36), True), ((60, 18), True), ((59, 36), False), ((120, 17), False)]
)
async def test_under_60_columns_or_18_lines_the_strip_goes(book: Book, size: tuple[int, int], there: bool) -> None:
    async with stage(book, size=size) as s:
        assert ("list done" in s.text) == there
