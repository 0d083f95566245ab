"""Who works on the policy."""

import pytest

from tests.makers.people import Person, staff
from tests.makers.versions import policy_owner


@pytest.fixture
def mei() -> Person:
    """A policy owner, who writes."""
    return policy_owner()


@pytest.fixture
def ivo() -> Person:
    """Another policy owner, who reviews."""
    return policy_owner()


@pytest.fixture
def agent() -> Person:
    """An agent, who reads policies and changes none."""
    return staff()
