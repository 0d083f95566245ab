"""Who may be invited to an account, join it and leave it."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from amends.core.access.actor import Actor
from amends.core.access.roles import MERCHANT_ROLES, ROLE_PERMISSIONS, Role
from amends.core.refusals import Refusal

INVITATION_LIFE = timedelta(days=7)
"""How long the link of an invitation works."""


class RoleNotYours(Refusal):
    """One may give away only what one has."""

    code = "access.role_not_yours"
    sentence = "The role “%(role)s” may do more than you may yourself, or is not a role in a merchant's account."
    kind = "forbidden"
    field = "role"


class InvitationUsed(Refusal):
    """An invitation lets in one person once."""

    code = "access.invitation_used"
    sentence = "This invitation has already been accepted."


class InvitationRevoked(Refusal):
    """The account's owner took the invitation back."""

    code = "access.invitation_revoked"
    sentence = "This invitation was withdrawn by the account that sent it."


class InvitationExpired(Refusal):
    """An invitation lives for INVITATION_LIFE."""

    code = "access.invitation_expired"
    sentence = "This invitation has expired. Ask the account's owner for a new one."


class LastOwner(Refusal):
    """An account without an owner could never be managed again."""

    code = "access.last_owner"
    sentence = "An account needs an owner: make somebody else an owner first."


def check_role(actor: Actor, role: Role) -> None:
    """Raises RoleNotYours unless `role` is a merchant's and may do nothing that `actor` may not."""
    if role not in MERCHANT_ROLES or not ROLE_PERMISSIONS[role] <= actor.permissions:
        raise RoleNotYours(role=role.value)


def check_unanswered(*, accepted_at: datetime | None, revoked_at: datetime | None) -> None:
    """Raises InvitationUsed or InvitationRevoked unless the invitation still waits."""
    if accepted_at is not None:
        raise InvitationUsed
    if revoked_at is not None:
        raise InvitationRevoked


def check_invitation(
    *, accepted_at: datetime | None, revoked_at: datetime | None, expires_at: datetime, now: datetime
) -> None:
    """Raises InvitationUsed, InvitationRevoked or InvitationExpired unless the invitation still opens the door."""
    check_unanswered(accepted_at=accepted_at, revoked_at=revoked_at)
    if expires_at <= now:
        raise InvitationExpired


def check_owner_remains(owners: Collection[UUID], *, leaving: UUID) -> None:
    """Raises LastOwner when `leaving` (a membership that is removed or demoted) is the only one of `owners`."""
    if set(owners) == {leaving}:
        raise LastOwner
