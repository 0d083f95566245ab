"""Which gateway stands behind a provider's name."""

from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from amends.gateways.payments.port import NewsGateway, PaymentGateway, StatementGateway, TopUpGateway


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


def top_up_gateway(provider: str) -> TopUpGateway:
    """The gateway through which `provider` takes top-ups. Raises UnknownProvider also for one that takes none."""
    gateway = gateway_for(provider)
    if not isinstance(gateway, TopUpGateway):
        raise UnknownProvider(provider)
    return gateway


def top_up_providers() -> list[str]:
    """The configured payment houses that take top-ups, in the settings' order."""
    return [name for name in settings.PAYMENT_GATEWAYS if isinstance(gateway_for(name), TopUpGateway)]


def statement_gateway(provider: str) -> StatementGateway:
    """The gateway that reads our account at `provider`. Raises UnknownProvider also for one that shows none."""
    gateway: object = gateway_for(provider)
    if not isinstance(gateway, StatementGateway):
        raise UnknownProvider(provider)
    return gateway


def statement_providers() -> list[str]:
    """The configured payment houses whose account can be read, in the settings' order."""
    return [name for name in settings.PAYMENT_GATEWAYS if isinstance(gateway_for(name), StatementGateway)]
