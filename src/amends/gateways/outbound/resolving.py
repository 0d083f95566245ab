"""From a host to the addresses that may be called, asked once a call."""

import asyncio
import socket
from collections.abc import Callable, Sequence

from amends.core.outbound.addresses import Address, Rules
from amends.core.outbound.networks import callable_ip
from amends.core.outbound.refusals import NameUnknown, NetworkRefused

Resolve = Callable[[str, int], Sequence[str]]
"""The addresses of a host for a port, in the order to be tried. Raises OSError when there are none."""

_MOST_TRIED = 3


def system_resolve(host: str, port: int) -> list[str]:
    """What the machine's resolver says; a host that is a number is read as the machine reads it."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


async def checked_addresses(address: Address, rules: Rules, resolve: Resolve) -> list[str]:
    """Up to three addresses that may be connected to.

    Raises NameUnknown, and NetworkRefused when a single one of all is not to be called: a name that mixes public and
    private addresses is no honest name.
    """
    try:
        found = await asyncio.to_thread(resolve, address.host, address.port)
    except (OSError, UnicodeError):
        raise NameUnknown(host=address.host) from None
    if not found:
        raise NameUnknown(host=address.host)
    if not all(callable_ip(one, rules) for one in found):
        raise NetworkRefused(host=address.host)
    return list(found[:_MOST_TRIED])
