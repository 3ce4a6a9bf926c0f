"""Where the data file and the config file are: XDG on Linux, and the usual places of macOS and Windows.

By hand, because `platformdirs` costs 20 ms and `dayplan today` has 10 to spend.
"""

from __future__ import annotations

import os
import sys

from dayplan.errors import CannotAccess


def data_file(named: str | None = None) -> str:
    """Return the data file: `--db`, else `DAYPLAN_DB`, else `dayplan/dayplan.db` in the user's data directory."""
    named = named or os.environ.get("DAYPLAN_DB")
    if named:
        return os.path.abspath(os.path.expanduser(named))
    return os.path.join(_directory("XDG_DATA_HOME", ".local/share"), "dayplan.db")


def is_usual(path: str) -> bool:
    """Whether a data file is the one that is used where none is named on the command line."""
    try:
        return path == data_file()
    except CannotAccess:
        return False


def option_for(path: str) -> str:
    """Return ` --db FILE`, quoted for a shell, for what is advised about a data file; nothing for the usual one."""
    if is_usual(path):
        return ""
    import shlex  # for advice only: it loads regular expressions

    return f" --db {shlex.quote(path)}"


def config_file() -> str:
    """Return the planner's own `config.toml`: theme, keys, focus intervals."""
    return os.path.join(_directory("XDG_CONFIG_HOME", ".config"), "config.toml")


def log_file() -> str:
    """Return the file that keeps where a bug happened."""
    return os.path.join(_directory("XDG_STATE_HOME", ".local/state"), "dayplan.log")


def _directory(variable: str, unix_default: str) -> str:
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or os.path.join(_home(), "AppData", "Local")
    elif sys.platform == "darwin" and not os.environ.get(variable):
        base = os.path.join(_home(), "Library", "Application Support")
    else:
        base = os.environ.get(variable) or ""
        if not os.path.isabs(base):  # the XDG specification: a relative path is to be ignored
            base = os.path.join(_home(), unix_default)
    return os.path.join(base, "dayplan")


def _home() -> str:
    home = os.path.expanduser("~")
    if os.environ.get("HOME") == "" or not os.path.isabs(home):  # an empty HOME would read as the root directory
        raise CannotAccess("No home directory is known: set HOME, or name the data file with --db FILE or DAYPLAN_DB.")
    return home
