"""An owner invites somebody to their account."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import INVITATION_LIFE, Actor, Permission, Role, check_role, require
from amends.core.refusals import Refusal
from amends.records.access.digests import digest_of
from amends.records.access.models import Account, Invitation, Membership


class AlreadyInvited(Refusal):
    """One open invitation an address is enough."""

    code = "access.already_invited"
    sentence = "%(email)s already has an invitation that works. Withdraw it to send another."
    field = "email"


class AlreadyColleague(Refusal):
    """Whoever is in need not be let in."""

    code = "access.already_colleague"
    sentence = "%(email)s already belongs to this account."
    field = "email"


@dataclass(frozen=True, slots=True, kw_only=True)
class InviteMember:
    """Who shall join, and as what."""

    email: str
    role: Role


@dataclass(frozen=True, slots=True)
class Invited:
    """`secret` goes into the mail's link and nowhere else: only its digest is kept."""

    id: UUID
    email: str
    secret: str
    expires_at: datetime


def invite_member(*, ask: InviteMember, actor: Actor, now: datetime) -> Invited:
    """An invitation that works for seven days. Raises Forbidden, RoleNotYours, AlreadyInvited, AlreadyColleague."""
    require(actor, Permission.MERCHANT_STAFF_MANAGE)
    check_role(actor, ask.role)
    assert actor.account_id
    assert actor.id
    email, secret = ask.email.strip().lower(), secrets.token_urlsafe(32)
    with transaction.atomic(durable=False):
        account = Account.objects.select_for_update(no_key=True).get(pk=actor.account_id)
        if Membership.objects.filter(account=account, user__email__iexact=email).exists():
            raise AlreadyColleague(email=email)
        if Invitation.objects.filter(
            account=account, email=email, accepted_at=None, revoked_at=None, expires_at__gt=now
        ).exists():
            raise AlreadyInvited(email=email)
        invitation = Invitation.objects.create(
            account=account,
            email=email,
            role=ask.role.value,
            token_digest=digest_of(secret),
            invited_by_id=actor.id,
            created_at=now,
            expires_at=now + INVITATION_LIFE,
        )
    return Invited(id=invitation.id, email=email, secret=secret, expires_at=invitation.expires_at)
