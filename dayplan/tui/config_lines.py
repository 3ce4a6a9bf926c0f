"""On which line of a TOML file each key stands: `tomllib` does not tell. Asked only where there is a complaint."""

from __future__ import annotations

from typing import Any

_LONGEST = 200
"""So many lines may one value have: looking for its end takes the square of them."""


def lines_of(text: str) -> dict[str, int]:
    """Return the first line of each key and table of a file that can be read, by its whole name: `keys.task.done`.

    Every statement is read by itself, from the line on which it begins to the first on which it is complete.
    """
    import tomllib

    found: dict[str, int] = {}
    table, begun, statement = "", 1, ""
    for number, line in enumerate(text.split("\n"), 1):
        statement += f"{line}\n"
        try:
            read = tomllib.loads(statement)
        except (ValueError, RecursionError):
            if number - begun > _LONGEST:
                return found
            continue
        names = [name for name, _ in flat(read, tables=True)]
        if line.lstrip().startswith("[") and begun == number:
            table = max(names, key=len, default="")
            names = [table]
        else:
            names = [f"{table}.{name}" if table else name for name in names]
        for name in names:
            found.setdefault(name, begun)
        begun, statement = number + 1, ""
    return found


def flat(table: dict[str, Any], *, tables: bool = False) -> list[tuple[str, Any]]:
    """Return `task.done = "d"`, which TOML reads as a table in a table, under its whole name; tables too if asked."""
    found: list[tuple[str, Any]] = []
    waiting: list[tuple[str, Any]] = list(reversed(table.items()))
    while waiting:  # a key may have ten thousand parts, which is deeper than Python calls itself
        name, value = waiting.pop()
        if isinstance(value, list) and value and isinstance(value[-1], dict) and tables:
            value = value[-1]
        if isinstance(value, dict) and len(name) < 1000:
            found += [(name, value)] if tables else []
            waiting += [(f"{name}.{key}", inner) for key, inner in reversed(value.items())]
        else:
            found.append((name, value))
    return found
