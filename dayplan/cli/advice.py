"""What is advised about a data file that is not the usual one: each command names the file, and can be pasted."""

from __future__ import annotations

import re

from dayplan.cli.table import COMMANDS
from dayplan.paths import option_for

_QUOTED = r"“[^”]*”|(?<!\S)'[^']*'(?![^\s,.:;)])"
_ADVISED = re.compile(rf"{_QUOTED}|\bdayplan(?= (?:{'|'.join(map(re.escape, COMMANDS))})\b(?! --db))")
_BEFORE = "time to decide about|open from earlier days|in no total|To put it right|tasks? unfinished"
_OURS = re.compile(rf"^ {{0,2}}dayplan |(?:{_BEFORE}): dayplan ", re.MULTILINE)


def with_file(text: str, path: str) -> str:
    """Put `--db FILE` into the commands that a sentence advises; what it quotes stays as it was typed."""
    option = option_for(path)
    if not option:
        return text
    return _ADVISED.sub(lambda found: f"dayplan{option}" if found[0] == "dayplan" else found[0], text)


def line_with_file(line: str, path: str) -> str:
    """Do the same to a line of an answer that advises something; what a person has called `dayplan undo` stays."""
    return with_file(line, path) if _OURS.search(line) else line
