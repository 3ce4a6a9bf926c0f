"""What an action is: a name, a key, and what it says of itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from textual.binding import Binding, BindingType

_WRITTEN = {
    "question_mark": "?",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "full_stop": ".",
    "slash": "/",
    "plus": "+",
    "minus": "-",
    "escape": "esc",
    "delete": "del",
}


class Command(NamedTuple):
    """One thing a person can do."""

    id: str
    """What `[keys]` in `config.toml` names it by."""
    key: str
    label: str
    """A word or two, for the footer and the palette."""
    tooltip: str
    action: str
    group: str
    shown: str = ""
    """How the key is written, where its name in Textual is not what is on the keyboard."""

    def binding(self) -> Binding:
        """Return the key binding."""
        return Binding(
            self.key,
            self.action,
            self.label,
            show=False,  # the key bar shows what the screen chooses
            key_display=self.shown or None,
            tooltip=self.tooltip,
            id=self.id,
        )


def shown_key(command: Command, keymap: Mapping[str, str]) -> str:
    """Return how a command's key is written, where `keymap` may have given it another."""
    if command.id in keymap:
        return " ".join(_WRITTEN.get(key, key) for key in keymap[command.id].split(","))
    return command.shown or command.key.partition(",")[0]


def bindings(commands: Sequence[Command]) -> list[BindingType]:
    """Return the bindings of these commands, each of its keys bound."""
    return [command.binding() for command in commands]
