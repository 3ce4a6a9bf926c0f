"""One key, one meaning: what a key does in one mode it does in every other, to what stands there."""

from __future__ import annotations

from collections import defaultdict

from stage import stage
from support import MONDAY, Book, named

from dayplan.tui.commands import EVERY
from dayplan.tui.widgets.key_bar import KeyBar

MEANINGS = {
    "go on with what the cursor stands on": {
        "enter": "task.start template.edit log.edit close.close focus.stop owner.edit report.open year.choose"
    },
    "go back": {
        "escape": "day.clear log.back inbox.leave close.leave focus.leave owner.leave report.back",
        "f": "day.focus focus.leave",
    },
    "tick": {"space": "task.done focus.done"},
    "add one": {"a": "day.add template.add log.add inbox.add owner.add"},
    "edit it": {"e": "task.edit template.edit log.edit owner.edit"},
    "take it away": {"x": "task.drop template.archive log.cut owner.archive", "delete": "task.delete log.delete"},
    "move it, or its work, elsewhere": {"m": "task.move owner.merge", "t": "task.tomorrow close.next"},
    "why": {"w": "task.why template.why"},
    "plan it for today": {"p": "day.plan task.plan"},
    "let it rest": {"P": "template.pause focus.break"},
    "bring to today what is not of today": {"b": "day.bring_in template.early"},
    "up in the order": {"K": "task.up template.up", "shift+up": "task.up template.up"},
    "down in the order": {"J": "task.down template.down", "shift+down": "task.down template.down"},
    "earlier": dict.fromkeys(("H", "shift+left"), "week.earlier log.start_earlier"),
    "later": dict.fromkeys(("L", "shift+right"), "week.later log.start_later"),
    "left in time": dict.fromkeys(("h", "left"), "grid.left log.end_earlier year.week_before"),
    "right in time": dict.fromkeys(("l", "right"), "grid.right log.end_later year.week_after"),
    "up": dict.fromkeys(("k", "up"), "list.up grid.up year.day_before"),
    "down": dict.fromkeys(("j", "down"), "list.down grid.down year.day_after"),
    "the time before": {"left_square_bracket": "day.before week.before log.before close.before report.before"},
    "the time after": {"right_square_bracket": "day.after week.after log.after close.after report.after"},
    "now": {"full_stop": "day.today week.today log.today report.now"},
    "show only some": {"slash": "day.filter report.filter"},
    "show what is put away, too": {"V": "template.shelf owner.shelf"},
    "close the day": {"C": "day.close close.close"},
    "the inbox": {"i": "inbox.open inbox.leave close.inbox"},
}


def test_a_key_means_the_same_in_every_mode() -> None:
    found: dict[str, set[str]] = defaultdict(set)
    for command in EVERY:
        for key in command.key.split(","):
            found[key].add(command.id)
    several = {key: ids for key, ids in found.items() if len(ids) > 1}
    assert several == {key: set(ids.split()) for keys in MEANINGS.values() for key, ids in keys.items()}


async def test_the_timer_is_stopped_from_every_mode(book: Book) -> None:
    book.planner.settle(MONDAY)
    async with stage(book, MONDAY) as s:
        for mode in "12345":
            await s.press("1", "enter")
            assert s.day.running is not None
            await s.press(mode, "S")
            assert not book.sql("SELECT 1 FROM time_entry WHERE ended_at IS NULL"), mode
        await s.press("S")
        assert s.toasts[-1] == "No timer is running."


async def test_the_last_line_says_what_a_key_would_do_to_this_task(book: Book) -> None:
    book.planner.settle(MONDAY)
    book.planner.time.start(named("email"), MONDAY)
    book.planner.day.done([named("proposals")], MONDAY)
    async with stage(book, MONDAY) as s:
        for mode in ("1", "2"):
            await s.press(mode)
            bar = s.app.screen.query_one(KeyBar)
            said = []
            for _ in range(3):
                words = bar.render().plain.split()
                said.append((words[1], words[3]))
                await s.press("j")
            assert said == [("stop", "done"), ("start", "open"), ("start", "done")]
            await s.press("g" if mode == "1" else "k", "k", "k")
