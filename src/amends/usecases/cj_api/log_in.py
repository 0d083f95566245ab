"""Log in with an API key: a token of the account's is exchanged for a session."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from amends.core.cj_api.refusals import KeyWrong
from amends.records.access.last_use import note_use
from amends.records.cj_api.models import CjMember, CjSession
from amends.records.cj_api.sessions import find_key
from amends.usecases.cj_api.issued import Issued, issue


@dataclass(frozen=True, slots=True, kw_only=True)
class LogIn:
    """The ask. Whoever has the key is its holder: nobody else needs to be named."""

    key: str


def log_in(*, ask: LogIn, now: datetime) -> Issued:
    """A new session beside those that run; the first one makes the account a member. Raises KeyWrong."""
    with transaction.atomic():
        key = find_key(ask.key, now=now)
        if key is None or key.account_id is None:
            raise KeyWrong
        member, _ = CjMember.objects.get_or_create(account_id=key.account_id)
        CjSession.objects.filter(token=key, refresh_expires_at__lte=now).delete()
        note_use(bytes(key.token_digest), now=now)
        issued = issue(member, now=now)
        CjSession.objects.create(account_id=key.account_id, token=key, created_at=now, **issued.columns())
        return issued
