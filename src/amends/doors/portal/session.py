"""Who stands behind a merchant's page."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from amends.core.access import Actor, Permission, Side
from amends.records.access.models import User
from amends.records.access.queries import actor_of

P = ParamSpec("P")


class SignedInRequest(HttpRequest):
    """A request of somebody who is signed in; `actor` is None for a person who belongs to nobody yet."""

    user: User
    actor: Actor | None


class MerchantRequest(HttpRequest):
    """A request of a merchant's; `actor.account_id` bounds what it may reach."""

    user: User
    actor: Actor


SignedInView = Callable[Concatenate[SignedInRequest, P], HttpResponseBase]
MerchantView = Callable[Concatenate[MerchantRequest, P], HttpResponseBase]
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def signed_in_page(view: SignedInView[P]) -> View[P]:
    """For pages of merchants and staff alike; others sign in first and come back."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        known = cast(SignedInRequest, request)
        known.actor = actor_of(request.user)
        return view(known, *args, **kwargs)

    return guarded


def merchant_page(permission: Permission | None = None) -> Callable[[MerchantView[P]], View[P]]:
    """For pages of merchants, who get `request.actor`.

    Strangers sign in first and come back; staff are led to the console; a person without an account and a role that
    lacks `permission` get a page (403) that says so.
    """

    def decorate(view: MerchantView[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            actor = actor_of(request.user)
            if actor is None:
                return render(request, "portal/account/no_account.html", status=403)
            if actor.side is Side.STAFF:
                return redirect("/console/")
            if permission and not actor.may(permission):
                return forbidden(request)
            known = cast(MerchantRequest, request)
            known.actor = actor
            return view(known, *args, **kwargs)

        return guarded

    return decorate


def forbidden(request: HttpRequest) -> HttpResponse:
    """The page for a role that may not do this."""
    return render(request, "portal/account/forbidden.html", status=403)
