"""Live a week with one dayplan, and write its data file down as SQL: `python make.py CHECKOUT > schema-N.sql`.

`python make.py CHECKOUT rates > rates-3.sql` made the file of the last schema that kept every rate in hundredths.

The files beside this one were made so, each with the last code that knew its schema, and are never made anew: they
stand for what lies on disks. When the schema gets a new step, the code before it writes the file of its schema first.
"""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

WEEK = r"""
2026-11-23 09:00  today
2026-11-23 09:00  client add Blümchen & Söhne
2026-11-23 09:01  client rate Blümchen & Söhne 80 EUR
2026-11-23 09:01  project add acme/site
2026-11-23 09:01  project colour acme/site 3a7ca5
2026-11-23 09:01  project billable acme/site no
2026-11-23 09:02  template add Newsletter --every every 2 weeks on tuesday --est 1h30 --for acme
2026-11-23 09:02  template add Water the plants --every 3 days after done
2026-11-23 09:03  add Draft landing page @acme/site +writing +draft est:45m
2026-11-23 09:03  edit 5 --notes First the headline.\nThen “the rest”: 100% & more
2026-11-23 09:05  start 1
2026-11-23 09:40  done 1
2026-11-23 09:40  start 5
2026-11-23 11:10  stop
2026-11-23 11:15  log add 2 8:00-8:45
2026-11-23 11:16  log split 2 10:15
2026-11-23 11:17  log edit 2 --note called Ana: 日本語, עברית
2026-11-23 11:20  inbox add The café owner needs a writer @blue-door
2026-11-23 11:21  capacity 4h
2026-11-23 11:22  add A slip
2026-11-23 11:22  undo
2026-11-23 17:00  skip 4
2026-11-24 08:30  today
2026-11-24 08:31  config set clock 12
2026-11-24 08:31  config set workdays mon-thu
2026-11-24 08:32  away add 2026-12-24 2027-01-01 Christmas
2026-11-24 08:32  away add 2026-11-27 2026-11-27 Day off
2026-11-24 08:35  start project
2026-11-24 10:00  start email
2026-11-24 10:20  done email
2026-11-24 10:21  add One for later on:mon
2026-11-24 10:22  inbox plan i1 wed
2026-11-24 10:23  drop invoices
2026-11-24 23:30  start draft
2026-11-25 00:40  stop
2026-11-25 09:00  today
2026-11-25 09:05  template pause Newsletter 2027-01-07
2026-11-25 09:06  client rename acme Acme Ltd
2026-11-25 09:10  move 2 tomorrow
2026-11-25 09:11  add Wrong
2026-11-25 09:11  delete Wrong
2026-11-25 09:12  log delete 1
2026-11-26 09:00  today
2026-11-26 09:30  start plants
2026-11-26 09:31  add Not after all @Blümchen est:20m
2026-11-26 09:31  undo
"""
"""Local time in Berlin, and what was typed; what holds several words is one argument where `_words` says so."""

RATES = r"""
2026-11-23 09:00  today
2026-11-23 09:01  client add tokyo
2026-11-23 09:01  client rate tokyo 8000 JPY
2026-11-23 09:01  project add tokyo/site
2026-11-23 09:01  project rate tokyo/site 9500.50
2026-11-23 09:02  client add kuwait
2026-11-23 09:02  client rate kuwait 25.50 KWD
2026-11-23 09:02  project add kuwait/app
2026-11-23 09:02  project rate kuwait/app 30
2026-11-23 09:03  client add acme
2026-11-23 09:03  client rate acme 80 EUR
2026-11-23 09:04  client add osaka
2026-11-23 09:04  client rate osaka 90 USD
2026-11-23 09:04  client rate osaka 7000 JPY
2026-11-23 09:05  project add osaka/film
2026-11-23 09:05  project rate osaka/film 7500
2026-11-23 09:05  client merge osaka tokyo
2026-11-23 09:05  client add nagoya
2026-11-23 09:05  client rate nagoya 90 EUR
2026-11-23 09:05  project add nagoya/port
2026-11-23 09:05  project rate nagoya/port 110
2026-11-23 09:05  client rate nagoya 12000 JPY
2026-11-23 09:05  client add seoul
2026-11-23 09:05  client rate seoul 100 USD
2026-11-23 09:05  project add seoul/lab
2026-11-23 09:05  project rate seoul/lab 120
2026-11-23 09:05  client merge seoul tokyo
2026-11-23 09:06  project add /own
2026-11-23 09:06  project rate /own 70
2026-11-23 09:07  client rate acme 100
2026-11-23 09:08  client rate acme 12000 JPY
2026-11-23 09:08  project add acme/site
2026-11-23 09:08  project rate acme/site 11000
2026-11-23 09:08  client rate acme 85 EUR
2026-11-23 09:08  undo
2026-11-23 09:08  undo
2026-11-23 09:09  add Draft @tokyo/site
2026-11-23 09:09  undo
2026-11-23 09:10  client rate acme 85 CLF
2026-11-23 09:10  client rate acme 95.50 EUR
2026-11-23 09:11  undo
2026-11-23 09:11  undo
"""

ONE_WORD_AFTER = ("--every", "--notes", "--note", "--for")
NAMES = ("Blümchen & Söhne", "Water the plants", "Acme Ltd", "Day off")


def live(root: str, path: Path, typed_lines: str) -> None:
    """Type a week into the dayplan that lies in `root`."""
    environment = os.environ | {"PYTHONPATH": root, "TZ": "Europe/Berlin", "LANG": "C.UTF-8", "HOME": str(path.parent)}
    for line in typed_lines.strip().splitlines():
        moment, typed = line[:16].replace(" ", "T"), line[18:]
        subprocess.run(
            [sys.executable, "-m", "dayplan", "--db", str(path), *_words(typed)],
            env=environment | {"DAYPLAN_NOW": f"{moment}:00+01:00"},
            cwd=root,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            check=True,
        )


def _words(typed: str) -> list[str]:
    for name in NAMES:
        typed = typed.replace(name, name.replace(" ", "\0"))
    words = [word.replace("\0", " ").replace("\\n", "\n") for word in typed.split()]
    for option in ONE_WORD_AFTER:
        if option in words:
            place = words.index(option) + 1
            end = next((n for n in range(place, len(words)) if words[n].startswith("--")), len(words))
            words[place:end] = [" ".join(words[place:end])]
    return words


def dump(path: Path) -> str:
    """Return a data file as SQL, with what its header says of whose it is and of its schema."""
    connection = sqlite3.connect(path)
    try:
        header = [
            f"PRAGMA {name}={connection.execute(f'PRAGMA {name}').fetchone()[0]};"
            for name in ("application_id", "user_version")
        ]
        lines = "\n".join([*header, *connection.iterdump(), ""])
        return re.sub(r"[ \t]+$", "", lines, flags=re.MULTILINE)
    finally:
        connection.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "dayplan.db"
        live(sys.argv[1], file, RATES if sys.argv[2:] == ["rates"] else WEEK)
        sys.stdout.write(dump(file))
