"""Two agents decide the same case at the same moment: one decision, and the other is told."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from amends.records.decisions.models import Decision
from amends.records.disputes.models import Dispute, Offer
from amends.records.settlements.models import Leg, Settlement
from amends.records.trail.models import TrailEntry
from tests.makers.cases import line, money, open_case, paid_order
from tests.makers.people import Person, owner, staff

Answer = tuple[int, str]


def _both(*asks: tuple[Person, str, dict[str, object]]) -> list[Answer]:
    """Each person's form, sent at the same moment over a connection of their own: status and page."""
    clients = [Client() for _ in asks]
    for client, (who, _, _) in zip(clients, asks, strict=True):
        client.force_login(who.user)
    ready = threading.Barrier(len(asks))

    def send(client: Client, path: str, form: dict[str, object]) -> Answer:
        try:
            ready.wait(timeout=30)
            answer = client.post(path, form)
            return answer.status_code, answer.content.decode()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(asks)) as threads:
        sent = [threads.submit(send, client, path, form) for client, (_, path, form) in zip(clients, asks, strict=True)]
        return [one.result(timeout=60) for one in sent]


@pytest.mark.parametrize("second", ["approve", "reject", "offer"])
def test_two_agents_deciding_at_once_make_one_decision(committed_db: None, second: str) -> None:
    ana, agents = owner(), (staff(), staff())
    forms: dict[str, dict[str, object]] = {
        "approve": {"version": 1, "message": "Granted."},
        "reject": {"version": 1, "message": "Words of the other agent", "reason": "delivered"},
        "offer": {"version": 1, "message": "Words of the other agent", "outcome": "refund_wallet", "amount": "1"},
    }
    for _ in range(5):
        dispute = open_case(ana, paid_order(ana, line(3, 1000), sent=True))
        base = f"/console/disputes/{dispute.number}/"
        answers = _both(
            (agents[0], f"{base}approve/", forms["approve"]), (agents[1], f"{base}{second}/", forms[second])
        )
        assert sorted(status for status, _ in answers) == [302, 409]
        (told,) = [page for status, page in answers if status == 409]
        assert f"Dispute {dispute.number} changed since you looked at it" in told
        assert forms["approve" if answers[0][0] == 409 else second]["message"] in told
        _one_thing_happened(dispute)


def _one_thing_happened(dispute: Dispute) -> None:
    dispute.refresh_from_db()
    assert dispute.version == 2
    decided = list(Decision.objects.filter(dispute=dispute).values_list("outcome", flat=True))
    moves = TrailEntry.objects.filter(subject_id=dispute.id).exclude(code="dispute.opened")
    (code,) = moves.values_list("code", flat=True)
    paid = 1000 if dispute.state == "agreed" else 0
    expected = {
        "agreed": (["refund_wallet"], "dispute.approved", 0),
        "rejected": (["reject"], "dispute.rejected", 0),
        "offered": ([], "dispute.offer_made", 1),
    }[dispute.state]
    assert (decided, code, Offer.objects.filter(dispute=dispute).count()) == expected
    assert Settlement.objects.filter(dispute=dispute).count() == (1 if paid else 0)
    assert Leg.objects.filter(settlement__dispute=dispute).count() == (1 if paid else 0)
    assert money(dispute.order) == (1000, 0, paid)
