"""Who a person or a token is, and whether we know their address."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db.models import OuterRef, Q, Subquery

from amends.core.access import ROLE_PERMISSIONS, STAFF_ROLES, Actor, Role, Side, Unauthenticated
from amends.core.standing.measures import Measure
from amends.records.access.digests import digest_of
from amends.records.access.measures import read_measures
from amends.records.access.models import ApiToken, Membership, User


def newcomer(user: User) -> Actor:
    """The actor of somebody signed in who belongs to no account yet: they may do nothing but join one."""
    name = user.name or user.email or user.username
    return Actor(side=Side.MERCHANT, id=user.id, account_id=None, name=name, permissions=frozenset())


def actor_of(user: User) -> Actor | None:
    """Who `user` acts as, in one statement: the platform's staff, or a merchant within their account.

    None for a person with neither. A staff role outweighs a membership: staff never act as a merchant.
    """
    name = newcomer(user).name
    if user.staff_role:
        permissions = ROLE_PERMISSIONS[Role(user.staff_role)]
        return Actor(side=Side.STAFF, id=user.id, account_id=None, name=name, permissions=permissions)
    found = Membership.objects.filter(user_id=user.id).values_list("account_id", "role").first()
    if found is None:
        return None
    account_id, role = found
    permissions = ROLE_PERMISSIONS[Role(role)]
    return Actor(side=Side.MERCHANT, id=user.id, account_id=account_id, name=name, permissions=permissions)


def actor_of_token(text: str, *, now: datetime) -> Actor:
    """Who holds the access token `text`, in one statement. Raises Unauthenticated: unknown, expired or revoked."""
    return actor_of_digest(digest_of(text), now=now)


def actor_of_digest(digest: bytes, *, now: datetime) -> Actor:
    """The same for a token given by its digest."""
    alive = Q(revoked_at=None) & (Q(expires_at=None) | Q(expires_at__gt=now))
    token = ApiToken.objects.filter(alive, token_digest=digest).first()
    if token is None:
        raise Unauthenticated
    return token_actor(id_=token.id, account_id=token.account_id, name=token.name, role=Role(token.role))


def token_actor(*, id_: UUID, account_id: UUID | None, name: str, role: Role) -> Actor:
    """Who acts by a token that was found: within its account, or without one as staff or the platform's systems."""
    side = Side.MERCHANT if account_id else Side.STAFF if role in STAFF_ROLES else Side.PLATFORM
    return Actor(side=side, id=id_, account_id=account_id, name=name, permissions=ROLE_PERMISSIONS[role])


def verified_address(user_id: UUID) -> bool:
    """Whether the person has shown that an e-mail address is theirs: needed before money leaves."""
    return bool(EmailAddress.objects.filter(user_id=user_id, verified=True).exists())


def second_factor(user_id: UUID) -> bool:
    """Whether the person signs in with a second factor: needed as well."""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return bool(Authenticator.objects.filter(user_id=user_id, type__in=kinds).exists())


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands around every page of a person. `address` is empty when none is linked; `measures` are those open

    against their account.
    """

    account_name: str
    role: Role | None
    address: str
    verified: bool
    measures: tuple[Measure, ...] = ()


def standing_of(user: User) -> Standing:
    """The person's account, role and address (a verified one before one that waits), in one statement."""
    addresses = EmailAddress.objects.filter(user_id=OuterRef("pk")).order_by("-verified", "-pk")
    found = (
        User.objects.filter(pk=user.pk)
        .values_list("membership__account__name", "membership__role", "membership__account__measures")
        .annotate(address=Subquery(addresses.values("email")[:1]), verified=Subquery(addresses.values("verified")[:1]))
        .get()
    )
    account_name, role, measures, address, verified = found
    return Standing(
        account_name=account_name or "",
        role=Role(user.staff_role or role) if user.staff_role or role else None,
        address=address or user.email,
        verified=bool(verified),
        measures=read_measures(measures or ()),
    )
