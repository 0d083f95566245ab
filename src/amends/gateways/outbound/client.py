"""Calling an address that somebody gave: checked, bounded, and at the address that was checked."""

import asyncio
import ssl
import sys
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any

import httpx

from amends.core.outbound.addresses import Address, Rules, read_address
from amends.core.outbound.refusals import (
    AnswerTooLarge,
    CallFailed,
    CertificateRefused,
    TookTooLong,
    TooManyRedirects,
    Unreachable,
)
from amends.gateways.outbound.resolving import Resolve, checked_addresses, system_resolve

if find_spec("sniffio") is None:
    # httpcore tries to import it at every step of a call; each time the whole path was searched, half of a call's work.
    sys.modules["sniffio"] = None  # type: ignore[assignment]

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NO_CONNECTION = (httpx.ConnectError, httpx.ConnectTimeout)
_AGENT = "Amends"
_TO_CONNECT = 5.0
"""Seconds for each of a name's addresses, so that a dead first one leaves time for the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call and its limits.

    `redirects` is how many are followed, each hop checked as the first (only a GET follows any). Of an answer longer
    than `most_bytes` the rest is left unread where `cut` says so; otherwise the call fails. `seconds` is for all of
    it: resolving, connecting, redirects and reading. `take`, if given, gets the body piece by piece as it comes.
    """

    url: str
    method: str = "GET"
    content: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    redirects: int = 0
    most_bytes: int
    cut: bool = False
    seconds: float
    take: Callable[[bytes], Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back. `body` is empty where the call's `take` got it; header names are lower-case."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str
    seconds: float


class Outbound:
    """The client. Holds no connection between two calls: one that was checked for a name serves that name only."""

    def __init__(self, rules: Rules, *, resolve: Resolve = system_resolve, trusted: ssl.SSLContext | None = None):
        self._rules, self._resolve = rules, resolve
        self._trusted = trusted or httpx.create_ssl_context(trust_env=False)

    def call(self, call: Call) -> Answer:
        """`exchange` for whoever waits for it: in a thread of its own, for the caller's may have an event loop."""
        with ThreadPoolExecutor(1) as aside:
            return aside.submit(asyncio.run, self.exchange(call)).result()

    async def exchange(self, call: Call) -> Answer:
        """The answer, whatever its status. Raises AddressRefused or CallFailed."""
        address, begun = read_address(call.url, self._rules), time.monotonic()
        try:
            async with asyncio.timeout(call.seconds):
                return await self._follow(call, address, begun)
        except TimeoutError:
            raise TookTooLong(host=address.host, seconds=f"{call.seconds:g}") from None

    async def _follow(self, call: Call, address: Address, begun: float) -> Answer:
        for _ in range(call.redirects + 1):
            answer = await self._one_hop(call, address, begun)
            if answer.status not in _REDIRECTS or call.method != "GET" or not call.redirects:
                return answer
            there = answer.headers.get("location", "")
            address = read_address(_joined(address.url, there), self._rules)
        raise TooManyRedirects(most=call.redirects)

    async def _one_hop(self, call: Call, address: Address, begun: float) -> Answer:
        for ip in await checked_addresses(address, self._rules, self._resolve):
            try:
                return await self._at(ip, call, address, begun)
            except _NO_CONNECTION as fault:
                last = _told(fault, address)  # nothing was sent yet: the name's next address may answer
            except httpx.TransportError as fault:
                raise _told(fault, address) from fault
        raise last

    async def _at(self, ip: str, call: Call, address: Address, begun: float) -> Answer:
        limits = httpx.Limits(max_connections=1, max_keepalive_connections=0)
        async with httpx.AsyncHTTPTransport(verify=self._trusted, trust_env=False, limits=limits) as transport:
            answer = await transport.handle_async_request(_request(ip, call, address))
            try:
                body = await _read(answer, call)
            finally:
                await answer.aclose()
        headers = {name.lower(): value for name, value in answer.headers.items()}
        seconds = time.monotonic() - begun
        return Answer(status=answer.status_code, headers=headers, body=body, url=address.url, seconds=seconds)


def _request(ip: str, call: Call, address: Address) -> httpx.Request:
    """To the number that was checked, by the name that was given: in the Host header and for its certificate."""
    there = httpx.URL(address.url).copy_with(host=ip)
    headers = {
        "User-Agent": _AGENT,
        "Accept": "*/*",
        **call.headers,
        "Host": address.authority,
        "Accept-Encoding": "identity",
        "Connection": "close",
    }
    extensions = {"sni_hostname": address.host, "timeout": {"connect": _TO_CONNECT}}
    return httpx.Request(call.method, there, headers=headers, content=call.content or None, extensions=extensions)


async def _read(answer: httpx.Response, call: Call) -> bytes:
    """The bytes as they come, never unpacked: a small packed answer cannot become a large one."""
    followed = call.redirects and call.method == "GET" and answer.status_code in _REDIRECTS
    if followed:
        return b""
    kept, length = bytearray(), 0
    take = call.take or kept.extend
    async for piece in answer.aiter_raw():
        room = call.most_bytes - length
        if len(piece) > room and not call.cut:
            raise AnswerTooLarge(most=call.most_bytes)
        take(piece[:room])
        length += len(piece)
        if length >= call.most_bytes and call.cut:
            break
    return bytes(kept)


def _joined(here: str, there: str) -> str:
    try:
        return str(httpx.URL(here).join(there))
    except httpx.InvalidURL:
        return there


def _told(fault: httpx.TransportError, address: Address) -> CallFailed:
    if "CERTIFICATE_VERIFY_FAILED" in str(fault):
        return CertificateRefused(host=address.host)
    why = "it does not speak HTTP" if isinstance(fault, httpx.RemoteProtocolError) else "the connection broke"
    return Unreachable(host=address.host, why="no connection" if isinstance(fault, _NO_CONNECTION) else why)
