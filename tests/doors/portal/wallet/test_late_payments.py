"""A payment that comes late, or that nobody can be asked about, is looked for and credited."""

from datetime import timedelta

import pytest
from django.test import Client

from amends.doors.jobs.top_ups import look_up
from amends.gateways.payments.port import OutcomeUnknown
from amends.gateways.payments.registry import gateway_for, top_up_gateway
from amends.records.wallet.models import TopUp
from tests.doors.portal.wallet.pages import Silent, page, pressed, top_up_form
from tests.makers.people import Person
from tests.makers.wallet import SOON, begun, parts

pytestmark = pytest.mark.django_db


def test_the_worker_looks_for_who_does_not_come_back(client: Client, ana: Person):
    client.force_login(ana.user)
    client.post("/wallet/top-up/", top_up_form(), follow=True)
    id_ = TopUp.objects.get().id
    look_up(top_up_id=id_, clock=lambda: SOON)
    assert TopUp.objects.values_list("state", "looked_at").get() == ("begun", SOON)
    top_up_gateway("sandbox").answer(id_, "paid")  # type: ignore[attr-defined]
    look_up(top_up_id=id_, clock=lambda: SOON)
    look_up(top_up_id=id_, clock=lambda: SOON)
    assert parts(ana) == (50_000, 500, 0)


def test_a_house_that_cannot_be_asked_leaves_a_top_up_waiting(ana: Person, settings: object):
    id_ = begun(ana, 5000)
    for days in (1, 2, 40):
        at = SOON + timedelta(days=days)
        look_up(top_up_id=id_, clock=lambda at=at: at, gateway=lambda _: Silent(OutcomeUnknown("timed out")))
        assert TopUp.objects.values_list("state", "looked_at").get() == ("begun", at)
    settings.PAYMENT_GATEWAYS = {}  # type: ignore[attr-defined]
    gateway_for.cache_clear()
    look_up(top_up_id=id_, clock=lambda: SOON)
    assert TopUp.objects.values_list("state", "looked_at").get() == ("begun", SOON)


def test_who_pays_after_canceling_is_credited_though_no_webhook_comes(client: Client, ana: Person):
    client.force_login(ana.user)
    client.post("/wallet/top-up/", top_up_form(), follow=True)
    id_ = TopUp.objects.get().id
    path = f"/wallet/top-ups/{id_}/"
    said = pressed(client.post(f"{path}cancel/", follow=True).content)
    assert "no longer waited for. If a payment still comes, it is credited." in said and "nothing was paid" not in said
    look_up(top_up_id=id_, clock=lambda: SOON)
    assert TopUp.objects.values_list("state", "looked_at").get() == ("canceled", SOON)
    top_up_gateway("sandbox").answer(id_, "paid")  # type: ignore[attr-defined]
    look_up(top_up_id=id_, clock=lambda: SOON)
    assert (TopUp.objects.get().state, parts(ana)) == ("paid", (50_000, 500, 0))


def test_the_page_of_a_canceled_top_up_asks_as_well(client: Client, ana: Person):
    client.force_login(ana.user)
    client.post("/wallet/top-up/", top_up_form(), follow=True)
    id_ = TopUp.objects.get().id
    client.post(f"/wallet/top-ups/{id_}/cancel/")
    top_up_gateway("sandbox").answer(id_, "paid")  # type: ignore[attr-defined]
    assert "The amount is in your balance." in page(client, ana, f"/wallet/top-ups/{id_}/")
    assert parts(ana) == (50_000, 500, 0)
