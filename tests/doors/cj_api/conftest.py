"""A merchant whose tool was written for CJ: logged in with an API key, with an order to dispute."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from django.utils import timezone

from amends.core.access import Role
from amends.records.orders.models import Order
from amends.usecases.access.create_token import CreateToken, create_token
from tests.makers.incoming import take
from tests.makers.people import Person, owner
from tests.makers.store import store
from tests.makers.wire import Answer
from tests.makers.wire import call as call_wire

__all__ = ["store"]

ROOT = "/api2.0/v1"


def now() -> datetime:
    """The door's own clock."""
    return timezone.now()


def key_of(person: Person, role: Role = Role.OWNER) -> str:
    """An API key of the person's account."""
    return create_token(ask=CreateToken(name="CJ tool", role=role), actor=person.actor, now=now()).text


def call(method: str, path: str, *, token: str = "", body: object = None, **sent: Any) -> Answer:
    """One call of CJ's API, whose answer has the envelope's fields whatever it says."""
    if token:
        sent["HTTP_CJ_ACCESS_TOKEN"] = token
    answer = call_wire(method, ROOT + path, body=body, **sent)
    said = answer.body
    assert {"code", "result", "message", "data", "requestId", "success"} <= set(said)
    assert answer.headers["content-type"] == "application/json"
    assert len(said["requestId"]) == 32 and int(said["requestId"], 16) >= 0
    assert said["result"] is said["success"] is (said["code"] == 200)
    assert isinstance(said["message"], str) and len(said["message"]) <= 200
    return answer


def data_of(answer: Answer) -> Any:
    """What a call that succeeded gives."""
    assert (answer.status, answer.body["code"], answer.body["message"]) == (200, 200, "Success"), answer.body
    return answer.body["data"]


def code_of(answer: Answer) -> int:
    """The code of a call that was refused: HTTP 200 but for a dead token."""
    said = answer.body
    assert said["data"] is None and said["code"] not in (200, 401, 1600100)
    assert answer.status == (401 if said["code"] in (1600001, 1600002) else 200), json.dumps(said)
    return int(said["code"])


def log_in(key: str) -> dict[str, Any]:
    """A session's data."""
    return dict(data_of(call("POST", "/authentication/getAccessToken", body={"apiKey": key})))


@dataclass(frozen=True, slots=True)
class Tool:
    """Who calls, with which API key and access token, about which order (three mugs 15.00 USD, a lamp 5.00 USD)."""

    merchant: Person
    key: str
    token: str
    order: Order

    def get(self, path: str, **sent: Any) -> Answer:
        """A GET with the tool's token."""
        return call("GET", path, token=self.token, **sent)

    def post(self, path: str, body: object = None, **sent: Any) -> Answer:
        """A POST with the tool's token."""
        return call("POST", path, token=self.token, body=body, **sent)


def tool_of(merchant: Person, role: Role = Role.OWNER, **changes: Any) -> Tool:
    """A tool of the merchant's; `changes` to the order it is about."""
    key = key_of(merchant, role)
    order = take(merchant.account_id, **changes)
    return Tool(merchant=merchant, key=key, token=log_in(key)["accessToken"], order=order)


@pytest.fixture
def tool(db: None) -> Tool:
    return tool_of(owner())
