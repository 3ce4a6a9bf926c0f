"""Which part of a stretch of time is meant, as people type it (T6)."""

from __future__ import annotations

from dayplan.domain.clock_times import WHOLE_DAY_S, pairs, read_time
from dayplan.domain.hygiene import quoted
from dayplan.domain.typed_times import Stretch, length_typed
from dayplan.domain.wording import format_duration
from dayplan.errors import BadInput

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dayplan.domain.typed_times import TimeReader
    from dayplan.domain.unseen import Unseen


def read_part(text: str, found: Unseen, reader: TimeReader, *, sure: bool = False) -> Stretch:
    """Read which part of a stretch is meant: until a time, for a duration, or from one time to another.

    `sure` asks which of two is meant where the clocks went back. Raises `BadInput` for what cannot be read, and for
    what does not lie within the stretch.
    """
    length_s = length_typed(text)
    if length_s is not None:
        readings = [Stretch(found.start, found.start + length_s, "")]
    else:
        readings = _readings(text, found, reader, sure=sure)
    for read in readings:
        if found.start <= read.start < read.end <= found.end:
            return read
    if readings and all(read.start == read.end for read in readings):
        raise BadInput(f"{quoted(text)} is no time at all: give a later end.")
    raise BadInput(f"It lasted {format_duration(found.seconds)}: give a part of that, as in 12:20, or 15m.")


def _readings(text: str, found: Unseen, reader: TimeReader, *, sure: bool) -> list[Stretch]:
    """Read the text as one time, and else as a stretch at each place where it can be parted. Raises `BadInput`."""
    ways: list[tuple[str, ...]] = [(text,), *pairs(text)]
    readings, refusals = [], []
    for words in ways:
        try:
            times = [(each, _time_within(each, found, reader, sure=sure)) for each in words]
        except BadInput as error:
            refusals.append(error)
            continue
        start = found.start if len(times) == 1 else times[0][1]
        readings.append(Stretch(start, times[-1][1], reader.twice(*times)))
        if len(times) == 1 and read_time(text, reader.now.epoch).offset_s is None:
            break  # the hyphens of `2026-11-27 9:15` part nothing, while `9:00-10:30` only looks like an offset
    if not readings:
        raise refusals[1 if len(ways) == 2 else 0]
    return readings


def _time_within(text: str, found: Unseen, reader: TimeReader, *, sure: bool) -> int:
    """Read a wall-clock time; the first such time after the stretch began is meant, whichever day that is."""
    read = reader.sure if sure else reader.time
    at = read(text, after=found.start - 59, within=WHOLE_DAY_S)
    return max(at, found.start) if at > found.start - 60 else at  # whoever types 12:05 means the shown beginning
