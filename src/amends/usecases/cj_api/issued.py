"""A session's two tokens and how long they live."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from amends.records.cj_api.models import CjMember
from amends.records.cj_api.sessions import digest_of_session

ACCESS_LIFE = timedelta(days=15)
REFRESH_LIFE = timedelta(days=180)


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """What is told once of a session: only digests are kept. `open_id` names the account."""

    open_id: int
    access: str
    access_expires_at: datetime
    refresh: str
    refresh_expires_at: datetime
    created_at: datetime

    def columns(self) -> dict[str, object]:
        """What a session's row keeps."""
        return {
            "access_digest": digest_of_session(self.access),
            "access_expires_at": self.access_expires_at,
            "refresh_digest": digest_of_session(self.refresh),
            "refresh_expires_at": self.refresh_expires_at,
        }


def issue(member: CjMember, *, now: datetime) -> Issued:
    """Two new tokens, each of 256 random bits, in the shapes that CJ's have."""
    return Issued(
        open_id=member.open_id,
        access=f"API@{member.user_number}@CJ:{secrets.token_urlsafe(32)}",
        access_expires_at=now + ACCESS_LIFE,
        refresh=secrets.token_urlsafe(32),
        refresh_expires_at=now + REFRESH_LIFE,
        created_at=now,
    )
