"""Our reasons, states and outcomes in the numbers and words of CJ's clients."""

from amends.core.decisions.award import Outcome
from amends.core.disputes.reasons import Reason, Wish
from amends.core.disputes.states import STATES, State

REASONS: dict[int, tuple[Reason, str]] = {
    1: (Reason.ORDER_CANCELLATION, "Unfulfilled Order Cancellation"),
    2: (Reason.DELAYED, "Products Delayed"),
    3: (Reason.BAD_QUALITY, "Products of Bad Quality"),
    4: (Reason.WRONG_PRODUCT, "Incorrect Products"),
    5: (Reason.MISSING_PARTS, "Parts or Accessories Missing"),
    6: (Reason.ORDER_RETURNED, "Order Returned"),
    8: (Reason.DAMAGED, "Product Damaged"),
    10: (Reason.NOT_RECEIVED, "Products Not Received"),
}
"""1, 8 and 10 are CJ's own numbers; it publishes no list, and clients read theirs from disputeConfirmInfo."""

REASON_NAMES = dict(REASONS.values())

REFUND, RESEND, REJECT = 1, 2, 3
FINALLY = {
    Outcome.REFUND_WALLET.value: REFUND,
    Outcome.REFUND_ORIGINAL.value: REFUND,
    Outcome.RESEND.value: RESEND,
    Outcome.REJECT.value: REJECT,
}

WISHES: dict[tuple[int, int], Wish] = {
    (REFUND, 1): Wish.REFUND_WALLET,
    (REFUND, 2): Wish.REFUND_ORIGINAL,
    (RESEND, 1): Wish.RESEND,
    (RESEND, 2): Wish.RESEND,
}
"""By expectType and refundType, which a reissue has without meaning anything."""

STATUSES: dict[State, str] = {
    State.UNDER_REVIEW: "Processing",
    State.EVIDENCE_REQUESTED: "Awaiting response",
    State.OFFERED: "Awaiting response",
    State.AGREED: "Processing",
    State.SETTLING: "Processing",
    State.SETTLED: "Completed",
    State.REJECTED: "Rejected",
    State.WITHDRAWN: "Cancelled",
    State.EXPIRED: "Closed",
}
"""At most 20 characters."""

FILTERS: dict[str, list[State]] = {
    "processing": [state for state in STATUSES if STATES[state].open],
    "finished": [state for state in STATUSES if not STATES[state].open],
    **{
        word.lower(): [state for state in STATUSES if STATUSES[state] == word]
        for word in STATUSES.values()
        if word != "Processing"
    },
}
"""What `status` may ask for: the two words of CJ's own tool, and each word we answer with."""
