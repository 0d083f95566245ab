"""Money that was frozen when its top-up was charged back: it comes back to the platform before it is spent."""

import pytest

from amends.core.access import Role
from amends.core.external_claims.words import ExternalState
from amends.core.wallet.paying import BalanceTooLow
from amends.core.wallet.taking_back import TopUpOwed
from amends.records.invariants.check import violations
from amends.records.ledger.models import Posting
from amends.records.notices.models import Outbox
from amends.records.trail.models import TrailEntry
from amends.records.wallet.models import TopUp
from amends.usecases.wallet.pay_order import PayOrder, pay_order
from tests.makers.cases import line, nothing_happens, unpaid_order
from tests.makers.claims import claim_news, moved, tell
from tests.makers.incoming import NOW
from tests.makers.people import Person, staff
from tests.makers.wallet import asked, canceled, guarded_owner, parts, topped_up, turned_down

pytestmark = pytest.mark.django_db


@pytest.fixture
def merchant() -> Person:
    return guarded_owner()


@pytest.fixture
def finance() -> Person:
    return staff(Role.STAFF_FINANCE)


def charged_back(top_up_id: object, amount: int) -> None:
    """The house took the money and the platform lost."""
    ref = TopUp.objects.get(id=top_up_id).payment_ref
    took = moved(-amount, ref=f"txn_{ref}")
    tell(claim_news(None, payment_refs=(ref,), amount=amount, moved=(took,), state=ExternalState.LOST))


def owed() -> list[tuple[int, int]]:
    """(taken from cash, owed) of each top-up, the oldest first."""
    return list(TopUp.objects.order_by("id").values_list("taken_cash", "owed"))


@pytest.mark.parametrize("ends", ["canceled", "refused"])
def test_what_comes_back_from_a_withdrawal_covers_what_is_owed(merchant: Person, finance: Person, ends: str):
    top_up = topped_up(merchant, 10_000)
    withdrawal = asked(merchant, 10_000)
    charged_back(top_up, 10_000)
    assert (parts(merchant), owed()) == ((0, 0, 10_000), [(0, 10_000)])
    if ends == "canceled":
        canceled(withdrawal, merchant)
    else:
        turned_down(withdrawal, finance)
    assert (parts(merchant), owed()) == ((0, 0, 0), [(10_000, 0)])
    posted = Posting.objects.filter(entry__kind="top_up_taken_back")
    assert list(posted.values_list("source__kind", "destination__kind", "amount")) == [
        ("wallet_cash", "receivable", 10_000),
    ]  # fmt: skip
    assert TrailEntry.objects.filter(subject_id=top_up).latest("number").code == "top_up.debt_ended"
    assert Outbox.objects.get(code="top_up.debt_ended").facts == {
        "top_up": str(top_up), "amount": 10_000, "currency": "USD", "why": "Covered by a withdrawal that came back.",
    }  # fmt: skip
    order = unpaid_order(merchant, line(1, 1000))
    with nothing_happens(BalanceTooLow):
        pay_order(ask=PayOrder(number=order.number, due=1000), actor=merchant.actor, now=NOW)
    assert list(violations(late=NOW)) == []


def test_only_what_came_back_covers_it_the_oldest_debt_first(merchant: Person):
    first, second = topped_up(merchant, 6000), topped_up(merchant, 4000)
    topped_up(merchant, 1000, "EUR")
    withdrawals = [asked(merchant, 7000), asked(merchant, 3000)]
    charged_back(first, 6000)
    charged_back(second, 4000)
    assert owed() == [(0, 6000), (0, 4000), (0, 0)]
    # A later top-up is the merchant's own until finance and they agree.
    topped_up(merchant, 500)
    canceled(withdrawals[0], merchant)
    assert (parts(merchant), owed()) == ((500, 0, 3000), [(6000, 0), (1000, 3000), (0, 0), (0, 0)])
    canceled(withdrawals[1], merchant)
    assert (parts(merchant), owed()) == ((500, 0, 0), [(6000, 0), (4000, 0), (0, 0), (0, 0)])
    assert asked(merchant, 1000, "EUR").amount == 1000
    assert list(violations(late=NOW)) == []


def test_what_is_owed_pays_no_order_and_what_is_more_does(merchant: Person):
    top_up = topped_up(merchant, 10_000)
    withdrawal = asked(merchant, 10_000)
    charged_back(top_up, 10_000)
    topped_up(merchant, 10_500)
    order = unpaid_order(merchant, line(1, 501))
    with nothing_happens(BalanceTooLow):
        pay_order(ask=PayOrder(number=order.number, due=501), actor=merchant.actor, now=NOW)
    with nothing_happens(TopUpOwed):
        asked(merchant, 1000)
    canceled(withdrawal, merchant)
    pay_order(ask=PayOrder(number=order.number, due=501), actor=merchant.actor, now=NOW)
    assert (parts(merchant), owed()) == ((9999, 0, 0), [(10_000, 0), (0, 0)])
    assert list(violations(late=NOW)) == []
