"""What payment houses tell: recorded once, in whatever order it comes, and never refused."""

from datetime import timedelta
from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from amends.core.external_claims.words import ExternalKind, ExternalState
from amends.records.external_claims.models import ExternalClaim, ExternalEvent, ExternalMovement
from amends.records.invariants.check import violations
from amends.records.ledger.models import Entry, Posting
from amends.records.notices.models import Outbox
from amends.records.orders.models import Order, Payment
from amends.usecases.external_claims.record_external_claim import RecordExternalClaim
from tests.makers.cases import open_case, paid_order, rows
from tests.makers.claims import claim_news, elsewhere, hear, moved, tell
from tests.makers.incoming import NOW
from tests.makers.people import Person, owner

pytestmark = pytest.mark.django_db
K, S = ExternalKind, ExternalState


@pytest.fixture
def merchant() -> Person:
    return owner()


def books() -> list[tuple[object, ...]]:
    """Every posting: its entry's kind and key, from where to where, how much."""
    found = Posting.objects.values_list(
        "entry__kind", "entry__key", "source__kind", "destination__kind", "destination__detail", "amount", "currency"
    )
    return sorted(found)


def sound() -> bool:
    return list(violations(late=NOW)) == []


def test_a_chargeback_holds_the_money_of_its_order_and_is_told(merchant: Person):
    order = paid_order(merchant, sent=True)
    claim = hear(order, moved=(moved(-400, ref="txn_1", fee=15),))
    assert (claim.account_id, claim.order_id, claim.payment.order_id) == (merchant.account_id, order.id, order.id)
    assert (claim.effect, claim.counted) == ("holds", 400)
    assert elsewhere(order.id) == (400, 1, f"sandbox {claim.ref}")
    assert Payment.objects.get().external_claimed == 400
    assert books() == [
        ("chargeback", "sandbox:txn_1", "chargebacks", "clearing", "sandbox", 400, "USD"),
        ("chargeback_fee", "sandbox:txn_1", "fees", "clearing", "sandbox", 15, "USD"),
    ]
    told = Outbox.objects.get(code="external_claim.holds")
    assert (told.account_id, told.order_id, told.facts) == (
        merchant.account_id,
        order.id,
        {"order": order.number, "external_claim": str(claim.id), "provider": "sandbox", "ref": claim.ref},
    )
    assert list(ExternalEvent.objects.order_by("id").values_list("code", flat=True)) == [
        "told",
        "matched",
        "money_moved",
    ]
    assert sound()


def test_an_early_warning_and_an_inquiry_hold_nothing(merchant: Person):
    order = paid_order(merchant, sent=True)
    for kind in (K.EARLY_WARNING, K.INQUIRY):
        assert hear(order, kind=kind).effect == "warns"
    assert elsewhere(order.id) == (0, 0, "")
    assert open_case(merchant, order).state == "under_review"
    assert sound()


def test_a_claim_that_a_warning_announced_is_counted_once(merchant: Person):
    order = paid_order(merchant, sent=True)
    warning = hear(order, kind=K.EARLY_WARNING, ref="iw_1")
    asked = hear(order, kind=K.INQUIRY, ref="inq_1")
    claim = hear(order, ref="dp_x")
    for early in (warning, asked):
        early.refresh_from_db()
        assert (early.effect, early.counted, early.grew_into_id) == ("released", 0, claim.id)
    assert elsewhere(order.id) == (400, 1, "sandbox dp_x")


def test_the_same_news_twice_changes_nothing(merchant: Person):
    news = claim_news(paid_order(merchant), moved=(moved(-400, ref="txn_1", fee=15),))
    tell(news)
    before = rows()
    tell(news)
    assert rows() == before


def test_older_news_only_books_what_moved(merchant: Person):
    order = paid_order(merchant)
    took, back = moved(-400, ref="txn_1"), moved(400, ref="txn_2")
    won = hear(order, ref="dp_1", state=S.WON, told_at=NOW + timedelta(days=2), moved=(back,))
    late = claim_news(order, ref="dp_1", told_at=NOW + timedelta(days=1), moved=(took,))
    assert tell(late).state == "won"
    assert elsewhere(order.id) == (0, 0, "")
    assert list(ExternalMovement.objects.values_list("amount", "claim_id")) == [(400, won.id), (-400, won.id)]
    assert len(books()) == 2


def test_money_that_comes_back_reverses_the_entry_and_the_fee_stays(merchant: Person):
    order = paid_order(merchant)
    took = moved(-400, ref="txn_1", fee=15)
    hear(order, ref="dp_1", moved=(took,))
    back = moved(400, ref="txn_2", at=NOW + timedelta(days=9))
    hear(order, ref="dp_1", state=S.WON, told_at=NOW + timedelta(days=9), moved=(took, back))
    reversal = Entry.objects.get(key="sandbox:txn_2")
    assert reversal.reverses == Entry.objects.get(kind="chargeback", key="sandbox:txn_1")
    assert books()[1] == ("chargeback", "sandbox:txn_2", "clearing", "chargebacks", "", 400, "USD")
    assert Entry.objects.filter(kind="chargeback_fee", reversed_by__isnull=True).count() == 1
    assert sound()


