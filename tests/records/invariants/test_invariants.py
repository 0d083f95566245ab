"""Each invariant finds the row of which it does not hold, and says nothing of sound ones."""

from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, models

from amends.core.access import Role
from amends.core.decisions.award import Outcome
from amends.core.disputes.reasons import Wish
from amends.core.external_claims.words import ExternalState
from amends.records.disputes.models import Claim, Dispute
from amends.records.external_claims.models import ExternalMovement
from amends.records.invariants.check import INVARIANTS, violations
from amends.records.ledger.models import Entry, LedgerAccount, Posting, Wallet
from amends.records.liability.models import CreditNote, DebitLine, DebitNote
from amends.records.orders.models import Order, OrderLine, Payment
from amends.records.policies.models import PolicyVersion
from amends.records.settlements.models import Leg, Settlement
from amends.records.trail.models import TrailEntry
from amends.records.wallet.models import TopUp, Withdrawal
from amends.usecases.liability.credit_debit_note import CreditDebitNote, credit_debit_note
from amends.usecases.wallet.pay_order import PayOrder, pay_order
from tests.makers.cases import (
    agree,
    approve,
    bank_of,
    line,
    offer,
    open_case,
    paid_order,
    refunded,
    resent,
    settle,
    ship,
    unpaid_order,
)
from tests.makers.claims import hear, moved
from tests.makers.incoming import NOW
from tests.makers.liability import DECEMBER, borne_by_supplier, finance, issue
from tests.makers.people import Person, owner, staff
from tests.makers.standing import MONTH, contest, impose
from tests.makers.versions import begun, policy_owner, submitted
from tests.makers.wallet import approved, asked, guard, topped_up, turned_down
from tests.makers.wallet import begun as begun_top_up

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_busy_desk(tmp_path: Path) -> None:
    """Disputes in many states, money gone every way, and the database letting anything through."""
    merchant, agent, bank = owner(), staff(), bank_of(tmp_path)
    refunded(merchant, agent, paid_order(merchant), {1: 2})
    card = open_case(merchant, paid_order(merchant), wish=Wish.REFUND_ORIGINAL)
    approve(card, agent)
    settle(card, bank)
    borne_by_supplier(merchant, 900)
    credit_debit_note(
        ask=CreditDebitNote(note_id=issue()[0].id, words="He is right."), actor=finance().actor, now=DECEMBER
    )
    borne_by_supplier(merchant, 700)
    again = ship(resent(merchant, agent, paid_order(merchant, sent=True)))
    refunded(merchant, agent, again)
    waiting = open_case(merchant, paid_order(merchant, line(2, 400)), wish=Wish.REFUND_ORIGINAL)
    approve(waiting, agent)
    offer(open_case(merchant, paid_order(merchant)), agent, amount=5)
    agreed = open_case(merchant, paid_order(merchant))
    offer(agreed, agent, Outcome.REFUND_WALLET, 7)
    agree(agreed, merchant)
    hear(paid_order(merchant), moved=(moved(-400, ref="txn_1", fee=15),))
    hear(paid_order(merchant), state=ExternalState.LOST)
    _a_busy_wallet(merchant)
    assert list(violations(late=NOW)) == []
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("set local session_replication_role = replica")
        cursor.execute(
            "select conrelid::regclass::text, conname from pg_constraint where contype = 'c' "
            "and connamespace = 'public'::regnamespace"
        )
        for table, name in cursor.fetchall():
            cursor.execute(f'alter table {table} drop constraint "{name}"')


def _a_busy_wallet(merchant: Person) -> None:
    """Money in, orders paid from it, withdrawals in every state."""
    finance = staff(Role.STAFF_FINANCE)
    guard(merchant)
    topped_up(merchant, 100_000)
    begun_top_up(merchant, 5000)
    order = unpaid_order(merchant)
    pay_order(ask=PayOrder(number=order.number, due=order.charged), actor=merchant.actor, now=NOW)
    for end in (approved, turned_down):
        end(asked(merchant, 2000), finance)
    asked(merchant, 3000)


