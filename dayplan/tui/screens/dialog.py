"""What every dialog shares: enter takes the default, escape leaves things as they are."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from dayplan.errors import DayplanError

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

    carry_out: Callable[[Any], Awaitable[object]] | None = None
    """What an answer leads to, done while the dialog is open: where it is refused, what was typed is still there."""
    seen: int | None = None
    """The opening of the file (see `Backend.seen`) whose rows the question is about; None where it is about none."""
    makes_new = False
    """Whether it is about no row that is there: it can be carried out in whichever file is open then."""
    _busy = False

    def submit(self, answer: object) -> None:
        """Carry an answer out and close with what comes of it, or say why that was refused."""
        if self.carry_out is None:
            self.dismiss(answer)  # type: ignore[arg-type]
        elif not self._busy:
            self._busy = True
            self.app.turns.begin()
            self.run_worker(self._submit(self.carry_out(answer)), group="submit")

    async def _submit(self, carried_out: Awaitable[object]) -> None:
        if self.seen is not None:
            self.app.backend.remember(self.seen)
        try:
            answer = await carried_out
        except DayplanError as error:
            self._uncover()
            self.refuse(error)
            self.app.turns.over()
        else:
            self.dismiss(answer)  # type: ignore[arg-type]
        finally:
            self._busy = False

    def refuse(self, error: DayplanError) -> None:
        """Say why an answer was refused; a dialog in which something is typed says it where that is."""
        self.app.complain(error)

    def on_mount(self) -> None:
        """Make room for the question: it is about what is there now."""
        self._uncover()

    def _uncover(self) -> None:
        """Take toasts away where they would cover what this dialog says."""
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
