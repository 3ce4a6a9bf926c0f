"""Day mode: what its keys do, what it shows, and that it decides nothing itself."""

from __future__ import annotations

from datetime import date

import pytest
from stage import stage
from support import FRIDAY, MONDAY, SATURDAY, TUESDAY, Book, at, named
from textual.widgets import Input, Static, TextArea

from dayplan.domain.entry import Ref
from dayplan.tui.screens.ask_day import AskDay
from dayplan.tui.screens.form import TaskForm
from dayplan.tui.screens.help import HelpScreen
from dayplan.tui.widgets.quick_add import QuickAdd
from dayplan.tui.widgets.task_list import TaskList

MONDAY_DATE = date(2026, 11, 23)
FRIDAY_DATE = date(2026, 11, 27)
FOUR = ["Answer email", "Write proposals", "Project work", "Send invoices"]


async def test_s2_opening_the_planner_seeds_today(book: Book) -> None:
    async with stage(book) as s:
        assert [task.title for task in s.day.tasks] == FOUR
        assert any("4 seeded" in toast for toast in s.toasts)
    assert len(book.day(MONDAY).tasks) == 4


async def test_enter_starts_the_timer_and_stops_it(book: Book) -> None:
    async with stage(book) as s:
        await s.press("enter")
        assert s.marks[0] == "Answer email: running"
        s.turn_to(at("2026-11-23 09:25"))
        await s.press("enter")
        assert s.day.running is None
        assert s.day.tasks[0].tracked_s == 1500


async def test_t1_enter_on_another_task_switches(book: Book) -> None:
    async with stage(book) as s:
        await s.press("enter", "j", "enter")
        assert s.marks[:2] == ["Answer email: open", "Write proposals: running"]


async def test_space_ticks_and_opens_again(book: Book) -> None:
    async with stage(book) as s:
        await s.press("space")
        assert s.marks[0] == "Answer email: done"
        await s.press("space")
        assert s.marks[0] == "Answer email: open"


@pytest.mark.parametrize(("key", "status"), [("s", "skipped"), ("x", "dropped")])
async def test_skip_and_drop_with_undo_and_redo(book: Book, key: str, status: str) -> None:
    async with stage(book) as s:
        await s.press(key)
        assert s.marks[0] == f"Answer email: {status}"
        await s.press("u")
        assert s.marks[0] == "Answer email: open"
        assert any(toast.startswith("Undone: ") for toast in s.toasts)
        await s.press("U")
        assert s.marks[0] == f"Answer email: {status}"


async def test_a_adds_with_the_whole_grammar_and_stays_open_for_the_next(book: Book) -> None:
    async with stage(book) as s:
        await s.press("a")
        await s.type("Draft page @acme/site +writing est:45m")
        assert "acme/site" in str(s.screen.query_one(QuickAdd).query_one(Static).content)
        await s.press("enter")
        task = s.day.tasks[-1]
        assert (task.title, task.client, task.project, task.tags, task.estimate_s) == (
            "Draft page", "acme", "site", ("writing",), 2700,
        )  # fmt: skip
        await s.type("Second")
        await s.press("enter", "escape")
        assert s.day.tasks[-1].title == "Second"
        assert s.list.has_focus
        assert s.list.standing_on is not None
        assert s.list.standing_on.title == "Second"


async def test_a_line_that_cannot_be_read_stays_with_the_reason(book: Book) -> None:
    async with stage(book) as s:
        await s.press("a")
        await s.type("Draft est:soon")
        await s.press("enter")
        hint = s.screen.query_one(QuickAdd).query_one(Static)
        assert hint.has_class("-error")
        assert "soon" in str(hint.content)
        assert s.screen.query_one(QuickAdd).query_one(Input).value == "Draft est:soon"
        assert len(s.day.tasks) == 4


async def test_m_moves_to_a_day_in_words(book: Book) -> None:
    async with stage(book) as s:
        await s.press("m")
        assert isinstance(s.app.screen, AskDay)
        s.app.screen.query_one(Input).value = "fri"
        await s.press("enter")
        assert "Answer email" not in [t.title for t in s.day.tasks]
    assert "Answer email" in book.tasks(MONDAY, "2026-11-27")


