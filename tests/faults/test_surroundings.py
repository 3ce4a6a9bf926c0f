"""Strange surroundings: no terminal, no home, no UTF-8, nobody who reads; signals, and a terminal that goes away."""

from __future__ import annotations

import os
import re
import signal
import stat
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from evidence import check, rows
from processes import AWAKE, Answer, House, Terminal, end_of

MARKS = "○▶✓·–━"


def without_a_stream(house: House, closed: str, *words: str) -> Answer:
    return house(*words, through=("sh", "-c", f'exec "$@" {closed}', "sh"))


# Streams


def test_without_a_terminal_the_day_is_printed_and_nothing_hangs(seeded: House) -> None:
    today = seeded.ok("today").out
    assert seeded.ok().out == today
    assert seeded.ok("--db", str(seeded.path)).out == today
    assert "\x1b" not in today


@pytest.mark.parametrize("named", [(), ("--db", "{path}")], ids=["alone", "with --db"])
def test_a_dumb_terminal_gets_plain_text(seeded: House, named: tuple[str, ...]) -> None:
    words = [word.format(path=seeded.path) for word in named]
    with seeded.planner(*words, environment=seeded.without(TERM="dumb")) as terminal:
        assert terminal.leave() == 0
    assert "1 ○ Answer email" in terminal.text
    assert b"\x1b" not in terminal.painted


