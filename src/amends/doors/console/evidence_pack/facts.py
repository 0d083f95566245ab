"""What a pack tells: an order, its resends and the disputes about them, without what only staff may read."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amends.core.external_claims.packing import ClaimFacts
from amends.doors.console.case_finding import FindingShown, show_finding
from amends.records.disputes.case_file import CaseFile, read_case_file
from amends.records.disputes.case_file_history import account_name, disputes_of_order
from amends.records.disputes.case_file_offers import OfferShown, offers_of
from amends.records.disputes.case_file_thread import MessageShown, thread_of
from amends.records.disputes.queue_orders import order_place
from amends.records.evidence.queries import EvidenceFile, files_of_dispute
from amends.records.orders.queries_page import OrderShown, resends_of, show_order
from amends.records.settlements.queries_decision import DecisionShown, decision_of

_MOST_DISPUTES = 1_000
_PAGE = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PackCase:
    """A dispute of the order's: what was said, shown, found and decided."""

    case: CaseFile
    messages: tuple[MessageShown, ...]
    files: tuple[EvidenceFile, ...]
    offers: tuple[OfferShown, ...]
    decision: DecisionShown | None
    found: FindingShown | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PackFacts:
    """All of it, the earliest dispute first. `messages` are those about the orders themselves."""

    account: str
    order: OrderShown
    resends: tuple[OrderShown, ...]
    claim: ClaimFacts | None
    messages: tuple[MessageShown, ...]
    cases: tuple[PackCase, ...]
    made_at: datetime


def pack_facts(order_id: UUID, *, claim: ClaimFacts | None, now: datetime) -> PackFacts | None:
    """What a pack about the order tells; None when there is no such order."""
    place = order_place(order_id)
    order = place and show_order(account_id=place[0], number=place[1])
    if not place or not order:
        return None
    again = resends_of(order_id)
    orders = [order_id, *again]
    rows = [row for one in orders for row in disputes_of_order(order_id=one, most=_MOST_DISPUTES)]
    said = [message for one in orders for message in _thread(one, None)]
    return PackFacts(
        account=account_name(place[0]) or "",
        order=order,
        resends=tuple(filter(None, (show_order(account_id=place[0], number=number) for number in again.values()))),
        claim=claim,
        messages=tuple(sorted(said, key=lambda message: (message.at, message.id))),
        cases=tuple(_case(row.number) for row in sorted(rows, key=lambda row: (row.opened_at, row.id))),
        made_at=now,
    )


def _case(number: str) -> PackCase:
    case = read_case_file(number)
    files = tuple(files_of_dispute(case.id))
    return PackCase(
        case=case,
        messages=_thread(case.order_id, case.id),
        files=files,
        offers=tuple(offers_of(case.id)),
        decision=decision_of(case.id),
        found=show_finding(case, frozenset(file.purpose for file in files)),
    )


def _thread(order_id: UUID, dispute_id: UUID | None) -> tuple[MessageShown, ...]:
    """The whole thread, oldest first; internal notes never leave the house."""
    said: list[MessageShown] = []
    earlier: UUID | None = None
    while True:
        page, earlier = thread_of(order_id=order_id, dispute_id=dispute_id, most=_PAGE, before=earlier)
        said = page + said
        if earlier is None:
            return tuple(message for message in said if not message.internal)
