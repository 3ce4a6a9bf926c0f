"""What closing a day looks at: time to decide, what is unfinished, what is finished, what stands elsewhere."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from textual.binding import BindingType
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from dayplan.domain.closing import Closing, Elsewhere, difference_s
from dayplan.domain.model import Task, TimeEntry
from dayplan.text.closing import difference, entry_length, entry_times, times_of_tasks, whereabouts
from dayplan.tui.commands import LIST, bindings, shown_keys
from dayplan.tui.look import GLYPHS, MUTED, bar, fitted, mark

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from dayplan.tui.app import DayplanApp

_WORDS = 22
_WIDE_WORDS = 34
_WIDE_FROM = 110
_BAR = 10
_WAITING = 5
"""How much time of earlier days is listed: the day itself is what is being closed."""
_BARS_FROM = 84
_COLUMNS_FROM = 56


class Row(NamedTuple):
    """One line: a heading, or one of the things below it."""

    heading: str = ""
    hint: tuple[tuple[str, ...], str] = ((), "")
    """Commands by their ids, and what they do: said beside a heading."""
    task: Task | None = None
    entry: TimeEntry | None = None
    elsewhere: Elsewhere | None = None

    @property
    def key(self) -> tuple[str, int, int]:
        """What stays the same while the day changes."""
        return (
            self.heading,
            self.task.id if self.task is not None else self.elsewhere.task.id if self.elsewhere is not None else 0,
            self.entry.id if self.entry is not None else 0,
        )


class ClosingList(OptionList, inherit_bindings=False):
    """Shows `closing`; headings are passed over by the cursor. Changes nothing itself."""

    DEFAULT_CSS = """
    ClosingList {
        height: 1fr; border: none; padding: 0 1; background: $background; scrollbar-size-vertical: 1;
        & > .option-list--option { padding: 0; }
        & > .option-list--option-disabled { color: $foreground; }
        & > .option-list--option-highlighted { background: $foreground 6%; color: $foreground; text-style: none; }
        & > .option-list--option-hover { background: $foreground 4%; }
        &:focus { border: none; background-tint: $foreground 0%; }
        &:focus > .option-list--option-highlighted { background: $cursor; color: $foreground; text-style: none; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(LIST)]

    app: DayplanApp
    closing: reactive[Closing | None] = reactive(None, init=False)

    _rows: tuple[Row, ...] = ()
    _times: Mapping[Task, tuple[str, str]] = {}
    """What was planned and tracked of each task, in words."""
    _airy = False
    """Whether a line is left free above headings."""

    @property
    def standing_on(self) -> Row | None:
        """The row under the cursor."""
        return None if self.highlighted is None or self.highlighted >= len(self._rows) else self._rows[self.highlighted]

    def watch_closing(self, closing: Closing | None) -> None:
        """Draw the rows, and keep the cursor on the one it stands on, or where that was."""
        kept, place = self.standing_on, self.highlighted
        self._rows = () if closing is None else _rows(closing)
        self._times = {} if closing is None else times_of_tasks(closing)
        self._airy = self._has_room_for_air()
        self.set_options([Option(self._content(row), disabled=bool(row.heading)) for row in self._rows])
        places = [index for index, row in enumerate(self._rows) if not row.heading]
        if not places:
            return
        same = [index for index in places if kept is not None and self._rows[index].key == kept.key]
        moved_away = bool(same) and place is not None and same[0] > place  # it is dealt with: on to the next
        if same and not moved_away:
            self.highlighted = same[0]
        else:
            self.highlighted = next((index for index in places if place is not None and index >= place), places[0])

    def _has_room_for_air(self) -> bool:
        return self.size.height > len(self._rows) + sum(bool(row.heading) for row in self._rows)

    def _on_resize(self) -> None:
        self._airy = self._has_room_for_air()
        for place, row in enumerate(self._rows):
            self.replace_option_prompt_at_index(place, self._content(row))

    def _content(self, row: Row) -> Content:
        width = max(20, self.scrollable_content_region.width or self.size.width or 80) - 1
        if row.heading:
            air = Content("\n" if self._airy and row is not self._rows[0] else "")
            return air + self._heading(row, width)
        if row.entry is not None:
            return self._entry(row.entry, width)
        if row.elsewhere is not None:
            words = whereabouts(row.elsewhere, self._shown.day)
            return self._line((GLYPHS.moved, MUTED), row.elsewhere.task, (words, MUTED), width, quiet=True)
        assert row.task is not None
        more = difference_s(row.task)
        over = more is not None and more > 0 and row.task.status in ("open", "done")
        words = difference(row.task)
        return self._line(mark(row.task), row.task, (words, "$text-error" if over else MUTED), width)

    @property
    def _shown(self) -> Closing:
        assert self.closing is not None
        return self.closing

    def _words_width(self, width: int) -> int:
        return _WIDE_WORDS if width >= _WIDE_FROM else _WORDS

    def _heading(self, row: Row, width: int) -> Content:
        left = Content.styled(f" {row.heading}", f"bold {MUTED}")
        columns = self._shown.day.tasks and row is next(each for each in self._rows if each.heading in _TABLES)
        labels = Content.styled(f"{'planned':>9}{'tracked':>9}" if columns and width >= _COLUMNS_FROM else "", MUTED)
        after = 2 + self._words_width(width) + (2 + _BAR if width >= _BARS_FROM else 0) if labels else 0
        if row.hint[0]:
            keys = shown_keys(row.hint[0], self.app.keymap)
            hint = Content.assemble(("   ", ""), (keys, "bold $text-accent"), (f" {row.hint[1]}", MUTED))
            if left.cell_length + hint.cell_length + labels.cell_length + after < width:
                left += hint
        return left + Content(" " * max(1, width - left.cell_length - labels.cell_length - after)) + labels

    def _entry(self, entry: TimeEntry, width: int) -> Content:
        day = self._shown.day
        took = entry_length(entry, day)
        times = entry_times(entry, day, GLYPHS.times)
        room = max(1, width - 3 - cell_len(times) - len(took) - 4)
        return Content.assemble(
            (" ? ", "bold $text-warning"), (f"{times}  ", ""), (f"{took}  ", "bold $text-warning"),
            fitted(entry.title, room),
        )  # fmt: skip

    def _line(
        self, sign: tuple[str, str], task: Task, words: tuple[str, str], width: int, *, quiet: bool = False
    ) -> Content:
        planned, tracked = self._times[task]
        title_style = MUTED if quiet or task.status != "open" else "bold" if task.running else ""
        columns: list[Content] = []
        if width >= _COLUMNS_FROM:
            columns.append(Content.assemble((f"{planned:>9}", MUTED), (f"{tracked:>9}", "" if not quiet else MUTED)))
            if width >= _BARS_FROM:
                columns.append(Content("  ") + bar(task.tracked_total_s, task.estimate_s or 0, _BAR))
            columns.append(Content.styled(f"  {fitted(words[0], self._words_width(width))}", words[1]))
        else:
            columns.append(Content.styled(f" {fitted(words[0], min(cell_len(words[0]), width // 2))}", words[1]))
        left = width - 4 - sum(column.cell_length for column in columns)
        return Content.assemble(
            (f" {sign[0]:<2} ", sign[1]), (fitted(task.title, max(1, left)), title_style), *columns
        )  # fmt: skip


_OPEN, _NONE_OPEN, _OVER, _ELSEWHERE = "Unfinished", "Nothing is unfinished", "Done or over", "Elsewhere now"
_ALL = ("close.all_next", "close.all_move", "close.all_inbox", "close.all_drop")
_TABLES = (_OPEN, _NONE_OPEN, _OVER, _ELSEWHERE)


def _waiting(closing: Closing) -> list[Row]:
    """Return what waits for a decision: all of this day, and the latest of the days before; of the rest how many."""
    own = [entry for entry in closing.undecided if entry.day == closing.day.day]
    earlier = [entry for entry in reversed(closing.undecided) if entry.day != closing.day.day]
    shown = [*own, *earlier[: max(0, _WAITING - len(own))]]
    rest = len(closing.undecided) - len(shown)
    rows = [Row(entry=entry) for entry in shown]
    return [*rows, Row(f"  and {rest} of earlier days: the oldest is decided about first")] if rest else rows


def _rows(closing: Closing) -> tuple[Row, ...]:
    day, unfinished, finished = closing.day, closing.unfinished, closing.finished
    rows: list[Row] = []
    if day.running is not None and day.day == day.today:
        rows.append(Row(f"{GLYPHS.running} The timer runs", (("time.stop",), "stops it")))
    if closing.undecided:
        rows += [Row("Time to decide about", (("time.decide",), "resolves it")), *_waiting(closing)]
    rows.append(Row(_OPEN, (_ALL, "act on all")) if unfinished else Row(_NONE_OPEN))
    rows += [Row(task=task) for task in unfinished]
    if finished:
        rows += [Row(_OVER), *(Row(task=task) for task in finished)]
    if closing.elsewhere:
        rows += [Row(_ELSEWHERE), *(Row(elsewhere=found) for found in closing.elsewhere)]
    return tuple(rows)
