"""Places that are the user's alone: how directories and files are made, and how what stands open is shut again.

What others may write to, they may swap for a link to somewhere else; so nothing is made in a place of somebody else's,
and no link is followed to one. Windows looks after this by itself, in the user's own directories.
"""

from __future__ import annotations

import os
import stat

from dayplan.errors import CannotAccess

_POSIX = os.name == "posix"
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_LOG_MAX = 2**20


def make_directory(path: str, *, own: bool = False) -> None:
    """Make what is missing of a directory, 0700 each, and see that files may be made there.

    With `own` it is one that only dayplan uses: then it has to be the user's, and others are shut out of it. Raises
    `CannotAccess` for a place of somebody else's, `OSError` where it cannot be made.
    """
    missing: list[str] = []
    there = path
    while not os.path.lexists(there):
        missing.append(there)
        there = os.path.dirname(there)
    _refuse_strangers(there or ".")
    for each in reversed(missing):
        try:
            os.mkdir(each, 0o700)
        except FileExistsError:
            continue  # another process was first
    _refuse_strangers(path or ".", own=own)
    if own:
        shut(path, 0o700)


def refuse_links_to_strangers(path: str) -> None:
    """See that a directory is not reached by a link to a place that is not the user's. Raises `CannotAccess`."""
    link = _link_on_the_way(path)
    if link and _owner(path) != _me():
        raise CannotAccess(f"{link} is a link to {os.path.realpath(path)}, which is not yours: nothing is made there.")


def make_file(path: str) -> bool:
    """Make an empty file, 0600, and never by way of a link; return False where there is something of that name.

    Raises `OSError` where it cannot be made.
    """
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _NO_LINK, 0o600))
    except FileExistsError:
        return False
    return True


def open_log(path: str) -> int:
    """Open a log for adding to it, 0600 and made where needed; one that has become large is begun anew.

    Raises `CannotAccess` for a link, and for what is not the user's own file; `OSError` where it cannot be opened.
    """
    if os.path.islink(path):
        raise CannotAccess(f"{path} is a link: take it away.")
    waits = getattr(os, "O_NONBLOCK", 0)  # a pipe that nobody reads would be waited for
    log = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | _NO_LINK | waits, 0o600)
    found = os.fstat(log)
    if not stat.S_ISREG(found.st_mode) or (_POSIX and found.st_uid != _me()):
        os.close(log)
        raise CannotAccess(f"{path} is not a file of yours: take it away.")
    shut(path, 0o600)
    if found.st_size > _LOG_MAX:
        os.truncate(log, 0)
    return log


def shut(path: str, most: int) -> bool:
    """Take from others what they may do with a file or directory of the user's; return whether that changed anything.

    `most` are the permissions that may stay. What is somebody else's is left alone, and so is what a link leads to.
    """
    if not _POSIX:
        return False
    try:
        before = os.lstat(path)
        if stat.S_ISLNK(before.st_mode) or before.st_uid != _me() or not before.st_mode & ~most & 0o777:
            return False
        opened = os.open(path, os.O_RDONLY | os.O_NONBLOCK | _NO_LINK)
        try:
            os.fchmod(opened, before.st_mode & most)
            return bool(os.fstat(opened).st_mode & 0o777 != before.st_mode & 0o777)  # some disks know no permissions
        finally:
            os.close(opened)
    except OSError:
        return False  # it is as it was: a disk that is read-only, a file that its owner may not read


def open_to_others(path: str) -> bool:
    """Whether others may put files into a directory and swap those that are there."""
    if not _POSIX:
        return False
    found = os.stat(path or ".")
    if found.st_mode & stat.S_ISVTX:
        return False  # as in /tmp: nobody can touch what is not theirs
    own_group = found.st_gid == found.st_uid  # where each user has a group, directories are made for it to write
    return bool(found.st_mode & (stat.S_IWOTH if own_group else stat.S_IWOTH | stat.S_IWGRP))


def _refuse_strangers(path: str, *, own: bool = False) -> None:
    if not _POSIX:
        return
    refuse_links_to_strangers(path)
    trusted = (_me(),) if own else (_me(), 0)
    if _owner(path) not in trusted:
        raise CannotAccess(f"{path} belongs to another user: nothing is made there.")


def _link_on_the_way(path: str) -> str:
    """Return the first link on the way to a place, the system's own (`/var/run`) aside; nothing where there is none."""
    if not _POSIX:
        return ""
    here = os.sep if os.path.isabs(path) else ""
    for name in path.split(os.sep):
        here = os.path.join(here, name)
        if name and os.path.islink(here) and (os.lstat(here).st_uid != 0 or _me() == 0):
            return here
    return ""


def _owner(path: str) -> int:
    return os.stat(path).st_uid


def _me() -> int:
    return os.geteuid()
