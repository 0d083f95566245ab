"""Money in: credited once, as much as came, whatever is told twice."""

from datetime import timedelta
from uuid import UUID

import pytest

from amends.core.access import Forbidden, Role
from amends.core.money import parse_minor
from amends.core.wallet.top_ups import (
    CurrencyNotOffered,
    PaymentKnown,
    ProviderUnknown,
    TopUpAmount,
    TopUpUnseen,
)
from amends.records.ids import new_id
from amends.records.invariants.check import violations
from amends.records.ledger.models import Entry, Posting
from amends.records.notices.models import Outbox
from amends.records.wallet.models import TopUp
from amends.records.wallet.queries import silent_top_ups, top_up_to_look_at
from amends.usecases.wallet.begin_top_up import BeginTopUp, begin_top_up
from amends.usecases.wallet.cancel_top_up import CancelTopUp, cancel_top_up
from amends.usecases.wallet.note_checkout import note_checkout
from amends.usecases.wallet.note_looked import WAITS, note_looked
from tests.makers.cases import nothing_happens, rows
from tests.makers.incoming import NOW
from tests.makers.people import Person, colleague, owner
from tests.makers.wallet import begun, came, parts, topped_up

pytestmark = pytest.mark.django_db


@pytest.fixture
def merchant() -> Person:
    return owner()


def postings() -> list[tuple[str, str, str, int]]:
    """(from, its detail, to, minor units) of every posting."""
    told = Posting.objects.order_by("id").values_list("source__kind", "source__detail", "destination__kind", "amount")
    return list(told)


def test_what_was_paid_is_credited_with_its_benefit(merchant: Person):
    id_ = topped_up(merchant, 100_000)
    assert parts(merchant) == (100_000, 1500, 0)
    assert postings() == [
        ("clearing", "sandbox", "wallet_cash", 100_000),
        ("benefits", "", "wallet_bonus", 1500),
    ]
    assert Entry.objects.values_list("kind", "key", "cash", "bonus", "wallet_after").get() == (
        "top_up", str(id_), 100_000, 1500, 101_500,
    )  # fmt: skip
    top_up = TopUp.objects.get()
    assert (top_up.state, top_up.paid, top_up.bonus, top_up.paid_currency) == ("paid", 100_000, 1500, "USD")
    assert list(Outbox.objects.order_by("id").values_list("code", "facts")) == [
        ("top_up.begun", {"top_up": str(id_), "amount": 100_000, "currency": "USD"}),
        ("wallet.changed", {
            "entry": str(Entry.objects.get().id), "kind": "top_up", "currency": "USD",
            "withdrawable": 100_000, "bonus": 1500, "frozen": 0, "after": 101_500,
        }),
        ("top_up.paid", {"top_up": str(id_), "amount": 100_000, "currency": "USD"}),
    ]  # fmt: skip
    assert list(violations(late=NOW)) == []


def test_below_the_first_tier_nothing_comes_on_top(merchant: Person):
    topped_up(merchant, 4999)
    assert parts(merchant) == (4999, 0, 0)


def test_the_same_news_twice_changes_nothing(merchant: Person):
    id_ = topped_up(merchant, 5000)
    before = rows()
    assert came(id_, 5000) is False
    assert came(id_, 0, failure="too late") is False
    assert rows() == before


def test_another_amount_and_currency_is_credited_as_it_came_and_finance_is_told(merchant: Person):
    id_ = begun(merchant, 100_000)
    assert came(id_, 50_000, "EUR") is True
    assert (parts(merchant), parts(merchant, "EUR")) == ((0, 0, 0), (50_000, 500, 0))
    assert Outbox.objects.get(code="top_up.differed").facts == {
        "top_up": str(id_), "amount": 50_000, "currency": "EUR", "payment_ref": f"sandbox_50000_{id_.hex}",
    }  # fmt: skip
    assert list(violations(late=NOW)) == []


def test_a_second_payment_of_one_top_up_is_told_once_and_credited_to_nobody(merchant: Person):
    id_ = topped_up(merchant, 5000)
    assert came(id_, 5000, ref="another") is True
    assert came(id_, 5000, ref="another") is False
    assert parts(merchant) == (5000, 0, 0)
    assert TopUp.objects.get().surplus_refs == ["another"]
    assert Outbox.objects.filter(code="top_up.differed").count() == 1
    assert list(violations(late=NOW)) == []


def test_one_payment_pays_one_top_up(merchant: Person):
    topped_up(merchant, 5000)
    ref = TopUp.objects.get().payment_ref
    other = begun(merchant, 5000)
    with nothing_happens(PaymentKnown):
        came(other, 5000, ref=ref)


def test_a_failure_ends_it_and_money_that_comes_all_the_same_is_money(merchant: Person):
    id_ = begun(merchant, 5000)
    assert came(id_, 0, failure="The card was declined.") is True
    assert TopUp.objects.values_list("state", "failure").get() == ("failed", "The card was declined.")
    assert came(id_, 0, failure="The card was declined.") is False
    assert came(id_, 5000) is True
    assert (TopUp.objects.get().state, parts(merchant)) == ("paid", (5000, 0, 0))
    assert list(violations(late=NOW)) == []