async def test_m_refuses_words_that_are_no_day_and_keeps_them(book: Book) -> None:
    async with stage(book) as s:
        await s.press("m")
        s.app.screen.query_one(Input).value = "someday"
        await s.press("enter")
        assert isinstance(s.app.screen, AskDay)
        assert "someday" in str(s.app.screen.query_one(".hint", Static).content)
        await s.press("escape")
        assert len(s.day.tasks) == 4


async def test_t_moves_to_tomorrow(book: Book) -> None:
    async with stage(book) as s:
        await s.press("t")
        assert len(s.day.tasks) == 3
        await s.press("u")
        assert [t.title for t in s.day.tasks] == FOUR


async def test_j_and_k_reorder_and_keep_the_cursor(book: Book) -> None:
    async with stage(book) as s:
        await s.press("J")
        assert [t.title for t in s.day.tasks][:2] == ["Write proposals", "Answer email"]
        assert s.list.highlighted == 1
        await s.press("K")
        assert [t.title for t in s.day.tasks] == FOUR


async def test_e_edits_in_a_form(book: Book) -> None:
    async with stage(book) as s:
        await s.press("e")
        form = s.app.screen
        assert isinstance(form, TaskForm)
        form.query_one("#title", Input).value = "Answer the café"
        form.query_one("#estimate", Input).value = "1h30"
        form.query_one("#owner", Input).value = "Café/garden"
        form.query_one("#tags", Input).value = "mail +urgent"
        form.query_one("#notes", TextArea).text = "first line\nsecond"
        await s.press("ctrl+s")
        task = s.day.tasks[0]
        assert (task.title, task.estimate_s, task.client, task.project, task.tags, task.notes) == (
            "Answer the café", 5400, "Café", "garden", ("mail", "urgent"), "first line\nsecond",
        )  # fmt: skip
        await s.press("u")
        assert s.day.tasks[0].title == "Answer email"


async def test_a_form_with_a_bad_field_stays_open_with_the_reason(book: Book) -> None:
    async with stage(book) as s:
        await s.press("e")
        s.app.screen.query_one("#estimate", Input).value = "long"
        await s.press("enter")
        assert isinstance(s.app.screen, TaskForm)
        assert "long" in str(s.app.screen.query_one("#error", Static).content)
        await s.press("escape")
        assert s.day.tasks[0].estimate_s == 1800


async def test_del_deletes_a_one_off_and_refuses_an_occurrence(book: Book) -> None:
    async with stage(book) as s:
        await s.press("delete")
        assert len(s.day.tasks) == 4
        assert any("skip it instead" in toast for toast in s.toasts)
        book.add("Errand", MONDAY)
        await s.tick()
        await s.press("G", "delete")
        assert len(s.day.tasks) == 4


async def test_s2_days_before_and_after_are_shown_and_nothing_is_written(book: Book) -> None:
    async with stage(book) as s:
        before = book.sql("SELECT * FROM task"), book.sql("SELECT * FROM day")
        await s.press("]")
        assert [t.title for t in s.day.tasks] == FOUR
        assert all(t.id == 0 for t in s.day.tasks)
        await s.press(".", "[")
        assert s.day.day.isoformat() == "2026-11-22"
        assert (book.sql("SELECT * FROM task"), book.sql("SELECT * FROM day")) == before
        await s.press(".")
        assert s.day.day == s.day.today


async def test_s2_the_day_turns_by_itself_at_midnight(book: Book) -> None:
    async with stage(book, at("2026-11-23 23:59:58")) as s:
        await s.press("space")
        s.turn_to(at("2026-11-24 00:00:01"))
        await s.tick()
        assert s.day.day.isoformat() == "2026-11-24"
        assert s.marks == [f"{title}: open" for title in FOUR]
        assert any("4 seeded" in toast and "missed" in toast for toast in s.toasts), s.toasts


async def test_s2_a_day_read_between_midnight_and_the_tick_is_seeded_all_the_same(book: Book) -> None:
    async with stage(book, at("2026-11-23 23:59:58")) as s:
        s.turn_to(at("2026-11-24 00:00:01"))
        await s.app.reload()  # as after any change, or after another process wrote
        assert s.day.day.isoformat() == "2026-11-24"
        await s.tick()
        assert s.marks == [f"{title}: open" for title in FOUR]


async def test_what_another_process_wrote_is_there_within_a_second(book: Book) -> None:
    async with stage(book) as s:
        book.planner.time.start(named("proposals"), MONDAY)
        await s.tick()
        assert s.marks[1] == "Write proposals: running"


