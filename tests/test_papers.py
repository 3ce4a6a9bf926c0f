"""The papers for contributors name what is there (issue 14.7)."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
GITHUB = ROOT / ".github"
PAPERS = sorted(GITHUB.glob("*.md"))
_PATH = re.compile(r"`((?:dayplan|tests|\.github|\.ci)/[^`\s]*)`")


def names(text: str) -> list[str]:
    """Return every path of the repository that a paper names, without those that are patterns."""
    return [found for found in _PATH.findall(text) if "*" not in found]


def defines(source: str, dotted: str) -> bool:
    """Whether a source defines a class, function, method or variable."""
    body: list[ast.stmt] = ast.parse(source).body
    for name in dotted.split("."):
        for node in body:
            if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)) and node.name == name:
                body = node.body
                break
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
            if any(isinstance(target, ast.Name) and target.id == name for target in targets):
                return True
        else:
            return False
    return True


def all_named() -> list[tuple[str, str]]:
    return [(paper.name, found) for paper in PAPERS for found in names(paper.read_text(encoding="utf-8"))]


@pytest.mark.parametrize(("paper", "named"), dict.fromkeys(all_named()))
def test_every_file_and_function_that_is_named_exists(paper: str, named: str) -> None:
    path, _, dotted = named.partition("::")
    assert (ROOT / path).exists(), f"{paper} names {path}"
    assert not dotted or defines((ROOT / path).read_text(encoding="utf-8"), dotted), f"{paper} names {named}"


def test_architecture_names_enough() -> None:
    named = names((GITHUB / "ARCHITECTURE.md").read_text(encoding="utf-8"))
    assert len([name for name in named if "::" in name]) > 15
    layers = {path.name for path in (ROOT / "dayplan").iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert layers <= {name.split("/")[1] for name in named if name.startswith("dayplan/")}, "every directory is named"


def test_every_test_of_a_promise_exists() -> None:
    promises = (GITHUB / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("| promise |")[2].partition("\n\n")[0]
    files = re.findall(r"`([a-z]+/test_[a-z_]+\.py)`", promises)
    assert len(files) > 10
    assert [file for file in files if not (ROOT / "tests" / file).is_file()] == []


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.name)
def test_every_link_leads_to_a_file(paper: Path) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", paper.read_text(encoding="utf-8")):
        assert target.startswith("https://") or (paper.parent / target).is_file(), target


def test_the_workflow_runs_ci_on_every_python_that_is_supported() -> None:
    workflow = (GITHUB / "workflows" / "ci.yml").read_text(encoding="utf-8")
    assert 'python: ["3.11", "3.12", "3.13", "3.14"]' in workflow
    assert "- run: .ci/run" in workflow


def test_the_version_is_in_one_place() -> None:
    from dayplan import __version__

    holding = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "pyproject.toml", ROOT / "README.md", *(ROOT / "dayplan").rglob("*.py"))
        if f'"{__version__}"' in path.read_text(encoding="utf-8")
    ]
    assert holding == ["dayplan/__init__.py"]


def test_lock_files_stay_out() -> None:
    assert "uv.lock" in (ROOT / ".gitignore").read_text(encoding="utf-8").split()


@pytest.mark.parametrize(
    ("dotted", "defined"),
    [("A", True), ("A.run", True), ("LIMIT", True), ("typed", True), ("B", False), ("A.stop", False)],
)
def test_definitions_are_found(dotted: str, defined: bool) -> None:
    source = "LIMIT = 1\ntyped: int = 2\nclass A:\n    async def run(self): ...\n"
    assert defines(source, dotted) == defined
