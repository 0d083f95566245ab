"""Answer an offer: agree, and it is carried out; decline with words, and the case returns to review."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from amends.core.access import Actor
from amends.core.decisions.award import Outcome
from amends.core.disputes.refusals import AddressUnverified
from amends.core.disputes.states import Move, State, check_move, say_state
from amends.core.refusals import Refusal
from amends.core.trail.codes import TrailCode
from amends.records.disputes.case import take_case
from amends.records.disputes.offers import close_offer, open_offer
from amends.usecases.decisions.record_decision import record_decision
from amends.usecases.disputes.make_move import make_move
from amends.usecases.disputes.write_message import check_words, say


class AnotherOffer(Refusal):
    """The offer on the page is not the one that waits now."""

    code = "decision.another_offer"
    sentence = "The offer for dispute %(number)s is another one now; look at it before you answer."


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerOffer:
    """The ask. `round` is the offer's the merchant looked at; `words` are needed to decline."""

    dispute: str
    round: int
    agree: bool
    words: str = ""
    version: int | None = None
    address_verified: bool = True


def answer_offer(*, ask: AnswerOffer, actor: Actor, now: datetime) -> None:
    """Raises DisputeUnseen, StaleCase, WrongActor, MoveNotAllowed, AnotherOffer, AddressUnverified, MessageEmpty, and,

    when money has changed since the offer was made, what planning raises; then the offer still stands.
    """
    with transaction.atomic():
        case = take_case(number=ask.dispute, actor=actor, version=ask.version)
        dispute = case.dispute
        move = Move.AGREE if ask.agree else Move.DECLINE
        target = check_move(move, state=State(dispute.state), number=dispute.number, actor=actor)
        offer = open_offer(dispute)
        if offer is None or offer.round != ask.round:
            raise AnotherOffer(
                number=dispute.number,
                version=dispute.version,
                state=say_state(State(dispute.state)),
                round=offer.round if offer else None,
            )
        words = check_words(ask.words) if not ask.agree or ask.words.strip() else ""
        outcome = Outcome(offer.outcome)
        if ask.agree:
            if outcome is Outcome.REFUND_ORIGINAL and not ask.address_verified:
                raise AddressUnverified
            record_decision(
                case=case, outcome=outcome, amount=offer.amount, words=offer.words, offer=offer, actor=actor, now=now
            )
        if words:
            say(order=case.order, dispute=dispute, actor=actor, body=words, internal=False, now=now)
        close_offer(dispute, answer="agreed" if ask.agree else "declined", now=now, words=words)
        code = TrailCode.OFFER_ACCEPTED if ask.agree else TrailCode.OFFER_DECLINED
        facts = {"round": offer.round, "outcome": offer.outcome, "amount": offer.amount}
        make_move(case=case, target=target, code=code, actor=actor, now=now, facts=facts, why=words)
