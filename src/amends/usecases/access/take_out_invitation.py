"""The first beat of joining: an invitation that still works, locked."""

from datetime import datetime

from amends.core.access import check_invitation
from amends.core.refusals import Refusal
from amends.records.access.digests import digest_of
from amends.records.access.models import Invitation


class InvitationUnseen(Refusal):
    """No invitation carries this secret, or it is another account's."""

    code = "access.invitation_unseen"
    sentence = "There is no such invitation. Check that the link is complete."
    kind = "unseen"


def take_out_invitation(secret: str, *, now: datetime) -> Invitation:
    """Locks the invitation whose link carries `secret`; to be called inside a transaction.

    Raises InvitationUnseen, InvitationUsed, InvitationRevoked, InvitationExpired.
    """
    found = Invitation.objects.select_for_update().filter(token_digest=digest_of(secret)).first()
    if found is None:
        raise InvitationUnseen
    check_invitation(accepted_at=found.accepted_at, revoked_at=found.revoked_at, expires_at=found.expires_at, now=now)
    return found
