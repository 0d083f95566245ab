"""A check is kept with what it found, forgotten after a month, and made at one moment."""

from datetime import timedelta

import pytest

from amends.records.invariants.check import INVARIANTS
from amends.records.invariants.models import FoundViolation
from amends.records.invariants.queries import checks_made, last_check, what_holds
from amends.records.ledger.models import Wallet
from amends.records.orders.models import Order
from amends.usecases.invariants import check_all as verb
from amends.usecases.invariants.check_all import check_all
from tests.makers.cases import paid_order, refunded
from tests.makers.incoming import NOW
from tests.makers.people import owner, staff

pytestmark = pytest.mark.django_db


def test_all_is_well() -> None:
    merchant = owner()
    refunded(merchant, staff(), paid_order(merchant))
    assert last_check() is None
    made = check_all(clock=lambda: NOW)
    assert (made.found, made.started_at, FoundViolation.objects.count()) == (0, NOW, 0)
    last = last_check()
    assert last is not None
    assert last.by_invariant == dict.fromkeys(INVARIANTS, 0)


def test_what_was_found_is_kept_with_its_row(monkeypatch: pytest.MonkeyPatch) -> None:
    merchant, agent = owner(), staff()
    refunded(merchant, agent, paid_order(merchant, sent=True))
    Wallet.objects.update(cash=999, bonus=1)
    Order.objects.update(open_disputes=1)
    monkeypatch.setattr(verb, "KEPT", 1)
    made = check_all(clock=lambda: NOW)
    last = last_check()
    assert last is not None
    wallet = Wallet.objects.get()
    assert (made.found > 1, len(last.violations), last.violations[0].id) == (True, 1, str(wallet.id))
    assert last.by_invariant["wallet_balances"] == 1


def test_checks_are_forgotten_after_a_month() -> None:
    check_all(clock=lambda: NOW)
    check_all(clock=lambda: NOW + timedelta(days=30))
    assert len(checks_made(most=9)) == 2
    check_all(clock=lambda: NOW + timedelta(days=30, seconds=1))
    assert [one.started_at - NOW for one in checks_made(most=9)] == [timedelta(days=30, seconds=1), timedelta(days=30)]


def test_each_invariant_says_what_it_is_in_words() -> None:
    assert list(what_holds()) == list(INVARIANTS)
    assert all(words.endswith(".") and len(words) > 30 for words in what_holds().values())
