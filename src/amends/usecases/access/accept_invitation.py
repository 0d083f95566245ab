"""Somebody new joins an account through the link in their mail."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from amends.core.access import Actor
from amends.records.access.models import Membership, User
from amends.usecases.access.make_person import make_person, require_enrolling
from amends.usecases.access.take_out_invitation import take_out_invitation


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptInvitation:
    """`secret` stands in the link; the password was found strong enough by the door."""

    secret: str
    name: str
    password: str


def accept_invitation(*, ask: AcceptInvitation, actor: Actor, now: datetime) -> User:
    """The new colleague; the address counts as verified, since the link was mailed to it and nowhere else.

    Nobody is signed in yet, so the page asks as Amends itself and the secret is what lets them in.
    Raises InvitationUnseen, InvitationUsed, InvitationRevoked, InvitationExpired, AddressTaken.
    """
    require_enrolling(actor)
    with transaction.atomic(durable=False):
        invitation = take_out_invitation(ask.secret, now=now)
        person = make_person(email=invitation.email, password=ask.password, name=ask.name, verified=True)
        Membership.objects.create(account_id=invitation.account_id, user=person, role=invitation.role, created_at=now)
        invitation.accepted_at = now
        invitation.save(update_fields=["accepted_at"])
    return person
