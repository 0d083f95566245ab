"""Who calls: the actor behind a request's token, for every operation whose own statement does not find out."""

from django.http import HttpRequest
from django.utils import timezone

from amends.core.access import Actor, Permission, require
from amends.records.access.queries import actor_of_digest


def caller(request: HttpRequest) -> Actor:
    """The token's holder. Raises Unauthenticated: unknown, expired or revoked."""
    return actor_of_digest(request.auth, now=timezone.now())  # type: ignore[attr-defined]


def caller_who_may(request: HttpRequest, *any_of: Permission) -> Actor:
    """The caller, who has one of the permissions. Raises Unauthenticated, Forbidden."""
    actor = caller(request)
    if not any(actor.may(permission) for permission in any_of):
        require(actor, any_of[0])
    return actor
