"""Preview = open: whatever is chosen, the preview finds what the opening finds, and tells of what it refuses."""

from datetime import timedelta
from itertools import product

import pytest
from django.db import transaction

from amends.core.disputes.reasons import DETAILS, Detail, Reason, Wish
from amends.core.evidence.purposes import Purpose
from amends.core.orders.kinds import Stage, Tracking
from amends.core.refusals import Refusal
from amends.records.evidence.queries import files_of_draft
from amends.records.orders.models import Order
from amends.records.policies.models import Finding
from amends.usecases.disputes.open_from_draft import OpenFromDraft, open_from_draft
from amends.usecases.disputes.preview_dispute import PreviewDispute, preview_dispute
from tests.makers.drafts import draft, give, typed
from tests.makers.incoming import NOW, PAYMENT, take
from tests.makers.people import Person, owner

pytestmark = [pytest.mark.usefixtures("store"), pytest.mark.django_db, pytest.mark.slow]

DELIVERED = {"stage": Stage.COMPLETED.value, "tracking": Tracking.DELIVERED.value}
ORDERS: dict[str, dict[str, object]] = {
    "pending": {},
    "on its way for ten days": {"stage": Stage.DISPATCHED.value, "dispatched_at": NOW - timedelta(days=10)},
    "on its way for ninety": {"stage": Stage.DISPATCHED.value, "dispatched_at": NOW - timedelta(days=90)},
    "delivered yesterday": {**DELIVERED, "delivered_at": NOW - timedelta(days=1)},
    "delivered a month ago": {**DELIVERED, "delivered_at": NOW - timedelta(days=30)},
}
CHOICES = [
    (reason, detail, wish) for reason, wish in product(Reason, Wish) for detail in (None, *DETAILS.get(reason, ()))
]


def ordered(merchant: Person, changes: dict[str, object]) -> Order:
    order = take(merchant.account_id, payments=(PAYMENT,), shipping_method="Express")
    Order.objects.filter(id=order.id).update(**changes)
    order.refresh_from_db()
    return order


@pytest.mark.parametrize("files", [(), tuple(Purpose)], ids=["nothing shown", "everything shown"])
@pytest.mark.parametrize("name", ORDERS)
def test_the_preview_finds_what_the_opening_finds(name: str, files: tuple[Purpose, ...]) -> None:
    merchant = owner()
    order = ordered(merchant, ORDERS[name])
    given = draft(order, merchant.actor)
    for purpose in files:
        give(merchant.actor, draft=given, purpose=purpose, shows=purpose is Purpose.COMPLAINT)
    opened = [choice for choice in CHOICES if _opens(merchant, order, *choice)]
    assert opened or name == "delivered a month ago" or not files
    assert len(opened) < len(CHOICES)


def _opens(merchant: Person, order: Order, reason: Reason, detail: Detail | None, wish: Wish) -> bool:
    """Whether the choice opened a dispute, once the preview was held against it."""
    filled = typed(order, reason=reason.value, detail=detail or "", wish=wish.value)
    kept = draft(order, merchant.actor, filled)
    ask = PreviewDispute(order=order.number, typed=filled, files=files_of_draft(kept.id))
    preview = preview_dispute(ask=ask, actor=merchant.actor, now=NOW)
    assert preview.finding and preview.wanted
    asked = OpenFromDraft(draft=kept.id, address_verified=True, shown=preview.wanted.digest)
    try:
        with transaction.atomic():
            dispute = open_from_draft(ask=asked, actor=merchant.actor, now=NOW)
            found = Finding.objects.get(dispute_id=dispute.id)
            transaction.set_rollback(True)
    except Refusal as refusal:
        assert refusal.code in [fault.code for fault in preview.faults]
        return False
    assert preview.faults == []
    assert bytes(found.digest).hex() == preview.finding.digest
    assert preview.opening and dispute.answer["asked"] == preview.opening.asked
    return True
