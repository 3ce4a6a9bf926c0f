"""The edge of the command line: the clock is read, errors become a sentence and an exit code.

`today` and `status` without options go straight to their modules; importing argparse for them would take longer than
all that they do.
"""

from __future__ import annotations

import os
import sys

from dayplan import clock
from dayplan.cli.call import Call, put
from dayplan.errors import DayplanError, Lost
from dayplan.paths import config_file, data_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dayplan.domain.model import Now

INTERRUPTED = 130
PIPE_CLOSED = 141


def run(arguments: list[str]) -> int:
    """Carry out one command line and return its exit code; whatever happens, no traceback is shown."""
    _stand_in_for_closed_streams()
    try:
        now = clock.now()  # before anything slow: the instant at which enter was pressed (D2)
        code = _dispatch(arguments, now)
        put("", flush=True)
        _tell_notices()
    except DayplanError as error:
        _tell_notices()
        code = _complain(str(error), error.exit_code)
    except BrokenPipeError:  # `dayplan log | head`: nobody reads on
        code = PIPE_CLOSED
    except KeyboardInterrupt:
        code = INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the outermost edge: a bug is told in a sentence, its trace is kept
        if _interrupted(error):
            code = INTERRUPTED
        else:
            from dayplan.cli.crash import keep

            code = _complain(keep(error), 1)
    _let_go()
    return code


def _tell_notices() -> None:
    """Say what the data file gave reason to say and no command has said: that a journal was moved aside, for one."""
    storage = sys.modules.get("dayplan.storage.file")
    for sentence in storage.take_notices() if storage else ():
        try:
            sys.stderr.write(f"{_clean(sentence)}\n")
        except OSError:
            return


def _interrupted(error: BaseException) -> bool:
    """Whether an interrupt is behind an error: while a class is being made, Python wraps one in a `RuntimeError`."""
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, KeyboardInterrupt):
        cause = cause.__cause__ or cause.__context__
    return cause is not None


def _dispatch(arguments: list[str], now: Now) -> int:
    if arguments == ["status"]:
        from dayplan.cli.status import show_status

        return show_status(Call(data_file(), now))
    if arguments == ["status", "--format", "tmux"]:  # asked every few seconds
        from dayplan.cli.status import show_status

        return show_status(Call(data_file(), now), "tmux")
    if arguments == ["today"]:
        return _show_today(data_file(), now)
    if arguments:
        from dayplan.cli.commands import dispatch  # argparse

        return dispatch(arguments, now)
    return open_planner(data_file(), now)


def open_planner(path: str, now: Now) -> int:
    """Open the planner on this terminal; without one, print what `today` prints."""
    if not _on_a_terminal():
        return _show_today(path, now)
    try:
        code = _run_planner(path, now)
    except Lost:
        from dayplan.cli.lost import offer_newest_copy

        if not offer_newest_copy(Call(path, now)):
            raise
        code = _run_planner(path, clock.now())
    if code == 0:
        _say_what_runs(path)
    return code


def _run_planner(path: str, now: Now) -> int:
    from dayplan.cli.interrupts import Held

    with Held() as interrupts:
        from dayplan.tui.app import run as run_planner

        return run_planner(path, now, config_file(), lambda: interrupts.came)


def _say_what_runs(path: str) -> None:
    """Leave a line in the shell about the timer that runs on after the planner."""
    from dayplan.text.day import running_lines

    call = Call(path, clock.now())
    reader = call.reader()
    if reader is not None:
        day = reader.day(call.now)
        reader.close()
        if day.running is not None:
            call.say([*running_lines(day, call.paint), call.advice("  It runs on: dayplan stop ends it.")])


def _show_today(path: str, now: Now) -> int:
    from dayplan.cli.today import show_day

    call = Call(path, now)
    code = show_day(call)
    call.finish()
    return code


def _on_a_terminal() -> bool:
    """Whether the planner can run here: it reads keys from stdin and draws to stderr, and hangs without them."""
    streams = (sys.stdin, sys.stdout, sys.stderr)
    return os.environ.get("TERM") != "dumb" and all(stream.isatty() for stream in streams)


def _stand_in_for_closed_streams() -> None:
    """Put the null device where the shell closed a stream (`>&-`): whoever did that wants no words.

    Otherwise the next file to be opened gets the stream's number, and what is said goes into that file.
    """
    for name, flag, mode in (("stdin", os.O_RDONLY, "r"), ("stdout", os.O_WRONLY, "w"), ("stderr", os.O_WRONLY, "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, flag), mode, encoding="utf-8"))


def _complain(sentence: str, code: int) -> int:
    for stream, words in ((sys.stdout, ""), (sys.stderr, f"dayplan: {_clean(sentence)}\n")):
        try:
            stream.write(words)
            stream.flush()
        except OSError:
            continue  # nobody is there to be told; the exit code still is
    return code


def _clean(sentence: str) -> str:
    """Take out what would move the cursor: argparse repeats arguments as they came, and so are files named."""
    if sentence.isprintable():
        return sentence
    from dayplan.domain.hygiene import tidy  # 5 ms of regular expressions, for such sentences only

    try:
        return tidy(sentence)
    except DayplanError:  # accents piled up
        return ascii(sentence)[1:-1]


def _let_go() -> None:
    """Drop what a stream could not deliver: Python would try again at its end, and complain with a code of its own."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
