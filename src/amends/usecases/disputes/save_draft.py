"""Keep what was typed into the opening form, so that nothing of it is lost."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from amends.core.access import Actor, Permission, require
from amends.core.disputes.deadlines import due_at
from amends.core.disputes.giving_evidence import DraftUnseen
from amends.core.disputes.refusals import OrderUnseen
from amends.core.disputes.states import State
from amends.core.disputes.typed import Typed
from amends.core.refusals import Refusal
from amends.core.standing.measures import check_allowed
from amends.core.standing.standings import Effect
from amends.records.access.measures import measure_of
from amends.records.disputes.models import Draft
from amends.records.disputes.queries_drafts import lock_draft
from amends.records.orders.models import Order

DRAFT_BYTES = 200_000
"""Room for a quantity beside each of a few thousand lines and the longest message several times over."""


class DraftTooLarge(Refusal):
    """More was typed than any dispute can say."""

    code = "draft.too_large"
    sentence = "This is more text than a draft can keep; shorten the message."
    kind = "invalid"
    field = "message"


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveDraft:
    """The ask. `draft` is the one the page was made from: once that is gone, a late save must not begin another."""

    order: str
    typed: Typed
    draft: UUID | None = None


def save_draft(*, ask: SaveDraft, actor: Actor, now: datetime) -> Draft:
    """Keeps the form as typed, for another 30 days; one draft for each order and person. It is no step of a dispute,

    so neither trail nor outbox hear of it. Raises Forbidden, OrderUnseen, AccountBlocked, DraftUnseen, DraftTooLarge.
    """
    require(actor, Permission.MERCHANT_DISPUTE_OPEN)
    assert actor.account_id is not None
    form = ask.typed.as_json()
    if len(json.dumps(form)) > DRAFT_BYTES:
        raise DraftTooLarge
    due = due_at(State.DRAFT, now=now, waits=settings.DISPUTE_WAITS)
    assert due is not None
    with transaction.atomic():
        order = Order.objects.filter(account_id=actor.account_id, number=ask.order).only("id").first()
        if order is None:
            raise OrderUnseen(number=ask.order)
        check_allowed(Effect.OPEN, measure_of(actor.account_id, now=now))
        if ask.draft is not None:
            draft = lock_draft(ask.draft, actor=actor)
            if draft.order_id != order.id:
                raise OrderUnseen(number=ask.order)
        else:
            draft = _begin(order.id, actor=actor, now=now, due=due)
        draft.form, draft.updated_at, draft.due_at = form, now, due
        draft.save(update_fields=["form", "updated_at", "due_at"])
        return draft


def _begin(order_id: UUID, *, actor: Actor, now: datetime, due: datetime) -> Draft:
    """The person's draft on the order, begun now unless another tab was faster; locked."""
    assert actor.account_id is not None
    new = Draft(
        account_id=actor.account_id,
        order_id=order_id,
        begun_by_id=actor.id,
        form={},
        created_at=now,
        updated_at=now,
        due_at=due,
    )
    Draft.objects.bulk_create([new], ignore_conflicts=True)
    draft = Draft.objects.select_for_update().filter(order_id=order_id, begun_by_id=actor.id).first()
    if draft is None:
        # The other tab's draft was opened as a dispute while this save waited for it.
        raise DraftUnseen
    return draft
