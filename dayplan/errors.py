"""What dayplan refuses, and how it says so.

Each error carries its own sentence (what is wrong with what was given, and what to do) and the exit code of the
command that meets it. They are caught at the edges only: the command line's main and the screens' handlers.
"""


class DayplanError(Exception):
    """Something the person should know about; `str(error)` is the sentence to show."""

    exit_code = 1


class Refused(DayplanError):
    """What was asked makes no sense now: nothing was changed."""


class Replaced(Refused):
    """A row was seen in another data file than the one that is at this path now: nothing was changed."""


class NotFound(DayplanError):
    """A task, entry or step that is not there, or words that fit several."""


class BadInput(DayplanError):
    """What was typed cannot be read; the sentence shows what would be."""

    exit_code = 2


class BadSetting(DayplanError):
    """A setting that does not exist or does not take this value."""

    exit_code = 78


class BadFile(DayplanError):
    """The data file is damaged, someone else's, or newer than this program."""

    exit_code = 65


class Damaged(BadFile):
    """The data file is not whole any more."""


class BadCopy(Damaged):
    """A copy of the data file is not whole."""


class Foreign(BadFile):
    """The file belongs to another program."""


class Lost(BadFile):
    """The data file is missing or empty, and there are copies of it."""


class CannotAccess(DayplanError):
    """The data file or its directory cannot be read or written."""

    exit_code = 74


class Busy(DayplanError):
    """Another process held the data file for too long. Nothing was changed."""

    exit_code = 75
