"""Open a dispute: the order is held, the claim stands, everyone concerned is told."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from amends.core.access import Actor, Forbidden, Permission, Role, Unauthenticated, require
from amends.core.disputes.deadlines import due_at
from amends.core.disputes.opening import Form, Opening
from amends.core.disputes.opening import open_dispute as ask_the_core
from amends.core.disputes.reasons import Wish
from amends.core.disputes.refusals import AddressUnverified, OrderUnseen, OtherCurrency
from amends.core.evidence.purposes import Purpose
from amends.core.notices.routing import Audience
from amends.core.refusals import Refusal
from amends.core.requests.refusals import KeyReused, StillRunning
from amends.core.trail.chain import FIRST
from amends.core.trail.codes import TrailCode
from amends.records.access.queries import actor_of_digest, token_actor
from amends.records.cj_api.sessions import actor_of_session
from amends.records.disputes.answers import DisputeRow, opened_answer
from amends.records.disputes.opening import Caller, Taken, find_twin, put_dispute, take_order
from amends.records.ids import new_id
from amends.records.policies.judging import judge_of
from amends.records.trail.compose import compose


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDispute:
    """The ask. `who` is the actor, or the digest of their token, which take-out checks in the same message.

    `evidence` holds the purposes of the files given, read under the draft's lock by whoever moves them; with
    `evidence_later` the dispute opens without what is required, and waits for it. `shown` is the digest of the finding
    that the opener saw, None where none was shown. `key` is the caller's Idempotency-Key; `request_key` their own name
    for the dispute, kept for ever. The order is named by its number, or else by its short id; with a `currency`, an
    order in another one is refused.
    """

    who: Actor | bytes
    order: str
    form: Form
    short_id: int | None = None
    currency: str | None = None
    evidence: tuple[Purpose, ...] = ()
    evidence_later: bool = False
    address_verified: bool = True
    shown: str | None = None
    key: str | None = None
    request_key: str | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """The dispute as opened. `repeated` when an earlier ask under the same key had opened it."""

    id: UUID
    answer: dict[str, Any]
    repeated: bool


def fingerprint(ask: OpenDispute) -> bytes:
    """What of an ask must be the same for its idempotency key to mean the same ask: SHA-256 over order and form."""
    form = ask.form
    chosen = [(str(one.line_id), one.quantity) for one in form.chosen]
    wanted = (form.reason, form.detail, form.wish, form.amount, form.message, form.buyer_email)
    asked = (ask.order, chosen, wanted, ask.request_key, ask.evidence_later, ask.shown)
    return hashlib.sha256(json.dumps(asked).encode()).digest()


def open_dispute(*, ask: OpenDispute, now: datetime) -> Opened:
    """Opens the dispute and holds its order, exactly once for a key.

    Raises what the core's `open_dispute` raises, Unauthenticated, Forbidden, OrderUnseen, OtherCurrency,
    AddressUnverified, KeyReused and StillRunning; then nothing has changed.
    """
    try:
        return _open(ask=ask, now=now)
    except (Unauthenticated, Forbidden):
        raise
    except (Refusal, IntegrityError):
        # A twin of this ask may have committed while take-out waited for the order, too late for its snapshot.
        actor = ask.who if isinstance(ask.who, Actor) else _holder(ask.who, now=now)
        twin = find_twin(actor, key=ask.key, request_key=ask.request_key)
        if twin is None:
            raise
        if twin.fingerprint is not None and twin.fingerprint != fingerprint(ask):
            raise KeyReused(key=ask.key) from None
        return Opened(id=UUID(twin.answer["id"]), answer=twin.answer, repeated=True)


def _open(*, ask: OpenDispute, now: datetime) -> Opened:
    known = ask.who if isinstance(ask.who, Actor) else None
    with transaction.atomic():
        taken = take_order(
            order=ask.order,
            short_id=ask.short_id,
            token=None if isinstance(ask.who, Actor) else ask.who,
            actor_id=known.id if known else None,
            account_id=known.account_id if known else None,
            key=ask.key,
            now=now,
        )
        actor = _actor(known, taken)
        if ask.key and (kept := _kept(ask, taken)):
            return kept
        opening = _decide(ask, taken, now)
        return _put_back(ask=ask, actor=actor, taken=taken, opening=opening, now=now)


def _holder(digest: bytes, *, now: datetime) -> Actor:
    """Whose token of ours, or whose session of CJ's kind, the digest is of. Raises Unauthenticated."""
    try:
        return actor_of_digest(digest, now=now)
    except Unauthenticated:
        return actor_of_session(digest, now=now)


