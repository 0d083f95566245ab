"""What a claim does and what happened to it, in sentences for staff."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amends.core.external_claims.standing import Effect
from amends.core.external_claims.words import ExternalKind, ExternalState, ExternalStep
from amends.core.money import format_minor
from amends.doors.look.badges import CLAIM_BADGES, CLAIM_KINDS
from amends.records.external_claims.pages import ClaimShown, EventShown

_EFFECTS: dict[Effect, str | Promise] = {
    Effect.WARNS: gettext_lazy(
        "No money has moved. A refund the original way is seen by the payment house, and usually ends the matter "
        "before it becomes a chargeback. It hears nothing of a refund to the balance: that one waits until this has "
        "ended."
    ),
    Effect.HOLDS: gettext_lazy(
        "It holds the order's money. Until it ends, nothing of this order is opened, offered, decided or paid here; "
        "legs that were planned wait."
    ),
    Effect.LOST: gettext_lazy("The money is gone for good and counts against what the order can still bring back."),
    Effect.RELEASED: gettext_lazy("It has ended and blocks nothing."),
}

_NOT_BACK = gettext_lazy(
    "It has ended, but the money it took has not come back yet. Until the payment house returns it, nothing of this "
    "order is opened, offered, decided or paid here."
)

_ON_TOP_UP: dict[Effect, str | Promise] = {
    Effect.WARNS: gettext_lazy("No money has moved. Until it ends, nothing is withdrawn from the account's balance."),
    Effect.HOLDS: gettext_lazy(
        "Until it ends, nothing is withdrawn from the account's balance, and what is claimed pays no order. What the "
        "payment house takes leaves the balance; what the balance does not cover is owed."
    ),
    Effect.LOST: gettext_lazy(
        "What the payment house took has left the account's balance; what the balance did not cover is owed, and "
        "blocks withdrawals until finance has ended it on the account's page."
    ),
    Effect.RELEASED: gettext_lazy("It has ended and blocks nothing."),
}
"""Of one on a top-up."""


def effect_words(claim: ClaimShown) -> str:
    """What the claim blocks now."""
    if claim.grew_into is not None:
        return _("It became another claim, which counts in its place.")
    if claim.effect is None:
        return _("It stands on no order and no top-up, so it blocks nothing yet.")
    if claim.takes_no_more_at is not None:
        return _(
            "Finance said that it takes nothing more, so nothing waits for it. Money that moves counts all the same."
        )
    if claim.top_up_id is not None:
        return str(_ON_TOP_UP[claim.effect])
    if claim.not_back:
        return str(_NOT_BACK)
    return str(_EFFECTS[claim.effect])


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event of the history: a sentence, and what was said with it."""

    event: EventShown
    sentence: str


def event_line(event: EventShown) -> EventLine:
    """The event in words."""
    return EventLine(event, _sentence(event))


def _sentence(event: EventShown) -> str:
    after = event.after
    if event.step is ExternalStep.TOLD:
        kind, state = CLAIM_KINDS[ExternalKind(after["kind"])], CLAIM_BADGES[ExternalState(after["state"])].words
        amount = f"{format_minor(after['amount'], after['currency'])} {after['currency']}"
        return _("The payment house said: %(kind)s, %(state)s, %(amount)s") % {
            "kind": kind,
            "state": str(state).lower(),
            "amount": amount,
        }
    if event.step is ExternalStep.MONEY_MOVED:
        return _moved(after["amount"], after["fee"], after["currency"])
    if event.step is ExternalStep.MATCHED:
        return _matched(after)
    if event.step is ExternalStep.TAKES_NO_MORE:
        return _("Said to take nothing more")
    if event.step is ExternalStep.UNMATCHED:
        counted = _(
            "The match was undone. A rule has taken a measure of the account meanwhile, which may have counted it"
        )
        return counted if after.get("measured") else _("The match was undone")
    return _("Set aside") if event.step is ExternalStep.DISMISSED else _("Taken back")


def _matched(after: dict[str, str]) -> str:
    if "top_up" in after:
        return _("Matched to the top-up that payment %(payment)s paid") % {"payment": after["payment"]}
    return _("Matched to order %(order)s") % {"order": after["order"]}


def _moved(amount: int, fee: int, currency: str) -> str:
    told = {"amount": f"{format_minor(abs(amount), currency)} {currency}"}
    words = _("%(amount)s went") % told if amount < 0 else _("%(amount)s came back") % told
    if not fee:
        return words
    return _("%(words)s, with a fee of %(fee)s") % {"words": words, "fee": f"{format_minor(fee, currency)} {currency}"}
