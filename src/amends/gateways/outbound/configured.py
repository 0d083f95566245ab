"""The client as this installation's settings have it."""

from functools import cache

from django.conf import settings

from amends.gateways.outbound.client import Outbound


@cache
def outbound() -> Outbound:
    """One for the process (settings.OUTBOUND_RULES); making it reads the trusted certificates."""
    return Outbound(settings.OUTBOUND_RULES)
