"""The terminal under the planner: taken, lent, given back, and let go of when it is gone.

Textual's own driver starts anew at every SIGCONT, so that two threads read the keyboard after a SIGSTOP; it waits for
ever behind a writer that died with its terminal; and it spins where nothing can be read any more. A terminal that is
closed sends SIGHUP and SIGCONT, which is all three.
"""

from __future__ import annotations

import asyncio
import os
import select
import signal
import sys
import termios
from codecs import getincrementaldecoder
from collections.abc import Callable
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from typing import Any

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from dayplan.text.encoding import encode

HUNG_UP = 129
"""The exit code of a program whose terminal was taken away: 128 and the number of SIGHUP."""
_GRACE_S = 0.5
"""How long the last frame may take: a terminal that is still open and does not read keeps nobody."""
_LOOK_S = 0.1


class Writer(Thread):
    """Writes to the terminal while it is there. Whoever hands text over never waits, gone terminal or slow one."""

    def __init__(self, descriptor: int, encoding: str, lost: Callable[[], object]) -> None:
        super().__init__(daemon=True, name="terminal-output")
        self._descriptor = descriptor
        self._encoding = encoding
        self._lost = lost
        self._texts: SimpleQueue[str | None] = SimpleQueue()

    def put(self, text: str) -> None:
        """Have a text written."""
        self._texts.put(text)

    def stop(self) -> None:
        """Return once all is written, or after a moment."""
        self._texts.put(None)
        self.join(_GRACE_S)

    def run(self) -> None:
        """Write what comes, until told to stop or until the terminal is gone."""
        try:
            while (text := self._texts.get()) is not None:
                self._write(encode(text, self._encoding))
        except OSError:
            self._lost()

    def _write(self, left: bytes) -> None:
        while left:
            try:
                left = left[os.write(self._descriptor, left) :]
            except BlockingIOError:  # a program before us left the terminal like this
                select.select((), (self._descriptor,), (), _LOOK_S)


class TerminalDriver(LinuxDriver):
    """Textual's driver, with a writer and a reader that end with the terminal, and one start for each stop."""

    def __init__(self, *given: Any, **named: Any) -> None:
        self._loop = asyncio.get_running_loop()
        assert sys.__stderr__ is not None, "a planner has a terminal"
        self._descriptor = sys.__stderr__.fileno()
        self._encoding = sys.__stderr__.encoding
        self._out: Writer | None = None
        self._ours: list[Any] | None = None
        """The terminal's settings while the planner has it; None while it has not."""
        super().__init__(*given, **named)

    def start_application_mode(self) -> None:
        """Take the terminal."""
        self._out = Writer(self._descriptor, self._encoding, self._lose)
        self._out.start()
        super().start_application_mode()  # type: ignore[no-untyped-call]
        with suppress(termios.error):
            self._ours = termios.tcgetattr(self.fileno)

    def stop_application_mode(self) -> None:
        """Give the terminal back as it was."""
        self._ours = None
        super().stop_application_mode()

    def close(self) -> None:
        """Finish writing."""
        if self._out is not None:
            self._out.stop()
        super().close()

    def write(self, data: str) -> None:
        """Have a text written."""
        if self._out is not None:
            self._out.put(data)

    def run_input_thread(self) -> None:
        """Read keys until told to stop, or until there is no keyboard any more."""
        parser = XTermParser(self._debug)
        encoding = "utf-8" if self._encoding in ("ascii", "us-ascii") else self._encoding  # a "C" locale says nothing
        decode = getincrementaldecoder(encoding)("replace").decode
        while not self.exit_event.is_set():
            if select.select((self.fileno,), (), (), _LOOK_S)[0]:
                try:
                    read = os.read(self.fileno, 4096)
                except OSError:
                    read = b""
                if not read:
                    self._lose()
                    return
                for message in parser.feed(decode(read)):
                    self.process_message(message)
            for message in parser.tick():
                self.process_message(message)

    def _lose(self) -> None:
        """Leave, as there is nobody in front; called from a thread, after which SIGHUP may still come."""
        self._soon(lambda: self._app.exit(return_code=HUNG_UP))

    def _soon(self, do: Callable[[], object]) -> None:
        with suppress(RuntimeError):  # the loop has ended
            self._loop.call_soon_threadsafe(do)

    def _sigtstp_application(self, *_: object) -> None:
        self._soon(self._suspend)

    def _sigcont_application(self, *_: object) -> None:
        self._soon(self._come_back)

    def _suspend(self) -> None:
        """Give the terminal back and stop, with the whole job: `dayplan` may have been started by a script."""
        if self._ours is not None:
            self.suspend_application_mode()
        self._must_signal_resume = True
        os.killpg(0, signal.SIGSTOP)

    def _come_back(self) -> None:
        """Take the terminal again after a stop; after a SIGSTOP, nobody had given it back."""
        if self._app._exit:
            return
        if self._ours is None:
            self.resume_application_mode()
        else:
            with suppress(termios.error):
                termios.tcsetattr(self.fileno, termios.TCSANOW, self._ours)
            self.write("\x1b[?1049h\x1b[?25l\x1b[?1004h")  # its own screen, no cursor, focus told
            self._enable_bracketed_paste()
            self._disable_line_wrap()
            self._enable_mouse_support()
            if self._in_band_window_resize:
                self._enable_in_band_window_resize()
        self._app.refresh(layout=True)
