"""Two themes of our own, and text that can be read in every theme.

Many themes have text colours that are hard to read on one of their own backgrounds. Rather than leave some of them out,
each colour that words are written in is moved towards black or white until it stands out: WCAG 2.2 AA, 4.5 to 1.
"""

from __future__ import annotations

from collections.abc import Mapping

from textual.color import BLACK, WHITE, Color
from textual.theme import Theme

DARK = "dayplan-dark"
LIGHT = "dayplan-light"
ENOUGH = 4.5
"""The least contrast of text (WCAG 2.2, success criterion 1.4.3)."""
BACKGROUNDS = ("background", "surface", "panel", "cursor")
WORDS = ("foreground", "text-accent", "text-success", "text-warning", "text-error", "quiet")
"""The variables in which words are written. `quiet` is the quietest of three levels of emphasis."""
_STEP = 0.02

OURS = (
    Theme(
        name=DARK,
        dark=True,
        background="#15171c",
        surface="#1b1e25",
        panel="#252a33",
        foreground="#e4e6eb",
        primary="#7aa2f7",
        secondary="#b99af0",
        accent="#63c5c1",
        success="#82cf93",
        warning="#e9bf6b",
        error="#f28080",
    ),
    Theme(
        name=LIGHT,
        dark=False,
        background="#fcfbf8",
        surface="#f4f2ed",
        panel="#e9e6de",
        foreground="#24272d",
        primary="#3468d1",
        secondary="#7b4fc9",
        accent="#0f7672",
        success="#25783f",
        warning="#8f5f00",
        error="#bc2f2f",
    ),
)


def readable(variables: Mapping[str, str]) -> dict[str, str]:
    """Return a theme's variables, `cursor` and `quiet` added, every colour of words readable on what lies under it.

    Themes that leave colours to the terminal are left to it too.
    """
    foreground, background = Color.parse(variables["foreground"]), Color.parse(variables["background"])
    if foreground.ansi is not None or background.ansi is not None:
        return {**variables, "quiet": "ansi_default 60%", "cursor": "ansi_bright_black"}
    mixed = {
        "cursor": background.blend(Color.parse(variables["primary"]), 0.3, alpha=1.0).hex,
        "quiet": background.blend(foreground, 0.6, alpha=1.0).hex,
    }
    made = {**variables, **mixed}
    under = [Color.parse(made[name]) for name in BACKGROUNDS]
    return made | {name: _standing_out(Color.parse(made[name]), under).hex for name in WORDS}


def contrast(one: Color, other: Color) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _standing_out(colour: Color, under: list[Color]) -> Color:
    """Move a colour to whichever end is farther from what lies under it, no farther than it takes."""
    end = (
        WHITE if min(contrast(WHITE, each) for each in under) > min(contrast(BLACK, each) for each in under) else BLACK
    )
    tried = colour
    for step in range(1, round(1 / _STEP) + 1):
        if all(contrast(tried, each) >= ENOUGH for each in under):
            break
        tried = colour.blend(end, step * _STEP, alpha=1.0)
    return tried


def _luminance(colour: Color) -> float:
    red, green, blue = (_linear(part / 255) for part in (colour.r, colour.g, colour.b))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