@pytest.mark.parametrize(("changed", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_no_color_on_a_terminal_means_no_control_codes(running: House, changed: dict[str, str], coloured: bool) -> None:
    with running.planner("today", environment=running.without(**changed)) as terminal:
        assert terminal.leave() == 0
    assert "▶ Answer email since 09:00" in terminal.text
    assert (b"\x1b" in terminal.painted) == coloured


@pytest.mark.parametrize("buffering", [{}, {"PYTHONUNBUFFERED": "1"}], ids=["buffered", "unbuffered"])
def test_a_reader_that_goes_away_ends_it_without_a_word(
    seeded: House, buffering: dict[str, str], tmp_path: Path
) -> None:
    environment = seeded.without(**buffering)
    reading, writing = os.pipe()
    os.close(reading)  # `| head` that has read enough
    for words in (("today",), ("today", "--json"), ("start", "1"), ("--help",)):
        answer = seeded(*words, stdout=writing, environment=environment)
        assert (answer.code, answer.err) == (141, ""), words
    os.close(writing)
    assert rows(seeded.path, "SELECT task_id FROM time_entry") == [(1,)], "what was done is done all the same"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no /dev/full")
@pytest.mark.parametrize("buffering", [{}, {"PYTHONUNBUFFERED": "1"}], ids=["buffered", "unbuffered"])
@pytest.mark.parametrize("words", ["today", "status", "log --json", "start 1", "add --help", "--help"])
def test_an_answer_that_cannot_be_written_is_said_and_exits_74(
    seeded: House, words: str, buffering: dict[str, str]
) -> None:
    with open("/dev/full", "wb") as full:
        answer = seeded(*words.split(), stdout=full, environment=seeded.without(**buffering))
    assert answer.is_refusal(74) == "The answer could not be written: No space left on device."
    running = rows(seeded.path, "SELECT COUNT(*) FROM time_entry WHERE ended_at IS NULL")
    assert running == [(int(words == "start 1"),)], "what was done is done all the same"


def test_a_closed_stream_is_no_error_and_no_file_takes_its_place(seeded: House) -> None:
    today = seeded.ok("today").out
    for streams, said in {">&-": "", "2>&-": today, "<&-": today, "<&- >&- 2>&-": ""}.items():
        assert without_a_stream(seeded, streams, "tody").code == 2
        assert without_a_stream(seeded, streams, "today") == Answer(0, said, ""), streams
        assert without_a_stream(seeded, streams) == Answer(0, said, ""), streams
    assert without_a_stream(seeded, "<&- >&- 2>&-", "add", "Call Ana") == Answer(0, "", "")
    check(seeded.path)
    assert "5 ○ Call Ana" in seeded.ok("today").out


# Locale and home


@pytest.mark.parametrize("changed", [{"LANG": "C"}, {"LC_ALL": "C"}, {"LANG": "POSIX"}, {"PYTHONIOENCODING": "ascii"}])
def test_marks_are_ascii_where_the_locale_is_not_utf_8(running: House, changed: dict[str, str]) -> None:
    answer = running.ok("today", environment=running.without(**changed))
    assert answer.out.isascii()
    assert " 1 > Answer email         0m / 30m" in answer.lines
    assert " 2 o Write proposals       - / 1h" in answer.lines
    assert running.ok("status", environment=running.without(**changed)).out.isascii()


def test_a_title_beyond_ascii_survives_a_locale_without_it(seeded: House) -> None:
    seeded.ok("add", "Müller anrufen", environment=seeded.without(LC_ALL="C"))
    assert "5 ○ Müller anrufen" in seeded.ok("today").out
    assert "5 o Muller anrufen" in seeded.ok("today", environment=seeded.without(PYTHONIOENCODING="ascii")).out


def test_without_home_the_named_file_is_used(seeded: House) -> None:
    assert "Answer email" in seeded.ok("today", environment=seeded.without("HOME")).out


def test_without_home_xdg_says_where_the_file_is(house: House, tmp_path: Path) -> None:
    house.ok("today", environment=house.without("HOME", "DAYPLAN_DB", XDG_DATA_HOME=str(tmp_path / "xdg")))
    assert (tmp_path / "xdg" / "dayplan" / "dayplan.db").exists()
    assert stat.S_IMODE((tmp_path / "xdg" / "dayplan").stat().st_mode) == 0o700


@pytest.mark.parametrize("words", [("today",), ("status",), ("add", "Call Ana"), ()])
def test_an_empty_home_is_refused_and_not_taken_for_the_root_directory(house: House, words: tuple[str, ...]) -> None:
    answer = house(*words, environment=house.without("DAYPLAN_DB", HOME=""), cwd="/")
    assert "set HOME, or name the data file with --db FILE or DAYPLAN_DB" in answer.is_refusal(74)


def test_a_person_in_no_list_of_users_is_told_how_to_name_the_file(house: House) -> None:
    unlisted = (
        "import pwd, sys; pwd.getpwuid = {}.__getitem__; from dayplan.cli.main import run; sys.exit(run(['today']))"
    )
    answer = end_of(house.python(unlisted, environment=house.without("HOME", "DAYPLAN_DB")))
    assert "No home directory is known" in answer.is_refusal(74)


# Signals


def test_ctrl_c_at_a_question_is_130_and_changes_nothing(seeded: House) -> None:
    with seeded.planner("add", "Marathon", "est:13h") as terminal:
        terminal.wait_for("[y/N]")
        time.sleep(0.3)  # Python misses a signal that comes just before it waits for a line; a person would press again
        terminal.type("\x03")
        assert terminal.leave() == 130
    assert "Traceback" not in terminal.text
    assert rows(seeded.path, "SELECT COUNT(*) FROM task") == [(4,)]


def test_ctrl_c_while_it_loads_is_130_without_a_traceback(seeded: House) -> None:
    process = seeded.begin("add", "Call Ana", command=(*seeded.dayplan[:1], "-X", "importtime", *seeded.dayplan[1:]))
    assert process.stderr is not None
    for line in process.stderr:
        if b"sqlalchemy" in line:
            process.send_signal(signal.SIGINT)
            break
    answer = end_of(process)
    assert (answer.code, answer.out) == (130, "")
    assert "Traceback" not in answer.err
    check(seeded.path)


class Ending(NamedTuple):
    """How a planner ended, and what it left."""

    code: int
    terminal: Terminal
    settings: list[Any] | None
    """Those of the terminal afterwards; None where it is gone."""
    house: House


WAYS: dict[str, Callable[[Terminal], object]] = {
    "q": lambda terminal: terminal.type("q"),
    "SIGTERM": lambda terminal: terminal.process.send_signal(signal.SIGTERM),
    "SIGHUP": lambda terminal: terminal.process.send_signal(signal.SIGHUP),
    "gone": lambda terminal: terminal.hang_up(),
}


@pytest.fixture(scope="module")
def endings(tmp_path_factory: pytest.TempPathFactory, nine_o_clock: Path) -> dict[str, Ending]:
    """Open a planner for each way to end one, all at once, and end them."""
    houses = {way: House(tmp_path_factory.mktemp(way)).holding(nine_o_clock) for way in WAYS}
    found = {}
    with ExitStack() as stack:
        terminals = {way: stack.enter_context(house.planner()) for way, house in houses.items()}
        for terminal in terminals.values():
            terminal.wait_for(AWAKE)
            assert terminal.settings != terminal.settings_before
        for way, terminal in terminals.items():
            WAYS[way](terminal)
            code = terminal.leave()
            found[way] = Ending(code, terminal, None if way == "gone" else terminal.settings, houses[way])
    return found


@pytest.mark.parametrize(("way", "code"), [("q", 0), ("SIGTERM", 143), ("SIGHUP", 129), ("gone", 129)])
def test_however_the_planner_ends_the_code_says_it_and_the_timers_row_is_open(
    endings: dict[str, Ending], nine_o_clock: Path, way: str, code: int
) -> None:
    ending = endings[way]
    assert ending.code == code
    entries = "SELECT * FROM time_entry"
    assert rows(ending.house.path, entries) == rows(nine_o_clock, entries), "T2: the open row is the timer"
    check(ending.house.path)
    assert "▶ Answer email 10m" in ending.house.at("09:10").ok("status").out
    assert not (ending.house.home / ".local").exists(), "no bug was noted"
    assert "Traceback" not in ending.terminal.text


@pytest.mark.parametrize("way", ["q", "SIGTERM", "SIGHUP"])
def test_the_terminal_is_the_shells_again(endings: dict[str, Ending], way: str) -> None:
    """Its settings, its screen, cursor, mouse, pasting and keyboard."""
    terminal = endings[way].terminal
    assert endings[way].settings == terminal.settings_before
    assert b"\x1b[?1049l" in terminal.painted
    modes = dict(re.findall(rb"\x1b\[\?(\d+)([hl])", terminal.painted))
    as_usual = {mode: b"h" if mode in (b"25", b"7") else b"l" for mode in modes}  # the cursor is seen, lines wrap
    assert modes == as_usual
    keyboard = re.findall(rb"\x1b\[([<>])\d*u", terminal.painted)
    assert keyboard.count(b"<") == keyboard.count(b">")


def test_sigint_ends_the_planner_with_130(running: House) -> None:
    with running.planner() as terminal:
        terminal.wait_for(AWAKE)
        assert terminal.signal(signal.SIGINT) == 130
