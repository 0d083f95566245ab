"""What became of a top-up: the page to which the payment house sends people back."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from amends.core.access import Permission
from amends.core.refusals import Refusal
from amends.core.wallet.top_ups import TopUpState, TopUpUnseen
from amends.doors.portal.external_claims.words import claims_of_own_top_up
from amends.doors.portal.refusals import refusal_words
from amends.doors.portal.session import MerchantRequest, merchant_page
from amends.doors.portal.wallet.words import TOP_UP_STATES, provider_words
from amends.gateways.payments.port import OutcomeUnknown
from amends.gateways.payments.registry import UnknownProvider, top_up_gateway
from amends.records.wallet.models import TopUp
from amends.records.wallet.queries import show_top_up
from amends.usecases.wallet.note_looked import note_looked
from amends.usecases.wallet.record_top_up import record_top_up


@require_safe
@merchant_page(Permission.MERCHANT_WALLET_READ)
def show(request: MerchantRequest, top_up_id: UUID) -> HttpResponse:
    """The truth: while its payment may still come, the payment house is asked first."""
    assert request.actor.account_id is not None
    try:
        found = show_top_up(account_id=request.actor.account_id, top_up_id=top_up_id)
        if found.state != TopUpState.PAID.value and found.checkout_ref:
            _look(request, found)
            found = show_top_up(account_id=request.actor.account_id, top_up_id=top_up_id)
    except TopUpUnseen:
        raise Http404 from None
    context = {
        "top_up": found,
        "badge": TOP_UP_STATES[TopUpState(found.state)],
        "provider": provider_words(found.provider),
        "claims": claims_of_own_top_up(found.id),
        "left": "left" in request.GET,
        "differs": found.paid is not None and (found.paid, found.paid_currency) != (found.amount, found.currency),
        "may_pay": request.actor.may(Permission.MERCHANT_WALLET_PAY),
        "now": timezone.now(),
    }
    return render(request, "portal/wallet/top_up_page.html", context)


def _look(request: MerchantRequest, found: TopUp) -> None:
    try:
        news = top_up_gateway(found.provider).find_top_up(key=found.id, ref=found.checkout_ref)
    except (OutcomeUnknown, UnknownProvider):
        words = _("%(provider)s cannot be asked just now; Amends goes on asking by itself.")
        messages.warning(request, words % {"provider": provider_words(found.provider)})
        return
    try:
        if news is None or not record_top_up(ask=news, now=timezone.now()):
            note_looked(top_up_id=found.id, answered=True, now=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal_words(refusal))
