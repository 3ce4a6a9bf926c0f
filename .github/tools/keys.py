"""Write the README's tables of keys from the bindings: `python3 .run python .github/tools/keys.py`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dayplan.tui.commands import (
    APP,
    CLOSE,
    DAY,
    INBOX,
    LOG,
    MODES,
    OWNERS,
    REPORTS,
    TEMPLATES,
    WEEK,
    YEAR,
    Command,
    shown_key,
)

README = Path(__file__).parent.parent.parent / "README.md"
BEGIN, END = "<!-- keys: made by .github/tools/keys.py -->", "<!-- end of keys -->"


def table(commands: Sequence[Command]) -> list[str]:
    """Return a table of two commands a row."""
    cells = [f"`{shown_key(command, {})}` | {command.tooltip}" for command in commands]
    half = -(-len(cells) // 2)
    right = [*cells[half:], *[" | "] * (2 * half - len(cells))]
    rows = [f"| {left} | {other} |" for left, other in zip(cells[:half], right, strict=True)]
    return ["| key | | key | |", "| --- | --- | --- | --- |", *rows]


def section() -> str:
    """Return the part of the README between the two marks, the marks included."""
    lines = [BEGIN, "", *table((*DAY, *MODES, *APP))]
    places = (
        *(("The week", WEEK), ("The templates", TEMPLATES), ("The log", LOG)),
        *(("The reports", REPORTS), ("The reports' year", YEAR), ("The inbox", INBOX), ("Closing the day", CLOSE)),
        ("Clients and projects (`@`)", OWNERS),
    )
    for name, commands in places:
        own = [command for command in commands if command not in DAY]
        lines += ["", f"**{name}** has these besides:", "", *table(own)]
    return "\n".join([*lines, "", END])


def updated(text: str) -> str:
    """Return the README's text with the tables as the bindings have them."""
    head, _, rest = text.partition(BEGIN)
    _, _, tail = rest.partition(END)
    return head + section() + tail


if __name__ == "__main__":
    README.write_text(updated(README.read_text(encoding="utf-8")), encoding="utf-8")
