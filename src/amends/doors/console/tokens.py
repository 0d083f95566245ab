"""The access tokens of the platform's systems and of staff's own tools: who made them, and whether they are used."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from amends.core.access import TOKEN_ROLES, Permission, Role
from amends.doors.console.session import StaffRequest, staff_page
from amends.doors.console.words import ROLE_WORDS, Words
from amends.doors.token_pages.desk import TokenDesk
from amends.doors.token_pages.paths import token_paths

_HINTS: dict[Role, Words] = {
    Role.PLATFORM: _("Tells orders and parcels, and hears the events of every account"),
    Role.AGENT: _("Reviews and decides disputes"),
    Role.STAFF_FINANCE: _("Settlements, withdrawals, claims and the ledger"),
    Role.POLICY_OWNER: _("Writes the policy"),
    Role.ADMIN: _("Everything that staff may do"),
}
DESK = TokenDesk(
    base="look/console_base.html",
    routes="console:",
    back="console:tokens",
    back_words=_("Access tokens"),
    roles={role: (ROLE_WORDS[role], _HINTS[role]) for role in TOKEN_ROLES},
    chosen=Role.PLATFORM,
)


@require_safe
@never_cache
@staff_page(Permission.STAFF_TOKEN_MANAGE)
def tokens(request: StaffRequest) -> HttpResponse:
    """Those that are not revoked, the newest first."""
    return render(request, "console/tokens.html", {"tokens": DESK.rows(None), "desk": DESK})


PATHS = [
    path("tokens/", tokens, name="tokens"),
    *token_paths(DESK, staff_page(Permission.STAFF_TOKEN_MANAGE), page="../../"),
]
