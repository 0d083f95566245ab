"""Reading an address strictly: what two readers could take for two different hosts is refused, not guessed."""

import re
from dataclasses import dataclass

from amends.core.outbound.refusals import AddressMalformed, CredentialsRefused, PortRefused, SchemeRefused

MOST_CHARACTERS = 2_000

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*)://", re.IGNORECASE)
_ADDRESS = re.compile(
    r"""(?P<scheme>https?)://
        (?P<host>\[[0-9a-f:.]{2,45}\]|[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*)
        (?::(?P<port>[0-9]{1,5}))?
        (?P<rest>[/?][!$-;=?-Z_a-z~]*)?""",
    re.IGNORECASE | re.VERBOSE,
)
_USUAL = {"https": 443, "http": 80}
_FIRST_FREE_PORT, _LAST_PORT = 1_024, 65_535


@dataclass(frozen=True, slots=True)
class Rules:
    """What is allowed beyond https to the public internet: `plain` http, and one's own `private` networks."""

    plain: bool = False
    private: bool = False

    @classmethod
    def read(cls, text: str) -> "Rules":
        """From the words `http` and `private`, parted by blanks. Raises ValueError for any other."""
        words = set(text.split())
        if wrong := words - {"http", "private"}:
            raise ValueError(f"no such rule for addresses: {', '.join(sorted(wrong))}")
        return cls(plain="http" in words, private="private" in words)


@dataclass(frozen=True, slots=True)
class Address:
    """An address taken apart. `host` is lower-case, without the brackets of IPv6; `rest` is path and query."""

    scheme: str
    host: str
    port: int
    rest: str

    @property
    def authority(self) -> str:
        """Host and port as a Host header says them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _USUAL[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        """The address written in one way only."""
        return f"{self.scheme}://{self.authority}{self.rest}"


def read_address(url: str, rules: Rules) -> Address:
    """The address. Raises AddressMalformed, SchemeRefused, CredentialsRefused or PortRefused.

    Which network its host leads to is asked apart (`networks`), each time it is called.
    """
    scheme = _SCHEME.match(url)
    if scheme is None or len(url) > MOST_CHARACTERS:
        raise AddressMalformed
    if scheme[1].lower() != "https" and not (scheme[1].lower() == "http" and rules.plain):
        raise SchemeRefused
    if "@" in re.split(r"[/?#\\]", url[scheme.end() :], maxsplit=1)[0]:
        raise CredentialsRefused
    found = _ADDRESS.fullmatch(url)
    if found is None:
        raise AddressMalformed
    name = found["scheme"].lower()
    port = int(found["port"] or _USUAL[name])
    if port not in _USUAL.values() and not _FIRST_FREE_PORT <= port <= _LAST_PORT:
        raise PortRefused(port=port)
    rest = found["rest"] or "/"
    return Address(name, found["host"].lower().strip("[]"), port, rest if rest[0] == "/" else f"/{rest}")
