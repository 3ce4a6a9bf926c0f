"""Every screen at three sizes and in two themes, compared with the frames that were looked at and accepted."""

from __future__ import annotations

import shutil
from collections.abc import Awaitable, Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import frames
import pytest
from stage import Stage, stage
from support import MONDAY, Book, at, named
from textual.app import App
from textual.widgets import Input, TextArea

from dayplan.domain.entry import Ref
from dayplan.domain.model import AwayDays, Now
from dayplan.domain.pace import Pace
from dayplan.domain.phrase import parse_phrase
from dayplan.domain.quickadd import parse_quick_add
from dayplan.domain.unseen import Unseen
from dayplan.planner.day import TaskEdit
from dayplan.planner.templates import TemplateEdit
from dayplan.storage import backup
from dayplan.tui.themes import DARK, LIGHT

SIZES = ((120, 36), (80, 24), (40, 12))
LARGE = (200, 60)
MODES = ("day", "week", "templates", "log", "reports")
"""These are looked at on a large terminal too."""
BEFORE_TEN = at("2026-11-23 10:51")
EVENING = at("2026-11-23 17:30")
SATURDAY = at("2026-11-28 10:00")


def morning(book: Book) -> None:
    """A freelance writer's Monday until ten to eleven, after three days on which some work was left."""
    today = date(2026, 11, 23)
    for day in (18, 19, 20):
        book.planner.settle(at(f"2026-11-{day} 09:00"))
        if day == 18:
            book.add("Renew the domain est:15m", at("2026-11-18 09:00"))
    book.planner.settle(at("2026-11-23 08:55"))
    for line in ("Draft landing page @acme/site +writing est:1h30", "Call the café about the blog @blue-door est:15m"):
        book.add(line, at("2026-11-23 08:57"))
    draft, mail, proposals = named("landing"), named("email"), named("proposals")
    book.planner.day.edit(
        draft, TaskEdit(notes="Hero first, then *pricing*.\n\n- photos\n- prices"), at("2026-11-23 08:58")
    )
    book.planner.time.start(mail, at("2026-11-23 09:02"))
    book.planner.day.done([mail], at("2026-11-23 09:31"))
    book.planner.time.start(proposals, at("2026-11-23 09:31"))
    book.planner.day.done([proposals], at("2026-11-23 10:12"))
    book.planner.day.skip([named("invoices")], at("2026-11-23 10:12"))
    book.planner.day.place(draft, named("project work"), at("2026-11-23 10:13"), after=False)
    for title in ("Ask Ana for the photos @acme est:10m", "Read about rent +books", "A new chair"):
        book.planner.day.add(parse_quick_add(title, today), at("2026-11-23 10:13"), inbox=True)
    book.planner.time.start(draft, at("2026-11-23 10:14"))


def paced(book: Book) -> None:
    """The same, with a break of five minutes after 25 of work."""
    morning(book)
    book.planner.settings.set_pace(Pace(25 * 60, 5 * 60, "none"), at("2026-11-23 10:15"))


def crowded(book: Book) -> None:
    """The same, with more than fits."""
    morning(book)
    book.add("Write the newsletter @acme est:2h", at("2026-11-23 10:15"))
    book.add("Sort receipts est:45m", at("2026-11-23 10:15"))


def evening(book: Book) -> None:
    """The same day at half past five: one task moved on, two are unfinished, and the timer runs."""
    morning(book)
    book.planner.day.done([named("landing")], at("2026-11-23 12:05"))
    book.planner.time.start(named("project work"), at("2026-11-23 13:00"))
    book.planner.time.stop(at("2026-11-23 16:20"))
    book.planner.day.move([named("domain")], date(2026, 11, 24), at("2026-11-23 16:30"))
    book.planner.time.start(named("project work"), at("2026-11-23 16:45"))


def closed(book: Book) -> None:
    """A day that was closed with a note."""
    evening(book)
    book.planner.time.stop(at("2026-11-23 17:20"))
    book.planner.closing.close(date(2026, 11, 23), at("2026-11-23 17:25"), "Ana wants three variants.\nSend on Friday.")


