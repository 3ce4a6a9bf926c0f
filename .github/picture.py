"""Draw the pictures of the README from sample data: `python3 .run python .github/picture.py`."""

from __future__ import annotations

import asyncio
import re
import tempfile
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from dayplan.domain.entry import Ref
from dayplan.domain.model import Now
from dayplan.domain.quickadd import parse_quick_add
from dayplan.planner import Planner
from dayplan.planner.day import TaskEdit
from dayplan.storage.reader import open_reader
from dayplan.tui.app import DayplanApp

HERE = Path(__file__).parent
DAY = "2026-11-23"
SIZE = (110, 22)


def at(clock: str) -> Now:
    """Return a moment of the sample day, in Berlin."""
    moment = datetime.fromisoformat(f"{DAY} {clock}").replace(tzinfo=ZoneInfo("Europe/Berlin"))
    return Now(int(moment.timestamp()), 3600, "Europe/Berlin")


def sample(path: str) -> None:
    """Live through a freelance writer's morning."""
    planner = Planner(path)
    planner.settle(at("08:55"))
    today = datetime.fromisoformat(DAY).date()
    for line in ("Draft landing page @acme/site +writing est:1h30", "Call the café about the blog @blue-door est:15m"):
        planner.day.add(parse_quick_add(line, today), at("08:57"))
    mail, proposals, draft = (Ref("number", number) for number in (1, 2, 5))
    planner.day.edit(draft, TaskEdit(notes="Hero first, then pricing.\nAsk Ana for the photos."), at("08:58"))
    planner.time.start(mail, at("09:02"))
    planner.day.done([mail], at("09:31"))
    planner.time.start(proposals, at("09:31"))
    planner.day.done([proposals], at("10:12"))
    planner.day.place(draft, Ref("number", 3), at("10:13"), after=False)
    planner.time.start(draft, at("10:14"))
    planner.close()


async def draw(path: str, picture: Path) -> None:
    """Open the planner on the sample and keep what it shows."""
    now = at("10:51")
    reader = open_reader(path)
    assert reader is not None
    first = reader.day(now)
    reader.close()
    app = DayplanApp(path, first, clock=lambda: now)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause(2)
        await app.workers.wait_for_complete()
        svg = app.export_screenshot(title="dayplan")
    svg = re.sub(r"terminal-\d+", "terminal", svg)  # a name that changes with every drawing would be a difference
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)  # fonts fetched from elsewhere
    picture.write_text(svg.replace("Fira Code", "ui-monospace, Menlo, Consolas") + "\n", encoding="utf-8")


def main() -> None:
    """Draw every picture."""
    with tempfile.TemporaryDirectory() as directory:
        path = str(Path(directory) / "sample.db")
        sample(path)
        asyncio.run(draw(path, HERE / "day.svg"))


if __name__ == "__main__":
    main()
