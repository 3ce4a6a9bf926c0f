"""Every action, named once: keys, footer, palette and help all come from here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.binding import Binding, BindingType


class Command(NamedTuple):
    """One thing a person can do."""

    id: str
    key: str
    label: str
    """A word or two, for the footer and the help."""
    tooltip: str
    action: str
    group: str
    footer: bool = False
    shown: str = ""
    """How the key is written, where its name in Textual is not what is on the keyboard."""

    def binding(self) -> Binding:
        """Return the key binding; its id is what `[keys]` in `config.toml` will name."""
        return Binding(
            self.key,
            self.action,
            self.label,
            show=self.footer,
            key_display=self.shown or None,
            tooltip=self.tooltip,
            id=self.id,
        )


HELP = Command("app.help", "question_mark", "help", "Show every key", "app.help", "Program", True, "?")

DAY: Sequence[Command] = (
    Command(
        "task.start",
        "enter",
        "start",
        "Start the timer on this task, or stop it",
        "start_stop",
        "Task",
        True,
        "enter",
    ),
    Command("task.done", "space", "done", "Tick this task, or open it again", "tick", "Task", True, "space"),
    Command(
        "task.add",
        "a",
        "add",
        "Add a task: Draft page @acme/site +writing est:45m on:fri",
        "add",
        "Task",
        True,
    ),
    Command("task.edit", "e", "edit", "Edit this task in a form", "edit", "Task", True),
    Command("task.skip", "s", "skip", "Leave this occurrence out; it comes back on its next date", "skip", "Task"),
    Command("task.drop", "x", "drop", "Give this task up; its time stays", "drop", "Task"),
    Command(
        "task.delete",
        "delete",
        "delete",
        "Delete a one-off task without recorded time",
        "delete",
        "Task",
        False,
        "del",
    ),
    Command("task.move", "m", "move", "Move this task to another day", "move", "Task", True),
    Command("task.tomorrow", "t", "tomorrow", "Move this task to tomorrow", "tomorrow", "Task"),
    Command("task.up", "K,shift+up", "move up", "Move this task up the list", "shift(-1)", "Task", False, "K"),
    Command(
        "task.down",
        "J,shift+down",
        "move down",
        "Move this task down the list",
        "shift(1)",
        "Task",
        False,
        "J",
    ),
    Command("history.undo", "u", "undo", "Take back the last change", "undo", "Changes", True),
    Command("history.redo", "U", "redo", "Do again what was undone", "redo", "Changes"),
    Command(
        "day.before",
        "left_square_bracket",
        "day before",
        "Show the day before",
        "turn(-1)",
        "Days",
        False,
        "[",
    ),
    Command("day.after", "right_square_bracket", "day after", "Show the day after", "turn(1)", "Days", False, "]"),
    Command("day.today", "full_stop", "today", "Show today", "today", "Days", False, "."),
    Command("day.bring_in", "b", "bring in", "Bring the open tasks of earlier days to today", "bring_in", "Days"),
    Command("day.plan", "p", "plan anyway", "Plan today all the same, on a day off", "plan_anyway", "Days"),
)
"""What Day mode offers."""

LIST: Sequence[Command] = (
    Command("list.up", "up,k", "up", "The task above", "cursor_up", "Moving", False, "↑ k"),
    Command("list.down", "down,j", "down", "The task below", "cursor_down", "Moving", False, "↓ j"),
    Command("list.first", "g,home", "first", "The first task", "first", "Moving", False, "g"),
    Command("list.last", "G,end", "last", "The last task", "last", "Moving", False, "G"),
    Command("list.page_up", "pageup", "page up", "A page up", "page_up", "Moving", False, "pgup"),
    Command("list.page_down", "pagedown", "page down", "A page down", "page_down", "Moving", False, "pgdn"),
)
"""What every list offers."""

APP: Sequence[Command] = (
    HELP,
    Command("app.quit", "q", "quit", "Leave; a running timer runs on", "quit", "Program", False),
)
"""What the program offers everywhere."""


def bindings(commands: Sequence[Command]) -> list[BindingType]:
    """Return the bindings of these commands, each of its keys bound."""
    return [command.binding() for command in commands]
