"""Who stands behind a page of the console."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render

from amends.core.access import Actor, Permission, Side
from amends.records.access.models import User
from amends.records.access.queries import actor_of

P = ParamSpec("P")


class StaffRequest(HttpRequest):
    """A request of one of the platform's staff."""

    user: User
    actor: Actor


StaffView = Callable[Concatenate[StaffRequest, P], HttpResponseBase]
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def staff_page(permission: Permission | None = None) -> Callable[[StaffView[P]], View[P]]:
    """For pages of the platform's staff, who get `request.actor`.

    Strangers sign in first and come back; everybody else is led to the portal; a role that lacks `permission` gets a
    page (403) that says so.
    """

    def decorate(view: StaffView[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            actor = actor_of(request.user)
            if actor is None or actor.side is not Side.STAFF:
                return redirect("/")
            if permission and not actor.may(permission):
                return render(request, "console/forbidden.html", status=403)
            known = cast(StaffRequest, request)
            known.actor = actor
            return view(known, *args, **kwargs)

        return guarded

    return decorate
