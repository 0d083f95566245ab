"""A dispute is opened: its order is held, its claim stands, everyone concerned will be told; or nothing happened."""

import hashlib
import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from amends.core.access import Forbidden, Role, Unauthenticated
from amends.core.disputes import refusals as no
from amends.core.disputes.opening import Chosen
from amends.core.disputes.reasons import Reason, Wish
from amends.core.evidence.purposes import EvidenceMissing
from amends.core.orders.claimable import NothingLeft, OrderClosed, OrderUnpaid
from amends.core.orders.kinds import Kind
from amends.core.refusals import Refusal
from amends.records.access.models import ApiToken
from amends.records.disputes.models import Claim, Dispute, Message
from amends.records.ids import new_id
from amends.records.invariants.check import violations
from amends.records.notices.models import Outbox
from amends.records.orders.models import Order, Payment
from amends.records.trail.models import TrailEntry
from amends.usecases.disputes.open_dispute import OpenDispute, open_dispute
from amends.usecases.disputes.withdraw_dispute import WithdrawDispute, withdraw_dispute
from amends.usecases.orders.close_order import CloseOrder, close_order
from tests.makers.cases import (
    ALL_SHOWN,
    form,
    line,
    nothing_happens,
    open_case,
    paid_order,
    refunded,
    unpaid_order,
)
from tests.makers.incoming import NOW, PLATFORM
from tests.makers.people import Person, colleague, owner, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def merchant() -> Person:
    return owner()


def test_the_buyers_mugs_arrived_broken(merchant: Person):
    order = paid_order(merchant, line(3, 1000), line(1, 500, sku="LAMP-7"), shipping=300, tax=60, sent=True)
    dispute = open_case(merchant, order, {1: 2, 2: 1}, message="Two broke, and the lamp.", amount=700)
    assert dispute.number.startswith("SH261123120000")
    assert (dispute.state, dispute.reason, dispute.wish, dispute.currency) == (
        "under_review", "damaged", "refund_wallet", "USD"
    )  # fmt: skip
    assert (dispute.asked, dispute.ceiling_goods, dispute.ceiling_shipping, dispute.ceiling_tax) == (700, 1166, 233, 46)
    assert (dispute.opened_at, dispute.state_since, dispute.due_at) == (NOW, NOW, NOW + timedelta(hours=48))
    assert (dispute.opened_by, dispute.opened_by_name, dispute.version) == (merchant.actor.id, "Ana Ruiz", 1)
    assert (dispute.closed_at, dispute.previous_id, dispute.buyer_email) == (None, None, "zoe@buyer.example")
    order.refresh_from_db()
    assert (order.open_disputes, order.reserved, order.stage) == (1, 0, "dispatched")
    told = order.lines.order_by("position").values_list("claimed", "open_dispute_id", "resolved", "reserved")
    assert list(told) == [(2, dispute.id, 0, 0), (1, dispute.id, 0, 0)]
    claims = Claim.objects.order_by("line__position").values_list("quantity", "asked", "open", "ceiling_goods")
    assert list(claims) == [(2, 400, True, 666), (1, 300, True, 500)]
    message, outbox = Message.objects.get(), Outbox.objects.get(code="dispute.opened")
    assert (message.body, message.side, message.author_name, sorted(message.audience)) == (
        "Two broke, and the lamp.", "merchant", "Ana Ruiz", ["agents", "merchant"]
    )  # fmt: skip
    assert (outbox.dispute_id, outbox.order_id, outbox.trail_seq, outbox.facts) == (
        dispute.id, order.id, 1, {"number": dispute.number, "order": order.number, "state": "under_review"}
    )  # fmt: skip
    held = Outbox.objects.get(code="order.held")
    assert (held.dispute_id, held.order_id, held.facts) == (
        dispute.id, order.id, {"number": dispute.number, "order": order.number}
    )  # fmt: skip
    assert list(violations(late=NOW)) == []


def test_the_trail_begins_with_who_asked_for_what_and_no_personal_word(merchant: Person):
    dispute = open_case(merchant, paid_order(merchant, sent=True), message="Zoë is angry.")
    entry = TrailEntry.objects.get(subject_id=dispute.id)
    body = json.loads(bytes(entry.body))
    assert (entry.number, entry.code, entry.at, dispute.trail_seq) == (1, "dispute.opened", NOW, 1)
    assert bytes(dispute.trail_head) == bytes(entry.digest)
    assert body["who"] == {"id": str(merchant.actor.id), "side": "merchant"}
    assert (body["before"], body["after"]["state"], body["after"]["asked"]) == (None, "under_review", 1000)
    assert body["after"]["claims"] == [[str(dispute.claims.get().line_id), 3, 1000]]
    assert {name: kept["value"] for name, kept in entry.personal.items()} == {
        "actor": "Ana Ruiz", "why": "Zoë is angry.", "buyer_email": "zoe@buyer.example"
    }  # fmt: skip
    assert not any(word in bytes(entry.body).decode() for word in ("Ana", "angry", "zoe@"))


