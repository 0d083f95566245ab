"""Claims at payment houses on staff's pages."""

from datetime import timedelta

import pytest
from django.test import Client

from amends.core.external_claims.words import ExternalKind, ExternalState
from amends.records.external_claims.models import ExternalClaim
from amends.records.wallet.models import TopUp
from tests.doors.console.asking import nothing_changes, page, send, statements
from tests.makers.cases import open_case, paid_order
from tests.makers.claims import claim_news, elsewhere, hear, moved, tell
from tests.makers.incoming import NOW
from tests.makers.people import Person
from tests.makers.wallet import guard, topped_up

pytestmark = pytest.mark.django_db
LIST = "/console/claims/"


def at(claim: ExternalClaim, verb: str = "") -> str:
    return f"{LIST}{claim.id}/{verb and verb + '/'}"


def test_each_claim_stands_in_its_tab_and_what_is_due_first_stands_first(client: Client, ana: Person, agent: Person):
    order = paid_order(ana)
    late = hear(order, respond_by=NOW + timedelta(days=9))
    soon = hear(order, respond_by=NOW + timedelta(days=2))
    never = hear(order, respond_by=None)
    review = hear(order, state=ExternalState.UNDER_REVIEW)
    lost, lone = hear(order, state=ExternalState.LOST), hear(None)
    shown = page(client, agent, LIST)
    places = [shown.index(at(one)) for one in (soon, late, never)]
    assert places == sorted(places)
    assert at(review) not in shown and at(lone) not in shown
    for tab, one in (("review", review), ("unmatched", lone), ("ended", lost)):
        assert at(one) in page(client, agent, LIST, tab=tab)
    assert '>Needs an answer <span class="count">3</span>' in shown
    assert page(client, agent, LIST, status=422, tab="x")
    assert page(client, agent, LIST, status=422, after="x")


