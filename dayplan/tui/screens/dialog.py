"""What every dialog shares: enter takes the default, escape leaves things as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

if TYPE_CHECKING:
    from dayplan.tui.app import DayplanApp

R = TypeVar("R")


class Dialog(ModalScreen[R | None]):
    """A question over the screen that asks it; None is no answer."""

    app: DayplanApp
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "cancel", show=False)]
    DEFAULT_CSS = """
    Dialog {
        align: center middle;
        .box {
            width: 60; max-width: 96%; height: auto; max-height: 100%; padding: 1 2;
            background: $panel; scrollbar-size-vertical: 1; overflow-y: auto;
        }
        &.-low .box { padding: 0 2; }
        OptionList > .option-list--option-highlighted, OptionList:focus > .option-list--option-highlighted {
            background: $cursor; color: $foreground; text-style: none;
        }
        .title { width: 100%; text-style: bold; }
        .hint { color: $quiet; height: auto; }
        .hint.-error { color: $text-error; }
    }
    """

    in_turn = False
    """Whether somebody waits for the answer; keys typed after it then wait for what it leads to."""

    def on_mount(self) -> None:
        """Where a toast would cover the question, it goes: the question is about what is there now."""
        if self.app.size.width < 100 or self.app.size.height < 30:
            self.app.clear_notifications()

    def on_screen_resume(self) -> None:
        """From here on keys are for this dialog."""
        self.call_next(self.app.turns.over)

    def box_width(self, most: int) -> int:
        """Return the cells for text in a box of at most that width, its padding and a scrollbar left out."""
        return min(most, self.app.size.width * 96 // 100) - 5

    def dismiss(self, result: R | None = None) -> AwaitComplete:
        """Close with an answer."""
        if self.in_turn:
            self.app.turns.begin()
        return super().dismiss(result)
