"""Log out: neither token of the session works any more."""

from dataclasses import dataclass

from amends.core.access import Unauthenticated
from amends.records.cj_api.models import CjSession


@dataclass(frozen=True, slots=True, kw_only=True)
class LogOut:
    """The ask: the digest of the session's access token."""

    session: bytes


def log_out(*, ask: LogOut) -> None:
    """Raises Unauthenticated for a session that does not run."""
    ended, _ = CjSession.objects.filter(access_digest=ask.session).delete()
    if not ended:
        raise Unauthenticated