async def test_t2_the_clock_in_the_header_ticks(book: Book) -> None:
    async with stage(book) as s:
        await s.press("enter")
        s.turn_to(at("2026-11-23 09:24:13"))
        await s.tick()
        assert "0:24:13" in s.frame()[1]


async def test_z1_the_header_says_by_how_much_the_day_is_too_full(book: Book) -> None:
    book.add("Big job est:2h", MONDAY)
    async with stage(book) as s:
        assert "1h too much" in "\n".join(s.frame()[:4])


async def test_s12_a_day_off_says_why_and_what_can_be_done(book: Book) -> None:
    book.planner.settle(FRIDAY)
    async with stage(book, SATURDAY) as s:
        text = "\n".join(s.frame())
        assert "Saturday is not one of your workdays" in text
        assert "holds 4 tasks (6h)" in text
        await s.press("b")
        assert len(s.day.tasks) == 4
        await s.press("u")
        assert s.day.tasks == ()
        await s.press("p")
        # S12 on top of S3: Friday's are still open, so they are brought in, and none is made beside them.
        assert [t.occurrence for t in s.day.tasks] == [FRIDAY_DATE] * 4
        await s.press("p")
        assert any("nothing more to plan" in toast for toast in s.toasts)


async def test_the_panel_follows_the_cursor(book: Book) -> None:
    from dayplan.planner.day import TaskEdit

    book.planner.day.edit(named("proposals"), TaskEdit(notes="two for the café"), MONDAY)
    async with stage(book) as s:
        await s.press("j")
        assert "two for the café" in "\n".join(s.frame())


async def test_help_and_palette_name_every_command(book: Book) -> None:
    from dayplan.tui.commands import APP, DAY, HELP, LIST, QUIT

    async with stage(book, size=(120, 90)) as s:
        await s.press("question_mark")
        assert isinstance(s.app.screen, HelpScreen)
        shown = "\n".join(s.frame())
        for command in (*DAY, *LIST, *APP):
            assert command.tooltip in shown
        await s.press("escape")
        titles = [command.title for command in s.app.get_system_commands(s.screen)]
        for command in (*DAY, HELP, QUIT):
            assert any(title.startswith(command.label.capitalize()) for title in titles)


def test_no_key_has_two_meanings_and_every_command_has_an_id_of_its_own() -> None:
    from dayplan.tui.commands import APP, DAY, FOOTER, LIST

    commands = (*DAY, *LIST, *APP)
    keys = [key for command in commands for key in command.key.split(",")]
    assert len(keys) == len(set(keys))
    assert len({command.id for command in commands}) == len(commands)
    assert len(FOOTER) <= 7


async def test_the_palette_runs_a_command(book: Book) -> None:
    async with stage(book) as s:
        command = next(c for c in s.app.get_system_commands(s.screen) if c.title.startswith("Tomorrow"))
        command.callback()
        await s.settled()
        assert len(s.day.tasks) == 3


