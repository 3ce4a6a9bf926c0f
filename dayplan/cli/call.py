"""What one command works with: its moment, its data file, and the two streams it answers on."""

from __future__ import annotations

import sys

from dayplan.domain.days import logical_day
from dayplan.domain.model import Settings
from dayplan.domain.steering import harmless, painted
from dayplan.errors import CannotAccess, DayplanError
from dayplan.paths import is_usual
from dayplan.text.encoding import BY_CELLS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from typing import Any

    from dayplan.domain.clock_doubt import ClockDoubt
    from dayplan.domain.model import Now, Receipt
    from dayplan.planner import Planner
    from dayplan.storage.reader import Reader
    from dayplan.text.paint import Paint


def put(text: str, *, flush: bool = False) -> None:
    """Write on stdout. Raises `CannotAccess` where it takes no more, `BrokenPipeError` where nobody reads on."""
    try:
        sys.stdout.write(text)
        if flush:
            sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise CannotAccess(f"The answer could not be written: {error.strerror}.") from error


class Call:
    """Results go to stdout, everything else to stderr."""

    def __init__(self, path: str, now: Now) -> None:
        self.path = path
        self.now = now
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors=BY_CELLS)  # a title that this encoding cannot show is no error
        self._paint: Paint | None = None
        self._planner: Planner | None = None
        self._telling = True
        self._doubted = False

    @property
    def paint(self) -> Paint:
        """How to write on stdout."""
        if self._paint is None:
            from dayplan.text.paint import paint_for

            self._paint = paint_for(sys.stdout)
        return self._paint

    def reader(self) -> Reader | None:
        """Open the data file for reading; None where there is none yet."""
        from dayplan.storage.file import take_notices
        from dayplan.storage.reader import open_reader

        reader = open_reader(self.path)
        for sentence in take_notices():
            self.note(sentence)
        return reader

    def reader_of_today(self) -> Reader:
        """Open the data file for reading; a first file is made and seeded (S12)."""
        reader = self.reader()
        if reader is None:
            self.planner.settle(self.now)
            reader = self.reader()
        assert reader is not None
        return reader

    @property
    def planner(self) -> Planner:
        """The way in for writing; what it seeds is told on stderr (S11)."""
        if self._planner is None:
            from dayplan.planner import Planner  # SQLModel: half a second, for commands that write

            self._planner = Planner(self.path, self._tell)
            for sentence in self._planner.notices:
                self.note(sentence)
        return self._planner

    def finish(self) -> None:
        """Now and then, after a command that writes, copy the data; the answer is out already."""
        if self._planner is None:
            return
        put("", flush=True)
        for sentence in self._planner.remarks:
            self.note(sentence)
        self._planner.remarks.clear()
        try:
            self._planner.backups.if_due(self.now)
        except DayplanError as error:
            self.note(f"That is saved, but no copy of the data could be made: {error}")
        self._planner.close()

    def settled(self) -> CannotAccess | None:
        """Settle and seed today; return why that could not be saved, for who wants to look all the same."""
        try:
            self.planner.settle(self.now)
        except CannotAccess as error:
            if self._planner is not None:
                self._planner.close()
                self._planner = None  # there is nothing to copy
            return error
        return None

    def settle_quietly(self, *, catching_up: bool = False) -> Receipt:
        """Settle and seed today, and return what that did in place of telling it."""
        self._telling = False
        receipt = self.planner.catch_up(self.now) if catching_up else self.planner.settle(self.now)
        self.say_doubt(receipt.doubt)
        return receipt

    def settings(self) -> Settings:
        """Return the planning settings, their defaults where there is no file yet."""
        reader = self.reader()
        if reader is None:
            return Settings()
        settings = reader.settings()
        reader.close()
        return settings

    def today(self) -> date:
        """Return the logical day (D1)."""
        return logical_day(self.now, self.settings().day_start_s)

    def say(self, lines: Iterable[str]) -> None:
        """Answer on stdout."""
        for line in lines:
            if "dayplan " in line and not is_usual(self.path):
                from dayplan.cli.advice import line_with_file

                line = line_with_file(line, self.path)
            if not line.isprintable():  # our own colours, or what came by no door
                line = painted(line) if self.paint.colour else harmless(line)
            put(f"{line}\n")

    def note(self, sentence: str) -> None:
        """Say something beside the answer."""
        put("", flush=True)
        try:
            sys.stderr.write(f"{harmless(self.advice(sentence))}\n")
        except OSError:
            return  # nobody is there to be told, and what was done is done all the same

    def advice(self, sentence: str) -> str:
        """Return advice that can be pasted: with `--db`, where the data file is not the usual one."""
        if "dayplan " not in sentence or is_usual(self.path):
            return sentence
        from dayplan.cli.advice import with_file

        return with_file(sentence, self.path)

    def show(self, value: Any, indent: int | None = 2) -> None:
        """Answer in JSON, over several lines or with None in one."""
        import json  # 12 ms that only --json pays

        escaped = not (sys.stdout.encoding or "").lower().startswith("utf")  # a program that reads it gets every sign
        put(json.dumps(value, ensure_ascii=escaped, indent=indent) + "\n")

    def asks(self, question: str, *, unasked: bool = True) -> bool:
        """Ask yes or no on a terminal; without one nothing is asked, and the answer is `unasked`."""
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            return unasked
        sys.stdout.flush()
        sys.stderr.write(f"{harmless(question)} [y/N] ")
        sys.stderr.flush()
        return sys.stdin.readline().strip().casefold() in ("y", "yes")

    def say_doubt(self, doubt: ClockDoubt | None) -> None:
        """Say once why today cannot be believed, and how to go on (D5)."""
        if doubt is not None and not self._doubted:
            from dayplan.text.clock_doubt import doubt_advice

            self._doubted = True
            self.note(doubt_advice(doubt))

    def _tell(self, receipt: Receipt) -> None:
        if not self._telling:
            return
        self.say_doubt(receipt.doubt)
        if not receipt.empty or receipt.away_since is not None:
            from dayplan.text.receipts import receipt_words

            self.note(receipt_words(receipt, self.settings().date_format))
