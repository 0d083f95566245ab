"""Bearer tokens. The door only digests them; whether one is good is asked in each operation's own statement."""

import hashlib

from django.http import HttpRequest
from ninja.security.http import HttpAuthBase


class BearerToken(HttpAuthBase):
    """Gives an operation `request.auth`: the SHA-256 of the token sent."""

    openapi_scheme = "bearer"

    def __call__(self, request: HttpRequest) -> bytes | None:
        """The digest, or None without a bearer token."""
        scheme, _, token = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            return None
        # WSGI hands headers over as Latin-1, whatever their bytes meant.
        return hashlib.sha256(token.strip().encode("latin-1")).digest()
