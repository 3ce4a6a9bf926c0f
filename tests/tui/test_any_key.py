"""Whatever is pressed, wherever one is: the planner stays open, and the data stays whole."""

from __future__ import annotations

import os
import random
import sqlite3
from pathlib import Path

import pytest
from evidence import check
from stage import stage
from support import MONDAY, Book, at, named

from dayplan.storage import file
from dayplan.tui import backend, commands
from dayplan.tui.command import Command

KEYS = {
    key
    for group in vars(commands).values()
    if isinstance(group, tuple | list)
    for command in group
    if isinstance(command, Command)
    for key in command.key.split(",")
} - {commands.QUIT.key}
ELSEWHERE = [
    "tab",
    "shift+tab",
    "up",
    "down",
    "left",
    "right",
    "enter",
    "enter",
    "enter",
    "escape",
    "escape",
    "escape",
    "space",
    "backspace",
]
"""Keys of dialogs, forms and lines; most often those that end them."""
ANY = (*sorted(KEYS), *ELSEWHERE)
WORDS = [
    "Call Ana",
    "fri",
    "25m",
    "@acme/site",
    "every monday",
    "9:30-10",
    "email",
    "last month",
    "2026-12-24",
    "+a",
    "0",
]


async def live(book: Book, seed: int, count: int, *, held: bool = False) -> None:
    """Press keys at random while time goes by; with `held`, another program holds the file every now and then."""
    chance, now = random.Random(seed), at("2026-11-23 10:00")
    book.planner.settle(MONDAY)
    if seed % 2:
        book.planner.time.start(named("email"), MONDAY)
    stranger = sqlite3.connect(book.path, isolation_level=None)
    pressed: list[str] = []
    try:
        async with stage(book, now) as s:
            for _ in range(count):
                if held and chance.random() < 0.1:
                    stranger.execute("ROLLBACK" if stranger.in_transaction else "BEGIN EXCLUSIVE")
                if chance.random() < 0.05:
                    now = now._replace(epoch=now.epoch + chance.choice((60, 600, 7200, 86_400)))
                    s.turn_to(now)
                    pressed.append(f"<{now.epoch}>")
                    await s.tick()
                elif chance.random() < 0.1:
                    pressed.append(chance.choice(WORDS))
                    await s.burst(pressed[-1])
                else:
                    pressed.append(chance.choice(ANY))
                    await s.press(pressed[-1])
                assert not s.app._exit
    except BaseException as error:
        error.add_note(f"DAYPLAN_SEED={seed} pressed {' '.join(pressed)}")
        raise
    finally:
        stranger.close()
    check(Path(book.path))


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """No editor comes up, and nobody waits for long."""
    monkeypatch.setenv("EDITOR", "true")
    for where in (file, backend):
        monkeypatch.setattr(where, "BUSY_SECONDS", 0.02)
    monkeypatch.setattr(backend, "HELD_SECONDS", 0.01)


@pytest.mark.parametrize("mode", [mode.key for mode in commands.MODES])
async def test_every_key_of_a_mode_does_something_or_nothing(book: Book, mode: str) -> None:
    async with stage(book) as s:
        await s.press(mode)
        screens = len(s.app.screen_stack)
        for command in s.app.commands_here():
            if command not in (commands.QUIT, *commands.MODES):
                await s.press(command.key.split(",")[0], "escape")
                while len(s.app.screen_stack) > screens:
                    await s.press("escape")


async def test_keys_at_random(book: Book) -> None:
    await live(book, 3, 100)


@pytest.mark.long
@pytest.mark.parametrize("held", [False, True])
@pytest.mark.parametrize("number", range(3))
async def test_many_keys_at_random(book: Book, number: int, held: bool) -> None:
    seed = int(os.environ.get("DAYPLAN_SEED") or random.randrange(10**6)) + number
    await live(book, seed, 500, held=held)
