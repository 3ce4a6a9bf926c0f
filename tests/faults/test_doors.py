"""What is made is the user's alone, what stood open is shut with a notice, and no link leads anything elsewhere."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from processes import House
from support import MONDAY, Book

from dayplan import doors
from dayplan.cli.crash import keep
from dayplan.errors import CannotAccess
from dayplan.planner.backups import BackupPart
from dayplan.storage import copies
from dayplan.storage.privacy import looked_after
from dayplan.tui.config import keep_theme

SOMEBODY = 65534

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a user's own directories by itself")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def stranger(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], Path]:
    """Give a directory to somebody else, in truth where root may, otherwise in what is asked of it."""

    def give(directory: Path) -> Path:
        directory.mkdir(exist_ok=True)
        directory.chmod(0o777)
        if os.geteuid() == 0:
            os.chown(directory, SOMEBODY, SOMEBODY)
        else:
            theirs = os.stat(directory).st_ino
            owner = doors._owner
            monkeypatch.setattr(
                doors, "_owner", lambda path: SOMEBODY if os.stat(path).st_ino == theirs else owner(path)
            )
        return directory

    return give


# Made


def test_every_directory_on_the_way_to_a_new_file_is_0700_whatever_the_umask(house: House) -> None:
    deep = house.home / "not" / "there" / "yet" / "day.db"
    house.ok("add", "Call Ana", environment=house.without(DAYPLAN_DB=str(deep)), umask=0)
    made = [deep.parent, deep.parent.parent, deep.parent.parent.parent, deep.parent / "backups"]
    assert [mode(each) for each in made] == [0o700] * 4
    assert [mode(each) for each in (deep, *deep.parent.joinpath("backups").iterdir())] == [0o600] * 2


def test_a_new_file_is_not_made_through_a_link_into_a_place_of_somebody_else(
    tmp_path: Path, stranger: Callable[[Path], Path]
) -> None:
    theirs = stranger(tmp_path / "theirs")
    (tmp_path / "mine").symlink_to(theirs)
    for path in (tmp_path / "mine" / "day.db", tmp_path / "mine" / "deeper" / "day.db"):
        with pytest.raises(
            CannotAccess, match=r"mine is a link to .*theirs, which is not yours: nothing is made there"
        ):
            Book(path)
    with pytest.raises(CannotAccess, match=r"theirs belongs to another user: nothing is made there"):
        Book(theirs / "day.db")
    assert list(theirs.iterdir()) == []


def test_a_link_to_a_place_of_ones_own_is_followed(tmp_path: Path) -> None:
    (tmp_path / "synced").mkdir()
    (tmp_path / "mine").symlink_to(tmp_path / "synced")
    Book(tmp_path / "mine" / "day.db").planner.close()
    assert mode(tmp_path / "synced" / "day.db") == 0o600


def test_a_link_that_is_put_there_just_now_is_not_written_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between looking and making, another program has the time to put a link there."""
    victim, planted = tmp_path / "victim", tmp_path / "data" / "day.db"
    planted.parent.mkdir(mode=0o700)
    make = doors.make_file

    def late(path: str) -> bool:
        if not planted.is_symlink():
            planted.symlink_to(victim)
        return make(path)

    monkeypatch.setattr(doors, "make_file", late)
    with pytest.raises(CannotAccess, match="is a link to nothing"):
        Book(planted)
    assert not victim.exists()


@pytest.mark.parametrize("how", ["a directory", "a link"])
def test_no_copy_is_made_in_a_place_of_somebody_else(
    tmp_path: Path, stranger: Callable[[Path], Path], how: str
) -> None:
    path = tmp_path / "data" / "day.db"
    book = Book(path)
    book.planner.settle(MONDAY)
    copies = path.parent / "backups"
    if how == "a link":
        stranger(tmp_path / "theirs")
        copies.symlink_to(tmp_path / "theirs")
    else:
        stranger(copies)
    with pytest.raises(CannotAccess, match="nothing is made there"):
        book.planner.backups.if_due(MONDAY)
    assert list(copies.iterdir()) == []
    link = tmp_path / "stick"
    link.symlink_to(stranger(tmp_path / "elsewhere"))
    with pytest.raises(CannotAccess, match="nothing is made there"):
        BackupPart(str(path)).make(MONDAY, to=str(link / "copy.db"))
    with pytest.raises(CannotAccess, match="nothing is made there"):
        BackupPart(str(path)).make(MONDAY, to=str(link))
    book.planner.close()


