"""The page that an invitation's link leads to."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from amends.core.access import SYSTEM, Role, check_invitation
from amends.core.refusals import Refusal
from amends.doors.portal.account.forms import NewColleague
from amends.doors.portal.account.words import ROLE_WORDS, add_refusal, refusal_words
from amends.records.access.models import Invitation
from amends.records.access.queries import newcomer, standing_of
from amends.records.access.team import invitation_by_secret
from amends.usecases.access.accept_invitation import AcceptInvitation, accept_invitation
from amends.usecases.access.join_account import JoinAccount, join_account
from amends.usecases.access.take_out_invitation import InvitationUnseen


@never_cache
def accept(request: HttpRequest, secret: str) -> HttpResponse:
    """Who is signed in joins as they are; anybody else sets a password."""
    try:
        invitation = _open_invitation(secret)
        return (_join if request.user.is_authenticated else _enter)(request, invitation, secret)
    except Refusal as refusal:
        status = 404 if refusal.kind == "unseen" else 409
        return render(request, "portal/account/not_joined.html", {"words": refusal_words(refusal)}, status=status)


def _open_invitation(secret: str) -> Invitation:
    found = invitation_by_secret(secret)
    if found is None:
        raise InvitationUnseen
    check_invitation(
        accepted_at=found.accepted_at, revoked_at=found.revoked_at, expires_at=found.expires_at, now=timezone.now()
    )
    return found


def _told(invitation: Invitation) -> dict[str, object]:
    return {"invitation": invitation, "role": ROLE_WORDS[Role(invitation.role)]}


def _join(request: HttpRequest, invitation: Invitation, secret: str) -> HttpResponse:
    assert request.user.is_authenticated
    if request.method != "POST":
        told = _told(invitation) | {"standing": standing_of(request.user)}
        return render(request, "portal/account/join.html", told)
    join_account(ask=JoinAccount(secret=secret), actor=newcomer(request.user), now=timezone.now())
    return redirect("/")


def _enter(request: HttpRequest, invitation: Invitation, secret: str) -> HttpResponse:
    form = NewColleague(request.POST or None, email=invitation.email)
    if request.method == "POST" and form.is_valid():
        ask = AcceptInvitation(secret=secret, name=form.cleaned_data["name"], password=form.cleaned_data["password"])
        try:
            person = accept_invitation(ask=ask, actor=SYSTEM, now=timezone.now())
        except Refusal as refusal:
            add_refusal(form, refusal)
        else:
            get_adapter(request).login(request, person)
            return redirect("/")
    return render(request, "portal/account/enter.html", _told(invitation) | {"form": form})
