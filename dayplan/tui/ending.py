"""How the application ends when something in it is broken: quietly, with the error left for the edge to tell."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from textual import constants
from textual.app import App
from textual.driver import Driver
from textual.worker import WorkerFailed


class QuietApp(App[None]):
    """Keeps a bug to itself. Textual would print its traceback on the terminal, with the titles that it was about."""

    bug: BaseException | None = None
    """What went wrong, if anything did; `run` raises it once the terminal is the shell's again."""

    def get_driver_class(self) -> type[Driver]:
        """Return our own driver where there are terminals of its kind."""
        if sys.platform == "win32" or constants.DRIVER is not None:
            return super().get_driver_class()
        from dayplan.tui.terminal import TerminalDriver

        return TerminalDriver

    def action_suspend_process(self) -> None:
        """Stop until the shell's `fg`; where no shell would bring the planner back, say so."""
        if sys.platform == "win32" or os.getpgrp() == os.getsid(0):
            self.notify("Only a shell with job control can bring dayplan back after ctrl+z.", markup=False)
        else:
            super().action_suspend_process()

    def _print_error_renderables(self) -> None:
        with suppress(OSError):  # nobody is left to read it
            super()._print_error_renderables()

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
        if self._loop is not None and self._loop.is_running():
            self._loop.call_soon_threadsafe(self._stray, error)
        elif self.bug is None:
            self.bug = error

    def _stray(self, error: BaseException | None) -> None:
        if isinstance(error, Exception):
            self._handle_exception(error)
