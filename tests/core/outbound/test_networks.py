"""Which numbers are the public internet."""

import pytest

from amends.core.outbound.addresses import Rules
from amends.core.outbound.networks import callable_ip

PUBLIC, OWN = Rules(), Rules(private=True)


@pytest.mark.parametrize("ip", ["1.1.1.1", "93.184.215.14", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"])
def test_the_public_internet(ip: str) -> None:
    assert callable_ip(ip, PUBLIC)


@pytest.mark.parametrize(
    "ip",
    [
        *("127.0.0.1", "127.255.255.254", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1"),
        *("::1", "fd00::1", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1"),
    ],
)
def test_ones_own_networks_only_where_a_setting_allows_them(ip: str) -> None:
    assert not callable_ip(ip, PUBLIC)
    assert callable_ip(ip, OWN)


@pytest.mark.parametrize(
    "ip",
    [
        *("0.0.0.0", "0.1.2.3", "169.254.169.254", "192.0.0.1", "192.0.2.1", "192.88.99.1", "198.18.0.1"),
        *("198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255"),
        *("::", "fe80::1", "fe80::1%eth0", "ff02::1", "fec0::1", "::7f00:1", "2001:db8::1", "2001::1", "2002:7f00:1::"),
        *("3fff::1", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "100::1", "2606:4700::1%1"),
        *("", "localhost", "1.1.1", "0x7f.1", "1.1.1.1/32"),
    ],
)
def test_never(ip: str) -> None:
    assert not callable_ip(ip, PUBLIC)
    assert not callable_ip(ip, OWN)
