"""Findings of past disputes, put straight into their table: a trial reads nothing else."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from uuid import UUID

from django.db import connection, transaction

from amends.core.policies.facts import Facts
from amends.records.ids import new_id
from amends.records.policies.models import Finding
from tests.makers.incoming import NOW


def past(*cases: Facts, supplier: str = "Ningbo Glow Ltd") -> Sequence[UUID]:
    """The disputes' ids, in the order of the cases. There is no other row of those disputes."""
    ids = [new_id() for _ in cases]
    with transaction.atomic(), unchecked():
        Finding.objects.bulk_create(
            Finding(
                account_id=new_id(),
                dispute_id=dispute_id,
                version=1,
                answer="person",
                gist={},
                facts=facts.as_dict(),
                supplier=supplier,
                digest=bytes(32),
                found_at=NOW,
            )
            for dispute_id, facts in zip(ids, cases, strict=True)
        )
    return ids


@contextmanager
def unchecked() -> Iterator[None]:
    """Within, in a transaction, foreign keys are not looked at."""
    with connection.cursor() as cursor:
        cursor.execute("set local session_replication_role = replica")
        yield
        cursor.execute("set local session_replication_role = origin")
