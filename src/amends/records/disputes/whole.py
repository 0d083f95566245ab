"""One dispute with everything about it, as its merchant or staff read it over the API."""

from typing import Any

from amends.core.access import Actor, Side
from amends.core.disputes.refusals import DisputeUnseen
from amends.records.disputes.answers import Around, gist_answer, whole_answer
from amends.records.disputes.case_file import CaseFile, read_case_file
from amends.records.disputes.case_file_finding import finding_of
from amends.records.disputes.case_file_offers import offers_of
from amends.records.disputes.case_file_thread import thread_of
from amends.records.disputes.queries_process import read_own_case
from amends.records.evidence.queries import files_of_dispute, pending_of_dispute
from amends.records.policies.findings import kept_finding
from amends.records.settlements.queries_decision import decision_of

MOST_MESSAGES = 200
"""The latest so many messages stand in the whole answer."""


def own_case(*, number: str, actor: Actor) -> CaseFile:
    """The case as far as the actor may see it: a merchant their account's, staff every one. Raises DisputeUnseen."""
    if not number.isprintable():
        raise DisputeUnseen(number=number)
    if actor.side is Side.STAFF:
        return read_case_file(number)
    if actor.account_id is None:
        raise DisputeUnseen(number=number)
    return read_own_case(account_id=actor.account_id, number=number)


def read_whole(*, number: str, actor: Actor) -> dict[str, Any]:
    """The whole dispute in JSON's own values; internal notes for staff only. Raises DisputeUnseen."""
    case = own_case(number=number, actor=actor)
    messages, _ = thread_of(order_id=case.order_id, dispute_id=case.id, most=MOST_MESSAGES)
    files, kept = files_of_dispute(case.id), kept_finding(case.id)
    finding = finding_of(case, kept, evidence={file.purpose for file in files}) if kept else None
    around = Around(
        messages=[one for one in messages if actor.side is Side.STAFF or not one.internal],
        files=files,
        pending=pending_of_dispute(case.id),
        offers=offers_of(case.id),
        decision=decision_of(case.id),
        finding=gist_answer(finding.gist(), finding.digest) if finding else None,
    )
    return whole_answer(case, around, actor=actor)
