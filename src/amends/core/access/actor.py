"""Who acts: a mandatory word of every ask."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from amends.core.access.permissions import Permission
from amends.core.refusals import Refusal


class Side(StrEnum):
    """On whose behalf somebody acts, and for whom a state waits."""

    MERCHANT = "merchant"
    STAFF = "staff"
    PLATFORM = "platform"
    SYSTEM = "system"


class Forbidden(Refusal):
    """The actor is known, but their role lacks the permission."""

    code = "access.forbidden"
    sentence = "Your role does not allow this (%(permission)s)."
    kind = "forbidden"


class Unauthenticated(Refusal):
    """No valid session or token stands behind the ask."""

    code = "access.unauthenticated"
    sentence = "This access token is unknown, expired or revoked."
    kind = "unauthenticated"


class AccountUnseen(Refusal):
    """There is no such merchant account."""

    code = "account.unseen"
    sentence = "There is no account %(account)s."
    kind = "unseen"


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, a system with a token, or Amends itself.

    `account_id` is set for merchants and bounds every row they may touch; `id` is the user's or token's,
    None only for Amends itself. `name` is what the trail and the thread show.
    """

    side: Side
    id: UUID | None
    account_id: UUID | None
    name: str
    permissions: frozenset[Permission]

    def may(self, permission: Permission) -> bool:
        """Whether the actor's role carries `permission`."""
        return permission in self.permissions


SYSTEM = Actor(side=Side.SYSTEM, id=None, account_id=None, name="Amends", permissions=frozenset())
"""Amends itself: deadlines, settlements, imports run by the operator."""


def require(actor: Actor, permission: Permission) -> None:
    """Raises Forbidden unless the actor has `permission`."""
    if not actor.may(permission):
        raise Forbidden(permission=str(permission))
