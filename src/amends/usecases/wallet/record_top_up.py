"""Record what became of a top-up at the payment house."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from amends.core.access import SYSTEM
from amends.core.ledger.posting import LedgerKind, Posting
from amends.core.money import Money
from amends.core.trail.codes import TrailCode
from amends.core.wallet.benefits import benefit
from amends.core.wallet.top_ups import ENTRY, PaymentKnown, TopUpState
from amends.records.ledger.post import NewEntry, ledger_account, post_entry, wallet_of
from amends.records.wallet.models import TopUp
from amends.records.wallet.taking import take_top_up
from amends.usecases.wallet.tell_wallet import tell_wallet


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordTopUp:
    """The ask: the provider took `amount` minor units under the name `payment_ref`, or says why not in `failure`."""

    top_up_id: UUID
    payment_ref: str
    amount: int
    currency: str
    failure: str = ""


def record_top_up(*, ask: RecordTopUp, now: datetime) -> bool:
    """Credits what was really paid, once, with the benefit for it; finance hears of what differs from what was asked.

    False when this news changes nothing. A second payment of a paid top-up is credited to nobody: finance is told.
    Raises TopUpUnseen, PaymentKnown.
    """
    with transaction.atomic():
        top_up = take_top_up(id_=ask.top_up_id)
        if top_up.state == TopUpState.PAID.value:
            return not ask.failure and _note_surplus(top_up, ask, now=now)
        if ask.failure:
            return _fail(top_up, ask, now=now)
        if TopUp.objects.filter(provider=top_up.provider, payment_ref=ask.payment_ref).exists():
            raise PaymentKnown(ref=ask.payment_ref, provider=top_up.provider)
        _credit(top_up, ask, now=now)
        return True


def _credit(top_up: TopUp, ask: RecordTopUp, *, now: datetime) -> None:
    before = {"state": top_up.state}
    top_up.state, top_up.ended_at = TopUpState.PAID.value, now
    top_up.payment_ref, top_up.paid, top_up.paid_currency = ask.payment_ref, ask.amount, ask.currency
    top_up.bonus = benefit(settings.TOP_UP_TIERS, amount=ask.amount, currency=ask.currency)
    _book(top_up, ask, now=now)
    tell_wallet(
        top_up,
        TrailCode.TOP_UP_PAID,
        actor=SYSTEM,
        now=now,
        before=before,
        after={"state": top_up.state, "paid": ask.amount, "currency": ask.currency, "bonus": top_up.bonus},
        fields=("state", "ended_at", "payment_ref", "paid", "paid_currency", "bonus"),
        amount=Money(ask.amount, ask.currency),
    )
    if (ask.amount, ask.currency) != (top_up.amount, top_up.currency):
        _tell_finance(top_up, ask, now=now)


def _book(top_up: TopUp, ask: RecordTopUp, *, now: datetime) -> None:
    account_id, currency = top_up.account_id, ask.currency
    wallet = wallet_of(account_id=account_id, currency=currency)
    given = [(LedgerKind.CLEARING, top_up.provider, LedgerKind.WALLET_CASH, ask.amount)]
    if top_up.bonus:
        given.append((LedgerKind.BENEFITS, "", LedgerKind.WALLET_BONUS, top_up.bonus))
    postings = [
        Posting(
            ledger_account(source, currency=currency, detail=detail),
            ledger_account(part, currency=currency, account_id=account_id),
            Money(minor, currency),
        )
        for source, detail, part, minor in given
    ]
    entry = NewEntry(kind=ENTRY, key=str(top_up.id), account_id=account_id)
    post_entry(entry, postings, wallet=wallet, now=now)


def _fail(top_up: TopUp, ask: RecordTopUp, *, now: datetime) -> bool:
    if top_up.state != TopUpState.BEGUN.value:
        return False
    top_up.state, top_up.failure, top_up.ended_at = TopUpState.FAILED.value, ask.failure[:200], now
    tell_wallet(
        top_up,
        TrailCode.TOP_UP_FAILED,
        actor=SYSTEM,
        now=now,
        before={"state": TopUpState.BEGUN.value},
        after={"state": top_up.state},
        fields=("state", "failure", "ended_at"),
        why=top_up.failure,
    )
    return True


def _note_surplus(top_up: TopUp, ask: RecordTopUp, *, now: datetime) -> bool:
    if ask.payment_ref in (top_up.payment_ref, *top_up.surplus_refs):
        return False
    top_up.surplus_refs = [*top_up.surplus_refs, ask.payment_ref]
    _tell_finance(top_up, ask, now=now)
    return True


def _tell_finance(top_up: TopUp, ask: RecordTopUp, *, now: datetime) -> None:
    tell_wallet(
        top_up,
        TrailCode.TOP_UP_DIFFERED,
        actor=SYSTEM,
        now=now,
        before={"amount": top_up.amount, "currency": top_up.currency},
        after={"amount": ask.amount, "currency": ask.currency, "ref": ask.payment_ref},
        fields=("surplus_refs",),
        amount=Money(ask.amount, ask.currency),
        payment_ref=ask.payment_ref,
    )
