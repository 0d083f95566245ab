"""What every template knows without its view saying so."""

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone


def look(request: HttpRequest) -> dict[str, object]:
    """`now`: the time relative words are counted from; `demo`: whether this is one.

    A view that worked with its own `now` gives that instead.
    """
    return {"now": timezone.now(), "demo": settings.DEMO}
