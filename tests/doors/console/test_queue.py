"""The queue: what stands in which tab, in which order, and how it is found."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from amends.core.decisions.award import Outcome
from amends.core.disputes.reasons import Reason, Wish
from amends.core.orders.kinds import Kind
from amends.records.disputes.models import Dispute
from amends.records.disputes.queue import QueueFilter, Tab, count_queue, read_queue
from amends.usecases.disputes.assign_dispute import AssignDispute, assign_dispute
from amends.usecases.disputes.pass_deadline import pass_deadline
from amends.usecases.disputes.request_evidence import RequestEvidence, request_evidence
from amends.usecases.disputes.withdraw_dispute import WithdrawDispute, withdraw_dispute
from amends.usecases.disputes.write_message import WriteMessage, write_message
from tests.doors.console.asking import page, statements
from tests.makers.cases import line, offer, open_case, paid_order
from tests.makers.incoming import NOW
from tests.makers.people import Person, owner

pytestmark = pytest.mark.django_db


def due(dispute: Dispute, hours: float) -> None:
    """The dispute, due in so many hours from the present."""
    Dispute.objects.filter(id=dispute.id).update(due_at=timezone.now() + timedelta(hours=hours))


def take(dispute: Dispute, agent: Person) -> None:
    assign_dispute(ask=AssignDispute(dispute=dispute.number, assignee=agent.user.id), actor=agent.actor, now=NOW)


def listed(shown: str) -> list[str]:
    """The numbers of the rows, from top to bottom."""
    return re.findall(r'row-link num" href="/console/disputes/(SH\d+)/"', shown)


def numbers(*disputes: Dispute) -> list[str]:
    return [dispute.number for dispute in disputes]


def test_each_tab_holds_what_its_name_says(client: Client, ana: Person, agent: Person) -> None:
    mine, waiting, offered, asked, gone = (open_case(ana, paid_order(ana, sent=True)) for _ in range(5))
    take(mine, agent)
    offer(offered, agent, Outcome.REFUND_WALLET, 100)
    request_evidence(ask=RequestEvidence(dispute=asked.number, words="The label?"), actor=agent.actor, now=NOW)
    withdraw_dispute(ask=WithdrawDispute(dispute=gone.number), actor=ana.actor, now=NOW)
    for dispute, hours in ((mine, 30), (waiting, 5), (offered, 10), (asked, 100)):
        due(dispute, hours)
    tabs = {
        "mine": [mine],
        "unassigned": [waiting, offered, asked],
        "us": [waiting, mine],
        "merchant": [offered, asked],
        "soon": [waiting, offered],
        "all": [waiting, offered, mine, asked],
    }
    for tab, wanted in tabs.items():
        shown = page(client, agent, "/console/", tab=tab)
        assert listed(shown) == numbers(*wanted)
        counts = [int(count) for count in re.findall(r'<span class="count">(\d+)</span>', shown)]
        assert counts == [len(each) for each in tabs.values()]


def test_without_a_tab_the_queue_shows_what_waits_for_us(client: Client, ana: Person, agent: Person) -> None:
    waiting, offered = open_case(ana, paid_order(ana)), open_case(ana, paid_order(ana))
    offer(offered, agent, Outcome.REFUND_WALLET, 100)
    shown = page(client, agent, "/console/")
    assert listed(shown) == [waiting.number]
    assert 'tab=us" aria-current="page"' in shown


def test_a_row_tells_what_it_is_about(client: Client, ana: Person, agent: Person) -> None:
    dispute = open_case(ana, paid_order(ana, line(3, 1000), number="A-7", sent=True), {1: 2}, amount=450)
    take(dispute, agent)
    due(dispute, -2)
    shown = page(client, agent, "/console/")
    for words in ("Blue Lantern", "Store order", "A-7", "Damaged", "Refund to balance", "4.50 USD", "Under review"):
        assert words in shown
    assert agent.actor.name in shown
    assert "Overdue" in shown


def test_a_row_marks_escalation_and_unanswered_words(client: Client, ana: Person, agent: Person) -> None:
    dispute = open_case(ana, paid_order(ana), message="Please cancel.")
    assert "Merchant wrote" not in page(client, agent, "/console/")
    later = NOW + timedelta(hours=1)
    write_message(ask=WriteMessage(body="Any news?", dispute=dispute.number), actor=ana.actor, now=later)
    note = WriteMessage(body="Waits for the warehouse", dispute=dispute.number, internal=True)
    write_message(ask=note, actor=agent.actor, now=later)
    pass_deadline(dispute=dispute.number, now=NOW + timedelta(days=3))
    shown = page(client, agent, "/console/")
    assert "Merchant wrote" in shown
    assert "Escalated" in shown
    write_message(ask=WriteMessage(body="Tomorrow.", dispute=dispute.number), actor=agent.actor, now=later)
    assert "Merchant wrote" not in page(client, agent, "/console/")


def test_filters_narrow_and_stand_in_the_address(client: Client, ana: Person, agent: Person) -> None:
    other = owner(shop="Paper Moon")
    damaged = open_case(ana, paid_order(ana, sent=True))
    canceled = open_case(ana, paid_order(ana))
    resend = open_case(ana, paid_order(ana, sent=True), wish=Wish.RESEND, reason=Reason.WRONG_PRODUCT)
    yen = open_case(other, paid_order(other, line(1, 900), currency="JPY"))
    sample = open_case(other, paid_order(other, kind=Kind.SAMPLE))
    assert listed(page(client, agent, "/console/", reason="damaged")) == [damaged.number]
    assert listed(page(client, agent, "/console/", wish="resend")) == [resend.number]
    assert listed(page(client, agent, "/console/", currency="jpy")) == [yen.number]
    assert listed(page(client, agent, "/console/", kind="sample")) == [sample.number]
    theirs = page(client, agent, "/console/", account=str(ana.account_id), reason="order_cancellation")
    assert listed(theirs) == [canceled.number]
    assert "Account: Blue Lantern" in theirs
    assert f"reason=order_cancellation&amp;account={ana.account_id}&amp;tab=mine" in theirs


@pytest.mark.parametrize(
    "query",
    [{"reason": "bad luck"}, {"currency": "dollar"}, {"tab": "x"}, {"account": "7"}, {"after": "1-2"}, {"q": "a\0b"}],
)
def test_a_filter_that_says_nothing_is_told_so_and_lists_nothing(
    client: Client, ana: Person, agent: Person, query: dict[str, str]
) -> None:
    open_case(ana, paid_order(ana))
    shown = page(client, agent, "/console/", status=422, **query)
    assert listed(shown) == []
    assert "Please check what is marked below" in shown


def test_pages_go_on_where_the_last_one_ended(ana: Person, agent: Person) -> None:
    opened = [open_case(ana, paid_order(ana)) for _ in range(7)]
    Dispute.objects.filter(id__in=[one.id for one in opened[2:5]]).update(due_at=NOW)
    wanted = list(Dispute.objects.order_by("due_at", "id").values_list("number", flat=True))
    seen: list[str] = []
    place = None
    for _ in range(4):
        found = read_queue(tab=Tab.ALL, wanted=QueueFilter(), me=agent.user.id, now=NOW, size=2, beyond=place)
        seen += [row.number for row in found.rows]
        place = found.further
    assert seen == wanted
    assert place is None


def test_the_next_page_is_an_address(client: Client, ana: Person, agent: Person) -> None:
    for _ in range(26):
        open_case(ana, paid_order(ana))
    first = page(client, agent, "/console/", tab="all", reason="order_cancellation")
    further = re.search(r'rel="next" href="(\?[^"]+)"', first)
    assert further
    second = page(client, agent, "/console/" + further[1].replace("&amp;", "&"))
    assert (len(listed(first)), len(listed(second))) == (25, 1)
    assert sorted(listed(first) + listed(second)) == sorted(Dispute.objects.values_list("number", flat=True))
    assert "First page" in second


def test_a_tab_counts_to_ninety_nine(client: Client, ana: Person, agent: Person) -> None:
    first = open_case(ana, paid_order(ana))
    for at in range(99):
        first.pk, first.number = None, f"SH-{at}"
        first._state.adding = True
        first.save(force_insert=True)
    assert count_queue(me=None, now=NOW)[Tab.US] == 100
    assert '<span class="count">99+</span>' in page(client, agent, "/console/")


def test_a_search_finds_closed_disputes_too_by_what_people_have_at_hand(
    client: Client, ana: Person, agent: Person
) -> None:
    closed = open_case(ana, paid_order(ana, number="A-100", buyer_email="Mia@Buyer.example", sent=True))
    withdraw_dispute(ask=WithdrawDispute(dispute=closed.number), actor=ana.actor, now=NOW)
    other = owner(shop="Paper Moon")
    open_ = open_case(other, paid_order(other, number="A-200", external_number="#9", buyer_name="Noé Ümit", sent=True))
    for words in (closed.number, closed.number.lower(), "a-100", "A-1", "mia@buyer", "MIA@BUYER.EXAMPLE", "lp-a-100"):
        assert listed(page(client, agent, "/console/", q=words)) == [closed.number]
    for words in ("#9", "9", "noé ü", "A-200"):
        assert listed(page(client, agent, "/console/", q=words)) == [open_.number]
    assert listed(page(client, agent, "/console/", q="SH")) == [open_.number, closed.number]
    assert listed(page(client, agent, "/console/", q="A-", account=str(ana.account_id))) == [closed.number]
    assert "Nothing begins with these words" in page(client, agent, "/console/", q="200")


@pytest.mark.parametrize("words", ["%", "_", "'", "\\", "x" * 254, "🙂", " "])
def test_strange_words_find_nothing(client: Client, ana: Person, agent: Person, words: str) -> None:
    open_case(ana, paid_order(ana))
    shown = page(client, agent, "/console/", q=words, tab="mine")
    assert listed(shown) == []


def test_a_full_page_asks_no_more_of_the_database_than_a_short_one(client: Client, ana: Person, agent: Person) -> None:
    open_case(ana, paid_order(ana))
    short = statements(client, agent, "/console/")
    for _ in range(20):
        open_case(ana, paid_order(ana))
    assert statements(client, agent, "/console/") == short <= 4
    assert statements(client, agent, "/console/?q=SH") <= 5
