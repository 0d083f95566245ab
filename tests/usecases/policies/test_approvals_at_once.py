"""Approvals at the same moment."""

import pytest

from amends.records.policies.models import PolicyVersion
from tests.makers.at_once import at_once
from tests.makers.people import Person
from tests.makers.versions import approved, begun, policy_owner, set_numbers, submitted

pytestmark = pytest.mark.usefixtures("committed_db")


def waiting(mei: Person, days: int) -> PolicyVersion:
    """A changed draft in review."""
    return submitted(set_numbers(begun(mei), mei, {"delay_days": days}), mei)


def test_two_approvals_at_once_give_two_numbers() -> None:
    mei, ivo = policy_owner(), policy_owner()
    versions = [waiting(mei, days) for days in (61, 62, 63)]
    results = at_once(*(lambda version=version: approved(version, ivo) for version in versions))
    assert sorted(one.number for one in results if isinstance(one, PolicyVersion)) == [2, 3, 4]


def test_of_two_approvals_of_one_version_one_is_refused() -> None:
    mei, ivo, eva = policy_owner(), policy_owner(), policy_owner()
    version = waiting(mei, 61)
    results = at_once(lambda: approved(version, ivo), lambda: approved(version, eva))
    assert sorted(type(one).__name__ for one in results) == ["NotInReview", "PolicyVersion"]
