"""An owner takes an invitation back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor, Permission, check_unanswered, require
from amends.records.access.models import Invitation
from amends.usecases.access.take_out_invitation import InvitationUnseen


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeInvitation:
    """One of the account's own."""

    invitation_id: UUID


def revoke_invitation(*, ask: RevokeInvitation, actor: Actor, now: datetime) -> None:
    """The link stops working; an expired one may be revoked too, which takes it off the list.

    Raises Forbidden, InvitationUnseen, InvitationUsed, InvitationRevoked.
    """
    require(actor, Permission.MERCHANT_STAFF_MANAGE)
    assert actor.account_id
    with transaction.atomic(durable=False):
        found = Invitation.objects.select_for_update().filter(account_id=actor.account_id, pk=ask.invitation_id).first()
        if found is None:
            raise InvitationUnseen
        check_unanswered(accepted_at=found.accepted_at, revoked_at=found.revoked_at)
        found.revoked_at = now
        found.save(update_fields=["revoked_at"])
