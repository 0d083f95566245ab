"""Every invariant is tried on the same busy desk."""

from pathlib import Path

import pytest

from tests.records.invariants.desk import busy_desk


@pytest.fixture
def desk(db: None, tmp_path: Path) -> None:
    """Everything that invariants watch, and a database that lets anything through."""
    busy_desk(tmp_path)
