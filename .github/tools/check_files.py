"""Refuse binary and large files in the repository: `python3 .run python .github/tools/check_files.py`."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SIZE_MAX = 500_000
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
    """Return the names of the files that Git tracks."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, check=True)
    return [name for name in listed.stdout.decode("utf-8", "surrogateescape").split("\0") if name]


def main(root: Path = ROOT) -> int:
    """Print what does not belong in the repository and return the exit code."""
    found = faults(root, tracked(root))
    for sentence in found:
        sys.stdout.write(f"{sentence}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