def test_without_words_there_is_no_message(merchant: Person):
    open_case(merchant, paid_order(merchant))
    assert not Message.objects.exists()


@pytest.mark.parametrize("kind", [Kind.SAMPLE, Kind.WHOLESALE, Kind.PREORDER])
def test_samples_wholesale_and_preorders_are_disputed_without_a_buyer(merchant: Person, kind: Kind):
    order = paid_order(merchant, kind=kind, sent=True)
    assert open_case(merchant, order).asked == 1000


def test_the_merchants_own_program_opens_one_with_a_token(merchant: Person):
    order, digest = paid_order(merchant), hashlib.sha256(b"amends_token").digest()
    token = ApiToken.objects.create(
        account_id=merchant.account_id, name="Shop plugin", role="after_sales", token_digest=digest
    )
    open_dispute(ask=OpenDispute(who=digest, order=order.number, form=form(order)), now=NOW)
    dispute = Dispute.objects.get()
    assert (dispute.opened_by, dispute.opened_by_name, dispute.account_id) == (
        token.id, "Shop plugin", merchant.account_id
    )  # fmt: skip


def test_a_second_dispute_about_the_same_order_names_the_one_before(merchant: Person):
    order = paid_order(merchant)
    first = open_case(merchant, order)
    withdraw_dispute(ask=WithdrawDispute(dispute=first.number), actor=merchant.actor, now=NOW)
    second = open_case(merchant, order)
    assert (second.previous_id, second.order_id) == (first.id, order.id)
    assert second.number != first.number


def test_an_order_paid_outside_is_refunded_to_the_balance_only(merchant: Person):
    order = paid_order(merchant, payments=())
    with nothing_happens(no.PaidOutside):
        open_case(merchant, order, wish=Wish.REFUND_ORIGINAL)
    assert open_case(merchant, order).asked == 1000


def test_an_order_paid_where_nobody_can_refund_from_here_is_refunded_to_the_balance_only(merchant: Person):
    order = paid_order(merchant, payments=(300, 700))
    Payment.objects.filter(amount=300).update(provider="bogus")
    with nothing_happens(no.PaidElsewhere) as refused:
        open_case(merchant, order, wish=Wish.REFUND_ORIGINAL)
    assert refused.value.facts == {"number": order.number, "provider": "bogus"}
    assert open_case(merchant, order).asked == 1000


def test_where_there_is_no_sandbox_an_order_told_as_paid_there_is_not_refunded_there(merchant: Person, settings: Any):
    order = paid_order(merchant)
    settings.PAYMENT_GATEWAYS = {}
    with nothing_happens(no.PaidElsewhere) as refused:
        open_case(merchant, order, wish=Wish.REFUND_ORIGINAL)
    assert refused.value.facts == {"number": order.number, "provider": "sandbox"}


def test_what_was_paid_from_the_balance_goes_back_there_the_original_way(merchant: Person):
    order = paid_order(merchant, payments=(300, 700))
    Payment.objects.filter(amount=300).update(provider="bonus")
    Payment.objects.filter(amount=700).update(provider="wallet")
    assert open_case(merchant, order, wish=Wish.REFUND_ORIGINAL).asked == 1000


def test_without_a_known_charge_goods_can_be_sent_again_but_nothing_refunded(merchant: Person):
    order = paid_order(merchant, line(3, None), payments=(), sent=True)
    with nothing_happens(no.ChargedUnknown):
        open_case(merchant, order)
    assert open_case(merchant, order, wish=Wish.RESEND).asked == 0


REFUSED: list[tuple[dict[str, object], type[Refusal]]] = [
    ({"chosen": ()}, no.NothingChosen),
    ({"chosen": (Chosen(new_id(), 1),)}, no.LineUnseen),
    ({"reason": Reason.ORDER_CANCELLATION}, no.ReasonNotForStage),
    ({"amount": 0}, no.AmountMissing),
    ({"amount": 1001}, no.AboveCeiling),
    ({"amount": 10**30}, no.AboveCeiling),
    ({"buyer_email": ""}, no.AddressMissing),
    ({"message": "x" * 4001}, no.MessageTooLong),
]


@pytest.mark.parametrize(("changes", "refusal"), REFUSED)
def test_a_form_that_is_wrong_changes_nothing(merchant: Person, changes: dict[str, object], refusal: type[Refusal]):
    order = paid_order(merchant, sent=True)
    with nothing_happens(refusal):
        open_case(merchant, order, **changes)


@pytest.mark.parametrize("units", [0, 4, 2**40])
def test_more_units_than_there_are_cannot_be_claimed(merchant: Person, units: int):
    order = paid_order(merchant)
    with nothing_happens(no.QuantityUnavailable) as refused:
        open_case(merchant, order, {1: units})
    assert refused.value.facts == {"sku": "MUG-01", "asked": units, "claimable": 3}


