"""What the policy says stands on the case file; whoever departs from it says why, and that is shown."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from amends.core.disputes.reasons import Detail
from amends.core.orders.kinds import Stage
from amends.records.disputes.models import Dispute, Offer
from amends.records.orders.models import Order
from amends.records.policies.models import Departure
from tests.doors.console.asking import page, send
from tests.makers.cases import ALL_SHOWN, line, open_case, paid_order
from tests.makers.drafts import give
from tests.makers.incoming import NOW
from tests.makers.people import Person, owner, staff

pytestmark = [pytest.mark.usefixtures("store"), pytest.mark.django_db]


@pytest.fixture
def ana() -> Person:
    return owner()


@pytest.fixture
def agent() -> Person:
    return staff()


@pytest.fixture
def dispute(ana: Person) -> Dispute:
    order = paid_order(ana, line(3, 1000), sent=True)
    Order.objects.filter(id=order.id).update(delivered_at=NOW - timedelta(days=3), stage=Stage.COMPLETED.value)
    order.refresh_from_db()
    opened = open_case(ana, order, detail=Detail.BADLY_DAMAGED)
    for purpose in ALL_SHOWN:
        give(ana.actor, dispute=opened.number, purpose=purpose)
    opened.refresh_from_db()
    return opened


def at(dispute: Dispute, what: str = "") -> str:
    return f"/console/disputes/{dispute.number}/{what}"


def digest(client: Client, agent: Person, dispute: Dispute) -> str:
    """That of the finding which the case's forms carry."""
    client.force_login(agent.user)
    found = set(re.findall(r'name="shown" value="([0-9a-f]{64})"', client.get(at(dispute)).content.decode()))
    assert len(found) == 1
    return found.pop()


def test_the_file_says_what_the_policy_says_and_why(client: Client, agent: Person, dispute: Dispute) -> None:
    shown = page(client, agent, at(dispute))
    assert "“Badly damaged” applies: a full refund (10.00 USD at most), or the same goods again." in shown
    assert "Damaged · Badly damaged · Refund to balance" in shown
    assert "7 clauses were considered" in shown
    assert "what is wrong: Badly damaged." in shown
    assert "what is wrong: Badly damaged; wanted is A minor flaw" in shown
    assert "The day lies in the window: up to day 7 after delivery." in shown


def test_a_departure_is_asked_for_its_reason_and_nothing_typed_is_lost(
    client: Client, agent: Person, dispute: Dispute
) -> None:
    before = digest(client, agent, dispute)
    assert "This refuses what the policy grants: say why" in page(client, agent, at(dispute))
    told = {"version": dispute.version, "reason": "not_covered", "message": "We see no damage."}
    shown = send(client, agent, at(dispute, "reject/"), status=422, shown=before, **told)
    assert "This refuses what the policy grants. Say why: choose a reason and add a few words." in shown
    assert "We see no damage.</textarea>" in shown
    assert not Departure.objects.exists()
    why = {"depart_reason": "evidence_doubted", "depart_words": "The pictures show another lamp."}
    done = send(client, agent, at(dispute, "reject/"), shown=before, **told, **why)
    assert "departed from it: refuses what the policy grants." in done
    assert "The evidence is doubted: The pictures show another lamp." in done


def test_an_offer_below_the_grant_is_explained(client: Client, agent: Person, dispute: Dispute) -> None:
    told = {"version": dispute.version, "outcome": "refund_wallet", "amount": "4.00", "message": ""}
    shown = send(client, agent, at(dispute, "offer/"), status=422, **told)
    assert "This gives less than the policy grants." in shown
    asked = re.search(r'<form[^>]*/offer/".*?</form>', shown, re.DOTALL)
    assert asked and ">Why</label>" in asked.group(), "what is asked for is not optional"
    assert not Offer.objects.exists()
    send(client, agent, at(dispute, "offer/"), **told, depart_reason="goodwill", depart_words="Agreed by telephone.")
    assert (Offer.objects.get().amount, Departure.objects.get().round) == (400, 1)


def test_a_page_that_shows_another_finding_is_refused_with_the_new_one(
    client: Client, agent: Person, dispute: Dispute
) -> None:
    before = digest(client, agent, dispute)
    noted = send(client, agent, at(dispute, "circumstances/"), circumstance=["force_majeure"])
    assert "Noted; the policy&#x27;s finding follows it." in noted
    assert "“Force majeure” applies: nothing can be granted." in noted
    assert "The order or the evidence changed since the dispute was opened; this is what holds now." in noted
    shown = send(client, agent, at(dispute, "approve/"), status=409, version=dispute.version, message="", shown=before)
    assert "What the policy says of this claim changed meanwhile" in shown
    assert "This grants what the policy refuses: say why" in shown
    assert digest(client, agent, dispute) != before


@pytest.mark.parametrize("told", [["claimed_elsewhere"], ["nonsense"]])
def test_what_is_no_circumstance_to_note_is_not_noted(
    client: Client, agent: Person, dispute: Dispute, told: list[str]
) -> None:
    send(client, agent, at(dispute, "circumstances/"), status=404, circumstance=told)
    dispute.order.refresh_from_db()
    assert dispute.order.circumstances == []
