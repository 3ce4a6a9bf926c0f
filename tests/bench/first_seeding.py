"""What seeding a day for the first time takes in a process that is warm, beside opening a day that is seeded.

`python first_seeding.py FILE DAY NEXT` prints both in seconds; FILE has DAY seeded, and gets NEXT seeded.
"""

from __future__ import annotations

import sys
import time
from datetime import date, datetime
from zoneinfo import ZoneInfo

from generate import ZONE

from dayplan.domain.model import Now
from dayplan.planner import Planner
from dayplan.storage.reader import open_reader


def moment(day: date) -> Now:
    """Nine in the morning."""
    wall = datetime(day.year, day.month, day.day, 9, tzinfo=ZoneInfo(ZONE))
    offset = wall.utcoffset()
    assert offset is not None
    return Now(int(wall.timestamp()), int(offset.total_seconds()), ZONE)


def open_day(path: str, planner: Planner, day: date) -> float:
    """Settle a day and read it, as the planner does; return how long that took, in seconds."""
    begun = time.perf_counter()
    planner.settle(moment(day))
    reader = open_reader(path)
    assert reader is not None
    with reader:
        tasks = reader.day(moment(day)).tasks
    reader.close()
    assert tasks, f"there is nothing on {day}"
    return time.perf_counter() - begun


def main() -> None:
    """Warm up on the day that is seeded, then take the time of it and of the next one."""
    path, *days = sys.argv[1:]
    seeded, following = map(date.fromisoformat, days)
    planner = Planner(path)
    open_day(path, planner, seeded)
    print(open_day(path, planner, seeded), open_day(path, planner, following))
    planner.close()


if __name__ == "__main__":
    main()
