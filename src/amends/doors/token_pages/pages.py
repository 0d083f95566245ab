"""Access tokens: made, shown once, revoked; for a request whose actor may, each door guards them and gives its desk."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from amends.core.access import Actor
from amends.core.refusals import Refusal
from amends.doors.token_pages.desk import TokenDesk
from amends.doors.token_pages.forms import NewToken
from amends.usecases.access.create_token import CreateToken, create_token
from amends.usecases.access.revoke_token import RevokeToken, TokenUnseen, revoke_token


def new_token(request: HttpRequest, actor: Actor, desk: TokenDesk) -> HttpResponse:
    """A name, a role, an end; the answer shows the token, which no later page can."""
    form = NewToken(request.POST or None, roles=desk.roles, initial={"role": desk.chosen.value})
    if request.method == "POST" and form.is_valid():
        now, told = timezone.now(), form.cleaned_data
        ask = CreateToken(name=told["name"], role=told["role"], expires_at=form.expires_at(now))
        try:
            issued = create_token(ask=ask, actor=actor, now=now)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, desk.refusal_words(refusal))
        else:
            return render(request, "token_pages/token_made.html", {"issued": issued, "ask": ask, "desk": desk})
    hints = {role: hint for role, (_, hint) in desk.roles.items()}
    return render(request, "token_pages/new_token.html", {"form": form, "hints": hints, "desk": desk})


def revoke(request: HttpRequest, actor: Actor, desk: TokenDesk, token_id: UUID) -> HttpResponse:
    """The token is refused from now on. Raises Http404 for one that is not there, or another account's."""
    try:
        revoke_token(ask=RevokeToken(token_id=token_id), actor=actor, now=timezone.now())
    except TokenUnseen:
        raise Http404 from None
    messages.success(request, _("The token is revoked. What used it is refused from now on."))
    return redirect(desk.back)
