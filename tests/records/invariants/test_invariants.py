"""Each invariant finds the row of which it does not hold, and says nothing of sound ones."""

from collections.abc import Callable
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import models

from amends.records.disputes.models import Claim, Dispute
from amends.records.invariants.check import INVARIANTS
from amends.records.ledger.models import Entry, LedgerAccount, Posting, Wallet
from amends.records.liability.models import DebitLine, DebitNote
from amends.records.orders.models import Order, Payment
from amends.records.policies.models import PolicyVersion
from amends.records.settlements.models import Leg, Settlement
from amends.records.trail.models import TrailEntry
from amends.records.wallet.models import TopUp
from tests.makers.claims import hear
from tests.makers.incoming import NOW
from tests.makers.versions import begun, policy_owner, submitted
from tests.records.invariants.desk import change, found, undone

pytestmark = pytest.mark.usefixtures("desk")


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


DECISION_BREAKS: tuple[Callable[[Leg], object], ...] = (
    lambda leg: change(leg, amount=1),
    lambda leg: change(leg.settlement, amount=1),
    lambda leg: change(leg.settlement, finished_at=None),
    lambda leg: change(leg, state="failed"),
    lambda leg: change(leg.settlement.dispute, state="withdrawn"),
)


def test_a_decision_that_was_not_carried_out_as_made_is_found(subtests: pytest.Subtests):
    leg = Leg.objects.filter(method="wallet", state="succeeded").select_related("settlement__dispute")[0]
    for at, breaking in enumerate(DECISION_BREAKS):
        with subtests.test(at=at), undone():
            breaking(leg)
            assert ("decision_sums", str(leg.settlement.decision_id)) in found()


def test_a_decision_without_a_settlement_is_found():
    settlement = Settlement.objects.filter(finished_at=None)[0]
    Leg.objects.filter(settlement=settlement).delete()
    settlement.delete()
    assert ("decision_sums", str(settlement.decision_id)) in found()


TOUCHES: tuple[Callable[[models.QuerySet[TrailEntry]], object], ...] = (
    lambda trail: trail.filter(number=2).update(body=b"{}"),
    lambda trail: trail.filter(number=2).delete(),
    lambda trail: trail.filter(number=1).delete(),
    lambda trail: trail.order_by("-number")[0].delete(),
    lambda trail: trail.filter(number=3).update(digest=b"\x00" * 32),
    lambda trail: trail.filter(number=3).update(number=30),
)


def test_any_touch_of_a_trail_is_found(subtests: pytest.Subtests):
    dispute = Dispute.objects.filter(state="settled")[0]
    for at, touch in enumerate(TOUCHES):
        with subtests.test(at=at), undone():
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
    TopUp.objects.filter(state="begun").update(begun_at=NOW + timedelta(days=3650))
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
