"""The manual over the planner: a list of its pages, and the page that was chosen."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Label, OptionList, Static

from dayplan.text.manual import PAGES, Line, lay_out, read_page
from dayplan.tui.look import MUTED
from dayplan.tui.screens.list_dialog import ListDialog

_WIDTH = 96
_STYLES = {
    "heading": "bold $text-accent",
    "strong": "bold",
    "code": "$text-accent",
    "example": "$text-success",
    "head": MUTED,
}
_TITLE = "The manual"
_LIST_HINT = "enter opens a page · esc closes"
_PAGE_HINT = "↑ ↓ space scroll · esc back"


class ManualScreen(ListDialog[None]):
    """Shows the list of pages, or one page over it. Escape leaves the page, then the manual."""

    DEFAULT_CSS = """
    ManualScreen {
        .box { width: 96; height: auto; max-height: 94%; overflow-y: hidden; }
        .title { margin-bottom: 1; }
        OptionList { margin: 0 0 1 0; max-height: 1fr; }
        #page { height: 1fr; display: none; scrollbar-size-vertical: 1; margin-bottom: 1; }
        &.-reading { .box { height: 94%; } OptionList, .title { display: none; } #page { display: block; } }
        &.-low { .title { margin-bottom: 0; } #page, OptionList { margin-bottom: 0; } }
        #page Static { height: auto; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "back", show=False, priority=True),
        Binding("f1", "dismiss(None)", "close", show=False),
        Binding("space", "scroll_page(1)", "page down", show=False),
        Binding("b", "scroll_page(-1)", "page up", show=False),
    ]

    def __init__(self) -> None:
        self._pages = tuple(read_page(name) for name in PAGES[1:])
        self._shown = 0
        super().__init__(len(self._pages))

    def compose(self) -> ComposeResult:
        """The list of pages, and room for the one that is read."""
        with Vertical(classes="box"):
            yield Label(_TITLE, classes="title", markup=False)
            yield self.option_list()
            with Reading(id="page"):
                yield Static(markup=False)
            yield Label(_LIST_HINT, classes="hint", markup=False)

    def row(self, place: int) -> Content:
        """Return a page's title."""
        return Content(f" {self._pages[place].title}")

    def show_page(self, place: int) -> None:
        """Show a page from its beginning, in place of the list."""
        self._shown = place
        self._lay_out()
        self.add_class("-reading")
        self.query_one(".hint", Label).update(_PAGE_HINT)
        reading = self.query_one(Reading)
        reading.scroll_home(animate=False)
        reading.focus()

    def on_resize(self) -> None:
        """Lay the list and the page out to the width there is."""
        super().on_resize()
        if self.has_class("-reading"):
            self._lay_out()

    def _lay_out(self) -> None:
        lines = lay_out(self._pages[self._shown].text, self.box_width(_WIDTH))
        self.query_one("#page Static", Static).update(Content("\n").join(map(_content, lines)))

    def action_back(self) -> None:
        """Go back to the list; from there, close."""
        if not self.has_class("-reading"):
            self.dismiss(None)
            return
        self.remove_class("-reading")
        self.query_one(".hint", Label).update(_LIST_HINT)
        self.query_one(OptionList).focus()

    def action_scroll_page(self, by: int) -> None:
        """Scroll the page that is read by what is seen of it."""
        reading = self.query_one(Reading)
        reading.scroll_relative(y=by * max(reading.size.height - 1, 1), animate=False)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.show_page(event.option_index)


class Reading(VerticalScroll):
    """A page that scrolls by the keys of a list as well."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "scroll_down", "down", show=False),
        Binding("k", "scroll_up", "up", show=False),
        Binding("g", "scroll_home", "first", show=False),
        Binding("G", "scroll_end", "last", show=False),
    ]


def _content(line: Line) -> Content:
    return Content.assemble(*((shown, _STYLES.get(style, "")) for shown, style in line))
