"""Every key of where you are, from the one place that names them; what is typed searches, a click does it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import Input, Static

from dayplan.domain.naming import matches
from dayplan.tui.commands import MANUAL, Command, shown_key
from dayplan.tui.look import MUTED, hanging
from dayplan.tui.screens.dialog import Dialog
from dayplan.tui.widgets.line_input import LineInput


class Keys(Static):
    """A line for each key."""

    commands: Sequence[Command | None] = ()
    """What each line is about."""

    @dataclass
    class Clicked(Message):
        """A line was clicked."""

        command: Command

    def on_click(self, event: Click) -> None:
        """Say which command was clicked; moving about is done where one moves."""
        command = self.commands[event.y] if event.y < len(self.commands) else None
        if command is not None and command.group != "Moving":
            self.post_message(self.Clicked(command))


class HelpScreen(Dialog[None]):
    """The keys, by group."""

    DEFAULT_CSS = """
    HelpScreen {
        .box { width: 78; max-height: 94%; overflow-y: hidden; }
        LineInput, LineInput:focus { margin-bottom: 1; padding: 0; background: $panel; }
        VerticalScroll { height: auto; scrollbar-size-vertical: 1; }
        VerticalScroll Static { height: auto; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "dismiss(None)", "close", show=False, priority=True),
        Binding("f1", "manual", "manual", show=False, priority=True),
        Binding("down", "scroll_by(1)", "down", show=False),
        Binding("up", "scroll_by(-1)", "up", show=False),
        Binding("pagedown", "scroll_by(10)", "page down", show=False),
        Binding("pageup", "scroll_by(-10)", "page up", show=False),
    ]

    def __init__(self, commands: Sequence[Command], keymap: Mapping[str, str]) -> None:
        super().__init__()
        self._commands = commands
        self._keymap = keymap

    def compose(self) -> ComposeResult:
        """A line to search with, and the keys under it."""
        with Vertical(classes="box"):
            line = LineInput(placeholder="type to search · f1 manual · enter or esc closes")
            line.take = self._close
            yield line
            with VerticalScroll(can_focus=False):
                yield Keys(markup=False)

    def on_resize(self) -> None:
        """Lay the keys out to the width there is, as many as fit under the line."""
        around = 2 if self.has_class("-low") else 4  # the line, and the box's padding
        self.query_one(VerticalScroll).styles.max_height = max(1, self.size.height * 94 // 100 - around)
        self._show(self.query_one(LineInput).value)

    def action_manual(self) -> None:
        """Open the manual in place of the keys."""
        self.dismiss(None)
        self.app.carry_out(MANUAL)

    def action_scroll_by(self, by: int) -> None:
        """Scroll the keys while the line keeps the focus."""
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._show(event.value)

    def _show(self, words: str) -> None:
        keys = self.query_one(Keys)
        keys.commands = []
        keys.update(self._lines(words, keys.commands))

    @on(Keys.Clicked)
    def _clicked(self, event: Keys.Clicked) -> None:
        self.dismiss(None)
        self.app.carry_out(event.command)

    def _close(self, _: str) -> bool:
        self.dismiss(None)
        return False

    def _lines(self, words: str, commands_at: list[Command | None]) -> Content:
        """Lay the keys out, and note which command each line is about."""
        lines: list[Content] = []
        width = self.box_width(78)
        fitting = [c for c in self._commands if matches(words, f"{c.label} {c.tooltip} {shown_key(c, self._keymap)}")]
        for group, commands in groupby(fitting, key=lambda command: command.group):
            lines += [Content("")] if lines else []
            lines.append(Content.styled(group, f"bold {MUTED}"))
            commands_at += [None] * (2 if len(lines) > 1 else 1)
            for command in commands:
                key = Content.styled(f"{shown_key(command, self._keymap):>8}  ", "bold $text-accent")
                lines.append(hanging(key, command.tooltip, width))
                commands_at += [command] * len(lines[-1].split("\n"))
        return Content("\n").join(lines) if lines else Content.styled("No key does that.", MUTED)
