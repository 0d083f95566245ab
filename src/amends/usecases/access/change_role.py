"""An owner changes what a colleague may do."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor, Permission, Role, check_owner_remains, check_role, require
from amends.usecases.access.take_out_member import take_out_member


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRole:
    """`member_id` is the membership's."""

    member_id: UUID
    role: Role


def change_role(*, ask: ChangeRole, actor: Actor, now: datetime) -> None:
    """The colleague has the new role from their next page on.

    Raises Forbidden, RoleNotYours, MemberUnseen, LastOwner.
    """
    require(actor, Permission.MERCHANT_STAFF_MANAGE)
    check_role(actor, ask.role)
    with transaction.atomic(durable=False):
        taken = take_out_member(ask.member_id, actor=actor)
        if ask.role is not Role.OWNER:
            check_owner_remains(taken.owners, leaving=ask.member_id)
        taken.member.role = ask.role.value
        taken.member.save(update_fields=["role"])
