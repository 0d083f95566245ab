"""Who lives in the demo: two merchants, the platform's staff, and the tokens of their tools."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amends.core.access import SYSTEM, Role
from amends.records.access.digests import digest_of
from amends.records.access.models import ApiToken, Membership, User
from amends.usecases.access.enroll_person import EnrollPerson, enroll_person
from amends.usecases.access.open_account import OpenAccount, open_account

PASSWORD = "amends-demo-2026"  # noqa: S105 - a demo's, printed on purpose

SECOND_TOKEN = "amends_demo_second"  # noqa: S105 - a demo's, printed on purpose
_MERCHANTS = (
    ("merchant@demo.example", "Mei Tan", "Demo Trading"),
    ("second-merchant@demo.example", "Jonas Weber", "Kontor Nord"),
)
_STAFF = (
    ("agent@demo.example", "Li Wei", Role.AGENT),
    ("second-agent@demo.example", "Amara Okafor", Role.AGENT),
    ("finance@demo.example", "Sofia Lindqvist", Role.STAFF_FINANCE),
    ("policy@demo.example", "Daniel Moreau", Role.POLICY_OWNER),
    ("admin@demo.example", "Ruth Castellanos", Role.ADMIN),
)


@dataclass(frozen=True, slots=True)
class Merchants:
    """The two accounts."""

    demo_trading: UUID
    kontor_nord: UUID


def seed_people(*, now: datetime) -> Merchants:
    """Everybody of the demo who is not there yet."""
    known = set(User.objects.values_list("email", flat=True))
    for email, name, shop in _MERCHANTS:
        if email not in known:
            ask = OpenAccount(name=shop, email=email, password=PASSWORD, person_name=name, verified=True)
            open_account(ask=ask, actor=SYSTEM, now=now)
    for email, name, role in _STAFF:
        if email not in known:
            enroll_person(ask=EnrollPerson(role=role, password=PASSWORD, name=name, email=email), actor=SYSTEM, now=now)
    accounts = [Membership.objects.get(user__email=email).account_id for email, _, _ in _MERCHANTS]
    merchants = Merchants(*accounts)
    _seed_tokens(merchants)
    return merchants


def _seed_tokens(merchants: Merchants) -> None:
    """The demo's tokens, whose texts everybody may know; real ones are made at random and shown once."""
    tokens: tuple[tuple[str, str, Role, UUID | None], ...] = (
        ("amends_demo_merchant", "Demo token", Role.OWNER, merchants.demo_trading),
        (SECOND_TOKEN, "Demo token", Role.OWNER, merchants.kontor_nord),
        ("amends_demo_staff", "Demo token of the staff", Role.ADMIN, None),
        ("amends_demo_platform", "Demo order system", Role.PLATFORM, None),
        ("CJ1000001@api@0123456789abcdef0123456789abcdef", "CJ-style key", Role.OWNER, merchants.demo_trading),
    )
    for text, name, role, account_id in tokens:
        told = {"name": name, "role": role.value, "account_id": account_id}
        ApiToken.objects.get_or_create(token_digest=digest_of(text), defaults=told)
