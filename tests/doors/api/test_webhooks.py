"""Webhooks over JSON: one's own endpoints, and nobody else's."""

from datetime import datetime
from uuid import UUID, uuid4

import pytest
from standardwebhooks import Webhook

from amends.core.access import Role
from amends.core.webhooks.endpoints import MOST_ENDPOINTS
from amends.records.requests.models import KeptAnswer
from amends.records.webhooks.models import Delivery, Endpoint, Secret
from amends.records.webhooks.secrets import secret_of
from tests.doors.api.conftest import token_of
from tests.makers.listening import answer, listening
from tests.makers.people import NOW, Person, colleague, owner
from tests.makers.webhooks import endpoint, send, tried
from tests.makers.wire import Answer, call

ROOT = "/api/v1/webhooks"
BODY = {"url": "https://hooks.example/in", "events": ["dispute.settled"], "description": "Orders"}


@pytest.fixture
def merchant(db: None) -> Person:
    return owner()


@pytest.fixture
def token(merchant: Person) -> str:
    return token_of(merchant, Role.OWNER)


def post(path: str, token: str, body: object = None, **sent: str) -> Answer:
    return call("POST", f"{ROOT}{path}", token=token, body=body, **sent)


def test_an_endpoint_is_added_read_changed_and_removed(merchant: Person, token: str):
    added = post("/endpoints", token, BODY)
    assert added.status == 201
    id_ = added.body["id"]
    assert added.body.pop("secret")["secret"].startswith("whsec_")
    assert "T" in added.body["made_at"]
    assert added.body | {"made_at": ""} == {
        "id": id_,
        "url": "https://hooks.example/in",
        "events": ["dispute.settled"],
        "description": "Orders",
        "style": "standard",
        "topic": "",
        "made_at": "",
        "failing_since": None,
        "disabled_at": None,
        "disabled_why": None,
    }
    assert call("GET", f"{ROOT}/endpoints/{id_}", token=token).body == added.body
    assert call("GET", f"{ROOT}/endpoints", token=token).body == {"endpoints": [added.body]}
    changed = call("PATCH", f"{ROOT}/endpoints/{id_}", token=token, body={"events": [], "enabled": False})
    assert (changed.status, changed.body["events"], changed.body["disabled_why"]) == (200, [], "asked")
    assert changed.body["url"] == "https://hooks.example/in"
    assert Endpoint.objects.get().account_id == merchant.account_id
    removed = call("DELETE", f"{ROOT}/endpoints/{id_}", token=token)
    assert (removed.status, removed.body["id"]) == (200, id_)
    assert not Endpoint.objects.exists()
    assert call("GET", f"{ROOT}/endpoints/{id_}", token=token).body["code"] == "webhook.endpoint_unseen"


def test_the_secret_is_told_with_the_endpoint_and_no_kept_answer_holds_it(token: str):
    made = post("/endpoints", token, BODY, key="once").body
    id_ = made["id"]
    again = post("/endpoints", token, BODY, key="once")
    assert (again.status, again.body["id"], again.headers["idempotency-replayed"]) == (201, id_, "true")
    assert Endpoint.objects.count() == 1
    (told,) = call("GET", f"{ROOT}/endpoints/{id_}/secrets", token=token).body["secrets"]
    secret = Secret.objects.get()
    assert (told["secret"][:6], told["ends_at"]) == ("whsec_", None)
    assert Webhook(told["secret"]).sign("x", NOW, "{}") == Webhook(secret_of(secret.id)).sign("x", NOW, "{}")
    assert "whsec_" not in str(KeptAnswer.objects.get().answer)
    assert (made["secret"], again.body["secret"]) == (told, told)
    rotated = post(f"/endpoints/{id_}/rotate-secret", token)
    new, old = call("GET", f"{ROOT}/endpoints/{id_}/secrets", token=token).body["secrets"]
    assert (rotated.status, rotated.body["id"], rotated.body["secret"]) == (200, id_, new)
    assert (old["secret"], new["ends_at"]) == (told["secret"], None)
    assert old["ends_at"] is not None
    post(f"/endpoints/{id_}/rotate-secret", token, {"at_once": True})
    assert len(call("GET", f"{ROOT}/endpoints/{id_}/secrets", token=token).body["secrets"]) == 1


def test_a_test_event_its_attempts_and_its_replay(merchant: Person, token: str):
    with listening(answer(500, b"oops")) as server:
        made = endpoint(merchant.actor, url=f"http://hooks.example:{server.port}/")
        sent = post(f"/endpoints/{made.id}/test", token)
        assert (sent.status, sent.body["type"], sent.body["state"], sent.body["attempts"]) == (
            201,
            "webhook.test",
            "waiting",
            [],
        )
        now = Delivery.objects.get().made_at
        send(now)
        read = call("GET", f"{ROOT}/deliveries/{sent.body['id']}", token=token).body
        (attempt,) = read["attempts"]
        assert (attempt["status"], attempt["excerpt"], read["tries"]) == (500, "oops", 1)
        replay = f"/deliveries/{sent.body['id']}/replay"
        server.respond = answer(200)
        waits = post(replay, token)
        assert (waits.status, waits.body["state"], waits.body["tries"]) == (200, "waiting", 1)
        send(datetime.fromisoformat(waits.body["next_try_at"]))
        assert Delivery.objects.get().state == "delivered"
        assert post(replay, token).body["state"] == "waiting"
    page = call("GET", f"{ROOT}/endpoints/{made.id}/deliveries", token=token).body
    assert ([one["id"] for one in page["deliveries"]], page["next"]) == ([sent.body["id"]], None)


