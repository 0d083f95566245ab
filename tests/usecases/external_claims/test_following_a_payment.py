"""A payment that is known at last beats what a person said of its claim before, and what was set aside may grow."""

from datetime import timedelta

import pytest

from amends.core.access import Role
from amends.core.external_claims.words import ExternalKind, ExternalState
from amends.core.orders.claimable import ClaimedElsewhere
from amends.doors.jobs.sweep import sweep
from amends.records.external_claims.models import ExternalClaim, ExternalEvent
from amends.records.external_claims.pages import ClaimTab, read_claim, read_claims
from amends.records.external_claims.queries import matchable
from amends.records.invariants.check import violations
from amends.records.ledger.models import Posting
from amends.records.notices.models import Outbox
from amends.records.orders.models import Order, Payment
from amends.records.trail.models import TrailEntry
from amends.records.wallet.models import TopUp
from amends.usecases.external_claims.dismiss_claim import DismissClaim, dismiss_claim
from amends.usecases.external_claims.match_claim import MatchClaim, match_claim
from tests.makers.cases import LATER, nothing_happens, open_case, paid_order
from tests.makers.claims import elsewhere, hear, moved
from tests.makers.incoming import NOW
from tests.makers.people import Person, owner, staff
from tests.makers.wallet import guarded_owner, parts, topped_up

pytestmark = pytest.mark.django_db
K, S = ExternalKind, ExternalState
DUE = NOW + timedelta(days=7)


@pytest.fixture
def merchant() -> Person:
    return owner()


@pytest.fixture
def finance() -> Person:
    return staff(Role.STAFF_FINANCE)


def sound() -> bool:
    return list(violations(late=NOW)) == []


def asked(**changes: object) -> ExternalClaim:
    """An inquiry on a payment that nobody here knows."""
    return hear(None, ref="dp_1", **{"payment_refs": ("pi_9",), "kind": K.INQUIRY, **changes})


def set_aside(finance: Person) -> ExternalClaim:
    claim = asked()
    dismiss_claim(ask=DismissClaim(claim_id=claim.id, words="Not ours."), actor=finance.actor, now=NOW)
    return claim


def arrives(merchant: Person) -> Order:
    """The order that payment pi_9 paid is imported."""
    order = paid_order(merchant, sent=True)
    Payment.objects.filter(order=order).update(provider_ref="pi_9")
    return order


def steps(claim: ExternalClaim) -> list[tuple[str, str]]:
    """The claim's history: what, and by whom."""
    return list(ExternalEvent.objects.filter(claim=claim).order_by("id").values_list("code", "by_name"))


def unplaced() -> int:
    return Outbox.objects.filter(code="external_claim.unplaced").count()


def test_a_claim_that_was_set_aside_goes_to_its_payment_with_its_next_news(merchant: Person, finance: Person):
    claim, order = set_aside(finance), arrives(merchant)
    asked(kind=K.CHARGEBACK, amount=1000, told_at=LATER, moved=(moved(-1000, ref="txn_1"),))
    assert elsewhere(order.id) == (1000, 1, "sandbox dp_1")
    with nothing_happens(ClaimedElsewhere):
        open_case(merchant, order)
    assert steps(claim)[-4:] == [(step, "Amends") for step in ("told", "taken_back", "matched", "money_moved")]
    assert Outbox.objects.get(code="external_claim.holds").order_id == order.id
    assert sound()


def test_the_sweep_finds_the_payment_of_a_claim_that_was_set_aside(merchant: Person, finance: Person):
    claim, order = set_aside(finance), arrives(merchant)
    assert matchable(limit=9) == [claim.id]
    assert (sweep(now=NOW), sweep(now=NOW)) == (1, 0)
    claim.refresh_from_db()
    assert (claim.order_id, claim.dismissed_at, claim.effect) == (order.id, None, "warns")
    assert sound()


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": K.CHARGEBACK},
        {"respond_by": DUE + timedelta(days=3)},
        {"moved": (moved(-400, ref="txn_1"),)},
    ],
)
def test_what_was_set_aside_waits_for_somebody_again_once_it_grows(finance: Person, changes: dict[str, object]):
    claim = set_aside(finance)
    asked(told_at=LATER, **changes)
    claim.refresh_from_db()
    assert (claim.dismissed_at, claim.account_id, unplaced()) == (None, None, 2)
    assert ("taken_back", "Amends") in steps(claim)
    assert [row.id for row in read_claims(tab=ClaimTab.UNMATCHED, size=9)[0]] == [claim.id]
    asked(told_at=LATER, **changes)
    assert unplaced() == 2
    assert sound()


