"""Drafts: the one a person has begun on an order, and all they have begun."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, QuerySet

from amends.core.access import Actor
from amends.core.disputes.giving_evidence import DraftUnseen
from amends.core.disputes.typed import Typed
from amends.records.disputes.models import Draft


def lock_draft(draft_id: UUID, *, actor: Actor) -> Draft:
    """The draft that `actor` began, locked. Raises DraftUnseen."""
    draft = _begun_by(actor).select_for_update(of=("self",)).select_related("order").filter(id=draft_id).first()
    if draft is None:
        raise DraftUnseen
    return draft


def draft_on_order(number: str, *, actor: Actor) -> Draft | None:
    """The draft that `actor` has begun on the order of this number, if there is one."""
    return _begun_by(actor).filter(order__number=number).first()


@dataclass(frozen=True, slots=True)
class BegunDraft:
    """A draft as its list shows it."""

    id: UUID
    order: str
    order_kind: str
    reason: str
    files: int
    updated_at: datetime
    due_at: datetime


def begun_drafts(*, actor: Actor, limit: int = 50) -> list[BegunDraft]:
    """The drafts that `actor` has begun, the last touched first."""
    rows = _begun_by(actor).select_related("order").annotate(files=Count("evidence")).order_by("-updated_at")[:limit]
    return [
        BegunDraft(
            id=row.id,
            order=row.order.number,
            order_kind=row.order.kind,
            reason=Typed.from_json(row.form).reason,
            files=row.files,
            updated_at=row.updated_at,
            due_at=row.due_at,
        )
        for row in rows
    ]


def _begun_by(actor: Actor) -> "QuerySet[Draft]":
    if actor.account_id is None:
        return Draft.objects.none()
    return Draft.objects.filter(account_id=actor.account_id, begun_by_id=actor.id)
