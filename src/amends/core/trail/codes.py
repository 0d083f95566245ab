"""Every change a trail can tell of."""

from enum import StrEnum


class TrailCode(StrEnum):
    """`room.participle`, closed: a change without a code cannot be recorded.

    The `message` codes are announced only: a message changes no state and stands in the thread. So is `leg_failed`:
    the trail has it as the leg's record.
    """

    DISPUTE_OPENED = "dispute.opened"
    EVIDENCE_REQUESTED = "dispute.evidence_requested"
    EVIDENCE_ADDED = "dispute.evidence_added"
    EVIDENCE_SUBMITTED = "dispute.evidence_submitted"
    OFFER_MADE = "dispute.offer_made"
    OFFER_ACCEPTED = "dispute.offer_accepted"
    OFFER_DECLINED = "dispute.offer_declined"
    DISPUTE_APPROVED = "dispute.approved"
    DISPUTE_REJECTED = "dispute.rejected"
    DISPUTE_WITHDRAWN = "dispute.withdrawn"
    DISPUTE_EXPIRED = "dispute.expired"
    DISPUTE_ESCALATED = "dispute.escalated"
    DISPUTE_ASSIGNED = "dispute.assigned"
    FINANCE_TOLD = "dispute.finance_told"
    SETTLING_BEGUN = "dispute.settling_begun"
    LEG_BEGUN = "settlement.leg_begun"
    LEG_RECORDED = "settlement.leg_recorded"
    LEG_OUTCOME_TOLD = "settlement.leg_outcome_told"
    LEG_FAILED = "settlement.leg_failed"
    LEG_REPLACED = "settlement.leg_replaced"
    DISPUTE_SETTLED = "dispute.settled"
    ORDER_TAKEN_IN = "order.taken_in"
    ORDER_UPDATED = "order.updated"
    WAREHOUSE_STARTED = "order.warehouse_started"
    ORDER_DISPATCHED = "order.dispatched"
    PARCEL_DELIVERED = "order.delivered"
    TRACKING_ALERTED = "order.tracking_alerted"
    ORDER_CLOSED = "order.closed"
    LINES_CLOSED = "order.lines_closed"
    RETURN_SIGNED = "order.return_signed"
    CIRCUMSTANCES_NOTED = "order.circumstances_noted"
    POLICY_DRAFTED = "policy.drafted"
    POLICY_CHANGED = "policy.changed"
    POLICY_SUBMITTED = "policy.submitted"
    POLICY_RETURNED = "policy.returned"
    POLICY_APPROVED = "policy.approved"
    POLICY_WITHDRAWN = "policy.withdrawn"
    POLICY_DISCARDED = "policy.discarded"
    POLICY_SHADOWED = "policy.shadowed"
    MESSAGE_FROM_MERCHANT = "message.from_merchant"
    MESSAGE_FROM_STAFF = "message.from_staff"
