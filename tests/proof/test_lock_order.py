"""Every verb locks in one order: order → its lines → dispute → wallet. So that no two ever wait for each other."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection

from amends.core.decisions.award import RejectReason
from amends.core.disputes.reasons import Wish
from amends.core.orders.parcels import Parcel
from amends.usecases.decisions.answer_offer import AnswerOffer, answer_offer
from amends.usecases.decisions.reject_dispute import RejectDispute, reject_dispute
from amends.usecases.disputes.assign_dispute import AssignDispute, assign_dispute
from amends.usecases.disputes.pass_deadline import pass_deadline
from amends.usecases.disputes.request_evidence import RequestEvidence, request_evidence
from amends.usecases.disputes.submit_evidence import SubmitEvidence, submit_evidence
from amends.usecases.disputes.withdraw_dispute import WithdrawDispute, withdraw_dispute
from amends.usecases.orders.note_dispatch import NoteDispatch, note_dispatch
from tests.makers.cases import agree, approve, bank_of, offer, open_case, paid_order, resent, settle, ship
from tests.makers.incoming import NOW, PLATFORM
from tests.makers.people import owner, staff

pytestmark = pytest.mark.django_db
RANK = {"orders": 1, "order_lines": 2, "disputes": 3, "wallets": 4}


def locks(statement: str) -> list[str]:
    """The tables whose rows a statement locks, in its sequence: by `for [no key] update`, or by updating them."""
    if "locked_orders as materialized" in statement:
        return ["orders", "order_lines"]
    if re.search(r"\bfor (no key )?update\b", statement, re.IGNORECASE):
        return re.findall(r'\bfrom\s+"?(\w+)"?', statement, re.IGNORECASE)[:1]
    return re.findall(r'\bupdate\s+"?(\w+)"?\s+(?:\w+\s+)?set\b', statement, re.IGNORECASE)


@contextmanager
def traced() -> Iterator[list[str]]:
    """The tables locked within, each at its first lock, in their sequence."""
    seen: list[str] = []

    def note(execute: Callable[..., object], sql: object, params: object, many: bool, context: object) -> object:
        for table in locks(str(sql)):
            if table in RANK and table not in seen:
                seen.append(table)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield seen


def in_order(seen: list[str], *, at_least: tuple[str, ...] = ("orders", "order_lines", "disputes")) -> None:
    assert seen == sorted(seen, key=RANK.__getitem__), f"locked in the order {seen}"
    assert seen[: len(at_least)] == list(at_least)


def test_opening_locks_the_order_and_then_its_lines():
    merchant = owner()
    order = paid_order(merchant)
    with traced() as seen:
        open_case(merchant, order)
    in_order(seen, at_least=("orders", "order_lines"))


def test_a_dispatch_locks_the_order():
    order = paid_order(owner())
    with traced() as seen:
        note_dispatch(
            ask=NoteDispatch(order_id=order.id, parcels=(Parcel(tracking_number="LP1"),)), actor=PLATFORM, now=NOW
        )
    in_order(seen, at_least=("orders",))


def test_every_verb_of_a_dispute_locks_order_lines_and_dispute_in_this_order():
    merchant, agent = owner(), staff()
    dispute = open_case(merchant, paid_order(merchant, sent=True))
    number = dispute.number
    verbs: tuple[Callable[[], object], ...] = (
        lambda: assign_dispute(ask=AssignDispute(dispute=number, assignee=agent.user.id), actor=agent.actor, now=NOW),
        lambda: request_evidence(ask=RequestEvidence(dispute=number, words="More"), actor=agent.actor, now=NOW),
        lambda: submit_evidence(ask=SubmitEvidence(dispute=number, words="Here"), actor=merchant.actor, now=NOW),
        lambda: offer(dispute, agent, amount=100),
        lambda: answer_offer(
            ask=AnswerOffer(dispute=number, round=1, agree=False, words="No."), actor=merchant.actor, now=NOW
        ),
        lambda: pass_deadline(dispute=number, now=NOW + timedelta(days=9)),
        lambda: offer(dispute, agent, amount=50),
        lambda: agree(dispute, merchant, to=2),
    )
    for verb in verbs:
        with traced() as seen:
            verb()
        in_order(seen)


def test_rejecting_and_withdrawing_and_expiring_release_in_the_same_order():
    merchant, agent = owner(), staff()
    dispute = open_case(merchant, paid_order(merchant, sent=True))
    told = RejectDispute(dispute=dispute.number, reason=RejectReason.DELIVERED, words="It arrived.")
    with traced() as seen:
        reject_dispute(ask=told, actor=agent.actor, now=NOW)
    in_order(seen)
    dispute = open_case(merchant, dispute.order)
    with traced() as seen:
        withdraw_dispute(ask=WithdrawDispute(dispute=dispute.number), actor=merchant.actor, now=NOW)
    in_order(seen)
    dispute = open_case(merchant, dispute.order)
    offer(dispute, agent, amount=100)
    with traced() as seen:
        pass_deadline(dispute=dispute.number, now=NOW + timedelta(days=9))
    in_order(seen)


@pytest.mark.parametrize("wish", Wish)
def test_settling_comes_to_the_wallet_last(wish: Wish, tmp_path):
    merchant, agent = owner(), staff()
    order = paid_order(merchant, sent=True)
    if wish is Wish.RESEND:
        with traced() as seen:
            resent(merchant, agent, order)
        in_order(seen)
        return
    dispute = open_case(merchant, order, wish=wish)
    with traced() as seen:
        approve(dispute, agent)
    in_order(seen)
    with traced() as seen:
        settle(dispute, bank_of(tmp_path))
    in_order(seen)
    assert seen[-1] == "wallets"


def test_a_resend_locks_its_origin_first():
    """The order of rows within a table, too: two that meet there must come the same way."""
    merchant, agent = owner(), staff()
    order = paid_order(merchant, sent=True)
    again = ship(resent(merchant, agent, order))
    asked: list[object] = []

    def note(execute: Callable[..., object], sql: object, params: object, many: bool, context: object) -> object:
        if str(sql).rstrip().endswith("FOR NO KEY UPDATE") and 'FROM "orders"' in str(sql):
            asked.extend(value for value in params if value in (order.id, again.id))  # type: ignore[attr-defined]
        return execute(sql, params, many, context)

    dispute = open_case(merchant, again)
    with connection.execute_wrapper(note):
        approve(dispute, agent)
    assert asked == [order.id, again.id]


def test_a_wrong_order_would_be_seen():
    with traced() as seen, connection.cursor() as cursor:
        cursor.execute("select 1 from disputes for update")
        cursor.execute("update orders set reserved = reserved")
    with pytest.raises(AssertionError, match="locked in the order"):
        in_order(seen)
