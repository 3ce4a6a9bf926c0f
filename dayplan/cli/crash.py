"""What is kept of a bug: where it happened, without titles or names."""

from __future__ import annotations

import os
import sys
import traceback
from datetime import UTC, datetime

from dayplan import __version__
from dayplan.clock import now
from dayplan.paths import log_file


def keep(error: BaseException) -> str:
    """Write the frames of a traceback to the log file, and return the sentence to show.

    An error's own message may repeat what was typed, so only its type is kept.
    """
    frames = [
        f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in traceback.extract_tb(error.__traceback__)
    ]
    at = datetime.fromtimestamp(now().epoch, UTC).isoformat()
    entry = [f"{at} dayplan {__version__} Python {sys.version.split()[0]}: {type(error).__name__}", *frames, ""]
    what = f"Something went wrong inside dayplan ({type(error).__name__}); what was saved before is safe."
    try:
        path = log_file()
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="utf-8") as log:
            log.write("\n".join(entry) + "\n")
    except Exception:  # noqa: BLE001 - a log that cannot be written must not hide the sentence
        return what
    return f"{what} Where it happened is noted in {path}."
