"""How a secret is kept that only needs to be recognized again."""

import hashlib


def digest_of(secret: str) -> bytes:
    """The SHA-256 (32 bytes) under which an access token or an invitation's secret is stored and found.

    No salt and no slow hash: these secrets are 256 random bits, which nobody finds by trying.
    """
    return hashlib.sha256(secret.encode()).digest()
