"""The operator lets in a person without an invitation: the platform's staff, or one more of a merchant's."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import MERCHANT_ROLES, STAFF_ROLES, Actor, Role
from amends.core.refusals import Refusal
from amends.records.access.models import Membership, User
from amends.usecases.access.make_person import make_person, require_enrolling


class RoleMismatch(Refusal):
    """Staff roles belong to no account; merchants' roles to exactly one."""

    code = "access.role_mismatch"
    sentence = "The role “%(role)s” does not fit: a merchant's role needs an account, a staff role has none."
    kind = "invalid"
    field = "role"


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrollPerson:
    """`email` may be empty when `username` is given; a given address counts as verified."""

    role: Role
    password: str
    name: str = ""
    email: str = ""
    username: str = ""
    account_id: UUID | None = None


def enroll_person(*, ask: EnrollPerson, actor: Actor, now: datetime) -> User:
    """The new person. Raises RoleMismatch, AddressTaken, UsernameTaken; Forbidden as `open_account` does."""
    require_enrolling(actor)
    if ask.role not in (MERCHANT_ROLES if ask.account_id else STAFF_ROLES):
        raise RoleMismatch(role=ask.role.value)
    with transaction.atomic(durable=False):
        person = make_person(
            email=ask.email,
            password=ask.password,
            name=ask.name,
            username=ask.username,
            staff_role=None if ask.account_id else ask.role,
            verified=True,
        )
        if ask.account_id:
            Membership.objects.create(account_id=ask.account_id, user=person, role=ask.role.value, created_at=now)
    return person
