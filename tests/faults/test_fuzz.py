"""Every door, with anything: nothing is interpreted, nothing crashes, and what is stored is what is shown."""

from __future__ import annotations

import io
import json
import shutil
import sqlite3
import time
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from pathlib import Path

import pytest
from evidence import check, rows
from hostile import ARGUMENT, HOSTILE, PIECES, is_clean
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from processes import House
from stage import stage
from support import MONDAY, Book
from test_calendar_file import calendar
from textual.events import Paste
from textual.theme import BUILTIN_THEMES
from textual.widgets import Input, TextArea

from dayplan.cli.main import run
from dayplan.cli.table import COMMANDS, FAMILIES
from dayplan.domain.quickadd import parse_quick_add
from dayplan.errors import DayplanError
from dayplan.planner.calendar_file import read_calendar
from dayplan.tui.commands import EVERY
from dayplan.tui.config import read_config

TODAY = date(2026, 11, 23)
IN_TMP = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
TEXTS = (
    "SELECT title FROM task UNION ALL SELECT notes FROM task UNION ALL SELECT name FROM client UNION ALL"
    " SELECT name FROM project UNION ALL SELECT title FROM template UNION ALL SELECT label FROM away UNION ALL"
    " SELECT tag FROM task_tag UNION ALL SELECT note FROM time_entry UNION ALL SELECT note FROM day UNION ALL"
    " SELECT value FROM setting UNION ALL SELECT label FROM op UNION ALL SELECT notes FROM template"
)


# The command line


def say(*words: str) -> tuple[int, str, str]:
    with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as err:
        code = run([*words])
    return code, out.getvalue(), err.getvalue()


