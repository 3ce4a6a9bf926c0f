"""Notes in the person's own editor: `VISUAL`, else `EDITOR`, else what the system has."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from rich.text import Text
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
    given = _contents(path)
    ended_by: list[int] = []
    trouble = _run(app, [*command, path], ended_by)
    left = _contents(path)
    kept = None
    if left is None:
        trouble = trouble or "The editor left no file that can be read, so the notes stay as they were."
    elif trouble is None:
        try:
            kept = text if left == given else clean_text(left.decode("utf-8", "replace"))
        except DayplanError as error:
            trouble = str(error)
    if trouble is not None and left not in (given, None):
        trouble += f" What you wrote is still in {path}."
    else:
        with suppress(OSError):
            os.unlink(path)
    if ended_by:  # whoever ended the planner has ended the editor first
        app.exit(return_code=128 + ended_by[-1], message=None if trouble is None else Text(trouble, overflow="ignore"))
    elif trouble is not None:
        app.complain(Refused(trouble))
    return kept


def _run(app: DayplanApp, command: list[str], ended_by: list[int]) -> str | None:
    """Run the editor on the terminal and return what went wrong, if anything did; see `_lending` for `ended_by`."""
    status, failed = 0, None
    try:
        with app.suspend(), _lending(ended_by) as started:
            try:  # in here: the terminal is not taken back where an error leaves the body of `suspend`
                with subprocess.Popen(command) as process:
                    started(process)
                status = process.returncode
            except OSError as error:
                failed = error
            if ended_by:
                raise InterruptedError  # so that the terminal is not taken again
    except InterruptedError:
        pass
    except SuspendNotSupported as error:
        return f"The editor could not be opened: {error}."
    if failed is not None:
        return f"The editor could not be opened: {failed.strerror} ({command[0]})."
    if status < 0:
        return f"The editor was ended by signal {-status}, so the notes stay as they were."
    return None if status == 0 else f"The editor ended with {status}, so the notes stay as they were."


@contextmanager
def _lending(ended_by: list[int]) -> Iterator[Callable[[subprocess.Popen[bytes]], None]]:
    """Meanwhile, let the terminal's keys reach another program alone, and yield what is to be told of it.

    ctrl+c is for that program, and ctrl+z stops both. A signal that ends the planner is passed on, and
    its number is added to `ended_by`.
    """
    running: list[subprocess.Popen[bytes]] = []

    def ignore(*_: object) -> None:
        """Ignored in the planner only: a program that is started gets back what is usual."""

    def pass_on(number: int, _: object) -> None:
        ended_by.append(number)
        for process in running:
            process.send_signal(number)

    def started(process: subprocess.Popen[bytes]) -> None:
        running.append(process)
        if ended_by:
            process.send_signal(ended_by[-1])

    handlers: dict[str, Any] = {
        **dict.fromkeys(("SIGINT", "SIGQUIT"), ignore),
        **dict.fromkeys(("SIGTERM", "SIGHUP"), pass_on),
        **dict.fromkeys(("SIGTSTP", "SIGCONT"), signal.SIG_DFL),
    }
    wakeup = signal.set_wakeup_fd(-1)  # the event loop hears nothing of these
    numbers = {number: handler for name, handler in handlers.items() if (number := getattr(signal, name, None))}
    before = {number: signal.signal(number, handler) for number, handler in numbers.items()}
    try:
        yield started
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(wakeup, warn_on_full_buffer=False)


def _contents(path: str) -> bytes | None:
    """Return what is in a file; None where it cannot be read."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return None


def keep_text(text: str) -> str:
    """Write a text into a file of its own, and return where that is."""
    descriptor, path = tempfile.mkstemp(prefix="dayplan-", suffix=".md")
    with open(descriptor, "w", encoding="utf-8") as file:
        file.write(f"{text}\n" if text else "")  # editors expect a last line that ends
    return path


def editor_command() -> list[str]:
    """Return the editor's command line. Raises `Refused` where there is none."""
    for name in ("VISUAL", "EDITOR"):
        if os.environ.get(name, "").strip():
            try:
                return shlex.split(os.environ[name])
            except ValueError:
                raise Refused(f"${name} cannot be read as a command line: check its quotes.") from None
    for command in _FALLBACKS:
        if shutil.which(command):
            return [command]
    raise Refused("No editor was found: set EDITOR, for example to nano.")
