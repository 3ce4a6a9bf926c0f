"""What came by no door is made harmless, and writing from right to left stays where it stands."""

from __future__ import annotations

import json
import shutil
import subprocess
import unicodedata

import pytest
from hostile import HOSTILE, is_clean
from hypothesis import given
from processes import House, Terminal
from rich.segment import Segment
from stage import stage
from support import MONDAY, Book
from textual.color import Color

from dayplan.domain.steering import LEFT_TO_RIGHT, apart, as_stored, harmless, painted
from dayplan.text.cells import fitted, width_of
from dayplan.tui.guard import Guard

HEBREW = "\u05e9\u05dc\u05d5\u05dd 30"
ARABIC = "\u0645\u0631\u062d\u0628\u0627"
TITLES = [
    "Answer email",
    "[bold] caf\u00e9 \u8acb\u6c42",
    "\U0001f469\u200d\U0001f469\u200d\U0001f467 call",
    "x\tone\ntwo",
]


@given(HOSTILE)
def test_harmless_text_steers_nothing_and_is_otherwise_as_it_was(text: str) -> None:
    without_surrogates = text.encode("utf-8", "replace").decode()
    made = harmless(without_surrogates)
    assert is_clean(made)
    assert harmless(made) == made
    assert [c for c in made if c in without_surrogates] == list(made)
    assert is_clean(as_stored(text.encode("utf-8", "surrogatepass")))


@pytest.mark.parametrize("title", TITLES)
def test_what_steers_nothing_stays(title: str) -> None:
    assert harmless(title) == title


def test_bytes_that_are_no_text_are_read_all_the_same() -> None:
    assert as_stored(b"caf\xe9\t\x1b[1m") == "caf\ufffd [1m"


def test_our_own_colours_stay_and_nothing_else_that_looks_like_a_sequence() -> None:
    line = "\x1b[1mToday\x1b[0m \x1b[32m3h\x1b[0m"
    assert painted(line) == line
    assert painted("a\x1b]0;x\x07b\x1b[2Jc\x1b[1;31md\x1b[999me\x1b") == "a]0;xb[2Jc[1;31md[999me"


# Writing from right to left


def shown(line: str) -> list[str]:
    """Part a line as a terminal that turns writing round does: stretches of one direction (UAX 9: W2, W7, N1, N2).

    Digits and signs join what is before them when that runs from right to left, unless a letter or a mark is between.
    """
    parts: list[str] = []
    backwards, waiting = False, ""
    for sign in line:
        kind = unicodedata.bidirectional(sign)
        if kind in ("R", "AL"):
            parts += [] if backwards else [""]
            parts[-1] += (waiting if backwards else "") + sign
            if not backwards:
                parts[-2:] = [*parts[-2:-1], parts[-1]]
            backwards, waiting = True, ""
        elif kind == "L":
            backwards, waiting = False, ""
        elif backwards and kind in ("EN", "AN"):
            parts[-1] += waiting + sign
            waiting = ""
        elif backwards:
            waiting += sign
    return parts


@pytest.mark.parametrize("title", [HEBREW, ARABIC, f"Call {ARABIC}", f"{HEBREW} {ARABIC}"])
def test_a_title_from_right_to_left_takes_nothing_of_its_line_along(title: str) -> None:
    assert "45" in "".join(shown(f"{title}  45m / 1h")), "without a mark the time joins the title"
    for line in (f"{apart(title)}  45m / 1h", f"{fitted(title, 30)} 45m", f"{fitted(title, 6)} 45m"):
        assert "45" not in "".join(shown(line)), line
    assert width_of(apart(title)) == width_of(title)
    assert [width_of(fitted(title, width)) for width in (3, 6, 30)] == [3, 6, 30]
    assert apart("Call Ana") == "Call Ana"


def test_no_answer_lets_a_title_from_right_to_left_run_into_the_next_field(house: House) -> None:
    house.ok("add", HEBREW, f"@{ARABIC}", f"+{ARABIC}", "est:45m")
    house.ok("start", "5")
    house.at("09:45").ok("log", "add", "5", "8:00-8:45", "--note", ARABIC)
    for words in (
        "today",
        "status",
        "log",
        "report --entries",
        "report --by task",
        "report --by client",
        "stop",
        "week",
    ):
        answer = house.at("09:45").ok(*words.split())
        for stretch in shown(answer.out.replace("\n", "a")):
            digits = "".join(sign for sign in stretch if sign.isdecimal())
            assert digits in ("", "30"), (words, stretch)
    tasks = house.ok("today", "--json").json["tasks"]
    assert (tasks[-1]["title"], tasks[-1]["client"]) == (HEBREW, ARABIC), "programs get what was typed"
    assert LEFT_TO_RIGHT not in house.ok("report", "--entries", "--csv").out


async def test_the_planner_keeps_each_field_in_its_stretch_and_every_cell_in_its_place(book: Book) -> None:
    book.planner.settle(MONDAY)
    book.add(f"{HEBREW} est:45m", MONDAY)
    async with stage(book) as s:
        row = next(line for line in s.frame() if HEBREW[:4] in line)
        assert f"{HEBREW}" in row
        assert "45" not in "".join(shown(row))
        widths = {strip.cell_length for strip in s.app.screen._compositor.render_strips()}
        assert widths == {120}


def test_the_last_look_keeps_every_cell_and_lets_nothing_through() -> None:
    line = [Segment("Call\x1b[2J Ana\u202e\x07"), Segment("| 45m")]
    guarded = Guard().apply(line, Color(0, 0, 0))
    assert sum(segment.cell_length for segment in guarded) == sum(segment.cell_length for segment in line)
    assert "".join(segment.text for segment in guarded).rstrip().startswith("Call[2J Ana")
    assert all(is_clean(segment.text) for segment in guarded)
    plain = [Segment("Call Ana")]
    assert Guard().apply(plain, Color(0, 0, 0)) is plain


# Other programs' languages

MARKED = "pay #[bold]x #{host} #H #1 <b>&amp;"


def test_waybar_reads_no_markup_in_a_title(running: House) -> None:
    running.ok("edit", "1", "--title", MARKED)
    shown = json.loads(running.ok("status", "--format", "waybar").out)
    for text in (shown["text"], shown["tooltip"]):
        assert "<" not in text
        assert "&lt;b&gt;&amp;amp;" in text


def test_tmux_is_given_a_title_that_it_takes_as_it_is(running: House) -> None:
    running.ok("edit", "1", "--title", MARKED)
    plain, escaped = running.ok("status").out, running.ok("status", "--format", "tmux").out
    assert escaped == plain.replace("#", "##")
    tmux = shutil.which("tmux")
    if tmux is None:
        pytest.skip("tmux is missing, so that it cannot be asked")
    painted = {}
    for name, line in {"plain": plain, "escaped": escaped}.items():
        file, conf = running.home / name, running.home / f"{name}.conf"
        file.write_text(line)
        conf.write_text(
            f"set -g status-right '#(cat {file})'\nset -g status-right-length 100\nset -g status-interval 1\n"
        )
        command = (tmux, "-S", str(running.home / f"{name}.socket"), "-f", str(conf), "new-session", "sleep 60")
        terminal = Terminal(command, running.environment)
        try:
            terminal.wait_for("done")
            painted[name] = terminal.text
        finally:
            subprocess.run([*command[:3], "kill-server"], check=False)
            terminal.end()
    assert MARKED in painted["escaped"]
    assert MARKED not in painted["plain"], "without that it reads names and colours of its own"
