"""The first beat of changing a team: the account locked, its member and its owners read."""

from dataclasses import dataclass
from uuid import UUID

from amends.core.access import Actor, Role
from amends.core.refusals import Refusal
from amends.records.access.models import Account, Membership


class MemberUnseen(Refusal):
    """No such member in this account."""

    code = "access.member_unseen"
    sentence = "There is no such person in this account."
    kind = "unseen"


@dataclass(frozen=True, slots=True)
class TakenMember:
    """The member, and the ids of all memberships that own the account."""

    member: Membership
    owners: frozenset[UUID]


def take_out_member(member_id: UUID, *, actor: Actor) -> TakenMember:
    """Locks the actor's account, so that two owners cannot leave at once; to be called inside a transaction.

    Raises MemberUnseen.
    """
    assert actor.account_id
    account = Account.objects.select_for_update(no_key=True).get(pk=actor.account_id)
    members = {row.id: row for row in Membership.objects.filter(account=account)}
    if member_id not in members:
        raise MemberUnseen
    owners = frozenset(row.id for row in members.values() if row.role == Role.OWNER)
    return TakenMember(member=members[member_id], owners=owners)
