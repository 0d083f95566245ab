"""Carries out one trial on the database at DATABASE_URL, as the worker does, and says in JSON what it took."""

import json
import resource
import sys
import time
from datetime import timedelta

import django

django.setup()

from django.utils import timezone  # noqa: E402

from amends.doors.jobs.trial import PARTS, run_trial  # noqa: E402
from amends.records.ids import new_id  # noqa: E402
from amends.records.policies.models import PolicyVersion, Trial  # noqa: E402

CHANGES = {"delay_days": "50", "days_after_delivery": "10"}


def main() -> None:
    """A draft with other numbers than version 1 has, tried on every finding there is."""
    document = PolicyVersion.objects.get(number=1).document
    for name, value in CHANGES.items():
        head, _, rest = document.partition(f"{name} = ")
        document = head + f"{name} = {value}\n" + rest.partition("\n")[2]
    draft = PolicyVersion.objects.create(document=document)
    trial = Trial.objects.create(
        version=draft,
        document=document,
        edits=0,
        against=1,
        cases="past",
        begun_by=new_id(),
        begun_by_name="Bench",
        asked_at=timezone.now(),
    )
    begun = time.perf_counter()
    run_trial(trial_id=trial.id, clock=timezone.now, silence=timedelta(0))
    seconds = time.perf_counter() - begun
    trial.refresh_from_db()
    assert trial.status == "done", trial.failure
    assert not trial.result["unreadable"]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    part = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    told = {
        "seconds": seconds,
        "cases": trial.done,
        "changed": trial.result["whole"][1],
        "peak_rss_mb_job": peak / 1024,
        "peak_rss_mb_part": part / 1024,
        "parts": PARTS,
    }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
