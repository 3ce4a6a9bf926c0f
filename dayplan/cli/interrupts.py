"""Interrupts while the planner starts: taken note of, so that nothing is torn while it is half made.

Raised between any two lines of an import or of an event loop's making, one leaves objects behind that complain on the
terminal when they are taken away.
"""

from __future__ import annotations

import signal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType, TracebackType
    from typing import Self


class Held:
    """As a context manager, keeps interrupts from being raised until something else listens to them."""

    def __init__(self) -> None:
        self.came = False
        """Whether there was one."""

    def __enter__(self) -> Self:
        self._before = signal.signal(signal.SIGINT, self._note)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        signal.signal(signal.SIGINT, self._before)

    def _note(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        self.came = True
