"""However often the worker is killed, and between whichever two steps: one payout."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo

from amends.core.decisions.award import Outcome
from amends.core.disputes.reasons import Reason, Wish
from amends.records.disputes.models import Dispute
from amends.records.invariants.check import violations
from amends.records.ledger.models import Entry, Wallet
from amends.records.orders.models import Order, Payment
from amends.records.settlements.models import Leg
from tests.makers.cases import agree, approve, bank_of, line, offer, open_case, paid_order, settle
from tests.makers.incoming import NOW
from tests.makers.people import Person, owner, staff

pytestmark = [pytest.mark.usefixtures("committed_db"), pytest.mark.slow]
ROOT = Path(__file__).parents[2]
Kill = Callable[[Dispute, int], str]


@pytest.fixture
def kill(committed_db: None, tmp_path: Path) -> Iterator[Kill]:
    """Has a worker settle a dispute until it is killed at a step; what became of it."""
    told = connection.settings_dict
    keys = {"host": told["HOST"], "port": told["PORT"], "user": told["USER"], "password": told["PASSWORD"]}
    url = make_conninfo(dbname=told["NAME"], **{key: value for key, value in keys.items() if value})
    with subprocess.Popen(
        [sys.executable, "-m", "tests.proof.killed_worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url, "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as worker:

        def settle_until(dispute: Dispute, step: int) -> str:
            assert worker.stdin
            assert worker.stdout
            ask = {"dispute": str(dispute.id), "book": str(tmp_path / "book.sqlite"), "step": step}
            worker.stdin.write(json.dumps(ask) + "\n")
            worker.stdin.flush()
            return worker.stdout.readline().strip()

        yield settle_until


def to_the_wallet(merchant: Person, agent: Person) -> Dispute:
    dispute = open_case(merchant, paid_order(merchant, line(1, 500), line(1, 500, sku="LAMP-7")), {1: 1})
    approve(dispute, agent)
    return dispute


def the_original_way(merchant: Person, agent: Person) -> Dispute:
    dispute = open_case(merchant, paid_order(merchant, line(1, 500), payments=(300, 200)), wish=Wish.REFUND_ORIGINAL)
    approve(dispute, agent)
    return dispute


def a_resend(merchant: Person, agent: Person) -> Dispute:
    dispute = open_case(merchant, paid_order(merchant, line(1, 500)), wish=Wish.RESEND, reason=Reason.DELAYED)
    offer(dispute, agent, Outcome.RESEND)
    agree(dispute, merchant)
    return dispute


@pytest.mark.parametrize(
    ("agreed", "legs", "least"), [(to_the_wallet, 1, 25), (the_original_way, 2, 60), (a_resend, 1, 25)]
)
def test_killed_between_any_two_steps_of_a_settlement_it_pays_once(
    kill: Kill, tmp_path: Path, agreed: Callable[[Person, Person], Dispute], legs: int, least: int
):
    merchant, agent, bank = owner(), staff(), bank_of(tmp_path)
    step, became = 0, "killed"
    while became == "killed":
        step += 1
        dispute = agreed(merchant, agent)
        became = kill(dispute, step)
        assert list(violations(late=NOW)) == []
        if became == "killed":
            assert settle(dispute, bank).state == "settled"
        paid_once(dispute, bank, legs)
    assert became == "ended"
    assert step > least
    paid = 500 * step if agreed is to_the_wallet else 0
    assert sum(Wallet.objects.values_list("cash", flat=True)) == paid
    assert Order.objects.exclude(root_order=None).count() == (step if agreed is a_resend else 0)
    assert list(violations(late=NOW)) == []


def paid_once(dispute: Dispute, bank: object, legs: int) -> None:
    """Everything that the dispute's legs did, they did once."""
    dispute.refresh_from_db()
    dispute.order.refresh_from_db()
    told = Leg.objects.filter(settlement__dispute=dispute).order_by("number")
    assert (dispute.state, [leg.state for leg in told]) == ("settled", ["succeeded"] * legs)
    assert (dispute.order.reserved, dispute.order.open_disputes) == (0, 0)
    if dispute.wish == Wish.RESEND:
        assert (dispute.order.refunded, Entry.objects.filter(dispute_id=dispute.id).count()) == (0, 0)
        return
    assert dispute.order.refunded == 500
    assert Entry.objects.filter(dispute_id=dispute.id).count() == legs
    for leg in told.exclude(payment=None):
        payment = Payment.objects.get(id=leg.payment_id)
        assert bank.refunds(payment.provider_ref) == [(str(leg.id), leg.amount)]  # type: ignore[attr-defined]
        assert (payment.refunded, payment.reserved) == (leg.amount, 0)
