"""Holds: who may do what: permissions, roles, the one table between them, and the actor of an ask.

May use: refusals.
Never: a look at a row; seeing only one's own rows is the queries' work.
"""

from amends.core.access.actor import SYSTEM, AccountUnseen, Actor, Forbidden, Side, Unauthenticated, require
from amends.core.access.joining import (
    INVITATION_LIFE,
    InvitationExpired,
    InvitationRevoked,
    InvitationUsed,
    LastOwner,
    RoleNotYours,
    check_invitation,
    check_owner_remains,
    check_role,
    check_unanswered,
)
from amends.core.access.masking import mask_address
from amends.core.access.permissions import Permission
from amends.core.access.roles import MERCHANT_ROLES, ROLE_PERMISSIONS, STAFF_ROLES, TOKEN_ROLES, Role
from amends.core.access.tokens import RoleNotPlatforms, check_manages_tokens, check_token_role

__all__ = [
    "INVITATION_LIFE",
    "MERCHANT_ROLES",
    "ROLE_PERMISSIONS",
    "STAFF_ROLES",
    "SYSTEM",
    "TOKEN_ROLES",
    "AccountUnseen",
    "Actor",
    "Forbidden",
    "InvitationExpired",
    "InvitationRevoked",
    "InvitationUsed",
    "LastOwner",
    "Permission",
    "Role",
    "RoleNotPlatforms",
    "RoleNotYours",
    "Side",
    "Unauthenticated",
    "check_invitation",
    "check_manages_tokens",
    "check_owner_remains",
    "check_role",
    "check_token_role",
    "check_unanswered",
    "mask_address",
    "require",
]