async def test_a_read_only_file_is_shown_with_a_banner(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    from dayplan.storage import file

    book.planner.settle(MONDAY)
    monkeypatch.setattr(file, "writable", lambda path: False)
    async with stage(book) as s:
        assert "Read-only" in "\n".join(s.frame())
        await s.press("space")
        assert s.marks[0] == "Answer email: open"
        assert any("read-only" in toast for toast in s.toasts)


async def test_t7_a_clock_set_back_while_a_timer_runs(book: Book) -> None:
    async with stage(book) as s:
        await s.press("enter")
        s.turn_to(at("2026-11-23 08:00"))
        await s.tick()
        assert "0:00:00" in s.frame()[1]
        await s.press("enter")
        assert s.day.running is None
        assert any("set back" in toast for toast in s.toasts)


HOSTILE = ("[/]", "[bold]x[/bold]", "[x] done", "$text", "日本語 café 👩‍🚀", "a" * 500)


@pytest.mark.parametrize("title", HOSTILE)
async def test_hostile_titles_are_shown_as_written(book: Book, title: str) -> None:
    book.planner.settle(MONDAY)
    book.add(title, MONDAY)
    async with stage(book) as s:
        await s.press("G")
        assert title[:5] in "\n".join(s.frame())
        await s.press("enter", "x", "u", "e", "escape", "m", "escape")
        assert s.day.tasks[-1].title == title


@pytest.mark.parametrize("size", [(160, 50), (120, 36), (80, 24), (60, 20), (40, 12), (33, 10), (19, 4)])
async def test_it_stays_whole_at_every_size(book: Book, size: tuple[int, int]) -> None:
    book.planner.settle(MONDAY)
    book.add("A rather long title about the landing page @acme/site est:45m", MONDAY)
    async with stage(book, size=size) as s:
        width, height = size
        frame = s.frame()
        assert len(frame) == height
        if width >= 20:
            assert any("Answer email"[: width // 4] in line for line in frame)
            await s.press("j", "enter", "a", "escape", "question_mark", "escape", "e", "escape")
        else:
            assert "dayplan needs 20×5" in " ".join(line.strip() for line in frame)


async def test_resizing_back_and_forth_breaks_nothing(book: Book) -> None:
    async with stage(book) as s:
        for size in ((40, 12), (10, 3), (200, 60), (33, 9), (60, 20), (120, 36)):
            await s.pilot.resize_terminal(*size)
            await s.settled()
        assert "Answer email" in "\n".join(s.frame())
        assert s.list.has_focus


async def test_pasting_a_megabyte_inserts_nothing_and_says_so(book: Book) -> None:
    from textual.events import Paste

    async with stage(book) as s:
        await s.press("a")
        line = s.screen.query_one(QuickAdd).query_one(Input)
        line.post_message(Paste("x" * 1_000_000))
        await s.settled()
        assert line.value == ""
        assert any("1,000,000" in toast for toast in s.toasts)
        line.post_message(Paste("two\nlines\x1b[31m\u202e and \x00more"))
        await s.settled()
        assert line.value == "two lines[31m and more"


async def test_keys_pressed_before_the_database_is_there_are_not_lost(book: Book) -> None:
    book.planner.settle(TUESDAY)
    async with stage(book, TUESDAY) as s:
        await s.pilot.press("space", "j", "space", "j", "space")
        await s.settled()
        assert [t.status for t in s.day.tasks] == ["done", "done", "done", "open"]


async def test_a_click_on_a_key_does_what_the_key_does(book: Book) -> None:
    from dayplan.tui.widgets.key_bar import KeyBar

    async with stage(book) as s:
        await s.pilot.click(KeyBar, offset=(16, 0))  # space
        await s.settled()
        assert s.marks[0] == "Answer email: done"


async def test_mouse_click_selects_click_on_the_mark_ticks_double_click_starts(book: Book) -> None:
    async with stage(book) as s:
        await s.pilot.click(TaskList, offset=(20, 1))
        await s.settled()
        assert s.list.standing_on.title == "Write proposals"
        assert s.marks[1] == "Write proposals: open"
        await s.pilot.click(TaskList, offset=(2, 2))
        await s.settled()
        assert s.marks[2] == "Project work: done"
        await s.pilot.click(TaskList, offset=(20, 1), times=2)
        await s.settled()
        assert s.marks[1] == "Write proposals: running"


async def test_t10_a_long_estimate_is_asked_about_before_it_is_taken(book: Book) -> None:
    async with stage(book) as shown:
        await shown.press("a")
        await shown.type("Marathon est:13h")
        await shown.press("enter")
        assert "13h is more than 12 hours. Enter again keeps it." in "\n".join(shown.frame())
        assert len(shown.day.tasks) == 4
        await shown.press("enter")
        assert len(shown.day.tasks) == 5


async def test_c2_the_panel_says_when_a_task_was_moved_and_how(book: Book) -> None:
    book.planner.settle(MONDAY)
    task = book.add("Draft landing page", MONDAY)
    book.planner.day.move([Ref("id", task.id)], None, MONDAY)
    book.planner.day.move([Ref("id", task.id)], MONDAY_DATE, MONDAY)
    book.planner.day.keep(Ref("id", task.id), MONDAY)
    async with stage(book, TUESDAY) as s:
        await s.press("g")
        steps = [line[line.index("2026-") :].strip() for line in s.frame() if "2026-" in line]
        assert steps == [
            "2026-11-24  carried over",
            "2026-11-23  kept for that day",
            "2026-11-23  moved to 2026-11-23",
            "2026-11-23  moved to the inbox",
            "2026-11-23  added by you",
        ]
