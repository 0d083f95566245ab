"""What happened is numbered after it was committed: whoever has seen a number has seen every smaller one."""

from collections.abc import Sequence
from datetime import timedelta
from threading import Event, Thread

import pytest
from django.db import connection, transaction

from amends.core.trail.codes import TrailCode
from amends.records.ids import new_id
from amends.records.notices.announce import announce
from amends.records.notices.models import FeedEntry, Outbox
from amends.usecases.disputes.write_message import WriteMessage, write_message
from amends.usecases.notices.drain_outbox import BATCH, drain_outbox
from tests.makers.at_once import at_once
from tests.makers.cases import offer, open_case, paid_order, rows
from tests.makers.incoming import NOW
from tests.makers.people import owner, staff


def drained(into: list[FeedEntry] | None = None) -> int:
    """How many were numbered."""
    seen: list[FeedEntry] = [] if into is None else into

    def hand_over(entries: Sequence[FeedEntry]) -> None:
        seen.extend(entries)

    return drain_outbox(hand_over=hand_over)


@pytest.mark.django_db
def test_events_are_numbered_in_their_sequence_and_handed_over_once():
    merchant = owner()
    dispute = open_case(merchant, paid_order(merchant, sent=True))
    seen: list[FeedEntry] = []
    assert (drained(seen), drained(seen), Outbox.objects.count()) == (4, 0, 0)
    assert [(entry.number, entry.code) for entry in seen] == [
        (1, "order.taken_in"), (2, "order.dispatched"), (3, "dispute.opened"), (4, "order.held")
    ]  # fmt: skip
    kept = FeedEntry.objects.get(number=3)
    assert (kept.account_id, kept.dispute_id, kept.order_id, kept.sequence, kept.at) == (
        merchant.account_id, dispute.id, dispute.order_id, 1, NOW
    )  # fmt: skip
    assert kept.facts == {"number": dispute.number, "order": dispute.order.number, "state": "under_review"}


@pytest.mark.django_db
def test_each_disputes_events_are_numbered_one_by_one_whenever_they_are_drained():
    merchant, agent = owner(), staff()
    one, other = (open_case(merchant, paid_order(merchant)) for _ in range(2))
    drained()
    for case in (one, other, one):
        write_message(ask=WriteMessage(body="Still waiting.", dispute=case.number), actor=merchant.actor, now=NOW)
    offer(one, agent, amount=100)
    drained()
    told = FeedEntry.objects.order_by("number").values_list("dispute_id", "sequence", "code")
    assert [row[1:] for row in told if row[0] == one.id] == [
        (1, "dispute.opened"),
        (2, "order.held"),
        (3, "message.from_merchant"),
        (4, "message.from_merchant"),
        (5, "dispute.offer_made"),
    ]
    assert [row[1] for row in told if row[0] == other.id] == [1, 2, 3]
    assert {row[1] for row in told if row[0] is None} == {None}


@pytest.mark.django_db
def test_two_changes_of_a_dispute_stand_as_its_trail_has_them_whatever_the_clocks_said():
    account_id, dispute = owner().account_id, new_id()
    earlier = {"now": NOW, "trail_seq": 3, "name": "second"}
    later = {"now": NOW + timedelta(seconds=2), "trail_seq": 2, "name": "first"}
    for told in (later, earlier):
        announce(TrailCode.DISPUTE_WITHDRAWN, account_id=account_id, dispute_id=dispute, **told)
    announce(TrailCode.ORDER_CLOSED, account_id=account_id, now=NOW + timedelta(seconds=1), name="between")
    assert drained() == 3
    assert list(FeedEntry.objects.order_by("number").values_list("facts__name", "sequence")) == [
        ("between", None),
        ("first", 1),
        ("second", 2),
    ]


@pytest.mark.django_db
def test_what_could_not_be_handed_over_stays_to_be_handed_over_again():
    merchant = owner()
    open_case(merchant, paid_order(merchant))
    before = rows()

    def broken(entries: Sequence[FeedEntry]) -> None:
        raise OSError("the queue is away")

    with pytest.raises(OSError, match="the queue is away"), transaction.atomic():
        drain_outbox(hand_over=broken)
    assert rows() == before
    assert drained() == 3


@pytest.mark.django_db
def test_many_events_are_numbered_in_batches_and_go_on_where_they_stopped():
    account_id = owner().account_id
    for at in range(BATCH + 3):
        announce(TrailCode.ORDER_CLOSED, account_id=account_id, now=NOW + timedelta(seconds=at), order_id=new_id())
    assert (drained(), drained(), drained()) == (BATCH, 3, 0)
    assert list(FeedEntry.objects.order_by("at").values_list("number", flat=True)) == list(range(1, BATCH + 4))


@pytest.mark.usefixtures("committed_db")
def test_an_event_that_commits_late_gets_a_later_number_though_it_happened_before():
    account_id = owner().account_id
    written, numbered = Event(), Event()

    def slow() -> None:
        with transaction.atomic():
            announce(TrailCode.ORDER_CLOSED, account_id=account_id, now=NOW, name="slow")
            written.set()
            assert numbered.wait(30)

    def quick() -> None:
        assert written.wait(30)
        announce(TrailCode.ORDER_CLOSED, account_id=account_id, now=NOW + timedelta(seconds=1), name="quick")
        assert drained() == 1
        numbered.set()

    at_once(slow, quick)
    assert drained() == 1
    assert list(FeedEntry.objects.order_by("number").values_list("number", "facts__name")) == [
        (1, "quick"),
        (2, "slow"),
    ]


@pytest.mark.usefixtures("committed_db")
def test_while_many_commit_at_once_no_number_is_skipped_and_none_appears_behind_a_reader():
    account_id = owner().account_id
    done, behind = Event(), []

    def drain() -> None:
        last = 0
        while not (done.is_set() and drained() == 0):
            drained()
            numbers = list(FeedEntry.objects.order_by("number").values_list("number", flat=True))
            if numbers != list(range(1, len(numbers) + 1)) or len(numbers) < last:
                behind.append(numbers)
            last = len(numbers)
        connection.close()

    def writer() -> None:
        for _ in range(25):
            with transaction.atomic():
                announce(TrailCode.ORDER_CLOSED, account_id=account_id, now=NOW, order_id=new_id())

    drainer = Thread(target=drain)
    drainer.start()
    try:
        at_once(*[writer] * 4)
    finally:
        done.set()
        drainer.join()
    assert behind == []
    assert list(FeedEntry.objects.order_by("number").values_list("number", flat=True)) == list(range(1, 101))
    assert FeedEntry.objects.values("order_id").distinct().count() == 100
