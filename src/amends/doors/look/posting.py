"""Addresses of verbs: they take a form, and nothing is to be seen there."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urljoin

from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed, HttpResponseRedirect
from django.utils.encoding import escape_uri_path

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def post_only(page: str = "../") -> Callable[[View[P]], View[P]]:
    """For a view that a form is sent to; nothing is changed by any other request.

    A browser asks for such an address after somebody had to sign in first, or when a refused form is loaded again: it
    is led to `page`, which is told from the verb's own address.
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if request.method in ("GET", "HEAD"):
                return HttpResponseRedirect(urljoin(escape_uri_path(request.path), page))
            if request.method != "POST":
                return HttpResponseNotAllowed(["POST"])
            return view(request, *args, **kwargs)

        return guarded

    return decorate
