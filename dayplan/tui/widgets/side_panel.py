"""What is known of the task under the cursor: notes, entries, history."""

from __future__ import annotations

from datetime import date

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from dayplan.domain.days import clock_in, day_of, format_day, times_in
from dayplan.domain.model import Day, Detail, Move, Task, TimeEntry
from dayplan.domain.names import write_tag_word
from dayplan.domain.shares import write_shared
from dayplan.domain.wording import format_duration, format_minutes, to_minutes
from dayplan.text.day import minutes_of, whose
from dayplan.text.reasons import REASONS
from dayplan.tui.look import GLYPHS, MUTED

_SHOWN = 12


class SidePanel(VerticalScroll, can_focus=False):
    """Shows `detail`, as of `day`."""

    DEFAULT_CSS = """
    SidePanel {
        width: 32%; min-width: 38; max-width: 66; padding: 1 2; background: $surface; scrollbar-size-vertical: 1;
        Static { height: auto; }
        Markdown { padding: 0; margin: 0; background: $surface; }
        MarkdownBlock:last-child { margin-bottom: 0; }
    }
    """

    detail: reactive[Detail | None] = reactive(None)
    day: reactive[Day | None] = reactive(None)

    _notes = ""

    def compose(self) -> ComposeResult:
        """Two blocks of text, and between them the notes once there are any; it scrolls when it is long."""
        yield Static(id="about", markup=False)
        yield Static(id="record", markup=False)

    def watch_detail(self) -> None:
        """Show the task under the cursor."""
        self._show()

    def watch_day(self) -> None:
        """Let the running entry count on."""
        self._show()

    def _show(self) -> None:
        if not self.is_mounted or self.day is None or not self.query("#about"):  # it is being taken down
            return
        about: list[Content] = []
        record: list[Content] = []
        if self.detail is not None:
            about = _about(self.detail.task, self.day)
            record = _entries(self.detail.task, self.detail.entries, self.day)
            record += _history(self.detail.task, self.detail.moves, self.day)
        self.query_one("#about", Static).update(Content("\n").join(about))
        self.query_one("#record", Static).update(Content("\n").join(record))
        notes = "" if self.detail is None else self.detail.task.notes
        if notes != self._notes:
            self._notes = notes
            self.run_worker(self._show_notes(notes), exclusive=True, group="notes")

    async def _show_notes(self, notes: str) -> None:
        from textual.widgets import Markdown  # 40 ms, for days on which there are notes

        shown = self.query(Markdown)
        if shown:
            shown.first().display = bool(notes)
            await shown.first(Markdown).update(notes)
        elif notes:
            await self.mount(Markdown(notes, open_links=False), before="#record")


def _heading(text: str) -> list[Content]:
    return [Content(""), Content.styled(text, f"bold {MUTED}")]


def _about(task: Task, day: Day) -> list[Content]:
    lines = [Content.styled(task.title, "bold")]
    about = " ".join(part for part in (whose(task.client, task.project), *map(write_tag_word, task.tags)) if part)
    if about:
        lines.append(Content.styled(about, "$text-accent"))
    if task.estimate_s:
        total = format_minutes(_minutes(task, day), task.tracked_total_s)
        lines.append(Content.styled(f"{total} of {format_duration(task.estimate_s)} estimated", MUTED))
    if task.done_at is not None:
        at = clock_in(task.done_at, day.now.zone, day.settings.clock_24)
        lines.append(Content.styled(f"{GLYPHS.done} done at {at}", "$text-success"))
    elif task.status != "open":
        lines.append(Content.styled(task.status, "$text-warning"))
    if task.notes:
        lines += _heading("Notes")
    return lines


def _minutes(task: Task, day: Day) -> int:
    """Return the minutes of a task's time, the same as in the list where it is on the day."""
    shown = (minutes for each, minutes in zip(day.tasks, minutes_of(day.tasks), strict=True) if each.id == task.id)
    return next(shown, to_minutes(task.tracked_total_s))


def _entries(task: Task, entries: tuple[TimeEntry, ...], day: Day) -> list[Content]:
    if not entries:
        return []
    lines = _heading("Time")
    now = day.now.epoch
    counted = write_shared([entry.seconds(now) * (entry.state == "kept") for entry in entries], _minutes(task, day))
    for entry, took in list(zip(entries, counted, strict=True))[:_SHOWN]:
        times = times_in(entry.started_at, entry.ended_at, entry.zone, day.settings.clock_24, GLYPHS.times)
        when = "" if entry.day == day.day else f"  {format_day(entry.day, day.settings.date_format)}"
        style = "bold $text-success" if entry.ended_at is None else ""
        lines.append(
            Content.assemble(
                (times, style),
                (f"  {took or format_duration(entry.seconds(now))}{when}", MUTED),
            )
        )
    if len(entries) > _SHOWN:
        lines.append(Content.styled(f"and {len(entries) - _SHOWN} more", MUTED))
    return lines


def _history(task: Task, moves: tuple[Move, ...], day: Day) -> list[Content]:
    lines = _heading("History")
    for step in moves[:_SHOWN]:
        on, what = _step(step, day)
        lines.append(Content.styled(f"{format_day(on, day.settings.date_format)}  {what}", MUTED))
    first = "" if task.first_day is None else f"{format_day(task.first_day, day.settings.date_format)}  "
    lines.append(Content.styled(f"{first}{REASONS.get(task.reason, '')}", MUTED))
    return lines


def _step(step: Move, day: Day) -> tuple[date, str]:
    """Return when a task's day was changed, and how: what is carried over arrives on the day that it is carried to."""
    on = day_of(step.at, day.now.zone, day.settings.day_start_s)
    if step.to_day is None:
        return on, "moved to the inbox"
    if step.by == "carried":
        return step.to_day, "carried over"
    if step.to_day == step.from_day:
        return on, "kept for that day"
    return on, f"moved to {format_day(step.to_day, day.settings.date_format)}"
