"""Forms: the fields of something new, and of something that is there, of which only what was changed is saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar, NamedTuple, TypeVar

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


R = TypeVar("R")
Typed = Mapping[str, str]
"""Lines as they were typed, by the keys of their fields."""
Written = Mapping[str, tuple[str, Callable[..., str]]]
"""By the names of an edit's fields: what each is called in a form, and how its value is written for people."""


class Field(NamedTuple):
    """One line of a form: what is stored, and how it is asked for."""

    key: str
    label: str
    value: str
    hint: str = ""


class TaskForm(Dialog[R]):
    """Fields to be filled in. It closes with what `read` makes of them; what was typed stays until that succeeds."""

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
        read: Callable[[Typed], R],
        preview: Callable[[Typed], str] | None = None,
        preview_under: str = "",
    ) -> None:
        """Without `notes` there is no field for them. `read` raises `DayplanError` for fields that cannot be read.

        `preview` says what is typed would mean, under the field that `preview_under` names.
        """
        super().__init__()
        self._title = title
        self._fields = fields
        self._notes = notes
        self._read = read
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
        """Close with what the fields say, or say which cannot be read."""
        fields = self._typed()
        try:
            answer = self._answer(fields)
        except DayplanError as error:
            said = self._preview is not None and self._preview(fields) == str(error)
            self.query_one("#error", Static).update(Content("" if said else str(error)))
            if self._preview is not None:
                self.query_one("#preview").set_class(said, "-error")
            return
        if answer is None:
            self.dismiss(None)
        else:
            self.submit(answer)

    def _answer(self, fields: dict[str, str]) -> R | None:
        return self._read(fields)

    def refuse(self, error: DayplanError) -> None:
        """Say why in the form."""
        words = self.query_one("#error", Static)
        words.update(Content(str(error)))
        words.scroll_visible(animate=False)


class EditForm(TaskForm[R]):
    """The fields of something that is there. It closes with an edit of what was changed in it, or with nothing.

    What is shown of a value may be less than what is stored (`20m` of 1188 seconds), so a line that was not touched is
    neither read nor written.
    """

    def __init__(
        self,
        title: str,
        fields: tuple[Field, ...],
        notes: str | None,
        read: Callable[[Typed], R],
        seen: R,
        written: Written,
        preview: Callable[[Typed], str] | None = None,
        preview_under: str = "",
    ) -> None:
        """`read` makes an edit of the lines that were changed; `seen` is the edit that would leave all as it is.

        `written` is needed where somebody else has changed the same fields meanwhile.
        """
        super().__init__(title, fields, notes, read, preview, preview_under)
        self.seen_values = seen
        self.written = written
        self._shown: dict[str, str] = {}

    def on_mount(self) -> None:
        """Remember what is shown, as the lines hold it."""
        self._shown = self._typed()

    def _answer(self, fields: dict[str, str]) -> R | None:
        changed = {key: text for key, text in fields.items() if not self._is_as_shown(key, text)}
        return self._read(changed) if changed else None

    def _is_as_shown(self, key: str, text: str) -> bool:
        return text == self._shown[key] if key == "notes" else text.strip() == self._shown[key].strip()


def read_field(typed: Typed, key: str, read: Callable[[str], R]) -> R | None:
    """Read a line if it is among those that were typed; None leaves its field as it is."""
    return read(typed[key]) if key in typed else None
