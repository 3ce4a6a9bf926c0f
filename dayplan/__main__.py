"""`python -m dayplan`, and what the command `dayplan` runs."""

from __future__ import annotations

import _thread
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from sys import UnraisableHookArgs


def main() -> int:
    """Run the command line and return the exit code."""
    sys.unraisablehook = _interrupt_again
    try:
        from dayplan.cli.main import run  # here, so that an interrupt while it is read is no traceback either
    except KeyboardInterrupt:
        return 130
    return run(sys.argv[1:])


def _interrupt_again(broken: UnraisableHookArgs) -> None:
    """Interrupt once more where Python had nobody to tell, as in what runs when an object is taken away.

    It would go on after a traceback. From another thread, because an interrupt in here had nobody to tell either.
    """
    if issubclass(broken.exc_type, KeyboardInterrupt):
        _thread.start_new_thread(_thread.interrupt_main, ())
    else:
        sys.__unraisablehook__(broken)


if __name__ == "__main__":
    sys.exit(main())
