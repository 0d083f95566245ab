"""A claim at a payment house and our own refunds are two taps on the same money: never both are open."""

from pathlib import Path
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from amends.core.decisions.award import Outcome
from amends.core.disputes.reasons import Wish
from amends.core.disputes.refusals import AboveCeiling
from amends.core.external_claims.words import ExternalKind, ExternalState
from amends.core.orders.claimable import ClaimedElsewhere
from amends.core.settlements.legs import LegState, PaymentsTooSmall
from amends.records.disputes.models import Dispute
from amends.records.invariants.check import violations
from amends.records.ledger.models import Entry, Wallet
from amends.records.notices.models import Outbox
from amends.records.orders.models import Order, Payment
from amends.records.settlements.models import Leg
from amends.records.settlements.waiting import stuck_settlements, waiting_for_claim
from amends.usecases.settlements.begin_leg import begin_leg
from amends.usecases.settlements.record_leg import RecordLeg, record_leg
from tests.makers.cases import (
    LATER,
    agree,
    approve,
    bank_of,
    line,
    nothing_happens,
    offer,
    open_case,
    paid_order,
    resent,
    settle,
    ship,
)
from tests.makers.claims import hear
from tests.makers.incoming import NOW
from tests.makers.people import Person, owner, staff

pytestmark = pytest.mark.django_db
K, S = ExternalKind, ExternalState


@pytest.fixture
def merchant() -> Person:
    return owner()


@pytest.fixture
def agent() -> Person:
    return staff()


def sound() -> bool:
    assert list(violations(late=NOW)) == []
    return True


def told_finance() -> int:
    return Outbox.objects.filter(code="dispute.finance_told").count()


def standing(dispute: Dispute) -> tuple[str, str, str]:
    """The only leg's state, what it waits for and why it failed."""
    leg = Leg.objects.get(settlement__dispute=dispute)
    return leg.state, leg.waits_for, leg.failure


def test_while_a_claim_holds_the_money_nothing_is_opened_offered_or_decided(merchant: Person, agent: Person):
    order = paid_order(merchant, sent=True)
    waiting = open_case(merchant, order, {1: 1})
    offered = open_case(merchant, paid_order(merchant, sent=True))
    offer(offered, agent, amount=300)
    claim, other = hear(order, amount=1), hear(offered.order)
    for verb in (
        lambda: approve(waiting, agent),
        lambda: offer(waiting, agent, Outcome.REFUND_WALLET, 1),
        lambda: offer(waiting, agent, Outcome.RESEND),
    ):
        with nothing_happens(ClaimedElsewhere) as refused:
            verb()
        assert refused.value.facts == {"number": order.number, "claim": f"sandbox {claim.ref}"}
    with nothing_happens(ClaimedElsewhere) as refused:
        agree(offered, merchant)
    assert refused.value.facts["claim"] == f"sandbox {other.ref}"


def test_a_new_dispute_is_refused_by_the_claims_name(merchant: Person):
    order = paid_order(merchant, sent=True)
    claim = hear(order)
    with nothing_happens(ClaimedElsewhere) as refused:
        open_case(merchant, order)
    assert refused.value.code == "order.claimed_elsewhere"
    assert f"(sandbox {claim.ref})" in refused.value.words()


def test_after_a_lost_claim_only_what_is_left_can_be_paid(merchant: Person, agent: Person):
    order = paid_order(merchant, sent=True)
    dispute = open_case(merchant, order)
    hear(order, state=S.LOST)
    with nothing_happens(AboveCeiling) as refused:
        offer(dispute, agent, amount=601)
    assert refused.value.facts["ceiling"] == 600
    offer(dispute, agent, amount=600)
    agree(dispute, merchant)
    assert settle(dispute).state == "settled"
    assert sound()


def test_a_lost_claim_on_one_of_two_payments_leaves_the_other(merchant: Person, agent: Person):
    order = paid_order(merchant, payments=(600, 400), sent=True)
    dispute = open_case(merchant, order)
    hear(order, state=S.LOST, amount=600)
    with nothing_happens(AboveCeiling):
        offer(dispute, agent, Outcome.REFUND_ORIGINAL, 401)
    offer(dispute, agent, Outcome.REFUND_ORIGINAL, 400)
    agree(dispute, merchant)
    assert list(Leg.objects.values_list("payment__amount", "amount")) == [(400, 400)]


def test_a_payment_gives_back_no_more_than_claims_left_of_it(merchant: Person, agent: Person):
    order = paid_order(merchant, payments=(1000,), sent=True)
    Payment.objects.filter(order=order).update(external_claimed=700)
    dispute = open_case(merchant, order)
    with nothing_happens(PaymentsTooSmall) as refused:
        offer(dispute, agent, Outcome.REFUND_ORIGINAL, 301)
    assert refused.value.facts == {"left": 300}