@pytest.fixture
def desk(monday: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A seeded file, a clock, and a directory in which named files may be made."""
    path = tmp_path / "data" / "dayplan.db"
    path.parent.mkdir(mode=0o700)
    shutil.copy(monday, path)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    for name, value in {"DAYPLAN_DB": str(path), "DAYPLAN_NOW": "2026-11-23T10:00:00+01:00", "COLUMNS": "80"}.items():
        monkeypatch.setenv(name, value)
    return path


LINES = [(name,) for name in COMMANDS if name not in FAMILIES]
LINES += [(family, name) for family, commands in FAMILIES.items() for name in commands]
OPTIONS = (
    "--json",
    "--csv",
    "--md",
    "--title",
    "--notes",
    "--note",
    "--for",
    "--est",
    "--every",
    "--day",
    "--at",
    "--by",
)
OPTIONS += ("--from", "--to", "--round", "--scope", "--format", "--dry-run", "--entries", "--task", "--start", "--end")
WORDS = st.one_of(
    ARGUMENT, st.sampled_from(OPTIONS), st.sampled_from(["1", "2", "today", "Answer", "acme", "@acme/site"])
)


@settings(IN_TMP, max_examples=200)
@given(line=st.sampled_from(LINES), words=st.lists(WORDS, max_size=5))
@example(("away", "import"), ["\x1b[31m.ics"])
@example(("backup",), ["\x1b[31m\u202e.db"])
@example(("restore",), ["99999999999999999999"])
@example(("start",), ["1", "--at", "99999999999999999999"])
@example(("config",), ["set", "idle_command", "echo \x1b[31m0"])
@example(("add",), ["y" * 20_000])
@example(("project", "add"), ["/a \udce9 \x1b[2J b"])
@example(("client", "rename"), ["acme", "\udce9 \u2069b"])
def test_any_command_line_is_carried_out_or_refused(desk: Path, line: tuple[str, ...], words: list[str]) -> None:
    if any(word.startswith(("/", "~", "--db")) or ".." in word for word in words):
        return  # files are made where they are named
    code, out, err = say(*line, *words)
    assert code in (0, 1, 2, 65, 74, 78), (code, err)
    assert "Something went wrong inside" not in err
    assert is_clean(out)
    assert is_clean(err)
    assert code == 0 or err, "what is refused is refused in words"
    check(desk)


@settings(IN_TMP, max_examples=15)
@given(text=ARGUMENT)
@example("".join(PIECES[:40]))
def test_what_is_stored_is_what_is_shown(desk: Path, text: str) -> None:
    """A title, notes, names, a tag, a label and a note that were taken are in every answer as they are in the file."""
    taken = [
        say("add", "--json", "--", text)[0],
        say("edit", "1", "--title", text)[0],
        say("edit", "2", "--notes", text)[0],
        say("client", "add", text)[0],
        say("away", "add", "2027-03-01", "2027-03-02", text)[0],
        say("template", "add", text, "--every", "monday")[0],
        say("log", "add", "3", "9:00-9:10", "--note", text)[0],
        say("close", "--note", text)[0],
    ]
    assert set(taken) <= {0, 1, 2}
    check(desk)
    stored = [found for (found,) in rows(desk, TEXTS) if found]
    assert all(is_clean(found) for found in stored)
    code, out, _ = say("today", "--json")
    assert code == 0
    titles = [title for (title,) in rows(desk, "SELECT title FROM task WHERE day = '2026-11-23' ORDER BY id")]
    assert sorted(task["title"] for task in json.loads(out)["tasks"]) == sorted(titles)
    shown = say("today")[1] + say("history")[1] + say("status")[1] + say("log")[1] + say("report", "--md")[1]
    assert is_clean(shown)
    for (title,) in rows(desk, "SELECT title FROM task WHERE day = '2026-11-23' AND status <> 'dropped'"):
        assert title in shown


# Forms, quick-add and paste


PASTES = [*PIECES, "".join(PIECES[:25]), " ".join(PIECES[20:60]), "Call " + "".join(PIECES[30:45]), "1\n2\n3\n" * 5000]


@pytest.mark.parametrize("pastes", [PASTES[::4], pytest.param(PASTES, marks=pytest.mark.long)], ids=["some", "all"])
async def test_whatever_is_pasted_into_the_planner_is_cleaned_or_refused_and_never_painted_raw(
    book: Book, pastes: list[str]
) -> None:
    book.planner.settle(MONDAY)
    async with stage(book) as s:
        for number, piece in enumerate(pastes):
            text = f"Paste {piece} {number} " if number % 2 else piece
            await s.press("a" if number % 3 else "e")
            field = s.app.focused
            assert isinstance(field, (Input, TextArea)), text
            field.post_message(Paste(text))
            await s.settled()
            assert is_clean(s.text), ascii(text)
            await s.press("enter")
            assert is_clean(s.text), ascii(text)
            while s.app.focused is not s.list:
                await s.press("escape")
            assert all(is_clean(toast) for toast in s.toasts), ascii(text)
        stored = [found for (found,) in book.sql(TEXTS)]
        assert all(is_clean(found) for found in stored)
        assert sum("Paste" in found for found in stored) > len(pastes) // 4
        assert sorted(task.title for task in s.day.tasks) == sorted(
            title for (title,) in book.sql("SELECT title FROM task WHERE day = '2026-11-23'")
        )


@settings(deadline=None)
@given(HOSTILE)
def test_a_quick_add_line_is_read_or_refused_and_what_was_read_is_clean(line: str) -> None:
    try:
        read = parse_quick_add(line, TODAY)
    except DayplanError as error:
        refused = str(error)
    else:
        refused = ""
    assert is_clean(refused)
    assert refused[-1:] in ("", ".", "?")
    if refused:
        return
    assert is_clean(read.title)
    assert "\n" not in read.title
    assert all(is_clean(word) for word in (*read.tags, read.client or "", read.project or ""))


# Calendar files


ICS_LINES = st.one_of(
    st.sampled_from(
        [
            *("DTSTART;VALUE=DATE:20261225", "DTSTART:20261225T100000Z", "DTSTART;TZID=Nowhere/At All:20261225T100000"),
            *("DTSTART;VALUE=DATE:99991231", "DTSTART;VALUE=DATE:00010101", "DTSTART;VALUE=DATE:20260230", "DTSTART:"),
            *(
                "DTEND;VALUE=DATE:20261227",
                "DTEND;VALUE=DATE:00010101",
                "DTEND;VALUE=DATE:99991231",
                "DURATION:P9999999W",
            ),
            *("DURATION:-P1W", "DURATION:P", "RRULE:FREQ=SECONDLY", "RRULE:FREQ=DAILY;INTERVAL=0", "RRULE:FREQ=YEARLY"),
            *(
                "RRULE:FREQ=DAILY;COUNT=99999999999",
                "RRULE:",
                "RRULE:FREQ=YEARLY;BYMONTHDAY=31;BYMONTH=2",
                "STATUS:CANCELLED",
            ),
            *(
                "EXDATE;VALUE=DATE:20261225",
                "EXDATE:nonsense",
                "BEGIN:VEVENT",
                "END:VEVENT",
                "END:VCALENDAR",
                "BEGIN:VALARM",
            ),
            *(" folded", "\tfolded", 'X-ODD;PARAM="a:b;c":value', "SUMMARY;LANGUAGE=de:Weihnachten", "SUMMARY"),
        ]
    ),
    HOSTILE.map(lambda text: f"SUMMARY:{text}"),
    HOSTILE,
)


@IN_TMP
@given(lines=st.lists(ICS_LINES, max_size=8), spoil=st.binary(max_size=6), place=st.integers(0, 400))
@example(["DTSTART;VALUE=DATE:20261225", "SUMMARY:\x1b]0;gotcha\x07\u202eChristmas\u200b"], b"", 0)
@example(["DTSTART;VALUE=DATE:20261225", "RRULE:FREQ=DAILY;INTERVAL=0"], b"", 0)
def test_a_calendar_file_is_read_or_refused(tmp_path: Path, lines: list[str], spoil: bytes, place: int) -> None:
    content = calendar("\n".join(lines)).encode("utf-8", "replace")
    content = content[:place] + spoil + content[place:] if spoil else content
    file = tmp_path / "odd.ics"
    file.write_bytes(content)
    try:
        found = read_calendar(str(file), TODAY)
    except DayplanError:
        return
    for days in found.days:
        assert is_clean(days.label)
        assert "\n" not in days.label
        assert days.first <= days.last
    assert all(is_clean(sentence) for sentence in found.left_out)


@pytest.mark.parametrize(
    "content", [b"", b"\0" * 5000, b"\xff\xfe\x00", b"BEGIN:VCALENDAR\r\n" * 3000, b"BEGIN:" + b"V" * 10**6]
)
def test_a_file_that_is_no_calendar_is_refused_at_once(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "odd.ics"
    file.write_bytes(content)
    with pytest.raises(DayplanError):
        read_calendar(str(file), TODAY)


# The config file


TOML = st.one_of(
    st.sampled_from(
        [
            *(
                'theme = "nord"',
                'theme = "nrod"',
                "theme = 0xFFFF",
                f"theme = 0x{'F' * 9000}",
                "theme = [[[]]]",
                "theme = {}",
            ),
            *(
                "[keys]",
                "[keys.task]",
                "[[keys]]",
                "[keys.task.done]",
                'task.done = "d"',
                "task.done = nan",
                "keys = 1",
            ),
            *(
                'task.done = "ctrl+x,,f9"',
                'task.done = """\nd\n"""',
                "task = { done = 'd', start = '\\u001b' }",
                "focus = []",
            ),
            *(
                f"{'a.' * 5000}a = 1",
                f"x = {'[' * 3000}{']' * 3000}",
                f"y = {'{a=' * 400}1{'}' * 400}",
                '"" = ""',
                "# note",
            ),
            *('"\\u001b[31m" = 1', '"\\u202e" = "\\u0000"', "z = 1979-05-27T07:32:00Z", "'''", "\\"),
        ]
    ),
    HOSTILE,
    HOSTILE.map(lambda text: f"theme = {json.dumps(text)}"),
    st.tuples(HOSTILE, HOSTILE).map(lambda pair: f"{json.dumps(pair[0])} = {json.dumps(pair[1])}"),
    st.tuples(st.sampled_from([command.id for command in EVERY]), HOSTILE).map(
        lambda p: f"keys.{p[0]} = {json.dumps(p[1])}"
    ),
)


@settings(IN_TMP, max_examples=150)
@given(lines=st.lists(TOML, max_size=6), spoil=st.binary(max_size=3))
@example([f"{'a.' * 5000}a = 1"], b"")
@example([f"x = {'[' * 3000}{']' * 3000}"], b"")
@example([f"theme = 0x{'F' * 9000}"], b"")
@example([f"y = {'{a=' * 400}1{'}' * 400}"], b"")
def test_a_config_file_is_read_or_complained_of_and_never_stops_the_program(
    tmp_path: Path, lines: list[str], spoil: bytes
) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes("\n".join(lines).encode("utf-8", "surrogatepass") + spoil)
    found = read_config(str(file), BUILTIN_THEMES)
    assert found.theme is None or found.theme in BUILTIN_THEMES
    assert set(found.keys) <= {command.id for command in EVERY}
    assert len(found.complaints) < 10
    for said in found.complaints:
        assert said.startswith(str(file))
        assert is_clean(said)
        assert "\n" not in said
        assert len(said) < 2000


# Rows that came by no door


RAW = {
    "colour": "\x1b[31mred\x1b[0m",
    "window title": "\x1b]0;gotcha\x07Call",
    "clear": "Call\x1b[2J\x1b[H Ana",
    "C1": "\x9b31mred\x85x",
    "bidi": "invoice\u202egpj.exe\u2066",
    "lines": "one\ntwo\tthree\rfour",
    "no UTF-8": b"caf\xe9 \xff",
}


def spoil(path: Path, raw: str | bytes) -> None:
    """Write as another program would: past every door."""
    connection = sqlite3.connect(path)
    text = f"CAST(x'{(raw.encode() if isinstance(raw, str) else raw).hex()}' AS TEXT)"
    connection.executescript(
        f"""
        UPDATE task SET title = {text}, notes = {text};
        INSERT INTO client (name) VALUES ({text});
        INSERT INTO project (client_id, name, billable) VALUES (last_insert_rowid(), {text}, 1);
        UPDATE task SET project_id = (SELECT MAX(id) FROM project);
        INSERT INTO task_tag (task_id, tag) VALUES (1, {text});
        INSERT INTO away (first_day, last_day, label) VALUES ('2027-01-01', '2027-01-02', {text});
        UPDATE template SET title = {text};
        UPDATE time_entry SET note = {text};
        UPDATE day SET note = {text};
        UPDATE op SET label = {text};
        """
    )
    connection.close()


ASKED = """
today|status|status --format waybar|status --format tmux|log|log --json|report --by task|report --by task --md
report --by task --csv|report --entries|report --entries --csv|report --entries --md|week|week --md|history|why 1
template list|client list|project list|away list|completion words start|stop|start 2|done 1|undo|close
seed --dry-run --day mon|inbox|missed -30d|restore
"""


@pytest.mark.parametrize("name", RAW)
def test_what_another_program_wrote_into_the_file_steers_no_terminal(desk: Path, nine_o_clock: Path, name: str) -> None:
    shutil.copy(nine_o_clock, desk)
    spoil(desk, RAW[name])
    for line in ASKED.strip().replace("\n", "|").split("|"):
        code, out, err = say(*line.split())
        assert is_clean(out), (line, out)
        assert is_clean(err), (line, err)
        assert code in (0, 1), (line, err)
        assert "Something went wrong inside" not in err, line


def test_what_another_program_wrote_is_not_painted_either(running: House) -> None:
    spoil(running.path, "\x1b]0;gotcha\x07\x1b[2J\x1b[H\x9b31mRaw\u202e")
    with running.planner(size=(100, 30)) as terminal:
        terminal.wait_for("Raw")
        for key in ("w", "\x1b", "4", "5", "3", "1", "@", "\x1b", "q"):
            terminal.type(key)
            terminal.look(0.3)
            time.sleep(0.3)  # an escape that is followed at once by another key is read as one key
        assert terminal.leave() == 0
    for raw in (b"\x1b]0;gotcha", b"gotcha\x07", b"\xc2\x9b", "\u202e".encode(), b"gotcha\x1b[2J"):
        assert raw not in terminal.painted, raw