def asleep(book: Book) -> None:
    """The same morning; the machine slept while the timer ran, and nobody has decided about that."""
    morning(book)
    (running,) = book.sql("SELECT id FROM time_entry WHERE ended_at IS NULL")
    nap = Unseen("named", at("2026-11-23 10:20").epoch, at("2026-11-23 10:42").epoch)
    book.planner.unseen.later(running[0], nap, at("2026-11-23 10:45"))


def all_done(book: Book) -> None:
    """Nothing is left of the day."""
    evening(book)
    book.planner.day.done([named("project work"), named("café")], at("2026-11-23 17:20"))


def friday(book: Book) -> None:
    book.planner.settle(at("2026-11-27 09:00"))
    book.add("Send the draft to Ana est:20m", at("2026-11-27 09:00"))


def carried(book: Book) -> None:
    """An errand that moved along since Tuesday."""
    for day in (17, 18, 19, 20, 23):
        book.planner.settle(at(f"2026-11-{day} 09:00"))
        if day == 17:
            book.add("Renew the domain est:15m", at("2026-11-17 09:00"))


def returning(book: Book) -> None:
    """The morning, with templates of several kinds and days away."""
    morning(book)
    now = at("2026-11-23 10:20")
    for title, phrase, estimate_s in (
        ("Newsletter", "every 2 weeks on tuesday", 5400),
        ("Water the plants", "3 days after done", 300),
        ("Send the tax return", "first workday after the 9th", 3600),
    ):
        schedule = parse_phrase(phrase, now_day(now)).schedule
        book.planner.templates.add(TemplateEdit(title=title, schedule=schedule, estimate_s=estimate_s), now)
    book.planner.templates.pause(Ref("words", words="tax"), date(2027, 1, 4), now)
    book.planner.away.add([AwayDays(0, date(2026, 11, 27), date(2026, 11, 27), "Fair")], now)


def without_templates(book: Book) -> None:
    """Someone who has put all of them away."""
    book.planner.settle(MONDAY)
    book.planner.templates.use_pack("blank", MONDAY, instead=True)


def worked(book: Book) -> None:
    """Four weeks of a writer with two clients who pay, one more project and a running clock."""
    book.planner.settle(at("2026-10-29 09:00"))
    now = at("2026-11-23 10:51")
    work = (
        *("Draft the landing page @acme/site", "Interview Ana @acme/podcast", "Blog for the café @blue-door"),
        *("Answer the mail", "Tidy the archive @/own"),
    )
    book.planner.settle(at("2026-11-23 08:55"))
    tasks = [Ref("id", book.add(line, at("2026-11-23 08:57")).id) for line in work]
    for client, rate in (("acme", "85 EUR"), ("blue-door", "70 EUR")):
        book.planner.clients.set_rate(client, "", rate, now)
    for ahead in range(25):
        day = date(2026, 10, 29) + timedelta(days=ahead)
        if day.weekday() < 5:
            for place, (start, minutes) in enumerate((("09:00", 35), ("10:00", 80), ("13:00", 50 + 13 * (ahead % 5)))):
                begin = at(f"{day} {start}").epoch
                task = tasks[(ahead * 2 + place * 3) % len(tasks)]
                book.planner.entries.add(task, begin, begin + minutes * 60, now, note="Hero" if place == 2 else "")
    book.planner.time.start(tasks[0], at("2026-11-23 10:14"))


