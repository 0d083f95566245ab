"""Take a case, give it to a colleague, or put it back among the unassigned."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor, Permission, require
from amends.core.refusals import Refusal
from amends.core.trail.codes import TrailCode
from amends.records.access.models import User
from amends.records.disputes.case import take_case
from amends.records.trail.record import TRAIL_FIELDS, record_trail


class NotAnAgent(Refusal):
    """A case can be given to platform staff only."""

    code = "dispute.not_an_agent"
    sentence = "A dispute can only be given to somebody of the platform's staff."
    kind = "invalid"
    field = "assignee"


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignDispute:
    """The ask; None as `assignee` puts the case back."""

    dispute: str
    assignee: UUID | None


def assign_dispute(*, ask: AssignDispute, actor: Actor, now: datetime) -> None:
    """Raises Forbidden, DisputeUnseen, NotAnAgent."""
    require(actor, Permission.STAFF_DISPUTE_REVIEW)
    with transaction.atomic():
        dispute = take_case(number=ask.dispute, actor=actor).dispute
        chosen = None
        if ask.assignee is not None:
            chosen = User.objects.filter(id=ask.assignee, is_active=True).exclude(staff_role="").first()
            if chosen is None:
                raise NotAnAgent
        before = {"assignee": dispute.assignee_id}
        dispute.assignee = chosen
        record_trail(
            dispute,
            TrailCode.DISPUTE_ASSIGNED,
            actor=actor,
            now=now,
            before=before,
            after={"assignee": dispute.assignee_id},
        )
        dispute.save(update_fields=["assignee", *TRAIL_FIELDS])
