"""An owner removes a colleague from their account."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor, Permission, check_owner_remains, require
from amends.usecases.access.take_out_member import take_out_member


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveMember:
    """`member_id` is the membership's."""

    member_id: UUID


def remove_member(*, ask: RemoveMember, actor: Actor, now: datetime) -> None:
    """The person keeps their sign-in, but sees the account no more from their next page on.

    Raises Forbidden, MemberUnseen, LastOwner.
    """
    require(actor, Permission.MERCHANT_STAFF_MANAGE)
    with transaction.atomic(durable=False):
        taken = take_out_member(ask.member_id, actor=actor)
        check_owner_remains(taken.owners, leaving=ask.member_id)
        taken.member.delete()
