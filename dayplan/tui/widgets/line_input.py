"""An input line that keeps what is typed clean and what is pasted whole, and completes what is known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events, work
from textual.binding import Binding, BindingType
from textual.widgets import Input

if TYPE_CHECKING:
    from dayplan.tui.app import DayplanApp
    from dayplan.tui.commands import Command

LONGEST_PASTE = 2000


class LineInput(Input):
    """An `Input` in which nothing invisible can hide: no control characters, no bidi overrides."""

    DEFAULT_CSS = """
    LineInput {
        border: none; height: 1; padding: 0 1; background: $surface;
        &:focus { border: none; background: $cursor; background-tint: $foreground 0%; }
        &>.input--suggestion, &>.input--placeholder { color: $quiet; }
        &>.input--placeholder { text-style: italic; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "complete", "complete", show=False)]

    app: DayplanApp

    take: Callable[[str], bool] | None = None
    """Called on enter, before the next key is looked at; where it says yes, the line is empty for the next one."""

    keys: Sequence[Command] = ()
    """The keys that mean something while it has the focus, for the last line of the screen."""

    completes = ""
    """What it completes, as `completing.Known.complete` names it; the right arrow takes what is shown."""
    alone = False
    """Whether there is no other line to go to: then tab completes, too."""

    _complete: Callable[[str], str] = staticmethod(lambda _: "")

    def on_focus(self) -> None:
        """Ask what there is to complete with: a line before may have made a client or a tag."""
        self.learn()

    def learn(self) -> None:
        """Ask again what there is to complete with."""
        if self.completes:
            self._learn()

    @work(group="learn", exclusive=True)
    async def _learn(self) -> None:
        from dayplan.tui.completing import Completer, known

        now = self.app.clock()
        found = await self.app.backend.look(lambda reader: known(reader, now))
        if found is None:
            return
        self._complete = found.complete(self.completes)
        self.suggester = Completer(self._complete)

    def action_complete(self) -> None:
        """Take what is shown behind the cursor; where there are other lines, go on to the next instead."""
        if not self.alone:
            self.screen.focus_next()
            return
        if completed := self._complete(self.value):
            self.value = completed
            self.cursor_position = len(completed)

    async def action_submit(self) -> None:
        """Hand the line over. Emptied here and now: a message would arrive after the next key, and swallow it."""
        if self.take is None:
            await super().action_submit()
        elif self.take(self.value):
            self.value = ""

    def validate_value(self, value: str) -> str:
        """Drop what a terminal would act on, and fold white space, as it arrives."""
        if value.isprintable():
            return value
        return "".join(c if c.isprintable() or c in "\u200c\u200d" else " " if c.isspace() else "" for c in value)

    def _on_paste(self, event: events.Paste) -> None:
        if len(event.text) > LONGEST_PASTE:
            event.stop()
            event.prevent_default()
            self.app.notify(
                f"That paste is {len(event.text):,} characters long; a line takes {LONGEST_PASTE:,}. "
                "Nothing was inserted.",
                severity="error",
                markup=False,
            )
            return
        event.text = " ".join(event.text.split())  # a title copied over two lines is still one; Input inserts it next
