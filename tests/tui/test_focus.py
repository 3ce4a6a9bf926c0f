"""Focus: the running task alone, its clock, what is left of its estimate, what comes next."""

from __future__ import annotations

import pytest
from stage import Stage, stage
from support import MONDAY, Book, at, named
from textual.widgets import Input, Static

from dayplan.domain.entry import Ref
from dayplan.domain.pace import Pace
from dayplan.tui.screens.ask_line import AskLine
from dayplan.tui.screens.day import DayScreen
from dayplan.tui.screens.focus import FocusScreen
from dayplan.tui.widgets.big_clock import BigClock
from dayplan.tui.widgets.key_bar import KeyBar


@pytest.fixture
def running(book: Book) -> Book:
    """Project work runs since nine; half an hour was spent on it before."""
    book.planner.settle(MONDAY)
    book.planner.time.start(named("project"), at("2026-11-23 08:00"))
    book.planner.time.stop(at("2026-11-23 08:30"))
    book.planner.time.start(named("project"), MONDAY)
    return book


def shown(s: Stage, part: str) -> str:
    return str(s.app.screen.query_one(f"#{part}", Static).content)


def clock(s: Stage) -> str:
    return s.app.screen.query_one(BigClock).value


async def test_f_shows_the_running_task_alone_with_a_large_clock(running: Book) -> None:
    async with stage(running, at("2026-11-23 09:24:13")) as s:
        await s.press("f")
        assert isinstance(s.app.screen, FocusScreen)
        assert shown(s, "title") == "Project work"
        assert clock(s) == "0:24:13"
        assert "54m of 4h · 3h06 left" in shown(s, "estimate")
        assert "done about 12:30" in shown(s, "estimate")
        assert shown(s, "next") == "next: Answer email · 30m\nthen 2 more today"
        assert "Write proposals" not in s.text, "everything else is away"


async def test_the_clock_and_what_is_left_tick(running: Book) -> None:
    async with stage(running) as s:
        await s.press("f")
        s.turn_to(at("2026-11-23 09:00:59"))
        await s.tick()
        assert clock(s) == "0:00:59"
        s.turn_to(at("2026-11-23 12:45"))
        await s.tick()
        assert clock(s) == "3:45:00"
        assert "4h15 of 4h · 15m over" in shown(s, "estimate")


async def test_t2_a_clock_of_more_than_a_day_goes_on_counting_hours(running: Book) -> None:
    async with stage(running, at("2026-11-24 10:01:05")) as s:
        await s.press("k", "f")  # asked about a timer of more than 12 hours, its person keeps it
        assert clock(s) == "25:01:05"


async def test_enter_stops_and_goes_back(running: Book) -> None:
    async with stage(running, at("2026-11-23 10:00")) as s:
        await s.press("f", "enter")
        assert type(s.app.screen) is DayScreen
        assert s.day.running is None
        assert s.marks[2] == "Project work: open"
        assert s.day.tracked_s == 5400
        assert s.list.has_focus


async def test_t1_space_ticks_the_task_and_its_clock_stops(running: Book) -> None:
    async with stage(running, at("2026-11-23 10:00")) as s:
        await s.press("f", "space")
        assert type(s.app.screen) is DayScreen
        assert s.marks[2] == "Project work: done"
        assert s.day.running is None


@pytest.mark.parametrize("key", ["escape", "f"])
async def test_leaving_lets_the_timer_run_on(running: Book, key: str) -> None:
    async with stage(running) as s:
        await s.press("f", key)
        assert type(s.app.screen) is DayScreen
        assert s.marks[2] == "Project work: running"


async def test_without_a_timer_f_says_how_to_start_one(book: Book) -> None:
    async with stage(book) as s:
        await s.press("f")
        assert type(s.app.screen) is DayScreen
        assert any("No timer is running: enter starts one" in toast for toast in s.toasts)


async def test_it_closes_when_another_process_stops_the_timer(running: Book) -> None:
    async with stage(running) as s:
        await s.press("f")
        running.planner.time.stop(at("2026-11-23 09:10"))
        await s.tick()
        assert type(s.app.screen) is DayScreen


