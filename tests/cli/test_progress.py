"""Progress on a terminal (issue 12.23): after half a second, in one line, and gone when the answer comes."""

import io
import threading

import pytest

from dayplan.cli.progress import Progress


class Terminal(io.StringIO):
    """A terminal that notes what is written, and when something was."""

    def __init__(self) -> None:
        super().__init__()
        self.written = threading.Event()

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        written = super().write(text)
        self.written.set()
        return written


@pytest.fixture(autouse=True)
def _plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)


def test_what_is_done_is_shown_and_wiped_away_at_the_end() -> None:
    terminal = Terminal()
    with Progress(terminal, after_s=0.01) as progress:
        progress.show("Checking the file")
        assert terminal.written.wait(10)
        progress.show("Reading the journal")
    assert terminal.getvalue() == "\rChecking the file...\x1b[K\rReading the journal...\x1b[K\r\x1b[K"


def test_a_command_that_is_quick_shows_nothing() -> None:
    terminal = Terminal()
    with Progress(terminal, after_s=60) as progress:
        progress.show("Checking the file")
    assert terminal.getvalue() == ""


def test_a_pipe_is_told_nothing() -> None:
    pipe = io.StringIO()
    with Progress(pipe, after_s=0) as progress:
        progress.show("Checking the file")
    assert pipe.getvalue() == ""


@pytest.mark.parametrize(("name", "value"), [("TERM", "dumb"), ("NO_COLOR", "1")])
def test_a_terminal_without_control_codes_is_told_nothing(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    terminal = Terminal()
    with Progress(terminal, after_s=0) as progress:
        progress.show("Checking the file")
    assert terminal.getvalue() == ""
