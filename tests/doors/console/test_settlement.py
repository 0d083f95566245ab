"""One settlement's page: what finance does about a leg that failed, or whose outcome nobody knows."""

from pathlib import Path
from uuid import UUID

import pytest
from django.test import Client

from amends.core.disputes.reasons import Wish
from amends.core.external_claims.words import ExternalState
from amends.core.settlements.legs import LegState, Unrefundable
from amends.gateways.payments.misbehaving import REFUSED, TIMEOUT_BEFORE, MisbehavingGateway
from amends.gateways.payments.port import OutcomeUnknown
from amends.records.settlements.models import Leg
from amends.usecases.settlements.record_leg import RecordLeg, record_leg
from tests.doors.console.asking import nothing_changes, page, send
from tests.makers.cases import LATER, approve, bank_of, open_case, paid_order, settle
from tests.makers.claims import hear
from tests.makers.people import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def leg(ana: Person, agent: Person, tmp_path: Path) -> Leg:
    """Of a refund that the payment house refused."""
    dispute = open_case(ana, paid_order(ana), wish=Wish.REFUND_ORIGINAL)
    approve(dispute, agent)
    settle(dispute, MisbehavingGateway(bank_of(tmp_path), [REFUSED]))
    return Leg.objects.get()


def path_of(leg: Leg, deed: str = "") -> str:
    return f"/console/book/settlements/{leg.settlement_id}/{deed}"


def test_finance_pays_the_balance_instead_and_a_second_click_is_refused(
    client: Client, ana: Person, finance: Person, leg: Leg
) -> None:
    shown = page(client, finance, path_of(leg))
    assert "Leg 1 failed" in shown
    assert "the payment is too old" in shown
    form = {"leg": leg.id, "method": "wallet", "words": "卡已注销, agreed by telephone"}
    assert "Replaced; it is carried out now." in send(client, finance, path_of(leg, "replace/"), **form)
    assert list(Leg.objects.order_by("number").values_list("state", "method")) == [
        ("closed", "original"),
        ("planned", "wallet"),
    ]
    with nothing_changes():
        again = send(client, finance, path_of(leg, "replace/"), status=409, **form)
    assert "This refund is closed; only one that failed can be made another way." in again


def test_without_words_nothing_happens_and_what_was_chosen_stays(client: Client, finance: Person, leg: Leg) -> None:
    with nothing_changes():
        form = {"leg": leg.id, "method": "original", "words": " "}
        shown = send(client, finance, path_of(leg, "replace/"), status=422, **form)
    assert 'value="original"' in shown
    assert shown.count("checked") == 1


def test_an_agent_may_neither_read_nor_replace(client: Client, agent: Person, leg: Leg) -> None:
    page(client, agent, path_of(leg), status=403)
    with nothing_changes():
        send(client, agent, path_of(leg, "replace/"), status=403, leg=leg.id, method="wallet", words="Why not")


def test_what_nobody_knows_is_told_by_a_person(
    client: Client, ana: Person, agent: Person, finance: Person, tmp_path: Path
):
    dispute = open_case(ana, paid_order(ana), wish=Wish.REFUND_ORIGINAL)
    approve(dispute, agent)
    with pytest.raises(OutcomeUnknown):
        settle(dispute, MisbehavingGateway(bank_of(tmp_path), [TIMEOUT_BEFORE]))
    leg = Leg.objects.get()
    assert str(leg.id) in page(client, finance, path_of(leg))
    form = {"leg": leg.id, "paid": "yes", "words": "In the list of 27 November.", "provider_ref": "sbr_1"}
    send(client, finance, path_of(leg, "outcome/"), **form)
    leg.refresh_from_db()
    dispute.refresh_from_db()
    assert (leg.state, leg.provider_ref, dispute.state) == ("succeeded", "sbr_1", "settled")


