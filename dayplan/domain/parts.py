"""Which part of a stretch of time is meant, as people type it (T6)."""

from __future__ import annotations

from dayplan.domain.clock_times import WHOLE_DAY_S, pairs
from dayplan.domain.durations import parse_duration
from dayplan.domain.wording import format_duration
from dayplan.errors import BadInput

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dayplan.domain.typed_times import TimeReader
    from dayplan.domain.unseen import Unseen


def read_part(text: str, found: Unseen, reader: TimeReader) -> tuple[int, int]:
    """Read which part of a stretch is meant: until a time, for a duration, or from one time to another.

    Raises `BadInput` for what cannot be read, and for what does not lie within the stretch.
    """
    start, end = _read(text, found, reader)
    if not found.start <= start < end <= found.end:
        raise BadInput(f"It lasted {format_duration(found.seconds)}: give a part of that, as in 12:20, or 15m.")
    return start, end


def _read(text: str, found: Unseen, reader: TimeReader) -> tuple[int, int]:
    ways = pairs(text)
    refused = None
    for first, last in ways:
        try:
            return _time_within(first, found, reader), _time_within(last, found, reader)
        except BadInput as error:
            refused = error
    if refused is not None and len(ways) == 1:
        raise refused
    try:
        return found.start, found.start + parse_duration(text) if ":" not in text else _time_within(text, found, reader)
    except BadInput:
        return found.start, _time_within(text, found, reader)


def _time_within(text: str, found: Unseen, reader: TimeReader) -> int:
    """Read a wall-clock time; the first such time after the stretch began is meant, whichever day that is."""
    at = reader.time(text, after=found.start - 59, within=WHOLE_DAY_S)
    return max(at, found.start) if at > found.start - 60 else at  # whoever types 12:05 means the shown beginning
