"""What of an offer contradicts itself, or its dispute's type."""

from amends.core.decisions.award import Outcome
from amends.core.disputes.reasons import REASONS, Reason
from amends.core.disputes.refusals import ResendNotForReason
from amends.core.refusals import Refusal, Said


class AmountWithResend(Refusal):
    """Goods are offered, and an amount beside them would be lost."""

    code = "decision.amount_with_resend"
    sentence = "A resend gives goods and no money: leave out the amount, or offer a refund of it."
    kind = "invalid"
    field = "amount"


def check_resend(outcome: Outcome, *, amount: int, reason: Reason) -> None:
    """Nothing for a refund. Raises ResendNotForReason, as to whoever opens a dispute, and AmountWithResend.

    The policy's finding is advice to staff, from which they may depart; what a dispute's type is about is not.
    """
    if outcome is not Outcome.RESEND:
        return
    facts = REASONS[reason]
    if not facts.may_resend:
        raise ResendNotForReason(reason=Said(reason.value, facts.title))
    if amount:
        raise AmountWithResend
