"""Who may make and revoke access tokens, and of which roles."""

from amends.core.access.actor import Actor, Side, require
from amends.core.access.joining import check_role
from amends.core.access.permissions import Permission
from amends.core.access.roles import TOKEN_ROLES, Role
from amends.core.refusals import Refusal


class RoleNotPlatforms(Refusal):
    """A token without an account cannot act within one."""

    code = "access.role_not_platforms"
    sentence = "The role “%(role)s” belongs to a merchant's account; such a token is made there."
    kind = "invalid"
    field = "role"


def check_manages_tokens(actor: Actor) -> None:
    """Whether the actor may revoke a token of their side. Raises Forbidden; Amends itself (the operator) may."""
    if actor.side is not Side.SYSTEM:
        merchant = actor.account_id is not None
        require(actor, Permission.MERCHANT_TOKEN_MANAGE if merchant else Permission.STAFF_TOKEN_MANAGE)


def check_token_role(actor: Actor, role: Role) -> None:
    """Whether the actor may make a token of this role. Raises Forbidden, RoleNotYours, RoleNotPlatforms.

    A merchant gives away at most what they have; the platform's side makes tokens for staff and for its systems.
    """
    check_manages_tokens(actor)
    if actor.account_id is not None:
        check_role(actor, role)
    elif role not in TOKEN_ROLES:
        raise RoleNotPlatforms(role=role.value)
