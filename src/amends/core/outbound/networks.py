"""Which IP addresses are the public internet. Listed here, as Python's own list differs from release to release.

Source: IANA's registries of special-purpose IPv4 and IPv6 addresses.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from amends.core.outbound.addresses import Rules, read_address
from amends.core.outbound.refusals import NetworkRefused

_PRIVATE_4 = [
    IPv4Network(one) for one in ("10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")
]
_NEVER_4 = [
    IPv4Network(one)
    for one in (
        "0.0.0.0/8",
        "169.254.0.0/16",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
]
_PRIVATE_6 = [IPv6Network("::1/128"), IPv6Network("fc00::/7")]
_PUBLIC_6 = IPv6Network("2000::/3")
_NEVER_6 = [IPv6Network(one) for one in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")]
_HOLD_A_4 = (IPv6Network("::ffff:0:0/96"), IPv6Network("64:ff9b::/96"))
"""IPv6 that stands for the IPv4 address in its last bytes: mapped, and translated by the network (NAT64)."""


def is_inside(host: str, rules: Rules) -> bool:
    """Whether one sees by `host` alone that it is not to be called: a number, or this machine's own name."""
    if host == "localhost" or host.endswith(".localhost"):
        return not rules.private
    try:
        ip_address(host)
    except ValueError:
        return False
    return not callable_ip(host, rules)


def checked_address(url: str, rules: Rules) -> str:
    """The address in one way of writing. Raises AddressRefused; a name's network is asked when it is called."""
    address = read_address(url.strip(), rules)
    if is_inside(address.host, rules):
        raise NetworkRefused(host=address.host)
    return address.url


def callable_ip(text: str, rules: Rules) -> bool:
    """Whether `text` is the public internet, or one's own network where `rules` allow those. False for no address."""
    try:
        found = ip_address(text)
    except ValueError:
        return False
    if isinstance(found, IPv6Address) and any(found in one for one in _HOLD_A_4):
        found = IPv4Address(int(found) & 0xFFFF_FFFF)
    if isinstance(found, IPv4Address):
        if any(found in one for one in _PRIVATE_4):
            return rules.private
        return not any(found in one for one in _NEVER_4)
    if found.scope_id is not None:
        return False
    if any(found in one for one in _PRIVATE_6):
        return rules.private
    return found in _PUBLIC_6 and not any(found in one for one in _NEVER_6)
