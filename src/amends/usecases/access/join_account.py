"""Somebody who is signed in, but belongs to no account, joins one."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from amends.core.access import Actor
from amends.core.refusals import Refusal
from amends.records.access.models import Membership, User
from amends.usecases.access.take_out_invitation import take_out_invitation


class AlreadyMember(Refusal):
    """A person belongs to one account."""

    code = "access.already_member"
    sentence = "You already belong to an account. To join another, sign up with another address."


class StaffCannotJoin(Refusal):
    """Who decides disputes must not also open them."""

    code = "access.staff_cannot_join"
    sentence = "The platform's staff cannot join a merchant's account."
    kind = "forbidden"


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinAccount:
    """`secret` stands in the link of the invitation."""

    secret: str


def join_account(*, ask: JoinAccount, actor: Actor, now: datetime) -> None:
    """The actor (a `newcomer`) becomes a member with the invited role.

    Raises InvitationUnseen, InvitationUsed, InvitationRevoked, InvitationExpired, StaffCannotJoin, AlreadyMember.
    """
    assert actor.id
    with transaction.atomic(durable=False):
        invitation = take_out_invitation(ask.secret, now=now)
        person = User.objects.select_for_update(no_key=True).get(pk=actor.id)
        if person.staff_role:
            raise StaffCannotJoin
        if Membership.objects.filter(user=person).exists():
            raise AlreadyMember
        Membership.objects.create(account_id=invitation.account_id, user=person, role=invitation.role, created_at=now)
        invitation.accepted_at = now
        invitation.save(update_fields=["accepted_at"])
