"""Making a person who can sign in, for every verb that lets one in."""

import re
import secrets

from allauth.account.models import EmailAddress
from django.db import connection

from amends.core.access import Actor, Permission, Role, Side, require
from amends.core.refusals import Refusal
from amends.records.access.models import User


class AddressTaken(Refusal):
    """An address belongs to one person."""

    code = "access.address_taken"
    sentence = "Somebody already signs in with this e-mail address."
    field = "email"


class UsernameTaken(Refusal):
    """A username belongs to one person."""

    code = "access.username_taken"
    sentence = "Somebody already signs in with this username."
    field = "username"


def require_enrolling(actor: Actor) -> None:
    """Raises Forbidden unless `actor` may let people in from outside: Amends itself, or an admin of the platform."""
    if actor.side is not Side.SYSTEM:
        require(actor, Permission.STAFF_ACCOUNT_MANAGE)


def make_person(
    *, email: str, password: str, name: str = "", username: str = "", staff_role: Role | None = None, verified: bool
) -> User:
    """A new person; to be called inside a transaction. `password` was found strong enough by the door.

    With `verified`, an address that others only claim is free, since this person has shown that it is theirs.
    Without `email` a `username` must be given. Raises AddressTaken, UsernameTaken.
    """
    person = User(email=email.lower(), name=name, staff_role=staff_role.value if staff_role else "")
    person.set_password(password)
    wanted = username or re.sub(r"[^a-z0-9._+-]", "", person.email.partition("@")[0]) or "person"
    # Two who ask for one name or address at the same moment wait here for each other; the slow hashing is done.
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [wanted])
    holders = EmailAddress.objects.filter(email=person.email)
    if email and (holders.filter(verified=True) if verified else holders).exists():
        raise AddressTaken
    if User.objects.filter(username__iexact=wanted).exists():
        if username:
            raise UsernameTaken
        wanted = f"{wanted}-{secrets.token_hex(4)}"
    person.username = wanted
    person.save(force_insert=True)
    if email:
        EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=verified)
    return person
