"""Templates mode: the work that comes back, when it is due, and how it went."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from dayplan.domain.days import format_day
from dayplan.domain.entry import Ref
from dayplan.domain.model import AwayDays, Day, Now, Record, Template
from dayplan.domain.names import write_tag_word
from dayplan.domain.wording import WEEKDAYS, counted, format_duration
from dayplan.errors import BadInput
from dayplan.storage import ledger
from dayplan.text.day import whose
from dayplan.text.templates import dates_of, done_words, left_of, left_words, next_line, state_of
from dayplan.tui.commands import LIST, TEMPLATES, TEMPLATES_FOOTER, bindings
from dayplan.tui.look import MUTED
from dayplan.tui.screens.base import PlannerScreen
from dayplan.tui.turns import turn
from dayplan.tui.widgets.key_bar import KeyBar
from dayplan.tui.widgets.mode_head import ModeHead
from dayplan.tui.widgets.template_list import Shown, TemplateList

if TYPE_CHECKING:
    from dayplan.planner import Planner

T = TypeVar("T")


class TemplatesScreen(PlannerScreen):
    """A list, and beside it all that is known of the one under the cursor."""

    COMMANDS_HERE = (*TEMPLATES, *LIST)
    BINDINGS: ClassVar[list[BindingType]] = bindings(TEMPLATES)
    DEFAULT_CSS = """
    TemplatesScreen {
        #body { height: 1fr; }
        #panel {
            display: none; width: 33%; min-width: 40; max-width: 66; padding: 0 2 1 2; background: $surface;
            scrollbar-size-vertical: 1;
        }
        &.-wide #panel { display: block; }
        #empty { display: none; padding: 1 2; height: 1fr; color: $quiet; }
        &.-empty #empty { display: block; }
        &.-empty #body { display: none; }
    }
    """

    def __init__(self, day: Day | None) -> None:
        super().__init__()
        self._all = False
        self.set_reactive(TemplatesScreen.day, day)

    def compose(self) -> ComposeResult:
        """How many there are, the list, its panel, the keys."""
        yield ModeHead().data_bind(TemplatesScreen.day, TemplatesScreen.now)
        with Horizontal(id="body"):
            yield TemplateList()
            with VerticalScroll(id="panel", can_focus=False):
                yield Static(id="about", markup=False)
        yield Static("Nothing comes back yet. a makes a template: what, and when in words.", id="empty")
        yield KeyBar(TEMPLATES_FOOTER, "mode.templates")

    @property
    def home(self) -> Widget | None:
        """The list has the focus."""
        return self.query_one(TemplateList)

    async def on_mount(self) -> None:
        """Read the templates."""
        await self.reload()
        self.set_focus(self.query_one(TemplateList))

    async def reload(self) -> None:
        """Read the templates and their records again."""
        now = self.app.clock()
        found = await self.look(
            lambda reader: (
                *(reader.day(now), ledger.templates(reader), ledger.records(reader, now)),
                ledger.away_days(reader),
            )
        )
        if found is None:
            return
        self.now = now
        self.day, templates, records, away = found
        shown = tuple(
            _shown(template, records.get(template.id), self.day, away)
            for template in templates
            if self._all or not template.archived
        )
        self.query_one(TemplateList).shown = shown
        self.set_class(not shown, "-empty")
        size = sum(each.template.estimate_s or 0 for each in shown if each.template.id in _today(self.day))
        words = (counted(len(shown), "template"), f"{format_duration(size)} of today's work") if shown else ()
        self.query_one(ModeHead).say("Templates", words=words)

    @on(TemplateList.Chosen)
    def _chosen(self) -> None:
        each = self.query_one(TemplateList).standing_on
        about = Content("") if each is None else _about(each)
        self.query_one("#about", Static).update(about)

    async def _ask_about(self, question: Callable[[Planner, Ref, Now], T]) -> T | None:
        each = self.query_one(TemplateList).standing_on
        if each is None:
            return None
        ref = Ref("id", each.template.id)
        return await self.change(lambda planner, now: question(planner, ref, now))

    @turn
    async def action_add(self) -> None:
        """Make a template in a form."""
        await self._form(None)

    @turn
    async def action_edit(self) -> None:
        """Edit this template in a form."""
        each = self.query_one(TemplateList).standing_on
        if each is not None:
            await self._form(each.template)

    async def _form(self, template: Template | None) -> None:
        from dayplan.tui.template_form import new_template_form, template_form

        day = self.day
        if day is None:
            return

        if template is None:
            saved = await self.ask_for(
                new_template_form(day),
                lambda new: self.attempt(lambda planner, now: planner.templates.add(new, now)),
                makes_new=True,
            )
        else:
            ref = Ref("id", template.id)
            saved = await self.ask_for_changes(
                template_form(template, day),
                lambda edit, seen: self.attempt(lambda planner, now: planner.templates.edit(ref, edit, now, seen=seen)),
            )
        if saved is not None:
            self.query_one(TemplateList).choose(saved.id)
            now = self.app.clock()
            next_day = await self.look(lambda reader: (ledger.next_day_of(reader, now, saved),))
            if next_day is not None:
                self.app.confirm(next_line(saved, *next_day, day.today))

    @turn
    async def action_early(self) -> None:
        """Bring the next occurrence to today (S5)."""
        task = await self._ask_about(lambda planner, ref, now: planner.templates.early(ref, now))
        if task is not None:
            self.app.confirm(f"Brought to today: {task.title} · u takes it back")

    @turn
    async def action_pause(self) -> None:
        """Let it rest until a day, or let it come back (S7)."""
        from dayplan.domain.entry import parse_day
        from dayplan.tui.screens.ask_line import AskLine

        each, day = self.query_one(TemplateList).standing_on, self.day
        if each is None or day is None:
            return
        if each.state.startswith("paused"):
            await self._ask_about(lambda planner, ref, now: planner.templates.resume(ref, now))
            return

        def describe(text: str) -> str:
            if not text.strip():
                return "until you let it come back · enter pauses it"
            until = parse_day(text, day.today, *day.settings.reading)
            if until <= day.today:
                raise BadInput("A pause ends on a day to come: say one such as next mon.")
            return f"it is due again from {self.name_day(until)} on · enter pauses it"

        question = f"Let “{each.template.title}” rest until"
        ref = Ref("id", each.template.id)

        async def pause(text: str) -> Template:
            until = parse_day(text, day.today, *day.settings.reading) if text.strip() else None
            return await self.attempt(lambda planner, now: planner.templates.pause(ref, until, now))

        await self.ask_for(AskLine(question, "", "a day, or nothing: until it is resumed", describe, "day"), pause)

    @turn
    async def action_archive(self) -> None:
        """Put it away, or take it out again (S7)."""
        each = self.query_one(TemplateList).standing_on
        if each is not None and each.template.archived:
            await self._ask_about(lambda planner, ref, now: planner.templates.restore(ref, now))
        elif await self._ask_about(lambda planner, ref, now: planner.templates.archive(ref, now)) is not None:
            self.app.confirm("Archived; its history stays · V shows it · u takes it back")

    @turn
    async def action_median(self) -> None:
        """Take the median of the last eight as the estimate (Z2)."""
        from dayplan.planner.templates import TemplateEdit

        each = self.query_one(TemplateList).standing_on
        median = None if each is None or each.record is None else each.record.median_s
        if median is None:
            self.app.confirm("There is no median yet: it takes five times done with time recorded.")
            return
        rounded = max(60, round(median / 300) * 300) if median >= 300 else max(60, median // 60 * 60)
        edit = TemplateEdit(estimate_s=rounded)
        await self._ask_about(lambda planner, ref, now: planner.templates.edit(ref, edit, now))

    @turn
    async def action_why(self) -> None:
        """Say why it is due today, or why it is not (S11)."""
        from dayplan.text.why import why_template
        from dayplan.tui.screens.why import WhyScreen

        each, day = self.query_one(TemplateList).standing_on, self.day
        if each is not None and day is not None:
            template_id, now = each.template.id, self.app.clock()
            lines = await self.look(lambda reader: why_template(reader, template_id, day.today, now))
            if lines:
                await self.app.push_screen(WhyScreen(each.template.title, lines))

    @turn
    async def action_shift(self, by: int) -> None:
        """Seed it earlier or later in the day (S10)."""
        neighbour = self.query_one(TemplateList).neighbour(by)
        if neighbour is not None:
            other = Ref("id", neighbour.template.id)
            await self._ask_about(lambda planner, ref, now: planner.templates.place(ref, other, now, after=by > 0))

    @turn
    async def action_order(self) -> None:
        """Make today's order the usual order (S10)."""
        if await self.change(lambda planner, now: planner.templates.take_order(now)) is not None:
            self.app.confirm("Today's order is the usual order now · u takes it back")

    @turn
    async def action_shelf(self) -> None:
        """Show the archived ones too, or not."""
        self._all = not self._all
        await self.reload()


