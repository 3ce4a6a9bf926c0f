"""Small questions: which day, and the fields of a task. Enter takes the default, escape leaves things as they are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label, Static, TextArea

from dayplan.errors import DayplanError
from dayplan.tui.widgets.line_input import LineInput


class Choice(NamedTuple):
    """A day that was chosen; None is the inbox."""

    day: date | None


class AskDay(ModalScreen[Choice | None]):
    """Asks for a day in words; shows which day the words mean before anything happens."""

    DEFAULT_CSS = """
    AskDay {
        align: center middle;
        Vertical { width: 56; max-width: 95%; height: auto; padding: 1 2; background: $panel; }
        Label { width: 100%; text-style: bold; }
        LineInput { margin: 1 0; }
        #hint { color: $text-muted; height: auto; }
        #hint.-error { color: $text-error; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "cancel", show=False)]

    def __init__(self, question: str, read: Callable[[str], date], name: Callable[[date], str]) -> None:
        super().__init__()
        self._question = question
        self._read = read
        self._day_name = name

    def compose(self) -> ComposeResult:
        """The question, the line, and the day it means."""
        with Vertical():
            yield Label(self._question, markup=False)
            yield LineInput(value="tomorrow", placeholder="tomorrow, fri, next mon, +3d, 12-01, inbox")
            yield Static(id="hint", markup=False)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        self._say(event.value, final=False)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        choice = self._say(event.value, final=True)
        if choice is not None:
            self.dismiss(choice)

    def _say(self, text: str, *, final: bool) -> Choice | None:
        hint = self.query_one("#hint", Static)
        hint.remove_class("-error")
        if text.strip().casefold() == "inbox":
            hint.update("the inbox: planned for no day · enter moves it · esc cancels")
            return Choice(None)
        try:
            day = self._read(text)
        except DayplanError as error:
            hint.set_class(final, "-error")
            hint.update(Content(str(error)))
            return None
        hint.update(Content(f"{self._day_name(day)} · enter moves it · esc cancels"))
        return Choice(day)


class Field(NamedTuple):
    """One line of a form: what is stored, and how it is asked for."""

    key: str
    label: str
    value: str
    hint: str = ""


class TaskForm(ModalScreen[dict[str, str] | None]):
    """A task's fields. It is closed only with fields that can be read; what was typed stays until then."""

    DEFAULT_CSS = """
    TaskForm {
        align: center middle;
        #form {
            width: 76; max-width: 96%; height: auto; max-height: 100%; padding: 1 2;
            background: $panel; scrollbar-size-vertical: 1;
        }
        &.-short #form { padding: 0 1; }
        &.-short .row, &.-short .title { margin-bottom: 0; }
        &.-short .row Label { width: 10; }
        &.-short TextArea { height: 3; }
        .title { text-style: bold; margin-bottom: 1; }
        .row { height: auto; margin-bottom: 1; }
        .row Label { width: 12; color: $text-muted; }
        LineInput { width: 1fr; }
        TextArea { height: 6; border: none; padding: 0 1; background: $surface; width: 1fr; }
        TextArea:focus { border: none; }
        #error { color: $text-error; height: auto; }
        #buttons { height: 1; align-horizontal: right; }
        Button { margin-left: 2; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "cancel", show=False),
        Binding("ctrl+s", "save", "save", show=False, priority=True),
    ]

    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-tall")]  # noqa: RUF012 - as Textual declares it

    def __init__(
        self, title: str, fields: tuple[Field, ...], notes: str, check: Callable[[dict[str, str]], object]
    ) -> None:
        """`check` raises `DayplanError` for fields that cannot be read."""
        super().__init__()
        self._title = title
        self._fields = fields
        self._notes = notes
        self._check = check

    def compose(self) -> ComposeResult:
        """One line a field, the notes below."""
        with VerticalScroll(id="form", can_focus=False):
            yield Label(self._title, classes="title", markup=False)
            for field in self._fields:
                with Horizontal(classes="row"):
                    yield Label(field.label, markup=False)
                    yield LineInput(field.value, placeholder=field.hint, id=field.key, select_on_focus=False)
            with Horizontal(classes="row"):
                yield Label("Notes", markup=False)
                yield TextArea(self._notes, id="notes", tab_behavior="focus", soft_wrap=True)
            yield Static(id="error", markup=False)
            with Horizontal(id="buttons"):
                yield Button("Save ctrl+s", id="save", variant="primary", compact=True)
                yield Button("Cancel esc", id="cancel", compact=True)

    @on(Input.Submitted)
    @on(Button.Pressed, "#save")
    def _save(self) -> None:
        self.action_save()

    @on(Button.Pressed, "#cancel")
    def _cancel(self) -> None:
        self.dismiss(None)

    def action_save(self) -> None:
        """Close with the fields, or say which cannot be read."""
        fields = {field.key: self.query_one(f"#{field.key}", LineInput).value for field in self._fields}
        fields["notes"] = self.query_one("#notes", TextArea).text
        try:
            self._check(fields)
        except DayplanError as error:
            self.query_one("#error", Static).update(Content(str(error)))
            return
        self.dismiss(fields)
