"""What happened to this order, and what can I do?"""

from datetime import date, datetime
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.core.access import Actor, Permission
from amends.core.disputes.reasons import REASONS
from amends.core.orders.claimable import LineFacts, why_not_disputable
from amends.core.orders.kinds import Kind
from amends.core.policies.timing import timings
from amends.core.wallet.paying import Due
from amends.doors.portal.external_claims.words import standing_claims
from amends.doors.portal.orders.asked import orders_url
from amends.doors.portal.orders.kind_pages import KIND_PAGES
from amends.doors.portal.orders.parcels import address_lines, parcel_steps
from amends.doors.portal.refusals import refusal_words
from amends.doors.portal.session import MerchantRequest, merchant_page
from amends.doors.portal.wallet.pay import payment_offer
from amends.records.disputes.of_orders import DisputeOfOrder, dispute_resent_by, disputes_of_orders, messages_of_order
from amends.records.disputes.queries_drafts import draft_on_order
from amends.records.orders.queries_page import OrderShown, show_order
from amends.records.policies.judging import judge_in_force


@merchant_page(Permission.MERCHANT_ORDER_READ)
def order(request: MerchantRequest, number: str) -> HttpResponse:
    """The order's page; 404 for a number that is absent or somebody else's."""
    return show_page(request, number)


def show_page(
    request: MerchantRequest, number: str, *, refused: str = "", words: str = "", status: int = HTTPStatus.OK
) -> HttpResponse:
    """The page, with the message's form as it was sent when it was `refused`."""
    account_id = request.actor.account_id
    assert account_id
    shown = show_order(account_id=account_id, number=number, now=(now := timezone.now()))
    if shown is None:
        raise Http404
    disputes = disputes_of_orders(account_id=account_id, order_ids=[shown.facts.id])[shown.facts.id]
    context = {
        "now": now,
        "order": shown,
        "facts": shown.facts,
        "kind": KIND_PAGES[shown.facts.kind],
        "list_url": orders_url(shown.facts.kind),
        "parcels": [(parcel, parcel_steps(parcel)) for parcel in shown.parcels],
        "address": address_lines(shown.address, shown.country),
        "disputes": disputes,
        "holding": [dispute for dispute in disputes if dispute.open],
        "resent_for": dispute_resent_by(account_id=account_id, order_id=shown.facts.id) if shown.origin else None,
        "thread": messages_of_order(account_id=account_id, order_id=shown.facts.id),
        "may_write": request.actor.may(Permission.MERCHANT_MESSAGE_WRITE),
        "refused": refused,
        "typed": words,
        **_opening(shown, disputes, request.actor),
        "timings": _timings(shown, now),
    }
    return render(request, "portal/orders/order.html", context, status=status)


def _opening(shown: OrderShown, disputes: list[DisputeOfOrder], actor: Actor) -> dict[str, Any]:
    """Whether this person can open a dispute here, by the rule that opening itself asks; if not, why. And pay it."""
    refusal = why_not_disputable(shown.facts, shown.line_facts)
    by_id = {dispute.id: dispute.number for dispute in disputes}
    return {
        "may_open": actor.may(Permission.MERCHANT_DISPUTE_OPEN),
        "why_not": refusal and refusal_words(refusal),
        "claims": standing_claims(shown.facts.id),
        "lines": [
            (line, _can_be_disputed(line.facts, at_all=refusal is None), line.in_dispute and by_id.get(line.in_dispute))
            for line in shown.lines
        ],
        "open_label": _open_label(shown, actor),
        "offer": payment_offer(_due(shown), account_id=shown.facts.account_id, actor=actor),
    }


def _due(shown: OrderShown) -> Due:
    return Due(
        number=shown.facts.number,
        stage=shown.facts.stage,
        payment_state=shown.facts.payment_state,
        charged_known=shown.charged is not None,
        charged=shown.charged.total if shown.charged else 0,
        currency=shown.facts.currency,
    )


def _timings(shown: OrderShown, now: datetime) -> list[tuple[str, date | None, date | None]]:
    """From when, or until when, which types may be opened here, by the policy in force."""
    if why_not_disputable(shown.facts, shown.line_facts):
        return []
    return [
        (", ".join(_(REASONS[reason].title) for reason in one.reasons), one.opens_on, one.closes_on)
        for one in timings(judge_in_force(now=now), shown.facts, shown.line_facts)
    ]


def _open_label(shown: OrderShown, actor: Actor) -> str:
    if draft_on_order(shown.facts.number, actor=actor):
        return _("Continue your draft")
    return _("Open dispute") if shown.facts.kind is Kind.STORE else _("Dispute")


def _can_be_disputed(line: LineFacts, *, at_all: bool) -> str:
    """How much of a line can still be disputed, in words; empty for one that stands in an open dispute."""
    if line.claimed:
        return ""
    if not line.claimable:
        return _("Settled")
    if not at_all:
        return _("None")
    if line.claimable == line.quantity:
        return _("All")
    return _("%(left)d of %(all)d") % {"left": line.claimable, "all": line.quantity}
