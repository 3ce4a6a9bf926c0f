"""Which part of a stretch of time is meant, as people type it (T6)."""

from __future__ import annotations

from dayplan.domain.durations import parse_duration
from dayplan.domain.entry import parse_time
from dayplan.domain.wording import format_duration
from dayplan.errors import BadInput

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dayplan.domain.model import Now
    from dayplan.domain.unseen import Unseen


def read_part(text: str, found: Unseen, now: Now) -> tuple[int, int]:
    """Read which part of a stretch is meant: until a time, for a duration, or from one time to another.

    Raises `BadInput` for what cannot be read, and for what does not lie within the stretch.
    """
    first, dash, last = text.replace("–", "-").partition("-")
    if dash and first.strip():
        start = _time_within(first, found, now)
        end = _time_within(last, found, now)
    else:
        start = found.start
        try:
            end = start + parse_duration(text) if ":" not in text else _time_within(text, found, now)
        except BadInput:
            end = _time_within(text, found, now)
    if not found.start <= start < end <= found.end:
        raise BadInput(f"It lasted {format_duration(found.seconds)}: give a part of that, as in 12:20, or 15m.")
    return start, end


def _time_within(text: str, found: Unseen, now: Now) -> int:
    """Read a wall-clock time; the first such time after the stretch began is meant, whichever day that is."""
    at = parse_time(text, now._replace(epoch=found.start))
    if found.start - 60 < at < found.start:  # whoever types 12:05 means the stretch that is shown as beginning then
        return found.start
    return at if at >= found.start else parse_time(text, now._replace(epoch=found.start + 86_400))