@pytest.mark.parametrize("changes", [{}, {"state": S.CLOSED}, {"state": S.UNDER_REVIEW, "respond_by": None}])
def test_what_was_set_aside_and_only_goes_on_stays_aside(finance: Person, changes: dict[str, object]):
    claim = set_aside(finance)
    asked(told_at=LATER, **changes)
    claim.refresh_from_db()
    assert (claim.dismissed_at, unplaced()) == (NOW, 1)


def test_a_claim_matched_to_the_wrong_order_goes_to_the_one_its_payment_paid(merchant: Person, finance: Person):
    wrong, claim = paid_order(owner()), asked(kind=K.CHARGEBACK, moved=(moved(-400, ref="txn_1"),))
    match_claim(ask=MatchClaim(claim_id=claim.id, order_id=wrong.id), actor=finance.actor, now=NOW)
    right = arrives(merchant)
    asked(kind=K.CHARGEBACK, state=S.UNDER_REVIEW, told_at=LATER)
    assert (elsewhere(wrong.id), elsewhere(right.id)) == ((0, 0, ""), (400, 1, "sandbox dp_1"))
    assert Payment.objects.get(order=right).external_claimed == 400
    shown = read_claim(claim.id)
    assert shown and (shown.account_id, shown.matched_by_hand, shown.payment_ref) == (
        merchant.account_id,
        False,
        "pi_9",
    )
    left = ExternalEvent.objects.get(code="unmatched")
    assert (left.by, left.before, left.words) == (None, {"order": wrong.number}, "Its payment belongs elsewhere.")
    assert [TrailEntry.objects.filter(subject_id=one.id).latest("number").code for one in (wrong, right)] == [
        "external_claim.unmatched",
        "external_claim.holds",
    ]
    assert Outbox.objects.get(code="external_claim.unmatched").order_id == wrong.id
    assert Outbox.objects.get(code="external_claim.holds", order_id=right.id).facts["ref"] == "dp_1"
    assert sound()


def test_the_sweep_undoes_a_wrong_match_as_soon_as_the_payment_is_there(merchant: Person, finance: Person):
    on_top_up = guarded_owner()
    top_up, claim = topped_up(on_top_up, 5000), asked(kind=K.CHARGEBACK, moved=(moved(-400, ref="txn_1"),))
    match_claim(ask=MatchClaim(claim_id=claim.id, top_up_id=top_up), actor=finance.actor, now=NOW)
    assert (matchable(limit=9), parts(on_top_up)) == ([], (4600, 0, 0))
    right = arrives(merchant)
    assert (sweep(now=NOW), sweep(now=NOW)) == (1, 0)
    assert (elsewhere(right.id), parts(on_top_up)) == ((400, 1, "sandbox dp_1"), (5000, 0, 0))
    assert TopUp.objects.get().claims_open == 0
    assert Posting.objects.filter(entry__kind="claim_rebooked").count() == 2
    assert sound()


def test_a_match_by_hand_that_the_payment_confirms_stays_and_is_the_payments_from_then(
    merchant: Person, finance: Person
):
    order, claim = paid_order(merchant, sent=True), asked()
    match_claim(ask=MatchClaim(claim_id=claim.id, order_id=order.id), actor=finance.actor, now=NOW)
    Payment.objects.filter(order=order).update(provider_ref="pi_9")
    assert (sweep(now=NOW), sweep(now=NOW)) == (1, 0)
    claim.refresh_from_db()
    assert (claim.payment_id, claim.matched_by) == (Payment.objects.get().id, finance.actor.id)
    assert Outbox.objects.filter(code="external_claim.unmatched").count() == 0
    assert sound()


def test_of_two_payments_that_the_news_names_the_one_where_it_stands_counts(merchant: Person, finance: Person):
    order, claim = paid_order(merchant), asked(payment_refs=("pi_1", "pi_9"))
    match_claim(ask=MatchClaim(claim_id=claim.id, order_id=order.id), actor=finance.actor, now=NOW)
    other = arrives(merchant)
    Payment.objects.filter(order=order).update(provider_ref="pi_1")
    asked(payment_refs=("pi_9", "pi_1"), told_at=LATER)
    claim.refresh_from_db()
    assert (claim.order_id, claim.payment.provider_ref, elsewhere(other.id)) == (order.id, "pi_1", (0, 0, ""))
    assert sound()
