"""Ask for a payment house's lines: the worker fetches them in a moment."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import SYSTEM, Actor, Permission, require
from amends.core.reconciliation.refusals import StatementUnderWay
from amends.records.reconciliation.models import StatementRun


@dataclass(frozen=True, slots=True, kw_only=True)
class AskStatement:
    """The ask."""

    provider: str


def ask_statement(*, ask: AskStatement, actor: Actor, now: datetime) -> UUID:
    """The run that is due now. Raises Forbidden; StatementUnderWay while one is not finished."""
    if actor is not SYSTEM:
        require(actor, Permission.STAFF_SETTLEMENT_MANAGE)
    run = StatementRun(
        provider=ask.provider, asked_at=now, due_at=now, asked_by="" if actor is SYSTEM else actor.name[:150]
    )
    with transaction.atomic():
        StatementRun.objects.bulk_create([run], ignore_conflicts=True)
        if not StatementRun.objects.filter(id=run.id).exists():
            raise StatementUnderWay(provider=ask.provider)
    return run.id
