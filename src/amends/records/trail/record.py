"""Writing a trail entry for a subject whose row is locked."""

from collections.abc import Mapping
from datetime import datetime
from importlib.resources import files
from typing import Any, Protocol
from uuid import UUID

from django.db import connection
from psycopg.types.json import Jsonb

from amends.core.access import Actor
from amends.core.trail.codes import TrailCode
from amends.records.ids import new_id
from amends.records.trail.compose import compose

_RECORD = files(__package__).joinpath("record.sql").read_text()


class Trailed(Protocol):
    """A locked row that carries its trail's end: a dispute or an order."""

    id: UUID
    trail_seq: int
    trail_head: "bytes | memoryview[int]"

    @property
    def account_id(self) -> UUID | None:
        """None for what is nobody's own."""


TRAIL_FIELDS = ("trail_seq", "trail_head")
"""The fields that `record_trail` changes in memory; the caller saves them with its own."""


def record_trail(
    subject: Trailed,
    code: TrailCode,
    *,
    actor: Actor,
    now: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    **personal: str,
) -> None:
    """Writes the next entry of `subject`'s trail and moves its end in memory (`TRAIL_FIELDS`).

    The subject must be locked by this transaction: its row holds the number and digest that the entry follows.
    """
    composed = compose(
        subject_id=subject.id,
        number=subject.trail_seq + 1,
        previous=bytes(subject.trail_head),
        code=code,
        actor=actor,
        now=now,
        before=before,
        after=after,
        personal=personal,
    )
    row: dict[str, Any] = {
        "id": new_id(),
        "account_id": subject.account_id,
        "kind": type(subject).__name__.lower(),
        "subject_id": subject.id,
        "number": composed.number,
        "code": code.value,
        "now": now,
        "body": composed.body,
        "personal": Jsonb(composed.personal),
        "digest": composed.digest,
    }
    with connection.cursor() as cursor:
        cursor.execute(_RECORD, row)
    subject.trail_seq, subject.trail_head = composed.number, composed.digest
