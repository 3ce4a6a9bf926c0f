"""What a dialog lets one choose from: a key, and what it does."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import Click
from textual.widgets import Static


class Choices(Vertical, can_focus=False):
    """One choice a line; long words go on under themselves. A click does what the key does."""

    DEFAULT_CSS = """
    Choices { height: auto; margin-top: 1; }
    .-low Choices { margin-top: 0; }
    """

    def __init__(self, choices: Sequence[tuple[str, str]]) -> None:
        """`choices` are keys, as they are written, and what they do."""
        super().__init__()
        self._choices = choices

    def compose(self) -> ComposeResult:
        """A line for each."""
        for key, words in self._choices:
            yield Choice(key, words)


class Choice(Horizontal, can_focus=False):
    """One key and what it does."""

    DEFAULT_CSS = """
    Choice {
        height: auto;
        .key { width: 6; margin-right: 2; text-align: right; text-style: bold; color: $text-accent; }
        .words { width: 1fr; height: auto; }
        &:hover { background: $boost; }
    }
    """

    def __init__(self, key: str, words: str) -> None:
        super().__init__()
        self._key = key
        self._words = words

    def compose(self) -> ComposeResult:
        """The key in a column of its own."""
        yield Static(self._key, classes="key", markup=False)
        yield Static(self._words, classes="words", markup=False)

    def say(self, words: str) -> None:
        """Say something else of what the key does."""
        self._words = words
        self.query_one(".words", Static).update(words)

    def on_click(self, event: Click) -> None:
        """Do what the key does."""
        event.stop()
        self.app.simulate_key({"esc": "escape"}.get(self._key, self._key))
