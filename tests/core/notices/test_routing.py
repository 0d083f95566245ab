"""Who hears of what."""

from amends.core.notices.routing import ROUTES, Audience, route_of
from amends.core.trail.codes import TrailCode

HEARD = {
    "dispute.opened": "agents merchant",
    "dispute.evidence_requested": "merchant",
    "dispute.evidence_submitted": "agents",
    "dispute.offer_made": "merchant",
    "dispute.offer_accepted": "agents merchant",
    "dispute.offer_declined": "agents",
    "dispute.approved": "merchant",
    "dispute.rejected": "merchant",
    "dispute.withdrawn": "agents merchant",
    "dispute.expired": "agents merchant",
    "dispute.escalated": "agents",
    "dispute.finance_told": "finance",
    "message.from_merchant": "agents",
    "message.from_staff": "merchant",
    "dispute.settled": "merchant",
    "order.paid": "wallet",
    "top_up.paid": "wallet",
    "top_up.differed": "finance",
    "withdrawal.asked": "finance wallet",
    "withdrawal.approved": "wallet",
    "withdrawal.refused": "wallet",
    "withdrawal.canceled": "finance wallet",
}


def test_each_event_has_its_audience():
    assert {str(code): " ".join(sorted(route.audiences)) for code, route in ROUTES.items()} == HEARD


def test_each_sentence_is_whole_with_its_facts():
    for route in ROUTES.values():
        assert "%" not in route.sentence % {"number": "SH1", "order": "A-1", "amount": "1.00 USD", "why": "x"}


def test_what_concerns_nobody_is_told_to_nobody():
    assert route_of(TrailCode.LEG_BEGUN) is None
    assert set(Audience) == {"merchant", "agents", "finance", "wallet"}
