"""The merchants' accounts, for whoever sees several: which there are, and how the platform stands with each."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from amends.core.standing.measures import standing_by, strictest
from amends.core.standing.standings import Standing
from amends.records.access.measures import read_measures
from amends.records.access.models import Account, Membership
from amends.records.keyset import Place


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account as lists show it."""

    id: UUID
    name: str
    standing: Standing


def list_accounts(
    *, name: str | None, email: str | None, now: datetime, size: int, beyond: Place | None = None
) -> tuple[list[AccountRow], Place | None]:
    """A page of accounts, latest opened first, and where the next one goes on. One statement.

    Of those with a name, whatever its case, or with a person who has shown that the e-mail address is theirs.
    """
    wanted = Q() if name is None else Q(name__iexact=name)
    if email is not None:
        theirs = {"user__emailaddress__email": email.lower(), "user__emailaddress__verified": True}
        wanted &= Q(id__in=Membership.objects.filter(**theirs).values("account_id"))
    if beyond is not None:
        wanted &= Q(id__lt=beyond.id)
    found = list(Account.objects.filter(wanted).order_by("-id")[: size + 1])
    more, found = len(found) > size, found[:size]
    rows = [AccountRow(one.id, one.name, standing_by(strictest(read_measures(one.measures), now=now))) for one in found]
    return rows, Place(found[-1].created_at, found[-1].id) if more else None
