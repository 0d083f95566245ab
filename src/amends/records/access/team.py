"""Who belongs to an account, who is invited, which tokens open it, as its pages show them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from amends.core.access import Role
from amends.records.access.digests import digest_of
from amends.records.access.models import ApiToken, Invitation, Membership


@dataclass(frozen=True, slots=True)
class Member:
    """A person of an account; `id` is the membership's."""

    id: UUID
    user_id: UUID
    name: str
    email: str
    role: Role
    since: datetime


def members_of(account_id: UUID) -> list[Member]:
    """Everybody in the account, the longest there first."""
    rows = Membership.objects.filter(account_id=account_id).select_related("user").order_by("created_at", "id")
    return [
        Member(
            id=row.id,
            user_id=row.user.id,
            name=row.user.name or row.user.username,
            email=row.user.email,
            role=Role(row.role),
            since=row.created_at,
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class OpenInvitation:
    """An invitation that nobody has accepted yet; it may have expired meanwhile."""

    id: UUID
    email: str
    role: Role
    invited_by: str
    created_at: datetime
    expires_at: datetime


def open_invitations(account_id: UUID) -> list[OpenInvitation]:
    """The account's invitations neither accepted nor revoked, the newest first."""
    rows = (
        Invitation.objects.filter(account_id=account_id, accepted_at=None, revoked_at=None)
        .select_related("invited_by")
        .order_by("-created_at", "-id")
    )
    return [
        OpenInvitation(
            id=row.id,
            email=row.email,
            role=Role(row.role),
            invited_by=str(row.invited_by),
            created_at=row.created_at,
            expires_at=row.expires_at,
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Token:
    """An access token as its list shows it; its text is known to nobody but whoever made it."""

    id: UUID
    name: str
    role: Role
    made_by: str
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None


def tokens_of(account_id: UUID | None) -> list[Token]:
    """The tokens of an account, None for the platform's, that are not revoked: expired ones too, the newest first."""
    own: dict[str, Any] = {"account_id": account_id}
    rows = ApiToken.objects.filter(**own, revoked_at=None).order_by("-created_at", "-id")
    return [
        Token(
            id=row.id,
            name=row.name,
            role=Role(row.role),
            made_by=row.made_by_name,
            created_at=row.created_at,
            expires_at=row.expires_at,
            last_used_at=row.last_used_at,
        )
        for row in rows
    ]


def invitation_by_secret(secret: str) -> Invitation | None:
    """The invitation, whatever became of it, whose link carries `secret`; with its account."""
    return Invitation.objects.select_related("account").filter(token_digest=digest_of(secret)).first()
