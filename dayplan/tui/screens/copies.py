"""The copies of the data: what each holds, what putting it back would change, and putting it back."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Label, OptionList, Static

from dayplan.domain.days import logical_day
from dayplan.domain.model import Now, Settings
from dayplan.errors import BadCopy, Damaged, DayplanError, NotFound
from dayplan.storage.backup import Held
from dayplan.text.backups import UNREADABLE, difference_lines, holds, made, moment
from dayplan.tui.look import MUTED, fitted
from dayplan.tui.screens.list_dialog import ListDialog

_NONE = "There are no copies yet: the first is made with the next change."


class CopiesScreen(ListDialog[str]):
    """Closes with the path of the copy that is to be put back."""

    DEFAULT_CSS = """
    CopiesScreen {
        .box { width: 84; }
        OptionList { max-height: 12; }
        #changes { height: auto; margin-bottom: 1; }
        &.-low OptionList { max-height: 4; margin: 0; }
        &.-low #changes { margin: 0; max-height: 3; }
    }
    """

    def __init__(self, copies: Sequence[Held], now: Now, settings: Settings) -> None:
        super().__init__(len(copies))
        self._copies = copies
        self._now = now
        self._settings = settings

    def compose(self) -> ComposeResult:
        """The list, the newest first, and what the one under the cursor would change."""
        with Vertical(classes="box"):
            yield Label("Copies of your data", classes="title", markup=False)
            if not self._copies:
                yield Static(_NONE, id="changes", markup=False)
                yield Static("esc closes", classes="hint", markup=False)
                return
            yield self.option_list()
            yield Static(id="changes", markup=False)
            yield Static(
                "enter puts it back; what is here now is kept aside · esc closes", classes="hint", markup=False
            )

    @on(OptionList.OptionHighlighted)
    @work(exclusive=True, group="changes")
    async def _show_changes(self, event: OptionList.OptionHighlighted) -> None:
        path = self._copies[event.option_index].copy.path
        try:
            found = await self.app.backend.manage(lambda backups: backups.differences(path))
            words = Content("\n").join(
                [Content.styled("Putting it back:", MUTED), *map(Content, difference_lines(found))]
            )
        except BadCopy as error:
            words = Content.styled(str(error), "$text-error")
        except Damaged:
            words = Content.styled(UNREADABLE, MUTED)
        except NotFound:
            words = Content.styled("There is no data file now: this would become it.", MUTED)
        except DayplanError as error:
            words = Content.styled(str(error), "$text-error")
        self.query_one("#changes", Static).update(words)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Close with this one."""
        self.dismiss(self._copies[event.option_index].copy.path)

    def row(self, place: int) -> Content:
        """Say of when a copy is, and what it holds."""
        held = self._copies[place]
        today = logical_day(self._now, self._settings.day_start_s)
        when = moment(held.copy.at, self._now, self._settings, today)
        words = "damaged" if held.contents is None else holds(held.contents)
        room = self.box_width(84)
        occasion = f"{made(held.copy)}: " if held.copy.label else ""
        width = min(26, room // 2)
        return Content.assemble(f" {fitted(when, width)} ", (fitted(f"{occasion}{words}", room - width - 2), MUTED))