def test_a_canceled_top_up_that_is_paid_later_is_credited(merchant: Person):
    id_ = begun(merchant, 5000)
    assert cancel_top_up(ask=CancelTopUp(top_up_id=id_), actor=merchant.actor, now=NOW) is True
    assert cancel_top_up(ask=CancelTopUp(top_up_id=id_), actor=merchant.actor, now=NOW) is False
    assert came(id_, 5000) is True
    assert parts(merchant) == (5000, 0, 0)


def test_nobody_cancels_anothers(merchant: Person):
    id_, stranger = begun(merchant, 5000), owner()
    with nothing_happens(TopUpUnseen):
        cancel_top_up(ask=CancelTopUp(top_up_id=id_), actor=stranger.actor, now=NOW)


def test_after_a_day_it_is_waited_for_no_longer(merchant: Person):
    id_ = begun(merchant, 5000)
    note_looked(top_up_id=id_, answered=True, now=NOW + WAITS / 2)
    assert TopUp.objects.values_list("state", "looked_at").get() == ("begun", NOW + WAITS / 2)
    note_looked(top_up_id=id_, answered=True, now=NOW + WAITS)
    assert TopUp.objects.get().state == "canceled"
    assert came(id_, 5000) is True
    assert list(violations(late=NOW)) == []


def test_without_an_answer_nobody_says_that_nothing_was_paid(merchant: Person):
    id_ = begun(merchant, 5000)
    note_looked(top_up_id=id_, answered=False, now=NOW + 9 * WAITS)
    assert TopUp.objects.values_list("state", "looked_at").get() == ("begun", NOW + 9 * WAITS)
    assert not Outbox.objects.filter(code="top_up.canceled").exists()


def looked_for(**later: int) -> list[UUID]:
    now = NOW + timedelta(**later)
    return silent_top_ups(looked_before=now - timedelta(minutes=1), now=now, most=200)


def test_a_payment_is_looked_for_ever_more_rarely_for_a_month_after_the_end(merchant: Person):
    canceled, failed, never_there = (begun(merchant, 5000) for _ in range(3))
    for one in (canceled, failed):
        note_checkout(top_up_id=one, ref=f"page_{one}", now=NOW)
    cancel_top_up(ask=CancelTopUp(top_up_id=canceled), actor=merchant.actor, now=NOW)
    cancel_top_up(ask=CancelTopUp(top_up_id=never_there), actor=merchant.actor, now=NOW)
    came(failed, 5000, failure="The card was declined.")
    assert (looked_for(minutes=60), looked_for(minutes=61)) == ([], [canceled, failed])
    assert (top_up_to_look_at(canceled), top_up_to_look_at(never_there)) == (("sandbox", f"page_{canceled}"), None)
    for one in (canceled, failed):
        note_looked(top_up_id=one, answered=True, now=NOW + timedelta(hours=48))
    assert TopUp.objects.get(id=failed).state == "failed"
    assert (looked_for(hours=50), looked_for(hours=51)) == ([], [canceled, failed])
    assert came(canceled, 5000) is True
    assert (looked_for(hours=51), parts(merchant)) == ([failed], (5000, 0, 0))
    assert (looked_for(days=29), looked_for(days=30)) == ([failed], [])


def test_the_same_id_again_is_the_same_top_up(merchant: Person):
    id_ = begun(merchant, 5000)
    before = rows()
    assert begun(merchant, 5000, id_=id_) == id_
    assert rows() == before
    with nothing_happens(TopUpUnseen):
        begun(merchant, 5001, id_=id_)


def test_anothers_id_is_no_way_in(merchant: Person):
    id_ = begun(merchant, 5000)
    stranger = owner()
    begun(stranger, 1)
    with nothing_happens(TopUpUnseen):
        begun(stranger, 5000, id_=id_)


def test_what_may_not_be_asked_for_is_refused(merchant: Person):
    viewer = colleague(merchant, Role.AFTER_SALES)

    def ask(amount: int = 5000, currency: str = "USD", provider: str = "sandbox", who: Person = merchant) -> None:
        told = BeginTopUp(id=new_id(), amount=amount, currency=currency, provider=provider, providers=["sandbox"])
        begin_top_up(ask=told, actor=who.actor, now=NOW)

    for wrong, refusal in (
        ({"who": viewer}, Forbidden),
        ({"provider": "acme"}, ProviderUnknown),
        ({"currency": "JPY"}, CurrencyNotOffered),
        ({"amount": 0}, TopUpAmount),
        ({"amount": parse_minor("1000000000.01", "USD")}, TopUpAmount),
    ):
        with nothing_happens(refusal):
            ask(**wrong)  # type: ignore[arg-type]


def test_news_of_an_unknown_top_up_is_refused():
    with nothing_happens(TopUpUnseen):
        came(new_id(), 5)
