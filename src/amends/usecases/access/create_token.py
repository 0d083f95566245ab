"""A merchant makes an access token for a tool of theirs; an admin or the operator one for the platform's."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amends.core.access import Actor, Role, check_token_role
from amends.core.refusals import Refusal
from amends.records.access.digests import digest_of
from amends.records.access.models import ApiToken

PREFIX = "amends_"


class ExpiryPassed(Refusal):
    """A token that never works is a mistake."""

    code = "access.expiry_passed"
    sentence = "The token would have expired already."
    kind = "invalid"
    field = "expires"


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateToken:
    """`expires_at` None: until revoked."""

    name: str
    role: Role
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class IssuedToken:
    """`text` is shown once: only its digest is kept."""

    id: UUID
    text: str


def create_token(*, ask: CreateToken, actor: Actor, now: datetime) -> IssuedToken:
    """A token of the actor's account, at most as mighty as the actor; without an account, one of the platform's.

    Raises Forbidden, RoleNotYours, RoleNotPlatforms, ExpiryPassed.
    """
    check_token_role(actor, ask.role)
    if ask.expires_at is not None and ask.expires_at <= now:
        raise ExpiryPassed
    text = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        account_id=actor.account_id,
        name=ask.name,
        role=ask.role.value,
        token_digest=digest_of(text),
        made_by_name=actor.name,
        created_at=now,
        expires_at=ask.expires_at,
    )
    return IssuedToken(id=token.id, text=text)
