"""The question which value counts, where a field was changed in a form and elsewhere."""

from __future__ import annotations

from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Label, Static

from dayplan.tui.screens.dialog import Dialog
from dayplan.tui.widgets.choices import Choices

CHOICES = (
    ("m", "mine", "keep mine: it is written over the other"),
    ("t", "theirs", "take the other, and let go of mine"),
)


class ConflictScreen(Dialog[Literal["mine", "theirs"]]):
    """Shows both values of one field; closes with the one that counts, or with none.

    No choice is on enter: whoever saves a form with it does not expect this question.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, f"dismiss('{answer}')", words, show=False) for key, answer, words in CHOICES
    ]
    DEFAULT_CSS = """
    ConflictScreen {
        .box { width: 76; }
        .whose { margin-top: 1; color: $quiet; }
        &.-low .whose { margin-top: 0; }
        .value { height: auto; max-height: 8; padding: 0 1; background: $surface; scrollbar-size-vertical: 1; }
        &.-low .value { max-height: 4; }
    }
    """

    def __init__(self, label: str, theirs: str, mine: str) -> None:
        super().__init__()
        self._label = label
        self._theirs, self._mine = _from_first_difference(theirs, mine)

    def compose(self) -> ComposeResult:
        """Which field it is, both values, and what can be done."""
        with VerticalScroll(classes="box", can_focus=False):
            yield Label(f"{self._label}: changed elsewhere meanwhile", classes="title", markup=False)
            for whose, value in (("Stored now", self._theirs), ("Typed here", self._mine)):
                yield Static(whose, classes="whose", markup=False)
                with VerticalScroll(classes="value"):
                    yield Static(value or "(empty)", markup=False)
            yield Choices([*((key, words) for key, _, words in CHOICES), ("esc", "back to what was typed")])


def _from_first_difference(one: str, other: str) -> tuple[str, str]:
    """Leave out the lines with which both begin, but for the last of them: long texts often differ at their end."""
    lines, others = one.split("\n"), other.split("\n")
    same = next((at for at, pair in enumerate(zip(lines, others, strict=False)) if pair[0] != pair[1]), None)
    same = min(len(lines), len(others)) if same is None else same
    if same < 3:
        return one, other
    return "\n".join(("…", *lines[same - 1 :])), "\n".join(("…", *others[same - 1 :]))
