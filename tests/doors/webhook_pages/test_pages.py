"""Pages of webhooks, at the merchant's door and at the staff's."""

from datetime import timedelta

import pytest
from django.test import Client

from amends.core.access import Role
from amends.core.webhooks.signing import written
from amends.records.webhooks.models import Delivery, Endpoint, Secret
from amends.records.webhooks.secrets import secret_of
from tests.makers.listening import answer, listening
from tests.makers.people import NOW, Person, colleague, owner, staff
from tests.makers.webhooks import endpoint, send, tried

pytestmark = pytest.mark.django_db

DOORS = {"merchant": "/account/webhooks/", "admin": "/console/webhooks/"}


@pytest.fixture(params=list(DOORS))
def at(request: pytest.FixtureRequest) -> tuple[str, Person]:
    """The address of the list, and who keeps it."""
    return DOORS[request.param], owner() if request.param == "merchant" else staff(Role.ADMIN)


@pytest.fixture
def desk(at: tuple[str, Person], client: Client) -> tuple[str, Person, Client]:
    client.force_login(at[1].user)
    return (*at, client)


def test_an_endpoint_is_added_and_shows_its_secret(desk: tuple[str, Person, Client]):
    path, person, client = desk
    assert "No endpoint yet" in client.get(path).text
    sent = {"url": "https://hooks.example/in", "description": "Order desk", "events": ["dispute.opened"]}
    shown = client.post(f"{path}new/", sent, follow=True)
    made = Endpoint.objects.get()
    assert (made.account_id, made.events, made.description) == (
        person.actor.account_id,
        ["dispute.opened"],
        "Order desk",
    )
    assert shown.redirect_chain == [(f"{path}{made.id}/", 302)]
    assert written(secret_of(Secret.objects.get().id)) in shown.text
    assert shown.text.index('id="secrets"') < shown.text.index('id="facts"') < shown.text.index('id="log"')
    assert "Order desk" in client.get(path).text


def test_a_refused_address_says_why_beside_the_field_and_keeps_what_was_typed(desk: tuple[str, Person, Client]):
    path, _person, client = desk
    refused = client.post(f"{path}new/", {"url": "https://a:b@hooks.example/", "description": "Order desk"})
    assert refused.status_code == 422
    assert "must not hold a user name or a password" in refused.text
    assert 'value="Order desk"' in refused.text
    assert not Endpoint.objects.exists()


def test_it_is_changed_disabled_enabled_and_removed(desk: tuple[str, Person, Client]):
    path, person, client = desk
    made = endpoint(person.actor, "dispute.opened")
    own = f"{path}{made.id}/"
    client.post(f"{own}change/", {"url": "https://other.example/", "description": "x"})
    made.refresh_from_db()
    assert (made.url, made.events, made.description) == ("https://other.example/", [], "x")
    assert "Disabled by hand" in client.post(f"{own}switch/", {"enabled": "no"}, follow=True).text
    assert "The endpoint is enabled." in client.post(f"{own}switch/", {"enabled": "yes"}, follow=True).text
    assert "The endpoint is removed." in client.post(f"{own}remove/", follow=True).text
    assert not Endpoint.objects.exists()


def test_a_new_secret_and_one_that_leaked(desk: tuple[str, Person, Client]):
    path, person, client = desk
    own = f"{path}{endpoint(person.actor).id}/"
    shown = client.post(f"{own}rotate/", follow=True).text
    assert all(written(secret_of(one.id)) in shown for one in Secret.objects.all())
    assert "Old secret, signs until" in shown
    assert "Old secret" not in client.post(f"{own}rotate/", {"at_once": "yes"}, follow=True).text
    assert Secret.objects.count() == 3


