"""Who calls: the actor behind a request's token, for every operation whose own statement does not find out."""

from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from amends.core.access import Actor, Forbidden, Permission
from amends.core.refusals import Said
from amends.records.access.queries import actor_of_digest


def caller(request: HttpRequest) -> Actor:
    """The token's holder. Raises Unauthenticated: unknown, expired or revoked."""
    return actor_of_digest(request.auth, now=timezone.now())  # type: ignore[attr-defined]


def caller_who_may(request: HttpRequest, *any_of: Permission) -> Actor:
    """The caller, who has one of the permissions.

    Raises Unauthenticated, and Forbidden: of the permission that the caller's own side would need, or else of all.
    """
    actor = caller(request)
    if not any(actor.may(permission) for permission in any_of):
        own = [one for one in any_of if one.startswith(f"{actor.side.value}:")] or any_of
        raise Forbidden(permission=Said(own[0].value, " or ".join(own)))
    return actor


def of_another(actor: Actor, account: UUID | None) -> bool:
    """Whether a merchant names an account that is not theirs: for them it holds nothing, whether it exists or not."""
    return actor.account_id is not None and account not in (None, actor.account_id)
