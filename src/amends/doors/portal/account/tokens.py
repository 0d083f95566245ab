"""An account's access tokens."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from amends.core.access import MERCHANT_ROLES, Permission, Role
from amends.doors.portal.account.words import ROLE_HINTS, ROLE_WORDS
from amends.doors.portal.session import merchant_page
from amends.doors.token_pages.desk import TokenDesk
from amends.doors.token_pages.paths import token_paths

DESK = TokenDesk(
    base="look/portal_base.html",
    routes="account:",
    back="account:page",
    back_words=_("Account"),
    roles={role: (ROLE_WORDS[role], ROLE_HINTS[role]) for role in MERCHANT_ROLES},
    chosen=Role.VIEWER,
)
_GUARD = merchant_page(Permission.MERCHANT_TOKEN_MANAGE)


@_GUARD
def tokens(request: HttpRequest) -> HttpResponse:
    """They are listed on the account's page."""
    return redirect(f"{reverse('account:page')}#tokens")


PATHS = [path("tokens/", tokens, name="tokens"), *token_paths(DESK, _GUARD, page="../../../")]
