"""The edge of the command line: the clock is read, errors become a sentence and an exit code.

`today` and `status` without options go straight to their modules; importing argparse for them would take longer than
all that they do.
"""

from __future__ import annotations

import os
import sys

from dayplan import clock
from dayplan.cli.call import Call
from dayplan.errors import CannotAccess, DayplanError
from dayplan.paths import data_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dayplan.domain.model import Now

INTERRUPTED = 130
PIPE_CLOSED = 141


def run(arguments: list[str]) -> int:
    """Carry out one command line and return its exit code; whatever happens, no traceback is shown."""
    try:
        now = clock.now()  # before anything slow: the instant at which enter was pressed (D2)
        code = _dispatch(arguments, now)
        _flush()
    except DayplanError as error:
        return _complain(str(error), error.exit_code)
    except BrokenPipeError:  # `dayplan log | head`: nobody reads on
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the outermost edge: a bug is told in a sentence, its trace is kept
        from dayplan.cli.crash import keep

        return _complain(keep(error), 1)
    return code


def _dispatch(arguments: list[str], now: Now) -> int:
    if arguments == ["status"]:
        from dayplan.cli.status import show_status

        return show_status(Call(data_file(), now))
    if arguments == ["today"] or (not arguments and not _on_a_terminal()):
        from dayplan.cli.today import show_day

        return show_day(Call(data_file(), now))
    if arguments:
        from dayplan.cli.commands import dispatch  # argparse

        return dispatch(arguments, now)
    return open_planner(data_file(), now)


def open_planner(path: str, now: Now) -> int:
    """Open the planner on this terminal."""
    from dayplan.tui.app import run as run_planner

    return run_planner(path, now)


def _on_a_terminal() -> bool:
    """Whether the planner can run here: it reads keys from stdin and draws to stderr, and hangs without them."""
    streams = (sys.stdin, sys.stdout, sys.stderr)
    return os.environ.get("TERM") != "dumb" and all(stream is not None and stream.isatty() for stream in streams)


def _flush() -> None:
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise CannotAccess(f"The answer could not be written: {error.strerror}.") from error


def _complain(sentence: str, code: int) -> int:
    try:
        sys.stdout.flush()
        sys.stderr.write(f"dayplan: {sentence}\n")
    except OSError:
        pass  # nobody is there to be told; the exit code still is
    return code