def _today(day: Day) -> set[int | None]:
    return {task.template_id for task in day.tasks}


def _shown(template: Template, record: Record | None, day: Day, away: tuple[AwayDays, ...]) -> Shown:
    from dayplan.domain.phrase import in_words

    found = left_of(template, day.today, day.settings, record, away)
    return Shown(
        template,
        in_words(template.schedule),
        tuple(dates_of(template, day.today, day.settings, record=record)),
        state_of(template, day.today, day.settings, record, away),
        record,
        day.settings.date_format,
        "" if found is None else left_words(found),
    )


def _about(each: Shown) -> Content:
    template, record = each.template, each.record
    lines = [Content.styled(template.title, "bold"), Content.styled(each.words, MUTED)]
    about = " ".join(
        part for part in (whose(template.client, template.project), *map(write_tag_word, template.tags)) if part
    )
    lines += [Content.styled(about, "$text-accent")] if about else []
    if each.doubtful and record is not None:
        words = f"Never done, skipped {record.skipped_last} times running: retire it? x archives it."
        lines += [Content(""), Content.styled(words, "$text-warning")]
    lines += _part("Next", [f"{WEEKDAYS[day.weekday()][:3]} {format_day(day, each.date_format)}" for day in each.dates])
    if not each.dates:
        lines += _part("Next", [each.state or "no date to come"])
    elif each.left:
        lines += _part("Left", [each.left])
    takes = [f"{format_duration(template.estimate_s)} estimated"] if template.estimate_s else []
    if record is not None and record.median_s is not None:
        takes.append(f"{format_duration(record.median_s)} median of the last eight · = takes it")
    lines += _part("Takes", takes)
    lines += _part("So far", [words] if (words := done_words(record)) else [])
    rules = [_MISSED[template.missed], _AWAY[template.on_away]]
    if template.ends_on:
        rules.append(f"ends on {format_day(template.ends_on, each.date_format)}")
    lines += _part("Rules", rules)
    lines += _part("Notes", [template.notes] if template.notes else [])
    return Content("\n").join(lines)


_MISSED = {
    "replace": "undone, it is carried until its next date",
    "keep_one": "undone, it is carried; none is added",
    "accumulate": "undone, it piles up, 14 at most",
}
_AWAY = {
    "skip": "left out on away days",
    "before": "done before away days",
    "after": "done after away days",
    "ignore": "due on away days too",
}


def _part(heading: str, words: list[str]) -> list[Content]:
    if not words:
        return []
    return [Content(""), Content.styled(heading, f"bold {MUTED}"), *(Content(line) for line in words)]
