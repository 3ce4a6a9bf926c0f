"""How a step is told that mends something; a module of its own, for every change asks (`health` costs 5 ms)."""

from __future__ import annotations

MENDING = "Mend: "
"""How the steps begin that mend something: what they take back when they are undone was broken before them."""
