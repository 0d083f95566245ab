"""Offer a settlement: an amount to the balance or the original way, or a resend with its content to check."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from amends.core.access import Actor
from amends.core.decisions.award import Award, Outcome
from amends.core.decisions.departing import Departing
from amends.core.decisions.offering import check_resend
from amends.core.disputes.reasons import Reason
from amends.core.disputes.states import Move, State, check_move
from amends.core.orders.parts import add_parts
from amends.core.refusals import Refusal
from amends.core.trail.codes import TrailCode
from amends.records.disputes.case import Case, take_case
from amends.records.disputes.models import Offer
from amends.usecases.decisions.record_decision import plan
from amends.usecases.decisions.weigh_finding import weigh_finding
from amends.usecases.disputes.make_move import make_move


class NotAnOffer(Refusal):
    """A rejection is not something to agree to."""

    code = "decision.not_an_offer"
    sentence = "Offer a refund or a resend; to refuse, reject the dispute."
    kind = "invalid"
    field = "outcome"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferSettlement:
    """The ask. `amount` in minor units, none for a resend, whose empty `shipping_method` keeps the order's.

    `shown` is the digest of the finding on the page; `departing` says why it is departed from, if it is.
    """

    dispute: str
    outcome: Outcome
    amount: int = 0
    shipping_method: str = ""
    words: str = ""
    version: int | None = None
    shown: str | None = None
    departing: Departing | None = None


def resend_information(case: Case, awards: list[Award], shipping_method: str) -> dict[str, Any]:
    """What the merchant checks before agreeing to a resend: lines, quantities, address, shipping method."""
    return {
        "lines": [
            {"line_id": str(award.line.id), "sku": award.line.sku, "name": award.line.name, "quantity": award.quantity}
            for award in awards
        ],
        "recipient": case.order.buyer_name,
        "address": case.order.address,
        "country": case.order.country,
        "shipping_method": shipping_method or case.order.shipping_method,
    }


def offer_settlement(*, ask: OfferSettlement, actor: Actor, now: datetime) -> Offer:
    """Raises DisputeUnseen, StaleCase, WrongActor, MoveNotAllowed, NotAnOffer, ResendNotForReason, AmountWithResend,

    what planning raises and what `weigh_finding` raises.
    """
    with transaction.atomic():
        case = take_case(number=ask.dispute, actor=actor, version=ask.version)
        dispute = case.dispute
        target = check_move(Move.OFFER, state=State(dispute.state), number=dispute.number, actor=actor)
        if ask.outcome is Outcome.REJECT:
            raise NotAnOffer
        check_resend(ask.outcome, amount=ask.amount, reason=Reason(dispute.reason))
        resend, amount = ask.outcome is Outcome.RESEND, ask.amount
        awards, _ = plan(case, outcome=ask.outcome, amount=amount)
        offer = Offer(
            account_id=dispute.account_id,
            dispute=dispute,
            round=Offer.objects.filter(dispute=dispute).count() + 1,
            outcome=ask.outcome.value,
            amount=amount,
            parts=asdict(add_parts(award.parts for award in awards)),
            resend=resend_information(case, awards, ask.shipping_method.strip()) if resend else {},
            words=ask.words.strip(),
            made_by_id=actor.id,
            made_by_name=actor.name,
            made_at=now,
        )
        told = weigh_finding(
            case=case,
            outcome=ask.outcome,
            amount=amount,
            departing=ask.departing,
            shown=ask.shown,
            actor=actor,
            now=now,
            offer_round=offer.round,
        )
        facts = {"round": offer.round, "outcome": ask.outcome, "amount": amount, "currency": dispute.currency, **told}
        make_move(
            case=case, target=target, code=TrailCode.OFFER_MADE, actor=actor, now=now, facts=facts, why=offer.words
        )
        assert dispute.due_at is not None
        offer.expires_at = dispute.due_at
        offer.save(force_insert=True)
        return offer
