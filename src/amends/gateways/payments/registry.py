"""Which gateway stands behind a provider's name."""

from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from amends.gateways.payments.port import NewsGateway, PaymentGateway


class UnknownProvider(Exception):
    """A payment names a provider that this installation does not have: a mistake of its settings."""


@cache
def gateway_for(provider: str) -> PaymentGateway:
    """The gateway configured for `provider` (settings.PAYMENT_GATEWAYS). Raises UnknownProvider."""
    try:
        path, options = settings.PAYMENT_GATEWAYS[provider]
    except KeyError:
        raise UnknownProvider(provider) from None
    gateway: PaymentGateway = import_string(path)(**options)
    return gateway


def news_gateway(provider: str) -> NewsGateway:
    """The same, for a provider that sends webhooks. Raises UnknownProvider for every other."""
    gateway: object = gateway_for(provider)
    if not isinstance(gateway, NewsGateway):
        raise UnknownProvider(provider)
    return gateway
