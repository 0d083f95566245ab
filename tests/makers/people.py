"""Merchants and their people, made by the verbs themselves."""

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from uuid import UUID

from amends.core.access import SYSTEM, Actor, Role
from amends.records.access.models import User
from amends.records.access.queries import actor_of
from amends.usecases.access.enroll_person import EnrollPerson, enroll_person
from amends.usecases.access.open_account import OpenAccount, open_account

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
PASSWORD = "amends-demo-2026"
_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Person:
    """A person who can sign in with PASSWORD, and who they act as."""

    user: User
    actor: Actor

    @property
    def account_id(self) -> UUID:
        """The merchant's account; for staff there is none."""
        assert self.actor.account_id
        return self.actor.account_id


def _person(user: User) -> Person:
    actor = actor_of(user)
    assert actor
    return Person(user=user, actor=actor)


def owner(email: str = "", *, shop: str = "Blue Lantern", verified: bool = True) -> Person:
    """The owner of a new account."""
    address = email or f"owner{next(_numbers)}@shop.example"
    ask = OpenAccount(name=shop, email=address, password=PASSWORD, person_name="Ana Ruiz", verified=verified)
    return _person(open_account(ask=ask, actor=SYSTEM, now=NOW))


def colleague(of: Person, role: Role, email: str = "") -> Person:
    """Somebody else in the account of `of`."""
    address = email or f"colleague{next(_numbers)}@shop.example"
    ask = EnrollPerson(role=role, password=PASSWORD, name="Bo Lind", email=address, account_id=of.account_id)
    return _person(enroll_person(ask=ask, actor=SYSTEM, now=NOW))


def staff(role: Role = Role.AGENT, email: str = "") -> Person:
    """One of the platform's staff."""
    address = email or f"staff{next(_numbers)}@platform.example"
    return _person(enroll_person(ask=EnrollPerson(role=role, password=PASSWORD, email=address), actor=SYSTEM, now=NOW))
