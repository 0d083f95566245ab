"""What was written about a case, and what happened to it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from amends.core.access import Side
from amends.core.trail.chain import first_broken
from amends.core.trail.codes import TrailCode
from amends.records.disputes.models import Message
from amends.records.trail.models import TrailEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageShown:
    """One message; `internal` is a note that only staff read."""

    id: UUID
    side: Side
    author: str
    internal: bool
    body: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailShown:
    """One entry of a trail, as its stored bytes tell it. `who` and `why` are empty once they were erased."""

    number: int
    code: TrailCode
    at: datetime
    side: Side
    who_id: str | None
    who: str
    why: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """All entries, first one first, and the number of the first one that breaks the chain, if one does."""

    entries: tuple[TrailShown, ...]
    broken_at: int | None


def thread_of(
    *, order_id: UUID, dispute_id: UUID | None, most: int, before: UUID | None = None
) -> tuple[list[MessageShown], UUID | None]:
    """The latest `most` messages of a dispute's thread, or of the order's own, oldest of them first.

    Internal notes are among them. The second value is where the page with earlier ones goes on. One statement.
    """
    thread = Message.objects.filter(dispute=dispute_id) if dispute_id else Message.objects.filter(dispute=None)
    said = thread.filter(order=order_id)
    if before is not None:
        said = said.filter(id__lt=before)
    found = [_message(message) for message in said.order_by("-id")[: most + 1]]
    earlier = found[most - 1].id if len(found) > most else None
    return found[:most][::-1], earlier


def trail_of(subject_id: UUID) -> Trail:
    """The trail of a dispute or an order, its chain checked over the stored bytes. One statement."""
    rows = list(TrailEntry.objects.filter(subject_id=subject_id).order_by("number"))
    chain = ((row.number, bytes(row.body), bytes(row.digest)) for row in rows)
    return Trail(
        entries=tuple(_entry(row) for row in rows), broken_at=first_broken(chain, secret=settings.TRAIL_SECRET)
    )


def _message(message: Message) -> MessageShown:
    return MessageShown(
        id=message.id,
        side=Side(message.side),
        author=message.author_name,
        internal=not message.audience,
        body=message.body,
        at=message.written_at,
    )


def _entry(row: TrailEntry) -> TrailShown:
    body = json.loads(bytes(row.body))
    personal = {name: kept.get("value", "") for name, kept in row.personal.items()}
    return TrailShown(
        number=row.number,
        code=TrailCode(row.code),
        at=row.at,
        side=Side(body["who"]["side"]),
        who_id=body["who"]["id"],
        who=personal.get("actor", ""),
        why=personal.get("why", ""),
        before=body["before"] or {},
        after=body["after"] or {},
    )
