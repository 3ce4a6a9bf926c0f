"""Rows taken from the pages of a damaged file, where SQLite does not find the way to them any more.

The layout is that of https://www.sqlite.org/fileformat2.html, sections 1.6 and 2.1: a leaf of a table holds whole rows,
whichever pages led to it. A row does not say to which table it belongs, but how many columns it has and of which kinds
does; where two tables are alike in that (the two of tags), nothing is taken.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from typing import Any

from dayplan.storage.file import MAGIC

PAGE_BYTES = 4096
_LEAF = 13
_LEFT_OUT = frozenset({"task_tag", "template_tag"})
_TEXT_AT = {"template": 1, "setting": 1, "client": 1, "day": 1, "away": 1}
"""Tables whose first column after the id is text; it is a number, or nothing, in the others."""
_NO_TEXT_AT = {"project": 1}
_SHORTER = {"time_entry": 11, "project": 7}
"""As many columns had a row that was written before the table got more."""
_NUMBER_AT = {"time_entry": 1, "task_move": 1, "op": 1}


def rows(content: bytes, known: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each row that fits one of these tables, by its columns; the last columns may be missing in old rows."""
    unused = _unused(content)
    for start in range(0, len(content) - len(content) % PAGE_BYTES, PAGE_BYTES):
        if start // PAGE_BYTES + 1 in unused:
            continue
        for row_id, values in _cells(content, start):
            table = _table_of(values, known)
            if table is not None:
                yield table, {**dict(zip(known[table], values, strict=False)), "id": row_id}


def _table_of(values: list[Any], known: Mapping[str, tuple[str, ...]]) -> str | None:
    if len(values) < 3 or values[0] is not None:  # the id stands in the key, and leaves its column empty
        return None
    fitting = [
        table
        for table, columns in known.items()
        if table not in _LEFT_OUT
        and len(values) in (len(columns), _SHORTER.get(table))
        and (table not in _TEXT_AT or isinstance(values[_TEXT_AT[table]], str))
        and (table not in _NO_TEXT_AT or not isinstance(values[_NO_TEXT_AT[table]], str))
        and (table not in _NUMBER_AT or isinstance(values[_NUMBER_AT[table]], int))
    ]
    return fitting[0] if len(fitting) == 1 else None


def _unused(content: bytes) -> set[int]:
    """Return the pages that the file says are free: what they hold was deleted (1.5)."""
    found: set[int] = set()
    if content[: len(MAGIC)] != MAGIC or len(content) < 100:
        return found
    (trunk,) = struct.unpack_from(">I", content, 32)
    while trunk and trunk not in found and trunk * PAGE_BYTES <= len(content):
        found.add(trunk)
        following, count = struct.unpack_from(">II", content, (trunk - 1) * PAGE_BYTES)
        leaves = min(count, PAGE_BYTES // 4 - 2)
        found.update(struct.unpack_from(f">{leaves}I", content, (trunk - 1) * PAGE_BYTES + 8))
        trunk = following
    return found


def _cells(content: bytes, start: int) -> Iterator[tuple[int, list[Any]]]:
    """Yield the rows of one page by their ids, those that cannot be read left out; none of any other page."""
    head = start + (100 if start == 0 else 0)
    if content[head] != _LEAF:
        return
    (count,) = struct.unpack_from(">H", content, head + 3)
    if not count or 8 + 2 * count > PAGE_BYTES:
        return
    for place in range(count):
        try:
            (offset,) = struct.unpack_from(">H", content, head + 8 + 2 * place)
            length, at = _varint(content, start + offset)
            row_id, at = _varint(content, at)
            if offset < 8 + 2 * count or offset >= PAGE_BYTES or not 0 < row_id < 1 << 62:
                continue
            yield row_id, _record(_payload(content, at, length))
        except (IndexError, struct.error, ValueError):
            continue


def _payload(content: bytes, at: int, length: int) -> bytes:
    """Return all bytes of a row, those on overflow pages as well. Raises `ValueError` where they are not there."""
    most, least = PAGE_BYTES - 35, (PAGE_BYTES - 12) * 32 // 255 - 23
    if length > len(content):
        raise ValueError(length)
    if length <= most:
        return content[at : at + length]
    here = least + (length - least) % (PAGE_BYTES - 4)
    here = here if here <= most else least
    parts = [content[at : at + here]]
    (page,) = struct.unpack_from(">I", content, at + here)
    left = length - here
    while left > 0:
        if not 1 < page <= len(content) // PAGE_BYTES:
            raise ValueError(page)
        base = (page - 1) * PAGE_BYTES
        (page,) = struct.unpack_from(">I", content, base)
        parts.append(content[base + 4 : base + 4 + min(left, PAGE_BYTES - 4)])
        left -= PAGE_BYTES - 4
    return b"".join(parts)


def _record(payload: bytes) -> list[Any]:
    """Read a row's values (2.1). Raises `ValueError` where they are none that dayplan writes."""
    size, at = _varint(payload, 0)
    kinds = []
    while at < size:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    if at != size:
        raise ValueError(size)
    values: list[Any] = []
    for kind in kinds:
        value, at = _value(payload, at, kind)
        values.append(value)
    if at != len(payload):
        raise ValueError(at)
    return values


def _value(payload: bytes, at: int, kind: int) -> tuple[Any, int]:
    if kind == 0:
        return None, at
    if kind in (8, 9):
        return kind - 8, at
    if 1 <= kind <= 6:
        end = at + (1, 2, 3, 4, 6, 8)[kind - 1]
        return int.from_bytes(payload[at:end], "big", signed=True), end
    if kind >= 13 and kind % 2:
        end = at + (kind - 13) // 2
        return payload[at:end].decode("utf-8", "replace"), end
    raise ValueError(kind)


def _varint(content: bytes, at: int) -> tuple[int, int]:
    value = 0
    for place in range(8):
        byte = content[at + place]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + place + 1
    value = value << 8 | content[at + 8]
    return value, at + 9