def test_a_test_event_its_log_and_its_replay(desk: tuple[str, Person, Client]):
    path, person, client = desk
    with listening(answer(503, b"<b>closed</b>")) as server:
        made = endpoint(person.actor, url=f"http://hooks.example:{server.port}/")
        client.post(f"{path}{made.id}/test/")
        sent = Delivery.objects.get()
        send(sent.made_at)
        shown = client.get(f"{path}{made.id}/").text
        assert all(words in shown for words in ("webhook.test", "503", "Waiting", "Failing"))
        story = client.get(f"{path}messages/{sent.id}/").text
        assert "&lt;b&gt;closed&lt;/b&gt;" in story
        assert "&quot;type&quot;: &quot;webhook.test&quot;" in story
        server.respond = answer(200)
        send(sent.made_at + timedelta(minutes=1))
    assert "Delivered" in client.get(f"{path}{made.id}/").text
    assert "sent again in a moment" in client.post(f"{path}messages/{sent.id}/replay/", follow=True).text
    assert "sent again in a moment" in client.post(f"{path}messages/{sent.id}/replay/", follow=True).text


def test_a_long_log_has_pages(desk: tuple[str, Person, Client]):
    path, person, client = desk
    made = endpoint(person.actor)
    ids = [str(tried(made, person.actor).id) for _ in range(30)]
    first = client.get(f"{path}{made.id}/").text
    assert (ids[-1] in first, ids[0] in first) == (True, False)
    second = client.get(f"{path}{made.id}/?before={ids[5]}").text
    assert (ids[0] in second, ids[5] in second, ids[-1] in second) == (True, False, False)
    assert client.get(f"{path}{made.id}/?before=x").status_code == 200


def test_the_log_shows_what_failed_alone(desk: tuple[str, Person, Client]):
    path, person, client = desk
    made = endpoint(person.actor)
    ids = [str(tried(made, person.actor).id) for _ in range(30)]
    for state, those in (("failed", ids[:27]), ("delivered", ids[27:])):
        Delivery.objects.filter(id__in=those).update(state=state, next_try_at=None, done_at=NOW)

    failed = client.get(f"{path}{made.id}/?state=failed").text
    older = client.get(f"{path}{made.id}/?state=failed&before={ids[2]}").text

    assert [one in failed for one in (ids[29], ids[26], ids[2], ids[1])] == [False, True, True, False]
    assert f'href="?state=failed&amp;before={ids[2]}"' in failed
    assert [one in older for one in (ids[29], ids[2], ids[1], ids[0])] == [False, False, True, True]
    assert "No message is in this state." in client.get(f"{path}{made.id}/?state=waiting").text
    assert ids[29] in client.get(f"{path}{made.id}/?state=unheard-of").text


def test_whose_it_is_not_sees_nothing(desk: tuple[str, Person, Client]):
    path, _person, client = desk
    made = endpoint(owner().actor)
    sent = Delivery.objects.create(endpoint=made, account_id=made.account_id, event_id=made.id, code="webhook.test",
                                   made_at=made.made_at, next_try_at=made.made_at)  # fmt: skip
    for page in (f"{made.id}/", f"{made.id}/change/", f"messages/{sent.id}/"):
        assert client.get(path + page).status_code == 404
    for verb in (f"{made.id}/{name}/" for name in ("switch", "rotate", "test", "remove")):
        assert client.post(path + verb).status_code == 404
    assert client.post(f"{path}messages/{sent.id}/replay/").status_code == 404
    assert (Endpoint.objects.count(), Secret.objects.count(), Delivery.objects.count()) == (1, 1, 1)


@pytest.mark.parametrize("role", [Role.AFTER_SALES, Role.VIEWER])
def test_a_colleague_who_is_no_owner_may_not(client: Client, role: Role):
    person = colleague(owner(), role)
    client.force_login(person.user)
    assert client.get(DOORS["merchant"]).status_code == 403
    assert client.post(f"{DOORS['merchant']}new/", {"url": "https://x.example/"}).status_code == 403
    assert "account/webhooks" not in client.get("/account/").text


def test_an_agent_may_not(client: Client):
    client.force_login(staff().user)
    assert client.get(DOORS["admin"]).status_code == 403
    assert "/console/webhooks/" not in client.get("/console/").text
