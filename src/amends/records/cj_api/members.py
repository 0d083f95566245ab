"""Who a session's account is."""

from dataclasses import dataclass
from uuid import UUID

from amends.core.access import Role
from amends.records.access.models import Membership
from amends.records.cj_api.models import CjMember


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberSeen:
    """The account, its name, and the address of the owner who was there first."""

    open_id: int
    user_number: str
    name: str
    address: str


def see_member(account_id: UUID) -> MemberSeen:
    """The account of whoever logged in, in two statements."""
    member = CjMember.objects.select_related("account").get(account_id=account_id)
    owners = Membership.objects.filter(account_id=account_id, role=Role.OWNER.value).order_by("created_at", "id")
    return MemberSeen(
        open_id=member.open_id,
        user_number=member.user_number,
        name=member.account.name,
        address=owners.values_list("user__email", flat=True).first() or "",
    )