def test_the_change_is_saved_and_said_even_where_no_copy_can_be_made(
    seeded: House, stranger: Callable[[Path], Path]
) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give a directory away")
    stranger(seeded.path.parent / "backups")
    answer = seeded.ok("add", "Call Ana")
    assert answer.lines == ["○ 5 Call Ana"]
    assert answer.err.startswith("That is saved, but no copy of the data could be made: ")
    assert answer.err.count("\n") == 1


# Mended


def opened(house: House) -> dict[Path, int]:
    """Open everything to others, as a copy with `cp` or a careless chmod does, and return what it should be."""
    house.ok("backup")
    copies = house.path.parent / "backups"
    found = {house.path: 0o600, copies: 0o700} | dict.fromkeys(copies.iterdir(), 0o600)
    for path in found:
        path.chmod(0o777 if path.is_dir() else 0o666)
    return found


def test_permissions_are_mended_with_a_notice_and_once(seeded: House) -> None:
    found = opened(seeded)
    said = seeded.ok("add", "Call Ana").err.splitlines()
    assert said == [
        f"{seeded.path} was open to others: it is yours alone again.",
        f"The copies in {seeded.path.parent / 'backups'} were open to others: they are yours alone again.",
    ]
    assert {path: mode(path) for path in found} == found
    assert seeded.ok("add", "Call Ben").err == ""


def test_a_command_that_only_copies_mends_them_too(seeded: House) -> None:
    found = opened(seeded)
    assert "was open to others: it is yours alone again." in seeded.ok("backup", str(seeded.home)).err
    assert {path: mode(path) for path in found} == found


def test_the_planner_says_what_it_mended(seeded: House) -> None:
    seeded.path.chmod(0o644)
    with seeded.planner() as terminal:
        terminal.wait_for("was open to others")
        terminal.type("q")
        assert terminal.leave() == 0
    assert mode(seeded.path) == 0o600


def test_dayplans_own_directory_is_mended_and_another_one_is_left(tmp_path: Path) -> None:
    for name, after in (("dayplan", 0o700), ("Documents", 0o755)):
        path = tmp_path / name / "dayplan.db"
        Book(path).planner.close()
        path.parent.chmod(0o755)
        assert [name in sentence for sentence in looked_after(str(path))] == [True] * (name == "dayplan")
        assert mode(path.parent) == after


def test_a_directory_in_which_others_can_swap_the_file_is_told_of_when_the_file_is_made(tmp_path: Path) -> None:
    for name, bits, told in (("open", 0o777, True), ("sticky", 0o1777, False), ("private", 0o755, False)):
        directory = tmp_path / name
        directory.mkdir()
        directory.chmod(bits)
        book = Book(directory / "day.db")
        assert [sentence.startswith("Others can write in ") for sentence in book.planner.notices] == [True] * told
        book.planner.close()
        assert Book(directory / "day.db").planner.notices == ()


def test_a_file_that_is_read_only_stays_so_and_what_is_somebody_elses_is_left(
    tmp_path: Path, stranger: Callable[[Path], Path]
) -> None:
    kept = tmp_path / "kept"
    kept.touch()
    kept.chmod(0o444)
    assert doors.shut(str(kept), 0o600)
    assert mode(kept) == 0o400
    link = tmp_path / "link"
    link.symlink_to(kept)
    kept.chmod(0o644)
    assert not doors.shut(str(link), 0o600)
    assert mode(kept) == 0o644
    if os.geteuid() == 0:
        assert not doors.shut(str(stranger(tmp_path / "theirs")), 0o700)


