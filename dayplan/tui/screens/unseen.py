"""The question about time nobody saw (T2, T6, T7): what was running, since when, and what becomes of the stretch."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Label, Static

from dayplan.domain.model import Now, Settings, TimeEntry
from dayplan.domain.unseen import Unseen
from dayplan.domain.wording import format_duration
from dayplan.text.unseen import what_happened, when
from dayplan.tui.screens.dialog import Dialog
from dayplan.tui.widgets.choices import Choice, Choices

CHOICES = (
    ("k", "keep", "keep it: it was work"),
    ("p", "part", "keep part of it"),
    ("g", "give", "give it to another task"),
    ("x", "drop", "drop it: it was no work"),
    ("esc", "later", "decide later; until then it is in no total"),
)


class Answer(NamedTuple):
    """What was chosen, and whether a timer that runs over the stretch runs on after it."""

    what: str
    goes_on: bool


class UnseenScreen(Dialog[Answer]):
    """Closes with an answer, or with none when somebody has decided elsewhere.

    No choice is on enter: the question comes by itself, and its person may be about to press that for something else.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding({"esc": "escape"}.get(key, key), f"answer('{what}')", words, show=False)
            for key, what, words in CHOICES
        ),
        Binding("s", "switch", "stop the timer, or let it run on", show=False),
    ]
    DEFAULT_CSS = """
    UnseenScreen {
        .box { width: 64; }
        #happened { margin: 1 0 0 0; }
        &.-low #happened { margin: 0; }
        .box > Choice { margin-top: 1; }
        &.-low .box > Choice { margin: 0; }
    }
    """

    def __init__(self, entry: TimeEntry, found: Unseen, now: Now, settings: Settings) -> None:
        super().__init__()
        self.entry = entry
        self.found = found
        self._now = now
        self._settings = settings
        self._goes_on = found.goes_on

    def compose(self) -> ComposeResult:
        """What was running, the stretch, what can become of it, and what the timer does then."""
        with VerticalScroll(classes="box", can_focus=False):
            yield Label(self.entry.title, classes="title", markup=False)
            yield Static(self._since(), classes="hint", markup=False)
            happened = what_happened(self.found, self.entry, self._now, self._settings)
            yield Static(Content(happened), id="happened", markup=False)
            yield Choices([(key, words) for key, _, words in CHOICES])
            if self.entry.ended_at is None:
                yield Choice("s", self._then())

    def _since(self) -> str:
        entry = self.entry
        since = when(entry.started_at, self._now, self._settings)
        if entry.ended_at is not None:
            return f"recorded {since} to {when(entry.ended_at, self._now, self._settings)}"
        return f"running since {since}, {format_duration(entry.seconds(self._now.epoch))}"

    def _then(self) -> str:
        after = when(self.found.end, self._now, self._settings)
        runs = f"the timer then runs on from {after}" if self._goes_on else "the timer then stops"
        return f"{runs}; when kept, it always runs on"

    def action_switch(self) -> None:
        """Stop the timer after the stretch, or let it run on."""
        self._goes_on = not self._goes_on
        for then in self.query("UnseenScreen .box > Choice").results(Choice):
            then.say(self._then())

    def action_answer(self, what: str) -> None:
        """Close with what was chosen."""
        self.dismiss(Answer(what, self._goes_on))
