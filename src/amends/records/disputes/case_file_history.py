"""What else is known of a case's order and account, and who can take the case."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from amends.core.access import ROLE_PERMISSIONS, STAFF_ROLES, Permission
from amends.core.disputes.states import State
from amends.records.access.models import Account, User
from amends.records.disputes.models import Dispute
from amends.records.disputes.queue_rows import QueueRow, queue_rows

LOOKED_BACK = 1_000
"""So many of an account's latest disputes are counted; its whole history may be millions."""


@dataclass(frozen=True, slots=True)
class History:
    """How the account's latest disputes stand or ended, by state; `complete` when it has no more than were counted."""

    by_state: Mapping[State, int]
    complete: bool

    @property
    def total(self) -> int:
        """How many were counted."""
        return sum(self.by_state.values())


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of the platform's staff who can take a case."""

    id: UUID
    name: str


def account_history(account_id: UUID) -> History:
    """The account's latest LOOKED_BACK disputes, counted. One statement."""
    latest = Dispute.objects.filter(account_id=account_id).order_by("-opened_at", "-id")
    states = list(latest.values_list("state", flat=True)[: LOOKED_BACK + 1])
    counted = Counter(State(state) for state in states[:LOOKED_BACK])
    return History(by_state=dict(counted.most_common()), complete=len(states) <= LOOKED_BACK)


def disputes_of_order(*, order_id: UUID, besides: UUID | None = None, most: int) -> list[QueueRow]:
    """The order's other disputes, latest first. One statement."""
    disputes = Dispute.objects.filter(order=order_id).order_by("-opened_at", "-id")
    return queue_rows((disputes if besides is None else disputes.exclude(id=besides))[:most])


def similar_disputes(*, account_id: UUID, reason: str, besides: UUID, most: int) -> list[QueueRow]:
    """The account's latest disputes for the same reason, among the LOOKED_BACK latest. One statement."""
    latest = Dispute.objects.filter(account_id=account_id).order_by("-opened_at", "-id").values("id")[:LOOKED_BACK]
    same = Dispute.objects.filter(id__in=latest, reason=reason).exclude(id=besides)
    return queue_rows(same.order_by("-opened_at", "-id")[:most])


def account_disputes(*, account_id: UUID, size: int, before: UUID | None = None) -> tuple[list[QueueRow], UUID | None]:
    """A page of all the account's disputes, latest first, and where the next one goes on. One statement."""
    disputes = Dispute.objects.filter(account_id=account_id).order_by("-id")
    if before is not None:
        disputes = disputes.filter(id__lt=before)
    rows = queue_rows(disputes[: size + 1])
    return rows[:size], rows[size - 1].id if len(rows) > size else None


def account_name(account_id: UUID) -> str | None:
    """The account's name, or None when there is no such account."""
    return Account.objects.filter(id=account_id).values_list("name", flat=True).first()


def dispute_numbers(ids: Collection[UUID]) -> dict[UUID, str]:
    """The numbers of these disputes. One statement."""
    return dict(Dispute.objects.filter(id__in=ids).values_list("id", "number"))


def colleagues() -> list[Colleague]:
    """Everybody who reviews disputes, by name. One statement."""
    roles = [role.value for role in STAFF_ROLES if Permission.STAFF_DISPUTE_REVIEW in ROLE_PERMISSIONS[role]]
    people = User.objects.filter(staff_role__in=roles, is_active=True).order_by("name", "username")
    return [Colleague(person.id, person.name or person.email or person.username) for person in people]
