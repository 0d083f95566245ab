"""The sandbox's payment page: an outside party's, therefore without sign-in; who knows the key may pay."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from amends.gateways.payments.registry import gateway_for
from amends.gateways.payments.sandbox_page import SandboxWithPage


def page(request: HttpRequest, key: UUID) -> HttpResponse:
    """Pay, or have the card declined; then back. There is no such page outside a demo."""
    house = gateway_for("sandbox") if settings.DEMO and "sandbox" in settings.PAYMENT_GATEWAYS else None
    asked = house.asked(key) if isinstance(house, SandboxWithPage) else None
    if asked is None or not isinstance(house, SandboxWithPage):
        raise Http404
    if asked.answer:
        return redirect(asked.order.done_url)
    answer = request.POST.get("answer", "")
    if request.method == "POST" and answer in ("paid", "declined"):
        house.answer(key, answer)
        return redirect(asked.order.done_url)
    return render(request, "till/page.html", {"order": asked.order})
