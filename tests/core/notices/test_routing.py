"""Who hears of what."""

from amends.core.notices.routing import ROUTES, Audience, route_of
from amends.core.standing.codes import StandingCode
from amends.core.trail.codes import TrailCode

FACTS = {"number": "SH1", "order": "A-1", "amount": "1.00 USD", "why": "x", "claim": "x", "due": "x", "url": "x"}
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
    "external_claim.warned": "finance merchant",
    "external_claim.holds": "finance merchant",
    "external_claim.lost": "finance merchant",
    "external_claim.released": "finance merchant",
    "external_claim.unmatched": "finance merchant",
    "external_claim.unplaced": "finance",
    "settlement.leg_failed": "finance merchant",
    "settlement.leg_replaced": "merchant",
    "message.from_merchant": "agents",
    "message.from_staff": "merchant",
    "dispute.settled": "merchant",
    "standing.imposed": "merchant",
    "standing.lifted": "merchant",
    "standing.expired": "merchant",
    "standing.contested": "finance",
    "standing.contest_escalated": "finance",
    "standing.contest_upheld": "merchant",
    "standing.contest_lifted": "merchant",
    "order.paid": "wallet",
    "top_up.paid": "wallet",
    "top_up.differed": "finance",
    "top_up.claimed": "finance wallet",
    "top_up.claim_ended": "finance wallet",
    "top_up.taken_back": "finance wallet",
    "top_up.given_back": "finance wallet",
    "top_up.debt_ended": "wallet",
    "withdrawal.asked": "finance wallet",
    "withdrawal.taken_up": "wallet",
    "withdrawal.put_back": "wallet",
    "withdrawal.approved": "wallet",
    "withdrawal.refused": "wallet",
    "withdrawal.canceled": "finance wallet",
    "webhook.disabled": "hooks",
}


def test_each_event_has_its_audience():
    assert {str(code): " ".join(sorted(route.audiences)) for code, route in ROUTES.items()} == HEARD


def test_each_sentence_is_whole_with_a_number_and_an_order():
    for code, route in ROUTES.items():
        facts = dict.fromkeys(("account", "standing", "reason", "lasts"), "x") if code in set(StandingCode) else FACTS
        assert "%" not in route.sentence % facts


def test_what_concerns_nobody_is_told_to_nobody():
    assert route_of(TrailCode.LEG_BEGUN) is None
    assert set(Audience) == {"merchant", "agents", "finance", "wallet", "hooks"}
