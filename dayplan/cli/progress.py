"""Progress of a command that may take long: one line on the terminal, which is gone when the answer comes."""

from __future__ import annotations

import os
import sys
from threading import Timer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Self, TextIO

SHOW_AFTER_S = 0.5
"""Most commands end before that and show nothing."""


class Progress:
    """Shows on stderr what a command does just now, from half a second on; nothing where that is no terminal."""

    def __init__(self, stream: TextIO | None = None, after_s: float = SHOW_AFTER_S) -> None:
        self._stream = sys.stderr if stream is None else stream
        self._stage = ""
        self._shown = False
        self._timer: Timer | None = None
        if self._stream.isatty() and os.environ.get("TERM") != "dumb" and not os.environ.get("NO_COLOR"):
            self._timer = Timer(after_s, self._show)
            self._timer.daemon = True

    def __enter__(self) -> Self:
        if self._timer is not None:
            self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer.join()
        if self._shown:
            self._write("\r\x1b[K")

    def show(self, stage: str) -> None:
        """Name what is done from now on, such as "Reading the journal"."""
        self._stage = stage
        if self._shown:
            self._show()

    def _show(self) -> None:
        self._shown = True
        self._write(f"\r{self._stage}...\x1b[K")

    def _write(self, text: str) -> None:
        try:
            self._stream.write(text)
            self._stream.flush()
        except OSError:
            self._shown = False  # nobody is there to be told
