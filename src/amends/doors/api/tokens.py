"""Bearer tokens. The door only digests them; whether one is good is asked in each operation's own statement."""

from django.http import HttpRequest
from django.utils import timezone
from ninja.security.http import HttpAuthBase

from amends.doors.api.rates import CalledTooOften, count_call
from amends.records.access.digests import digest_of


class BearerToken(HttpAuthBase):
    """Gives an operation `request.auth`, the SHA-256 of the token sent, and `request.rate`, what its calls leave."""

    openapi_scheme = "bearer"

    def __call__(self, request: HttpRequest) -> bytes | None:
        """The digest, or None without a bearer token. Raises CalledTooOften."""
        scheme, _, token = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            return None
        digest = digest_of(token.strip())
        request.rate = rate = count_call(digest, now=timezone.now())  # type: ignore[attr-defined]
        if rate is not None and rate.over:
            raise CalledTooOften(limit=rate.limit, seconds=rate.seconds)
        return digest
