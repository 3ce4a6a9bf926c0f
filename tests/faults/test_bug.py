"""A bug inside the planner: one sentence, the place of a log without titles, and the terminal as it was."""

from __future__ import annotations

import pytest
from evidence import check, rows
from processes import House

SECRET = "Invoice the secret client"
PLANNER = """
import sys
from dayplan.cli.main import run
from dayplan.tui.app import DayplanApp
from dayplan.tui.screens.day import DayScreen
from dayplan.tui.widgets.task_list import TaskList

def broken(*given, **how):
    title = "Invoice the secret client"
    raise ValueError(f"no room for {title}")

async def soon_broken(*given, **how):
    broken()
"""
FAULTS = {
    "in an action": "DayScreen.action_why = broken",
    "in a worker": "DayScreen.action_why = lambda self: self.run_worker(soon_broken())",
    "in the planner's thread": (
        "DayScreen.action_why = lambda self: self.run_worker(self.app.backend.ask(broken), group='turn')"
    ),
    "in a timer": "DayScreen.action_why = lambda self: self.set_timer(0.01, broken)",
    "in a callback": "DayScreen.action_why = lambda self: self.call_after_refresh(broken)",
    "in a task that nobody waits for": (
        "import asyncio\n"
        "DayScreen.action_why = lambda self: setattr(self, 'lost', asyncio.ensure_future(soon_broken()))"
        " or self.set_timer(0.05, lambda: delattr(self, 'lost'))"
    ),
    "in a callback of the loop": (
        "import asyncio; DayScreen.action_why = lambda self: asyncio.get_running_loop().call_soon(broken)"
    ),
    "in a thread": "import threading; DayScreen.action_why = lambda self: threading.Thread(target=broken).start()",
    "in the thread that copies": (
        "from dayplan.planner.backups import BackupPart; BackupPart.if_due = broken;"
        "DayScreen.action_why = lambda self: self.run_worker(self.app.backend.ask(lambda p: 1)) and"
        " self.set_timer(0.2, self.app.exit)"
    ),
    "while something is taken away": (
        "Gone = type('Gone', (), {'__del__': broken}); DayScreen.action_why = lambda self: Gone() and None"
    ),
    "while it closes": (
        "from dayplan.tui.questions import Questions; Questions.leave = soon_broken;"
        "DayScreen.action_why = lambda self: self.app.exit()"
    ),
    "while painting": "DayScreen.action_why = lambda self: (setattr(TaskList, 'render_line', broken), self.refresh(),"
    " self.query_one(TaskList).refresh())",
}


OFTEN = ("in an action", "in the planner's thread", "while it closes", "while painting")
"""These differ in what meets them; the others are tried with the long tests."""


@pytest.mark.parametrize(
    "fault", [fault if fault in OFTEN else pytest.param(fault, marks=pytest.mark.long) for fault in FAULTS]
)
def test_a_bug_leaves_a_sentence_and_a_log_without_titles(running: House, fault: str) -> None:
    running.ok("add", SECRET)
    script = f"{PLANNER}\n{FAULTS[fault]}\nsys.exit(run([]))"
    with running.planner(script=script) as terminal:
        terminal.wait_for(SECRET[:15])
        begun = terminal.type("w")
        code = terminal.leave()
        assert terminal.settings == terminal.settings_before
    assert code == 1, "as the command line ends"
    left = terminal.text[begun:]
    log = running.home / ".local" / "state" / "dayplan" / "dayplan.log"
    said = "Something went wrong inside dayplan (ValueError); what was saved before is safe. "
    assert " ".join(left.split()).endswith(f"{said}Where it happened is noted in {log}.")
    for word in ("Traceback", "locals", "no room", "broken("):
        assert word not in left
    kept = log.read_text()
    assert "ValueError" in kept
    assert " in broken" in kept
    assert "secret" not in kept
    check(running.path)
    assert rows(running.path, "SELECT COUNT(*) FROM time_entry WHERE ended_at IS NULL") == [(1,)]


def test_a_bug_before_the_first_frame_is_told_in_the_same_way(seeded: House) -> None:
    with seeded.planner(script=f"{PLANNER}\nDayScreen.compose = broken\nsys.exit(run([]))") as terminal:
        assert terminal.leave() == 1
        assert terminal.settings == terminal.settings_before
    assert "Something went wrong inside dayplan (ValueError)" in terminal.text
    assert "Traceback" not in terminal.text
