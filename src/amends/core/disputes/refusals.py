"""Why a dispute cannot be opened as asked. Kept together: the form shows them beside its fields."""

from amends.core.refusals import Refusal


class NothingChosen(Refusal):
    """No line was chosen."""

    code = "dispute.nothing_chosen"
    sentence = "Choose at least one item and how many of it the dispute is about."
    kind = "invalid"
    field = "lines"


class ChosenTwice(Refusal):
    """A line was named twice."""

    code = "dispute.line_twice"
    sentence = "The same item is chosen twice; put the whole quantity on one line."
    kind = "invalid"
    field = "lines"


class LineUnseen(Refusal):
    """The line is not this order's."""

    code = "dispute.line_unknown"
    sentence = "This order has no line %(line)s."
    kind = "invalid"
    field = "lines"


class LineInDispute(Refusal):
    """A line stands in at most one open dispute."""

    code = "dispute.line_in_dispute"
    sentence = "Item %(sku)s is already in the open dispute %(dispute)s."
    field = "lines"


class QuantityUnavailable(Refusal):
    """More units than can still be disputed, or fewer than one."""

    code = "dispute.quantity_unavailable"
    sentence = "Of item %(sku)s, %(claimable)s can still be disputed; you asked for %(asked)s."
    kind = "invalid"
    field = "lines"


class ReasonNotForStage(Refusal):
    """The dispute type does not fit how far the order came."""

    code = "dispute.reason_not_for_stage"
    sentence = "“%(reason)s” does not apply to an order that is %(stage)s."
    kind = "invalid"
    field = "reason"


class DetailNotForReason(Refusal):
    """What is said to be wrong belongs to another dispute type."""

    code = "dispute.detail_not_for_reason"
    sentence = "“%(detail)s” does not belong to “%(reason)s”."
    kind = "invalid"
    field = "detail"


class ResendNotForReason(Refusal):
    """A resend makes no sense for this dispute type."""

    code = "dispute.resend_not_for_reason"
    sentence = "“%(reason)s” can be answered with a refund, not with a resend."
    kind = "invalid"
    field = "wish"


class ChargedUnknown(Refusal):
    """Nobody told what the merchant paid us, so no refund can be computed."""

    code = "dispute.charged_unknown"
    sentence = "What was charged for order %(number)s is not known yet, so it can be resent but not refunded."
    field = "wish"


class PaidOutside(Refusal):
    """There is no payment of ours to send the money back to."""

    code = "dispute.paid_outside"
    sentence = "Order %(number)s was paid outside the platform; a refund can go to the balance only."
    field = "wish"


class PaidElsewhere(Refusal):
    """A payment was made at a payment house that this installation does not speak to."""

    code = "dispute.paid_elsewhere"
    sentence = (
        "Order %(number)s was paid through %(provider)s, where nothing can be refunded from here; "
        "a refund can go to the balance only."
    )
    field = "wish"


class AddressUnverified(Refusal):
    """A refund the original way needs a verified e-mail address."""

    code = "dispute.address_unverified"
    sentence = "Verify your e-mail address before asking for a refund the original way."
    kind = "forbidden"
    field = "wish"


class AmountMissing(Refusal):
    """A refund of nothing."""

    code = "dispute.amount_missing"
    sentence = "Enter an amount above zero and up to %(ceiling)s %(currency)s."
    kind = "invalid"
    field = "amount"


class AboveCeiling(Refusal):
    """More than these lines may bring back."""

    code = "dispute.above_ceiling"
    sentence = "%(asked)s %(currency)s is more than these items can bring back: %(ceiling)s %(currency)s at most."
    kind = "invalid"
    field = "amount"


class AddressMissing(Refusal):
    """For store orders the buyer's address is asked for, to be compared with the complaint."""

    code = "dispute.buyer_address_missing"
    sentence = "Enter the buyer's e-mail address as it is visible in the screenshot of the complaint."
    kind = "invalid"
    field = "buyer_email"


class MessageTooLong(Refusal):
    """The message is longer than a message may be."""

    code = "dispute.message_too_long"
    sentence = "The message is longer than %(limit)s characters."
    kind = "invalid"
    field = "message"


class DisputeUnseen(Refusal):
    """No such dispute, or not yours: the two look alike."""

    code = "dispute.unseen"
    sentence = "There is no dispute %(number)s."
    kind = "unseen"


class OrderUnseen(Refusal):
    """No such order, or not yours: the two look alike."""

    code = "order.unseen"
    sentence = "There is no order %(number)s."
    kind = "unseen"


class OtherCurrency(Refusal):
    """Whoever asks would misread the order's amounts."""

    code = "order.other_currency"
    sentence = "Order %(number)s is in %(currency)s; only amounts in %(spoken)s are spoken of here."


class StaleCase(Refusal):
    """The dispute changed since the page was shown."""

    code = "dispute.stale"
    sentence = "Dispute %(number)s changed since you looked at it: it is in the state “%(state)s” now."
