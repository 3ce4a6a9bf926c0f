"""Titles that look like markup or carry control characters: shown as written or cleaned at the door, never a crash."""

from __future__ import annotations

import json
import re
import shutil
import signal
from pathlib import Path

import pytest
from evidence import check, rows
from hostile import is_clean
from processes import Answer, House, end_of

SEVERAL = """
import json, sys
from dayplan.cli.main import run
files, lines = json.loads(sys.stdin.read())
codes = []
for file, title in zip(files, sys.argv[1:], strict=True):
    for words in lines:
        sys.stdout.write("\\x1d"), sys.stdout.flush(), sys.stderr.write("\\x1d"), sys.stderr.flush()
        codes.append(run(["--db", file, *(word.replace("TITLE", title) for word in words)]))
sys.stdout.write("\\x1d" + json.dumps(codes))
"""
"""Runs the same command lines for every title, each on its own file; the titles come as real arguments do.

It takes half a second to load what writes, so one process does it for all of them.
"""

LONG = "ten thousand " * 800
HOSTILE: dict[str, tuple[str | bytes, str | None]] = {
    "closing tag": ("[/]", "[/]"),
    "tag": ("[bold]loud[/bold]", "[bold]loud[/bold]"),
    "ticked": ("[x] done", "[x] done"),
    "link": ("[link=file:///etc/passwd]read[/link]", "[link=file:///etc/passwd]read[/link]"),
    "action": ("[@click=app.quit]quit[/]", "[@click=app.quit]quit[/]"),
    "unbalanced": ("]] [[ [$error] \\[ {} %s {0} $HOME `id`", "]] [[ [$error] \\[ {} %s {0} $HOME `id`"),
    "colour": ("\x1b[31mred\x1b[0m", "red"),
    "window title": ("\x1b]0;gotcha\x07Call", "Call"),
    "clear": ("Call\x1b[2J\x1b[H Ana", "Call Ana"),
    "clipboard": ("\x1b]52;c;cm0gLXJm\x1b\\Call", "Call"),
    "C1 colour": ("\x9b31mred", "red"),
    "C1 and DEL": ("a\x85b\x7f\x80c", "a bc"),
    "bell and backspace": ("a\x07b\x08c", "abc"),
    "bidi override": ("invoice\u202egpj.exe\u202c \u2066x\u2069", "invoicegpj.exe x"),
    "tabs and lines": ("one\ttwo\r\nthree\u2028four", "one two three four"),
    "invisible": ("zero\u200bwidth\ufeff", "zerowidth"),
    "marks of direction": ("a\u200eb\u200f\u061cc pay\u200dpal", "abc paypal"),
    "hidden letters": ("Call\U000e0041\U000e0042 Ana\u00ad", "Call Ana"),
    "right to left": ("\u05e9\u05dc\u05d5\u05dd 30", "\u05e9\u05dc\u05d5\u05dd 30"),
    "emoji": ("👩\u200d👩\u200d👧 🇩🇪 👍🏽 call", "👩\u200d👩\u200d👧 🇩🇪 👍🏽 call"),
    "wide": ("電話 café", "電話 café"),
    "as long as may be": ("x" * 500, "x" * 500),
    "undecodable": (b"caf\xe9 \xff\xfe", "caf\ufffd \ufffd\ufffd"),
    "too long": (LONG, None),
    "nothing": ("\x1b[31m\u200b \u202e", None),
    "tower": ("Z" + "\u0301" * 3000, None),
}


COMMANDS = {
    "add": ("add", "--json", "--", "TITLE"),
    "edit": ("edit", "1", "--title", "TITLE", "--notes", "TITLE"),
    "add with names": ("add", "@client/project", "+tag", "est:5m", "TITLE"),
    "today": ("today",),
    "today as JSON": ("today", "--json"),
    "status": ("status",),
    "waybar": ("status", "--format", "waybar"),
    "log": ("log",),
    "history": ("history",),
    "start": ("start", "TITLE"),
    "config set": ("config", "set", "day_start", "TITLE"),
    "config get": ("config", "get", "TITLE"),
    "time": ("done", "2", "--at", "TITLE"),
    "day": ("today", "TITLE"),
    "command": ("TITLE",),
    "option": ("--TITLE",),
    "option of a command": ("today", "--TITLE"),
    "value": ("add", "Call", 'on:"TITLE"'),
}


@pytest.fixture(scope="module")
def typed(tmp_path_factory: pytest.TempPathFactory, nine_o_clock: Path) -> dict[str, tuple[Path, dict[str, Answer]]]:
    """Type every command line with every title; the first task of each file runs since nine."""
    house = House(tmp_path_factory.mktemp("hostile"))
    files = [house.home / f"{number}.db" for number in range(len(HOSTILE))]
    for file in files:
        shutil.copy(nine_o_clock, file)
    asked = json.dumps([[str(file) for file in files], list(COMMANDS.values())]).encode()
    (house.home / "asked").write_bytes(asked)
    with open(house.home / "asked", "rb") as lines:
        answer = end_of(house.python(SEVERAL, *(given for given, _ in HOSTILE.values()), stdin=lines))
    assert answer.code == 0, answer
    _, *outs, codes = answer.out.split("\x1d")
    _, *errs = answer.err.split("\x1d")
    answers = iter([Answer(*said) for said in zip(json.loads(codes), outs, errs, strict=True)])
    return {
        name: (file, {command: next(answers) for command in COMMANDS})
        for name, file in zip(HOSTILE, files, strict=True)
    }


