"""What goes wrong behind everybody's back: the invariant that finds it, and how the row comes to be so."""

from collections.abc import Callable
from datetime import timedelta

from django.db import models
from django.db.models import F

from amends.records.disputes.models import Claim, Dispute
from amends.records.external_claims.models import ExternalMovement
from amends.records.ledger.models import Entry, Wallet
from amends.records.liability.models import CreditNote, DebitLine, DebitNote
from amends.records.orders.models import Order, OrderLine, Payment
from amends.records.settlements.models import Leg
from amends.records.wallet.models import TopUp, Withdrawal
from tests.makers.incoming import NOW
from tests.makers.people import owner
from tests.makers.standing import MONTH, contest, impose
from tests.records.invariants.breaks_of_books import BOOKS
from tests.records.invariants.desk import change


def _contest_long_ago() -> models.Model:
    merchant = owner()
    return change(contest(merchant, impose(merchant)), due_at=NOW - timedelta(days=1))


BREAKS: dict[str, tuple[str, Callable[[], models.Model]]] = {
    "a wallet richer than its postings": ("wallet_balances", lambda: change(Wallet.objects.get(), cash=99999)),
    "bonus out of nowhere": ("wallet_balances", lambda: change(Wallet.objects.get(), bonus=1)),
    "frozen out of nowhere": ("frozen", lambda: change(Wallet.objects.get(), frozen=1)),
    "an entry that says more of its wallet": (
        "wallet_entries",
        lambda: change(Entry.objects.filter(kind="top_up")[0], cash=1),
    ),
    "a top-up that the books know otherwise": (
        "top_ups",
        lambda: change(TopUp.objects.get(state="paid"), paid=1),
    ),
    "a top-up that is paid without a word in the books": (
        "top_ups",
        lambda: change(TopUp.objects.get(state="begun"), state="paid"),
    ),
    "a withdrawal that was paid and waits": (
        "withdrawals",
        lambda: change(Withdrawal.objects.get(state="approved"), state="asked", decided_at=None),
    ),
    "a withdrawal that is approved and was never paid": (
        "withdrawals",
        lambda: change(Withdrawal.objects.get(state="asked"), state="approved"),
    ),
    "a withdrawal that nobody had taken up": (
        "withdrawals",
        lambda: change(Withdrawal.objects.get(state="approved"), taken_up_by=None),
    ),
    "a withdrawal with another fee": (
        "withdrawals",
        lambda: change(Withdrawal.objects.get(state="approved"), fee=1),
    ),
    "a withdrawal that its trail does not tell of": (
        "trail_chains",
        lambda: change(Withdrawal.objects.get(state="refused"), state="canceled"),
    ),
    "an order that refunded more": ("order_money", lambda: change(Order.objects.latest("id"), refunded=1)),
    "an order that reserves nothing": (
        "order_money",
        lambda: change(Order.objects.filter(reserved__gt=0)[0], reserved=0),
    ),
    "an order that is charged more than its balance paid": (
        "paid_from_balance",
        lambda: change(Order.objects.filter(payments__provider="bonus")[0], charged=F("charged") + 1),
    ),
    "a line that refunded more": ("line_money", lambda: change(OrderLine.objects.latest("id"), refunded=1)),
    "a line with units that nobody awarded": ("line_money", lambda: change(OrderLine.objects.latest("id"), resolved=1)),
    "a line that reserves more": ("line_money", lambda: change(OrderLine.objects.latest("id"), reserved=10**6)),
    "a payment that gave back more": ("payment_money", lambda: change(Payment.objects.latest("id"), refunded=1)),
    "a payment that reserves nothing": (
        "payment_money",
        lambda: change(Payment.objects.filter(reserved__gt=0)[0], reserved=0),
    ),
    "an order that claims hold more of": (
        "external_claims",
        lambda: change(Order.objects.filter(external_open=1)[0], external_claimed=401),
    ),
    "an order that no claim holds any more": (
        "external_claims",
        lambda: change(Order.objects.filter(external_open=1)[0], external_open=0, external_holder=""),
    ),
    "an order that another claim holds": (
        "external_claims",
        lambda: change(Order.objects.filter(external_open=1)[0], external_holder="sandbox another"),
    ),
    "a payment that claims took less of": (
        "external_claims",
        lambda: change(Payment.objects.filter(external_claimed=400)[0], external_claimed=399),
    ),
    "a movement over another amount than was booked": (
        "external_movements",
        lambda: change(ExternalMovement.objects.get(), amount=-401),
    ),
    "a fee that was never booked": ("external_movements", lambda: change(ExternalMovement.objects.get(), fee=16)),
    "a chargeback in the books that nobody told of": (
        "external_movements",
        lambda: change(Entry.objects.get(kind="chargeback"), key="sandbox:another"),
    ),
    "a hold of nobody's": ("holds", lambda: change(Order.objects.filter(open_disputes=0)[0], open_disputes=1)),
    "an open dispute that holds nothing": (
        "holds",
        lambda: change(Order.objects.filter(open_disputes=1)[0], open_disputes=0),
    ),
    "a held order that is closed": ("holds", lambda: change(Order.objects.filter(open_disputes=1)[0], stage="closed")),
    "a claim that outlives its dispute": ("claims", lambda: change(Claim.objects.filter(open=False)[0], open=True)),
    "units claimed by nobody": (
        "claims",
        lambda: change(OrderLine.objects.filter(claimed=0)[0], claimed=1),
    ),
    "a line that names another dispute": (
        "claims",
        lambda: change(
            OrderLine.objects.filter(claimed__gt=0)[0], open_dispute_id=Dispute.objects.filter(state="settled")[0].id
        ),
    ),
    "an open dispute without a due time": (
        "deadlines",
        lambda: change(Dispute.objects.filter(state="offered")[0], due_at=None),
    ),
    "a leg that nobody called": (
        "settlements_move",
        lambda: change(Leg.objects.filter(state="planned")[0], planned_at=NOW - timedelta(seconds=1)),
    ),
    "a leg that nobody asked after": (
        "settlements_move",
        lambda: change(Leg.objects.filter(state="planned")[0], state="unknown", called_at=NOW - timedelta(seconds=1)),
    ),
    "a leg that waits for a claim which has ended": (
        "settlements_move",
        lambda: change(
            Leg.objects.filter(state="planned")[0], planned_at=NOW - timedelta(seconds=1), waits_for="stripe"
        ),
    ),
    "a measure that its account's row lost": ("standings", lambda: change(impose(owner()).account, measures=[])),
    "a measure that ended without a word": ("standings", lambda: change(impose(owner()), ended_at=NOW)),
    "a measure that ran out unnoted": ("deadlines", lambda: impose(owner(), now=NOW - 2 * MONTH)),
    "a contest that nobody escalated": ("deadlines", _contest_long_ago),
    "a due time that passed long ago": (
        "deadlines",
        lambda: change(Dispute.objects.filter(state="offered")[0], due_at=NOW - timedelta(seconds=1)),
    ),
    "an issued note that says something else": (
        "debit_notes",
        lambda: change(DebitNote.objects.get(state="credited"), amount=899),
    ),
    "a credit that says something else": ("debit_notes", lambda: change(CreditNote.objects.get(), amount=1)),
    **BOOKS,
    "a line that its entry does not know": (
        "debit_notes",
        lambda: change(DebitLine.objects.latest("id"), amount=701),
    ),
}
