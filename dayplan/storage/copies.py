"""Which copies of the data file there are, how they are called, and which are kept.

They lie in `backups/` beside the data file and are named after the whole name of the file and the moment (UTC) whose
data they hold: `dayplan.db.20261123-080000.db`. dayplan 0.1 cut the name at its last dot
(`dayplan-20261123-080000.db`), so that `plan.home` and `plan.work` shared their copies. A copy with such an old name
belongs to a file only if no other file in the directory can be meant by it.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from dayplan.domain.keeping import leapt, superfluous
from dayplan.errors import CannotAccess, Refused
from dayplan.paths import data_file

MOMENT = "%Y%m%d-%H%M%S"
PARTIAL = ".dayplan-"
"""How the name of a copy begins that is still being written."""
_NAMED = re.compile(
    r"(?P<file>.+)(?P<separator>[.-])(?P<moment>\d{8}-\d{6})(?:-(?P<label>before-[a-z]+))?\.db", re.DOTALL
)
_MOVED_ASIDE = re.compile(r"(?P<file>.+)-\d{8}-\d{6}\.damaged", re.DOTALL)
BESIDE = ("-journal", "-wal", "-shm")
"""How SQLite names the files that belong to a data file."""
_KEPT_WITH_LABEL_S = 31 * 86_400


class Copy(NamedTuple):
    """One copy of the data file."""

    path: str
    at: int
    """The instant whose data it holds."""
    label: str
    """What it was made before, such as `before-restore`; empty for one made by the way."""


def directory_of(path: str) -> str:
    """Return where the copies of a data file lie."""
    return os.path.join(os.path.dirname(path), "backups")


class _Name(NamedTuple):
    """What the name of a copy says."""

    file: str
    """The name of the data file; where `old`, without what follows its last dot."""
    old: bool
    at: int
    label: str


def listed(path: str) -> list[Copy]:
    """Return the copies of a data file, the newest first."""
    found = [(name, read) for name, read in _names(path) if _may_mean(read, path)]
    if any(read.old for _, read in found) and _rivals(path):
        found = [(name, read) for name, read in found if not read.old]
    copies = [Copy(os.path.join(directory_of(path), name), read.at, read.label) for name, read in found]
    return sorted(copies, key=lambda copy: (copy.at, copy.path), reverse=True)


def unclear(path: str) -> list[str]:
    """Return the copies with an old name that may be of this data file or of another one beside it."""
    found = [name for name, read in _names(path) if read.old and _may_mean(read, path)]
    return sorted(os.path.join(directory_of(path), name) for name in found) if found and _rivals(path) else []


def refuse_copy_of_another(path: str, copy: str) -> None:
    """Raise `Refused` for a copy of another data file that lies beside this one."""
    if os.path.realpath(os.path.dirname(copy)) != os.path.realpath(directory_of(path)):
        return
    read = _read(os.path.basename(copy))
    if read is None or _may_mean(read, path):
        return
    for other in _others(path):
        if _may_mean(read, other) and _may_be_data(other):
            raise Refused(
                f"{copy} is a copy of {other}, not of {path}: dayplan restore --db {shlex.quote(other)} "
                f"{shlex.quote(copy)} puts it back there."
            )


def data_file_of(path: str) -> str:
    """Return the data file that a copy, or a damaged file that was moved aside, is of; a data file itself as it is."""
    directory, name = os.path.split(path)
    moved = _MOVED_ASIDE.fullmatch(name)
    if moved is not None:
        return os.path.join(directory, moved["file"])
    read = _read(name)
    if read is None or os.path.basename(directory) != "backups":
        return path
    home = os.path.dirname(directory)
    if not read.old:
        return os.path.join(home, read.file)
    usual = data_file()
    found = [usual] if os.path.dirname(usual) == home else []
    found += _others(os.path.join(home, ""))
    return next((each for each in found if _may_mean(read, each)), path)


def _names(path: str) -> Iterator[tuple[str, _Name]]:
    try:
        names = os.listdir(directory_of(path))
    except OSError:
        return
    for name in names:
        read = _read(name)
        if read is not None:
            yield name, read


def _read(name: str) -> _Name | None:
    match = _NAMED.fullmatch(name)
    if match is None:
        return None
    try:
        moment = datetime.strptime(match["moment"], MOMENT).replace(tzinfo=UTC)
    except ValueError:  # no moment that ever was
        return None
    return _Name(match["file"], match["separator"] == "-", int(moment.timestamp()), match["label"] or "")


def _may_mean(read: _Name, path: str) -> bool:
    return read.file == (_stem(path) if read.old else os.path.basename(path))


def _rivals(path: str) -> list[str]:
    """Return the other files beside a data file that an old name of its copies may mean as well."""
    return [other for other in _others(path) if _stem(other) == _stem(path) and _may_be_data(other)]


def _others(path: str) -> list[str]:
    """Return the other files beside a data file. Links to it are not among them."""
    directory = os.path.dirname(path)
    try:
        found = [os.path.join(directory, name) for name in sorted(os.listdir(directory or "."))]
    except OSError:
        return []
    return [other for other in found if other != path and os.path.isfile(other) and not _same(other, path)]


def _same(path: str, other: str) -> bool:
    try:
        return os.path.samefile(path, other)
    except OSError:
        return False


def _may_be_data(path: str) -> bool:
    """Whether a file may be a data file, be it a damaged one: plain text is none.

    Never asked of the data file in use: to close it here would end the locks that SQLite holds on it in this process.
    """
    if path.endswith(BESIDE):
        return False
    try:
        with open(path, "rb") as content:
            begins = content.read(100)
    except OSError:
        return True
    return not begins or b"\0" in begins or not _is_text(begins)


def _is_text(begins: bytes) -> bool:
    try:
        begins.decode()
    except UnicodeDecodeError as error:
        return error.start > len(begins) - 4  # only the last letter is cut
    return True


def thin(path: str, now: int) -> None:
    """Take away the copies that are not kept any longer; what was made before something else stays for a month.

    A clock that leapt takes none away (D5).
    """
    every = listed(path)
    copies = [copy for copy in every if not copy.label or now - copy.at > _KEPT_WITH_LABEL_S]
    doubtful = leapt([copy.at for copy in every], now)
    going = set() if doubtful else set(superfluous([copy.at for copy in copies], now))
    try:
        for copy in copies:
            if copy.at in going:
                os.unlink(copy.path)
        _sweep(directory_of(path))
    except FileNotFoundError:
        return  # another process thins them just now
    except OSError as error:
        raise CannotAccess(f"Old copies cannot be taken away ({error.strerror}): {error.filename}.") from error


def _sweep(directory: str) -> None:
    """Take away what was left half-made by a kill an hour or more before the newest file was made."""
    written = {name: os.stat(os.path.join(directory, name)).st_mtime for name in os.listdir(directory)}
    newest = max(written.values(), default=0.0)
    for name, at in written.items():
        if name.startswith(PARTIAL) and name.endswith(".part") and newest - at > 3600:
            os.unlink(os.path.join(directory, name))


def _stem(path: str) -> str:
    return os.path.splitext(os.path.basename(path))[0]


def name_of(path: str, at: int, label: str) -> str:
    """Return how a copy of that moment is called."""
    moment = datetime.fromtimestamp(at, UTC)
    return f"{os.path.basename(path)}.{moment:{MOMENT}}{f'-{label}' if label else ''}.db"
