"""Say anew what all claims on a top-up do: the one place where what was taken of it, and what waits for it, changes."""

from collections.abc import Sequence
from datetime import datetime

from amends.core.access import Actor
from amends.core.external_claims.standing import stand_together
from amends.core.trail.codes import TrailCode
from amends.core.wallet.taking_back import disputed, take_back, took, waiting
from amends.records.external_claims.models import ExternalClaim
from amends.records.external_claims.take import claims_on_top_up, on_top_up, told
from amends.records.ledger.post import wallet_of
from amends.records.notices.announce import announce
from amends.records.trail.record import TRAIL_FIELDS, record_trail
from amends.records.wallet.models import TopUp
from amends.records.wallet.taken import TAKEN_FIELDS, put_taken, stands_of
from amends.usecases.external_claims.book_taken import book_taken


def restand_top_up(top_up: TopUp, *, actor: Actor, now: datetime) -> None:
    """Writes each claim's effect, what they hold and took, and moves the balance by the difference, once.

    `top_up` is locked by this transaction. What changed has entries in its trail and is announced.
    """
    assert top_up.paid is not None
    # Before anything is counted: whoever pays out of the balance holds this lock while asking what is claimed.
    wallet = wallet_of(account_id=top_up.account_id, currency=top_up.paid_currency)
    claims = claims_on_top_up(top_up)
    _write_effects(top_up, claims)
    counts = [on_top_up(claim) for claim in claims]
    taken = sum(took(one, paid=top_up.paid, currency=top_up.paid_currency) for one in counts)
    waits = waiting(counts, paid=top_up.paid, currency=top_up.paid_currency)
    _hold(top_up, waits, disputed(waits, taken=taken, paid=top_up.paid), actor=actor, now=now)
    before = stands_of(top_up)
    after = take_back(before, taken=taken, paid=top_up.paid, granted=top_up.bonus, cash=wallet.cash, bonus=wallet.bonus)
    if after != before:
        put_taken(top_up, after)
        _tell_taken(top_up, taken - before.whole, actor=actor, now=now)
        book_taken(top_up, before, after, wallet, now=now)


def _write_effects(top_up: TopUp, claims: Sequence[ExternalClaim]) -> None:
    standings = stand_together(
        [told(claim) for claim in claims], currency=top_up.paid_currency, whole=top_up.paid or 0, payments={}
    )
    for claim, standing in zip(claims, standings, strict=True):
        claim.effect, claim.counted = standing.effect.value, standing.counted
        claim.grew_into_id = standing.grew_into
        claim.save(update_fields=["effect", "counted", "grew_into"])


def _hold(top_up: TopUp, waits: Sequence[int | None], at_risk: int, *, actor: Actor, now: datetime) -> None:
    before = (top_up.claims_open, top_up.disputed)
    top_up.claims_open, top_up.disputed = sum(one is not None for one in waits), at_risk
    if (top_up.claims_open, top_up.disputed) == before:
        return
    code = TrailCode.TOP_UP_CLAIMED if top_up.claims_open > before[0] else TrailCode.TOP_UP_CLAIM_CHANGED
    code = TrailCode.TOP_UP_CLAIM_ENDED if before[0] and not top_up.claims_open else code
    told_before, after = ({"claims_open": open_, "disputed": disputed} for open_, disputed in (before, _now(top_up)))
    record_trail(top_up, code, actor=actor, now=now, before=told_before, after=after)
    top_up.save(update_fields=["claims_open", "disputed", *TRAIL_FIELDS])
    _announce(code, top_up, top_up.paid or 0, now=now)


def _now(top_up: TopUp) -> tuple[int, int]:
    return top_up.claims_open, top_up.disputed


def _tell_taken(top_up: TopUp, more: int, *, actor: Actor, now: datetime) -> None:
    code = TrailCode.TOP_UP_TAKEN_BACK if more >= 0 else TrailCode.TOP_UP_GIVEN_BACK
    after = {name: getattr(top_up, name) for name in TAKEN_FIELDS}
    record_trail(top_up, code, actor=actor, now=now, after=after)
    top_up.save(update_fields=[*TAKEN_FIELDS, *TRAIL_FIELDS])
    if more:
        _announce(code, top_up, abs(more), now=now)


def _announce(code: TrailCode, top_up: TopUp, minor: int, *, now: datetime) -> None:
    announce(code, account_id=top_up.account_id, now=now, top_up=top_up.id, amount=minor, currency=top_up.paid_currency)
