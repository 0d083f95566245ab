"""What was taken back of a top-up, changed behind everybody's back, is found."""

from collections.abc import Callable

import pytest
from django.db import models

from amends.core.external_claims.words import ExternalKind
from amends.records.invariants.check import violations
from amends.records.ledger.models import Entry
from amends.records.wallet.models import TopUp
from amends.usecases.wallet.pay_order import PayOrder, pay_order
from tests.makers.cases import line, unpaid_order
from tests.makers.claims import hear, moved
from tests.makers.incoming import NOW
from tests.makers.people import owner
from tests.makers.wallet import topped_up
from tests.records.invariants.desk import let_through

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _one_taken_back_and_one_asked_about() -> None:
    """Half of a top-up was spent before it was charged back; another one is asked about."""
    merchant = owner()
    top_up = TopUp.objects.get(id=topped_up(merchant, 50_000))
    order = unpaid_order(merchant, line(1, 30_000))
    pay_order(ask=PayOrder(number=order.number, due=30_000), actor=merchant.actor, now=NOW)
    hear(None, payment_refs=(top_up.payment_ref,), amount=50_000, moved=(moved(-50_000, ref="txn_1"),))
    asked_about = TopUp.objects.get(id=topped_up(merchant, 700))
    hear(None, payment_refs=(asked_about.payment_ref,), amount=700, kind=ExternalKind.INQUIRY)
    assert list(violations(late=NOW)) == []
    let_through()


def found() -> set[tuple[str, str]]:
    return {(one.invariant, one.id) for one in violations(late=NOW)}


def taken() -> TopUp:
    return TopUp.objects.get(owed__gt=0)


def claimed() -> TopUp:
    return TopUp.objects.get(disputed=700)


def change(row: models.Model, **columns: object) -> models.Model:
    type(row)._default_manager.filter(pk=row.pk).update(**columns)
    return row


BREAKS: dict[str, Callable[[], models.Model]] = {
    "more was taken": lambda: change(taken(), taken_cash=1),
    "a debt that nobody owes any more": lambda: change(taken(), owed=0),
    "a debt that was settled without money": lambda: change(taken(), settled=taken().owed, owed=0),
    "a debt that was written off in silence": lambda: change(taken(), written_off=taken().owed, owed=0),
    "bonus that was never revoked": lambda: change(taken(), revoked=1),
    "a claim that holds nothing": lambda: change(claimed(), claims_open=0, disputed=0),
    "a claim that holds less": lambda: change(claimed(), disputed=699),
}


@pytest.mark.parametrize("name", BREAKS)
def test_the_row_is_found(name: str):
    row = BREAKS[name]()
    assert found() == {("top_up_claims", str(row.pk))}


def test_an_entry_that_took_from_the_balance_for_another_top_up_is_found():
    entry = Entry.objects.get(kind="top_up_taken_back")
    change(entry, key=f"{claimed().id}:99")
    assert found() == {("top_up_claims", str(taken().id)), ("top_up_claims", str(claimed().id))}