def found(late: object = NOW) -> set[tuple[str, str]]:
    """What does not hold: (invariant, id)."""
    return {(one.invariant, one.id) for one in violations(late=late)}  # type: ignore[arg-type]


def change(row: models.Model, **columns: object) -> models.Model:
    """Behind everybody's back."""
    type(row)._default_manager.filter(pk=row.pk).update(**columns)
    return row


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
    "a line that its entry does not know": (
        "debit_notes",
        lambda: change(DebitLine.objects.latest("id"), amount=701),
    ),
}


@pytest.mark.parametrize("name", BREAKS)
def test_the_row_is_found(name: str):
    invariant, breaking = BREAKS[name]
    row = breaking()
    assert (invariant, str(row.pk)) in found()


def test_a_posting_into_another_currency_unbalances_the_books():
    posting = Posting.objects.earliest("id")
    change(LedgerAccount.objects.get(id=posting.destination_id), currency="EUR")
    assert {one for one in found() if one[0] == "trial_balance"} >= {("trial_balance", "EUR"), ("trial_balance", "USD")}


def test_a_supplier_who_owes_something_else_by_the_ledger_is_found():
    name = "supplier 宁波 Glow Ltd USD"
    change(DebitNote.objects.get(state="collecting"), state="settled")
    assert ("recoverables", name) in found()
    change(DebitNote.objects.get(state="settled"), state="collecting")
    assert found() == set()
    line = DebitLine.objects.latest("id")
    Posting.objects.filter(entry_id=line.entry_id).update(amount=1)
    assert found() == {("recoverables", name), ("debit_notes", str(line.id))}


def test_a_leg_whose_money_came_back_and_is_still_charged_is_found():
    line = DebitLine.objects.latest("id")
    change(Leg.objects.get(id=line.leg_id), state="failed")
    assert ("debit_notes", str(line.leg_id)) in found()


def test_a_leg_that_was_paid_twice_or_not_at_all_is_found():
    leg = Leg.objects.filter(method="wallet", state="succeeded")[0]
    entry = change(Entry.objects.get(key=str(leg.id)), key="another")
    assert {("one_payout", str(leg.id)), ("one_payout", str(entry.pk))} <= found()
    change(entry, key=str(leg.id))
    assert found() == set()
    Posting.objects.filter(entry_id=entry.pk).update(amount=models.F("amount") * 2)
    assert ("one_payout", str(leg.id)) in found()


def test_a_payment_from_a_balance_that_its_entry_does_not_tell_of_is_found():
    payment = Payment.objects.get(provider="bonus")
    change(payment, amount=1)
    assert ("wallet_payments", payment.provider_ref) in found()


def test_a_top_up_that_was_booked_twice_is_found():
    entry = Entry.objects.get(kind="top_up")
    change(entry, key="another")
    assert {("top_ups", "another"), ("top_ups", str(TopUp.objects.get(state="paid").id))} <= found()


def test_a_resend_that_sent_nothing_is_found():
    leg = Leg.objects.get(method="resend")
    Dispute.objects.filter(settlement=leg.settlement).update(resend_order=None)
    resend = Order.objects.exclude(root_order=None).get()
    assert found() == {("one_payout", str(leg.id)), ("one_payout", str(resend.id))}


@pytest.mark.parametrize(
    "breaking",
    [
        lambda leg: change(leg, amount=1),
        lambda leg: change(leg.settlement, amount=1),
        lambda leg: change(leg.settlement, finished_at=None),
        lambda leg: change(leg, state="failed"),
        lambda leg: change(leg.settlement.dispute, state="withdrawn"),
    ],
)
def test_a_decision_that_was_not_carried_out_as_made_is_found(breaking: Callable[[Leg], object]):
    leg = Leg.objects.filter(method="wallet", state="succeeded").select_related("settlement__dispute")[0]
    breaking(leg)
    assert ("decision_sums", str(leg.settlement.decision_id)) in found()


