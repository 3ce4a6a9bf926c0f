"""Forms write a difference, never everything; what two have changed is asked about (issue 13.4, 13.5)."""

from __future__ import annotations

import ast
import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from edit_forms import CASES, NOON, Case, content, edit_task, field, fill, row, write
from stage import Stage, stage
from support import MONDAY, THOROUGH, Book, named
from textual.widgets import TextArea

import dayplan.tui
from dayplan.planner.day import TaskEdit
from dayplan.tui.screens.conflict import ConflictScreen
from dayplan.tui.screens.form import EditForm, TaskForm

SEEDS = range(4 if THOROUGH else 1)
EACH = [pytest.param(case, id=case.name) for case in CASES]


def everything(book: Book) -> dict[str, list[tuple]]:
    """Return all rows of the file, as they are stored, with its history."""
    connection = sqlite3.connect(book.path)
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    rows = {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in tables}
    connection.close()
    return rows


async def save(s: Stage) -> None:
    await s.press("ctrl+s" if isinstance(s.app.screen, TaskForm) else "enter")


async def close(s: Stage, case: Case) -> None:
    """Go back to the day, whose list is read anew."""
    if case.keys[0] in ("C", "f", "at"):
        await s.press("escape")
    await s.press("1")
    await s.tick()


def is_open(s: Stage, key: str) -> bool:
    return bool(s.app.screen.query(TextArea if key == "notes" else "LineInput"))


def steps(book: Book) -> int:
    """Return how many changes stand."""
    return len(book.sql("SELECT DISTINCT step FROM op WHERE undone_at IS NULL"))


def take_back(book: Book, down_to: int) -> None:
    """Undo, in a shell, what was changed since."""
    while steps(book) > down_to:
        book.planner.history.undo(NOON)


@pytest.mark.parametrize("case", EACH)
async def test_what_was_changed_here_and_elsewhere_both_stand(book: Book, case: Case) -> None:
    """Issue 13.4: while a form is open in which one field is changed, all others are changed in a shell."""
    case.prepare(book)
    before = steps(book)
    async with stage(book, NOON) as s:
        for line in case.lines:
            await case.open(s)
            for other in case.lines:
                if other is not line:
                    other.elsewhere(book)
            fill(s, line.key, line.typed)
            await save(s)
            expected = tuple(each.mine if each is line else each.theirs for each in case.lines)
            assert case.stored(book) == expected, line.key
            assert not is_open(s, line.key), line.key
            take_back(book, before)
            await close(s, case)


@pytest.mark.parametrize("case", EACH)
async def test_what_both_have_changed_is_asked_about(book: Book, case: Case) -> None:
    """Issue 13.4: both values are shown; esc leads back to what was typed, `t` takes theirs, `m` mine."""
    case.prepare(book)
    before, stored = steps(book), case.stored(book)
    async with stage(book, NOON) as s:
        for place, line in enumerate(case.lines):
            if not line.shown:
                continue  # of yes and no there is no third value
            await case.open(s)
            line.elsewhere(book)
            fill(s, line.key, line.typed)
            await save(s)
            assert isinstance(s.app.screen, ConflictScreen), line.key
            for words in line.shown:
                assert words in s.text, line.key
            await s.press("enter")
            assert isinstance(s.app.screen, ConflictScreen), "no choice is on enter"
            await s.press("escape")
            assert content(s, line.key) == line.typed, "nothing that was typed is lost"
            await save(s)
            await s.press("t")
            assert not is_open(s, line.key), line.key
            assert case.stored(book) == (*stored[:place], line.theirs, *stored[place + 1 :])
            assert steps(book) == before + 1, "theirs stands already"
            take_back(book, before)
            await close(s, case)
            await case.open(s)
            line.elsewhere(book)
            fill(s, line.key, line.typed)
            await save(s)
            await s.press("m")
            assert not is_open(s, line.key), line.key
            assert case.stored(book) == (*stored[:place], line.mine, *stored[place + 1 :])
            take_back(book, before)
            await close(s, case)


