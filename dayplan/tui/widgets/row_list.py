"""A list of which only the rows in view are drawn: it may be as long as ten years."""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar

from textual.binding import BindingType
from textual.content import Content
from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from dayplan.tui.commands import LIST, bindings

R = TypeVar("R")


class RowList(ScrollView, Generic[R], can_focus=True, inherit_bindings=False):
    """Shows `rows`, one line each, as `row` lays them out; says what was chosen, and changes nothing itself."""

    DEFAULT_CSS = """
    RowList {
        height: 1fr; padding: 0 1; background: $background; scrollbar-size-vertical: 1; overflow-x: hidden;
        & > .row-list--row { background: $background; color: $foreground; }
        & > .row-list--cursor { background: $foreground 6%; color: $foreground; }
        &:focus > .row-list--cursor { background: $cursor; color: $foreground; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"row-list--row", "row-list--cursor"}
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(LIST)]

    cursor: reactive[int] = reactive(0)

    class Opened(Message):
        """The row under the cursor was clicked twice."""

    rows: tuple[R, ...] = ()

    def show(self, rows: tuple[R, ...], cursor: int | None = None) -> None:
        """Show other rows; the cursor stays on its line where none is given."""
        self.rows = rows
        self.virtual_size = Size(0, len(rows))
        self.set_reactive(RowList.cursor, self.validate_cursor(self.cursor if cursor is None else cursor))
        self._keep_in_view()
        self.refresh()

    def row(self, place: int, row: R, width: int) -> Content:
        """Lay one row out to a width."""
        raise NotImplementedError

    @property
    def standing_on(self) -> R | None:
        """The row under the cursor."""
        return self.rows[self.cursor] if self.rows else None

    def validate_cursor(self, cursor: int) -> int:
        """Stay within the rows."""
        return min(max(cursor, 0), max(0, len(self.rows) - 1))

    def watch_cursor(self) -> None:
        """Keep the cursor in view."""
        self._keep_in_view()
        self.refresh()

    def _keep_in_view(self) -> None:
        height = self.scrollable_content_region.height
        top = round(self.scroll_offset.y)
        wanted = min(max(top, self.cursor - height + 1), self.cursor) if height else 0
        if wanted != top:
            self.scroll_to(y=wanted, animate=False, force=True)

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self._keep_in_view()

    def render_line(self, y: int) -> Strip:
        """Draw one line of what is in view."""
        width = self.scrollable_content_region.width
        place = y + round(self.scroll_offset.y)
        under = place == self.cursor and place < len(self.rows)
        style = self.get_visual_style("row-list--cursor" if under else "row-list--row")
        if place >= len(self.rows):
            return Strip.blank(width, style.rich_style)
        content = Content(" ") + self.row(place, self.rows[place], width - 2)
        (strip, *_) = Visual.to_strips(self, content, width, 1, style)
        return strip.extend_cell_length(width, style.rich_style)

    # What LIST names

    def action_cursor_up(self) -> None:
        """Go up a row."""
        self.cursor -= 1

    def action_cursor_down(self) -> None:
        """Go down a row."""
        self.cursor += 1

    def action_first(self) -> None:
        """Go to the first row."""
        self.cursor = 0

    def action_last(self) -> None:
        """Go to the last row."""
        self.cursor = len(self.rows) - 1

    def action_page_up(self) -> None:
        """Go up by what is in view."""
        self.cursor -= max(1, self.scrollable_content_region.height - 1)

    def action_page_down(self) -> None:
        """Go down by what is in view."""
        self.cursor += max(1, self.scrollable_content_region.height - 1)

    def on_click(self, event: Click) -> None:
        """Stand on the row that is clicked; open one that is clicked twice."""
        offset = event.get_content_offset(self)
        if offset is None or offset.y + round(self.scroll_offset.y) >= len(self.rows):
            return
        self.cursor = offset.y + round(self.scroll_offset.y)
        if event.chain == 2:
            self.post_message(self.Opened())