async def test_t1_it_follows_when_another_process_switches(running: Book) -> None:
    async with stage(running) as s:
        await s.press("f")
        running.planner.time.start(named("email"), at("2026-11-23 09:10"))
        s.turn_to(at("2026-11-23 09:10:30"))
        await s.tick()
        assert (shown(s, "title"), clock(s)) == ("Answer email", "0:00:30")
        assert shown(s, "next") == "next: Write proposals · 1h\nthen 2 more today"


async def test_undo_in_focus_takes_back_the_start_and_goes_back_to_the_day(running: Book) -> None:
    async with stage(running) as s:
        await s.press("f", "u")
        assert type(s.app.screen) is DayScreen
        assert s.day.running is None


async def test_a_task_without_estimate_has_no_bar_and_after_the_last_there_is_nothing(book: Book) -> None:
    book.planner.settle(MONDAY)
    book.planner.day.done([named(title) for title in ("email", "proposals", "project", "invoices")], MONDAY)
    book.add("Call Ana @café", MONDAY)
    book.planner.time.start(named("Ana"), MONDAY)
    async with stage(book) as s:
        await s.press("f")
        assert shown(s, "title") == "Call Ana  @café"
        assert shown(s, "estimate") == ""
        assert not s.app.screen.query_one("#estimate").display
        assert shown(s, "next") == "nothing after this\n"


async def test_t7_a_clock_set_back_shows_no_time_and_not_less(running: Book) -> None:
    async with stage(running) as s:
        await s.press("f")
        s.turn_to(at("2026-11-23 08:45"))
        await s.tick()
        assert clock(s) == "0:00:00"


async def test_s2_midnight_passes_under_it_and_the_timer_runs_on(book: Book) -> None:
    book.planner.time.start(named("project"), at("2026-11-23 15:00"))
    async with stage(book, at("2026-11-23 23:59:58")) as s:
        await s.press("f")
        s.turn_to(at("2026-11-24 00:00:01"))
        await s.tick()
        assert isinstance(s.app.screen, FocusScreen)
        assert (shown(s, "title"), clock(s)) == ("Project work", "9:00:01")
        await s.press("escape")
        assert s.day.day.isoformat() == "2026-11-24"
        assert "Project work: running" in s.marks


# Work and break in turns


