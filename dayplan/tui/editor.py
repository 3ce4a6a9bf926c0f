"""Notes in the person's own editor: `VISUAL`, else `EDITOR`, else what the system has."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from dayplan.domain.hygiene import clean_text
from dayplan.errors import DayplanError, Refused

if TYPE_CHECKING:
    from dayplan.tui.app import DayplanApp

_FALLBACKS = ("sensible-editor", "nano", "vi", "notepad")


def edit_text(app: DayplanApp, text: str) -> str | None:
    """Hand the terminal to the editor and return what it left, cleaned; None when it failed or nothing can be read.

    What was typed is not lost when it cannot be kept: the file then stays, and its place is said.
    """
    try:
        command = editor_command()
    except DayplanError as error:
        app.complain(error)
        return None
    path = keep_text(text)
    try:
        with app.suspend():
            status = subprocess.run([*command, path], check=False).returncode
    except (OSError, SuspendNotSupported) as error:
        os.unlink(path)
        app.complain(Refused(f"The editor could not be opened: {error}."))
        return None
    if status != 0:
        app.complain(Refused(f"The editor ended with {status}, so the notes stay as they were."))
        os.unlink(path)
        return None
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            kept = clean_text(file.read())
    except (OSError, DayplanError) as error:
        app.complain(Refused(f"{error} What you wrote is still in {path}."))
        return None
    os.unlink(path)
    return kept


def keep_text(text: str) -> str:
    """Write a text into a file of its own, and return where that is."""
    descriptor, path = tempfile.mkstemp(prefix="dayplan-", suffix=".md")
    with open(descriptor, "w", encoding="utf-8") as file:
        file.write(f"{text}\n" if text else "")  # editors expect a last line that ends
    return path


def editor_command() -> list[str]:
    """Return the editor's command line. Raises `Refused` where there is none."""
    for name in ("VISUAL", "EDITOR"):
        if os.environ.get(name):
            try:
                return shlex.split(os.environ[name])
            except ValueError:
                raise Refused(f"${name} cannot be read as a command line: check its quotes.") from None
    for command in _FALLBACKS:
        if shutil.which(command):
            return [command]
    raise Refused("No editor was found: set EDITOR, for example to nano.")
