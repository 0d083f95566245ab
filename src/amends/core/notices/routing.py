"""Who is told when something happens: one table from trail code to audience."""

from dataclasses import dataclass
from enum import StrEnum

from amends.core.standing.codes import StandingCode as S
from amends.core.trail.codes import TrailCode as T


class Audience(StrEnum):
    """A group of people that a notice or a message is for. An empty audience makes a message an internal note."""

    MERCHANT = "merchant"
    AGENTS = "agents"
    FINANCE = "finance"
    WALLET = "wallet"
    """Those of a merchant's people who may read the wallet."""
    HOOKS = "hooks"
    """Those who keep webhooks: an account's owners, or the platform's admins."""


@dataclass(frozen=True, slots=True)
class Route:
    """Audiences of an event, and the notice's sentence over its facts as `notices.words` puts them."""

    audiences: frozenset[Audience]
    sentence: str


_M, _A, _F, _W = Audience.MERCHANT, Audience.AGENTS, Audience.FINANCE, Audience.WALLET


def _route(sentence: str, *audiences: Audience) -> Route:
    return Route(frozenset(audiences), sentence)


ROUTES: dict[str, Route] = {
    T.DISPUTE_OPENED: _route("Dispute %(number)s was opened; order %(order)s is on hold.", _M, _A),
    T.EVIDENCE_REQUESTED: _route("Dispute %(number)s: more evidence is asked of you.", _M),
    T.EVIDENCE_SUBMITTED: _route("Dispute %(number)s: the evidence asked for has arrived.", _A),
    T.OFFER_MADE: _route("Dispute %(number)s: an offer waits for your answer.", _M),
    T.OFFER_ACCEPTED: _route("Dispute %(number)s: the offer was agreed to.", _M, _A),
    T.OFFER_DECLINED: _route("Dispute %(number)s: the offer was declined.", _A),
    T.DISPUTE_APPROVED: _route("Dispute %(number)s was approved as asked.", _M),
    T.DISPUTE_REJECTED: _route("Dispute %(number)s was rejected; the reason is in the dispute.", _M),
    T.DISPUTE_WITHDRAWN: _route("Dispute %(number)s was withdrawn; order %(order)s goes on.", _M, _A),
    T.DISPUTE_EXPIRED: _route("Dispute %(number)s expired unanswered; order %(order)s goes on.", _M, _A),
    T.DISPUTE_ESCALATED: _route("Dispute %(number)s has waited too long for a review.", _A),
    T.FINANCE_TOLD: _route("Dispute %(number)s: its settlement is stuck.", _F),
    T.LEG_FAILED: _route("Dispute %(number)s: a refund could not be made the original way.", _M, _F),
    T.LEG_REPLACED: _route("Dispute %(number)s: a refund that failed is made another way.", _M),
    T.LEG_RESTORED: _route("Dispute %(number)s: what a claim had taken of its refund is paid after all.", _M),
    T.SETTLEMENT_FREED: _route(
        "Dispute %(number)s: a claim ended, and its order has money again for a refund that claims had stopped.", _F
    ),
    T.LEG_PAID_AFTER_ALL: _route(
        "Dispute %(number)s: %(provider)s paid %(amount)s (%(ref)s) for a refund that had been replaced or ended; "
        "the money may have gone out twice.",
        _F,
    ),
    T.EXTERNAL_CLAIM_WARNED: _route("A payment house asks about order %(order)s; no money has moved.", _M, _F),
    T.EXTERNAL_CLAIM_HOLDS: _route("A claim at a payment house holds the money of order %(order)s.", _M, _F),
    T.EXTERNAL_CLAIM_LOST: _route("A claim at a payment house took money of order %(order)s for good.", _M, _F),
    T.EXTERNAL_CLAIM_RELEASED: _route("The claim at a payment house about order %(order)s has ended.", _M, _F),
    T.EXTERNAL_CLAIM_UNMATCHED: _route(
        "A claim at a payment house was matched to order %(order)s by mistake; it no longer stands there.", _M, _F
    ),
    T.EXTERNAL_CLAIM_UNPLACED: _route(
        "Nobody knows what claim %(claim)s over %(amount)s is about; its answer is due: %(due)s.", _F
    ),
    T.MESSAGE_FROM_MERCHANT: _route("A merchant wrote about order %(order)s.", _A),
    T.MESSAGE_FROM_STAFF: _route("The platform wrote to you about order %(order)s.", _M),
    T.DISPUTE_SETTLED: _route("Dispute %(number)s is settled.", _M),
    S.IMPOSED: _route("Account %(account)s is %(standing)s %(lasts)s. Reason: %(reason)s.", _M),
    S.LIFTED: _route("Account %(account)s is no longer %(standing)s: the measure was lifted.", _M),
    S.EXPIRED: _route("Account %(account)s is no longer %(standing)s: the measure has expired.", _M),
    S.CONTESTED: _route("Account %(account)s contests being %(standing)s.", _F),
    S.CONTEST_ESCALATED: _route("Account %(account)s contests being %(standing)s; nobody answered in time.", _F),
    S.CONTEST_UPHELD: _route("Account %(account)s stays %(standing)s: the contest was answered.", _M),
    S.CONTEST_LIFTED: _route("Account %(account)s is no longer %(standing)s: the contest was granted.", _M),
    T.WEBHOOK_DISABLED: _route(
        "Nothing is sent to the webhook endpoint %(url)s any more: it took nothing in.", Audience.HOOKS
    ),
    T.ORDER_PAID: _route("Order %(order)s was paid from your balance.", _W),
    T.TOP_UP_PAID: _route("Your top-up arrived: %(amount)s.", _W),
    T.TOP_UP_DIFFERED: _route("A top-up was paid otherwise than asked for: %(amount)s (%(payment_ref)s).", _F),
    T.TOP_UP_CLAIMED: _route(
        "A payment house has a claim on a top-up of %(amount)s; withdrawals wait until it has ended.", _W, _F
    ),
    T.TOP_UP_CLAIM_ENDED: _route("The claim on a top-up of %(amount)s has ended.", _W, _F),
    T.TOP_UP_TAKEN_BACK: _route("A payment house took back %(amount)s of a top-up.", _W, _F),
    T.TOP_UP_GIVEN_BACK: _route("%(amount)s of a top-up that a payment house had taken came back.", _W, _F),
    T.TOP_UP_DEBT_ENDED: _route("%(amount)s owed for a top-up that was taken back: %(why)s", _W),
    T.WITHDRAWAL_ASKED: _route("A withdrawal of %(amount)s was asked for and waits for finance.", _W, _F),
    T.WITHDRAWAL_TAKEN_UP: _route(
        "Finance is paying out your withdrawal of %(amount)s; it can no longer be canceled.", _W
    ),
    T.WITHDRAWAL_PUT_BACK: _route("Your withdrawal of %(amount)s waits for finance again.", _W),
    T.WITHDRAWAL_APPROVED: _route("Your withdrawal of %(amount)s is approved and paid out.", _W),
    T.WITHDRAWAL_REFUSED: _route("Your withdrawal of %(amount)s was refused: %(why)s", _W),
    T.WITHDRAWAL_CANCELED: _route("A withdrawal of %(amount)s was canceled.", _W, _F),
}


def route_of(code: str) -> Route | None:
    """Who hears of `code`, or None when nobody needs to."""
    return ROUTES.get(code)
