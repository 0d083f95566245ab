"""Tell everyone concerned of one event: a notice each, and a mail for merchants with an address."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from amends.core.access import ROLE_PERMISSIONS, Permission
from amends.core.notices.routing import Audience, route_of
from amends.records.access.models import User
from amends.records.disputes.models import Dispute
from amends.records.ids import new_id
from amends.records.notices.models import FeedEntry, Notice

_ROLES = {
    Audience.MERCHANT: Permission.MERCHANT_DISPUTE_ANSWER,
    Audience.AGENTS: Permission.STAFF_DISPUTE_REVIEW,
    Audience.FINANCE: Permission.STAFF_SETTLEMENT_MANAGE,
    Audience.WALLET: Permission.MERCHANT_WALLET_READ,
    Audience.HOOKS: Permission.MERCHANT_WEBHOOK_MANAGE,
}
_MERCHANTS = (Audience.MERCHANT, Audience.WALLET, Audience.HOOKS)


def _roles(permission: Permission) -> list[str]:
    return [role.value for role, permissions in ROLE_PERMISSIONS.items() if permission in permissions]


def _people(entry: FeedEntry, audience: Audience) -> list[User]:
    """An account's people who may answer, or the staff who may act; of agents only the case's own, if it has one.

    What is no account's is the platform's own.
    """
    roles = _roles(_ROLES[audience])
    active = User.objects.filter(is_active=True)
    if audience in _MERCHANTS and entry.account_id is not None:
        return list(active.filter(membership__account_id=entry.account_id, membership__role__in=roles))
    if audience is Audience.HOOKS:
        return list(active.filter(staff_role__in=_roles(Permission.STAFF_WEBHOOK_MANAGE)))
    if audience is Audience.AGENTS and entry.dispute_id:
        assignee = Dispute.objects.filter(id=entry.dispute_id).values_list("assignee_id", flat=True).first()
        if assignee:
            return list(active.filter(id=assignee))
    return list(active.filter(staff_role__in=roles))


def tell_people(*, event_id: UUID, now: datetime) -> list[UUID]:
    """Writes the notices of an event, once for each person; the ids of those new notices that want a mail."""
    with transaction.atomic():
        entry = FeedEntry.objects.filter(id=event_id).first()
        route = route_of(entry.code) if entry else None
        if entry is None or route is None:
            return []
        told = {person.id: audience for audience in sorted(route.audiences) for person in _people(entry, audience)}
        known = set(Notice.objects.filter(event_id=event_id).values_list("user_id", flat=True))
        fresh = [
            Notice(
                id=new_id(),
                event_id=event_id,
                user_id=user_id,
                account_id=entry.account_id,
                code=entry.code,
                facts=entry.facts,
                dispute_id=entry.dispute_id,
                at=now,
            )
            for user_id in told
            if user_id not in known
        ]
        Notice.objects.bulk_create(fresh, ignore_conflicts=True)
        mailable = set(User.objects.filter(~Q(email=""), id__in=told).values_list("id", flat=True))
        return [notice.id for notice in fresh if told[notice.user_id] in _MERCHANTS and notice.user_id in mailable]