def test_a_settlement_of_which_a_refund_came_back_stands_among_the_stuck(
    client: Client, ana: Person, agent: Person, finance: Person, tmp_path: Path
) -> None:
    dispute = open_case(ana, paid_order(ana), wish=Wish.REFUND_ORIGINAL)
    approve(dispute, agent)
    settle(dispute, bank_of(tmp_path))
    assert dispute.number not in page(client, finance, "/console/book/")
    record_leg(ask=RecordLeg(leg_id=Leg.objects.get().id, state=LegState.FAILED, failure="account closed"), now=LATER)
    shown = page(client, finance, "/console/book/")
    assert dispute.number in shown
    assert "Open again" in shown


def test_where_the_money_may_be_elsewhere_finance_is_told_to_look_first(
    client: Client, finance: Person, leg: Leg
) -> None:
    Leg.objects.update(failed_for=Unrefundable.DISPUTED)
    assert "may be paid elsewhere: look there" in page(client, finance, "/console/book/")
    shown = page(client, finance, path_of(leg))
    assert "Look there first: while a chargeback or a refund stands there, whoever is paid here is paid twice." in shown
    assert "The merchant may take the balance without you." not in shown
    form = {"leg": leg.id, "method": "wallet", "words": "Nothing stands there."}
    assert "Replaced; it is carried out now." in send(client, finance, path_of(leg, "replace/"), **form)


def test_what_a_claim_had_kept_from_the_balance_is_paid_once_the_claim_is_won(
    client: Client, ana: Person, agent: Person, finance: Person
) -> None:
    dispute = open_case(ana, paid_order(ana))
    approve(dispute, agent)
    claim = hear(dispute.order, state=ExternalState.LOST)
    settle(dispute)
    leg = Leg.objects.get()
    assert "It was paid there" in page(client, finance, path_of(leg))
    hear(dispute.order, ref=claim.ref, state=ExternalState.WON, told_at=LATER)
    assert "Close it and pay to the balance again" in page(client, finance, path_of(leg))
    with nothing_changes():
        send(client, finance, path_of(leg, "again/"), status=422, leg=leg.id, words=" ")
        send(client, agent, path_of(leg, "again/"), status=403, leg=leg.id, words="Why not")
    form = {"leg": leg.id, "words": "Won on the 28th."}
    assert "Replaced; it is carried out now." in send(client, finance, path_of(leg, "again/"), **form)
    assert settle(dispute).state == "settled"
    with nothing_changes():
        send(client, finance, path_of(leg, "again/"), status=409, **form)


def test_what_was_ended_for_a_claim_stands_among_the_stuck_once_the_claim_is_won(
    client: Client, ana: Person, agent: Person, finance: Person
) -> None:
    dispute = open_case(ana, paid_order(ana))
    approve(dispute, agent)
    claim = hear(dispute.order, state=ExternalState.LOST)
    settle(dispute)
    leg = Leg.objects.get()
    send(client, finance, path_of(leg, "cut/"), leg=leg.id, words="Lost on the 27th.")
    settle(dispute)
    assert dispute.number not in page(client, finance, "/console/book/")
    assert "Pay what was taken" not in page(client, finance, path_of(leg))
    hear(dispute.order, ref=claim.ref, state=ExternalState.WON, told_at=LATER)
    shown = page(client, finance, "/console/book/")
    assert dispute.number in shown
    assert "A claim was reversed: owed again" in shown
    shown = page(client, finance, path_of(leg))
    assert "Leg 1: owed again" in shown
    assert "Pay what was taken" in shown
    with nothing_changes():
        send(client, finance, path_of(leg, "restore/"), status=422, leg=leg.id, words=" ")
        send(client, agent, path_of(leg, "restore/"), status=403, leg=leg.id, words="Why not")
    form = {"leg": leg.id, "words": "Won on the 28th."}
    assert "It is owed again, and is carried out now." in send(client, finance, path_of(leg, "restore/"), **form)
    assert "what is owed to you again is on its way" in page(client, ana, f"/disputes/{dispute.number}/")
    settle(dispute)
    assert "are in your wallet." in page(client, ana, f"/disputes/{dispute.number}/")
    with nothing_changes():
        send(client, finance, path_of(leg, "restore/"), status=409, **form)


def test_no_such_settlement(client: Client, finance: Person) -> None:
    page(client, finance, f"/console/book/settlements/{UUID(int=1)}/", status=404)
