"""Calls to addresses that users give: what is refused, and that nothing was sent then."""

import asyncio
import socket
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from amends.core.outbound.addresses import Rules
from amends.core.outbound.refusals import (
    AddressMalformed,
    AnswerTooLarge,
    CertificateRefused,
    CredentialsRefused,
    NameUnknown,
    NetworkRefused,
    PortRefused,
    SchemeRefused,
    TookTooLong,
    TooManyRedirects,
    Unreachable,
)
from amends.gateways.outbound.client import Answer, Call, Outbound
from tests.makers.certificates import certified
from tests.makers.listening import Asked, answer, listening

DEMO, PUBLIC = Rules(plain=True, private=True), Rules(plain=True)
HERE = "127.0.0.1"


def names(**known: str) -> Callable[[str, int], Sequence[str]]:
    """A resolver that knows these (`shop_example` is shop.example); several addresses are parted by blanks."""

    def resolve(host: str, port: int) -> Sequence[str]:
        try:
            return known[host.replace(".", "_")].split()
        except KeyError:
            raise socket.gaierror from None

    return resolve


SHOP = names(shop_example=HERE)


def get(url: str, *, rules: Rules = DEMO, resolve=SHOP, **limits) -> Answer:
    limits = {"most_bytes": 1_000, "seconds": 5.0, **limits}
    return Outbound(rules, resolve=resolve).call(Call(url=url, **limits))


def test_a_call_goes_to_the_checked_address_by_the_given_name():
    with listening(answer(200, b"hello", X_Kind="greeting")) as server:
        url = f"http://shop.example:{server.port}/in?a=b"
        said = get(url, method="POST", content=b'{"a":1}', headers={"Content-Type": "application/json"})
    assert (said.status, said.body, said.headers["x-kind"], said.url) == (200, b"hello", "greeting", url)
    (asked,) = server.asked
    assert (asked.method, asked.path, asked.body) == ("POST", "/in?a=b", b'{"a":1}')
    assert asked.headers["host"] == f"shop.example:{server.port}"
    assert asked.headers["content-type"] == "application/json"
    assert asked.headers["user-agent"] == "Amends"


def test_the_certificate_must_be_of_the_name_not_of_the_number(tmp_path: Path):
    server_side, trusted = certified("shop.example", tmp_path)
    resolve = names(shop_example=HERE, other_example=HERE)
    with listening(answer(200, b"sealed"), tls=server_side) as server:
        client = Outbound(Rules(private=True), resolve=resolve, trusted=trusted)
        call = Call(url=f"https://shop.example:{server.port}/", most_bytes=100, seconds=5)
        assert client.call(call).body == b"sealed"
        with pytest.raises(CertificateRefused):
            client.call(Call(url=f"https://other.example:{server.port}/", most_bytes=100, seconds=5))
        with pytest.raises(CertificateRefused):
            Outbound(Rules(private=True), resolve=resolve).call(call)
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "ip", [HERE, "10.1.2.3", "169.254.169.254", "::1", "::ffff:127.0.0.1", "0.0.0.0", "224.0.0.1", "fe80::1%1"]
)
def test_a_name_that_leads_inside_is_refused(ip: str):
    with listening() as server, pytest.raises(NetworkRefused) as refused:
        get(f"http://shop.example:{server.port}/", rules=PUBLIC, resolve=names(shop_example=ip))
    assert refused.value.facts == {"host": "shop.example"}
    assert server.asked == []


def test_a_name_with_one_address_inside_among_public_ones_is_refused():
    with listening() as server, pytest.raises(NetworkRefused):
        get(f"http://shop.example:{server.port}/", rules=PUBLIC, resolve=names(shop_example=f"1.1.1.1 {HERE}"))
    assert server.asked == []


@pytest.mark.parametrize("host", ["127.0.0.1", "2130706433", "0x7f000001", "127.1", "[::1]", "localhost"])
def test_numbers_that_mean_this_machine_are_refused_as_the_machine_reads_them(host: str):
    with listening() as server, pytest.raises(NetworkRefused):
        Outbound(PUBLIC).call(Call(url=f"http://{host}:{server.port}/", most_bytes=100, seconds=5))
    assert server.asked == []


def test_a_name_is_resolved_once_a_call_so_that_it_cannot_change_between_check_and_connection():
    answers = iter(["192.0.2.1 1.1.1.1", HERE])
    asked: list[str] = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return next(answers).split()

    with listening() as server:
        with pytest.raises(NetworkRefused):
            get(f"http://shop.example:{server.port}/", resolve=rebinding)
        assert asked == ["shop.example"]
        get(f"http://shop.example:{server.port}/", resolve=rebinding)
        assert asked == ["shop.example", "shop.example"]
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("url", "refusal"),
    [
        ("http://shop.example/", SchemeRefused),
        ("https://a:b@shop.example/", CredentialsRefused),
        ("https://shop.example:22/", PortRefused),
        ("https://shop.example/#x", AddressMalformed),
    ],
)
def test_an_address_of_the_wrong_form_is_not_even_resolved(url: str, refusal: type[Exception]):
    asked: list[str] = []
    with pytest.raises(refusal):
        get(url, rules=Rules(), resolve=lambda host, port: asked.append(host) or [HERE])
    assert asked == []


