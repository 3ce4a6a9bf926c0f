"""`.run` makes the environment once, anew when it has to, and says what is missing (issue 14.7)."""

from __future__ import annotations

import ast
import importlib.util
import sys
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent


class Machine:
    """A copy of `.run` whose programs are pretended: it says which were started, and some fail."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.failing = ""
        self.started: list[str] = []
        folder.mkdir()
        (folder / ".run").write_text((ROOT / ".run").read_text(encoding="utf-8"), encoding="utf-8")
        (folder / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
        self.load()

    def load(self) -> None:
        loader = SourceFileLoader("run_under_test", str(self.folder / ".run"))
        spec = importlib.util.spec_from_loader("run_under_test", loader)
        assert spec is not None
        self.module: ModuleType = importlib.util.module_from_spec(spec)
        loader.exec_module(self.module)
        self.module.run = self.run

    def run(self, command: list[str]) -> tuple[int, str]:
        """Pretend to run a command."""
        words = " ".join(command).replace(str(self.folder), "HERE").replace(sys.executable, "PYTHON")
        python = self.folder / ".venv" / "bin" / "python"
        if "-c" in command:
            cache_tag = sys.implementation.cache_tag
            return (0, f"{cache_tag} True") if python.exists() else (1, "no such file")
        self.started.append(words)
        if self.failing and self.failing in words:
            return 1, "it went wrong"
        if "venv" in command:
            python.parent.mkdir(parents=True, exist_ok=True)
            python.write_text("", encoding="utf-8")
            (self.folder / ".venv" / "dayplan-setup").unlink(missing_ok=True)
        return 0, ""

    def set_up(self, kind: str) -> list[str]:
        """Set up what is not ready, and return the commands that were started."""
        self.started.clear()
        if not self.module.is_ready(kind):
            self.module.set_up(kind)
        return list(self.started)


UPGRADE = "HERE/.venv/bin/python -m pip install --upgrade pip"
PLAIN = "HERE/.venv/bin/python -m pip install --editable HERE"
DEV = f"{PLAIN}[dev]"


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    monkeypatch.setattr(sys, "_base_executable", sys.executable)
    return Machine(tmp_path / "dayplan")


VENV = "PYTHON -m venv --clear HERE/.venv"


def test_the_first_run_makes_the_environment_and_the_next_finds_it(machine: Machine) -> None:
    assert machine.set_up("plain") == [VENV, UPGRADE, PLAIN]
    assert machine.set_up("plain") == []


def test_the_tests_need_more_and_what_is_there_is_kept(machine: Machine) -> None:
    machine.set_up("plain")
    assert machine.set_up("dev") == [UPGRADE, DEV]
    assert machine.set_up("plain") == []


def test_a_changed_pyproject_is_installed_again_with_the_tools_that_were_there(machine: Machine) -> None:
    machine.set_up("dev")
    (machine.folder / "pyproject.toml").write_text("[project]\nname = 'x'\n", encoding="utf-8")
    assert machine.set_up("plain") == [UPGRADE, DEV]
    assert machine.set_up("dev") == []


def test_a_moved_clone_is_set_up_anew(machine: Machine, tmp_path: Path) -> None:
    machine.set_up("dev")
    machine.folder = machine.folder.rename(tmp_path / "elsewhere")
    machine.load()
    assert machine.set_up("plain") == [VENV, UPGRADE, DEV]


def test_another_python_makes_the_environment_anew(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    machine.set_up("plain")
    monkeypatch.setattr(sys.implementation, "cache_tag", "cpython-399")
    assert machine.set_up("plain") == [VENV, UPGRADE, PLAIN]


def test_debian_without_ensurepip_is_told_in_a_sentence(machine: Machine) -> None:
    machine.failing = "-m venv"
    with pytest.raises(SystemExit) as refused:
        machine.set_up("plain")
    assert str(refused.value).endswith(
        ".venv could not be made. On Debian and Ubuntu, python3 -m venv needs a package: apt install python3-venv."
    )
    machine.failing = ""
    assert machine.set_up("plain") == [VENV, UPGRADE, PLAIN]


def test_an_install_that_fails_is_tried_again(machine: Machine) -> None:
    machine.failing = "--editable"
    with pytest.raises(SystemExit, match=r"it went wrong\ndayplan could not be installed into .*"):
        machine.set_up("plain")
    machine.failing = ""
    assert machine.set_up("plain") == [UPGRADE, PLAIN]


def test_an_old_pip_will_do(machine: Machine) -> None:
    machine.failing = "--upgrade pip"
    assert machine.set_up("plain") == [VENV, UPGRADE, PLAIN]
    assert machine.set_up("plain") == []


def test_an_old_python_is_named(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    with pytest.raises(SystemExit) as refused:
        machine.module.main(["dayplan"])
    assert str(refused.value) == "dayplan needs Python 3.11 or newer and this is 3.9: run python3.11 .run ..."


def test_an_old_python_can_read_it() -> None:
    ast.parse((ROOT / ".run").read_text(encoding="utf-8"), feature_version=(3, 4))


@pytest.mark.parametrize(("arguments", "code"), [([], 2), (["--help"], 0), (["-h"], 0)])
def test_without_a_command_it_says_how_it_is_used(
    machine: Machine, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int
) -> None:
    assert machine.module.main(arguments) == code
    out, err = capsys.readouterr()
    assert "python3 .run COMMAND" in (err if code else out)
    assert not (out and err)


def test_a_path_is_no_command(machine: Machine) -> None:
    with pytest.raises(SystemExit, match="is a path: name a command of the environment"):
        machine.module.main(["bin/dayplan"])


def test_a_command_that_is_not_there_is_named(machine: Machine) -> None:
    with pytest.raises(SystemExit, match="There is no command named nonsense in "):
        machine.module.main(["nonsense"])


def test_it_stays_short() -> None:
    assert len((ROOT / ".run").read_text(encoding="utf-8").splitlines()) <= 135