def _actor(known: Actor | None, taken: Taken) -> Actor:
    actor = known or _of_token(taken.caller)
    require(actor, Permission.MERCHANT_DISPUTE_OPEN)
    return actor


def _of_token(caller: Caller | None) -> Actor:
    if caller is None:
        raise Unauthenticated
    return token_actor(id_=caller.id, account_id=caller.account_id, name=caller.name, role=Role(caller.role))


def _kept(ask: OpenDispute, taken: Taken) -> Opened | None:
    if taken.kept is not None:
        if taken.kept.fingerprint != fingerprint(ask):
            raise KeyReused(key=ask.key)
        return Opened(id=UUID(taken.kept.answer["id"]), answer=taken.kept.answer, repeated=True)
    if not taken.key_is_free:
        raise StillRunning(key=ask.key)
    return None


def _decide(ask: OpenDispute, taken: Taken, now: datetime) -> Opening:
    if taken.taken is None:
        raise OrderUnseen(number=ask.order)
    if ask.form.wish is Wish.REFUND_ORIGINAL and not ask.address_verified:
        raise AddressUnverified
    order, lines = taken.taken
    if ask.currency not in (None, order.currency):
        raise OtherCurrency(number=ask.order, currency=order.currency, spoken=ask.currency)
    judge = judge_of(taken.version, now=now)
    later = ask.evidence_later
    return ask_the_core(
        ask.form, order, lines, judge=judge, evidence=ask.evidence, shown=ask.shown, evidence_later=later
    )


def _put_back(*, ask: OpenDispute, actor: Actor, taken: Taken, opening: Opening, now: datetime) -> Opened:
    assert taken.taken is not None
    order, form, id_ = taken.taken.order, ask.form, new_id()
    due = due_at(opening.state, now=now, waits=settings.DISPUTE_WAITS)
    row = DisputeRow(
        id=id_,
        number=f"{settings.DISPUTE_PREFIX}{now:%y%m%d%H%M%S}{taken.number_tail}",
        order=order.number,
        state=opening.state.value,
        reason=form.reason.value,
        wish=form.wish.value,
        asked=opening.asked,
        currency=order.currency,
        opened_at=now,
        due_at=due,
        version=1,
        account=order.account_id,
    )
    ids = {name: new_id() for name in ("message_id", "trail_id", "kept_id", "outbox_id", "held_id", "asked_id")}
    answer = opened_answer(
        row, form=form, opening=opening, actor=actor, previous=taken.previous, message_id=ids["message_id"]
    )
    columns = {
        "account_id": order.account_id,
        "order_id": order.id,
        "order_number": order.number,
        "supplier": taken.supplier,
        "detail": form.detail or "",
        "buyer_email": form.buyer_email,
        "previous_id": taken.previous_id,
        "request_key": ask.request_key,
        "message": form.message,
        "audience": f"{{{Audience.MERCHANT.value},{Audience.AGENTS.value}}}",
        "key": ask.key,
        "fingerprint": fingerprint(ask) if ask.key else None,
        "answer": json.dumps(answer),
        "actor_id": actor.id,
        "actor_name": actor.name,
        "side": actor.side.value,
    }
    columns |= {name: answer[name] for name in ("number", "state", "reason", "wish", "currency")}
    columns |= {"id": id_, "now": now, "due_at": due}
    columns |= ids | _trail_columns(id_, form, opening, answer, actor=actor, now=now)
    put_dispute(opening=opening, columns=columns)
    return Opened(id=id_, answer=answer, repeated=False)


def _trail_columns(
    id_: UUID, form: Form, opening: Opening, answer: dict[str, Any], *, actor: Actor, now: datetime
) -> dict[str, Any]:
    told = ("state", "order", "reason", "wish", "asked", "currency", "due_at")
    claims = [[claim.line.id, claim.quantity, claim.asked] for claim in opening.claims]
    entry = compose(
        subject_id=id_,
        number=1,
        previous=FIRST,
        code=TrailCode.DISPUTE_OPENED,
        actor=actor,
        now=now,
        before=None,
        after={**{name: answer[name] for name in told}, "claims": claims, "finding": _found(opening)},
        personal={"why": form.message, "buyer_email": form.buyer_email},
    )
    return {
        "code": entry.code.value,
        "body": entry.body,
        "personal": json.dumps(entry.personal),
        "digest": entry.digest,
    }


def _found(opening: Opening) -> dict[str, Any]:
    finding = opening.finding
    return {"version": finding.version, "answer": finding.decision.answer, "hash": finding.digest}
