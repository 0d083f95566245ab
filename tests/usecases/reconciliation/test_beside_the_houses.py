"""Our books beside the lines of payment houses: what agrees, and each way in which it does not."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from amends.core.access import Forbidden
from amends.core.reconciliation.movement import Movement
from amends.core.reconciliation.refusals import StatementUnderWay
from amends.doors.jobs.statements import ask_for_statements, fetch_statement
from amends.gateways.payments.port import OutcomeUnknown, RefundOrder, TopUpOrder
from amends.gateways.payments.sandbox_page import SandboxWithPage
from amends.gateways.payments.simulated import Fault
from amends.records.external_claims.models import ExternalClaim
from amends.records.ids import new_id
from amends.records.orders.models import Payment
from amends.records.reconciliation.models import ProviderMovement, StatementRun
from amends.records.reconciliation.queries import told_since
from amends.records.settlements.models import Leg
from amends.usecases.external_claims.record_external_claim import RecordExternalClaim, record_external_claim
from amends.usecases.reconciliation.ask_statement import AskStatement, ask_statement
from amends.usecases.reconciliation.take_up_statements import take_up_statements
from amends.usecases.wallet.begin_top_up import BeginTopUp, begin_top_up
from amends.usecases.wallet.record_top_up import RecordTopUp, record_top_up
from tests.makers.cases import LATER, nothing_happens, paid_order, settle
from tests.makers.incoming import NOW
from tests.makers.paypal import PayPal, disputed, paypal
from tests.makers.people import Person, owner, staff
from tests.makers.statements import TONIGHT, beside, fetched, run_asked, said
from tests.makers.stripe import Stripe, approved_at, set_up, stripe_house
from tests.proof.test_stripe_webhooks import deliver

pytestmark = pytest.mark.django_db


@pytest.fixture
def merchant() -> Person:
    return owner()


@pytest.fixture
def stripe(settings: Any) -> Iterator[Stripe]:
    with stripe_house(timeout=1) as made, set_up(settings, made):
        yield made


@pytest.fixture
def at() -> Iterator[PayPal]:
    with paypal() as house:
        yield house


def top_up_at(stripe: Stripe, merchant: Person) -> str:
    """A top-up of 50.00 paid on Stripe's page; the session's name."""
    ask = BeginTopUp(id=new_id(), amount=5000, currency="USD", provider="stripe", providers=["stripe"])
    begin_top_up(ask=ask, actor=merchant.actor, now=NOW)
    checkout = stripe.gateway.begin(
        TopUpOrder(ask.id, 5000, "USD", "Top up", "https://a.example/", "https://a.example/")
    )
    stripe.house.pay_session(checkout.ref)
    return checkout.ref


def test_what_stripe_did_and_we_heard_of_agrees(client: Client, merchant: Person, stripe: Stripe):
    """A refund, the payments, a top-up and a dispute with its fee, then won: two ways of one claim."""
    dispute, _ = approved_at(stripe.house, merchant, staff())
    settle(dispute, stripe.gateway)
    order = paid_order(merchant)
    other = stripe.house.pay(1000)
    Payment.objects.filter(order=order).update(provider="stripe", provider_ref=other)
    top_up_at(stripe, merchant)
    claim = stripe.house.open_dispute(other)
    stripe.house.move_dispute(claim, "won")
    deliver(client, stripe, *stripe.house.events)
    run = fetched("stripe", stripe.gateway)
    assert (run.failure, run.lines, run.added, run.changed) == ("", 6, 6, 0)
    assert said(beside("stripe")) == [
        ("claim", "agrees", -2500, -2500),
        ("claim", "agrees", 1000, 1000),
        ("leg", "agrees", -1000, -1000),
        ("payment", "agrees", 1000, 1000),
        ("payment", "agrees", 1000, 1000),
        ("top_up", "agrees", 5000, 5000),
    ]


def test_a_refund_that_came_back_agrees_both_ways(client: Client, merchant: Person, stripe: Stripe):
    dispute, _ = approved_at(stripe.house, merchant, staff())
    settle(dispute, stripe.gateway)
    stripe.house.move_refund(Leg.objects.get().provider_ref, "failed")
    deliver(client, stripe, *stripe.house.events)
    fetched("stripe", stripe.gateway)
    assert said(beside("stripe")) == [
        ("leg", "agrees", -1000, -1000),
        ("leg", "agrees", 1000, 1000),
        ("payment", "agrees", 1000, 1000),
    ]


def test_a_refund_made_by_hand_is_only_theirs_until_we_hear_of_it(client: Client, stripe: Stripe):
    payment = stripe.house.pay(1000)
    made = stripe.house.make_refund({"payment_intent": payment, "amount": 300})
    fetched("stripe", stripe.gateway)
    (refund,) = [one for one in beside("stripe") if one.kind == "refund"]
    assert said([refund]) == [("line", "theirs", None, -300)]
    deliver(client, stripe, *stripe.house.events)
    (refund,) = [one for one in beside("stripe") if one.kind == "refund"]
    assert said([refund]) == [("claim", "agrees", -300, -300)]
    assert refund.name == made["id"]


def test_an_amount_that_differs_says_both(merchant: Person, stripe: Stripe):
    dispute, _ = approved_at(stripe.house, merchant, staff())
    settle(dispute, stripe.gateway)
    (line,) = [one for one in stripe.house.kinds["balance_transactions"].values() if one["amount"] < 0]
    line["amount"] = -999
    fetched("stripe", stripe.gateway)
    (leg,) = [one for one in beside("stripe") if one.subject == "leg"]
    assert (said([leg]), leg.name) == ([("leg", "differs", -1000, -999)], dispute.number)
    line["currency"], line["amount"] = "eur", -1000
    run = fetched("stripe", stripe.gateway, now=TONIGHT + timedelta(hours=1))
    assert (run.added, run.changed) == (0, 1)
    for currency in ("USD", "EUR"):
        (leg,) = [one for one in beside("stripe", currency=currency) if one.subject == "leg"]
        assert (leg.verdict, leg.our_currency, leg.their_currency) == ("differs", "USD", "EUR")


def test_what_only_we_have_is_awaited_two_days_and_then_missed(merchant: Person, stripe: Stripe):
    dispute, _ = approved_at(stripe.house, merchant, staff())
    settle(dispute, stripe.gateway)
    (name,) = [name for name, one in stripe.house.kinds["balance_transactions"].items() if one["amount"] < 0]
    del stripe.house.kinds["balance_transactions"][name]
    fetched("stripe", stripe.gateway)
    for now, verdict in ((LATER + timedelta(days=2), "awaited"), (LATER + timedelta(days=2, seconds=1), "ours")):
        (leg,) = [one for one in beside("stripe", now=now) if one.subject == "leg"]
        assert said([leg]) == [("leg", verdict, -1000, None)]


def test_a_refund_that_is_under_way_here_is_awaited_though_stripe_has_its_line(merchant: Person, stripe: Stripe):
    stripe.house.refunds_begin = "pending"
    dispute, _ = approved_at(stripe.house, merchant, staff())
    settle(dispute, stripe.gateway)
    fetched("stripe", stripe.gateway)
    assert ("leg", "awaited", None, -1000) in said(beside("stripe"))


@dataclass(frozen=True)
class Told:
    """A payment house that tells these lines, and then may fall silent."""

    lines: tuple[Movement, ...]
    then: Exception | None = None

    def movements(self, *, since: datetime, until: datetime) -> Iterator[Movement]:
        yield from self.lines
        if self.then:
            raise self.then


@pytest.mark.parametrize(("kind", "verdict"), [("payout", "house"), ("T0403", "house"), ("adjustment", "theirs")])
def test_payouts_are_the_houses_own(kind: str, verdict: str):
    fetched("one", Told((Movement("txn_1", "po_1", kind, -7000, 0, "USD", NOW),)))
    assert said(beside("one")) == [("line", verdict, None, -7000)]


def hear(at: PayPal) -> None:
    """Takes in what PayPal told of disputes and refunds by hand."""
    for sent in at.house.sent:
        for news in at.gateway.read(sent.body):
            if isinstance(news, RecordExternalClaim):
                record_external_claim(ask=news, now=at.time.now)


def test_what_paypal_did_and_we_heard_of_agrees(merchant: Person, at: PayPal):
    """A refund, a payment, a claim of the buyer's with a fee, won: PayPal's lines name the payment only."""
    dispute, _ = disputed(at, merchant, staff())
    at.settle(dispute)
    order = paid_order(merchant)
    other = at.house.paid("10.00", custom_id=order.number, fee="0.64")
    Payment.objects.filter(order=order).update(provider="paypal", provider_ref=other.id)
    claim = at.house.dispute(other, "7.50", stage="CHARGEBACK")
    at.house.resolve(claim, "RESOLVED_SELLER_FAVOUR", gives_back=True, fee="8.00")
    hear(at)
    run = fetched("paypal", at.gateway)
    assert (run.failure, run.lines) == ("", 6)
    assert said(beside("paypal")) == [
        ("claim", "agrees", -1550, -1550),
        ("claim", "agrees", 750, 750),
        ("leg", "agrees", -1000, -1000),
        ("payment", "agrees", 1000, 1000),
        ("payment", "agrees", 1000, 1000),
    ]


def test_a_refund_made_by_hand_at_paypal_is_not_taken_for_the_top_up_whose_mark_it_carries(
    merchant: Person, at: PayPal
):
    ask = BeginTopUp(id=new_id(), amount=5000, currency="USD", provider="paypal", providers=["paypal"])
    begin_top_up(ask=ask, actor=merchant.actor, now=NOW)
    capture = at.house.paid("50.00", custom_id=f"amends-topup.{ask.id}")
    news = RecordTopUp(top_up_id=ask.id, payment_ref=capture.id, amount=5000, currency="USD")
    record_top_up(ask=news, now=LATER)
    at.house.refund_made(capture, Decimal("20.00"), custom_id=capture.custom_id)
    fetched("paypal", at.gateway)
    assert said(beside("paypal")) == [("line", "theirs", None, -2000), ("top_up", "agrees", 5000, 5000)]
    hear(at)
    assert said(beside("paypal")) == [("claim", "agrees", -2000, -2000), ("top_up", "agrees", 5000, 5000)]
    assert ExternalClaim.objects.get().ref == capture.refunds[0].id


def test_an_amount_that_differs_at_paypal(merchant: Person, at: PayPal):
    dispute, _ = disputed(at, merchant, staff())
    at.settle(dispute)
    at.house.lines[-1] = replace(at.house.lines[-1], amount=Decimal("-9.99"))
    fetched("paypal", at.gateway)
    assert ("leg", "differs", -1000, -999) in said(beside("paypal"))


def test_lines_are_kept_once_however_often_they_are_told(stripe: Stripe):
    stripe.house.pay(1000)
    fetched("stripe", stripe.gateway)
    before = list(ProviderMovement.objects.values())
    run = fetched("stripe", stripe.gateway, now=TONIGHT + timedelta(hours=1))
    assert (run.lines, run.added, run.changed) == (1, 0, 0)
    assert list(ProviderMovement.objects.values()) == before


def test_the_same_name_at_two_houses_is_two_lines_and_told_twice_at_once_it_is_one():
    line = Movement("x", "x", "charge", 100, 0, "USD", NOW)
    for provider in ("one", "two"):
        assert fetched(provider, Told((line, line))).added == 1
    assert ProviderMovement.objects.count() == 2


def test_a_house_that_falls_silent_is_noted_and_asked_again_for_the_same(stripe: Stripe):
    """The stretch that failed is no ground to stand on: the next run asks for all of it."""
    first = fetched("one", Told((Movement("x", "x", "charge", 100, 0, "USD", NOW),), OutcomeUnknown("no answer")))
    assert (first.failure, first.lines, told_since("one")) == ("no answer", 0, None)
    again = fetched("one", Told(()), now=TONIGHT + timedelta(hours=1))
    assert (again.failure, again.until - again.since) == ("", timedelta(days=31))
    later = fetched("one", Told(()), now=TONIGHT + timedelta(hours=2))
    assert (later.since, later.until) == (again.until - timedelta(days=3), TONIGHT + timedelta(hours=2))


def test_a_house_that_is_no_longer_set_up_is_noted():
    id_ = run_asked("gone")
    fetch_statement(run_id=id_, clock=lambda: TONIGHT)
    assert StatementRun.objects.get(id=id_).failure == "gone is not set up here"


def test_stripe_out_of_reach(settings: Any):
    with stripe_house([Fault.BUSY] * 5, troubled=lambda _: True) as stripe:
        run = fetched("stripe", stripe.gateway)
    assert (bool(run.failure), run.lines, ProviderMovement.objects.count()) == (True, 0, 0)


def test_one_run_at_a_time():
    agent = staff().actor
    run_asked("one")
    with nothing_happens(StatementUnderWay):
        run_asked("one")
    with nothing_happens(Forbidden):
        ask_statement(ask=AskStatement(provider="two"), actor=agent, now=NOW)


def test_the_hour_asks_every_house_that_shows_its_account_and_the_sweep_takes_each_up_once(stripe: Stripe):
    for _ in range(2):
        ask_for_statements(now=NOW)
    assert sorted(StatementRun.objects.values_list("provider", flat=True)) == ["sandbox", "stripe"]
    taken = take_up_statements(now=NOW, patience=timedelta(minutes=30))
    assert len(taken) == 2
    assert take_up_statements(now=NOW + timedelta(minutes=29), patience=timedelta(minutes=30)) == []
    assert len(take_up_statements(now=NOW + timedelta(minutes=30), patience=timedelta(minutes=30))) == 2


def test_a_run_that_ended_is_not_fetched_again():
    run = fetched("one", Told(()))
    fetch_statement(run_id=run.id, clock=lambda: TONIGHT, gateway=lambda _: Told((), OutcomeUnknown("never asked")))
    assert StatementRun.objects.get().failure == ""


def test_the_sandbox_tells_its_refunds_and_the_payments_of_its_page(tmp_path: Path):
    house = SandboxWithPage(tmp_path / "book.sqlite", page="/demo/pay/")
    key, leg = new_id(), new_id()
    house.begin(TopUpOrder(key, 5000, "USD", "Top up", "/", "/"))
    house.answer(key, "paid")
    house.answer(key, "paid")
    for _ in range(2):
        house.refund(RefundOrder(leg, "sandbox_1000_a", 400, "USD"))
    spans = (datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC))
    paid, refund = house.movements(since=spans[0], until=spans[1])
    known = house.find_top_up(key=key, ref="")
    assert known and (paid.payment, paid.amount, paid.key) == (known.payment_ref, 5000, key)
    assert (refund.about, refund.amount, refund.key) == ("sandbox_1000_a", -400, leg)
    assert paid.at <= refund.at
    assert list(house.movements(since=spans[0], until=paid.at)) == []
