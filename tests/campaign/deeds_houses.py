"""What happens at the payment houses beside us: refunds that come back or are made by hand, claims and their ends."""

from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal

from amends.core.settlements.legs import LegState
from amends.gateways.payments.stripe.simulator_books import Refused
from amends.records.external_claims.models import ExternalClaim
from amends.records.orders.models import Payment
from amends.records.settlements.models import Leg
from amends.usecases.external_claims.dismiss_claim import DismissClaim, dismiss_claim
from amends.usecases.external_claims.match_claim import MatchClaim, match_claim
from amends.usecases.external_claims.unmatch_claim import UnmatchClaim, unmatch_claim
from tests.campaign.deeds import WORDS
from tests.campaign.houses import ENDED
from tests.campaign.world import World, chosen
from tests.makers.cases import line, paid_order

HOUSES = ("stripe", "paypal")


def hear(world: World, pick: int) -> None:
    """A payment house tells of something: now, late, or again."""
    world.houses.hear(HOUSES[pick % 2], pick // 2, now=world.clock())


def refund_fails(world: World, pick: int) -> None:
    """A refund that had gone out comes back to the house; its message follows."""
    legs = Leg.objects.filter(account_id=world.merchant.account_id, provider="stripe", state=LegState.SUCCEEDED)
    leg = chosen(list(legs.order_by("id")), pick)
    refund = world.houses.stripe.house.kinds["refunds"].get(leg.provider_ref)
    if refund is not None and refund["status"] != "failed":
        world.houses.stripe.house.move_refund(leg.provider_ref, "failed", reason="lost_or_stolen_card")


def claim(world: World, pick: int) -> None:
    """The buyer's bank, or PayPal, takes the money back or asks."""
    paid = world.paid_at_house(pick)
    provider, ref, whole = paid
    _raise(world, provider, ref, whole if pick % 3 else max(1, whole // 2), pick)


def _raise(world: World, provider: str, ref: str, amount: int, pick: int) -> None:
    if provider == "stripe":
        status = "needs_response" if pick % 4 else "warning_needs_response"
        world.houses.stripe.house.open_dispute(ref, amount, status=status)
        return
    house = world.houses.paypal.house
    stage = "CHARGEBACK" if pick % 4 else "INQUIRY"
    house.dispute(house.captures[ref], str(Decimal(amount).scaleb(-2)), stage=stage)


def claim_ends(world: World, pick: int) -> None:
    """The house decides, for us or against us; and sometimes decides anew, for us, what it had decided against us."""
    provider, ref, _ = world.paid_at_house(pick)
    won, anew = pick // 2 % 2 == 0, pick % 5 == 0
    if provider == "stripe":
        house = world.houses.stripe.house
        charge = house.thing(ref)["latest_charge"]
        there = [one for one in house.kinds["disputes"].values() if one["charge"] == charge]
        found = chosen([one["id"] for one in there if one["status"] == "lost" or one["status"] not in ENDED], pick)
        again = house.thing(found)["status"] == "lost"
        if again is anew:
            house.move_dispute(found, "won" if won or anew else "lost")
        return
    paypal = world.houses.paypal.house
    cases = [one for one in paypal.disputes.values() if one.capture.id == ref and one.stage != "INQUIRY"]
    case = chosen([one for one in cases if one.outcome != "RESOLVED_SELLER_FAVOUR"], pick)
    if (case.status == "RESOLVED") is anew:
        favor = "RESOLVED_SELLER_FAVOUR" if won or anew else "RESOLVED_BUYER_FAVOUR"
        paypal.resolve(case, favor, gives_back=won or anew)


def refund_by_hand(world: World, pick: int) -> None:
    """Somebody pays back on the house's own page, all or a part; neither house lets them beside a chargeback."""
    paid = world.paid_at_house(pick)
    provider, ref, whole = paid
    amount = whole if pick % 3 == 0 else max(1, whole // 3)
    if provider == "stripe":
        with suppress(Refused):
            world.houses.stripe.house.make_refund({"payment_intent": ref, "amount": amount})
        return
    capture, part = world.houses.paypal.house.captures[ref], Decimal(amount).scaleb(-2)
    if part <= capture.amount - capture.refunded and capture.refusal in ("", "TRANSACTION_DISPUTED"):
        world.houses.paypal.house.refund_made(capture, part)


def warn(world: World, pick: int) -> None:
    """A card scheme suspects fraud."""
    paid = world.paid_at_house(pick)
    if paid is not None and paid[0] == "stripe":
        world.houses.stripe.house.warn(paid[1])


def outrun(world: World, pick: int) -> None:
    """A payment is disputed before its order is told; the claim waits, or finance does something with it."""
    provider, amount = HOUSES[pick % 2], 1000 + pick % 500
    ref = world.houses.payment(provider, amount)
    _raise(world, provider, ref, amount, pick)
    world.houses.hear_all(now=world.clock())
    found = ExternalClaim.objects.filter(provider=provider, payment_refs__contains=[ref]).first()
    if found and pick // 8 % 3 == 1:
        ask = DismissClaim(claim_id=found.id, words=WORDS)
        dismiss_claim(ask=ask, actor=world.finance(pick).actor, now=world.clock())
    if found and pick // 8 % 3 == 2:
        match = MatchClaim(claim_id=found.id, order_id=world.order(pick).id, words=WORDS)
        match_claim(ask=match, actor=world.finance(pick).actor, now=world.clock())
    order = paid_order(world.merchant, line(1, amount), payments=(amount,))
    Payment.objects.filter(order=order).update(provider=provider, provider_ref=ref)


def unmatch(world: World, pick: int) -> None:
    """Finance undoes a match that a person made."""
    rows = ExternalClaim.objects.filter(account_id=world.merchant.account_id).exclude(matched_by=None).order_by("id")
    claim = chosen(list(rows), pick)
    ask = UnmatchClaim(claim_id=claim.id, words=WORDS)
    unmatch_claim(ask=ask, actor=world.finance(pick).actor, now=world.clock())


HOUSES_DEEDS: dict[str, Callable[[World, int], None]] = {
    "hears of a payment house": hear,
    "a refund comes back": refund_fails,
    "a refund is made by hand": refund_by_hand,
    "a card scheme warns": warn,
    "a claim is raised elsewhere": claim,
    "a claim elsewhere ends": claim_ends,
    "a claim outruns its order": outrun,
    "a match is undone": unmatch,
}
