"""`python -m dayplan`, and what the command `dayplan` runs."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line and return the exit code."""
    try:
        from dayplan.cli.main import run  # here, so that an interrupt while it is read is no traceback either
    except KeyboardInterrupt:
        return 130
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
