"""What is kept of a bug: where it happened, without titles or names."""

from __future__ import annotations

import os
import sys
import traceback
from datetime import UTC, datetime

from dayplan import __version__, doors
from dayplan.clock import now
from dayplan.errors import DayplanError
from dayplan.paths import log_file


def keep(bug: BaseException) -> str:
    """Write the frames of a traceback to the log file, and return the sentence to show.

    A bug's own message may repeat what was typed, so only its type is kept.
    """
    kind = type(bug).__name__
    what = f"Something went wrong inside dayplan ({kind}); what was saved before is safe."
    try:
        path = log_file()
        frames = traceback.extract_tb(bug.__traceback__)
        at = datetime.fromtimestamp(now().epoch, UTC).isoformat()
        entry = [f"{at} dayplan {__version__} Python {sys.version.split()[0]}: {kind}"]
        entry += [*(f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames), ""]
        doors.make_directory(os.path.dirname(path), own=True)
        with open(doors.open_log(path), "a", encoding="utf-8", errors="backslashreplace") as log:
            log.write("\n".join(entry) + "\n")
    except DayplanError as error:
        return f"{what} Where it happened could not be noted: {error}"
    except Exception:  # noqa: BLE001 - a log that cannot be written must not hide the sentence
        return what
    return f"{what} Where it happened is noted in {path}."
