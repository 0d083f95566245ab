"""Where the web answers, and whether that place is free."""

import errno
import os
import socket
from dataclasses import dataclass

from amends.core.refusals import Refusal


class PortMalformed(Refusal):
    """AMENDS_PORT is not a port."""

    code = "processes.port_malformed"
    sentence = "AMENDS_PORT is %(given)s; it must be a number from 1 to 65535."
    kind = "invalid"


class PortTaken(Refusal):
    """Another program listens where we would."""

    code = "processes.port_taken"
    sentence = "Port %(port)s is taken by another program. Choose a free one: AMENDS_PORT=%(next)s"


class AddressUnusable(Refusal):
    """We may not listen there."""

    code = "processes.address_unusable"
    sentence = "Amends cannot listen on %(host)s, port %(port)s: %(reason)s."


@dataclass(frozen=True)
class WebAddress:
    """A host and a port to listen on."""

    host: str
    port: int

    @property
    def nearby(self) -> str:
        """The host to use from this very machine."""
        return "localhost" if self.host in {"127.0.0.1", "0.0.0.0", "::"} else self.host  # noqa: S104

    @property
    def url(self) -> str:
        """What a person on this machine types into the browser."""
        return f"http://{f'[{self.nearby}]' if ':' in self.nearby else self.nearby}:{self.port}"


def web_address() -> WebAddress:
    """From AMENDS_HOST (127.0.0.1) and AMENDS_PORT (8000). Raises PortMalformed."""
    given = os.environ.get("AMENDS_PORT") or "8000"
    if not given.isdecimal() or not 0 < int(given) < 65536:
        raise PortMalformed(given=given)
    return WebAddress(host=os.environ.get("AMENDS_HOST") or "127.0.0.1", port=int(given))


def free_address() -> WebAddress:
    """The address to serve on, seen to be free. Raises PortMalformed, PortTaken, AddressUnusable."""
    address = web_address()
    claim(address)
    return address


def claim(address: WebAddress) -> None:
    """See that nobody listens there. Raises PortTaken, AddressUnusable.

    granian would share a taken port with whoever has it (SO_REUSEPORT), so we ask without that option.
    """
    try:
        family = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((address.host, address.port))
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortTaken(port=address.port, next=address.port + 1) from error
        raise AddressUnusable(host=address.host, port=address.port, reason=error.strerror) from error
