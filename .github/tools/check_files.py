"""Refuse binary and large files in the repository: `python3 .run python .github/tools/check_files.py`."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SIZE_MAX = 500_000
FOLDERS = (".ci", ".github", "dayplan", "tests")
HEAD = 8000
"""The bytes in which Git looks for a NUL to tell a binary file from text; this looks where Git does."""


def faults(root: Path, names: Iterable[str]) -> list[str]:
    """Return a sentence for each file that does not belong in the repository; deleted and linked files are left out."""
    found = []
    for name in names:
        path = root / name
        if path.is_symlink() or not path.is_file():
            continue
        size = path.stat().st_size
        if size > SIZE_MAX and not (Path(name).parent == Path(".github") and path.suffix == ".svg"):
            found.append(f"{name} has {size // 1000} kB; at most {SIZE_MAX // 1000} kB are allowed.")
        with path.open("rb") as file:
            if b"\0" in file.read(HEAD):
                found.append(f"{name} is a binary file.")
    return found


def tracked(root: Path) -> list[str]:
    """Return the names of the files that Git tracks; where Git cannot say, those of the project's directories."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, check=False)
    if listed.returncode == 0:
        return [name for name in listed.stdout.decode("utf-8", "surrogateescape").split("\0") if name]
    inside = [path for folder in FOLDERS for path in (root / folder).rglob("*") if "__pycache__" not in path.parts]
    return [str(path.relative_to(root)) for path in sorted([*root.iterdir(), *inside])]


def main(root: Path = ROOT) -> int:
    """Print what does not belong in the repository and return the exit code."""
    found = faults(root, tracked(root))
    for sentence in found:
        sys.stdout.write(f"{sentence}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
