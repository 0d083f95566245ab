"""Which addresses are read, and which are refused before anybody resolves them."""

import pytest

from amends.core.outbound.addresses import Rules, read_address
from amends.core.outbound.refusals import AddressMalformed, CredentialsRefused, PortRefused, SchemeRefused

PUBLIC, DEMO = Rules(), Rules(plain=True, private=True)


@pytest.mark.parametrize(
    ("url", "read"),
    [
        ("https://Example.COM", "https://example.com/"),
        ("https://example.com:443/a?b=c%20d", "https://example.com/a?b=c%20d"),
        ("https://example.com?a=b@c", "https://example.com/?a=b@c"),
        ("https://hooks.example.com:8443/in/1", "https://hooks.example.com:8443/in/1"),
        ("https://[2606:4700::1111]/in", "https://[2606:4700::1111]/in"),
        ("https://xn--bcher-kva.example/", "https://xn--bcher-kva.example/"),
    ],
)
def test_an_address_is_written_in_one_way(url: str, read: str) -> None:
    assert read_address(url, PUBLIC).url == read


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.com/in",
        "//example.com/in",
        "https://",
        "https:///in",
        "https://example.com/#part",
        "https://example.com/a b",
        "https://example.com/\r\nX: y",
        "https://example.com\\@evil.example/",
        "https://exa mple.com/",
        "https://bücher.example/",
        "https://example.com./",
        "https://-a.example/",
        "https://example.com:/",
        "https://example.com:123456/",
        "https://[::1/",
        "https://%31%32%37.0.0.1/",
        "https://example.com/" + "a" * 2_000,
        "https://example.com/in\n",
    ],
)
def test_what_two_readers_could_read_differently_is_refused(url: str) -> None:
    with pytest.raises(AddressMalformed):
        read_address(url, DEMO)


@pytest.mark.parametrize("url", ["http://example.com/", "ftp://example.com/", "file:///etc/passwd", "gopher://x/"])
def test_only_https(url: str) -> None:
    with pytest.raises(SchemeRefused):
        read_address(url, PUBLIC)


def test_plain_http_where_a_setting_allows_it() -> None:
    assert read_address("http://example.com:8000/in", DEMO).authority == "example.com:8000"
    with pytest.raises(SchemeRefused):
        read_address("ftp://example.com/", DEMO)


def test_rules_are_read_from_words():
    assert [Rules.read(text) for text in ("", " http", "http private")] == [Rules(), Rules(plain=True), DEMO]
    with pytest.raises(ValueError, match="no such rule for addresses: public"):
        Rules.read("http public")


@pytest.mark.parametrize("url", ["https://me:secret@example.com/", "https://me@example.com/", "https://@example.com/"])
def test_no_credentials(url: str) -> None:
    with pytest.raises(CredentialsRefused):
        read_address(url, PUBLIC)


@pytest.mark.parametrize("port", [0, 1, 22, 25, 444, 1_023, 65_536, 99_999])
def test_ports_of_other_services_are_refused(port: int) -> None:
    with pytest.raises(PortRefused) as refused:
        read_address(f"https://example.com:{port}/", PUBLIC)
    assert refused.value.facts == {"port": port}