def test_an_unknown_name():
    with pytest.raises(NameUnknown):
        get("http://nobody.example/")
    with pytest.raises(NameUnknown):
        get("http://shop.example/", resolve=lambda host, port: [])


def test_the_next_address_of_a_name_is_tried_when_the_first_does_not_listen():
    with listening() as server:
        said = get(f"http://shop.example:{server.port}/", resolve=names(shop_example=f"127.0.0.2 {HERE}"))
    assert said.status == 204


def test_nobody_listens():
    with listening() as server:
        pass
    with pytest.raises(Unreachable) as refused:
        get(f"http://shop.example:{server.port}/")
    assert refused.value.facts["why"] == "no connection"


def test_something_that_speaks_no_http():
    def mumble(asked: Asked, handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"220 mail.example ESMTP\r\n")

    with listening(mumble) as server, pytest.raises(Unreachable) as refused:
        get(f"http://shop.example:{server.port}/")
    assert refused.value.facts["why"] == "it does not speak HTTP"


def test_redirects_are_followed_a_few_times_and_each_is_checked():
    with listening() as server:
        there = f"http://other.example:{server.port}/3"
        steps = {"/1": answer(302, Location="/2"), "/2": answer(307, Location=there), "/3": answer(200, b"there")}
        server.respond = lambda asked, handler: steps[asked.path](asked, handler)
        known = names(shop_example=HERE, other_example=HERE)
        first = f"http://shop.example:{server.port}/1"
        said = get(first, resolve=known, redirects=2)
        assert (said.body, said.url) == (b"there", there)
        with pytest.raises(TooManyRedirects):
            get(first, resolve=known, redirects=1)
        assert get(first, resolve=known).status == 302


@pytest.mark.parametrize(
    ("location", "refusal"),
    [
        ("http://inside.example/", NetworkRefused),
        ("ftp://shop.example/", SchemeRefused),
        ("http://me:pw@shop.example/", CredentialsRefused),
        ("http://shop.example:22/", PortRefused),
        ("http://[::1/", AddressMalformed),
    ],
)
def test_a_redirect_to_where_one_may_not_go_is_not_followed(location: str, refusal: type[Exception]):
    known = names(shop_example=HERE, inside_example="169.254.169.254")
    with listening(answer(302, Location=location)) as server, pytest.raises(refusal):
        get(f"http://shop.example:{server.port}/", resolve=known, redirects=5)
    assert len(server.asked) == 1


def test_a_post_is_never_redirected():
    with listening(answer(307, Location="/elsewhere")) as server:
        said = get(f"http://shop.example:{server.port}/", method="POST", content=b"x", redirects=5)
    assert (said.status, len(server.asked)) == (307, 1)


def test_a_long_answer_is_left_off_while_it_comes():
    sent = threading.Event()

    def endless(asked: Asked, handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            while True:
                handler.wfile.write(b"x" * 65_536)
        except OSError:
            sent.set()

    with listening(endless) as server:
        with pytest.raises(AnswerTooLarge) as refused:
            get(f"http://shop.example:{server.port}/", most_bytes=100_000)
        assert refused.value.facts == {"most": 100_000}
        assert sent.wait(5)
        assert get(f"http://shop.example:{server.port}/", most_bytes=10, cut=True).body == b"x" * 10


def test_a_body_is_handed_on_piece_by_piece_and_never_unpacked():
    pieces: list[bytes] = []
    with listening(answer(200, b"\x1f\x8b packed", Content_Encoding="gzip")) as server:
        said = get(f"http://shop.example:{server.port}/", take=pieces.append)
    assert (said.body, b"".join(pieces)) == (b"", b"\x1f\x8b packed")
    assert server.asked[0].headers["accept-encoding"] == "identity"


def test_the_time_is_for_all_of_it_however_slowly_the_answer_drips():
    hung_up = threading.Event()

    def drip(asked: Asked, handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            while not hung_up.wait(0.02):
                handler.wfile.write(b".")
        except OSError:
            hung_up.set()

    with listening(drip) as server:
        with pytest.raises(TookTooLong) as refused:
            get(f"http://shop.example:{server.port}/", seconds=0.3)
        assert refused.value.facts == {"host": "shop.example", "seconds": "0.3"}
        assert hung_up.wait(5)


def test_no_proxy_of_the_environment_is_asked(monkeypatch: pytest.MonkeyPatch):
    with listening() as proxy, listening() as server:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        assert get(f"http://shop.example:{server.port}/").status == 204
    assert (len(proxy.asked), len(server.asked)) == (0, 1)


def test_many_calls_at_once():
    with listening() as server:
        client = Outbound(DEMO, resolve=names(shop_example=HERE))
        call = Call(url=f"http://shop.example:{server.port}/", most_bytes=10, seconds=5)

        async def all_of_them() -> list[Answer]:
            return await asyncio.gather(*(client.exchange(call) for _ in range(20)))

        with ThreadPoolExecutor(1) as aside:
            answers = aside.submit(asyncio.run, all_of_them()).result()
        assert [one.status for one in answers] == [204] * 20
