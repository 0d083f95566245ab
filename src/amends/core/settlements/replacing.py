"""What may take the place of a leg that failed, and who may say so."""

from amends.core.access import Actor, Permission, Side, require
from amends.core.refusals import Refusal
from amends.core.settlements.legs import LegState, Method, Unrefundable

MAY_BE_ELSEWHERE = frozenset({Unrefundable.DISPUTED.value, Unrefundable.NOTHING_LEFT.value})
"""For these a payment house refuses where a chargeback, or a refund made by hand there, moves the money past us."""

_WAYS_ON = {
    Method.ORIGINAL: {Method.ORIGINAL, Method.WALLET},
    Method.WALLET: {Method.WALLET},
    Method.RESEND: set[Method](),
}
"""Bonus is paid as `wallet` too, and stays bonus."""


class LegNotFailed(Refusal):
    """Only a leg that failed for good can be replaced: of any other, money may be on its way."""

    code = "settlement.leg_not_failed"
    sentence = "This refund is %(state)s; only one that failed can be made another way."


class LegNotUnknown(Refusal):
    """Only where nobody knows the outcome may a person tell it."""

    code = "settlement.leg_not_unknown"
    sentence = "This refund is %(state)s; an outcome can only be told while it is unknown."


class NoOtherWay(Refusal):
    """Goods are not replaced by money here, nor the other way round."""

    code = "settlement.no_other_way"
    sentence = "This leg cannot be carried out as “%(method)s”."
    field = "method"


class FinanceLooksFirst(Refusal):
    """The news of what took the money may be late, or lost: somebody looks at the payment house before we pay."""

    code = "settlement.finance_looks_first"
    sentence = (
        "The payment house says that this money is disputed or has gone back already: "
        "the platform's finance team looks there before it is paid another way."
    )


class NothingTaken(Refusal):
    """What was promised is owed until it is paid, unless a payment house has paid it already."""

    code = "settlement.nothing_taken"
    sentence = "No claim at a payment house has taken this money: the refund is still owed."


class NothingCut(Refusal):
    """What was never cut of a leg, or is owed again already, is not owed once more."""

    code = "settlement.nothing_cut"
    sentence = "Nothing of this refund was taken by a claim at a payment house."


class StillTaken(Refusal):
    """The claim that took it still stands lost, or the order's money went elsewhere meanwhile."""

    code = "settlement.still_taken"
    sentence = "Of this order nothing is left to pay from: what the claim took has not come back."


def check_replacement(*, state: LegState, method: Method, failed_for: str, to: Method, actor: Actor) -> None:
    """Whether `actor` may have a failed leg carried out as `to`; `failed_for` says why it failed (Unrefundable, or "").

    Merchants may take their balance in place of the payment they were promised, unless the money may be elsewhere:
    then finance looks first. Finance may besides try the original way once more, and pay to the balance once more
    what a claim had kept from it. Raises Forbidden, LegNotFailed, NoOtherWay, FinanceLooksFirst.
    """
    merchants = actor.side is Side.MERCHANT
    require(actor, Permission.MERCHANT_DISPUTE_ANSWER if merchants else Permission.STAFF_SETTLEMENT_MANAGE)
    if state is not LegState.FAILED:
        raise LegNotFailed(state=state.value)
    if to not in _WAYS_ON[method] or (merchants and (method, to) != (Method.ORIGINAL, Method.WALLET)):
        raise NoOtherWay(method=to.value)
    if merchants and failed_for in MAY_BE_ELSEWHERE:
        raise FinanceLooksFirst


def check_told_outcome(*, state: LegState, actor: Actor) -> None:
    """Whether `actor` may tell what came of a leg after looking at the provider's own pages.

    Raises Forbidden, LegNotUnknown.
    """
    require(actor, Permission.STAFF_SETTLEMENT_MANAGE)
    if state is not LegState.UNKNOWN:
        raise LegNotUnknown(state=state.value)


def check_cut(*, state: LegState, amount: int, over: int, actor: Actor) -> int:
    """How much of a failed leg of `amount` claims at payment houses took: no longer owed by us. Minor units, > 0.

    `over` is by how much promises, refunds and lost claims together exceed what was charged for the order.
    Raises Forbidden, LegNotFailed, NothingTaken.
    """
    require(actor, Permission.STAFF_SETTLEMENT_MANAGE)
    if state is not LegState.FAILED:
        raise LegNotFailed(state=state.value)
    if over <= 0 or amount <= 0:
        raise NothingTaken
    return min(amount, over)


def check_restored(*, cut: int, left: int, actor: Actor) -> int:
    """How much of what was `cut` of a leg is owed again, since so much is `left` to pay it from. Minor units, > 0.

    Raises Forbidden, NothingCut, StillTaken.
    """
    require(actor, Permission.STAFF_SETTLEMENT_MANAGE)
    if cut <= 0:
        raise NothingCut
    if left <= 0:
        raise StillTaken
    return min(cut, left)
