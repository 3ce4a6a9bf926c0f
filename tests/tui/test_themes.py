"""Every theme, Textual's and ours: words can be read on everything they are written on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from stage import stage
from support import Book
from textual.app import App
from textual.color import Color

import dayplan.tui
from dayplan.tui.themes import BACKGROUNDS, DARK, ENOUGH, LIGHT, OURS, WORDS, contrast, readable

THEMES = {theme.name: theme for theme in (*App[None]().available_themes.values(), *OURS)}
SOLID = sorted(name for name, theme in THEMES.items() if not theme.ansi)


def test_the_contrast_is_that_of_wcag() -> None:
    black, white, grey = Color(0, 0, 0), Color(255, 255, 255), Color(118, 118, 118)
    assert contrast(black, white) == contrast(white, black) == pytest.approx(21)
    assert contrast(white, white) == 1
    assert contrast(white, grey) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("name", SOLID)
def test_words_can_be_read_in_every_theme(name: str) -> None:
    theme = THEMES[name]
    variables = readable({**theme.to_color_system().generate(), **theme.variables})
    for words in WORDS:
        for under in BACKGROUNDS:
            ratio = contrast(Color.parse(variables[words]), Color.parse(variables[under]))
            assert ratio >= ENOUGH, (words, under, ratio)


@pytest.mark.parametrize("name", [DARK, LIGHT])
def test_our_own_themes_are_readable_as_they_are(name: str) -> None:
    as_it_is = THEMES[name].to_color_system().generate()
    made = readable(as_it_is)
    assert {word: made[word] for word in WORDS if word in as_it_is} == {
        word: Color.parse(as_it_is[word]).hex for word in WORDS if word in as_it_is
    }


def test_words_are_written_in_nothing_else() -> None:
    """What is written in `$primary` or half of `$foreground` would not be looked at above."""
    allowed = {*WORDS, "text"}
    for path in Path(dayplan.tui.__file__).parent.rglob("*.*"):
        if path.suffix in (".py", ".tcss"):
            for found in re.findall(r"[ ;{]color: \$([a-z0-9-]+(?: \d+%)?)", path.read_text()):
                assert found in allowed, (path.name, found)


async def test_the_planner_can_be_used_in_every_theme(book: Book) -> None:
    async with stage(book, painted=True) as s:
        for name in sorted(THEMES):
            s.app.theme = name
            await s.press("j", "question_mark", "escape")
            assert "Answer email" in s.text, name