def test_a_missing_piece_of_evidence_is_named(merchant: Person):
    order = paid_order(merchant, sent=True)
    with nothing_happens(
        EvidenceMissing,
    ) as refused:
        open_dispute(
            ask=OpenDispute(who=merchant.actor, order=order.number, form=form(order), evidence=ALL_SHOWN[:2]), now=NOW
        )
    assert refused.value.facts == {"missing": ["parcel"]}
    assert str(refused.value) == "Still missing: pictures of the parcel with its shipping label."


def test_an_unpaid_order_cannot_be_disputed(merchant: Person):
    order = unpaid_order(merchant)
    with nothing_happens(OrderUnpaid):
        open_case(merchant, order)


def test_a_closed_order_cannot_be_disputed(merchant: Person):
    order = paid_order(merchant)
    close_order(ask=CloseOrder(order_id=order.id), actor=PLATFORM, now=NOW)
    with nothing_happens(OrderClosed):
        open_case(merchant, order)


def test_a_line_stands_in_one_open_dispute_only(merchant: Person):
    order = paid_order(merchant, line(3, 1000), line(1, 500, sku="LAMP-7"))
    first = open_case(merchant, order, {1: 1})
    with nothing_happens(no.LineInDispute) as refused:
        open_case(merchant, order, {1: 1, 2: 1})
    assert refused.value.facts == {"sku": "MUG-01", "dispute": first.number}


def test_what_was_settled_cannot_be_disputed_again(merchant: Person):
    order = paid_order(merchant, sent=True)
    refunded(merchant, staff(), order)
    with nothing_happens(NothingLeft):
        open_case(merchant, order)


def test_a_refund_the_original_way_needs_a_verified_address(merchant: Person):
    order = paid_order(merchant)
    ask = OpenDispute(
        who=merchant.actor, order=order.number, form=form(order, wish=Wish.REFUND_ORIGINAL), address_verified=False
    )
    with nothing_happens(no.AddressUnverified):
        open_dispute(ask=ask, now=NOW)
    open_dispute(ask=replace(ask, form=form(order)), now=NOW)
    assert Dispute.objects.count() == 1


def test_an_order_of_another_account_and_one_that_is_not_there_look_alike(merchant: Person):
    theirs = paid_order(owner())
    for number in (theirs.number, "no such order"):
        with nothing_happens(no.OrderUnseen) as refused:
            open_dispute(ask=OpenDispute(who=merchant.actor, order=number, form=form(theirs)), now=NOW)
        assert refused.value.facts == {"number": number}


def test_a_line_of_another_accounts_order_is_unknown(merchant: Person):
    ours, theirs = paid_order(merchant), paid_order(owner())
    with nothing_happens(no.LineUnseen):
        open_dispute(ask=OpenDispute(who=merchant.actor, order=ours.number, form=form(theirs)), now=NOW)


def test_two_accounts_may_use_one_order_number(merchant: Person):
    other = owner()
    ours, theirs = paid_order(merchant, number="SAME-1"), paid_order(other, number="SAME-1")
    assert open_case(other, theirs).order_id == theirs.id
    ours.refresh_from_db()
    assert ours.open_disputes == 0


@pytest.mark.parametrize("role", [Role.FINANCE, Role.VIEWER])
def test_who_may_only_look_opens_nothing(merchant: Person, role: Role):
    order, viewer = paid_order(merchant), colleague(merchant, role)
    with nothing_happens(Forbidden) as refused:
        open_case(viewer, order)
    assert refused.value.facts == {"permission": "merchant:dispute:open"}


def test_staff_open_no_dispute_in_a_merchants_name(merchant: Person):
    order, agent = paid_order(merchant), staff()
    with nothing_happens(Forbidden) as refused:
        open_case(agent, order)
    assert refused.value.facts == {"permission": "merchant:dispute:open"}


@pytest.mark.parametrize("dead", [{"revoked_at": NOW}, {"expires_at": NOW}, {"token_digest": b"x" * 32}])
def test_a_dead_token_opens_nothing(merchant: Person, dead: dict[str, object]):
    order, digest = paid_order(merchant), hashlib.sha256(b"amends_token").digest()
    given: dict[str, object] = {"name": "old", "role": "owner", "token_digest": digest}
    ApiToken.objects.create(account_id=merchant.account_id, **{**given, **dead})
    with nothing_happens(Unauthenticated):
        open_dispute(ask=OpenDispute(who=digest, order=order.number, form=form(order)), now=NOW)


def test_the_hold_is_the_orders_own(merchant: Person):
    held, free = paid_order(merchant), paid_order(merchant)
    open_case(merchant, held)
    assert dict(Order.objects.values_list("number", "open_disputes")) == {held.number: 1, free.number: 0}
