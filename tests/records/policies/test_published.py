"""Which versions people may read, and where each stands to the present."""

from datetime import timedelta

import pytest

from amends.core.policies.versions import Status, VersionState
from amends.records.policies.models import PolicyVersion
from amends.records.policies.programs import number_in_force
from amends.records.policies.published import Published, published_versions
from amends.usecases.policies.load_standard_policy import BEGINNING
from tests.makers.people import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def version(number: int | None, days: int, status: Status = Status.APPROVED) -> None:
    since = NOW + days * DAY if number else None
    PolicyVersion.objects.create(number=number, status=status, document="x", in_force_from=since)


def test_each_version_ends_when_the_next_begins() -> None:
    version(2, -9)
    version(3, -2)
    version(4, 5)
    version(5, -1, Status.WITHDRAWN)
    version(None, 0, Status.DRAFT)
    told = published_versions(now=NOW)
    assert told == (
        Published(4, NOW + 5 * DAY, None, VersionState.SCHEDULED),
        Published(5, NOW - DAY, None, VersionState.WITHDRAWN),
        Published(3, NOW - 2 * DAY, NOW + 5 * DAY, VersionState.IN_FORCE),
        Published(2, NOW - 9 * DAY, NOW - 2 * DAY, VersionState.RETIRED),
        Published(1, BEGINNING, NOW - 9 * DAY, VersionState.RETIRED),
    )


@pytest.mark.parametrize("days", [-10, -9, -3, -2, 0, 5, 6])
def test_the_one_in_force_is_the_one_that_decides(days: int) -> None:
    version(2, -9)
    version(3, -2)
    version(4, 5)
    now = NOW + days * DAY
    in_force = [one.number for one in published_versions(now=now) if one.state is VersionState.IN_FORCE]
    assert in_force == [number_in_force(now=now)]
