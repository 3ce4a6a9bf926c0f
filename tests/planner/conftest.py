"""What several lives begin with."""

from __future__ import annotations

from pathlib import Path

import pytest
from lives import moment

from dayplan.planner import Planner


@pytest.fixture(scope="module")
def monday(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file on which Monday is seeded; every life begins with a copy."""
    path = tmp_path_factory.mktemp("lives") / "dayplan.db"
    planner = Planner(str(path))
    planner.settle(moment(0))
    planner.close()
    return path
