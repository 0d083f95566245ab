"""What stands around a page of the help centre."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _


def help_page(request: HttpRequest, template: str, told: dict[str, Any]) -> HttpResponse:
    """The page; somebody who is not signed in is shown the way in, as the other pages are not theirs yet."""
    if not request.user.is_authenticated:
        home = reverse("help:index")
        told["nav"] = [
            {"label": _("Help"), "url": home, "icon": "help", "current": request.path == home},
            {"label": _("Sign in"), "url": reverse("account_login"), "icon": "user"},
        ]
    return render(request, template, told)
