"""Claims that nobody's payment told of: a person matches or sets them aside, or the payment arrives later."""

import pytest

from amends.core.access import SYSTEM, Forbidden, Role
from amends.core.external_claims.refusals import (
    ClaimDismissed,
    ClaimMatched,
    ClaimMatchedByPayment,
    ClaimNotDismissed,
    ClaimNotMatched,
    ClaimUnseen,
    MatchReasonMissing,
    OrderNotFound,
    ReasonMissing,
)
from amends.core.external_claims.words import ExternalKind
from amends.doors.jobs.sweep import sweep
from amends.records.external_claims.models import ExternalClaim, ExternalEvent
from amends.records.external_claims.queries import matchable
from amends.records.ids import new_id
from amends.records.invariants.check import violations
from amends.records.ledger.models import Posting
from amends.records.notices.models import FeedEntry, Notice, Outbox
from amends.records.orders.models import Order, Payment
from amends.records.trail.models import TrailEntry
from amends.records.wallet.models import TopUp
from amends.usecases.external_claims.dismiss_claim import DismissClaim, dismiss_claim, take_back_claim
from amends.usecases.external_claims.look_again import LookAgain, look_again
from amends.usecases.external_claims.match_claim import MatchClaim, match_claim
from amends.usecases.external_claims.unmatch_claim import UnmatchClaim, unmatch_claim
from amends.usecases.notices.drain_outbox import drain_outbox
from amends.usecases.notices.tell_people import tell_people
from tests.makers.cases import LATER, nothing_happens, paid_order, resent
from tests.makers.claims import elsewhere, hear, moved
from tests.makers.incoming import NOW
from tests.makers.people import Person, owner, staff
from tests.makers.wallet import asked, guarded_owner, parts, topped_up

pytestmark = pytest.mark.django_db


@pytest.fixture
def merchant() -> Person:
    return owner()


@pytest.fixture
def finance() -> Person:
    return staff(Role.STAFF_FINANCE)


def match(claim: ExternalClaim, order: Order, person: Person) -> None:
    match_claim(ask=MatchClaim(claim_id=claim.id, order_id=order.id, words=" By phone. "), actor=person.actor, now=NOW)


def test_a_person_matches_a_claim_to_an_order_and_it_counts_there(merchant: Person, finance: Person):
    order, claim = paid_order(merchant), hear(None)
    match(claim, order, finance)
    claim.refresh_from_db()
    assert (claim.account_id, claim.order_id, claim.payment_id) == (merchant.account_id, order.id, None)
    assert (claim.matched_by, claim.matched_by_name) == (finance.actor.id, finance.actor.name)
    assert elsewhere(order.id) == (400, 1, f"sandbox {claim.ref}")
    told = ExternalEvent.objects.get(code="matched")
    assert (told.by, told.words, told.after["order"]) == (finance.actor.id, "By phone.", order.number)
    assert TrailEntry.objects.filter(subject_id=order.id).latest("number").code == "external_claim.holds"
    assert list(violations(late=NOW)) == []


def test_what_is_matched_to_a_resend_counts_on_its_origin(merchant: Person, finance: Person):
    origin = paid_order(merchant, sent=True)
    again, claim = resent(merchant, staff(), origin), hear(None)
    match(claim, again, finance)
    assert (elsewhere(origin.id)[0], elsewhere(again.id)[0]) == (400, 0)


def test_a_matched_claim_stays_where_it_is_and_its_news_go_there(merchant: Person, finance: Person):
    order, other, claim = paid_order(merchant), paid_order(merchant), hear(None, ref="dp_1")
    match(claim, order, finance)
    with nothing_happens(ClaimMatched):
        match(claim, other, finance)
    with nothing_happens(ClaimMatched):
        dismiss_claim(ask=DismissClaim(claim_id=claim.id, words="No"), actor=finance.actor, now=NOW)
    hear(None, ref="dp_1", amount=401, told_at=LATER)
    assert (elsewhere(order.id)[0], elsewhere(other.id)[0]) == (401, 0)


def test_a_claim_is_set_aside_with_a_reason_and_taken_back(merchant: Person, finance: Person):
    order, claim = paid_order(merchant), hear(None)
    with nothing_happens(ReasonMissing):
        dismiss_claim(ask=DismissClaim(claim_id=claim.id, words="  "), actor=finance.actor, now=NOW)
    with nothing_happens(ClaimNotDismissed):
        take_back_claim(claim_id=claim.id, actor=finance.actor, now=NOW)
    dismiss_claim(ask=DismissClaim(claim_id=claim.id, words="A top-up."), actor=finance.actor, now=NOW)
    assert ExternalEvent.objects.get(code="dismissed").words == "A top-up."
    with nothing_happens(ClaimDismissed):
        match(claim, order, finance)
    take_back_claim(claim_id=claim.id, actor=finance.actor, now=NOW)
    match(claim, order, finance)


def test_a_payment_that_arrives_later_is_found_by_the_sweep(merchant: Person):
    order, claim = paid_order(merchant), hear(None, payment_refs=("pi_9", "ch_9"))
    assert matchable(limit=9) == []
    assert look_again(ask=LookAgain(claim_id=claim.id), actor=SYSTEM, now=NOW) is False
    Payment.objects.filter(order=order).update(provider_ref="ch_9")
    assert matchable(limit=9) == [claim.id]
    assert sweep(now=NOW) == 1
    assert elsewhere(order.id) == (400, 1, f"sandbox {claim.ref}")
    assert sweep(now=NOW) == 0


