"""Who asks the console's pages."""

import pytest

from amends.core.access import Role
from tests.makers.people import Person, owner, staff
from tests.makers.store import store

__all__ = ["store"]


@pytest.fixture
def ana() -> Person:
    """A merchant."""
    return owner()


@pytest.fixture
def agent() -> Person:
    """One of the platform's agents."""
    return staff()


@pytest.fixture
def finance() -> Person:
    """One of the platform's finance people."""
    return staff(Role.STAFF_FINANCE)