@pytest.mark.parametrize("name", HOSTILE)
def test_whatever_a_title_holds_no_control_character_comes_out(typed: dict, name: str) -> None:
    for answer in typed[name][1].values():
        assert is_clean(answer.out), answer
        assert is_clean(answer.err), answer
        assert "Traceback" not in answer.err
        assert "Something went wrong inside" not in answer.err, answer
        assert answer.code in (0, 1, 2, 78), answer


@pytest.mark.parametrize("name", [name for name, (_, kept) in HOSTILE.items() if kept is not None])
def test_a_title_is_shown_as_written_or_cleaned_at_the_door_and_stored_as_shown(typed: dict, name: str) -> None:
    kept = HOSTILE[name][1]
    file, answers = typed[name]
    titles = [title for (title,) in rows(file, "SELECT title FROM task ORDER BY id")]
    assert titles == [kept, "Write proposals", "Project work", "Send invoices", kept, kept]
    assert [task["title"] for task in answers["today as JSON"].json["tasks"]] == titles
    assert answers["add"].json["tasks"][0]["title"] == kept
    for command in ("edit", "add with names", "today", "log", "history"):
        assert kept in answers[command].out, command
    for shown in (answers["status"].out, answers["waybar"].json["tooltip"]):
        assert f"▶ {kept[:25]}" in shown.replace("&amp;", "&")
    ((notes,),) = rows(file, "SELECT notes FROM task WHERE id = 1")
    assert is_clean(notes)
    check(file, alone=False)


@pytest.mark.parametrize("name", [name for name, (_, kept) in HOSTILE.items() if kept is None])
def test_a_title_that_cannot_be_kept_is_refused_in_one_sentence(typed: dict, name: str) -> None:
    file, answers = typed[name]
    why = ("fit, so shorten it.", "est:45m on:fri.", "one visible character.", "take some away.")
    for command in ("add", "edit", "add with names"):
        assert answers[command].is_refusal(2).endswith(why)
    assert rows(file, "SELECT COUNT(*) FROM task") == [(4,)]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_setting_is_never_what_a_hostile_title_says(typed: dict, name: str) -> None:
    for command in ("config set", "config get"):
        assert typed[name][1][command].is_refusal(78)


def test_one_title_typed_in_a_real_command_line(seeded: House) -> None:
    answer = seeded.ok("add", b"\x1b[31m[bold]caf\xe9[/]")
    assert answer.lines == ["○ 5 [bold]caf\ufffd[/]"]


def test_nul_cannot_be_typed_but_is_cleaned_all_the_same(seeded: House) -> None:
    script = "import sys; from dayplan.cli.main import run; sys.exit(run(['add', 'Call\\0 A\\0na', '+t\\0ag']))"
    assert end_of(seeded.python(script)).out == "○ 5 Call Ana · +tag\n"


def test_a_hostile_file_name_moves_no_cursor(house: House) -> None:
    odd = house.home / "\x1b[31m\x07[bold]\u202e.db"
    assert house.ok("add", "Call Ana", "--db", str(odd)).lines == ["○ 5 Call Ana"]
    odd.write_bytes(b"no data file" * 100)
    for words in (("status",), ("today",)):
        said = house(*words, environment=house.without(DAYPLAN_DB=str(odd))).is_refusal(65)
        assert is_clean(said), said


def last_title(house: House) -> str:
    return str(rows(house.path, "SELECT title FROM task ORDER BY id DESC LIMIT 1")[0][0])


def test_the_planner_shows_hostile_titles_and_takes_them_typed_and_pasted(running: House, typed: dict) -> None:
    running.path.write_bytes(typed["closing tag"][0].read_bytes())
    running.ok("edit", "2", "--title", "]] [[ [$error] \\[ [@click=app.quit]quit[/]")
    with running.planner(size=(40, 12)) as terminal:
        terminal.wait_for("[$error]")
        terminal.type("a")
        terminal.type("[/] typed [bold]")
        terminal.type("\x1b[200~ \x1b[31mpasted\x07 [x]\u202e\x1b[201~\r")
        terminal.until(lambda: last_title(running).startswith("[/] typed [bold]"), "the new task")
        assert last_title(running).endswith("pasted [x]")
        assert is_clean(last_title(running))
        assert terminal.signal(signal.SIGTERM) == 143
        assert "Traceback" not in terminal.text
    assert not re.search(rb"\x1b\]0;gotcha|\x1b\]52;|\x1b\[2J\x1b\[H Ana", terminal.painted)
    check(running.path)