def test_a_decision_without_a_settlement_is_found():
    settlement = Settlement.objects.filter(finished_at=None)[0]
    Leg.objects.filter(settlement=settlement).delete()
    settlement.delete()
    assert ("decision_sums", str(settlement.decision_id)) in found()


@pytest.mark.parametrize(
    "touch",
    [
        lambda trail: trail.filter(number=2).update(body=b"{}"),
        lambda trail: trail.filter(number=2).delete(),
        lambda trail: trail.filter(number=1).delete(),
        lambda trail: trail.order_by("-number")[0].delete(),
        lambda trail: trail.filter(number=3).update(digest=b"\x00" * 32),
        lambda trail: trail.filter(number=3).update(number=30),
    ],
)
def test_any_touch_of_a_trail_is_found(touch: Callable[[models.QuerySet[TrailEntry]], object]):
    dispute = Dispute.objects.filter(state="settled")[0]
    touch(TrailEntry.objects.filter(subject_id=dispute.id))
    assert found() == {("trail_chains", str(dispute.id))}


def test_an_orders_trail_is_watched_too():
    order = Order.objects.filter(trail_seq__gt=1)[0]
    TrailEntry.objects.filter(subject_id=order.id).latest("number").delete()
    assert found() == {("trail_chains", str(order.id))}
    TrailEntry.objects.filter(subject_id=order.id).delete()
    assert found() == {("untold", str(order.id))}


def test_a_trail_that_was_lost_whole_and_a_dispute_that_claims_nothing_are_found():
    dispute = Dispute.objects.filter(state="settled")[0]
    TrailEntry.objects.filter(subject_id=dispute.id).delete()
    Claim.objects.filter(dispute=dispute).delete()
    assert found() == {("untold", str(dispute.id)), ("claims", str(dispute.id))}


def test_a_state_that_the_trail_does_not_tell_of_is_found():
    dispute = change(Dispute.objects.get(state="offered"), state="under_review")
    assert found() == {("trail_chains", str(dispute.pk))}


def test_a_policys_trail_tells_its_status():
    writer = policy_owner()
    version = submitted(begun(writer), writer)
    assert found() == set()
    PolicyVersion.objects.filter(id=version.id).update(status="discarded")
    assert found() == {("trail_chains", str(version.id))}


def test_erasing_what_people_wrote_breaks_no_trail():
    TrailEntry.objects.update(personal={})
    assert found() == set()


def test_the_command_says_what_is_wrong_and_leaves_with_one():
    told = StringIO()
    Dispute.objects.filter(due_at__lt=NOW + timedelta(days=400)).exclude(due_at=None).update(
        due_at=NOW + timedelta(days=3650)
    )
    Leg.objects.filter(state="planned").update(planned_at=NOW + timedelta(days=3650))
    call_command("invariants", stdout=told)
    assert told.getvalue() == f"{len(INVARIANTS)} invariants hold.\n"
    wallet = change(Wallet.objects.get(), cash=1)
    told = StringIO()
    with pytest.raises(SystemExit) as leaving:
        call_command("invariants", stdout=told)
    assert leaving.value.code == 1
    assert (
        told.getvalue().splitlines()[0].startswith(f"wallet_balances  {wallet.pk}  stands at 1 + 500 + 3000 USD, its ")
    )


def test_a_leg_waits_in_peace_while_a_claim_is_open():
    leg = change(Leg.objects.filter(state="planned")[0], planned_at=NOW - timedelta(seconds=1), waits_for="stripe")
    assert ("settlements_move", str(leg.pk)) in found()
    hear(leg.settlement.dispute.order)
    assert found() == set()


def test_late_is_later_than_a_little_late():
    dispute = change(Dispute.objects.get(state="offered"), due_at=NOW - timedelta(minutes=5))
    assert found(NOW - timedelta(minutes=10)) == set()
    assert found(NOW) == {("deadlines", str(dispute.pk))}
