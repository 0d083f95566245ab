"""Who holds an access token of CJ's kind."""

from datetime import datetime

from django.db.models import Q

from amends.core.access import MERCHANT_ROLES, ROLE_PERMISSIONS, Actor, Role, Side, Unauthenticated
from amends.records.access.digests import digest_of
from amends.records.access.models import ApiToken
from amends.records.cj_api.models import CjSession


def digest_of_session(token: str) -> bytes:
    """The digest under which an access or refresh token is kept: never that of a bearer token of our own API."""
    return digest_of(f"cj:{token}")


def find_key(text: str, *, now: datetime) -> ApiToken | None:
    """The merchant's token that `text` is, unless it is expired or revoked."""
    alive = Q(revoked_at=None) & (Q(expires_at=None) | Q(expires_at__gt=now))
    roles = [role.value for role in MERCHANT_ROLES]
    return ApiToken.objects.filter(alive, token_digest=digest_of(text), account__isnull=False, role__in=roles).first()


def actor_of_session(digest: bytes, *, now: datetime) -> Actor:
    """Who holds the access token of that digest, in one statement. Raises Unauthenticated: unknown or expired, or

    the API key behind it is expired or revoked.
    """
    alive = Q(token__revoked_at=None) & (Q(token__expires_at=None) | Q(token__expires_at__gt=now))
    found = CjSession.objects.select_related("token").filter(alive, access_digest=digest, access_expires_at__gt=now)
    session = found.first()
    if session is None:
        raise Unauthenticated
    token = session.token
    return Actor(
        side=Side.MERCHANT,
        id=token.id,
        account_id=session.account_id,
        name=token.name,
        permissions=ROLE_PERMISSIONS[Role(token.role)],
    )
