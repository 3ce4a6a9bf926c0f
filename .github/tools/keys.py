"""Write the tables of keys and settings into README and manual: `python3 .run python .github/tools/keys.py`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from dayplan.domain.model import Settings
from dayplan.domain.settings import SETTINGS
from dayplan.tui import commands
from dayplan.tui.commands import Command, shown_key

ROOT = Path(__file__).resolve().parent.parent.parent
FILES = (ROOT / "README.md", *sorted((ROOT / "dayplan" / "manual").glob("*.md")))
TOMORROW = next(command for command in commands.ANY_TASK if command.id == "task.tomorrow")
TEN = (
    *(commands.START, commands.DONE, commands.ADD, commands.EDIT, TOMORROW),
    *(commands.CAPTURE, commands.FIT, commands.CLOSE_DAY, commands.UNDO, commands.HELP),
)
"""The keys to begin with."""
_MARKED = re.compile(r"(<!-- (?P<name>[a-z ]+): made by [^>]*-->\n).*?(<!-- end of [a-z]+ -->)", re.DOTALL)


def keys(shown: Sequence[Command], *, beyond: Sequence[Command] = ()) -> str:
    """Return a table of commands, without those that are in another table."""
    rows = [f"| `{shown_key(command, {})}` | {command.tooltip} |" for command in shown if command not in beyond]
    return "\n".join(["| key | what it does |", "| --- | --- |", *rows])


def settings() -> str:
    """Return a table of the planning settings with their defaults."""
    rows = [f"| `{setting.key}` | {setting.show(Settings())} | {setting.help} |" for setting in SETTINGS]
    return "\n".join(["| setting | usual | what it is |", "| --- | --- | --- |", *rows])


def actions() -> str:
    """Return a table of all actions with the names that `[keys]` takes."""
    rows = [f"| `{command.id}` | `{shown_key(command, {})}` | {command.tooltip} |" for command in commands.EVERY]
    return "\n".join(["| action | key | what it does |", "| --- | --- | --- |", *rows])


SECTIONS: dict[str, Callable[[], str]] = {
    "keys ten": lambda: keys(TEN),
    "keys day": lambda: keys(commands.DAY),
    "keys focus": lambda: keys(commands.FOCUS, beyond=commands.DAY),
    "keys week": lambda: keys((*commands.WEEK, *commands.GRID), beyond=commands.DAY),
    "keys templates": lambda: keys(commands.TEMPLATES, beyond=commands.DAY),
    "keys log": lambda: keys(commands.LOG, beyond=commands.DAY),
    "keys reports": lambda: keys(commands.REPORTS, beyond=commands.DAY),
    "keys year": lambda: keys(commands.YEAR),
    "keys inbox": lambda: keys(commands.INBOX, beyond=commands.DAY),
    "keys close": lambda: keys(commands.CLOSE, beyond=commands.DAY),
    "keys owners": lambda: keys(commands.OWNERS, beyond=commands.DAY),
    "keys list": lambda: keys(commands.LIST),
    "keys app": lambda: keys((*commands.MODES, *commands.APP)),
    "settings": settings,
    "actions": actions,
}


def updated(text: str) -> str:
    """Return a text with its tables as the bindings and settings have them."""
    return _MARKED.sub(lambda found: f"{found[1]}\n{SECTIONS[found['name']]()}\n\n{found[3]}", text)


if __name__ == "__main__":
    for file in FILES:
        before = file.read_text(encoding="utf-8")
        file.write_text(updated(before), encoding="utf-8")
