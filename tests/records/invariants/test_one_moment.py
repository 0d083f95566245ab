"""Invariants are looked at as they stand at one moment."""

import pytest
from django.db import InternalError, connection
from django.utils import timezone

from amends.records.invariants.check import one_moment
from amends.records.invariants.models import Check

pytestmark = pytest.mark.usefixtures("committed_db")


def test_a_check_sees_one_moment_and_can_write_nothing() -> None:
    with one_moment(), connection.cursor() as cursor:
        cursor.execute("show transaction_isolation")
        assert cursor.fetchone() == ("repeatable read",)
    with pytest.raises(InternalError), one_moment():
        Check.objects.create(started_at=timezone.now(), finished_at=timezone.now())
    assert not Check.objects.exists()
