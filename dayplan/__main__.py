"""`python -m dayplan`, and what the command `dayplan` runs."""

from __future__ import annotations

import sys

from dayplan.cli.main import run


def main() -> int:
    """Run the command line and return the exit code."""
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
