"""The command lines that a sentence advises, as a person would type or paste them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dayplan.cli.table import COMMANDS

_WORD = re.compile(r"\d[\w:-]*|i\d+|--[a-z-]+|[A-Z][A-Z-]*[A-Z]", re.ASCII)
"""A number, a time, a day, a place in the inbox, an option, or a word in capitals that stands for something."""
_KNOWN = {"log", "template", "client", "project", "away", "inbox", "config", "add", "edit", "split", "resolve", "keep"}
_KNOWN |= {"tomorrow", "part", "give", "drop", "later", "day_start", "set", "get", "list", "all"}
_END = ",.;:!?)”"
_SHELL_WORD = re.compile(r"""(?:'[^']*'|"[^"]*"|[^\s'"])+""")


def advised(text: str) -> list[str]:
    """Return the commands that a text names after `dayplan`, each once, without that word."""
    found = []
    for part in re.split(r"\bdayplan ", text)[1:]:
        words: list[str] = []
        for word in _SHELL_WORD.findall(part.partition("\n")[0]):
            bare = word.rstrip(_END)
            if words and words[-1] == "--db":
                known = True
            elif len(words) in (0, 2) and words[:1] in ([], ["--db"]):
                known = bare in COMMANDS or bare == "--db"
            else:
                known = bool(_WORD.fullmatch(bare)) or bare in _KNOWN or bare.startswith(("/", "'/"))
            if not known:
                break
            words.append(bare)
            if bare != word:
                break
        if words:
            found.append(" ".join(words))
    return list(dict.fromkeys(found))


def typed(command: str, stands_for: Mapping[str, str]) -> str:
    """Put something real in the place of each word in capitals. Raises `KeyError` for one that nobody thought of."""
    return " ".join(stands_for[word] if word.isupper() else word for word in _SHELL_WORD.findall(command))
