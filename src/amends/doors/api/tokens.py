"""Bearer tokens. The door only digests them; whether one is good is asked in each operation's own statement."""

from django.http import HttpRequest
from ninja.security.http import HttpAuthBase

from amends.records.access.digests import digest_of


class BearerToken(HttpAuthBase):
    """Gives an operation `request.auth`: the SHA-256 of the token sent."""

    openapi_scheme = "bearer"

    def __call__(self, request: HttpRequest) -> bytes | None:
        """The digest, or None without a bearer token."""
        scheme, _, token = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            return None
        return digest_of(token.strip())
