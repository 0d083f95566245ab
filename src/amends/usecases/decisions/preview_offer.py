"""Work out what an offer would give, line by line and leg by leg, along the path that makes it; nothing is written."""

from dataclasses import dataclass

from django.db import transaction

from amends.core.access import Actor
from amends.core.decisions.award import Award, Outcome
from amends.core.decisions.offering import check_resend
from amends.core.disputes.reasons import Reason
from amends.core.disputes.states import Move, State, check_move
from amends.core.orders.parts import Parts, add_parts
from amends.core.settlements.legs import PlannedLeg
from amends.records.disputes.case import take_case
from amends.usecases.decisions.offer_settlement import NotAnOffer, OfferSettlement
from amends.usecases.decisions.record_decision import plan


@dataclass(frozen=True, slots=True)
class OfferPreview:
    """What each line would receive, and the payments planned for it. Minor units of the dispute's currency."""

    awards: tuple[Award, ...]
    legs: tuple[PlannedLeg, ...]

    @property
    def parts(self) -> Parts:
        """The whole amount, part by part."""
        return add_parts(award.parts for award in self.awards)


def preview_offer(*, ask: OfferSettlement, actor: Actor) -> OfferPreview:
    """Raises what `offer_settlement` raises; the version in `ask` is not asked for, a preview shows what is now."""
    with transaction.atomic():
        case = take_case(number=ask.dispute, actor=actor)
        check_move(Move.OFFER, state=State(case.dispute.state), number=case.dispute.number, actor=actor)
        if ask.outcome is Outcome.REJECT:
            raise NotAnOffer
        check_resend(ask.outcome, amount=ask.amount, reason=Reason(case.dispute.reason))
        awards, legs = plan(case, outcome=ask.outcome, amount=ask.amount)
        return OfferPreview(awards=tuple(awards), legs=tuple(legs))
