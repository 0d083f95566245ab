"""What differs between the doors that show access tokens."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext

from amends.core.access import Role
from amends.core.refusals import Refusal
from amends.records.access.team import Token, tokens_of

Words = str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenDesk:
    """A door: its base template, what the names of its routes begin with, the page that lists its tokens and what that

    is called, the roles that a token may have there with their names and what each may do, and the one chosen first.
    """

    base: str
    routes: str
    back: str
    back_words: Words
    roles: Mapping[Role, tuple[Words, Words]]
    chosen: Role

    def rows(self, account_id: UUID | None) -> list[tuple[Token, Words]]:
        """The tokens of an account, None for the platform's, each with its role's name."""
        return [(one, self.roles[one.role][0]) for one in tokens_of(account_id)]

    def refusal_words(self, refusal: Refusal) -> str:
        """The refusal in the reader's language, a role by its name."""
        facts = dict(refusal.facts)
        if "role" in facts:
            facts["role"] = self.roles[Role(str(facts["role"]))][0]
        return gettext(refusal.sentence) % facts