def test_copying_back_through_a_link_mends_the_file_and_not_the_link(seeded: House) -> None:
    elsewhere = seeded.home / "synced.db"
    seeded.path.rename(elsewhere)
    seeded.path.symlink_to(elsewhere)
    elsewhere.chmod(0o664)
    assert seeded.ok("add", "Call Ana").err == f"{elsewhere} was open to others: it is yours alone again.\n"
    assert (mode(elsewhere), seeded.path.is_symlink()) == (0o600, True)


# The log of a bug


@pytest.fixture
def log(home: Path) -> Path:
    return home / ".local" / "state" / "dayplan" / "dayplan.log"


def a_bug() -> Exception:
    try:
        raise ValueError("Invoice the secret client")
    except ValueError as error:
        return error


def test_the_log_is_the_users_alone_and_holds_no_message(log: Path) -> None:
    assert keep(a_bug()).endswith(f"Where it happened is noted in {log}.")
    assert (mode(log), mode(log.parent)) == (0o600, 0o700)
    assert " in a_bug" in log.read_text()
    assert "secret" not in log.read_text()
    log.chmod(0o666)
    log.parent.chmod(0o777)
    keep(a_bug())
    assert (mode(log), mode(log.parent)) == (0o600, 0o700)
    assert log.read_text().count(" in a_bug") == 2


def a_link_to_a_file(log: Path) -> None:
    log.with_name("victim").write_text("precious")
    log.symlink_to(log.with_name("victim"))


def a_link_to_nowhere(log: Path) -> None:
    log.symlink_to(log.with_name("victim"))


def a_pipe(log: Path) -> None:
    os.mkfifo(log)


def a_directory(log: Path) -> None:
    log.mkdir()


@pytest.mark.parametrize("planted", [a_link_to_a_file, a_link_to_nowhere, a_pipe, a_directory])
def test_a_bug_is_told_and_nothing_is_written_through_what_stands_in_the_logs_place(log: Path, planted) -> None:
    log.parent.mkdir(parents=True)
    planted(log)
    said = keep(a_bug())
    assert said.startswith("Something went wrong inside dayplan (ValueError); what was saved before is safe.")
    assert "is noted in" not in said
    victim = log.with_name("victim")
    assert not victim.exists() or victim.read_text() == "precious"


def test_no_log_is_written_in_a_place_of_somebody_else(log: Path, stranger: Callable[[Path], Path]) -> None:
    log.parent.parent.mkdir(parents=True)
    stranger(log.parent)
    assert f"could not be noted: {log.parent} belongs to another user" in keep(a_bug())
    assert list(log.parent.iterdir()) == []


def test_a_log_that_has_become_large_begins_anew(log: Path) -> None:
    keep(a_bug())
    log.write_text("x" * (2**20 + 1))
    keep(a_bug())
    assert 0 < log.stat().st_size < 10_000


# The config file


def test_a_theme_is_kept_without_following_a_link_that_was_put_beside_the_file(tmp_path: Path) -> None:
    config, victim = tmp_path / "dayplan" / "config.toml", tmp_path / "victim"
    victim.write_text("precious")
    config.parent.mkdir()
    for name in ("config.toml.new", ".config.toml.new", "config.toml~"):
        (config.parent / name).symlink_to(victim)
    keep_theme(str(config), "nord")
    assert victim.read_text() == "precious"
    assert (config.read_text(), mode(config)) == ('theme = "nord"\n', 0o600)
    config.chmod(0o666)
    keep_theme(str(config), "dracula")
    assert mode(config) == 0o644, "others may go on reading it"
    assert sorted(path.name for path in config.parent.glob(".config-*")) == []


def test_a_theme_is_not_kept_in_a_place_of_somebody_else(tmp_path: Path, stranger: Callable[[Path], Path]) -> None:
    stranger(tmp_path / "theirs")
    with pytest.raises(CannotAccess):
        keep_theme(str(tmp_path / "theirs" / "config.toml"), "nord")
    assert list((tmp_path / "theirs").iterdir()) == []


def test_copies_are_listed_and_whole_after_all_that(book: Book) -> None:
    book.planner.settle(MONDAY)
    made = book.planner.backups.make(MONDAY)
    assert [copy.path for copy in copies.listed(book.path)] == [made.path]
    assert mode(Path(made.path)) == 0o600
