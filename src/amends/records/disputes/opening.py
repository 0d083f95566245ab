"""Taking out an order for a dispute, and putting the dispute back: two statements, both prepared."""

import json
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files
from typing import Any
from uuid import UUID

from django.db import connection

from amends.core.access import Actor
from amends.core.disputes.opening import Opening
from amends.core.orders.parts import PART_NAMES, Parts
from amends.core.policies.explain import Finding
from amends.core.standing.measures import strictest
from amends.records.access.measures import read_measures
from amends.records.disputes.models import Dispute
from amends.records.disputes.whole import read_whole
from amends.records.ids import new_id
from amends.records.orders.facts import TakenOrder, facts_from_columns
from amends.records.requests.models import KeptAnswer

_ORDER_END, _LINE_END = 31, 48
"""Where the order's columns end in a row of take_order.sql, and where the line's do."""

_TAKE = files(__package__).joinpath("take_order.sql").read_text()
_PUT = files(__package__).joinpath("put_dispute.sql").read_text()


@dataclass(frozen=True, slots=True)
class Caller:
    """Whom the token belongs to; for a person signed in, only the ids."""

    id: UUID
    account_id: UUID | None
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Kept:
    """The first answer under the caller's idempotency key, with its ask's fingerprint."""

    fingerprint: bytes | None
    answer: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Taken:
    """What take_order.sql brought: `caller` is None for a dead token, `taken` None for an unseen order.

    `previous` is the number of the order's latest dispute before, `version` that of the policy's version in force.
    """

    caller: Caller | None
    key_is_free: bool
    kept: Kept | None
    taken: TakenOrder | None
    previous_id: UUID | None
    previous: str | None
    number_tail: str
    supplier: str = ""
    version: int | None = None


def take_order(
    *,
    order: str,
    short_id: int | None = None,
    token: bytes | None,
    actor_id: UUID | None,
    account_id: UUID | None,
    key: str | None,
    now: datetime,
) -> Taken:
    """Locks the order with its lines and reads all that opening decides on. One message; within a transaction.

    The order is the one of that number, or else of that short id.
    Either `token` (a token's digest) or `actor_id` with `account_id` says who asks.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _TAKE,
            {
                "token": token,
                "actor_id": actor_id,
                "account_id": account_id,
                "key": key,
                "order": order,
                "short_id": short_id,
                "now": now,
            },
        )
        rows = cursor.fetchall()
    if not rows:
        return Taken(None, key_is_free=True, kept=None, taken=None, previous_id=None, previous=None, number_tail="")
    first = rows[0]
    caller = Caller(*first[:4])
    kept = None if first[5] is None else Kept(bytes(first[5]), json.loads(first[6]))
    taken = None
    if first[7] is not None:
        columns = (first[7], caller.account_id, *first[8:_ORDER_END])
        lines = _named([row[_ORDER_END:_LINE_END] for row in rows if row[_ORDER_END] is not None])
        measure = strictest(read_measures(json.loads(first[-1])), now=now)
        taken = facts_from_columns(columns, lines, measure=measure)
    previous_id, previous, tail, supplier, version, _ = first[_LINE_END:]
    return Taken(caller, first[4], kept, taken, previous_id, previous, tail or "", supplier or "", version)


def _named(lines: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The lines' columns with the number, not the id, of the open dispute that each stands in, last.

    Read in a statement of its own: a take-out that waited for the order sees disputes as they were before the wait.
    """
    held = {line[-1] for line in lines if line[-1]}
    numbers = dict(Dispute.objects.filter(id__in=held).values_list("id", "number")) if held else {}
    return [(*line[:-1], numbers.get(line[-1], "")) for line in lines]


def put_dispute(*, opening: Opening, columns: dict[str, Any]) -> None:
    """Writes the hold, the claims, the dispute, its first message, finding, trail entry, announcement, kept answer.

    One message. `columns` are put_dispute.sql's parameters but for those of the claims.
    """
    claims = [
        {
            "id": str(new_id()),
            "line_id": str(claim.line.id),
            "quantity": claim.quantity,
            "asked": claim.asked,
            **_parts(claim.ceiling),
        }
        for claim in opening.claims
    ]
    told = {**columns, **_parts(opening.ceiling), "asked": opening.asked, "claims": json.dumps(claims)}
    told |= _finding(opening.finding)
    with connection.cursor() as cursor:
        cursor.execute(_PUT, told)


def _finding(finding: Finding) -> dict[str, Any]:
    gist = finding.gist()
    return {
        "finding_id": new_id(),
        "version": finding.version,
        "answer_found": finding.decision.answer.value,
        "clause": finding.decision.clause.id if finding.decision.clause else None,
        "gist": json.dumps(gist),
        "facts": json.dumps(finding.facts.as_dict()),
        "finding_digest": bytes.fromhex(finding.digest),
    }


def _parts(parts: Parts) -> dict[str, int]:
    return dict(zip(PART_NAMES, parts.each, strict=True))


def find_twin(actor: Actor, *, key: str | None, request_key: str | None) -> Kept | None:
    """What an earlier ask of the same account under the same key, or the same request key, was answered.

    Its `fingerprint` is None when only the request key tells of it; then the answer is the dispute as it stands.
    """
    if actor.account_id is None:
        return None
    if key and (kept := KeptAnswer.objects.filter(account_id=actor.account_id, key=key).first()):
        return Kept(bytes(kept.fingerprint), kept.told)
    if request_key is None:
        return None
    found = Dispute.objects.filter(account_id=actor.account_id, request_key=request_key).first()
    return None if found is None else Kept(None, read_whole(number=found.number, actor=actor))
