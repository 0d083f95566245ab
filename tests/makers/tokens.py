"""Tokens of staff and of the platform's systems, which no account makes."""

from amends.core.access import Role
from amends.records.access.digests import digest_of
from amends.records.access.models import ApiToken


def staff_token(role: Role = Role.ADMIN, *, name: str = "Console") -> str:
    """A new token of the platform's."""
    text = f"amends_{role.value}_{name}"
    ApiToken.objects.create(name=name, role=role.value, token_digest=digest_of(text))
    return text
