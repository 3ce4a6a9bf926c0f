"""The inbox: what was caught on the way, until it is planned, edited or dropped (C3)."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from dayplan.domain.model import Day
from dayplan.domain.wording import counted
from dayplan.storage import browse
from dayplan.tui.commands import INBOX, INBOX_FOOTER, LIST, bindings
from dayplan.tui.screens.tasks import TaskScreen
from dayplan.tui.widgets.key_bar import KeyBar
from dayplan.tui.widgets.mode_head import ModeHead
from dayplan.tui.widgets.task_list import TaskList


class InboxScreen(TaskScreen):
    """Tasks that are planned for no day; nothing leaves it by itself."""

    COMMANDS_HERE = (*INBOX, *LIST)
    BINDINGS: ClassVar[list[BindingType]] = bindings(INBOX)
    DEFAULT_CSS = """
    InboxScreen {
        #empty { display: none; padding: 1 2; height: 1fr; color: $quiet; }
        &.-empty #empty { display: block; }
        &.-empty TaskList { display: none; }
    }
    """

    def __init__(self, day: Day | None) -> None:
        super().__init__()
        self.set_reactive(InboxScreen.day, day)

    def compose(self) -> ComposeResult:
        """How much waits, the list, the keys."""
        yield ModeHead().data_bind(InboxScreen.day, InboxScreen.now)
        yield TaskList(inbox=True)
        yield Static("Nothing waits here. c catches something on the way, from any screen; esc goes back.", id="empty")
        yield KeyBar(INBOX_FOOTER)

    async def on_mount(self) -> None:
        """Read what waits."""
        await self.reload()
        self.set_focus(self.query_one(TaskList))

    async def reload(self) -> None:
        """Read the inbox again."""
        now = self.app.clock()
        found = await self.look(lambda reader: (reader.day(now), browse.inbox(reader, now)))
        if found is None:
            return
        self.now = now
        self.day, tasks = found
        self.query_one(TaskList).tasks = tasks
        self.set_class(not tasks, "-empty")
        self.query_one(ModeHead).say("Inbox", words=(counted(len(tasks), "task"),) if tasks else ())

    def action_leave(self) -> None:
        """Go back to the day."""
        self.dismiss(None)

    def on_added(self, task_id: int, day: object, title: str) -> None:
        """Stand on what was caught."""
        if day is None:
            self.query_one(TaskList).choose(task_id)
        else:
            super().on_added(task_id, day, title)  # type: ignore[arg-type]
