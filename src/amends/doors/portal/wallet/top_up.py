"""Topping up: the form, the way to the payment house, and canceling."""

from http import HTTPStatus
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from amends.core.access import Permission
from amends.core.refusals import Refusal
from amends.core.wallet.top_ups import TopUpState
from amends.doors.look.middleware import POLICY
from amends.doors.look.posting import post_only
from amends.doors.portal.session import MerchantRequest, merchant_page
from amends.doors.portal.wallet.forms import TopUpForm
from amends.doors.portal.wallet.words import add_refusal, provider_words
from amends.gateways.payments.port import OutcomeUnknown, RefundRefused, TopUpOrder
from amends.gateways.payments.registry import top_up_gateway, top_up_providers
from amends.records.wallet.models import TopUp
from amends.records.wallet.queries import show_top_up
from amends.usecases.wallet.begin_top_up import BeginTopUp, begin_top_up
from amends.usecases.wallet.cancel_top_up import CancelTopUp, cancel_top_up
from amends.usecases.wallet.note_checkout import note_checkout
from amends.usecases.wallet.record_top_up import RecordTopUp, record_top_up


@merchant_page(Permission.MERCHANT_WALLET_PAY)
def top_up(request: MerchantRequest) -> HttpResponse:
    """Amount and payment house; then on to its page."""
    providers = top_up_providers()
    given = {"currencies": settings.TOP_UP_CURRENCIES, "providers": providers}
    chosen = {"currency": request.GET.get("currency"), "provider": providers[0] if providers else ""}
    form, status = TopUpForm(request.POST or None, initial=chosen, **given), HTTPStatus.OK
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        asked = {"amount": told["minor"], "currency": told["currency"], "provider": told["provider"]}
        try:
            ask = BeginTopUp(id=told["key"], providers=providers, **asked)
            return redirect("portal:go_top_up", begin_top_up(ask=ask, actor=request.actor, now=timezone.now()))
        except Refusal as refusal:
            add_refusal(form, refusal)
    if form.errors:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    context = {"form": form, "providers": providers, "tiers": settings.TOP_UP_TIERS}
    answer = render(request, "portal/wallet/top_up.html", context, status=status)
    # The form's answer leads on to the payment house, which a browser takes for the form's own target.
    answer["Content-Security-Policy"] = POLICY.replace("form-action 'self'", "form-action 'self' https:")
    return answer


@require_safe
@merchant_page(Permission.MERCHANT_WALLET_PAY)
def go(request: MerchantRequest, top_up_id: UUID) -> HttpResponse:
    """On to the payment house's page; asked twice, it is the same page, because the top-up's id is its key."""
    assert request.actor.account_id is not None
    try:
        found = show_top_up(account_id=request.actor.account_id, top_up_id=top_up_id)
    except Refusal:
        raise Http404 from None
    page = reverse("portal:top_up_page", args=[top_up_id])
    if found.state != TopUpState.BEGUN.value:
        return redirect(page)
    try:
        checkout = top_up_gateway(found.provider).begin(_order(request, found, page))
    except OutcomeUnknown:
        words = _("%(provider)s did not answer. Try again in a moment.")
        messages.warning(request, words % {"provider": provider_words(found.provider)})
        return redirect(page)
    except RefundRefused as refused:
        record_top_up(ask=_refused(found, str(refused)), now=timezone.now())
        return redirect(page)
    note_checkout(top_up_id=top_up_id, ref=checkout.ref, now=timezone.now())
    return redirect(checkout.url)


def _refused(found: TopUp, words: str) -> RecordTopUp:
    return RecordTopUp(top_up_id=found.id, payment_ref="", amount=0, currency=found.currency, failure=words)


def _order(request: MerchantRequest, found: TopUp, page: str) -> TopUpOrder:
    return TopUpOrder(
        key=found.id,
        amount=found.amount,
        currency=found.currency,
        words=_("Top-up of your Amends balance"),
        done_url=request.build_absolute_uri(page),
        cancel_url=request.build_absolute_uri(f"{page}?left=1"),
    )


@post_only()
@merchant_page(Permission.MERCHANT_WALLET_PAY)
def cancel(request: MerchantRequest, top_up_id: UUID) -> HttpResponse:
    """No longer waited for. Should it be paid all the same, it is credited."""
    try:
        done = cancel_top_up(ask=CancelTopUp(top_up_id=top_up_id), actor=request.actor, now=timezone.now())
    except Refusal:
        raise Http404 from None
    if done:
        messages.success(request, _("The top-up is no longer waited for. If a payment still comes, it is credited."))
    return redirect("portal:top_up_page", top_up_id)