@pytest.mark.parametrize("tab", ["answer", "unmatched", "ended"])
def test_a_tab_goes_on_where_its_page_ended(
    client: Client, ana: Person, agent: Person, tab: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("amends.doors.console.external_claims.claim_list.PAGE", 2)
    order = None if tab == "unmatched" else paid_order(ana)
    state = ExternalState.WON if tab == "ended" else ExternalState.NEEDS_RESPONSE
    claims = [hear(order, state=state, respond_by=None if n == 4 else NOW) for n in range(5)]
    path, seen = f"{LIST}?tab={tab}", []
    while path:
        shown = page(client, agent, path.replace("&amp;", "&"))
        seen += [one.id for one in sorted(claims, key=lambda c: shown.find(at(c))) if at(one) in shown]
        path = LIST + shown.split('rel="next" href="')[1].split('"')[0] if 'rel="next"' in shown else ""
    assert sorted(seen) == sorted(claim.id for claim in claims)
    assert len(seen) == 5


def test_a_claims_page_tells_all_that_is_known(client: Client, ana: Person, agent: Person, finance: Person):
    order = paid_order(ana, sent=True)
    dispute = open_case(ana, order)
    early = hear(order, kind=ExternalKind.EARLY_WARNING)
    claim = hear(order, moved=(moved(-400, ref="txn_1", fee=15),))
    shown = page(client, finance, at(claim))
    for words in (
        "Chargeback, ",
        "It holds the order&#x27;s money.",
        order.number,
        dispute.number,
        at(early),
        "sandbox:txn_1",
        "4.00 USD went, with a fee of 0.15 USD",
        f"Matched to order {order.number}",
        "Product not received",
    ):
        assert words in shown, words
    assert "sandbox:txn_1" not in page(client, agent, at(claim))
    assert at(claim) in page(client, finance, at(early))


def test_the_case_and_the_order_say_that_a_claim_stands_in_the_way(client: Client, ana: Person, agent: Person):
    dispute = open_case(ana, paid_order(ana, sent=True))
    claim = hear(dispute.order)
    case = page(client, agent, f"/console/disputes/{dispute.number}/")
    order = page(client, agent, f"/console/orders/{dispute.order_id}/")
    for shown in (case, order):
        assert at(claim) in shown
        assert "It holds the money of this order" in shown
    assert f"held by a claim at the payment house (sandbox {claim.ref})" in case
    with nothing_changes():
        refused = send(client, agent, f"/console/disputes/{dispute.number}/approve/", status=409, version=1)
    assert f"held by a claim at the payment house (sandbox {claim.ref})" in refused


def test_finance_finds_a_top_up_and_matches_the_claim_and_ends_what_is_owed(
    client: Client, ana: Person, finance: Person
):
    guard(ana)
    top_up, claim = TopUp.objects.get(id=topped_up(ana, 5000)), hear(None, amount=5000)
    assert f'name="top_up" value="{top_up.id}"' in page(client, finance, at(claim), q=top_up.payment_ref)
    assert "The claim now stands on its top-up." in send(client, finance, at(claim, "match"), top_up=top_up.id)
    assert "already stands on a top-up" in send(client, finance, at(claim, "match"), status=409, top_up=top_up.id)
    shown = page(client, finance, at(claim))
    assert "nothing is withdrawn from the account" in shown and "Matched to the top-up" in shown
    asked = send(client, ana, "/wallet/withdraw/", status=422)
    assert "Withdrawals wait: a top-up is claimed back" in asked
    tell_again = claim_news(
        None, ref=claim.ref, amount=9000, told_at=NOW + timedelta(days=1), moved=(moved(-9000, ref="txn_9"),)
    )
    tell(tell_again)
    account = f"/console/accounts/{ana.account_id}/"
    shown = page(client, finance, account)
    assert "40.00 USD" in shown and 'name="shown" value="4000"' in shown
    own = page(client, ana, f"/wallet/top-ups/{top_up.id}/")
    assert "is owed" in own and "40.00 USD" in own and claim.ref in page(client, ana, "/claims/")
    debt = f"{account}debts/{top_up.id}/end/"
    with nothing_changes():
        send(client, finance, debt, status=422, end="settled", words=" ", shown="4000")
    second = moved(-500, ref="txn_10")
    hear(None, payment_refs=(top_up.payment_ref,), amount=500, moved=(second,))
    with nothing_changes():
        late = send(client, finance, debt, status=409, end="settled", words="By transfer.", shown="4000")
    assert "45.00 USD is owed for this top-up by now" in late
    assert 'name="shown" value="4500"' in late and "By transfer." in late
    send(client, finance, debt, end="settled", words="By transfer.", shown="4500")
    top_up.refresh_from_db()
    assert (top_up.owed, top_up.settled) == (0, 4500)


def test_finance_waits_no_longer_for_a_warning_on_a_top_up(client: Client, ana: Person, agent: Person, finance: Person):
    top_up = TopUp.objects.get(id=topped_up(ana, 5000))
    claim = hear(None, payment_refs=(top_up.payment_ref,), amount=5000, kind=ExternalKind.EARLY_WARNING)
    assert "It takes nothing more" in page(client, finance, at(claim))
    assert "It takes nothing more" not in page(client, agent, at(claim))
    with nothing_changes():
        refused = send(client, finance, at(claim, "no-more"), status=422, words=" ")
        send(client, agent, at(claim, "no-more"), status=403, words="So.")
    assert "Say how you know that the claim takes nothing more." in refused
    shown = send(client, finance, at(claim, "no-more"), words="It was the card's owner.")
    assert "Nothing waits for this claim any more." in shown and "Said to take nothing more" in shown
    assert "so nothing waits for it" in shown and "It takes nothing more…" not in shown
    top_up.refresh_from_db()
    assert (top_up.claims_open, top_up.disputed) == (0, 0)
    assert "Nothing waits for it." in page(client, ana, f"/wallet/top-ups/{top_up.id}/")
    with nothing_changes():
        send(client, finance, at(claim, "no-more"), status=409, words="So.")


def test_finance_finds_the_order_and_matches_the_claim(client: Client, ana: Person, agent: Person, finance: Person):
    order, claim = paid_order(ana), hear(None)
    assert "Match" not in page(client, agent, at(claim))
    found = page(client, finance, at(claim), q=order.number.lower())
    assert f'name="order" value="{order.id}"' in found
    assert "No order begins with these words, and no top-up" in page(client, finance, at(claim), q="zzz")
    with nothing_changes():
        send(client, finance, at(claim, "match"), status=422, order="x")
        send(client, agent, at(claim, "match"), status=403, order=order.id)
    assert "The claim now stands on its order." in send(client, finance, at(claim, "match"), order=order.id)
    assert elsewhere(order.id)[0] == 400
    with nothing_changes():
        again = send(client, finance, at(claim, "match"), status=409, order=order.id)
    assert f"already stands on order {order.number}" in again


def test_finance_sets_a_claim_aside_with_a_reason_and_takes_it_back(client: Client, finance: Person):
    claim = hear(None)
    with nothing_changes():
        refused = send(client, finance, at(claim, "dismiss"), status=422, words=" ")
    assert "Say why the claim concerns no order here." in refused
    assert "<details open>" in refused
    assert "The claim is set aside." in send(client, finance, at(claim, "dismiss"), words="A top-up of the balance")
    shown = page(client, finance, at(claim))
    assert "Set aside: <span" in shown and "A top-up of the balance" in shown
    assert at(claim) in page(client, finance, LIST, tab="ended")
    assert "waits for its order again" in send(client, finance, at(claim, "take-back"))
    assert "still not known" in send(client, finance, at(claim, "look"))


def test_lists_and_pages_ask_a_bounded_number_of_statements(client: Client, ana: Person, finance: Person):
    order = paid_order(ana)
    claim = hear(order, moved=(moved(-1, ref="t0"),))
    few = statements(client, finance, LIST), statements(client, finance, at(claim))
    for n in range(5):
        hear(order)
        hear(order, ref=claim.ref, moved=(moved(-1, ref=f"t{n + 1}"),))
    assert (statements(client, finance, LIST), statements(client, finance, at(claim))) == few
