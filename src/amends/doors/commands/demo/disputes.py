"""Playing the disputes' story through the verbs that merchants, agents, the clock and the worker ask for."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO

from amends.core.access import Actor
from amends.core.decisions.award import RejectReason
from amends.core.disputes.typed import Typed
from amends.core.evidence.purposes import Purpose
from amends.core.policies.clauses import Need
from amends.core.settlements.legs import Method
from amends.doors.commands.demo import pictures
from amends.doors.commands.demo.dispute_story import DEMO_TRADING, KONTOR_NORD, Step, Told
from amends.doors.commands.demo.people import SECOND_TOKEN
from amends.records.access.digests import digest_of
from amends.records.access.models import ApiToken, User
from amends.records.access.queries import actor_of
from amends.records.disputes.models import Dispute, Draft
from amends.records.orders.models import Order
from amends.records.settlements.models import Leg
from amends.usecases.decisions.answer_offer import AnswerOffer, answer_offer
from amends.usecases.decisions.approve_dispute import ApproveDispute, approve_dispute
from amends.usecases.decisions.offer_settlement import OfferSettlement, offer_settlement
from amends.usecases.decisions.reject_dispute import RejectDispute, reject_dispute
from amends.usecases.disputes.open_from_draft import OpenFromDraft, open_from_draft
from amends.usecases.disputes.pass_deadline import pass_deadline
from amends.usecases.disputes.preview_dispute import PreviewDispute, preview_dispute
from amends.usecases.disputes.request_evidence import RequestEvidence, request_evidence
from amends.usecases.disputes.save_draft import SaveDraft, save_draft
from amends.usecases.disputes.withdraw_dispute import WithdrawDispute, withdraw_dispute
from amends.usecases.disputes.write_message import WriteMessage, write_message
from amends.usecases.evidence.add_evidence import AddEvidence, add_evidence
from amends.usecases.settlements.pay_wallet_leg import pay_wallet_leg
from amends.usecases.settlements.send_resend_leg import send_resend_leg

BEGUN = "DT-1016"
"""The order on which a draft waits to be gone on with."""


@dataclass(frozen=True, slots=True)
class _Case:
    """A dispute being played: its number, who argues it, and the step's own time."""

    number: str
    merchant: Actor
    agent: Actor
    at: datetime


def is_told() -> bool:
    """Whether the story was played to its last dispute; people and addresses may have changed since."""
    account = ApiToken.objects.filter(token_digest=digest_of(SECOND_TOKEN)).values("account_id")
    last = min(KONTOR_NORD, key=lambda one: one.hours).order
    return Dispute.objects.filter(account_id__in=account, order__number=last).exists()


def play_disputes(*, now: datetime) -> None:
    """Opens and moves on each dispute whose order has none yet, the oldest first, and begins one draft."""
    for email, story in (("merchant@demo.example", DEMO_TRADING), ("second-merchant@demo.example", KONTOR_NORD)):
        merchant = _person(email)
        assert merchant.account_id
        for told in sorted(story, key=lambda one: -one.hours):
            order = Order.objects.filter(account_id=merchant.account_id, number=told.order, disputes=None).first()
            if order:
                _play(told, order, merchant=merchant, agent=_person("agent@demo.example"), now=now)
    _begin_draft(_person("merchant@demo.example"), now=now)


def _person(email: str) -> Actor:
    actor = actor_of(User.objects.get(email=email))
    assert actor
    return actor


def _play(told: Told, order: Order, *, merchant: Actor, agent: Actor, now: datetime) -> None:
    opened = now - timedelta(hours=told.hours)
    typed = _typed(told, order)
    draft = save_draft(ask=SaveDraft(order=order.number, typed=typed), actor=merchant, now=opened)
    preview = preview_dispute(ask=PreviewDispute(order=order.number, typed=typed), actor=merchant, now=opened)
    for purpose, name, content in _files(told, order, preview.needed):
        _give(draft, purpose, name, content, actor=merchant, at=opened)
    ask = OpenFromDraft(draft=draft.id, address_verified=True)
    number = str(open_from_draft(ask=ask, actor=merchant, now=opened).answer["number"])
    for step in told.steps:
        _STEPS[step.what](_Case(number, merchant, agent, now - timedelta(hours=step.hours)), step)


def _typed(told: Told, order: Order) -> Typed:
    lines = {line.sku: str(line.id) for line in order.lines.all()}
    return Typed(
        quantities={lines[sku]: str(units) for sku, units in told.units.items()},
        reason=told.reason.value,
        detail=told.detail or "",
        wish=told.wish.value,
        amount=told.amount,
        message=told.message,
        buyer_email=order.buyer_email,
    )


