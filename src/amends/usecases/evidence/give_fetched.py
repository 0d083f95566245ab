"""What a fetched file becomes once its dispute is there: evidence like any other, or a word why not."""

from datetime import datetime

from amends.core.access import SYSTEM
from amends.core.disputes.giving_evidence import check_takes_evidence
from amends.core.disputes.states import State
from amends.core.evidence.fetching import FetchState
from amends.core.refusals import Refusal
from amends.core.trail.codes import TrailCode
from amends.records.disputes.case import Case
from amends.records.evidence.models import Evidence, EvidenceFetch
from amends.records.notices.announce import announce
from amends.usecases.disputes.write_message import say
from amends.usecases.evidence.add_evidence import check_room, tell_added


def give_fetched(row: EvidenceFetch, *, case: Case, now: datetime) -> None:
    """Within a transaction that holds the case and the row. A dispute that takes no more is told so in its thread."""
    dispute, columns = case.dispute, row.columns
    try:
        check_takes_evidence(State(dispute.state), number=dispute.number)
        check_room({"dispute_id": dispute.id}, name=columns["name"], size=columns["size"])
    except Refusal as refusal:
        fail(row, why=refusal, case=case, now=now)
        return
    given = Evidence(
        id=row.id,
        account_id=row.account_id,
        dispute=dispute,
        purpose=row.purpose,
        shows_buyer_email=row.shows_buyer_email,
        added_by=row.asked_by,
        added_by_name=row.asked_by_name,
        added_at=now,
        **columns,
    )
    given.save(force_insert=True)
    tell_added(given, case=case, actor=SYSTEM, now=now)
    row.state, row.next_try_at = FetchState.GIVEN.value, None
    row.save(update_fields=["state", "next_try_at"])


def fail(row: EvidenceFetch, *, why: Refusal, case: Case | None, now: datetime) -> None:
    """For good. Where there is a dispute its thread and an event say which file is missing, and why."""
    row.state, row.next_try_at = FetchState.FAILED.value, None
    row.why, row.failed_for = why.words()[:300], why.code
    row.save(update_fields=["state", "why", "failed_for", "next_try_at", "tries"])
    if case is None:
        return
    order, dispute = case.order, case.dispute
    words = f"A file given by its address is missing here: {row.url}\n{why.words()}"
    say(order=order, dispute=dispute, actor=SYSTEM, body=words[:4_000], internal=False, now=now)
    announce(
        TrailCode.EVIDENCE_FETCH_FAILED,
        account_id=dispute.account_id,
        now=now,
        order_id=order.id,
        dispute_id=dispute.id,
        trail_seq=dispute.trail_seq,
        number=dispute.number,
        order=order.number,
        url=row.url,
        why=why.code,
    )
