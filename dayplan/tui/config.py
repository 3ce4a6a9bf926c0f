"""`config.toml`: theme and keys, for the planner only. A bad value is told and left aside, never a reason to stop."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, NamedTuple

from dayplan import doors
from dayplan.domain.hygiene import quoted
from dayplan.errors import CannotAccess
from dayplan.tui.commands import EVERY, PLACES, Command

_TOP_LEVEL_THEME = re.compile(r"""\A((?:(?!\s*\[).*\n)*?)[ \t]*(?:theme|"theme"|'theme')[ \t]*=.*(?:\n|\Z)""")
_NAMED_KEYS = frozenset(
    [
        "up",
        "down",
        "left",
        "right",
        "home",
        "end",
        "pageup",
        "pagedown",
        "insert",
        "delete",
        "backspace",
        "enter",
        "escape",
        "tab",
        "space",
        "question_mark",
        "left_square_bracket",
        "right_square_bracket",
        "full_stop",
        "comma",
        "slash",
        "backslash",
        "colon",
        "semicolon",
        "apostrophe",
        "quotation_mark",
        "minus",
        "plus",
        "underscore",
        "equals_sign",
        "less_than_sign",
        "greater_than_sign",
        "vertical_line",
        "tilde",
        "grave_accent",
        "exclamation_mark",
        "at",
        "number_sign",
        "dollar_sign",
        "percent_sign",
        "circumflex_accent",
        "ampersand",
        "asterisk",
        "left_parenthesis",
        "right_parenthesis",
        "left_curly_bracket",
        "right_curly_bracket",
    ]
) | {f"f{number}" for number in range(1, 25)}
_MODIFIERS = ("ctrl", "shift", "alt", "super", "meta", "hyper")


class Config(NamedTuple):
    """What was read; `complaints` are sentences for what was not."""

    theme: str | None = None
    keys: Mapping[str, str] = {}
    complaints: tuple[str, ...] = ()


def read_config(path: str, themes: Mapping[str, object]) -> Config:
    """Read the file, where there is one. Everything in it that makes sense counts."""
    if not os.path.exists(path):
        return Config()
    import tomllib  # 27 ms, for those who have such a file

    try:
        with open(path, "rb") as file:
            found = tomllib.load(file)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        return Config(complaints=(f"{path} cannot be read ({why}): the defaults hold.",))
    complaints: list[str] = []
    theme = _theme(path, found.get("theme"), themes, complaints)
    keys = _keys(path, found.get("keys", {}), complaints)
    complaints += [
        f"{path}: there is no setting {quoted(name)} here; there are theme and [keys]."
        for name in found
        if name not in ("theme", "keys", "focus")
    ]
    return Config(theme, keys, tuple(complaints))


def _theme(path: str, value: Any, themes: Mapping[str, object], complaints: list[str]) -> str | None:
    if value is None or (isinstance(value, str) and value in themes):
        return value
    near = _near(str(value), themes)
    complaints.append(f"{path}: theme {quoted(str(value))} is not known. {near}There are: {', '.join(sorted(themes))}.")
    return None


def _keys(path: str, value: Any, complaints: list[str]) -> dict[str, str]:
    known = {command.id: command for command in EVERY}
    keys: dict[str, str] = {}
    if not isinstance(value, dict):
        complaints.append(f'{path}: [keys] is a table, such as "task.done" = "d".')
        return keys
    for name, wanted in _flat(value):
        if name not in known:
            near = _near(name, known) or "They have names such as task.done, day.filter and list.down."
            complaints.append(f"{path}: there is no action {quoted(name)}. {near.rstrip()}")
        elif wrong := [key for key in str(wanted).split(",") if _wrong(key)]:
            near = _near(wrong[0], dict.fromkeys(_NAMED_KEYS))
            complaints.append(
                f"{path}: {name}: {quoted(wrong[0])} is no key. {near}Write one such as d, D, ctrl+d, f5 or slash."
            )
        else:
            keys[name] = ",".join(key.strip() for key in str(wanted).split(","))
    clashes = [clash for place in PLACES for clash in _clashes(place, keys)]
    complaints += [
        f"{path}: {key} is meant for both {one} and {other}: give one of them another key."
        for key, one, other in dict.fromkeys(clashes)
    ]
    return keys


def _clashes(place: Sequence[Command], keys: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield the keys that would have two meanings in one place; what the defaults share there is meant."""
    taken: dict[str, str] = {}
    for command in place:
        for key in keys.get(command.id, command.key).split(","):
            other = taken.setdefault(key, command.id)
            if other != command.id and (command.id in keys or other in keys):
                yield key, other, command.id


def _flat(table: Mapping[str, Any], prefix: str = "") -> list[tuple[str, Any]]:
    """Return `task.done = "d"`, which TOML reads as a table in a table, under its whole name."""
    found: list[tuple[str, Any]] = []
    for name, value in table.items():
        if isinstance(value, dict):
            found += _flat(value, f"{prefix}{name}.")
        else:
            found.append((f"{prefix}{name}", value))
    return found


def _wrong(key: str) -> bool:
    """Whether a key is named that no terminal sends; Textual itself would take it in silence."""
    *modifiers, name = key.strip().split("+")
    if any(modifier not in _MODIFIERS for modifier in modifiers):
        return True
    return not (name in _NAMED_KEYS or (len(name) == 1 and name.isprintable() and not name.isspace()))


def _near(word: str, known: Mapping[str, object]) -> str:
    near = get_close_matches(word, known, n=1)
    return f"Did you mean {near[0]}? " if near else ""


def keep_theme(path: str, theme: str) -> None:
    """Write the theme into the file, which keeps everything else as it is. Raises `CannotAccess`."""
    path = os.path.realpath(path)  # a link to where somebody keeps such files stays a link
    try:
        doors.make_directory(os.path.dirname(path))
        text, mode = "", 0o600
        if os.path.exists(path):
            with open(path, encoding="utf-8") as file:
                text, mode = file.read(), os.fstat(file.fileno()).st_mode & 0o755
        line = f'theme = "{theme}"\n'
        found = _TOP_LEVEL_THEME.match(text)
        text = f"{found[1]}{line}{text[found.end() :]}" if found else line + text
        beside, new = tempfile.mkstemp(prefix=".config-", suffix=".toml", dir=os.path.dirname(path))  # never a link
        try:
            with open(beside, "w", encoding="utf-8") as file:
                file.write(text)
            os.chmod(new, mode)
            os.replace(new, path)
        except BaseException:
            os.unlink(new)
            raise
    except (OSError, ValueError) as error:
        raise CannotAccess(f"The theme could not be kept in {path}: {error}.") from error
