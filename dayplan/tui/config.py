"""`config.toml`: theme and keys, for the planner only. A bad value is told and left aside, never a reason to stop."""

from __future__ import annotations

import codecs
import os
import re
import stat
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, NamedTuple

from dayplan import doors
from dayplan.domain import settings
from dayplan.domain.hygiene import quoted
from dayplan.errors import CannotAccess
from dayplan.tui.commands import EVERY, PLACES, Command
from dayplan.tui.config_lines import flat, lines_of

_LARGEST = 2**18
_FEW = 5
"""So many complaints are shown one by one."""

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
_SENT_AS = {
    "ctrl+i": "tab",
    "ctrl+m": "enter",
    "ctrl+h": "backspace",
    "ctrl+[": "escape",
    "ctrl+left_square_bracket": "escape",
    "shift+space": "space",
    "shift+enter": "enter",
    "shift+backspace": "backspace",
    "ctrl+enter": "enter",
}
"""Keys that a terminal sends as others; one that tells them apart is rare, and the file may move to another."""
_MODIFIERS = ("ctrl", "shift", "alt", "super", "meta", "hyper")


class Config(NamedTuple):
    """What was read; `complaints` are sentences for what was not."""

    theme: str | None = None
    keys: Mapping[str, str] = {}
    complaints: tuple[str, ...] = ()


def read_config(path: str, themes: Mapping[str, object]) -> Config:
    """Read the file, where there is one. Everything in it that makes sense counts, whatever else it holds."""
    if not os.path.exists(path):
        return Config()
    import tomllib  # 27 ms, for those who have such a file

    text = ""
    try:
        text = _text(path)
        found = tomllib.loads(text)
    except OSError as error:
        return Config(complaints=(f"{path} cannot be read ({error.strerror}): the defaults hold.",))
    except RecursionError:
        return Config(complaints=(f"{path} cannot be read (too many brackets in brackets): the defaults hold.",))
    except ValueError as error:
        why = str(error).replace("at end of document", f"at its end, line {text.count(chr(10)) + 1}")
        return Config(complaints=(f"{path} cannot be read ({why}): the defaults hold.",))
    wrong: list[_Wrong] = []
    theme = _theme(found.get("theme"), themes, wrong)
    keys = _keys(found.get("keys", {}), wrong)
    wrong += [_Wrong(name, _elsewhere(name)) for name in found if name not in ("theme", "keys")]
    complaints = _placed(path, text, wrong) if wrong else []
    if doors.shut(path, 0o755):
        complaints.append(f"{path} could be changed by others: now only you can.")
    return Config(theme, keys, tuple(complaints))


class _Wrong(NamedTuple):
    """What is wrong with one key of the file."""

    key: str
    sentence: str


def _text(path: str) -> str:
    """Return what the file holds. Raises `OSError`, and `ValueError` for what is no text or no file."""
    opened = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))  # a pipe that nobody fills would be waited for
    with open(opened, "rb") as file:
        if not stat.S_ISREG(os.fstat(opened).st_mode):
            raise ValueError("it is not a file")
        content = file.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise ValueError("it is larger than 256 KiB")
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise ValueError("it is UTF-16: save it as UTF-8")
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ValueError(f"it is not UTF-8, at line {line}") from error


def _placed(path: str, text: str, wrong: Sequence[_Wrong]) -> list[str]:
    """Say on which line each of them stands; of many, the first few."""
    lines = lines_of(text)
    placed = [(lines.get(each.key, 0), each.sentence) for each in wrong]
    said = [f"{path}, line {line}: {sentence}" if line else f"{path}: {sentence}" for line, sentence in sorted(placed)]
    more = len(said) - _FEW
    return [*said[:_FEW], f"{path}: and {more} more like these."] if more > 1 else said


def _elsewhere(name: str) -> str:
    """Say of what stands here in vain where it belongs."""
    key = "focus_work" if name == "focus" else name
    if key in settings.known():
        return f"{name} is kept with the data, not here: set it with dayplan config set {key}."
    return f"there is no setting {quoted(name)} here; there are theme and [keys]."


