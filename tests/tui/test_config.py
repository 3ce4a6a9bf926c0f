"""`config.toml`: theme and keys. What makes sense counts; what does not is refused with what would."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path

import pytest
from stage import Stage, stage
from support import Book
from textual.app import App

from dayplan.tui.commands import EVERY, PLACES
from dayplan.tui.config import keep_theme, read_config
from dayplan.tui.screens.why import WhyScreen
from dayplan.tui.widgets.key_bar import KeyBar

THEMES = App[None]().available_themes


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def complaints(file: Path, text: str) -> list[str]:
    file.write_text(text, encoding="utf-8")
    said = read_config(str(file), THEMES).complaints
    assert all(each.startswith((f"{file}: ", f"{file}, line ")) for each in said)
    return [re.sub(r"^(, line \d+)?: ", "", each.removeprefix(str(file))) for each in said]


def keys(file: Path, text: str) -> dict[str, str]:
    file.write_text(text, encoding="utf-8")
    return dict(read_config(str(file), THEMES).keys)


# What is read


def test_without_a_file_the_defaults_hold(file: Path) -> None:
    assert read_config(str(file), THEMES) == (None, {}, ())


@pytest.mark.parametrize(
    "text",
    [
        '[keys]\n"task.done" = "d"\n',
        '[keys]\ntask.done = "d"\n',
        '[keys.task]\ndone = "d"\n',
        'theme = "nord"\n[keys]\ntask.done = " d "\n',
    ],
)
def test_a_key_is_named_as_toml_allows(file: Path, text: str) -> None:
    assert keys(file, text) == {"task.done": "d"}
    assert complaints(file, text) == []


@pytest.mark.parametrize(
    "key", ["W", "ctrl+d", "f5", "minus", "#", "é", "shift+f1", "d,W", "d, ctrl+d", "alt+enter", "0"]
)
def test_what_a_terminal_sends_is_a_key(file: Path, key: str) -> None:
    assert complaints(file, f'[keys]\ntask.done = "{key}"\n') == []
    assert keys(file, f'[keys]\ntask.done = "{key}"\n') == {"task.done": key.replace(" ", "")}


def test_13_20_keys_may_be_a_list(file: Path) -> None:
    assert complaints(file, '[keys]\ntask.done = ["d", "space"]\n') == []
    assert keys(file, '[keys]\ntask.done = ["d", "space"]\n') == {"task.done": "d,space"}


def test_13_20_a_mark_of_byte_order_is_no_part_of_the_text(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + b'theme = "nord"\r\n[keys]\r\ntask.done = "d"\r\n')
    assert read_config(str(file), THEMES) == ("nord", {"task.done": "d"}, ())
    keep_theme(str(file), "dracula")
    assert read_config(str(file), THEMES) == ("dracula", {"task.done": "d"}, ())


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_13_20_another_encoding_is_named(file: Path, encoding: str) -> None:
    mark = {"utf-16-le": "\ufeff", "utf-16-be": "\ufeff"}.get(encoding, "")
    file.write_bytes((mark + 'theme = "nord"').encode(encoding))
    (said,) = read_config(str(file), THEMES).complaints
    assert said == f"{file} cannot be read (it is UTF-16: save it as UTF-8): the defaults hold."


@pytest.mark.parametrize("theme", sorted(THEMES))
def test_every_theme_of_textual_is_one(file: Path, theme: str) -> None:
    file.write_text(f'theme = "{theme}"')
    assert read_config(str(file), THEMES).theme == theme


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('theme = "nrod"', "theme 'nrod' is not known. Did you mean nord? There are: "),
        ("theme = 5", "theme '5' is not known. "),
        ('theme = ["nord"]', "is not known. "),
        ('[keys]\ntask.donne = "d"', "there is no action 'task.donne'. Did you mean task.done?"),
        ('[keys]\nzzz = "d"', "there is no action 'zzz'. They have names such as task.done, day.filter and list.down."),
        ('[keys]\ntask.done = "ctlr+d"', "task.done: 'ctlr+d' is no key. "),
        ('[keys]\ntask.done = "entr"', "task.done: 'entr' is no key. Did you mean enter? Write one such as d"),
        ('[keys]\ntask.done = ""', "task.done: '' is no key. "),
        ('[keys]\ntask.done = "dd"', "task.done: 'dd' is no key. "),
        ('[keys]\ntask.done = "ctrl+i"', "task.done: 'ctrl+i' never comes: a terminal sends it as tab. Write tab, or "),
        ('[keys]\ntask.done = "d,ctrl+m"', "task.done: 'ctrl+m' never comes: a terminal sends it as enter. "),
        ('[keys]\ntask.done = "ctrl+h"', "task.done: 'ctrl+h' never comes: a terminal sends it as backspace. "),
        ('[keys]\ntask.done = "ctrl+["', "task.done: 'ctrl+[' never comes: a terminal sends it as escape. "),
        ('[keys]\ntask.done = "shift+d"', "task.done: 'shift+d' never comes: write D."),
        ('[keys]\ntask.done = ["d", "ctlr+d"]', "task.done: 'ctlr+d' is no key. "),
        ('[keys]\ntask.done = ["d", 5]', "is no key. "),
        ("[keys]\ntask.done = []", "task.done: '[]' is no key. "),
        ("[keys]\ntask.done = true", "task.done: 'True' is no key. "),
        ('keys = "d"', '[keys] is a table, such as "task.done" = "d".'),
        ('colour = "red"', "there is no setting 'colour' here; there are theme and [keys]."),
        ("[focus]\nwork = 25", "focus is kept with the data, not here: set it with dayplan config set focus_work."),
        ('day_start = "04:00"', "day_start is kept with the data, not here: set it with dayplan config set day_start."),
    ],
)
def test_what_is_wrong_is_refused_with_what_would_be_right(file: Path, text: str, said: str) -> None:
    (only,) = complaints(file, text)
    assert said in only
    assert only.endswith((".", "?"))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('theme = "nrod"', 1),
        ('# a comment\n\n  "theme" = "nrod"', 3),
        ('theme = """nrod\n\nmore"""', 1),
        ('theme = "nord"\n[keys]\n\n# mine\ntask.donne = "d"', 5),
        ('[keys]\n"task.donne" = "d"', 2),
        ('[keys]\ntask = { start = "ctrl+y", done = "dd" }', 2),
        ('[keys.task]\nstart = "ctrl+y"\ndone = "dd"', 3),
        ('keys.task.start = "ctrl+y"\nkeys.task.done = "dd"', 2),
        ('theme = "nord"\r\n[keys]\r\ntask.done = "dd"\r\n', 3),
        ('colour = [\n  "red",\n  "[keys]",\n]', 1),
        ('theme = "nord"\n[[colour]]\nred = 1', 2),
        ('[keys]\ntask.start = "ctrl+y"\ntask.done = "x"', 3),
        ('text = """\n[keys]\ntask.done = "dd"\n"""', 1),
    ],
)
def test_a_complaint_names_the_file_the_line_and_the_key(file: Path, text: str, line: int) -> None:
    file.write_bytes(text.encode())
    (only,) = read_config(str(file), THEMES).complaints
    assert only.startswith(f"{file}, line {line}: ")
    assert re.search(r"theme|task\.donne|task\.done|colour|'text'", only)


@pytest.mark.parametrize(
    ("broken", "where"),
    [
        (b"theme = 'nord'\n\ntheme = ", "line 3"),
        (b"theme = 'nord'\nsize = 1 2", "line 2, column 10"),
        (b"theme = 'nord'\n# caf\xe9", "at line 2"),
        (b"[keys]\n[keys]", "line 2"),
    ],
)
def test_what_is_no_toml_is_placed_too(file: Path, broken: bytes, where: str) -> None:
    file.write_bytes(broken)
    (only,) = read_config(str(file), THEMES).complaints
    assert where in only


def test_of_many_complaints_the_first_few_are_shown(file: Path) -> None:
    file.write_text("[keys]\n" + "".join(f"key{number} = 'x'\n" for number in range(100)))
    *some, last = read_config(str(file), THEMES).complaints
    assert [f"line {number}: " in said for number, said in enumerate(some, 2)] == [True] * 5
    assert last == f"{file}: and 95 more like these."


def test_a_file_that_others_could_change_is_theirs_no_more(file: Path) -> None:
    file.write_text('theme = "nord"\n')
    file.chmod(0o666)
    assert read_config(str(file), THEMES).complaints == (f"{file} could be changed by others: now only you can.",)
    assert file.stat().st_mode & 0o777 == 0o644
    assert read_config(str(file), THEMES) == (("nord", {}, ()))


@pytest.mark.parametrize("broken", [b"theme = ", b"[keys", b"\xff\xfe", b"theme = 'a'\ntheme = 'b'"])
def test_a_file_that_is_no_toml_is_said_to_be_none(file: Path, broken: bytes) -> None:
    file.write_bytes(broken)
    found = read_config(str(file), THEMES)
    assert found[:2] == (None, {})
    (only,) = found.complaints
    assert only.startswith(f"{file} cannot be read (")
    assert only.endswith(": the defaults hold.")


def test_a_directory_in_its_place_is_no_reason_to_stop(file: Path) -> None:
    file.mkdir()
    assert "cannot be read" in read_config(str(file), THEMES).complaints[0]


def test_what_makes_sense_counts_beside_what_does_not(file: Path) -> None:
    text = 'theme = "nord"\nsize = 3\n[keys]\ntask.done = "d"\ntask.gone = "g"\ntask.move = "nokey"\n'
    assert keys(file, text) == {"task.done": "d"}
    assert read_config(str(file), THEMES).theme == "nord"
    assert len(complaints(file, text)) == 3


# Two meanings for one key


@pytest.mark.parametrize(
    ("text", "clashes"),
    [
        ('task.done = "x"', ["x is meant for both task.done and task.drop: give one of them another key."]),
        ('task.done = "x"\ntask.drop = "space"', []),
        ('task.done = "1"', ["1 is meant for both task.done and mode.day: give one of them another key."]),
        ('task.start = "down"', ["down is meant for both task.start and list.down: give one of them another key."]),
        ('focus.stop = "x"', []),
        ('focus.stop = "c"', ["c is meant for both focus.stop and inbox.capture: give one of them another key."]),
    ],
)
def test_a_key_with_two_meanings_in_one_place_is_told(file: Path, text: str, clashes: list[str]) -> None:
    found = complaints(file, f"[keys]\n{text}\n")
    assert [each for each in found if "grid" not in each] == clashes


def test_the_defaults_clash_nowhere(file: Path) -> None:
    for place in PLACES:
        taken = [key for command in place for key in command.key.split(",")]
        assert len(taken) == len(set(taken))
    assert complaints(file, "[keys]\n") == []


def test_every_action_can_have_another_key_and_is_named_in_one_way() -> None:
    ids = [command.id for command in EVERY]
    assert len(ids) == len(set(ids))
    for place in PLACES:
        for command in place:
            assert command.id in ids
            assert command.binding().id == command.id
            assert command.tooltip


# In the planner


async def told(s: Stage) -> list[str]:
    await s.settled()
    return [toast for toast in s.toasts if "config.toml" in toast]


async def test_a_new_key_does_what_the_old_one_did_and_the_old_one_nothing(book: Book, file: Path) -> None:
    file.write_text('[keys]\ntask.done = "d"\nlist.down = "n"\n"task.why" = "#"\n')
    async with stage(book, config=str(file)) as s:
        assert await told(s) == []
        await s.burst("nd")
        assert [task.status for task in s.day.tasks] == ["open", "done", "open", "open"]
        await s.burst(" j")
        assert s.list.highlighted == 1
        assert s.marks[1] == "Write proposals: done"
        await s.burst("#")
        assert isinstance(s.app.screen, WhyScreen)


async def test_it_shows_in_the_footer_in_the_help_and_in_the_palette(book: Book, file: Path) -> None:
    file.write_text('[keys]\ntask.done = "d"\n"app.help" = "f1"\n"day.filter" = "ctrl+f"\n')
    async with stage(book, config=str(file)) as s:
        assert "d done   f1 help" in s.text
        titles = [command.title for command in s.app.get_system_commands(s.screen)]
        assert "Done  (d)" in titles
        assert "Filter  (ctrl+f)" in titles
        await s.press("f1")
        lines = [line.strip() for line in s.frame()]
        assert any("d  Tick this task, or open it again" in line for line in lines)
        await s.burst("filter")
        assert any("ctrl+f  Show only some tasks" in line for line in s.frame())


async def test_a_click_on_the_footer_knows_the_new_key(book: Book, file: Path) -> None:
    file.write_text('[keys]\ntask.done = "d"\n')
    async with stage(book, config=str(file)) as s:
        await s.pilot.click(KeyBar, offset=(16, 0))
        await s.settled()
        assert s.marks[0] == "Answer email: done"


async def test_a_bad_file_is_told_and_the_planner_starts(book: Book, file: Path) -> None:
    file.write_text('theme = "nrod"\n[keys]\ntask.don = "d"\ntask.move = "entr"\ntask.drop = "d"\n')
    async with stage(book, config=str(file)) as s:
        assert len(await told(s)) == 3
        await s.burst(" jd")
        assert [task.status for task in s.day.tasks[:2]] == ["done", "dropped"]


async def test_a_file_that_cannot_be_read_at_all_is_told_too(book: Book, file: Path) -> None:
    file.write_bytes(b"theme = [")
    async with stage(book, config=str(file)) as s:
        (only,) = await told(s)
        assert only.endswith("the defaults hold.")
        await s.press("space")
        assert s.marks[0] == "Answer email: done"


async def test_the_theme_is_taken_and_a_new_one_is_kept(book: Book, file: Path) -> None:
    file.write_text('# mine\ntheme = "nord"\n\n[keys]\ntask.done = "d"\n')
    async with stage(book, config=str(file)) as s:
        assert s.app.theme == "nord"
        s.app.theme = "gruvbox"
        await s.settled()
    assert file.read_text() == '# mine\ntheme = "gruvbox"\n\n[keys]\ntask.done = "d"\n'


async def test_looking_at_the_planner_writes_no_file(book: Book, file: Path) -> None:
    async with stage(book, config=str(file)) as s:
        await s.press("j")
    assert not file.exists()


# Keeping the theme


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", 'theme = "nord"\n'),
        ("# mine\n", 'theme = "nord"\n# mine\n'),
        ('theme = "dracula"', 'theme = "nord"\n'),
        ('# mine\ntheme="dracula"\n# after\n', '# mine\ntheme = "nord"\n# after\n'),
        ('  theme = "dracula"\n', 'theme = "nord"\n'),
        ('"theme" = "dracula"\nfocus = 1\n', 'theme = "nord"\nfocus = 1\n'),
        ('[keys]\ntask.done = "d"\n', 'theme = "nord"\n[keys]\ntask.done = "d"\n'),
        ('[focus]\ntheme = "mine"\n', 'theme = "nord"\n[focus]\ntheme = "mine"\n'),
        ('theme_note = "x"\n', 'theme = "nord"\ntheme_note = "x"\n'),
    ],
)
def test_keeping_a_theme_leaves_the_rest_of_the_file_as_it_is(file: Path, before: str, after: str) -> None:
    file.write_text(before)
    keep_theme(str(file), "nord")
    assert file.read_text() == after
    assert tomllib.loads(after)["theme"] == "nord"
    keep_theme(str(file), "nord")
    assert file.read_text() == after
    assert os.listdir(file.parent) == [file.name]


def test_keeping_a_theme_makes_the_directory_and_keeps_a_link_a_link(tmp_path: Path) -> None:
    keep_theme(str(tmp_path / "new" / "config.toml"), "nord")
    assert (tmp_path / "new" / "config.toml").read_text() == 'theme = "nord"\n'
    link = tmp_path / "config.toml"
    link.symlink_to(tmp_path / "new" / "config.toml")
    keep_theme(str(link), "dracula")
    assert link.is_symlink()
    assert link.read_text() == 'theme = "dracula"\n'


async def test_a_theme_that_cannot_be_kept_is_told_and_shown_all_the_same(book: Book, file: Path) -> None:
    file.mkdir()
    async with stage(book, config=str(file)) as s:
        s.app.theme = "gruvbox"
        await s.settled()
        assert any("The theme could not be kept in" in toast for toast in s.toasts)
        assert s.app.theme == "gruvbox"
