"""What a claim at a payment house means for a merchant, and how it is withdrawn there."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amends.core.external_claims.standing import Effect
from amends.records.external_claims.pages import ClaimShown, claims_of_order, claims_of_top_up

_MEANINGS: dict[Effect, str | Promise] = {
    Effect.WARNS: gettext_lazy(
        "No money has moved yet. Disputes about our orders are opened and negotiated here, not through a payment house "
        "or another third party; claims made there can lead to the account being blocked. Move the case here: open the "
        "dispute with your evidence, and withdraw the claim there. Until it has ended there, what is granted here is "
        "not paid to your balance; a refund to the original payment is not delayed."
    ),
    Effect.HOLDS: gettext_lazy(
        "The payment house holds this money until it decides. Disputes about our orders are opened and negotiated "
        "here, not through a third party; claims made there can lead to the account being blocked. Until the claim has "
        "ended or was withdrawn, nothing can be refunded here, because it would be paid twice. Once it is withdrawn, "
        "you can open the dispute here."
    ),
    Effect.LOST: gettext_lazy(
        "The payment house gave this money back. It counts as refunded: only what is left of the order's charge can "
        "still be refunded here."
    ),
    Effect.RELEASED: gettext_lazy("The claim has ended and blocks nothing here."),
}

_NOT_BACK = gettext_lazy(
    "The claim has ended, but the payment house has not returned the money yet. Until it does, nothing can be refunded "
    "here."
)

_ON_TOP_UP: dict[Effect, str | Promise] = {
    Effect.WARNS: gettext_lazy(
        "No money has moved yet. Until the claim has ended, nothing is withdrawn from your balance, and what is "
        "claimed pays no order."
    ),
    Effect.HOLDS: gettext_lazy(
        "The payment house holds or takes this money until it decides. What it takes leaves your balance; until the "
        "claim has ended, nothing is withdrawn from it, and what is claimed pays no order."
    ),
    Effect.LOST: gettext_lazy(
        "The payment house gave this money back. It left your balance; what the balance did not cover is owed."
    ),
    Effect.RELEASED: gettext_lazy("The claim has ended and blocks nothing here."),
}

_WITHDRAWING = {
    "paypal": gettext_lazy("To withdraw it, open the case in PayPal's Resolution Center and close it there."),
    "stripe": gettext_lazy(
        "To withdraw it, ask the bank that issued your card to cancel the chargeback, and keep its confirmation."
    ),
}
_ELSEWHERE = gettext_lazy("To withdraw it, tell the payment house, or the bank of your card, that you cancel it.")


@dataclass(frozen=True, slots=True)
class OwnClaim:
    """A claim with what it means; `withdrawing` is empty once it has ended."""

    claim: ClaimShown
    meaning: str
    withdrawing: str
    tone: str


def own_claim(claim: ClaimShown) -> OwnClaim:
    """A claim of the merchant's own, in words."""
    effect = claim.effect or Effect.RELEASED
    ended = not claim.waits or effect is Effect.RELEASED or claim.takes_no_more_at is not None
    tone = "warn" if effect in (Effect.WARNS, Effect.HOLDS) and claim.takes_no_more_at is None else "info"
    meaning = _("It became another claim, which counts in its place.") if claim.grew_into else _meaning(claim, effect)
    return OwnClaim(claim, meaning, "" if ended else str(_WITHDRAWING.get(claim.provider, _ELSEWHERE)), tone)


def _meaning(claim: ClaimShown, effect: Effect) -> str:
    if claim.not_back and not claim.top_up_id:
        return str(_NOT_BACK)
    if claim.takes_no_more_at is not None:
        return _("The platform does not expect it to take anything more. Nothing waits for it.")
    return str((_ON_TOP_UP if claim.top_up_id else _MEANINGS)[effect])


def claims_of_own_top_up(top_up_id: UUID) -> list[OwnClaim]:
    """Those on a top-up of the merchant's, latest first."""
    return [own_claim(one) for one in claims_of_top_up(top_up_id)]


def standing_claims(order_id: UUID) -> list[OwnClaim]:
    """Those on an order of the merchant's that still matter, latest first."""
    return [own_claim(one) for one in claims_of_order(order_id) if one.effect is not Effect.RELEASED]