def _theme(value: Any, themes: Mapping[str, object], wrong: list[_Wrong]) -> str | None:
    if value is None or (isinstance(value, str) and value in themes):
        return value
    near = _near(_written(value), themes)
    named = quoted(_written(value))
    wrong.append(_Wrong("theme", f"theme {named} is not known. {near}There are: {', '.join(sorted(themes))}."))
    return None


def _keys(value: Any, wrong: list[_Wrong]) -> dict[str, str]:
    known = {command.id: command for command in EVERY}
    keys: dict[str, str] = {}
    if not isinstance(value, dict):
        wrong.append(_Wrong("keys", '[keys] is a table, such as "task.done" = "d".'))
        return keys
    for name, given in flat(value):
        wanted = _wanted(given)
        if name not in known:
            near = _near(name, known) or "They have names such as task.done, day.filter and list.down."
            wrong.append(_Wrong(f"keys.{name}", f"there is no action {quoted(name)}. {near.rstrip()}"))
        elif bad := [key for key in wanted.split(",") if _wrong(key)]:
            wrong.append(_Wrong(f"keys.{name}", f"{name}: {_no_key(bad[0])}"))
        else:
            keys[name] = ",".join(key.strip() for key in wanted.split(","))
    clashes = [clash for place in PLACES for clash in _clashes(place, keys)]
    wrong += [
        _Wrong(
            f"keys.{other if other in keys else one}",
            f"{key} is meant for both {one} and {other}: give one of them another key.",
        )
        for key, one, other in dict.fromkeys(clashes)
    ]
    return keys


def _wanted(value: Any) -> str:
    """Return the keys that were given, as Textual takes them: `"d,space"`, or a list of them as TOML has it."""
    if isinstance(value, list) and value and all(isinstance(key, str) for key in value):
        return ",".join(value)
    return _written(value)


def _no_key(key: str) -> str:
    """Say why a key is none, and what to write in its place."""
    *modifiers, name = key.strip().lower().split("+")
    if sent := _SENT_AS.get("+".join((*modifiers, name))):
        return f"{quoted(key)} never comes: a terminal sends it as {sent}. Write {sent}, or another key."
    if modifiers == ["shift"] and len(name) == 1 and name.isalpha():
        return f"{quoted(key)} never comes: write {name.upper()}."
    near = _near(key, dict.fromkeys(_NAMED_KEYS))
    return f"{quoted(key)} is no key. {near}Write one such as d, D, ctrl+d, f5 or slash."


def _written(value: Any) -> str:
    try:
        return str(value)
    except (ValueError, RecursionError):
        return "that"  # a number of thousands of digits


def _clashes(place: Sequence[Command], keys: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield the keys that would have two meanings in one place; what the defaults share there is meant."""
    taken: dict[str, str] = {}
    for command in place:
        for key in keys.get(command.id, command.key).split(","):
            other = taken.setdefault(key, command.id)
            if other != command.id and (command.id in keys or other in keys):
                yield key, other, command.id


def _wrong(key: str) -> bool:
    """Whether a key is named that no terminal sends; Textual itself would take it in silence."""
    *modifiers, name = key.strip().split("+")
    if any(modifier not in _MODIFIERS for modifier in modifiers) or key.strip().lower() in _SENT_AS:
        return True
    if modifiers == ["shift"] and len(name) == 1 and name.isalpha():
        return True
    return not (name in _NAMED_KEYS or (len(name) == 1 and name.isprintable() and not name.isspace()))


def _near(word: str, known: Mapping[str, object]) -> str:
    if len(word) > 60:
        return ""  # no slip of the hand, and comparing takes the square of its length
    near = get_close_matches(word, known, n=1)
    return f"Did you mean {near[0]}? " if near else ""


def keep_theme(path: str, theme: str) -> None:
    """Write the theme into the file, which keeps everything else as it is. Raises `CannotAccess`."""
    path = os.path.realpath(path)  # a link to where somebody keeps such files stays a link
    try:
        doors.make_directory(os.path.dirname(path))
        text, mode = "", 0o600
        if os.path.exists(path):
            with open(path, encoding="utf-8-sig") as file:
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
