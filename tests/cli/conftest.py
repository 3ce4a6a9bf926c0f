"""Commands are typed into a terminal of the test's own."""

from terminal import dayplan

__all__ = ["dayplan"]
