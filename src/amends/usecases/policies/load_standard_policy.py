"""Load the policy that Amends ships: version 1 of every new installation, in force from the beginning."""

from datetime import UTC, datetime
from importlib.resources import files

from django.db import transaction

from amends.core.access import SYSTEM
from amends.core.policies.document import parse_policy
from amends.core.policies.versions import Status
from amends.core.trail.codes import TrailCode
from amends.records.policies.models import PolicyVersion
from amends.records.trail.record import record_trail

FIRST = 1
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


def standard_document() -> str:
    """The standard policy's document, TOML, as people read and edit it."""
    return files("amends.usecases.policies").joinpath("standard_policy.toml").read_text(encoding="utf-8")


def load_standard_policy(*, now: datetime) -> bool:
    """Makes the shipped policy version 1 unless there is a version 1; returns whether it did.

    Raises PolicyInvalid should the shipped document be damaged.
    """
    document = standard_document()
    parse_policy(document)
    with transaction.atomic():
        if PolicyVersion.objects.filter(number=FIRST).exists():
            return False
        version = PolicyVersion(
            number=FIRST,
            status=Status.APPROVED.value,
            document=document,
            created_at=now,
            changed_at=now,
            reviewed_at=now,
            in_force_from=BEGINNING,
            trail_seq=0,
            trail_head=bytes(32),
        )
        after = {"status": version.status, "number": FIRST, "in_force_from": BEGINNING.isoformat()}
        record_trail(version, TrailCode.POLICY_APPROVED, actor=SYSTEM, now=now, after=after)
        version.save(force_insert=True)
        return True
