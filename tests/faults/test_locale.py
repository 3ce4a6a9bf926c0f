"""A terminal that does not speak UTF-8 (issue 13.21): what is typed is kept, what cannot be shown takes its cells."""

from __future__ import annotations

import time

import pytest
from evidence import rows
from processes import AWAKE, House

from dayplan.text.cells import width_of
from dayplan.text.encoding import encode

POSIX = {"LC_ALL": "POSIX", "LANG": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
LATIN = POSIX | {"PYTHONIOENCODING": "iso-8859-1"}
TITLE = "Über die Brücke “x” 日本"


@pytest.mark.parametrize("text", [TITLE, "─│╭╮▁▄█ ▶ ✓ … café 👩‍👩‍👧 e\u0301 x", "", "plain"])
@pytest.mark.parametrize("encoding", ["ascii", "iso-8859-1", "cp1252", "utf-8"])
def test_what_stands_for_a_sign_takes_as_many_cells(text: str, encoding: str) -> None:
    shown = encode(text, encoding).decode(encoding)
    assert sum(map(width_of, shown)) == sum(map(width_of, text))
    assert "\\x" not in shown


def test_letters_lose_their_marks_and_frames_stay_frames() -> None:
    assert encode("Über “x” ─│╭ 日", "ascii") == b'Uber "x" -|+ ??'
    assert encode("Über ─", "iso-8859-1") == b"\xdcber -"


@pytest.mark.parametrize("locale", [POSIX, LATIN], ids=["POSIX", "latin"])
def test_what_a_shell_passes_on_is_kept_as_it_was_typed(seeded: House, locale: dict[str, str]) -> None:
    seeded.environment |= locale
    seeded.ok("add", TITLE.encode())
    seeded.ok("edit", "5", "--notes", "für später".encode())
    assert rows(seeded.path, "SELECT title, notes FROM task WHERE number = 5") == [(TITLE, "für später")]
    out = seeded.ok("today").out
    assert "\\x" not in out
    assert "\\u" not in out
    assert seeded.ok("today", "--json").json["tasks"][4]["title"] == TITLE
    if locale is POSIX:
        assert 'Uber die Brucke "x" ????' in out


@pytest.mark.parametrize(
    ("locale", "shown"),
    [(POSIX, b'Uber die Brucke "x" ????'), (LATIN, "Über die Brücke".encode("iso-8859-1"))],
    ids=["POSIX", "latin"],
)
def test_the_planner_shows_letters_and_keeps_its_columns(seeded: House, locale: dict[str, str], shown: bytes) -> None:
    seeded.ok("add", TITLE.encode())
    seeded.ok("start", "1")
    seeded.environment |= locale
    with seeded.planner() as terminal:
        terminal.wait_for(AWAKE)
        assert shown in terminal.painted
        assert b"\\x" not in terminal.painted
        assert b"\\u" not in terminal.painted
        terminal.type("a")
        terminal.wait_for("enter add")
        typed = "für Zoë".encode("iso-8859-1" if locale is LATIN else "utf-8")
        terminal.send(typed + b"\r")
        terminal.until(
            lambda: rows(seeded.path, "SELECT COUNT(*) FROM task WHERE title = 'für Zoë'") == [(1,)], "the task"
        )
        terminal.type("\x1b")
        time.sleep(0.5)
        terminal.type("q")
        assert terminal.leave() == 0
