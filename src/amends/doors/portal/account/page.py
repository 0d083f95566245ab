"""Is it safe, and who may act? The account page."""

from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from amends.core.access import Actor, Permission
from amends.core.refusals import Refusal
from amends.doors.portal.account.forms import BROWSERS, Profile
from amends.doors.portal.account.standing import standing_section
from amends.doors.portal.account.tokens import DESK as TOKEN_DESK
from amends.doors.portal.account.words import ROLE_WORDS, add_refusal
from amends.doors.portal.session import SignedInRequest, signed_in_page
from amends.records.access.queries import newcomer, standing_of
from amends.records.access.team import members_of, open_invitations
from amends.usecases.access.change_profile import ChangeProfile, change_profile


@require_safe
@signed_in_page
def page(request: SignedInRequest) -> HttpResponse:
    """Address, password, second factor; for merchants also the account's standing, people, invitations and tokens."""
    standing = standing_of(request.user)
    told = {
        "standing": standing,
        "role": ROLE_WORDS[standing.role] if standing.role else "",
        "second_factor": is_mfa_enabled(request.user),
    }
    return render(request, "portal/account/page.html", told | _team(request.actor))


def _team(actor: Actor | None) -> dict[str, Any]:
    if actor is None or actor.account_id is None:
        return {}
    manages, makes_tokens = (
        actor.may(permission) for permission in (Permission.MERCHANT_STAFF_MANAGE, Permission.MERCHANT_TOKEN_MANAGE)
    )
    return {
        **standing_section(actor),
        "members": [(member, ROLE_WORDS[member.role]) for member in members_of(actor.account_id)],
        "manages": manages,
        "invitations": [(one, ROLE_WORDS[one.role]) for one in open_invitations(actor.account_id)] if manages else [],
        "makes_tokens": makes_tokens,
        "keeps_webhooks": actor.may(Permission.MERCHANT_WEBHOOK_MANAGE),
        "tokens": TOKEN_DESK.rows(actor.account_id) if makes_tokens else [],
        "token_desk": TOKEN_DESK,
    }


@signed_in_page
def profile(request: SignedInRequest) -> HttpResponse:
    """Name and time zone."""
    kept = {"name": request.user.name, "time_zone": request.user.time_zone or BROWSERS}
    form = Profile(request.POST or None, initial=kept)
    if request.method == "POST" and form.is_valid():
        ask = ChangeProfile(name=form.cleaned_data["name"], time_zone=form.cleaned_data["time_zone"])
        try:
            change_profile(ask=ask, actor=newcomer(request.user), now=timezone.now())
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Your profile is saved."))
            return redirect("account:page")
    return render(request, "portal/account/profile.html", {"form": form})
