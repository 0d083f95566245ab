"""Tell finance again of a settlement that was opened again: its dispute is settled and has no due time any more."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from amends.core.access import SYSTEM
from amends.core.disputes.deadlines import due_at
from amends.core.disputes.states import State
from amends.core.trail.codes import TrailCode
from amends.records.disputes.case import Case, take_case
from amends.records.notices.announce import announce
from amends.records.settlements.models import Settlement
from amends.records.trail.record import TRAIL_FIELDS, record_trail


def remind_finance(*, dispute: str, now: datetime) -> bool:
    """Whether finance was told now: under lock it is asked again whether it is time. Raises DisputeUnseen."""
    with transaction.atomic():
        case = take_case(number=dispute, actor=SYSTEM)
        settlement = Settlement.objects.get(dispute=case.dispute)
        before = settlement.remind_at
        if before is None or before > now:
            return False
        settlement.remind_at = due_at(State.SETTLING, now=now, waits=settings.DISPUTE_WAITS)
        settlement.save(update_fields=["remind_at"])
        _tell(case, before=before, after=settlement.remind_at, now=now)
        return True


def _tell(case: Case, *, before: datetime, after: datetime | None, now: datetime) -> None:
    row, code = case.dispute, TrailCode.FINANCE_TOLD
    record_trail(row, code, actor=SYSTEM, now=now, before={"remind_at": before}, after={"remind_at": after})
    row.save(update_fields=TRAIL_FIELDS)
    announce(
        code,
        account_id=row.account_id,
        now=now,
        order_id=case.order.id,
        dispute_id=row.id,
        trail_seq=row.trail_seq,
        number=row.number,
        order=case.order.number,
    )
