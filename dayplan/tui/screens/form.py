"""A task's fields in a form."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Input, Label, Static, TextArea

from dayplan.errors import DayplanError
from dayplan.tui.screens.dialog import Dialog
from dayplan.tui.widgets.line_input import LineInput

_REPLACED = ("start", "end", "times", "estimate", "day", "ends", "missed", "on_away")
"""Short fields that are typed anew more often than they are mended: what is in them is selected."""
_COMPLETED = ("owner", "tags", "every", "day", "missed", "on_away", "task")
"""Fields that are completed while they are typed."""


class Field(NamedTuple):
    """One line of a form: what is stored, and how it is asked for."""

    key: str
    label: str
    value: str
    hint: str = ""


class TaskForm(Dialog[dict[str, str]]):
    """A task's fields. It is closed only with fields that can be read; what was typed stays until then."""

    DEFAULT_CSS = """
    TaskForm {
        .box { width: 76; }
        &.-short .box { padding: 0 1; }
        &.-short .row, &.-short .title { margin-bottom: 0; }
        &.-short .row Label { width: 10; }
        &.-short #preview { min-height: 1; margin: 0 0 0 11; }
        &.-short TextArea { height: 3; }
        .title { margin-bottom: 1; }
        .row { height: auto; margin-bottom: 1; }
        .row.-previewed { margin-bottom: 0; }
        .row Label { width: 12; color: $quiet; }
        LineInput { width: 1fr; }
        TextArea { height: 6; border: none; padding: 0 1; background: $surface; width: 1fr; }
        TextArea:focus { border: none; background: $cursor; }
        #preview { color: $quiet; height: auto; min-height: 2; margin: 0 0 1 13; }
        #preview.-error { color: $text-error; }
        #error { color: $text-error; height: auto; }
        #buttons { height: 1; align-horizontal: right; }
        Button { margin-left: 2; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "save", show=False, priority=True),
    ]

    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-tall")]  # noqa: RUF012 - as Textual declares it

    def __init__(
        self,
        title: str,
        fields: tuple[Field, ...],
        notes: str | None,
        check: Callable[[dict[str, str]], object],
        preview: Callable[[dict[str, str]], str] | None = None,
        preview_under: str = "",
    ) -> None:
        """Without `notes` there is no field for them. `check` raises `DayplanError` for fields that cannot be read.

        `preview` says what is typed would mean, under the field that `preview_under` names.
        """
        super().__init__()
        self._title = title
        self._fields = fields
        self._notes = notes
        self._check = check
        self._preview = preview
        self._preview_under = preview_under

    def compose(self) -> ComposeResult:
        """One line a field, the notes below."""
        with VerticalScroll(classes="box", can_focus=False):
            yield Label(self._title, classes="title", markup=False)
            for field in self._fields:
                previewed = field.key == self._preview_under
                with Horizontal(classes="row -previewed" if previewed else "row"):
                    yield Label(field.label, markup=False)
                    line = LineInput(
                        field.value, placeholder=field.hint, id=field.key, select_on_focus=field.key in _REPLACED
                    )
                    line.take = self._take
                    line.completes = field.key if field.key in _COMPLETED else ""
                    yield line
                if previewed:
                    yield Static(id="preview", markup=False)
            if self._notes is not None:
                with Horizontal(classes="row"):
                    yield Label("Notes", markup=False)
                    yield TextArea(self._notes, id="notes", tab_behavior="focus", soft_wrap=True)
            yield Static(id="error", markup=False)
            with Horizontal(id="buttons"):
                yield Button("Save ctrl+s", id="save", variant="primary", compact=True)
                yield Button("Cancel esc", id="cancel", compact=True)

    def _take(self, _: str) -> bool:
        self.action_save()
        return False

    @on(Button.Pressed, "#save")
    def _save(self) -> None:
        self.action_save()

    def _typed(self) -> dict[str, str]:
        fields = {field.key: self.query_one(f"#{field.key}", LineInput).value for field in self._fields}
        return fields if self._notes is None else fields | {"notes": self.query_one("#notes", TextArea).text}

    @on(Input.Changed)
    def _changed(self) -> None:
        if self._preview is not None:
            self.query_one("#preview").remove_class("-error")
            self.query_one("#preview", Static).update(Content(self._preview(self._typed())))

    @on(Button.Pressed, "#cancel")
    def _cancel(self) -> None:
        self.dismiss(None)

    def action_save(self) -> None:
        """Close with the fields, or say which cannot be read."""
        fields = self._typed()
        try:
            self._check(fields)
        except DayplanError as error:
            said = self._preview is not None and self._preview(fields) == str(error)
            self.query_one("#error", Static).update(Content("" if said else str(error)))
            if self._preview is not None:
                self.query_one("#preview").set_class(said, "-error")
            return
        self.submit(fields)

    def refuse(self, error: DayplanError) -> None:
        """Say why in the form."""
        words = self.query_one("#error", Static)
        words.update(Content(str(error)))
        words.scroll_visible(animate=False)
