"""A dispute in JSON's own values: the row that lists show, and the whole of it, as it is opened and as it stands.

Amounts are whole minor units, times ISO 8601 in UTC.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from amends.core.access import Actor
from amends.core.disputes.additions import additions_end, allowed_additions
from amends.core.disputes.opening import Form, Opening
from amends.core.disputes.states import STATES, State, allowed_moves, moves_end_at
from amends.core.orders.claimable import LineFacts
from amends.core.orders.parts import Parts
from amends.records.disputes.case_file import CaseFile
from amends.records.disputes.case_file_offers import OfferShown
from amends.records.disputes.case_file_thread import MessageShown
from amends.records.evidence.queries import EvidenceFile, PendingFile
from amends.records.orders.answers import parts_answer
from amends.records.settlements.queries_decision import DecisionShown, LegShown


@dataclass(frozen=True, slots=True)
class DisputeRow:
    """A dispute as lists show it. `asked` in minor units of `currency`; `order` is the order's number.

    `account` is its account's id.
    """

    id: UUID
    number: str
    order: str
    state: str
    reason: str
    wish: str
    asked: int
    currency: str
    opened_at: datetime
    due_at: datetime | None
    version: int
    account: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What is read beside a case for its whole answer."""

    messages: Sequence[MessageShown]
    files: Sequence[EvidenceFile]
    pending: Sequence[PendingFile]
    offers: Sequence[OfferShown]
    decision: DecisionShown | None
    finding: Mapping[str, Any] | None


def row_answer(row: DisputeRow, *, actor: Actor) -> dict[str, Any]:
    """The row with whom it waits for and what `actor` may do about it, until when."""
    # Not by dataclasses.asdict, which copies each value deeply and took a fifteenth of an opening's time.
    told = {
        "id": str(row.id),
        "number": row.number,
        "order": row.order,
        "state": row.state,
        "reason": row.reason,
        "wish": row.wish,
        "asked": row.asked,
        "currency": row.currency,
        "opened_at": _at(row.opened_at),
        "due_at": _at(row.due_at),
        "version": row.version,
        "account": str(row.account),
    }
    return told | _turn(State(row.state), row.due_at, actor)


def opened_answer(
    row: DisputeRow, *, form: Form, opening: Opening, actor: Actor, previous: str | None, message_id: UUID
) -> dict[str, Any]:
    """The whole dispute at the moment of its opening, without another look at the database."""
    first = MessageShown(
        id=message_id, side=actor.side, author=actor.name, internal=False, body=form.message, at=row.opened_at
    )
    return row_answer(row, actor=actor) | {
        "detail": form.detail.value if form.detail else None,
        "ceiling": parts_answer(opening.ceiling),
        "buyer_email": form.buyer_email,
        "opened_by": actor.name,
        "state_since": _at(row.opened_at),
        "closed_at": None,
        "previous": previous,
        "resend_order": None,
        "lines": [
            _line(claim.line, claim.ceiling, quantity=claim.quantity, asked=claim.asked) for claim in opening.claims
        ],
        "evidence": [],
        "pending_addresses": [],
        "messages": [_message(first)] if form.message else [],
        "offers": [],
        "decision": None,
        "finding": gist_answer(opening.finding.gist(), opening.finding.digest),
    }


def whole_answer(case: CaseFile, around: Around, *, actor: Actor) -> dict[str, Any]:
    """The whole dispute as `actor` may see it; the messages are those that were read for them."""
    row = DisputeRow(
        id=case.id,
        number=case.number,
        order=case.order.facts.number,
        state=case.state.value,
        reason=case.reason.value,
        wish=case.wish.value,
        asked=case.asked,
        currency=case.currency,
        opened_at=case.opened_at,
        due_at=case.due_at,
        version=case.version,
        account=case.account_id,
    )
    return row_answer(row, actor=actor) | {
        "detail": case.detail.value if case.detail else None,
        "ceiling": parts_answer(case.ceiling_at_opening),
        "buyer_email": case.buyer_email,
        "opened_by": case.opened_by,
        "state_since": _at(case.state_since),
        "closed_at": _at(case.closed_at),
        "previous": case.previous,
        "resend_order": case.resend,
        "lines": [
            _line(claim.line.facts, claim.ceiling, quantity=claim.quantity, asked=claim.asked) for claim in case.claims
        ],
        "evidence": [_file(one) for one in around.files],
        "pending_addresses": [_pending(one) for one in around.pending],
        "messages": [_message(one) for one in around.messages],
        "offers": [_offer(one) for one in around.offers],
        "decision": _decision(around.decision),
        "finding": around.finding,
    }


