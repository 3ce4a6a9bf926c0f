"""Calling somebody who looks elsewhere: which sequence which terminal gets."""

from __future__ import annotations

import pytest

from dayplan.tui.signals import notification

NINE = "\x1b]9;dayplan: Tea\a"
SEVENS = "\x1b]777;notify;dayplan;Tea\a"


@pytest.mark.parametrize(
    ("environ", "sequence"),
    [
        ({"TERM_PROGRAM": "iTerm.app", "TERM": "xterm-256color"}, NINE),
        ({"LC_TERMINAL": "iTerm2", "TERM": "xterm-256color"}, NINE),  # over ssh
        ({"TERM_PROGRAM": "WezTerm"}, NINE),
        ({"TERM_PROGRAM": "ghostty", "TERM": "xterm-ghostty"}, NINE),
        ({"TERM": "xterm-ghostty"}, NINE),
        ({"TERM": "xterm-kitty"}, NINE),
        ({"KITTY_WINDOW_ID": "1", "TERM": "xterm-256color"}, NINE),
        ({"TERM": "foot"}, SEVENS),
        ({"TERM": "foot-extra"}, SEVENS),
        # where it may not be seen, the bell rings as well
        ({"TERM": "rxvt-unicode-256color"}, SEVENS + "\a"),
        ({"VTE_VERSION": "7600", "TERM": "xterm-256color"}, SEVENS + "\a"),
        ({"WT_SESSION": "a-b", "TERM": "xterm-256color"}, SEVENS + "\a"),
        # where nothing is known, only the bell
        ({"TERM": "xterm-256color"}, "\a"),
        ({"TERM": "linux"}, "\a"),
        ({"TERM_PROGRAM": "Apple_Terminal"}, "\a"),
        ({"TMUX": "/tmp/tmux-1/default,1,0", "TERM_PROGRAM": "tmux", "TERM": "tmux-256color"}, "\a"),
        ({}, "\a"),
    ],
)
def test_each_terminal_gets_what_it_understands(environ: dict[str, str], sequence: str) -> None:
    assert notification("Tea", environ) == sequence


def test_tmux_is_asked_to_pass_it_on() -> None:
    inside = {"TMUX": "/tmp/tmux-1/default,1,0", "TERM_PROGRAM": "tmux", "KITTY_WINDOW_ID": "1"}
    assert notification("Tea", inside) == "\x1bPtmux;\x1b\x1b]9;dayplan: Tea\a\x1b\\\a"
    inside = {"TMUX": "/tmp/tmux-1/default,1,0", "TERM": "tmux-256color", "VTE_VERSION": "7600"}
    assert notification("Tea", inside) == "\x1bPtmux;\x1b\x1b]777;notify;dayplan;Tea\a\x1b\\\a"


@pytest.mark.parametrize("environ", [{"TERM": "xterm-kitty"}, {"TERM": "foot"}])
def test_no_title_ends_the_sequence_or_begins_another(environ: dict[str, str]) -> None:
    said = notification("4;1;50 \x07\x1b]0;gone\x07\x1b\\\x9c\x9d\u202e Tea\n", environ)
    assert said.count("\x1b") == said.count("\a") == 1, "one that begins it and one that ends it"
    assert said[2:-1].isprintable()
    assert not said.startswith("\x1b]9;4"), "a progress bar to some"
    if "777" in said:
        assert said.count(";") == 3
