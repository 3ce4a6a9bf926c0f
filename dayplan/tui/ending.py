"""How the application ends when something in it is broken: quietly, with the error left for the edge to tell."""

from __future__ import annotations

import asyncio
import errno
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from textual.app import App
from textual.worker import WorkerFailed

HUNG_UP = 129
"""The exit code of a program whose terminal was taken away: 128 and the number of SIGHUP."""
_GONE = (errno.EIO, errno.EPIPE, errno.ENXIO)


class QuietApp(App[None]):
    """Keeps a bug to itself. Textual would print its traceback on the terminal, with the titles that it was about."""

    bug: BaseException | None = None
    """What went wrong, if anything did; `run` raises it once the terminal is the shell's again."""

    def _handle_exception(self, error: Exception) -> None:
        """Leave, as Textual's own does; what fails while the screens are closing comes of the first error.

        Nor is it a bug when a screen that was being built cannot be finished because its person leaves already.
        """
        if self._exception is None:
            self._exception = error  # Pilot raises it in a test
            self._exception_event.set()
            if not self._exit:
                self._return_code = 1
                self.bug = error.error if isinstance(error, WorkerFailed) else error
        self._close_messages_no_wait()

    def hear_strays(self) -> None:
        """Hear of what breaks in a task that nobody waits for: asyncio would print it across the screen."""

        def told(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
            self._stray(context.get("exception"))

        asyncio.get_running_loop().set_exception_handler(told)

    @contextmanager
    def hearing_threads(self) -> Iterator[None]:
        """Meanwhile, hear of what breaks in a thread, and where an object is taken away, which Python would print."""
        kept = threading.excepthook, sys.unraisablehook
        threading.excepthook = lambda broken: self._stray_elsewhere(broken.exc_value)
        sys.unraisablehook = lambda broken: self._stray_elsewhere(broken.exc_value)
        try:
            yield
        finally:
            threading.excepthook, sys.unraisablehook = kept

    def _stray_elsewhere(self, error: BaseException | None) -> None:
        if isinstance(error, OSError) and error.errno in _GONE:  # Textual's writer, a moment before the signal comes
            if self._loop is not None and self._loop.is_running():
                self._loop.call_soon_threadsafe(lambda: self.exit(return_code=HUNG_UP))
        elif self._loop is not None and self._loop.is_running():
            self._loop.call_soon_threadsafe(self._stray, error)
        elif self.bug is None:
            self.bug = error

    def _stray(self, error: BaseException | None) -> None:
        if isinstance(error, Exception):
            self._handle_exception(error)
