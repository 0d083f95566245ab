"""What differs between the doors that show webhooks."""

from dataclasses import dataclass
from typing import Any, Protocol

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from amends.core.access import Actor
from amends.core.refusals import Refusal


class Asked(Protocol):
    """A request whose actor the door knows."""

    actor: Actor


@dataclass(frozen=True, slots=True)
class Desk:
    """A door: its base template, what the names of its routes begin with, and the page above its list, if any."""

    base: str
    routes: str
    above: str = ""

    def url(self, name: str, *parts: Any) -> str:
        """The address of one of these pages at this door."""
        return reverse(f"{self.routes}{name}", args=parts)

    def show(self, request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
        """The page, at this door."""
        return render(request, f"webhook_pages/{template}", {**context, "desk": self}, status=status)

    def go(self, name: str, *parts: Any) -> HttpResponse:
        """On to another of these pages."""
        return redirect(self.url(name, *parts))


STATUS_OF_KIND = {"invalid": 422, "forbidden": 403, "unseen": 404, "conflict": 409, "unauthenticated": 401}


def status_of(refusal: Refusal) -> int:
    """Of the page that says it."""
    return STATUS_OF_KIND[refusal.kind]