def now_day(now: Now) -> date:
    return date.fromordinal(719_163 + (now.epoch + now.offset_s) // 86_400)


def nothing(book: Book) -> None:
    """The very first start."""


async def look(s: Stage) -> None:
    """Do nothing but look."""


def typed(text: str) -> Callable[[Stage], Awaitable[None]]:
    return lambda s: s.burst(text)


def pressed(*keys: str) -> Callable[[Stage], Awaitable[None]]:
    return lambda s: s.press(*keys)


async def after_break(s: Stage) -> None:
    """Take a break in Focus, and let it pass."""
    await s.press("f", "P")
    s.turn_to(at("2026-11-23 10:56:20"))
    await s.tick()


async def copies(s: Stage) -> None:
    """Look at copies of the last days, one of them made before another was put back."""
    path = s.app.backend._path
    for moment, label in (("20 17:02", ""), ("23 09:00", ""), ("23 10:30", "before-restore")):
        backup.make(path, at(f"2026-11-{moment}").epoch, label)
    await s.press("f2", "j")


class Scene(NamedTuple):
    """How a frame comes about: what was done before, when it is, and what is pressed."""

    before: Callable[[Book], None]
    now: Now
    act: Callable[[Stage], Awaitable[None]]
    toasts: bool = False
    beginning: bool = False


SCENES = {
    "day": Scene(morning, BEFORE_TEN, look),
    "day-too-full": Scene(crowded, BEFORE_TEN, look),
    "weekend": Scene(friday, SATURDAY, look),
    "first-start": Scene(nothing, MONDAY, look, toasts=True),
    "beginning": Scene(nothing, MONDAY, look, beginning=True),
    "beginning-refused": Scene(nothing, MONDAY, typed("\x1b[B\tnoday\r"), beginning=True),
    "all-done": Scene(all_done, EVENING, look),
    "past-day": Scene(morning, BEFORE_TEN, typed("[[[")),
    "future-day": Scene(morning, BEFORE_TEN, typed("]")),
    "edit": Scene(morning, BEFORE_TEN, typed("e")),
    "move": Scene(morning, BEFORE_TEN, typed("m")),
    "help": Scene(morning, BEFORE_TEN, typed("?")),
    "help-search": Scene(morning, BEFORE_TEN, typed("?inbox")),
    "manual": Scene(morning, BEFORE_TEN, pressed("f1", "j")),
    "manual-page": Scene(morning, BEFORE_TEN, pressed("f1", "enter")),
    "inbox": Scene(morning, BEFORE_TEN, typed("i")),
    "inbox-empty": Scene(friday, at("2026-11-27 10:00"), typed("i")),
    "focus": Scene(morning, BEFORE_TEN, typed("f")),
    "focus-over": Scene(morning, at("2026-11-23 12:04:30"), typed("f")),
    "focus-paced": Scene(paced, at("2026-11-23 10:30:12"), typed("f")),
    "focus-due": Scene(paced, BEFORE_TEN, typed("f")),
    "focus-break": Scene(paced, BEFORE_TEN, typed("fP")),
    "focus-break-over": Scene(paced, BEFORE_TEN, after_break),
    "focus-breaks": Scene(paced, BEFORE_TEN, typed("fB25m 5m gong\r")),
    "filter": Scene(morning, BEFORE_TEN, typed("/open the")),
    "filter-nothing": Scene(morning, BEFORE_TEN, typed("/dentist")),
    "fit": Scene(crowded, BEFORE_TEN, typed("o")),
    "unseen": Scene(asleep, BEFORE_TEN, typed("r")),
    "unseen-part": Scene(asleep, BEFORE_TEN, typed("rp10:30")),
    "clients": Scene(worked, at("2026-11-23 10:51"), typed("@j")),
    "clients-form": Scene(worked, at("2026-11-23 10:51"), typed("@je")),
    "clients-none": Scene(friday, SATURDAY, typed("@")),
    "clients-merge": Scene(worked, at("2026-11-23 10:51"), typed("@jm")),
    "copies": Scene(morning, BEFORE_TEN, copies),
    "capacity": Scene(morning, BEFORE_TEN, typed("z")),
    "quick-add": Scene(morning, BEFORE_TEN, typed("aBuy stamps @acme +post est:10m on:fri")),
    "quick-add-refused": Scene(morning, BEFORE_TEN, typed("aBuy stamps est:soon\r")),
    "why": Scene(morning, BEFORE_TEN, typed("gw")),
    "carried": Scene(carried, at("2026-11-23 09:05"), look),
    "week": Scene(returning, BEFORE_TEN, typed("2")),
    "templates": Scene(returning, BEFORE_TEN, typed("3jjjj")),
    "templates-none": Scene(without_templates, BEFORE_TEN, typed("3")),
    "template-form": Scene(returning, BEFORE_TEN, typed("3jjjje")),
    "template-refused": Scene(returning, BEFORE_TEN, typed("3aNewsletter\tevery wenzday\r")),
    "template-why": Scene(returning, BEFORE_TEN, typed("3jjjjw")),
    "close": Scene(evening, EVENING, typed("C")),
    "close-note": Scene(evening, EVENING, typed("CN")),
    "close-past": Scene(evening, EVENING, typed("[[[[[C")),
    "closed": Scene(closed, EVENING, look),
    "past-empty": Scene(evening, EVENING, typed("[")),
    "log": Scene(morning, BEFORE_TEN, typed("4")),
    "log-empty": Scene(morning, BEFORE_TEN, typed("4[")),
    "log-losses": Scene(morning, BEFORE_TEN, typed("4aproject\t9:20-9:50\r")),
    "log-form": Scene(morning, BEFORE_TEN, typed("4e")),
    "log-divide": Scene(morning, BEFORE_TEN, typed("4d10m")),
    "palette": Scene(morning, BEFORE_TEN, typed("\x10clo")),
    "template-pause": Scene(returning, BEFORE_TEN, typed("3P")),
    "reports": Scene(worked, BEFORE_TEN, typed("5+")),
    "reports-entries": Scene(worked, BEFORE_TEN, typed("5+\r")),
    "reports-year": Scene(worked, BEFORE_TEN, typed("5yhh")),
    "reports-empty": Scene(worked, BEFORE_TEN, typed("5]")),
    "reports-range": Scene(worked, BEFORE_TEN, typed("5Rlast week")),
    "reports-filter": Scene(worked, BEFORE_TEN, typed("5+\t/@blue")),
    "welcome": Scene(morning, at("2026-12-07 09:00"), look),
    "missed": Scene(morning, at("2026-12-07 09:00"), typed("g")),
}


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Callable[[Book], None]], Path]:
    """Files as they stand before a scene, each made once."""
    folder = tmp_path_factory.mktemp("scenes")

    def file_after(before: Callable[[Book], None]) -> Path:
        file = folder / before.__name__
        if not file.exists():
            book = Book(file)
            before(book)
            book.planner.close()
        return file

    return file_after


