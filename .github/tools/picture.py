"""Draw the pictures of the README from sample data: `python3 .run python .github/tools/picture.py [NAME...]`."""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple
from zoneinfo import ZoneInfo

from dayplan.domain.entry import Ref
from dayplan.domain.model import Now
from dayplan.domain.phrase import parse_phrase
from dayplan.domain.quickadd import parse_quick_add
from dayplan.planner import Planner
from dayplan.planner.day import TaskEdit
from dayplan.planner.templates import TemplateEdit
from dayplan.storage.reader import open_reader
from dayplan.tui.app import DayplanApp

PICTURES_IN = Path(__file__).resolve().parent.parent
DAY = "2026-11-23"
SIZE = (120, 24)


def at(clock: str) -> Now:
    """Return a moment of the sample day, in Berlin."""
    moment = datetime.fromisoformat(f"{DAY} {clock}").replace(tzinfo=ZoneInfo("Europe/Berlin"))
    return Now(int(moment.timestamp()), 3600, "Europe/Berlin")


def at_day(ahead: int, hour: int = 9, minute: int = 0) -> Now:
    """Return a moment some days from the sample day."""
    moment = datetime.fromisoformat(f"{DAY} 00:00").replace(tzinfo=ZoneInfo("Europe/Berlin")) + timedelta(days=ahead)
    moment = moment.replace(hour=hour, minute=minute)
    offset = moment.utcoffset()
    assert offset is not None
    return Now(int(moment.timestamp()), int(offset.total_seconds()), "Europe/Berlin")


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


def evening(path: str) -> None:
    """Live through the rest of that day; two tasks are still open."""
    sample(path)
    planner = Planner(path)
    project, draft, invoices = (Ref("number", number) for number in (3, 5, 4))
    planner.day.done([draft], at("12:05"))
    planner.time.start(project, at("13:00"))
    planner.day.done([invoices], at("16:40"))
    planner.time.stop(at("17:05"))
    planner.close()


def years_work(path: str) -> None:
    """Live through the same morning after a year's work for three clients, with holidays and slow weeks."""
    sample(path)
    planner, now, chance = Planner(path), at("10:51"), Random(7)
    today = datetime.fromisoformat(DAY).date()
    lines = ("Landing page @acme/site", "Podcast script @acme/podcast", "Blog for the café @blue-door", "Bookkeeping")
    work = [Ref("id", planner.day.add(parse_quick_add(line, today), now).id) for line in lines]
    for client, rate in (("acme", "85 EUR"), ("blue-door", "70 EUR")):
        planner.clients.set_rate(client, "", rate, now)
    for ago in range(320, 0, -1):
        day = today - timedelta(days=ago)
        if day.weekday() > 4 or day.month == 8 or chance.random() < 0.08:
            continue
        begin = at("09:00").epoch - ago * 86_400
        for _ in range(chance.randint(1, 3)):
            length = chance.choice((35, 60, 90, 120)) * 60
            planner.entries.add(chance.choices(work, (5, 3, 3, 2))[0], begin, begin + length, now)
            begin += length + 900
    planner.close()


def week(path: str) -> None:
    """Live through the same morning, with work that comes back now and then, a deadline and a day away."""
    sample(path)
    planner, now = Planner(path), at("10:20")
    today = datetime.fromisoformat(DAY).date()
    for title, phrase, estimate_s in (
        ("Newsletter", "every 2 weeks on tuesday", 5400),
        ("Plan next week", "every friday", 1800),
        ("Do the books", "first workday of the month", 5400),
        ("Water the plants", "3 days after done", 300),
    ):
        found = parse_phrase(phrase, today)
        planner.templates.add(TemplateEdit(title=title, schedule=found.schedule, estimate_s=estimate_s), now)
    planner.day.add(parse_quick_add("Landing page goes live @acme/site est:1h on:thu", today), now)
    planner.settings.set("weekly_goal", "30h", now)
    planner.close()


def practised(path: str) -> None:
    """The same after a month of mornings: templates have a record."""
    planner, chance = Planner(path), Random(3)
    planner.settle(at_day(-30))
    for ago in range(30, 0, -1):
        if (datetime.fromisoformat(DAY) - timedelta(days=ago)).weekday() > 4:
            continue
        planner.settle(at_day(-ago))
        for number in (1, 2, 3, 4):
            if chance.random() < 0.85:
                planner.time.start(Ref("number", number), at_day(-ago, 9 + number))
                planner.day.done([Ref("number", number)], at_day(-ago, 9 + number, chance.choice((18, 24, 35, 55))))
    planner.close()
    week(path)


class Picture(NamedTuple):
    """One picture: its name, the data it shows, when, after which keys, and how large."""

    name: str
    data: Callable[[str], None]
    clock: str = "10:51"
    keys: tuple[str, ...] = ()
    size: tuple[int, int] = SIZE


PICTURES = (
    Picture("day", sample),
    Picture("week", week, keys=("2",), size=(120, 24)),
    Picture("templates", practised, keys=("3", "j"), size=(120, 28)),
    Picture("focus", sample, keys=("f",)),
    Picture("log", evening, clock="17:20", keys=("4",)),
    Picture("close", evening, clock="17:20", keys=("C",)),
    Picture("reports", years_work, keys=("5", "plus", "g"), size=(120, 30)),
)


async def draw(picture: Picture, path: str) -> None:
    """Open the planner on the data and keep what it shows."""
    picture.data(path)
    now = at(picture.clock)
    reader = open_reader(path)
    assert reader is not None
    first = reader.day(now)
    reader.close()
    app = DayplanApp(path, first, clock=lambda: now)
    async with app.run_test(size=picture.size) as pilot:
        await pilot.pause(2)
        for key in picture.keys:
            await pilot.press(key)
            await pilot.pause(0.5)
        await app.workers.wait_for_complete()
        svg = app.export_screenshot(title="dayplan")
    svg = re.sub(r"terminal-\d+", "terminal", svg)  # a name that changes with every drawing would be a difference
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)  # fonts fetched from elsewhere
    svg = svg.replace("<text ", '<text xml:space="preserve" ')  # spaces are columns
    svg = svg.replace("Fira Code", "ui-monospace, Menlo, Consolas") + "\n"
    (PICTURES_IN / f"{picture.name}.svg").write_text(svg, encoding="utf-8")


def main(names: Sequence[str]) -> None:
    """Draw the pictures that are named, or every one."""
    for picture in PICTURES:
        if not names or picture.name in names:
            with tempfile.TemporaryDirectory() as directory:
                asyncio.run(draw(picture, str(Path(directory) / "sample.db")))


if __name__ == "__main__":
    main(sys.argv[1:])
