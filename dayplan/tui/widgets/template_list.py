"""The templates, in the order in which they seed a day."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, NamedTuple

from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from dayplan.domain.days import format_day
from dayplan.domain.model import Record, Template
from dayplan.domain.wording import format_duration
from dayplan.tui.commands import LIST, bindings
from dayplan.tui.look import GLYPHS, MUTED, fitted

_RETIRE = 5
"""Skipped so often in a row and never done: it is asked whether it should be retired."""


class Shown(NamedTuple):
    """A template with what is known of it."""

    template: Template
    words: str
    """Its schedule in words."""
    dates: tuple[date, ...]
    """The next dates."""
    state: str
    """`archived`, `over`, `paused`, or when it is due next, and how often still."""
    record: Record | None
    date_format: str
    left: str = ""
    """How many dates are left of its count."""

    @property
    def resting(self) -> bool:
        """Archived, over or paused: nothing comes of it now."""
        return self.state.startswith(("paused", "archived", "over"))

    @property
    def doubtful(self) -> bool:
        """Never done and skipped again and again."""
        return self.record is not None and not self.record.done and self.record.skipped_last >= _RETIRE


class TemplateList(OptionList, inherit_bindings=False):
    """Shows `shown`; says where the cursor is, and changes nothing itself."""

    DEFAULT_CSS = """
    TemplateList {
        height: 1fr; border: none; padding: 0 1; background: $background; scrollbar-size-vertical: 1;
        & > .option-list--option { padding: 0; }
        & > .option-list--option-highlighted { background: $foreground 6%; color: $foreground; text-style: none; }
        &:focus { border: none; background-tint: $foreground 0%; }
        &:focus > .option-list--option-highlighted { background: $cursor; color: $foreground; text-style: none; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(LIST)]

    shown: reactive[tuple[Shown, ...]] = reactive((), init=False)

    class Chosen(Message):
        """The cursor came to stand on another template, or on none."""

    @property
    def standing_on(self) -> Shown | None:
        """What is under the cursor."""
        if self.highlighted is None or not self.shown:
            return None
        return self.shown[min(self.highlighted, len(self.shown) - 1)]

    def neighbour(self, by: int) -> Shown | None:
        """Return what is before or after the cursor."""
        place = (self.highlighted or 0) + by
        return self.shown[place] if 0 <= place < len(self.shown) else None

    def choose(self, template_id: int) -> None:
        """Put the cursor on a template."""
        for place, each in enumerate(self.shown):
            if each.template.id == template_id:
                self.highlighted = place

    def watch_shown(self, before: tuple[Shown, ...], after: tuple[Shown, ...]) -> None:
        """Draw the rows, and keep the cursor on the template it stands on."""
        standing = self.highlighted
        kept = None if standing is None or standing >= len(before) else before[standing].template.id
        ids = [each.template.id for each in after]
        with self.prevent(OptionList.OptionHighlighted):
            self.set_options([Option(self._row(each)) for each in after])
            if ids:
                self.highlighted = ids.index(kept) if kept in ids else min(standing or 0, len(ids) - 1)
        self.post_message(self.Chosen())

    def _on_resize(self) -> None:
        for place, each in enumerate(self.shown):
            self.replace_option_prompt_at_index(place, self._row(each))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Say where the cursor is."""
        event.stop()
        self.post_message(self.Chosen())

    def _row(self, each: Shown) -> Content:
        """Lay one template out in columns; the narrower the list, the fewer of them."""
        width = max(12, self.scrollable_content_region.width or self.size.width or 80) - 2
        quiet = MUTED if each.resting else ""
        columns: list[Content] = []
        if width >= 90:
            columns.append(Content.styled(f"{_counts(each.record):>14}", MUTED))
        if width >= 56:
            columns.append(Content.styled(f"{_next(each):>12}", MUTED))
        if width >= 44:
            columns.append(_estimate(each))
        left = width - sum(column.cell_length + 2 for column in columns)
        words = min(44, left * 11 // 20) if left >= 34 else 0
        title_width = left - (words + 2 if words else 0)
        title = fitted(each.template.title, title_width)
        parts = [Content.styled(title, quiet or ("$text-warning" if each.doubtful else ""))]
        if words:
            parts.append(Content.styled(fitted(_when(each, words), words), MUTED))
        return Content.assemble(" ", Content("  ").join([*parts, *columns]), " ")


def _counts(record: Record | None) -> str:
    if record is None:
        return ""
    return f"{record.done}{GLYPHS.done} {record.skipped}{GLYPHS.skipped} {record.missed}{GLYPHS.missed}"


def _when(each: Shown, width: int) -> str:
    """Say when it is due; of one that rests that it does, and until when, before all else."""
    if not each.resting:
        return each.words
    state = each.state if len(each.state) <= width else each.state.replace("until ", "")
    return f"{state} {GLYPHS.dot} {each.words}"


def _next(each: Shown) -> str:
    return format_day(each.dates[0], each.date_format) if each.dates and not each.resting else ""


def _estimate(each: Shown) -> Content:
    estimate = format_duration(each.template.estimate_s) if each.template.estimate_s else GLYPHS.times
    median = each.record.median_s if each.record is not None else None
    words = f"{estimate:>6}" + (f" ~{format_duration(median):<5}" if median is not None else " " * 7)
    far = median is not None and each.template.estimate_s and abs(median - each.template.estimate_s) > 600
    return Content.styled(words, "$text-warning" if far else MUTED)
