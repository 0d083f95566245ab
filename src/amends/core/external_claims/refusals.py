"""Why something about a claim is not done."""

from amends.core.refusals import Refusal


class ClaimUnseen(Refusal):
    """No such claim, or not one that the asker may see."""

    code = "external_claim.unseen"
    sentence = "There is no such claim."
    kind = "unseen"


class ClaimMatched(Refusal):
    """The claim already stands on an order."""

    code = "external_claim.matched"
    sentence = "Claim %(claim)s already stands on order %(number)s."


class ClaimOnTopUp(Refusal):
    """The claim already stands on a top-up."""

    code = "external_claim.on_top_up"
    sentence = "Claim %(claim)s already stands on a top-up."


class TopUpNotFound(Refusal):
    """The top-up to match a claim to is not there, or was never paid."""

    code = "external_claim.top_up_not_found"
    sentence = "There is no such top-up, or it was never paid."
    kind = "invalid"
    field = "top_up"


class ClaimDismissed(Refusal):
    """The claim was set aside before."""

    code = "external_claim.dismissed"
    sentence = "Claim %(claim)s was set aside before."


class OrderNotFound(Refusal):
    """The order to match a claim to is not there."""

    code = "external_claim.order_not_found"
    sentence = "There is no order %(number)s in that account."
    kind = "invalid"
    field = "order"


class ReasonMissing(Refusal):
    """Setting a claim aside is said why."""

    code = "external_claim.reason_missing"
    sentence = "Say why the claim concerns no order here."
    kind = "invalid"
    field = "words"


class MatchReasonMissing(Refusal):
    """Undoing a match is said why."""

    code = "external_claim.match_reason_missing"
    sentence = "Say why the claim does not belong there."
    kind = "invalid"
    field = "words"


class ClaimNotMatched(Refusal):
    """Only what stands somewhere can be taken from there."""

    code = "external_claim.not_matched"
    sentence = "Claim %(claim)s stands on nothing."


class ClaimMatchedByPayment(Refusal):
    """No person matched it: the payment house named the payment, and that payment paid this."""

    code = "external_claim.matched_by_payment"
    sentence = "Claim %(claim)s stands where its payment belongs; only a match made by hand can be undone."


class ClaimNotDismissed(Refusal):
    """Only what was set aside can be taken back."""

    code = "external_claim.not_dismissed"
    sentence = "Claim %(claim)s was not set aside."


class NoMoreReasonMissing(Refusal):
    """That a claim takes nothing more is said why."""

    code = "external_claim.no_more_reason_missing"
    sentence = "Say how you know that the claim takes nothing more."
    kind = "invalid"
    field = "words"


class ClaimUndecided(Refusal):
    """The payment house holds or takes the money: nobody knows before it that nothing more is taken."""

    code = "external_claim.undecided"
    sentence = "Claim %(claim)s is not decided yet; it ends at its payment house."


class ClaimWaitsForNothing(Refusal):
    """Only what makes a top-up's money wait can be said to take nothing more."""

    code = "external_claim.waits_for_nothing"
    sentence = "Nothing waits for claim %(claim)s; nothing was changed."
