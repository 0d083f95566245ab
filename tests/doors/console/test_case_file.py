"""The case file: all about one dispute on one page, and the files with it."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from amends.core.decisions.award import Outcome
from amends.core.evidence.purposes import Purpose
from amends.records.disputes.models import Dispute, Message
from amends.records.settlements.models import Leg
from amends.usecases.decisions.answer_offer import AnswerOffer, answer_offer
from amends.usecases.disputes.withdraw_dispute import WithdrawDispute, withdraw_dispute
from amends.usecases.disputes.write_message import WriteMessage, write_message
from tests.doors.console.asking import nothing_changes, page, send, statements
from tests.makers.cases import agree, approve, line, offer, open_case, paid_order, refunded, resent, settle
from tests.makers.drafts import give
from tests.makers.incoming import NOW
from tests.makers.people import Person, owner

pytestmark = pytest.mark.django_db


def at(dispute: Dispute) -> str:
    return f"/console/disputes/{dispute.number}/"


def test_the_page_tells_order_claim_and_money(client: Client, ana: Person, agent: Person) -> None:
    order = paid_order(ana, line(3, 1500), line(1, 500, sku="LAMP"), shipping=401, tax=100, tax_handling=3, sent=True)
    dispute = open_case(ana, order, {1: 2}, amount=900, message="Two broke.")
    shown = page(client, agent, at(dispute))
    for words in (
        dispute.number, order.number, "Waits for us.", "Damaged", "Refund to balance", "2 of 3", "Goods MUG-01",
        "18.78 USD", "12.51 USD", "9.00 USD", "25.04 USD", "Two broke.", "Hauptweg 1", "Köln", "Zoë STRAẞE",
        f"LP-{order.number}", "In transit", "49.90 EUR", "sandbox", "as on the order", "On hold",
        "A screenshot of the buyer&#x27;s complaint",
    ):  # fmt: skip
        assert words in shown, words
    assert "LAMP" not in shown
    assert shown.count("(missing)") == 3


def test_a_number_is_escaped_and_a_merchants_words_are_text(client: Client, ana: Person, agent: Person) -> None:
    dispute = open_case(ana, paid_order(ana), message="<script>alert(1)</script>")
    shown = page(client, agent, at(dispute))
    assert "<script>alert(1)" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown


def test_files_stand_beside_what_the_reason_requires(client: Client, ana: Person, agent: Person, store: object) -> None:
    dispute = open_case(ana, paid_order(ana, sent=True))
    file = give(ana.actor, dispute=dispute.number, shows=True)
    shown = page(client, agent, at(dispute))
    assert (shown.count("(given)"), shown.count("(missing)")) == (1, 2)
    assert "complaint.jpg" in shown
    assert "Buyer&#x27;s complaint · shows the buyer's address" in shown
    assert f'href="/console/evidence/{file.id}/shown/" data-kind="image"' in shown
    assert f'src="/console/evidence/{file.id}/thumbnail/"' in shown


def test_a_file_is_served_so_that_it_cannot_run(client: Client, ana: Person, agent: Person, store: object) -> None:
    dispute = open_case(ana, paid_order(ana, sent=True))
    picture = give(ana.actor, dispute=dispute.number)
    paper = give(ana.actor, dispute=dispute.number, content=b"%PDF-1.7\n%%EOF\n", name="a.pdf", purpose=Purpose.OTHER)
    client.force_login(agent.user)
    shown = client.get(f"/console/evidence/{picture.id}/shown/")
    assert (shown["Content-Type"], shown["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert shown["Content-Disposition"].startswith("inline")
    assert "sandbox" in shown["Content-Security-Policy"]
    assert shown["Cache-Control"].startswith("private")
    assert b"".join(shown).startswith(b"\xff\xd8")
    original = client.get(f"/console/evidence/{picture.id}/original/")
    assert original["Content-Disposition"] == 'attachment; filename="complaint.jpg"'
    b"".join(original)
    document = client.get(f"/console/evidence/{paper.id}/shown/")
    assert document["Content-Disposition"] == 'attachment; filename="a.pdf"'
    b"".join(document)
    assert client.get(f"/console/evidence/{dispute.id}/shown/").status_code == 404
    for path in (f"{'-' * 36}/shown", f"{picture.id}/nonsense", "1/shown"):
        assert client.get(f"/console/evidence/{path}/").status_code == 404


def test_notes_are_seen_by_staff_only(client: Client, ana: Person, agent: Person) -> None:
    dispute = open_case(ana, paid_order(ana))
    send(client, agent, at(dispute) + "message/", message="Ask the warehouse", audience="staff")
    shown = send(client, agent, at(dispute) + "message/", message="We look into it", audience="merchant")
    assert re.search(r"data-internal> <header>.{1,400}Internal note.{1,400}Ask the warehouse", shown)
    assert [(one.body, one.audience) for one in Message.objects.order_by("id")] == [
        ("Ask the warehouse", []),
        ("We look into it", ["merchant", "agents"]),
    ]


@pytest.mark.parametrize(
    "told", [{"message": " ", "audience": "staff"}, {"message": "Hi"}, {"message": "Hi", "audience": "everybody"}]
)
def test_a_message_to_nobody_or_of_no_words_is_not_sent(
    client: Client, ana: Person, agent: Person, told: dict[str, str]
) -> None:
    dispute = open_case(ana, paid_order(ana))
    with nothing_changes():
        shown = send(client, agent, at(dispute) + "message/", status=422, **told)
    assert f"{told['message'].strip()}</textarea>" in shown


def test_the_thread_tells_what_happened_between_the_messages(client: Client, ana: Person, agent: Person) -> None:
    dispute = open_case(ana, paid_order(ana, line(3, 1000)), message="Cancel it.")
    offer(dispute, agent, Outcome.REFUND_WALLET, 500)
    no = AnswerOffer(dispute=dispute.number, round=1, agree=False, words="Half is not enough.")
    answer_offer(ask=no, actor=ana.actor, now=NOW + timedelta(minutes=1))
    shown = page(client, agent, at(dispute))
    said = shown[shown.index('id="thread"') : shown.index('id="trail"')]
    assert "offered: 5.00 USD, refund to balance" in said
    assert "declined the offer: 5.00 USD, refund to balance" in said
    assert said.count("Half is not enough.") == 1
    assert "Round 1" in shown
    assert "Declined" in shown


def test_a_long_thread_shows_its_latest_hundred_messages_and_leads_to_the_rest(
    client: Client, ana: Person, agent: Person
) -> None:
    dispute = open_case(ana, paid_order(ana))
    for number in range(103):
        ask = WriteMessage(body=f"Words no. {number}.", dispute=dispute.number)
        write_message(ask=ask, actor=ana.actor, now=NOW + timedelta(minutes=number))
    shown = page(client, agent, at(dispute))
    assert "Words no. 2." not in shown
    assert "Words no. 3." in shown
    assert "Words no. 102." in shown
    earlier = re.search(r'href="(\?before=[^"#]+)', shown)
    assert earlier
    older = page(client, agent, at(dispute) + earlier[1])
    assert re.findall(r"Words no. (\d+)\.", older) == ["0", "1", "2"]
    page(client, agent, at(dispute), status=404, before="nonsense")


def test_the_trail_is_told_whole_with_before_and_after(client: Client, ana: Person, agent: Person) -> None:
    dispute = open_case(ana, paid_order(ana))
    approve(dispute, agent)
    shown = page(client, agent, at(dispute))
    trail = shown[shown.index('id="trail"') :]
    assert "Chain whole" in trail
    assert "2 entries" in trail
    assert "<code>dispute.approved</code> · Platform" in trail
    assert '<code>state</code></th><td class="anywhere">under_review</td><td class="anywhere">agreed</td>' in trail


def test_a_settlement_shows_its_legs_and_the_order_that_resends(client: Client, ana: Person, agent: Person) -> None:
    paid = refunded(ana, agent, paid_order(ana))
    shown = page(client, agent, at(paid))
    assert "Closed" in shown
    assert "To the balance" in shown
    assert "Done" in shown
    again = resent(ana, agent, paid_order(ana))
    dispute = Dispute.objects.get(resend_order=again)
    shown = page(client, agent, at(dispute))
    assert f'href="/console/orders/{again.id}/"' in shown
    assert again.number in shown
    assert Leg.objects.get(settlement__dispute=dispute).provider_ref == again.number


def test_earlier_disputes_and_the_accounts_history_stand_beside(client: Client, ana: Person, agent: Person) -> None:
    order = paid_order(ana)
    first = open_case(ana, order)
    withdraw_dispute(ask=WithdrawDispute(dispute=first.number), actor=ana.actor, now=NOW)
    second, similar = open_case(ana, order), open_case(ana, paid_order(ana))
    other = owner(shop="Paper Moon")
    foreign = open_case(other, paid_order(other))
    shown = page(client, agent, at(second))
    assert "Filed again after" in shown
    assert "Other disputes of this order" in shown
    assert similar.number in shown
    assert foreign.number not in shown
    assert re.search(r"Disputes in all</th><td class=\"num\">3</td>", shown)


def test_a_settled_dispute_on_all_units_is_read_without_its_live_ceiling(
    client: Client, ana: Person, agent: Person
) -> None:
    dispute = refunded(ana, agent, paid_order(ana, line(3, 1000)))
    shown = page(client, agent, at(dispute))
    assert 'Can bring back at most</th><td><span class="money">10.00 USD' in shown


def test_a_full_case_asks_no_more_of_the_database_than_an_empty_one(
    client: Client, ana: Person, agent: Person, store: object
) -> None:
    lean = open_case(ana, paid_order(ana, sent=True))
    few = statements(client, agent, at(lean))
    order = paid_order(ana, *(line(1, 100 + at_, sku=f"S-{at_}") for at_ in range(8)), sent=True)
    full = open_case(ana, order, dict.fromkeys(range(1, 9), 1), message="Broken")
    for number in range(5):
        give(ana.actor, dispute=full.number, name=f"{number}.jpg", content=None)
        write_message(ask=WriteMessage(body="Hello", dispute=full.number), actor=ana.actor, now=NOW)
        open_case(ana, paid_order(ana, sent=True))
    assert statements(client, agent, at(full)) == few <= 21
    offer(full, agent, Outcome.REFUND_WALLET, 100)
    agree(full, ana)
    settle(full)
    assert statements(client, agent, at(full)) <= 26


@pytest.mark.parametrize("number", ["SH404", "sh-404", "%00", "..", "x" * 200])
def test_a_number_that_is_none_is_not_found(client: Client, agent: Person, number: str) -> None:
    page(client, agent, f"/console/disputes/{number}/", status=404)
