"""The question about time nobody saw, and what its answers do (T2, T6, T7)."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from stage import Stage, stage
from support import MONDAY, Book, at, named
from textual.widgets import Static

from dayplan.domain.model import Now
from dayplan.domain.unseen import Unseen
from dayplan.tui.screens.ask_line import AskLine
from dayplan.tui.screens.unseen import UnseenScreen
from dayplan.tui.widgets.entry_list import EntryList

ESCAPE = "\x1b[27u"
ONE = at("2026-11-23 13:00")
LUNCH = Unseen("asleep", at("2026-11-23 12:05").epoch, at("2026-11-23 12:52").epoch)


def entries(book: Book) -> list[str]:
    """Say each entry as it stands: start, end, title, and `?` where it waits for a decision."""
    rows = book.sql(
        """SELECT strftime('%H:%M', e.started_at + 3600, 'unixepoch') || '-'
                  || COALESCE(strftime('%H:%M', e.ended_at + 3600, 'unixepoch'), 'now') || ' ' || t.title
                  || CASE state WHEN 'kept' THEN '' ELSE ' ?' END
           FROM time_entry e JOIN task t ON t.id = e.task_id ORDER BY e.started_at, e.id"""
    )
    return [row[0] for row in rows]


def happened(s: Stage) -> str:
    """What the question says, as one line: how it wraps depends on the box."""
    return str(s.app.screen.query_one("#happened", Static).content)


def asked(s: Stage) -> bool:
    return isinstance(s.app.screen, UnseenScreen)


@pytest.fixture
def waiting(book: Book) -> Book:
    """Project work since nine; 47 minutes of it wait for a decision."""
    book.planner.time.start(named("project"), MONDAY)
    book.planner.unseen.later(1, LUNCH, ONE)
    return book


AROUND = ["09:00-12:05 Project work", "12:52-now Project work"]


async def test_t6_the_header_says_what_waits_and_r_asks_about_it(waiting: Book) -> None:
    async with stage(waiting, ONE) as s:
        assert "47m to decide" in s.text
        await s.press("r")
        assert asked(s)
        assert "12:05 to 12:52, 47m, are in no total until you decide." in s.text
        assert "the timer" not in s.text, "it does not run over this stretch"
        await s.press("k")
        assert not asked(s)
        assert "to decide" not in s.text
        assert entries(waiting) == ["09:00-12:05 Project work", "12:05-12:52 Project work", "12:52-now Project work"]
        await s.press("u")
        assert "47m to decide" in s.text
        await s.press("r", "escape")
        assert entries(waiting)[1] == "12:05-12:52 Project work ?"
        await s.press("r", "x", "r")
        assert entries(waiting) == AROUND
        assert any("No time waits for a decision" in toast for toast in s.toasts)


async def test_t6_part_and_give_ask_on_and_whoever_leaves_comes_back_to_the_choice(waiting: Book) -> None:
    async with stage(waiting, ONE) as s:
        await s.press("r", "p")
        assert isinstance(s.app.screen, AskLine)
        await s.type("13:30\r")
        assert "It lasted 47m" in s.text
        await s.burst(ESCAPE)
        assert asked(s)
        await s.burst("p12:20\r")
        assert not asked(s)
        assert entries(waiting) == [AROUND[0], "12:05-12:20 Project work", AROUND[1]]
        await s.burst("urgnonsense\r")
        assert "No task fits" in s.text
        await s.burst("\x15id:999\r")
        assert "No task that is open or of today has the id 999." in s.text
        await s.burst("\x15email\r")
        assert entries(waiting) == [AROUND[0], "12:05-12:52 Answer email", AROUND[1]]


async def test_t6_log_mode_marks_what_waits_and_r_asks_about_it(waiting: Book) -> None:
    async with stage(waiting, ONE) as s:
        await s.press("4")
        assert "47m to decide" in s.text
        rows = [str(s.app.screen.query_one(EntryList)._row(e)) for e in s.app.screen.query_one(EntryList).entries]
        assert rows[1].startswith("?12:05–12:52     47m  Project work  to decide")
        await s.press("r")
        assert asked(s)
        await s.press("x")
        assert entries(waiting) == AROUND
        await s.press("r")
        assert any("No time of this day waits" in toast for toast in s.toasts)


# Asked by itself


def machine(clock: str, up: int, asleep: int = 0, day: str = "2026-11-23") -> Now:
    """The wall clock, and for how many seconds the machine has been up, some of them asleep."""
    return at(f"{day} {clock}", up=up, asleep=asleep)


START = machine("10:00", 10_000)


@pytest.fixture
def working(book: Book) -> Book:
    """Project work since ten."""
    book.planner.time.start(named("project"), START)
    return book


async def live(s: Stage, *moments: Now) -> None:
    """Let the clock show these moments, a tick each."""
    for moment in moments:
        s.turn_to(moment)
        await s.tick()


AWAY = (machine("12:05", 17_500), machine("12:52", 20_320, asleep=2815))
"""Before and after a lid was closed for 47 minutes."""


async def test_t6_after_a_suspend_it_asks_once_about_just_that_time(working: Book) -> None:
    async with stage(working, START) as s:
        await live(s, *AWAY)
        assert asked(s)
        for words in ("Project work", "running since 10:00", "Away from 12:05 for 47m: the machine slept until 12:52."):
            assert words in s.text
        assert "the timer then runs on from 12:52" in s.text
        await live(s, machine("12:53", 20_380, asleep=2815))
        await s.press("x")
        assert not asked(s)
        assert entries(working) == ["10:00-12:05 Project work", "12:52-now Project work"]
        await live(s, machine("12:54", 20_440, asleep=2815))
        assert not asked(s)
        await s.press("u")
        assert entries(working) == ["10:00-now Project work"]
        await live(s, machine("12:55", 20_500, asleep=2815))
        assert not asked(s), "who takes an answer back is not asked at once again"


async def test_t6_escape_puts_it_off_and_the_timer_can_be_stopped_with_it(working: Book) -> None:
    async with stage(working, START) as s:
        await live(s, *AWAY)
        await s.press("s")
        assert "the timer then stops" in s.text
        await s.burst(ESCAPE)
        assert entries(working) == ["10:00-12:05 Project work", "12:05-12:52 Project work ?"]
        assert "47m to decide" in s.text
        assert s.day.running is None


async def test_t6_a_stopped_program_and_a_busy_machine_are_no_sleep(working: Book) -> None:
    async with stage(working, START) as s:
        await live(s, machine("12:05", 17_500), machine("12:52", 20_320))
        assert not asked(s)


async def test_t6_a_timer_that_is_stopped_without_an_answer_leaves_what_is_in_question_unresolved(
    working: Book,
) -> None:
    """Issue 12.8."""
    async with stage(working, START) as s:
        await live(s, *AWAY)
        await s.press("x", "u")  # an answer that is taken back is not asked for again
        assert entries(working) == ["10:00-now Project work"]
        await s.press("S")
        assert entries(working) == ["10:00-12:52 Project work ?"]
        (toast,) = [toast for toast in s.toasts if "r decides" in toast]
        assert "The machine slept for 47m since 10:00. Until you decide, it is in no total." in toast
        assert "2h52 to decide" in s.text
        await s.press("r", "k")
        assert entries(working) == ["10:00-12:52 Project work"]


async def test_a_timer_that_was_started_by_mistake_leaves_nothing_and_that_is_said(book: Book) -> None:
    """Issue 12.14."""
    async with stage(book, START) as s:
        await s.press("enter")
        s.turn_to(at("2026-11-23 10:00:09", up=10_009))
        await s.press("enter")
        assert entries(book) == []
        assert any("Stopped after 9s" in toast and "u takes it back" in toast for toast in s.toasts)
        await s.press("u")
        assert entries(book) == ["10:00-now Answer email"]


async def test_t6_without_a_timer_nothing_is_asked(book: Book) -> None:
    async with stage(book, START) as s:
        await live(s, *AWAY)
        assert not asked(s)


async def test_t6_a_jump_of_the_clock_is_asked_about(working: Book) -> None:
    async with stage(working, START) as s:
        await live(s, machine("12:05", 17_500), machine("13:05", 17_501))
        assert happened(s) == "The clock jumped ahead between 12:05 and 13:05: 1h that may not have been."
        await s.press("x")
        assert entries(working) == ["10:00-12:05 Project work", "13:05-now Project work"]


async def test_t7_a_clock_set_back_is_asked_about_and_gives_back_what_it_took(working: Book) -> None:
    async with stage(working, START) as s:
        await live(s, machine("10:30", 11_800), machine("09:40", 11_800))
        assert happened(s) == "The clock was set back: 30m that it ran are in no total."
        await s.press("k")
        assert entries(working) == ["09:10-now Project work"]
        assert s.day.tracked_s == 30 * 60


async def test_t2_a_restart_before_the_planner_was_opened_is_asked_about(working: Book) -> None:
    async with stage(working, machine("12:00", 300)) as s:
        assert "The machine was restarted since 10:00, 2h ago." in s.text
        assert "the timer then stops" in s.text
        await s.burst("p11:15\r")
        assert entries(working) == ["10:00-11:15 Project work"]


async def test_t2_more_than_twelve_hours_are_asked_about_while_it_runs_and_across_midnight(book: Book) -> None:
    book.planner.time.start(named("project"), at("2026-11-23 20:00"))
    async with stage(book, at("2026-11-23 23:59")) as s:
        await live(s, at("2026-11-24 00:01"), at("2026-11-24 08:00"))
        assert not asked(s)
        await live(s, at("2026-11-24 08:01"))
        assert happened(s) == "Nobody said anything of it since Mon 20:00: that is 12h01, more than 12 hours."
        await live(s, at("2026-11-25 00:01"))
        assert asked(s), "it stays open over midnight"
        await s.press("k")
        assert entries(book) == ["20:00-now Project work"]
        await live(s, at("2026-11-25 00:02"))
        assert not asked(s)


async def test_t6_it_waits_while_something_is_typed(working: Book) -> None:
    async with stage(working, START) as s:
        await s.burst("aBuy sta")
        await live_unasked(s, *AWAY)
        assert not asked(s)
        await s.pilot.press(*"mps", "enter", "escape")
        async with asyncio.timeout(20):
            while not asked(s):
                await s.pilot.pause(0.05)
        assert "Buy stamps" in [task.title for task in s.day.tasks]


async def live_unasked(s: Stage, *moments: Now) -> None:
    """Let time pass while a question waits its turn."""
    for moment in moments:
        s.turn_to(moment)
        await s.app.workers.wait_for_complete([s.app._tick()])


async def test_t6_two_planners_ask_and_one_answer_is_enough(working: Book) -> None:
    async with stage(working, START) as s:
        await live(s, *AWAY)
        assert asked(s)
        book = Book(Path(working.path))
        book.planner.unseen.keep(1, LUNCH, AWAY[1])
        book.planner.close()
        await live(s, machine("12:53", 20_380, asleep=2815))
        assert not asked(s)
        assert any("decided about elsewhere" in toast for toast in s.toasts)
        assert entries(working) == ["10:00-now Project work"]


async def test_t6_an_answer_that_comes_second_is_refused_kindly(working: Book) -> None:
    async with stage(working, START) as s:
        await live(s, *AWAY)
        book = Book(Path(working.path))
        book.planner.unseen.keep(1, LUNCH, AWAY[1])
        book.planner.close()
        await s.press("x")
        assert any("Somebody has decided about this time meanwhile" in toast for toast in s.toasts)
        assert entries(working) == ["10:00-now Project work"]


async def test_t6_what_is_unanswered_when_the_planner_goes_is_unresolved(working: Book) -> None:
    async with stage(working, START) as s:
        await live(s, *AWAY)
        s.app.exit()
    assert entries(working)[1] == "12:05-12:52 Project work ?"


async def test_t6_two_naps_are_asked_about_one_after_the_other(working: Book) -> None:
    async with stage(working, START) as s:
        await live(s, *AWAY)
        await live_unasked(s, machine("13:00", 20_800, asleep=2815), machine("13:30", 22_600, asleep=4610))
        await s.press("x")
        assert happened(s).startswith("Away from 13:00 for 30m")
        await s.press("k")
        assert not asked(s)
        assert entries(working) == ["10:00-12:05 Project work", "12:52-now Project work"]


def idle(book: Book, folder: Path, seconds: str) -> Path:
    """Switch a source of idle seconds on, which reads them from a file."""
    file = folder / "idle"
    file.write_text(seconds)
    book.planner.settings.set("idle_command", f"cat {file}", START)
    return file


async def test_t6_idle_time_is_asked_about_once_somebody_is_back(working: Book, tmp_path: Path) -> None:
    file = idle(working, tmp_path, "3")
    async with stage(working, START) as s:

        async def look(clock: str, up: int, seconds: str) -> None:
            file.write_text(seconds)
            s.turn_to(machine(clock, up))
            await s.app.questions.ask_idle(f"cat {file}")
            await s.settled()

        await look("11:00", 13_600, "10")
        await look("11:10", 14_200, "360.5\n")
        await look("11:30", 15_400, "1560")
        assert not asked(s), "nobody is there to be asked"
        await look("11:31", 15_460, "12")
        assert happened(s) == "Away from 11:04 for 27m: nobody touched the machine until 11:30."
        await s.press("x")
        assert [entry[:11] for entry in entries(working)] == ["10:00-11:04", "11:30-now P"]


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("echo soon", "printed 'soon', which is no number of seconds"),
        ("true", "printed nothing"),
        ("exit 3", "failed with exit code 3"),
        ("echo -5", "no number of seconds"),
        ("echo nan", "no number of seconds"),
        ("sleep 60", "did not answer"),
    ],
)
async def test_t6_a_source_that_fails_is_told_once_and_blocks_nothing(
    working: Book, monkeypatch: pytest.MonkeyPatch, command: str, says: str
) -> None:
    monkeypatch.setattr("dayplan.tui.idle.PATIENCE", 0.3)
    working.planner.settings.set("idle_command", command, START)
    async with stage(working, START) as s:
        await s.app.questions.ask_idle(command)
        await s.app.questions.ask_idle(command)
        assert sum(says in toast for toast in s.toasts) == 1, s.toasts
        assert not asked(s)


async def test_t6_a_read_only_file_asks_nothing(working: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    from dayplan.storage import file

    monkeypatch.setattr(file, "writable", lambda path: False)
    async with stage(working, START) as s:
        await live(s, *AWAY)
        assert not asked(s)