@pytest.mark.parametrize("case", EACH)
async def test_what_both_have_changed_alike_is_not_asked_about(book: Book, case: Case) -> None:
    case.prepare(book)
    before = steps(book)
    async with stage(book, NOON) as s:
        for line in case.lines if THOROUGH else case.lines[:2]:
            await case.open(s)
            fill(s, line.key, line.typed)
            await save(s)
            stored = case.stored(book)
            take_back(book, before)
            await close(s, case)
            await case.open(s)
            book.planner.history.redo(NOON)  # in a shell
            fill(s, line.key, line.typed)
            await save(s)
            assert not is_open(s, line.key), line.key
            assert case.stored(book) == stored
            take_back(book, before)
            await close(s, case)


@pytest.mark.parametrize("case", EACH)
@pytest.mark.parametrize("seed", SEEDS)
async def test_opening_and_saving_writes_nothing(book: Book, case: Case, seed: int) -> None:
    """Issue 13.5: whatever is stored, and however it is shown; and one field that is changed changes no other."""
    rand = random.Random(f"{case.name} {seed}")
    case.prepare(book)
    case.scramble(book, rand)
    async with stage(book, NOON) as s:
        before = everything(book)
        await case.open(s)
        assert is_open(s, case.lines[0].key)
        await save(s)
        assert not is_open(s, case.lines[0].key)
        assert everything(book) == before
        await close(s, case)
        await case.open(s)
        line = rand.choice(case.lines)
        if content(s, line.key).strip() == line.typed:
            return
        stored = case.stored(book)
        fill(s, line.key, line.typed)
        await save(s)
        assert not is_open(s, line.key), s.text
        after = case.stored(book)
        changed = [each.key for each, old, new in zip(case.lines, stored, after, strict=True) if old != new]
        assert set(changed) <= {line.key, *("missed" for _ in "x" if line.key == "every")}


@pytest.mark.parametrize("case", EACH)
async def test_every_line_of_a_form_is_among_the_cases(book: Book, case: Case) -> None:
    case.prepare(book)
    async with stage(book, NOON) as s:
        await case.open(s)
        form = s.app.screen
        if isinstance(form, EditForm):
            keys = [each.key for each in form._fields] + ([] if form._notes is None else ["notes"])
            assert keys == [line.key for line in case.lines]


def calls(*names: str) -> Iterator[tuple[str, ast.Call]]:
    """Return the calls of some functions or classes in the planner's sources, and in which function each is."""
    root = Path(dayplan.tui.__file__).parent
    for path in sorted(root.rglob("*.py")):
        module = ".".join(path.relative_to(root).with_suffix("").parts)
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
                for node in ast.walk(function):
                    if isinstance(node, ast.Call):
                        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                        if name in names:
                            yield f"{module}.{function.name}", node


def test_every_form_over_something_stored_is_among_the_cases() -> None:
    """A new form has to be added to `edit_forms.CASES`, where all of the above holds it."""
    made = {function for function, _ in calls("EditForm", "ask_for_value")} - {"screens.base.ask_for_value"}
    assert made == {case.made_by for case in CASES}
    assert {function for function, _ in calls("TaskForm")} == {
        "entry_form.new_entry_form",
        "template_form.new_template_form",
    }, "a form that writes all of its lines makes something new"


def test_a_line_that_shows_what_is_stored_writes_a_difference() -> None:
    filled = {
        function
        for function, call in calls("AskLine")
        if not (isinstance(call.args[1], ast.Constant) and call.args[1].value == "")
    }
    assert filled <= {function for function, _ in calls("ask_for_value")}


# Examples of the issue


async def test_the_estimate_of_a_shell_survives_a_title_of_the_form(book: Book) -> None:
    book.planner.settle(MONDAY)
    async with stage(book, NOON) as s:
        await s.press("e")
        edit_task(estimate_s=7200)(book)
        await s.burst(" and post\r")
        assert row(book, "SELECT title, estimate_s FROM task WHERE id = 1") == ("Answer email and post", 7200)