@pytest.fixture
def paced(running: Book) -> Book:
    """The same, with a break of five minutes proposed after 25, and the bell."""
    running.planner.settings.set_pace(Pace(25 * 60, 5 * 60, "bell"), MONDAY)
    return running


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is written to the terminal beside the screen."""
    sent: list[str] = []
    monkeypatch.setattr("textual.drivers.headless_driver.HeadlessDriver.write", lambda driver, data: sent.append(data))
    return sent


async def until(s: Stage, moment: str) -> None:
    s.turn_to(at(f"2026-11-23 {moment}"))
    await s.tick()


def hint(s: Stage) -> str:
    return str(s.app.screen.query_one(".hint", Static).content)


def keys(s: Stage) -> str:
    return str(s.app.screen.query_one(KeyBar).render())


async def test_without_turns_nothing_is_said_of_breaks(running: Book, written: list[str]) -> None:
    async with stage(running) as s:
        await s.press("f")
        await until(s, "11:00")
        assert shown(s, "turn") == ""
        await s.press("P")
        assert s.day.running is not None
        assert s.toasts == ["Work and break do not take turns: B says how long each is."]
        assert "\a" not in written


async def test_the_clock_says_when_the_break_comes_and_signals_once_when_it_is_time(
    paced: Book, written: list[str]
) -> None:
    async with stage(paced, at("2026-11-23 09:12:10")) as s:
        await s.press("f")
        assert shown(s, "turn") == "break in 13m"
        await until(s, "09:24:59")
        assert shown(s, "turn") == "break in 1m"
        assert "\a" not in written
        for second in ("09:25:00", "09:25:01", "09:25:02"):
            await until(s, second)
        assert shown(s, "turn") == "25m of work: time for a break · P takes it"
        assert written.count("\a") == 1
        await until(s, "09:41:30")
        assert shown(s, "turn") == "42m of work: time for a break · P takes it"
        assert s.day.running is not None, "no timer is stopped by itself"
        assert clock(s) == "0:41:30"
        assert written.count("\a") == 1


async def test_what_was_due_before_it_was_opened_is_shown_and_not_signalled(paced: Book, written: list[str]) -> None:
    async with stage(paced, at("2026-11-23 10:00")) as s:
        await s.press("f")
        await s.tick()
        assert shown(s, "turn") == "1h of work: time for a break · P takes it"
        await s.press("B")
        await s.type("50m 5m bell")
        await s.press("enter")
        await s.tick()
        assert shown(s, "turn") == "1h of work: time for a break · P takes it"
        assert "\a" not in written, "nor what has just been set"


async def test_b_stops_the_timer_and_counts_the_break_down(paced: Book, written: list[str]) -> None:
    async with stage(paced, at("2026-11-23 09:25")) as s:
        await s.press("f", "P")
        assert isinstance(s.app.screen, FocusScreen)
        assert s.day.running is None
        assert s.day.tracked_s == 55 * 60
        assert (shown(s, "title"), clock(s)) == ("break", "5:00")
        assert shown(s, "turn") == "enter goes on with Project work"
        assert "done about 12:35" in shown(s, "estimate"), "the break is part of the way"
        assert shown(s, "next").startswith("next: Answer email"), "and not the task that goes on"
        assert keys(s).startswith("enter go on")
        await until(s, "09:29:59")
        assert clock(s) == "0:01"
        assert written.count("\a") == 0
        for second in ("09:30:00", "09:30:01", "09:34"):
            await until(s, second)
        assert clock(s) == "0:00"
        assert (shown(s, "title"), shown(s, "turn")) == ("the break is over", "enter goes on with Project work")
        assert written.count("\a") == 1


async def test_enter_goes_on_and_work_counts_from_the_end_of_the_break(paced: Book, written: list[str]) -> None:
    async with stage(paced, at("2026-11-23 09:25")) as s:
        await s.press("f", "P")
        await until(s, "09:31")
        await s.press("enter")
        assert (shown(s, "title"), clock(s)) == ("Project work", "0:00:00")
        assert s.day.running is not None
        assert shown(s, "turn") == "break in 25m"
        assert keys(s).startswith("enter stop")
        await until(s, "09:46")
        paced.planner.time.start(named("email"), at("2026-11-23 09:46"))
        await s.tick()
        assert shown(s, "turn") == "break in 10m", "changing over to another task is no break"
        await until(s, "09:56")
        assert shown(s, "turn") == "25m of work: time for a break · P takes it"
        assert written.count("\a") == 2, "the break was over, and now the work is"
        await s.press("P", "u")
        assert shown(s, "turn") == "25m of work: time for a break · P takes it", "since the first break, not the second"


async def test_undo_takes_the_break_back_as_if_it_had_not_been(paced: Book) -> None:
    async with stage(paced, at("2026-11-23 09:25")) as s:
        await s.press("f", "P")
        await until(s, "09:27")
        await s.press("u")
        assert (shown(s, "title"), clock(s)) == ("Project work", "0:27:00")
        assert shown(s, "turn") == "27m of work: time for a break · P takes it"


async def test_a_timer_that_another_process_starts_ends_the_break(paced: Book) -> None:
    async with stage(paced, at("2026-11-23 09:25")) as s:
        await s.press("f", "P")
        paced.planner.time.start(named("email"), at("2026-11-23 09:26"))
        await until(s, "09:26:05")
        assert (shown(s, "title"), clock(s)) == ("Answer email", "0:00:05")
        assert shown(s, "turn") == "break in 25m"


@pytest.mark.parametrize("key", ["escape", "f"])
async def test_a_break_can_be_left_at_any_time(paced: Book, key: str) -> None:
    async with stage(paced, at("2026-11-23 09:25")) as s:
        await s.press("f", "P", key)
        assert type(s.app.screen) is DayScreen
        assert s.day.running is None


async def test_during_a_break_space_ticks_the_task_and_there_is_nothing_to_go_on_with(paced: Book) -> None:
    async with stage(paced, at("2026-11-23 09:25")) as s:
        await s.press("f", "P", "space")
        assert type(s.app.screen) is DayScreen
        assert s.marks[2] == "Project work: done"


async def test_t7_a_clock_set_back_makes_no_break_longer(paced: Book) -> None:
    async with stage(paced, at("2026-11-23 09:25")) as s:
        await s.press("f", "P")
        await until(s, "09:05")
        assert clock(s) == "5:00"


async def test_a_task_that_is_gone_is_refused_and_the_break_goes_on(book: Book) -> None:
    book.planner.settings.set_pace(Pace(1500, 300, "none"), MONDAY)
    task = book.add("Call Ana", MONDAY)
    book.planner.time.start(Ref("id", task.id), MONDAY)
    async with stage(book, MONDAY) as s:
        await s.press("f", "P")
        book.planner.history.undo(MONDAY)  # the stop, the start and the task itself
        book.planner.history.undo(MONDAY)
        book.planner.history.undo(MONDAY)
        await s.press("enter")
        assert isinstance(s.app.screen, FocusScreen)
        assert shown(s, "title") == "break"
        assert any("gone" in toast for toast in s.toasts)


async def test_desktop_sends_one_notification_with_the_words(
    paced: Book, written: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM_PROGRAM", "WezTerm")
    monkeypatch.delenv("TMUX", raising=False)
    paced.planner.settings.set("focus_signal", "desktop", MONDAY)
    async with stage(paced, at("2026-11-23 09:24:58")) as s:
        await s.press("f")
        await until(s, "09:25")
        await s.press("P")
        await until(s, "09:30")
        sent = [each for each in written if "\x1b]9;" in each]
        assert sent == ["\x1b]9;dayplan: time for a break\a", "\x1b]9;dayplan: the break is over: Project work\a"]
        assert "\a" not in written


async def test_without_a_signal_nothing_is_sent(paced: Book, written: list[str]) -> None:
    paced.planner.settings.set("focus_signal", "none", MONDAY)
    async with stage(paced, at("2026-11-23 09:24:58")) as s:
        await s.press("f")
        await until(s, "09:25")
        assert "time for a break" in shown(s, "turn")
        assert not any(each == "\a" or "]9;" in each or "]777" in each for each in written)


async def test_i_asks_on_one_line_and_sets_all_in_one_step(running: Book) -> None:
    async with stage(running, at("2026-11-23 09:10")) as s:
        await s.press("f", "B")
        await s.type("25m 5m bell")
        assert hint(s) == "25m of work, 5m of break, a bell · enter sets it"
        await s.press("enter")
        assert isinstance(s.app.screen, FocusScreen)
        assert shown(s, "turn") == "break in 15m"
        settings = s.day.settings
        assert (settings.focus_work_s, settings.focus_break_s, settings.focus_signal) == (1500, 300, "bell")
        await s.press("B")
        assert s.app.screen.query_one(Input).value == "25m 5m bell"
        await s.press("escape", "u")
        assert isinstance(s.app.screen, FocusScreen)
        assert s.day.settings.focus_work_s is None
        assert s.day.settings.focus_signal == "none"
        assert shown(s, "turn") == ""


async def test_a_mistake_is_answered_under_the_line_and_stays(running: Book) -> None:
    async with stage(running) as s:
        await s.press("f", "B")
        await s.type("25m gong")
        await s.press("enter")
        assert isinstance(s.app.screen, AskLine)
        assert s.app.screen.query_one(Input).value == "25m gong"
        assert hint(s) == "'gong' is no signal: write bell, desktop, or nothing."


async def test_none_switches_the_turns_off(paced: Book) -> None:
    async with stage(paced) as s:
        await s.press("f", "B")
        await s.type("none")
        assert hint(s) == "no breaks: the clock just runs · enter sets it"
        await s.press("enter")
        assert s.day.settings.focus_work_s is None
        assert shown(s, "turn") == ""


@pytest.mark.parametrize("size", [(200, 60), (120, 36), (80, 24), (40, 12)])
async def test_nothing_jumps_when_lines_appear(paced: Book, size: tuple[int, int]) -> None:
    async with stage(paced, at("2026-11-23 09:24"), size) as s:
        await s.press("f")
        places = ["#title", "BigClock", "#turn", "#estimate", "#next"]
        before = [s.app.screen.query_one(place).region for place in places]
        assert all(region in s.app.screen.query_one("#focus").region for region in before), "all of it fits"
        for moment in ("09:25", "13:10"):  # time for a break; and over the estimate
            await until(s, moment)
            assert [s.app.screen.query_one(place).region for place in places] == before
        await s.press("P")
        assert [s.app.screen.query_one(place).region for place in places] == before
