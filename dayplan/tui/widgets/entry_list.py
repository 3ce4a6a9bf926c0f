"""The time entries of one day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from dayplan.domain.days import times_in
from dayplan.domain.intervals import days_of
from dayplan.domain.model import Day, TimeEntry
from dayplan.domain.shares import write_shared
from dayplan.domain.unseen import LONG_RUN_S
from dayplan.domain.wording import format_duration
from dayplan.tui.commands import LIST, bindings
from dayplan.tui.look import GLYPHS, MUTED, fitted


class EntryList(OptionList, inherit_bindings=False):
    """Shows `entries` as of `day`; changes nothing itself."""

    DEFAULT_CSS = """
    EntryList {
        height: 1fr; border: none; padding: 0 1; background: $background; scrollbar-size-vertical: 1;
        & > .option-list--option { padding: 0; }
        & > .option-list--option-highlighted { background: $foreground 6%; color: $foreground; text-style: none; }
        &:focus { border: none; background-tint: $foreground 0%; }
        &:focus > .option-list--option-highlighted { background: $cursor; color: $foreground; text-style: none; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(LIST)]

    entries: reactive[tuple[TimeEntry, ...]] = reactive((), init=False)
    day: reactive[Day | None] = reactive(None)

    _took: Mapping[int, str]
    """How long each entry is, in words, by its id."""

    class Chosen(Message):
        """The cursor came to stand on another entry, or on none."""

    @property
    def standing_on(self) -> TimeEntry | None:
        """The entry under the cursor."""
        if self.highlighted is None or not self.entries:
            return None
        return self.entries[min(self.highlighted, len(self.entries) - 1)]

    def after(self, entry: TimeEntry) -> TimeEntry | None:
        """Return the entry that begins where this one ends."""
        return next((each for each in self.entries if each.started_at == entry.ended_at and each.id != entry.id), None)

    def choose(self, entry_id: int) -> None:
        """Put the cursor on an entry."""
        for place, entry in enumerate(self.entries):
            if entry.id == entry_id:
                self.highlighted = place

    def show(self, entries: tuple[TimeEntry, ...], day: Day) -> None:
        """Draw the rows, and keep the cursor on the entry it stands on."""
        kept = self.standing_on
        standing = self.highlighted
        self.day = day
        self.entries = entries
        ids = [entry.id for entry in entries]
        with self.prevent(OptionList.OptionHighlighted):
            self._took = _shares(entries, day)
            self.set_options([Option(self._row(entry)) for entry in entries])
            if ids:
                here = ids.index(kept.id) if kept is not None and kept.id in ids else None
                self.highlighted = here if here is not None else min(standing or 0, len(ids) - 1)

    def _on_resize(self) -> None:
        for place, entry in enumerate(self.entries):
            self.replace_option_prompt_at_index(place, self._row(entry))

    def _row(self, entry: TimeEntry) -> Content:
        assert self.day is not None
        width = max(24, self.scrollable_content_region.width or self.size.width or 80) - 2
        settings, now = self.day.settings, self.day.now
        running = entry.ended_at is None
        times = times_in(entry.started_at, entry.ended_at, entry.zone, settings.clock_24, GLYPHS.times)
        times = f"{times:<{11 if settings.clock_24 else 15}}"
        whole = entry.seconds(now.epoch)
        here = _seconds(entry, self.day)
        took = f"{self._took[entry.id]:>6}"
        aside = "" if entry.zone == now.zone else f"  {entry.zone}"
        aside += "" if here == whole else f"  of {format_duration(whole)}"
        if entry.state != "kept":
            aside += "  to decide"
        elif whole > LONG_RUN_S:
            aside += "  over 12 hours"
        aside += f"  {entry.note}" if entry.note else ""
        room = width - len(times) - len(took) - 4
        title = entry.title if len(entry.title) < room else fitted(entry.title, room)
        style = "bold $text-success" if running else "" if entry.state == "kept" else "$text-warning"
        mark = " " if entry.state == "kept" else "?"
        rest = fitted(aside, max(0, room - len(title)))
        return Content.assemble((mark, style), (times, style), "  ", (took, style or MUTED), "  ", title, (rest, MUTED))


def _seconds(entry: TimeEntry, day: Day) -> int:
    """Return what of an entry lies on the day: the rows make up its total (T8)."""
    return dict(days_of(entry, day.now)).get(day.day, 0)


def _shares(entries: Sequence[TimeEntry], day: Day) -> dict[int, str]:
    """Write how long each entry is on the day: what counts adds up to its total, and so does what is unresolved."""
    kept = write_shared([_seconds(entry, day) * (entry.state == "kept") for entry in entries])
    waiting = write_shared([_seconds(entry, day) * (entry.state != "kept") for entry in entries])
    words = [counted or in_question or format_duration(0) for counted, in_question in zip(kept, waiting, strict=True)]
    return {entry.id: took for entry, took in zip(entries, words, strict=True)}
