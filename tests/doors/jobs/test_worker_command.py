"""The worker's own process: what is deferred in it belongs to the change that caused it."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import transaction
from procrastinate import App
from procrastinate.contrib.django.models import ProcrastinateJob

from amends.doors.jobs.chores import Chores
from amends.doors.jobs.tasks import settle

pytestmark = pytest.mark.django_db


def test_what_is_deferred_while_a_worker_runs_is_undone_with_its_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[int] = []

    def run(_worker: App, **_told: Any) -> None:
        with transaction.atomic():
            settle.defer(dispute_id=str(uuid4()))
            counted.append(ProcrastinateJob.objects.count())
            transaction.set_rollback(True)
        counted.append(ProcrastinateJob.objects.count())

    monkeypatch.setattr(App, "run_worker", run)
    monkeypatch.setattr(Chores, "run", lambda _chores: None)

    call_command("worker")

    assert counted == [1, 0]
