"""A merchant revokes an access token of the account; an admin one of the platform's."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor, check_manages_tokens
from amends.core.refusals import Refusal
from amends.records.access.models import ApiToken


class TokenUnseen(Refusal):
    """No such token here, another account's, or it is revoked already."""

    code = "access.token_unseen"
    sentence = "There is no such token, or it is revoked already."
    kind = "unseen"


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeToken:
    """One of the account's own; for an admin one of the platform's."""

    token_id: UUID


def revoke_token(*, ask: RevokeToken, actor: Actor, now: datetime) -> None:
    """The token is refused from now on; its row stays, so that what it did keeps its name.

    Raises Forbidden, TokenUnseen.
    """
    check_manages_tokens(actor)
    own: dict[str, Any] = {"account_id": actor.account_id, "pk": ask.token_id}
    with transaction.atomic(durable=False):
        revoked = ApiToken.objects.filter(**own, revoked_at=None).update(revoked_at=now)
        if not revoked:
            raise TokenUnseen
