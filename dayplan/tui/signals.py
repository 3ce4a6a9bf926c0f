"""How the planner calls somebody who looks elsewhere: the terminal's bell, or a notification of the desktop.

A terminal passes a notification on in one of two ways: OSC 9, as iTerm2 began it, and OSC 777, as rxvt-unicode did.
None can be asked whether it does, so it is told by its environment. Where that is no promise that somebody sees it
(an extension that must be there, a setting that must be on), the bell rings as well; where nothing is known, only the
bell.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from dayplan.domain.hygiene import tidy

if TYPE_CHECKING:
    from textual.app import App

BELL = "\a"

_OSC_9 = ("iterm.app", "wezterm", "ghostty", "kitty")
"""Terminals by the names they give in TERM_PROGRAM, LC_TERMINAL and TERM; likewise below."""
_OSC_777 = ("foot",)
_PERHAPS_777 = ("rxvt-unicode",)


def signal(app: App[Any], how: str, words: str, environ: Mapping[str, str] = os.environ) -> None:
    """Signal something once, as the setting `focus_signal` says: `none`, `bell` or `desktop`."""
    driver = app._driver  # as Textual's own bell and clipboard do: it has no public way to write a sequence
    if driver is not None and how != "none":
        driver.write(BELL if how == "bell" else notification(words, environ))


def notification(words: str, environ: Mapping[str, str]) -> str:
    """Return what makes the terminal of this environment show a notification, ring its bell, or both."""
    names = [environ.get(name, "").lower() for name in ("TERM_PROGRAM", "LC_TERMINAL", "TERM")]
    names = [name.removeprefix("xterm-") for name in names]
    said = tidy(words)  # a title could end the sequence otherwise, and begin another
    osc_777 = f"\x1b]777;notify;dayplan;{said.replace(';', ',')}{BELL}"  # a `;` would end the text
    if "KITTY_WINDOW_ID" in environ or any(name in _OSC_9 or name == "iterm2" for name in names):
        # A number and a `;` in front would be an order of another kind to ConEmu's heirs, a progress bar for one.
        sequence, sure = f"\x1b]9;dayplan: {said}{BELL}", True
    elif any(name.startswith(_OSC_777) for name in names):
        sequence, sure = osc_777, True
    elif any(name.startswith(_PERHAPS_777) for name in names) or "VTE_VERSION" in environ or "WT_SESSION" in environ:
        sequence, sure = osc_777, False
    else:
        return BELL
    if "TMUX" in environ:  # it keeps what is not wrapped, and what is wrapped as well unless `allow-passthrough` is on
        sequence, sure = "\x1bPtmux;" + sequence.replace("\x1b", "\x1b\x1b") + "\x1b\\", False
    return sequence if sure else sequence + BELL