async def test_two_fields_are_asked_about_one_after_the_other(book: Book) -> None:
    book.planner.settle(MONDAY)
    async with stage(book, NOON) as s:
        await s.press("e")
        edit_task(title="Post", estimate_s=7200, notes="theirs")(book)
        for key, text in (("title", "Mail"), ("estimate", "45m"), ("tags", "work")):
            fill(s, key, text)
        await s.press("ctrl+s", "m")
        assert isinstance(s.app.screen, ConflictScreen)
        assert "Estimate" in s.text
        await s.press("t")
        assert s.app.screen is s.screen
        assert row(book, "SELECT title, estimate_s, notes FROM task WHERE id = 1") == ("Mail", 7200, "theirs")
        assert book.sql("SELECT tag FROM task_tag WHERE task_id = 1") == [("work",)]
        await s.press("u")
        assert row(book, "SELECT title FROM task WHERE id = 1") == ("Post",), "one step"


async def test_a_field_that_changes_again_while_it_is_asked_about_is_asked_about_again(book: Book) -> None:
    book.planner.settle(MONDAY)
    async with stage(book, NOON) as s:
        await s.press("e")
        edit_task(title="Post")(book)
        fill(s, "title", "Mail")
        await s.press("ctrl+s")
        edit_task(title="Parcels")(book)
        await s.press("m")
        assert isinstance(s.app.screen, ConflictScreen)
        assert "Parcels" in s.text
        await s.press("m")
        assert row(book, "SELECT title FROM task WHERE id = 1") == ("Mail",)


