"""Who hears of what."""

import pytest

from amends.core.notices.routing import ROUTES, Audience, route_of
from amends.core.notices.words import notice_words
from amends.core.standing.codes import StandingCode
from amends.core.trail.codes import TrailCode

FACTS = {
    "number": "SH1",
    "order": "A-1",
    "amount": 1250,
    "currency": "USD",
    "payment_ref": "pi_1",
    "why": "x",
    "external_claim": "01a2",
    "provider": "sandbox",
    "ref": "dp_1",
    "respond_by": "2026-11-30T12:00:00+00:00",
    "url": "x",
}
STANDING = {
    "account": "Blue Lantern",
    "standing": "restricted",
    "reason": "claimed_elsewhere",
    "until": "2026-12-26T08:32:17+00:00",
}
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
    "settlement.leg_restored": "merchant",
    "settlement.freed": "finance",
    "settlement.leg_paid_after_all": "finance",
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
        facts = STANDING if code in set(StandingCode) else FACTS
        assert "%" not in notice_words(route.sentence, facts)


@pytest.mark.parametrize(
    ("code", "changes", "words"),
    [
        (
            StandingCode.IMPOSED,
            {},
            "Account Blue Lantern is restricted until 2026-12-26 08:32 UTC. "
            "Reason: Claims raised with a payment house or another third party.",
        ),
        (
            StandingCode.IMPOSED,
            {"until": None, "reason": "other"},
            "Account Blue Lantern is restricted permanently. Reason: Another reason.",
        ),
        (TrailCode.TOP_UP_PAID, {}, "Your top-up arrived: 12.50 USD."),
        (TrailCode.TOP_UP_PAID, {"currency": "JPY"}, "Your top-up arrived: 1250 JPY."),
        (TrailCode.TOP_UP_DIFFERED, {}, "A top-up was paid otherwise than asked for: 12.50 USD (pi_1)."),
        (
            TrailCode.EXTERNAL_CLAIM_UNPLACED,
            {},
            "Nobody knows what claim sandbox dp_1 over 12.50 USD is about; its answer is due: 2026-11-30 12:00 UTC.",
        ),
        (
            TrailCode.EXTERNAL_CLAIM_UNPLACED,
            {"respond_by": None},
            "Nobody knows what claim sandbox dp_1 over 12.50 USD is about; its answer is due: not told.",
        ),
    ],
)
def test_what_programs_read_is_said_in_words_in_the_notice(code: str, changes: dict[str, object], words: str):
    facts = STANDING if code in set(StandingCode) else FACTS
    assert notice_words(ROUTES[code].sentence, facts | changes) == words


def test_what_concerns_nobody_is_told_to_nobody():
    assert route_of(TrailCode.LEG_BEGUN) is None
    assert set(Audience) == {"merchant", "agents", "finance", "wallet", "hooks"}