def test_only_finance_may(merchant: Person):
    claim, agent = hear(None), staff()
    order = paid_order(merchant)
    for verb in (
        lambda: match(claim, order, agent),
        lambda: dismiss_claim(ask=DismissClaim(claim_id=claim.id, words="No"), actor=agent.actor, now=NOW),
        lambda: take_back_claim(claim_id=claim.id, actor=agent.actor, now=NOW),
        lambda: look_again(ask=LookAgain(claim_id=claim.id), actor=merchant.actor, now=NOW),
    ):
        with nothing_happens(Forbidden):
            verb()


def test_what_is_not_there_is_unseen(merchant: Person, finance: Person):
    claim, order, nobody = hear(None), paid_order(merchant), new_id()
    with nothing_happens(OrderNotFound):
        match_claim(ask=MatchClaim(claim_id=claim.id, order_id=nobody), actor=finance.actor, now=NOW)
    for verb in (
        lambda: match_claim(ask=MatchClaim(claim_id=nobody, order_id=order.id), actor=finance.actor, now=NOW),
        lambda: dismiss_claim(ask=DismissClaim(claim_id=nobody, words="No"), actor=finance.actor, now=NOW),
        lambda: look_again(ask=LookAgain(claim_id=nobody), actor=finance.actor, now=NOW),
    ):
        with nothing_happens(ClaimUnseen):
            verb()


def unmatch(claim: ExternalClaim, person: Person, words: str = " The wrong shop. ") -> None:
    unmatch_claim(ask=UnmatchClaim(claim_id=claim.id, words=words), actor=person.actor, now=NOW)


def test_a_wrong_match_is_undone_and_the_claim_goes_to_the_right_order(merchant: Person, finance: Person):
    wrong, right, claim = paid_order(merchant), paid_order(owner()), hear(None, moved=(moved(-400, ref="txn_1"),))
    match(claim, wrong, finance)
    with nothing_happens(MatchReasonMissing):
        unmatch(claim, finance, "  ")
    agent = staff()
    with nothing_happens(Forbidden):
        unmatch(claim, agent)
    unmatch(claim, finance)
    claim.refresh_from_db()
    assert (claim.account_id, claim.order_id, claim.effect, claim.counted) == (None, None, "", 0)
    assert elsewhere(wrong.id) == (0, 0, "")
    told = ExternalEvent.objects.get(code="unmatched")
    assert (told.by, told.words, told.before) == (finance.actor.id, "The wrong shop.", {"order": wrong.number})
    assert TrailEntry.objects.filter(subject_id=wrong.id).latest("number").code == "external_claim.unmatched"
    assert Outbox.objects.get(code="external_claim.unmatched").order_id == wrong.id
    with nothing_happens(ClaimNotMatched):
        unmatch(claim, finance)
    match(claim, right, finance)
    assert elsewhere(right.id) == (400, 1, f"sandbox {claim.ref}")
    assert list(violations(late=NOW)) == []


def test_a_warning_that_grew_into_a_wrong_claim_counts_for_itself_again(merchant: Person, finance: Person):
    order = paid_order(merchant)
    early = hear(order, kind=ExternalKind.INQUIRY, ref="inq_1")
    claim = hear(None, ref="dp_1", announces="inq_1")
    match(claim, order, finance)
    early.refresh_from_db()
    assert early.grew_into_id == claim.id
    unmatch(claim, finance)
    early.refresh_from_db()
    assert (early.grew_into_id, early.effect) == (None, "warns")
    assert list(violations(late=NOW)) == []


def test_a_wrong_match_to_a_top_up_gives_back_what_it_took(finance: Person):
    merchant = guarded_owner()
    top_up, claim = topped_up(merchant, 5000), hear(None, amount=5000, moved=(moved(-5000, ref="txn_1"),))
    match_claim(ask=MatchClaim(claim_id=claim.id, top_up_id=top_up), actor=finance.actor, now=NOW)
    assert parts(merchant) == (0, 0, 0)
    unmatch(claim, finance)
    assert parts(merchant) == (5000, 0, 0)
    held = Posting.objects.filter(entry__kind="claim_rebooked").order_by("id")
    assert list(held.values_list("source__kind", "destination__kind", "amount")) == [
        ("receivable", "chargebacks", 5000),
        ("chargebacks", "receivable", 5000),
    ]
    assert asked(merchant, 5000).amount == 5000
    assert list(violations(late=NOW)) == []


def test_what_its_payment_placed_stays_there(merchant: Person, finance: Person):
    on_top_up = guarded_owner()
    topped_up(on_top_up, 5000)
    for claim in (hear(paid_order(merchant)), hear(None, payment_refs=(TopUp.objects.get().payment_ref,))):
        with nothing_happens(ClaimMatchedByPayment):
            unmatch(claim, finance)


def test_finance_hears_of_a_claim_that_stands_on_nothing_with_its_deadline(merchant: Person, finance: Person):
    claim = hear(None, ref="dp_1")
    hear(None, ref="dp_1", told_at=LATER)
    hear(paid_order(merchant))
    told = Outbox.objects.get(code="external_claim.unplaced")
    assert (told.account_id, told.facts) == (
        None,
        {
            "external_claim": str(claim.id),
            "provider": "sandbox",
            "ref": "dp_1",
            "amount": 400,
            "currency": "USD",
            "respond_by": "2026-11-30T12:00:00+00:00",
        },
    )
    events: list[FeedEntry] = []
    drain_outbox(hand_over=events.extend)
    for event in events:
        tell_people(event_id=event.id, now=NOW)
    assert list(Notice.objects.filter(code=told.code).values_list("user_id", flat=True)) == [finance.user.id]
    assert claim.account_id is None
