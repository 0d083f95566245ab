"""Who a session's account is."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from amends.core.access import Role
from amends.core.webhooks.endpoints import Style
from amends.records.access.models import Membership
from amends.records.cj_api.models import CjMember
from amends.records.webhooks.models import Endpoint


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberSeen:
    """The account, its name, the address of the owner who was there first, and where news of topics is sent."""

    open_id: int
    user_number: str
    name: str
    address: str
    callbacks: Mapping[str, str]


def see_member(account_id: UUID) -> MemberSeen:
    """The account of whoever logged in, in three statements."""
    member = CjMember.objects.select_related("account").get(account_id=account_id)
    owners = Membership.objects.filter(account_id=account_id, role=Role.OWNER.value).order_by("created_at", "id")
    callbacks = Endpoint.objects.filter(account_id=account_id, style=Style.CJ.value, disabled_at=None)
    return MemberSeen(
        open_id=member.open_id,
        user_number=member.user_number,
        name=member.account.name,
        address=owners.values_list("user__email", flat=True).first() or "",
        callbacks=dict(callbacks.values_list("topic", "url")),
    )
