"""How the application ends when something in it is broken: quietly, with the error left for the edge to tell."""

from __future__ import annotations

from textual.app import App
from textual.worker import WorkerFailed


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
