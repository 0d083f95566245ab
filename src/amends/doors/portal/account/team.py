"""Inviting colleagues, changing what they may do, letting them go."""

from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.core.access import Actor, Permission
from amends.core.refusals import Refusal
from amends.doors.look.posting import post_only
from amends.doors.portal.account.asking import refused
from amends.doors.portal.account.forms import ChangeRole, Invite
from amends.doors.portal.account.words import ROLE_HINTS, ROLE_WORDS, add_refusal
from amends.doors.portal.session import MerchantRequest, merchant_page
from amends.records.access.queries import standing_of
from amends.records.access.team import Member, members_of
from amends.usecases.access import change_role as changing
from amends.usecases.access.invite_member import Invited, InviteMember, invite_member
from amends.usecases.access.remove_member import RemoveMember, remove_member
from amends.usecases.access.revoke_invitation import RevokeInvitation, revoke_invitation


@merchant_page(Permission.MERCHANT_STAFF_MANAGE)
def invite(request: MerchantRequest) -> HttpResponse:
    """An address and a role; the link goes out by mail."""
    form = Invite(request.POST or None, initial={"role": "viewer"})
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="invite"):
            return ratelimit.respond_429(request)
        ask = InviteMember(email=form.cleaned_data["email"], role=form.cleaned_data["role"])
        try:
            invited = invite_member(ask=ask, actor=request.actor, now=timezone.now())
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            _mail(request, invited, role=str(ROLE_WORDS[ask.role]))
            messages.success(request, _("The invitation is on its way to %(email)s.") % {"email": invited.email})
            return redirect("account:page")
    return render(request, "portal/account/invite.html", {"form": form, "hints": ROLE_HINTS})


def _mail(request: MerchantRequest, invited: Invited, *, role: str) -> None:
    told = {
        "account_name": standing_of(request.user).account_name,
        "inviter": request.actor.name,
        "role": role,
        "expires_at": invited.expires_at,
        "accept_url": reverse("account:accept", args=[invited.secret]),
    }
    get_adapter(request).send_mail("account/email/invitation", invited.email, told)


@post_only("../../../")
@merchant_page(Permission.MERCHANT_STAFF_MANAGE)
def withdraw_invitation(request: MerchantRequest, invitation_id: UUID) -> HttpResponse:
    """The link stops working."""
    try:
        revoke_invitation(ask=RevokeInvitation(invitation_id=invitation_id), actor=request.actor, now=timezone.now())
    except Refusal as refusal:
        return refused(request, refusal)
    messages.success(request, _("The invitation is withdrawn."))
    return redirect("account:page")


@merchant_page(Permission.MERCHANT_STAFF_MANAGE)
def member(request: MerchantRequest, member_id: UUID) -> HttpResponse:
    """One colleague: what they may do, and the way out."""
    shown = _member(request.actor, member_id)
    form = ChangeRole(request.POST or None, initial={"role": shown.role.value})
    if request.method == "POST" and form.is_valid():
        ask = changing.ChangeRole(member_id=member_id, role=form.cleaned_data["role"])
        try:
            changing.change_role(ask=ask, actor=request.actor, now=timezone.now())
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            words = _("%(name)s is now: %(role)s.") % {"name": shown.name, "role": ROLE_WORDS[ask.role]}
            messages.success(request, words)
            return redirect("account:page")
    return render(request, "portal/account/member.html", {"member": shown, "form": form, "hints": ROLE_HINTS})


@post_only("../../../")
@merchant_page(Permission.MERCHANT_STAFF_MANAGE)
def remove(request: MerchantRequest, member_id: UUID) -> HttpResponse:
    """The colleague sees the account no more."""
    shown = _member(request.actor, member_id)
    try:
        remove_member(ask=RemoveMember(member_id=member_id), actor=request.actor, now=timezone.now())
    except Refusal as refusal:
        return refused(request, refusal)
    messages.success(request, _("%(name)s no longer belongs to this account.") % {"name": shown.name})
    return redirect("account:page")


def _member(actor: Actor, member_id: UUID) -> Member:
    assert actor.account_id
    found = next((one for one in members_of(actor.account_id) if one.id == member_id), None)
    if found is None:
        raise Http404
    return found