async def stop_blinking(s: Stage) -> None:
    """Let cursors be seen: half a second later they would not be."""
    for kind in (Input, TextArea):
        for line in s.app.screen.query(kind):
            line._pause_blink(visible=True)
    await s.settled()


def sizes_of(name: str) -> Sequence[tuple[int, int]]:
    return (LARGE, *SIZES) if name in MODES else SIZES


@pytest.mark.parametrize("name", SCENES)
async def test_it_looks_as_it_was_accepted(
    name: str, path: Path, written: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = SCENES[name]
    notify = App.notify
    monkeypatch.setattr(App, "notify", lambda *given, **how: notify(*given, **how | {"timeout": 600}))
    path.parent.mkdir(mode=0o700)
    shutil.copy(written(scene.before), path)
    book = Book(path)
    differences = []
    async with stage(book, scene.now, SIZES[0], toasts=scene.toasts, beginning=scene.beginning, painted=True) as s:
        await scene.act(s)
        for size in sizes_of(name):
            await s.pilot.resize_terminal(*size)
            await s.settled()
            differences.append(frames.check(name, size, s.frame()))
            for theme in (s.app.theme, LIGHT if s.app.theme == DARK else DARK):
                if s.app.theme != theme:
                    s.app.theme = theme
                    await s.settled()
                await stop_blinking(s)
                differences.append(frames.check(name, size, frames.coloured(s.strips()), theme))
    book.planner.close()
    frames.fail_on(differences)


def test_every_frame_belongs_to_a_scene() -> None:
    wanted = {
        frames.file_of(name, size, theme) for name in SCENES for size in sizes_of(name) for theme in ("", LIGHT, DARK)
    }
    kept = set(frames.FOLDER.rglob("*.txt"))
    if frames.ACCEPTING:  # the others may still be on their way, in another process
        for file in kept - wanted:
            file.unlink()
    else:
        assert kept == wanted
