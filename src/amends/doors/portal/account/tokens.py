"""Access tokens: made, shown once, revoked."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from amends.core.access import Permission
from amends.core.refusals import Refusal
from amends.doors.look.posting import post_only
from amends.doors.portal.account.asking import refused
from amends.doors.portal.account.forms import NewToken
from amends.doors.portal.account.words import ROLE_HINTS, add_refusal
from amends.doors.portal.session import MerchantRequest, merchant_page
from amends.usecases.access.create_token import CreateToken, create_token
from amends.usecases.access.revoke_token import RevokeToken, revoke_token


@never_cache
@merchant_page(Permission.MERCHANT_TOKEN_MANAGE)
def new_token(request: MerchantRequest) -> HttpResponse:
    """A name, a role, an end; the answer shows the token, which no later page can."""
    form = NewToken(request.POST or None, initial={"role": "viewer"})
    if request.method == "POST" and form.is_valid():
        now, told = timezone.now(), form.cleaned_data
        ask = CreateToken(name=told["name"], role=told["role"], expires_at=form.expires_at(now))
        try:
            issued = create_token(ask=ask, actor=request.actor, now=now)
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            return render(request, "portal/account/token_made.html", {"issued": issued, "ask": ask})
    return render(request, "portal/account/new_token.html", {"form": form, "hints": ROLE_HINTS})


@post_only("../../../")
@merchant_page(Permission.MERCHANT_TOKEN_MANAGE)
def revoke(request: MerchantRequest, token_id: UUID) -> HttpResponse:
    """The token is refused from now on."""
    try:
        revoke_token(ask=RevokeToken(token_id=token_id), actor=request.actor, now=timezone.now())
    except Refusal as refusal:
        return refused(request, refusal)
    messages.success(request, _("The token is revoked. What used it is refused from now on."))
    return redirect("account:page")
