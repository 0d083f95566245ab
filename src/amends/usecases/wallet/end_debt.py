"""Finance notes that what a merchant owes for a top-up that was taken back is settled, or writes it off."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amends.core.access import Actor, Permission, require
from amends.core.ledger.posting import LedgerKind, Posting
from amends.core.money import Money
from amends.core.trail.codes import TrailCode
from amends.core.wallet.taking_back import DEBT_ENTRY, check_debt
from amends.core.wallet.withdrawals import needed_words
from amends.records.ledger.post import NewEntry, ledger_account, post_entry, wallet_of
from amends.records.wallet.models import TopUp
from amends.records.wallet.taken import TAKEN_FIELDS, put_taken, stands_of
from amends.records.wallet.taking import take_top_up
from amends.usecases.wallet.tell_wallet import tell_wallet


@dataclass(frozen=True, slots=True, kw_only=True)
class EndDebt:
    """The ask: what is owed for the top-up was paid some other way, or (`write_off`) is given up; `words` say how.

    `shown` is how much the page said to be owed, minor units.
    """

    top_up_id: UUID
    shown: int
    write_off: bool
    words: str


def end_debt(*, ask: EndDebt, actor: Actor, now: datetime) -> None:
    """Nothing is owed for it any more. Raises Forbidden, WordsMissing, TopUpUnseen, NothingOwed, DebtChanged."""
    require(actor, Permission.STAFF_WITHDRAWAL_APPROVE)
    words = needed_words(ask.words, what="How it was settled, or why it is written off,", most=500)
    with transaction.atomic():
        top_up = take_top_up(id_=ask.top_up_id)
        # Who pays out of the balance asks under this lock whether something is owed.
        wallet_of(account_id=top_up.account_id, currency=top_up.paid_currency or top_up.currency)
        stands = stands_of(top_up)
        check_debt(stands.owed, shown=ask.shown, currency=top_up.paid_currency)
        part = "written_off" if ask.write_off else "settled"
        put_taken(top_up, replace(stands, owed=0, **{part: getattr(stands, part) + stands.owed}))
        tell_wallet(
            top_up,
            TrailCode.TOP_UP_DEBT_ENDED,
            actor=actor,
            now=now,
            before={"owed": stands.owed, part: getattr(stands, part)},
            after={"owed": 0, part: getattr(top_up, part)},
            fields=TAKEN_FIELDS,
            why=words,
            amount=Money(stands.owed, top_up.paid_currency),
        )
        _book(top_up, stands.owed, written_off=ask.write_off, now=now)


def _book(top_up: TopUp, owed: int, *, written_off: bool, now: datetime) -> None:
    """Money that arrived came by the bank; what is written off is the platform's cost."""
    currency = top_up.paid_currency
    source = (
        ledger_account(LedgerKind.CHARGEBACKS, currency=currency)
        if written_off
        else ledger_account(LedgerKind.CLEARING, currency=currency, detail="bank")
    )
    owing = ledger_account(LedgerKind.RECEIVABLE, currency=currency)
    entry = NewEntry(kind=DEBT_ENTRY, key=f"{top_up.id}:{top_up.trail_seq}", account_id=top_up.account_id)
    post_entry(entry, [Posting(source, owing, Money(owed, currency))], wallet=None, now=now)
