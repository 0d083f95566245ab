"""The account's claims at payment houses."""

from contextlib import suppress

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from amends.core.access import Permission
from amends.doors.portal.external_claims.words import own_claim
from amends.doors.portal.session import MerchantRequest, merchant_page
from amends.records.external_claims.pages import claims_of_account
from amends.records.keyset import PlaceUnreadable, read_place

PAGE = 25


@merchant_page(Permission.MERCHANT_DISPUTE_READ)
def claims(request: MerchantRequest) -> HttpResponse:
    """Latest opened first; an address that is not whole leads to the first page."""
    assert request.actor.account_id is not None
    beyond = None
    with suppress(PlaceUnreadable):
        beyond = read_place(request.GET.get("after", ""))
    rows, last = claims_of_account(account_id=request.actor.account_id, size=PAGE, beyond=beyond)
    context = {
        "rows": [own_claim(row) for row in rows],
        "older_url": f"?after={last.text()}" if last else "",
        "newer_url": "?" if beyond else "",
        "now": timezone.now(),
    }
    return render(request, "portal/external_claims/list.html", context)
