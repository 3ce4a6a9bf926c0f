"""An interrupt at any moment is no bug: the exit code says so, and nothing is logged (130)."""

from __future__ import annotations

from pathlib import Path

import pytest

from dayplan.cli import main


class Descriptor:
    """Stands in for whatever is being made when the interrupt comes."""

    def __set_name__(self, owner: type, name: str) -> None:
        raise KeyboardInterrupt


def test_an_interrupt_while_a_class_is_made_is_an_interrupt(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def importing(*_: object) -> int:
        type("Widget", (), {"here": Descriptor()})
        return 0

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr(main, "_dispatch", importing)
    assert main.run([]) == 130
    assert capsys.readouterr().err == ""
    assert not list(tmp_path.rglob("*.log"))


def test_another_error_is_a_bug_and_says_where_it_is_noted(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> int:
        raise RuntimeError("not an interrupt")

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr(main, "_dispatch", broken)
    assert main.run([]) == 1
    assert "Something went wrong inside dayplan" in capsys.readouterr().err
