"""The least that Textual can paint, for `run.py` to measure the planner against."""

from textual.app import App, ComposeResult
from textual.widgets import Static

MARKER = "Nothing here"


class EmptyApp(App[None]):
    """One line of text."""

    def compose(self) -> ComposeResult:
        yield Static(MARKER)


if __name__ == "__main__":
    EmptyApp().run()
