"""Between which accounts each kind of entry moves money: the one table of it."""

from amends.core.ledger.posting import LedgerKind as L

Pair = tuple[L, L]
"""From, to."""


def _both(*pairs: Pair) -> tuple[Pair, ...]:
    return (*pairs, *((into, source) for source, into in pairs))


_REFUND = ((L.AFTER_SALES, L.CLEARING), (L.AFTER_SALES, L.WALLET_CASH), (L.AFTER_SALES, L.WALLET_BONUS))
_TAKING_BACK = _both(
    (L.WALLET_CASH, L.RECEIVABLE),
    (L.WALLET_BONUS, L.RECEIVABLE),
    (L.WALLET_BONUS, L.BENEFITS),
    (L.CHARGEBACKS, L.RECEIVABLE),
)

SHAPES: dict[str, tuple[Pair, ...]] = {
    "refund": _REFUND,
    "refund_returned": ((L.CLEARING, L.AFTER_SALES),),
    "top_up": ((L.CLEARING, L.WALLET_CASH), (L.BENEFITS, L.WALLET_BONUS)),
    "order_paid": ((L.WALLET_CASH, L.SALES), (L.WALLET_BONUS, L.SALES)),
    "withdrawal": ((L.WALLET_CASH, L.WALLET_FROZEN),),
    "withdrawal_paid": ((L.WALLET_FROZEN, L.CLEARING), (L.WALLET_FROZEN, L.FEES)),
    "withdrawal_returned": ((L.WALLET_FROZEN, L.WALLET_CASH),),
    "top_up_taken_back": _TAKING_BACK,
    "top_up_given_back": _TAKING_BACK,
    "top_up_debt_ended": ((L.CLEARING, L.RECEIVABLE), (L.CHARGEBACKS, L.RECEIVABLE)),
    "chargeback": _both((L.CHARGEBACKS, L.CLEARING), (L.RECEIVABLE, L.CLEARING)),
    "external_refund": _both((L.AFTER_SALES, L.CLEARING), (L.RECEIVABLE, L.CLEARING)),
    "chargeback_fee": _both((L.FEES, L.CLEARING)),
    "claim_rebooked": _both((L.RECEIVABLE, L.CHARGEBACKS), (L.RECEIVABLE, L.AFTER_SALES)),
    "liability": ((L.SUPPLIER, L.AFTER_SALES), (L.CARRIER, L.AFTER_SALES)),
    "liability_reversed": ((L.AFTER_SALES, L.SUPPLIER), (L.AFTER_SALES, L.CARRIER)),
    "debit_note_settled": _both((L.CLEARING, L.SUPPLIER), (L.CLEARING, L.CARRIER)),
}
"""Every kind of entry there is, and the pairs of accounts that its postings may join."""

REVERSALS = ("refund_returned", "withdrawal_returned", "liability_reversed")
"""Kinds of entries that always undo another."""

SHAPES_TOLD = [f"{kind} {source} {into}" for kind, pairs in SHAPES.items() for source, into in pairs]
"""The table as lines of words: kind, from, to."""
