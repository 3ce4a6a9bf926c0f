"""The command line as a person meets it: what was typed, what came back on which stream, and the exit code."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from dayplan import clock
from dayplan.cli.main import run

MONDAY = "2026-11-23T09:00:00+01:00"


class Answer(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Terminal:
    """Runs commands in this process, on a data file of its own, at a time that the test sets."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capsys = capsys
        self._monkeypatch = monkeypatch
        self.at(MONDAY)

    def at(self, moment: str) -> Terminal:
        """Turn the clock: `10:30` on the same day, or a whole moment."""
        if "T" not in moment:
            moment = f"{self._moment[:11]}{moment}:00{self._moment[19:]}"
        self._moment = moment
        self._monkeypatch.setenv("DAYPLAN_NOW", moment)
        return self

    def zone(self, name: str) -> Terminal:
        """Fly to another zone: the next moment that is set is one of its own."""
        self._monkeypatch.setenv("TZ", name)
        return self

    def __call__(self, *words: str) -> Answer:
        """Type a command line, a word an argument; a single argument is split at its spaces."""
        arguments = words[0].split() if len(words) == 1 else list(words)
        self._capsys.readouterr()
        clock._pretended = None  # the set moment is the one of this command, however long others took
        code = run(arguments)
        out, err = self._capsys.readouterr()
        return Answer(code, out, err)

    def ok(self, *words: str) -> Answer:
        answer = self(*words)
        assert answer.code == 0, answer.err
        return answer


@pytest.fixture
def dayplan(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, path: object) -> Iterator[Terminal]:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    monkeypatch.setenv("DAYPLAN_DB", str(path))
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    yield Terminal(capsys, monkeypatch)
    gc.enable()  # a command switches it off, for it lives alone in its process
