"""Each invariant finds the row of which it does not hold."""

import pytest

from tests.records.invariants.breaks import BREAKS
from tests.records.invariants.desk import found, undone


@pytest.mark.usefixtures("desk")
def test_the_row_is_found(subtests: pytest.Subtests) -> None:
    for name, (invariant, breaking) in BREAKS.items():
        with subtests.test(name), undone():
            row = breaking()
            assert (invariant, str(row.pk)) in found()
    assert found() == set()