def _files(told: Told, order: Order, needed: Sequence[Need]) -> Iterator[tuple[Purpose, str, bytes]]:
    """A file for each thing that must be shown."""
    for need in needed:
        match purpose := need.any_of[0]:
            case Purpose.COMPLAINT:
                yield purpose, "complaint.jpg", pictures.complaint(sender=order.buyer_email, words=told.complaint)
            case Purpose.PARCEL:
                yield purpose, "parcel with label.jpg", pictures.parcel()
            case Purpose.CERTIFICATE:
                yield purpose, "certificate.jpg", pictures.certificate()
            case _:
                yield purpose, "商品照片 1.jpg", pictures.product(next(iter(told.units)))


def _give(draft: Draft, purpose: Purpose, name: str, content: bytes, *, actor: Actor, at: datetime) -> None:
    ask = AddEvidence(
        file=BytesIO(content),
        name=name,
        purpose=purpose,
        draft=draft.id,
        shows_buyer_email=purpose is Purpose.COMPLAINT,
    )
    add_evidence(ask=ask, actor=actor, now=at)


def _begin_draft(merchant: Actor, *, now: datetime) -> None:
    assert merchant.account_id
    order = Order.objects.filter(account_id=merchant.account_id, number=BEGUN, drafts=None).first()
    if order is None:
        return
    lamp = str(order.lines.get(position=1).id)
    typed = Typed(
        quantities={lamp: "1"},
        reason="damaged",
        wish="refund_wallet",
        buyer_email=order.buyer_email,
        message="The shade is cracked, pictures follow.",
    )
    draft = save_draft(ask=SaveDraft(order=BEGUN, typed=typed), actor=merchant, now=now - timedelta(hours=20))
    mail = pictures.complaint(sender=order.buyer_email, words="The lamp arrived broken.\nPlease help.")
    _give(draft, Purpose.COMPLAINT, "complaint.jpg", mail, actor=merchant, at=now - timedelta(hours=20))


def _offer(case: _Case, step: Step) -> None:
    shipping = "YunExpress Express" if step.outcome.value == "resend" else ""
    ask = OfferSettlement(
        dispute=case.number,
        outcome=step.outcome,
        amount=step.amount,
        shipping_method=shipping,
        words=step.words,
        departing=step.departing,
    )
    offer_settlement(ask=ask, actor=case.agent, now=case.at)


def _answer(case: _Case, step: Step) -> None:
    ask = AnswerOffer(dispute=case.number, round=1, agree=step.what == "agree", words=step.words)
    answer_offer(ask=ask, actor=case.merchant, now=case.at)


def _settle(case: _Case, _: Step) -> None:
    for leg in Leg.objects.filter(settlement__dispute__number=case.number):
        pay = pay_wallet_leg if leg.method == Method.WALLET.value else send_resend_leg
        pay(leg_id=leg.id, now=case.at)


def _approve(case: _Case, step: Step) -> None:
    approve_dispute(
        ask=ApproveDispute(dispute=case.number, words=step.words, departing=step.departing),
        actor=case.agent,
        now=case.at,
    )


def _reject(case: _Case, step: Step) -> None:
    ask = RejectDispute(
        dispute=case.number, reason=RejectReason.NOT_COVERED, words=step.words, departing=step.departing
    )
    reject_dispute(ask=ask, actor=case.agent, now=case.at)


def _ask(case: _Case, step: Step) -> None:
    request_evidence(ask=RequestEvidence(dispute=case.number, words=step.words), actor=case.agent, now=case.at)


def _say(case: _Case, step: Step) -> None:
    actor = case.agent if step.what == "say" else case.merchant
    write_message(ask=WriteMessage(body=step.words, dispute=case.number), actor=actor, now=case.at)


def _late(case: _Case, _: Step) -> None:
    pass_deadline(dispute=case.number, now=case.at)


_STEPS: dict[str, Callable[[_Case, Step], None]] = {
    "ask": _ask,
    "offer": _offer,
    "agree": _answer,
    "decline": _answer,
    "approve": _approve,
    "reject": _reject,
    "withdraw": lambda case, _: withdraw_dispute(
        ask=WithdrawDispute(dispute=case.number), actor=case.merchant, now=case.at
    ),
    "late": _late,
    "settle": _settle,
    "say": _say,
    "answer": _say,
}
