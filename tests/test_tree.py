"""Only small text files are in the repository (issue 14.7)."""

from __future__ import annotations

import importlib.util
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent


def load(name: str) -> ModuleType:
    """Load a developer tool of `.github/tools`."""
    spec = importlib.util.spec_from_file_location(name, ROOT / ".github" / "tools" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("name", "content", "refused"),
    [
        ("dayplan/a.py", b"x = 1\n", ""),
        ("empty", b"", ""),
        ("tests/frame.txt", "─ ü 日本\n".encode(), ""),
        ("exact.txt", b"x" * 500_000, ""),
        ("long.txt", b"x" * 500_001, "long.txt has 500 kB; at most 500 kB are allowed."),
        (".github/day.svg", b"<svg/>" * 100_000, ""),
        ("tests/day.svg", b"<svg/>" * 100_000, "tests/day.svg has 600 kB; at most 500 kB are allowed."),
        (".github/tools/day.svg", b"<svg/>" * 100_000, ".github/tools/day.svg has 600 kB"),
        (".github/day.svg", b"<svg>\0</svg>", ".github/day.svg is a binary file."),
        ("py_spy-0.4.whl", b"PK\x03\x04\x14\x00", "py_spy-0.4.whl is a binary file."),
        ("plan.db", b"SQLite format 3\0", "plan.db is a binary file."),
    ],
)
def test_large_and_binary_files_are_refused(
    name: str, content: bytes, refused: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    for command in (("init", "-q"), ("add", "--all")):
        subprocess.run(["git", *command], cwd=tmp_path, check=True, capture_output=True)
    (tmp_path / "untracked.whl").write_bytes(b"\0")
    assert load("check_files").main(tmp_path) == bool(refused)
    assert refused in capsys.readouterr().out


def test_without_git_the_directories_of_the_project_are_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "none"))
    for name in ("top.whl", "tests/deep/plan.db", ".venv/bin/python", "dayplan/__pycache__/a.pyc"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"\0")
    assert load("check_files").main(tmp_path) == 1
    assert capsys.readouterr().out == "tests/deep/plan.db is a binary file.\ntop.whl is a binary file.\n"


def test_ci_checks_the_files() -> None:
    assert ".github/tools/check_files.py" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


@pytest.mark.long
@pytest.mark.parametrize("name", ["day", "week", "templates", "focus", "log", "close", "reports"])
def test_every_picture_of_the_readme_can_be_drawn(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    picture = load("picture")
    assert f".github/{name}.svg" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert name in {drawn.name for drawn in picture.PICTURES}
    monkeypatch.setattr(picture, "PICTURES_IN", tmp_path)
    picture.main([name])
    assert (tmp_path / f"{name}.svg").read_text(encoding="utf-8").startswith("<svg")
