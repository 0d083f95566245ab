"""Refresh a session: new tokens take the place of the old ones, which stop working."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from amends.core.cj_api.refusals import RefreshWrong
from amends.records.cj_api.models import CjMember, CjSession
from amends.records.cj_api.sessions import digest_of_session
from amends.usecases.cj_api.issued import Issued, issue


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshSession:
    """The ask: a refresh token works once."""

    refresh: str


def refresh_session(*, ask: RefreshSession, now: datetime) -> Issued:
    """The session's new tokens. Raises RefreshWrong: unknown, used or expired, or its API key no longer works."""
    alive = Q(token__revoked_at=None) & (Q(token__expires_at=None) | Q(token__expires_at__gt=now))
    with transaction.atomic():
        wanted = CjSession.objects.select_for_update(of=("self",)).filter(
            alive, refresh_digest=digest_of_session(ask.refresh), refresh_expires_at__gt=now
        )
        session = wanted.first()
        if session is None:
            raise RefreshWrong
        issued = issue(CjMember.objects.get(account_id=session.account_id), now=now)
        columns = issued.columns()
        for name, value in columns.items():
            setattr(session, name, value)
        session.save(update_fields=list(columns))
        return issued