def test_another_amount_comes_back_by_a_posting_of_its_own(merchant: Person):
    order = paid_order(merchant)
    part = moved(150, ref="txn_2", at=NOW + timedelta(days=9))
    hear(order, moved=(moved(-400, ref="txn_1"), part))
    assert Entry.objects.get(key="sandbox:txn_2").reverses is None
    assert sound()


def test_a_refund_made_there_by_hand_is_a_cost_and_gone(merchant: Person):
    order = paid_order(merchant)
    hear(order, kind=K.REFUND, state=S.CLOSED, moved=(moved(-400, ref="re_1"),))
    assert elsewhere(order.id) == (400, 0, "")
    hear(order, kind=K.REFUND, state=S.LOST, moved=(moved(-300, ref="re_2"),))
    assert elsewhere(order.id) == (700, 0, "")
    assert {row[:3] for row in books()} == {
        ("external_refund", "sandbox:re_1", "after_sales"),
        ("external_refund", "sandbox:re_2", "after_sales"),
    }


def test_more_than_was_charged_is_recorded_all_the_same(merchant: Person):
    order = paid_order(merchant)
    hear(order, amount=99_999)
    assert elsewhere(order.id)[0] == 99_999
    assert Payment.objects.get().external_claimed == 99_999


def test_a_claim_in_another_currency_takes_the_whole_payment(merchant: Person):
    order = paid_order(merchant, payments=(600, 400))
    assert hear(order, currency="EUR", amount=7).counted == 600


def test_a_claim_on_nobodys_payment_waits_and_its_money_is_booked(merchant: Person):
    claim = hear(None, moved=(moved(-400, ref="txn_1"),))
    assert (claim.account_id, claim.order_id, claim.effect, claim.counted) == (None, None, "", 0)
    assert len(books()) == 1
    assert [one.code for one in Outbox.objects.filter(code__startswith="external_claim")] == ["external_claim.unplaced"]
    assert sound()


def life(order: Order) -> list[RecordExternalClaim]:
    """A warning, its chargeback which is lost, taken back, and lost to a second one."""
    day = timedelta(days=1)
    took, back = moved(-400, ref="txn_1", fee=15), moved(400, ref="txn_2", at=NOW + 5 * day)
    again = moved(-400, ref="txn_3", fee=15, at=NOW + 8 * day)
    return [
        claim_news(order, ref="iw_1", kind=K.EARLY_WARNING),
        claim_news(order, ref="dp_1", told_at=NOW + day, moved=(took,)),
        claim_news(order, ref="dp_1", state=S.UNDER_REVIEW, told_at=NOW + 2 * day),
        claim_news(order, ref="dp_1", state=S.LOST, told_at=NOW + 3 * day, moved=(took,)),
        claim_news(order, ref="dp_1", state=S.WON, told_at=NOW + 5 * day, moved=(took, back)),
        claim_news(order, ref="dp_2", state=S.LOST, amount=401, told_at=NOW + 8 * day, moved=(again,)),
    ]


def picture(order: Order) -> tuple[object, ...]:
    """All that must not depend on the order in which news came."""
    claims = ExternalClaim.objects.order_by("ref").values_list(
        "ref", "kind", "state", "amount", "told_at", "effect", "counted", "grew_into__ref", "payment_refs"
    )
    payment = Payment.objects.get().external_claimed
    return elsewhere(order.id), payment, list(claims), books()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_life_told_in_any_order_and_more_than_once_comes_to_the_same(merchant: Person, data: st.DataObject):
    from django.db import transaction

    with transaction.atomic():
        order = paid_order(merchant, sent=True)
        news = life(order)
        told = data.draw(st.permutations(news + data.draw(st.lists(st.sampled_from(news), max_size=4))))
        for one in told:
            tell(one)
        claimed, payment, claims, posted = picture(order)
        assert (claimed, payment) == ((400, 0, ""), 400)
        assert [(row[0], row[2], row[5:8]) for row in claims] == [
            ("dp_1", "won", ("released", 0, None)),
            ("dp_2", "lost", ("lost", 400, None)),
            ("iw_1", "needs_response", ("released", 0, "dp_1")),
        ]
        assert [row[:3] for row in posted] == [
            ("chargeback", "sandbox:txn_1", "chargebacks"),
            ("chargeback", "sandbox:txn_2", "clearing"),
            ("chargeback", "sandbox:txn_3", "chargebacks"),
            ("chargeback_fee", "sandbox:txn_1", "fees"),
            ("chargeback_fee", "sandbox:txn_3", "fees"),
        ]
        assert sound()
        transaction.set_rollback(True)


def test_news_of_one_moment_stands_by_its_state(merchant: Person):
    for states in permutations((S.NEEDS_RESPONSE, S.UNDER_REVIEW, S.LOST)):
        order = paid_order(merchant)
        ref = f"dp_{order.number}"
        for state in states:
            hear(order, ref=ref, state=state)
        assert ExternalClaim.objects.get(ref=ref).state == "lost"