async def test_notes_in_an_editor_are_asked_about_too(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """Issue 13.4: what was written in `$EDITOR` while the notes were changed in a shell; esc leaves it in a file."""
    book.planner.settle(MONDAY)

    def edit_text(app: object, text: str) -> str:
        book.planner.day.edit(named("email"), TaskEdit(notes="theirs"), NOON)
        return f"{text}mine"

    monkeypatch.setattr("dayplan.tui.editor.edit_text", edit_text)
    async with stage(book, NOON) as s:
        await s.press("E")
        assert isinstance(s.app.screen, ConflictScreen)
        await s.press("m")
        assert row(book, "SELECT notes FROM task WHERE id = 1") == ("mine",)
        await s.press("E", "escape")
        assert row(book, "SELECT notes FROM task WHERE id = 1") == ("theirs",)
        kept = Path(s.toasts[-1].split("What you wrote is in ")[1].removesuffix("."))
        assert kept.read_text() == "minemine\n"
        kept.unlink()


async def test_an_agreed_rate_that_equals_the_client_s_survives_a_new_name(book: Book) -> None:
    """Issue 13.5: a new rate of the client does not re-price the project."""
    case = next(case for case in CASES if case.name == "project")
    case.prepare(book)
    async with stage(book, NOON) as s:
        await case.open(s)
        fill(s, "name", "web")
        await save(s)
    book.planner.clients.set_rate("acme", "", "100", NOON)
    assert row(book, "SELECT name, rate_minor FROM project WHERE name <> ''") == ("web", 8000)


@pytest.mark.parametrize(("seconds", "shown"), [(1188, "0.33h"), (36, "0.01h"), (20, "0.0056h"), (1800, "30m")])
async def test_an_estimate_that_is_no_whole_minute_stays_as_it_is(book: Book, seconds: int, shown: str) -> None:
    """Issue 13.5: `est:0.33h` became 19m, and 36 seconds made every field unsavable."""
    book.planner.settle(MONDAY)
    write(book, "UPDATE task SET estimate_s = :seconds WHERE id = 1", seconds=seconds)
    async with stage(book, NOON) as s:
        await s.press("e")
        assert content(s, "estimate") == shown
        await s.burst(" and post\r")
        assert row(book, "SELECT title, estimate_s FROM task WHERE id = 1") == ("Answer email and post", seconds)


async def test_an_entry_keeps_its_seconds_where_its_note_is_changed(book: Book) -> None:
    case = next(case for case in CASES if case.name == "entry")
    case.prepare(book)
    start = case.stored(book)[0]
    assert isinstance(start, int)
    write(book, f"UPDATE time_entry SET started_at = {start + 12}, ended_at = {start + 1247} WHERE id = 1")
    async with stage(book, NOON) as s:
        await case.open(s)
        fill(s, "notes", "with Ana")
        await save(s)
    assert case.stored(book) == (start + 12, start + 1247, 1, "with Ana")


async def test_a_client_that_was_renamed_elsewhere_takes_the_rate_of_its_form(book: Book) -> None:
    case = next(case for case in CASES if case.name == "client")
    case.prepare(book)
    async with stage(book, NOON) as s:
        await case.open(s)
        book.planner.clients.rename("acme", "", "Blue Door", NOON)
        fill(s, "rate", "90")
        await save(s)
    assert case.stored(book) == ("Blue Door", 9000)


async def test_a_client_that_was_merged_away_elsewhere_keeps_its_form_open(book: Book) -> None:
    case = next(case for case in CASES if case.name == "client")
    case.prepare(book)
    book.add("Call @blue-door", MONDAY)
    async with stage(book, NOON) as s:
        await case.open(s)
        book.planner.clients.merge("acme", "", "blue-door", "", NOON, agreed=True)
        fill(s, "rate", "90")
        await save(s)
        assert isinstance(s.app.screen, TaskForm)
        assert "“acme” is gone" in s.text
        assert content(s, "rate") == "90"


async def test_a_schedule_in_other_words_goes_on_from_where_its_template_began(book: Book) -> None:
    book.planner.settle(MONDAY)
    schedule = "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"
    write(book, "UPDATE template SET schedule = :schedule, starts_on = '2026-11-06' WHERE id = 1", schedule=schedule)
    async with stage(book, NOON) as s:
        await s.press("3", "e")
        before = everything(book)
        fill(s, "every", "every 2nd friday")
        await save(s)
        assert everything(book) == before


async def test_a_policy_that_is_emptied_is_the_schedule_s_own_again(book: Book) -> None:
    book.planner.settle(MONDAY)
    write(book, "UPDATE template SET missed = 'accumulate', on_away = 'ignore' WHERE id = 1")
    async with stage(book, NOON) as s:
        await s.press("3", "e")
        fill(s, "missed", "")
        fill(s, "on_away", "")
        await save(s)
        assert row(book, "SELECT missed, on_away FROM template WHERE id = 1") == ("replace", "skip")


@pytest.mark.parametrize(("keys", "key"), [(("e",), "day"), (("4", "g", "e"), "end"), (("4", "g", "e"), "start")])
async def test_what_cannot_be_empty_is_refused_in_the_form(book: Book, keys: tuple[str, ...], key: str) -> None:
    next(case for case in CASES if case.name == "entry").prepare(book)
    async with stage(book, NOON) as s:
        await s.press(*keys)
        before = everything(book)
        fill(s, key, "")
        await save(s)
        assert isinstance(s.app.screen, TaskForm)
        assert field(s, key)
        assert everything(book) == before


async def test_of_long_notes_the_place_is_shown_where_they_differ(book: Book) -> None:
    book.planner.settle(MONDAY)
    lines = "\n".join(f"line {number}" for number in range(40))
    edit_task(notes=lines)(book)
    async with stage(book, NOON) as s:
        await s.press("e")
        edit_task(notes=f"{lines}\ntheirs")(book)
        fill(s, "notes", f"{lines}\nmine")
        await save(s)
        for words in ("theirs", "mine", "line 39", "…"):
            assert words in s.text
        assert "line 38" not in s.text
