"""The payment houses of a stage: a sandbox, a Stripe and a PayPal of our own, whose word counts beside our books."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from amends.doors.jobs.digest import TAKERS
from amends.gateways.payments.misbehaving import MisbehavingGateway
from amends.gateways.payments.paypal.gateway import PayPalGateway
from amends.gateways.payments.paypal.simulator import PayPalHouse
from amends.gateways.payments.port import NewsGateway, PaymentGateway
from amends.gateways.payments.sandbox import SandboxGateway
from amends.gateways.payments.simulated import Fault, SimulatedHouse
from amends.records.settlements.models import Leg
from tests.campaign.faults import moods
from tests.makers.paypal import Time, gateway_to, not_tokens
from tests.makers.stripe import Stripe, stripe_house

TROUBLES = (Fault.DROPPED_BEFORE, Fault.DROPPED_AFTER, Fault.BROKEN_BEFORE, Fault.BROKEN_AFTER, Fault.BUSY)
"""Silence is left out: a dropped connection says as much, at once."""

ENDED = ("won", "lost", "warning_closed")

LATEST = 30
"""Of how many latest messages one is told again, late or twice."""


@dataclass
class PayPalAt:
    """A PayPal, its front door with its faults, and our gateway to it."""

    house: PayPalHouse
    front: SimulatedHouse
    gateway: PayPalGateway
    time: Time


@dataclass
class Houses:
    """All of them, and how far their messages were read in their own order."""

    bank: SandboxGateway
    stripe: Stripe
    paypal: PayPalAt
    read: dict[str, int] = field(default_factory=lambda: {"stripe": 0, "paypal": 0})

    def payment(self, provider: str, amount: int) -> str:
        """Somebody pays there; the payment's name."""
        if provider == "stripe":
            return self.stripe.house.pay(amount)
        if provider == "paypal":
            return self.paypal.house.paid(str(Decimal(amount).scaleb(-2))).id
        return ""

    def gateway(self, provider: str, seed: int) -> PaymentGateway:
        """Ours to that house, troubled by chance."""
        if provider == "sandbox":
            return MisbehavingGateway(self.bank, moods(seed))
        chance = Random(seed)
        front = self.stripe.front if provider == "stripe" else self.paypal.front
        front.faults.extend(chance.choice(TROUBLES) if chance.random() < 0.3 else Fault.FINE for _ in range(4))
        return self.well(provider)

    def well(self, provider: str) -> PaymentGateway:
        """Ours to that house, on a good day."""
        gateways: dict[str, PaymentGateway] = {"sandbox": self.bank, "stripe": self.stripe.gateway}
        return gateways.get(provider, self.paypal.gateway)

    def calm(self) -> None:
        """From now on every house answers well."""
        self.stripe.front.faults.clear()
        self.paypal.front.faults.clear()

    def messages(self, provider: str, since: int) -> list[bytes]:
        """What that house sent after its first `since`."""
        if provider == "stripe":
            house, at = self.stripe.house, self.paypal.time.now
            return [house.signed(event, at=at)[0] for event in house.events[since:]]
        return [sent.body for sent in self.paypal.house.sent[since:]]

    def hear(self, provider: str, pick: int, *, now: datetime) -> None:
        """One of the latest messages is told, perhaps late, perhaps again."""
        latest = self.messages(provider, -LATEST)
        if latest:
            self._take_in(provider, latest[pick % len(latest)], now)

    def hear_all(self, *, now: datetime) -> int:
        """Whatever was not told yet in its own order is told. Returns how many messages that were."""
        heard = 0
        for provider, begun in self.read.items():
            untold = self.messages(provider, begun)
            for body in untold:
                self._take_in(provider, body, now)
            self.read[provider] = begun + len(untold)
            heard += len(untold)
        return heard

    def _take_in(self, provider: str, body: bytes, now: datetime) -> None:
        gateway: Any = self.well(provider)
        assert isinstance(gateway, NewsGateway)
        for news in gateway.read(body):
            TAKERS[type(news)](ask=news, now=now)

    def given_back(self, leg: Leg) -> list[int]:
        """What that house gave back under a leg's key and did not take back, minor units: at most one amount."""
        ref = leg.payment.provider_ref if leg.payment else ""
        if leg.provider == "sandbox":
            return [amount for key, amount in self.bank.refunds(ref) if key == str(leg.id)]
        if leg.provider == "stripe":
            refunds = self.stripe.house.kinds["refunds"].values()
            ours = [one for one in refunds if str(leg.id) in one["metadata"].values()]
            return [one["amount"] for one in ours if one["status"] not in ("failed", "canceled")]
        refunds_there = self.paypal.house.captures[ref].refunds
        return [
            int(one.amount.scaleb(2))
            for one in refunds_there
            if str(leg.id) in one.custom_id and one.status in ("COMPLETED", "PENDING")
        ]

    def taken(self, provider: str, ref: str) -> int:
        """What that house took of a payment beside our refunds and did not give back, minor units, without fees."""
        if provider == "stripe":
            house = self.stripe.house
            charge = house.thing(ref)["latest_charge"]
            lines = [
                line
                for one in house.kinds["disputes"].values()
                if one["charge"] == charge
                for line in one["balance_transactions"]
            ]
            by_hand = [
                one for one in house.kinds["refunds"].values() if one["charge"] == charge and not one["metadata"]
            ]
            gone = [one["amount"] for one in by_hand if one["status"] not in ("failed", "canceled")]
            return sum(gone) - sum(line["amount"] for line in lines)
        there = self.paypal.house
        moves = [move for one in there.disputes.values() if one.capture.id == ref for move in one.movements]
        signed = [(1 if move["type"] == "DEBIT" else -1, Decimal(move["amount"]["value"])) for move in moves]
        hand = [one.amount for one in there.captures[ref].refunds if not one.custom_id and one.status == "COMPLETED"]
        return int((sum(hand, Decimal(0)) + sum(sign * size for sign, size in signed)).scaleb(2))

    def end_claims(self, payments: list[tuple[str, str, int]]) -> None:
        """Every claim on these payments that is still open is decided for us."""
        refs = {ref for _, ref, _ in payments}
        stripe, paypal = self.stripe.house, self.paypal.house
        charges = {stripe.thing(ref)["latest_charge"] for provider, ref, _ in payments if provider == "stripe"}
        for name, one in list(stripe.kinds["disputes"].items()):
            if one["charge"] in charges and one["status"] not in ENDED:
                stripe.move_dispute(name, "warning_closed" if one["status"].startswith("warning") else "won")
        for case in list(paypal.disputes.values()):
            if case.capture.id in refs and case.status != "RESOLVED":
                paypal.resolve(case, "RESOLVED_SELLER_FAVOUR", gives_back=bool(case.movements))


@contextmanager
def houses(folder: Path) -> Iterator[Houses]:
    """Open for as long as the `with` lasts."""
    with ExitStack() as open_:
        stripe = open_.enter_context(stripe_house())
        time = Time()
        house = PayPalHouse(clock=time, webhook_id="1JE4291016473214C")
        front = open_.enter_context(SimulatedHouse(house.answer, troubled=not_tokens))
        paypal = PayPalAt(house, front, gateway_to(front.url, timeout=5), time)
        yield Houses(SandboxGateway(folder / "book.sqlite"), stripe, paypal)
