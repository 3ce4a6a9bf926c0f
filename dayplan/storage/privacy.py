"""Keeps the data file and its copies the user's alone: what was opened to others is shut again, and that is said."""

from __future__ import annotations

import os

from dayplan import doors
from dayplan.storage import copies

_OURS = "dayplan"
"""The name of the directory that only dayplan uses; one that the person named is told of and left as it is."""


def looked_after(path: str, *, fresh: bool = False) -> tuple[str, ...]:
    """Shut others out of a data file, its own directory and its copies; return a sentence for each that was open.

    With `fresh`, for a file that is made just now, a directory is told of in which others can swap it.
    """
    path = os.path.realpath(path)  # a link to a file stays one; its permissions are those of the file
    directory = os.path.dirname(path)
    backups = copies.directory_of(path)
    said = []
    if doors.shut(path, 0o600):
        said.append(f"{path} was open to others: it is yours alone again.")
    if os.path.basename(directory) == _OURS and doors.shut(directory, 0o700):
        said.append(f"{directory} was open to others: it is yours alone again.")
    if os.path.isdir(backups):
        opened = doors.shut(backups, 0o700)
        for copy in copies.listed(path):
            opened = doors.shut(copy.path, 0o600) or opened
        if opened:
            said.append(f"The copies in {backups} were open to others: they are yours alone again.")
    if fresh and doors.open_to_others(directory):
        said.append(f"Others can write in {directory}, and so put another file in the place of this one.")
    return tuple(said)
