"""A merchant signs up."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from amends.core.access import Actor, Role
from amends.records.access.models import Account, Membership, User
from amends.usecases.access.make_person import make_person, require_enrolling


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAccount:
    """`name` is the company's or shop's; `verified` is for operators who vouch for the address."""

    name: str
    email: str
    password: str
    person_name: str = ""
    verified: bool = False


def open_account(*, ask: OpenAccount, actor: Actor, now: datetime) -> User:
    """A new account and its owner, who is returned. The sign-up page asks as Amends itself.

    Raises AddressTaken; Forbidden for anyone but Amends and the platform's admins.
    """
    require_enrolling(actor)
    with transaction.atomic(durable=False):
        owner = make_person(email=ask.email, password=ask.password, name=ask.person_name, verified=ask.verified)
        account = Account.objects.create(name=ask.name, created_at=now)
        Membership.objects.create(account=account, user=owner, role=Role.OWNER.value, created_at=now)
    return owner