def test_deliveries_are_found_by_their_state(merchant: Person, token: str):
    made = endpoint(merchant.actor)
    ids = [str(tried(made, merchant.actor).id) for _ in range(3)]
    Delivery.objects.filter(id=ids[1]).update(state="failed", done_at=NOW, next_try_at=None)

    def listed(query: str) -> list[str]:
        path = f"{ROOT}/endpoints/{made.id}/deliveries?{query}"
        return [one["id"] for one in call("GET", path, token=token).body["deliveries"]]

    assert listed("state=failed") == [ids[1]]
    assert listed("state=waiting") == [ids[2], ids[0]]
    assert listed("state=failed&state=waiting") == ids[::-1]
    assert listed("state=delivered") == []
    assert call("GET", f"{ROOT}/endpoints/{made.id}/deliveries?state=lost", token=token).status == 422


def test_deliveries_come_by_pages_latest_first(merchant: Person, token: str):
    made = endpoint(merchant.actor)
    ids = [str(tried(made, merchant.actor).id) for _ in range(5)]
    path, seen, cursor = f"{ROOT}/endpoints/{made.id}/deliveries?limit=2", [], ""
    while cursor is not None:
        page = call("GET", path + cursor, token=token).body
        seen += [one["id"] for one in page["deliveries"]]
        cursor = page["next"] and f"&cursor={page['next']}"
    assert seen == ids[::-1]
    wrong = call("GET", f"{path}&cursor=%00", token=token)
    assert (wrong.status, wrong.body["code"]) == (422, "request.cursor_malformed")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"url": "https://me:pw@x.example/"}, 422, "address.credentials_refused"),
        ({"url": "ftp://x.example/"}, 422, "address.scheme_refused"),
        ({"url": "https://x.example:25/"}, 422, "address.port_refused"),
        ({"url": "https://169.254.169.254/"}, 422, "address.network_refused"),
        ({"url": "nonsense"}, 422, "address.malformed"),
        ({"url": "https://x.example/", "events": ["dispute.escalated"]}, 422, "webhook.unknown_event"),
        ({"url": "https://x.example/", "events": "all"}, 422, "request.invalid"),
        ({"url": "https://x.example/", "style": "cj"}, 422, "request.invalid"),
        ({"url": "https://x.example/\x00"}, 422, "request.invalid"),
        ({"url": "https://x.example/" + "a" * 2000}, 422, "request.invalid"),
        ({}, 422, "request.invalid"),
        ([], 422, "request.invalid"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_nothing_is(token: str, body: object, status: int, code: str):
    refused = post("/endpoints", token, body)
    assert (refused.status, refused.body["code"]) == (status, code)
    assert not Endpoint.objects.exists()


def test_the_twenty_first_is_refused(merchant: Person, token: str):
    for _ in range(MOST_ENDPOINTS):
        endpoint(merchant.actor)
    assert post("/endpoints", token, BODY).body["code"] == "webhook.too_many_endpoints"


def test_another_account_s_look_like_none(merchant: Person, token: str):
    stranger = token_of(owner(), Role.OWNER)
    made = endpoint(merchant.actor)
    sent = tried(made, merchant.actor)
    for id_, delivery in ((made.id, sent.id), (uuid4(), uuid4())):
        for method, path, body in (
            ("GET", f"/endpoints/{id_}", None),
            ("PATCH", f"/endpoints/{id_}", {"enabled": False}),
            ("DELETE", f"/endpoints/{id_}", None),
            ("GET", f"/endpoints/{id_}/secrets", None),
            ("POST", f"/endpoints/{id_}/rotate-secret", {}),
            ("POST", f"/endpoints/{id_}/test", None),
            ("GET", f"/endpoints/{id_}/deliveries", None),
            ("GET", f"/deliveries/{delivery}", None),
            ("POST", f"/deliveries/{delivery}/replay", None),
        ):
            refused = call(method, ROOT + path, token=stranger, body=body)
            assert (refused.status, refused.body["facts"]) == (404, {}), path
    assert call("GET", f"{ROOT}/endpoints", token=stranger).body == {"endpoints": []}
    assert (Endpoint.objects.get().disabled_at, Secret.objects.count(), Delivery.objects.count()) == (None, 1, 1)


@pytest.mark.parametrize("role", [Role.AFTER_SALES, Role.VIEWER, Role.FINANCE])
def test_only_an_owner_s_token(merchant: Person, role: Role):
    colleague(merchant, role)
    made, weak = endpoint(merchant.actor), token_of(merchant, role)
    for path in ("/endpoints", "/event-types", f"/endpoints/{made.id}", f"/endpoints/{made.id}/secrets"):
        assert call("GET", ROOT + path, token=weak).status == 403
    assert post("/endpoints", weak, BODY).status == 403
    assert call("GET", f"{ROOT}/endpoints").status == 401


@pytest.mark.parametrize("id_", ["1", str(2**63), "x" * 300, "%F0%9F%92%A9", str(UUID(int=0)) + "0"])
def test_what_is_no_id_is_no_path(token: str, id_: str):
    assert call("GET", f"{ROOT}/endpoints/{id_}", token=token).status == 404


def test_types_are_those_of_the_side(token: str):
    types = call("GET", f"{ROOT}/event-types", token=token).body["types"]
    assert "dispute.opened" in types
    assert "dispute.escalated" not in types
