"""Every night past months' debit notes are issued, also those of a month that was missed."""

import pytest

from amends.doors.jobs.tasks import issue_notes
from amends.records.liability.models import DebitNote
from tests.makers.liability import DECEMBER, borne_by_supplier
from tests.makers.people import owner

pytestmark = pytest.mark.django_db


def test_the_night_issues_what_collects_of_past_months_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("amends.doors.jobs.tasks.close_old_connections", lambda: None)
    borne_by_supplier(owner())
    for now in (DECEMBER.replace(month=11, day=30), DECEMBER, DECEMBER.replace(year=2027)):
        monkeypatch.setattr("django.utils.timezone.now", lambda now=now: now)
        issue_notes(timestamp=0)
    assert DebitNote.objects.values_list("number", "state", "issued_at").get() == ("DN2611-0001", "issued", DECEMBER)