@pytest.mark.parametrize("wish", [Wish.REFUND_WALLET, Wish.REFUND_ORIGINAL])
def test_a_claim_between_approval_and_payment_makes_the_leg_wait_and_its_end_lets_it_go(
    merchant: Person, agent: Person, tmp_path: Path, wish: Wish
):
    dispute = open_case(merchant, paid_order(merchant), wish=wish)
    approve(dispute, agent)
    claim = hear(dispute.order)
    for _ in range(2):
        assert settle(dispute).state == "agreed"
    assert standing(dispute) == ("planned", f"sandbox {claim.ref}", "")
    assert (told_finance(), Entry.objects.count(), Wallet.objects.count()) == (1, 0, 0)
    assert waiting_for_claim(dispute.order_id) == [dispute.id]
    assert stuck_settlements(before=LATER, limit=9) == []
    hear(dispute.order, ref=claim.ref, state=S.WON, told_at=LATER)
    assert stuck_settlements(before=LATER, limit=9) == [dispute.id]
    assert settle(dispute, bank_of(tmp_path)).state == "settled"
    assert standing(dispute) == ("succeeded", "", "")
    assert told_finance() == 1
    assert sound()


@pytest.mark.parametrize("wish", [Wish.REFUND_WALLET, Wish.REFUND_ORIGINAL])
def test_a_lost_claim_ends_the_leg_and_finance_is_told_how(merchant: Person, agent: Person, wish: Wish):
    dispute = open_case(merchant, paid_order(merchant), wish=wish)
    approve(dispute, agent)
    claim = hear(dispute.order)
    settle(dispute)
    hear(dispute.order, ref=claim.ref, state=S.LOST, told_at=LATER)
    for _ in range(2):
        assert settle(dispute).state == "settling"
    assert standing(dispute) == ("failed", "", "claimed at sandbox, lost")
    assert (told_finance(), Entry.objects.count()) == (2, 0)
    assert sound()


def test_a_small_lost_claim_leaves_a_small_refund_payable(merchant: Person, agent: Person):
    dispute = open_case(merchant, paid_order(merchant), {1: 1})
    approve(dispute, agent)
    hear(dispute.order, state=S.LOST, amount=100)
    assert settle(dispute).state == "settled"


def test_a_leg_that_was_called_is_recorded_as_it_came(merchant: Person, agent: Person):
    dispute = open_case(merchant, paid_order(merchant), wish=Wish.REFUND_ORIGINAL)
    approve(dispute, agent)
    leg = Leg.objects.get()
    assert begin_leg(leg_id=leg.id, now=NOW)
    hear(dispute.order, state=S.LOST, amount=99_999)
    again = begin_leg(leg_id=leg.id, now=NOW)
    assert again and again.repeated
    record_leg(ask=RecordLeg(leg_id=leg.id, state=LegState.SUCCEEDED, provider_ref="re_1"), now=NOW)
    assert Dispute.objects.get(id=dispute.id).state == "settled"
    assert sound()


def test_a_resend_waits_too_but_a_lost_claim_does_not_end_it(merchant: Person, agent: Person):
    dispute = open_case(merchant, paid_order(merchant, sent=True), wish=Wish.RESEND)
    offer(dispute, agent, Outcome.RESEND)
    agree(dispute, merchant)
    claim = hear(dispute.order, amount=99_999)
    assert settle(dispute).state == "agreed"
    hear(dispute.order, ref=claim.ref, state=S.LOST, amount=99_999, told_at=LATER)
    assert settle(dispute).state == "settled"


def test_a_claim_on_the_origin_holds_the_refund_of_its_resend(merchant: Person, agent: Person):
    origin = paid_order(merchant, sent=True)
    again = ship(resent(merchant, agent, origin))
    dispute = open_case(merchant, again)
    approve(dispute, agent)
    hear(origin)
    assert settle(dispute).state == "agreed"
    assert waiting_for_claim(origin.id) == [dispute.id]
    assert stuck_settlements(before=LATER, limit=9) == []


def refused_by(constraint: str, table: str, columns: str, id_: UUID) -> bool:
    """Whether the database itself refuses the change."""
    from django.db import connection

    with pytest.raises(IntegrityError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"update {table} set {columns} where id = %s", [id_])
    return constraint in str(refused.value.__cause__.diag.constraint_name)  # type: ignore[union-attr]


def test_the_database_refuses_what_the_code_must_never_do(merchant: Person, agent: Person):
    order = paid_order(merchant, line(1, 1000))
    dispute = open_case(merchant, order, amount=500)
    approve(dispute, agent)
    claim = hear(order, amount=100)
    payment, leg = order.payments.get(), Leg.objects.get()
    for columns in ("reserved = reserved + 1", "refunded = refunded + 1"):
        assert refused_by("orders_claimed_elsewhere", "orders", columns, order.id)
    for state in ("calling", "succeeded"):
        assert refused_by("legs_beside_a_claim", "legs", f"state = '{state}'", leg.id)
    hear(order, ref=claim.ref, amount=100, state=S.LOST, told_at=LATER)
    assert refused_by("orders_claimed_elsewhere", "orders", "reserved = reserved + 401", order.id)
    assert refused_by("payments_claimed_elsewhere", "payments", "reserved = reserved + 901", payment.id)
    Order.objects.filter(id=order.id).update(reserved=900)
    Order.objects.filter(id=order.id).update(reserved=400, refunded=500)
    hear(order, amount=99_999, ref="dp_more")
    assert refused_by("orders_external", "orders", "external_holder = ''", order.id)
