"""The very first start: four questions about one's work, each with an answer that usually fits (S12)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Label, OptionList, Static
from textual.widgets.option_list import Option

from dayplan.domain.packs import FIRST, pack, packs
from dayplan.errors import DayplanError
from dayplan.planner.beginning import Beginning
from dayplan.tui.look import MUTED, fitted
from dayplan.tui.screens.dialog import Dialog
from dayplan.tui.widgets.line_input import LineInput

_WIDTH = 76
_NAME = 13
_HINT = "enter begins · tab goes on · esc takes the usual answers"


class BeginningScreen(Dialog[Beginning]):
    """Closes with the answers; escape takes the usual ones."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "usual", "the usual", show=False),
        Binding("ctrl+s", "take", "begin", show=False, priority=True),
        Binding("down", "app.focus_next", "next", show=False),
        Binding("up", "app.focus_previous", "previous", show=False),
    ]
    DEFAULT_CSS = """
    BeginningScreen {
        .box { width: 76; }
        #words { color: $quiet; margin-bottom: 1; }
        #begins { height: 2; margin: 1 0; }
        .row { height: 1; }
        .row Label { width: 13; }
        .row LineInput { width: 14; }
        .row .aside { width: 1fr; padding-left: 2; color: $quiet; }
        .hint { margin-top: 1; }
        OptionList {
            height: auto; max-height: 8; border: none; padding: 0; background: $panel;
            scrollbar-size-vertical: 1;
        }
        OptionList:focus { border: none; background-tint: $foreground 0%; }
        OptionList > .option-list--option { padding: 0; }
        &.-low { #words, #begins, .aside { display: none; } OptionList { max-height: 4; margin-bottom: 1; } }
        &.-low .hint { margin-top: 0; }
    }
    """

    def __init__(self, today: date) -> None:
        """`today` is when schedules begin that count from somewhere."""
        super().__init__()
        self._today = today
        self._trades = tuple(packs().items())
        self._refused: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        """What dayplan is in a sentence, the questions, and what the day will begin with."""
        usual = Beginning()
        with Vertical(classes="box"):
            yield Label("Welcome to dayplan", classes="title", markup=False)
            yield Static(
                "Your recurring work is on the list every morning; you run a clock on it, and tick it. "
                "What do you do, and when? All of it can be changed later.",
                id="words",
                markup=False,
            )
            yield OptionList(*(Option(self._trade(*trade)) for trade in self._trades), markup=False)
            yield Static(id="begins", markup=False)
            for key, label, value, aside in (
                ("workdays", "Workdays", usual.workdays, "mon-fri, or mon,wed,sat"),
                ("capacity", "Work a day", usual.capacity, "then the day is full"),
                ("day_start", "Day begins", usual.day_start, "04:00 for work past midnight"),
            ):
                with Horizontal(classes="row"):
                    yield Label(label, markup=False)
                    line = LineInput(value, id=key, select_on_focus=True)
                    line.take = self._take
                    yield line
                    yield Static(aside, classes="aside", markup=False)
            yield Static(_HINT, classes="hint", markup=False)

    def _trade(self, name: str, about: str) -> Content:
        room = self.box_width(_WIDTH)
        return Content.assemble(fitted(name, _NAME), (fitted(about, max(0, room - _NAME)), MUTED))

    def on_mount(self) -> None:
        """Stand on the trade that most have."""
        trades = self.query_one(OptionList)
        trades.highlighted = [name for name, _ in self._trades].index(FIRST)
        self.set_focus(trades)

    def on_resize(self) -> None:
        """Lay the trades out to the width there is."""
        for place, trade in enumerate(self._trades):
            self.query_one(OptionList).replace_option_prompt_at_index(place, self._trade(*trade))

    @property
    def _chosen(self) -> str:
        return self._trades[self.query_one(OptionList).highlighted or 0][0]

    @on(OptionList.OptionHighlighted)
    def _say_what_comes(self) -> None:
        titles = _named([each.title for each in pack(self._chosen, self._today).templates])
        words = f"Comes back: {titles}." if titles else "An empty day, to be filled by you."
        self.query_one("#begins", Static).update(Content.styled(words, MUTED))

    @on(Input.Changed)
    def _changed(self) -> None:
        if self._typed() != self._refused:
            self._hint(_HINT)

    @on(OptionList.OptionSelected)
    def _trade_taken(self) -> None:
        self.action_take()

    def _take(self, _: str) -> bool:
        self.action_take()
        return False

    def _typed(self) -> dict[str, str]:
        return {key: self.query_one(f"#{key}", LineInput).value for key in ("workdays", "capacity", "day_start")}

    def action_take(self) -> None:
        """Close with the answers, or say which cannot be read, and stand on it."""
        typed = self._typed()
        answers = Beginning(self._chosen, **typed)
        try:
            answers.settings()
        except DayplanError as error:
            self._refused = typed
            self._hint(str(error), wrong=True)
        else:
            self.submit(answers)

    def action_usual(self) -> None:
        """Begin with the usual answers, whatever was typed."""
        self.submit(Beginning())

    def _hint(self, words: str, *, wrong: bool = False) -> None:
        hint = self.query_one(".hint", Static)
        hint.set_class(wrong, "-error")
        hint.update(Content(words))


def _named(titles: Sequence[str], most: int = 4) -> str:
    """Name the first, and say how many more there are."""
    more = [f"and {len(titles) - most} more"] if len(titles) > most else []
    return ", ".join([*titles[:most], *more])
