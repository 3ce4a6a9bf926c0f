"""The planner of these tests shows what a UTF-8 terminal shows, whatever the machine speaks."""

from __future__ import annotations

import locale

import pytest

with pytest.MonkeyPatch.context() as patch:
    patch.setenv("LC_ALL", "C.UTF-8")
    patch.setattr(locale, "getpreferredencoding", lambda do_setlocale=True: "utf-8")
    import dayplan.tui.look  # noqa: F401 - it decides when it is imported