def gist_answer(gist: Mapping[str, Any], digest: str) -> dict[str, Any]:
    """What the policy found, in short; `hash` is what an opener saw and Confirm holds against the finding again."""
    told = {name: gist[name] for name in ("version", "answer", "clause", "missing", "opens_on", "closes_on")}
    return told | {"hash": digest}


def _turn(state: State, due_at: datetime | None, actor: Actor) -> dict[str, Any]:
    until = _at(due_at) if moves_end_at(state) else None
    awaited = STATES[state].awaited
    moves = [{"action": move.value, "until": until} for move in allowed_moves(state, actor)]
    additions = [
        {"action": one.value, "until": until if additions_end(one) else None} for one in allowed_additions(state, actor)
    ]
    return {
        "awaited": awaited.value if awaited else None,
        "allowed_actions": moves + additions,
    }


def _line(line: LineFacts, ceiling: Parts, *, quantity: int, asked: int) -> dict[str, Any]:
    told = {"line_id": str(line.id), "sku": line.sku, "name": line.name, "quantity": quantity, "asked": asked}
    return told | {"ceiling": parts_answer(ceiling)}


def _message(one: MessageShown) -> dict[str, Any]:
    return {
        "id": str(one.id),
        "side": one.side.value,
        "author": one.author,
        "body": one.body,
        "internal": one.internal,
        "at": _at(one.at),
    }


def _file(one: EvidenceFile) -> dict[str, Any]:
    return {
        "id": str(one.id),
        "name": one.name,
        "purpose": one.purpose.value,
        "shows_buyer_email": one.shows_buyer_email,
        "media_type": one.media_type.value,
        "size": one.size,
        "sha256": one.sha256,
        "added_by": one.added_by_name,
        "added_at": _at(one.added_at),
    }


def _pending(one: PendingFile) -> dict[str, Any]:
    return {
        "url": one.url,
        "purpose": one.purpose.value,
        "given_at": _at(one.given_at),
        "tries": one.tries,
        "next_try_at": _at(one.next_try_at),
        "last_failure": one.failed_for or None,
    }


def _offer(one: OfferShown) -> dict[str, Any]:
    return {
        "round": one.round,
        "outcome": one.outcome.value,
        "amount": one.amount,
        "parts": parts_answer(one.parts),
        "shipping_method": one.shipping_method,
        "words": one.words,
        "made_by": one.made_by,
        "made_at": _at(one.made_at),
        "expires_at": _at(one.expires_at),
        "answer": one.answer or None,
        "answered_at": _at(one.answered_at),
        "answer_words": one.answer_words,
    }


def _decision(one: DecisionShown | None) -> dict[str, Any] | None:
    if one is None:
        return None
    return {
        "outcome": one.outcome.value,
        "amount": one.amount,
        "currency": one.currency,
        "parts": parts_answer(one.parts),
        "reject_reason": one.reject_reason.value if one.reject_reason else None,
        "words": one.words,
        "decided_by": one.decided_by,
        "decided_at": _at(one.decided_at),
        "finished_at": _at(one.finished_at),
        "taken_elsewhere": one.taken_elsewhere,
        "legs": [leg_answer(leg) for leg in one.legs],
    }


def leg_answer(leg: LegShown) -> dict[str, Any]:
    """One payment, or the resend, of a settlement."""
    return {
        "id": str(leg.id),
        "number": leg.number,
        "method": leg.method.value,
        "amount": leg.amount,
        "currency": leg.currency,
        "provider": leg.provider,
        "state": leg.state.value,
        "provider_ref": leg.provider_ref,
        "failure": leg.failure,
        "waits_for": leg.waits_for,
        "recorded_at": _at(leg.recorded_at),
    }


def _at(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def rows_answer(rows: Iterable[DisputeRow], *, actor: Actor) -> list[dict[str, Any]]:
    """Each row's answer."""
    return [row_answer(row, actor=actor) for row in rows]
