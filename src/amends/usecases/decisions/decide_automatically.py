"""Decide by a clause that says so: a refund exactly as it was asked, announced and reasoned like any other decision."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import SYSTEM, Permission
from amends.core.decisions.award import outcome_of
from amends.core.decisions.departing import departure
from amends.core.disputes.reasons import Wish
from amends.core.disputes.states import State
from amends.core.policies.answers import Answer
from amends.core.standing.measures import standing_by
from amends.core.standing.standings import FORBIDS, Effect
from amends.records.access.measures import measure_of
from amends.records.disputes.case import Case, take_case
from amends.records.disputes.models import Dispute
from amends.usecases.decisions.approve_dispute import ApproveDispute, approve_dispute
from amends.usecases.decisions.weigh_finding import find

POLICY = replace(SYSTEM, permissions=frozenset({Permission.STAFF_DISPUTE_DECIDE}))
"""Amends itself, deciding as a clause of the policy lets it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideAutomatically:
    """The ask: a dispute whose finding said, when it was opened, that it may be decided so."""

    dispute_id: UUID


def decide_automatically(*, ask: DecideAutomatically, now: datetime) -> bool:
    """Approves the dispute as asked if its finding still lets that be done; returns whether it did.

    Left to a person is what a person has begun with, what is no longer under review, a resend (its content is looked
    at first), whatever the finding no longer grants in full, and all of an account that is restricted or blocked by
    now. Raises what `approve_dispute` raises.
    """
    with transaction.atomic():
        number = Dispute.objects.values_list("number", flat=True).get(id=ask.dispute_id)
        case = take_case(number=number, actor=POLICY)
        words = _granted_by(case)
        if words is None or _forbidden(case, now):
            return False
        approve_dispute(ask=ApproveDispute(dispute=number, words=words), actor=POLICY, now=now)
        return True


def _forbidden(case: Case, now: datetime) -> bool:
    standing = standing_by(measure_of(case.dispute.account_id, now=now))
    return Effect.AUTOMATIC in FORBIDS[standing]


def _granted_by(case: Case) -> str | None:
    """The reason for the merchant to read; None where it is not for Amends to decide."""
    dispute, wish = case.dispute, Wish(case.dispute.wish)
    if dispute.state != State.UNDER_REVIEW.value or dispute.assignee_id is not None or not wish.is_refund:
        return None
    finding = find(case)
    if finding is None or finding.decision.answer is not Answer.YES or finding.decision.missing:
        return None
    clause = finding.decision.clause
    departs = departure(finding, outcome_of(wish), amount=dispute.asked, asked=dispute.asked)
    if clause is None or not clause.automatic or departs:
        return None
    return f"Decided by the policy itself, version {finding.version}: “{clause.title}”."
