"""The hash chain: each entry's digest covers the one before and the exact bytes stored."""

import hashlib
import hmac
from collections.abc import Iterable

FIRST = b"\x00" * 32
"""What stands before a trail's first entry."""


def link(previous: bytes, body: bytes, *, secret: bytes) -> bytes:
    """The entry's digest: HMAC-SHA256 under a secret kept outside the database, over previous digest and body."""
    return hmac.digest(secret, previous + body, "sha256")


def salted(value: str, *, salt: bytes) -> str:
    """The digest that stands in the body for personal data, so that erasing the value leaves the chain whole."""
    return hashlib.sha256(salt + value.encode()).hexdigest()


def first_broken(entries: Iterable[tuple[int, bytes, bytes]], *, secret: bytes) -> int | None:
    """The number of the first entry (number, body, digest) that does not follow from its predecessor, or None."""
    previous, expected = FIRST, 1
    for number, body, digest in entries:
        if number != expected or not hmac.compare_digest(link(previous, body, secret=secret), digest):
            return expected
        previous, expected = digest, expected + 1
    return None
