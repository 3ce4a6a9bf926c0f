"""`NamedTuple` without `typing`.

`dayplan today` promises to start in less than twice the time of `python -c "import sqlite3"`, and importing `typing`
alone takes half of that. Type checkers see the real thing; at run time the same class comes from `collections`,
which `sqlite3` has loaded already.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple
else:
    from collections import namedtuple

    class _Record(type):
        def __new__(mcs, name, bases, body):
            if not bases:
                return super().__new__(mcs, name, bases, body)
            fields = tuple(body.get("__annotations__", ()))
            defaults = [body[field] for field in fields if field in body]
            record = namedtuple(name, fields, defaults=defaults, module=body["__module__"])
            for key, value in body.items():
                if key not in fields and key not in ("__module__", "__qualname__", "__annotations__"):
                    setattr(record, key, value)
            return record

    class NamedTuple(metaclass=_Record):
        """Stands in for `typing.NamedTuple` as a base class."""


__all__ = ["NamedTuple"]
