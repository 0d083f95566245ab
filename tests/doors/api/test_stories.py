"""Going on from answer to answer by the document's links, with the document's examples: every link is walked."""

import itertools
import json
from dataclasses import dataclass
from typing import Any

import pytest

from amends.core.access import Role
from amends.records.orders.models import Order
from amends.usecases.notices.drain_outbox import drain_outbox
from tests.doors.api.conftest import token_of
from tests.doors.api.test_schemathesis import CHECKS, DOCUMENT, schema_of
from tests.makers.cases import line, open_case, paid_order
from tests.makers.people import Person, owner
from tests.makers.tokens import staff_token

OPERATIONS = {
    one["operationId"]: (path, method, one) for path, ways in DOCUMENT["paths"].items() for method, one in ways.items()
}
SCHEMAS = DOCUMENT["components"]["schemas"]
LINKS = {
    (name, target): link
    for name, (_, _, one) in OPERATIONS.items()
    for answer in one["responses"].values()
    for target, link in answer.get("links", {}).items()
}

STEPS = {"note_warehouse_started", "note_dispatch", "note_delivery", "note_tracking", "note_return", "close_order"}
PLATFORMS = {"list_accounts", "take_in_order", "list_holds", "acknowledge_hold", *STEPS}
STAFFS = {"request_evidence", "offer_settlement", "approve_dispute", "reject_dispute"}
"""Who asks, where it is not the merchant."""

OPENED = ("list_orders", "list_claimable_lines", "open_dispute")
STORIES = [
    ("list_orders", "list_claimable_lines", "preview_dispute"),
    *((*OPENED, then) for then in ("read_dispute", "read_finding", "list_dispute_events", "write_message")),
    *((*OPENED, then) for then in ("withdraw_dispute", "approve_dispute", "reject_dispute")),
    (*OPENED, "request_evidence", "submit_evidence"),
    *((*OPENED, "offer_settlement", then) for then in ("agree_to_offer", "accept_offer", "decline_offer")),
    *(("take_in_order", then) for then in ("note_warehouse_started", "close_order")),
    *(("take_in_order", "note_dispatch", then) for then in ("note_delivery", "note_tracking", "note_return")),
    ("list_orders", "read_order"),
    ("list_accounts", "list_orders"),
    ("take_in_order", "read_order"),
    ("take_in_order", "list_claimable_lines"),
    ("list_disputes", "read_dispute"),
    ("list_holds", "acknowledge_hold"),
    ("list_policy_versions", "read_policy_version"),
    *(("add_endpoint", then) for then in ("read_endpoint", "change_endpoint", "remove_endpoint", "read_secrets")),
    *(("add_endpoint", then) for then in ("rotate_secret", "list_deliveries")),
    ("add_endpoint", "send_test_event", "read_delivery"),
    ("add_endpoint", "send_test_event", "replay_delivery"),
]


@dataclass
class Reader:
    """A program that knows nothing but the document and its tokens."""

    schema: Any
    tokens: dict[str, str]
    account: str

    def ask(self, name: str, *, parameters: dict[str, Any], body: dict[str, Any]) -> tuple[int, Any]:
        """Status and body of the operation's answer, which keeps to the document."""
        path, method, one = OPERATIONS[name]
        places = {told["name"]: told["in"] for told in one.get("parameters", [])}
        where: dict[str, dict[str, Any]] = {"path": {}, "query": {}}
        for parameter, value in parameters.items():
            where[places[parameter]][parameter] = value
        case = self.schema[path][method].Case(
            path_parameters=where["path"],
            query=where["query"],
            **({"body": self.example(one) | body, "media_type": "application/json"} if "requestBody" in one else {}),
        )
        who = "platform" if name in PLATFORMS else "staff" if name in STAFFS else "merchant"
        answer = case.call_and_validate(checks=CHECKS, headers={"Authorization": f"Bearer {self.tokens[who]}"})
        return answer.status_code, answer.json()

    def example(self, operation: dict[str, Any]) -> dict[str, Any]:
        """Of the operation's body, as the document gives it; about our account."""
        named = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
        given = dict(SCHEMAS[named].get("examples", [{}])[0])
        return given | ({"account": self.account} if "account" in given else {})

    def tell(self, story: tuple[str, ...]) -> tuple[int, Any]:
        """Walks the story along its links; its last answer, all before were done."""
        status, answer = self.ask(story[0], parameters={}, body={})
        for name, then in itertools.pairwise(story):
            assert status < 300, (name, status, answer)
            link = LINKS[name, then]
            parameters = {key: read(value, answer) for key, value in link["parameters"].items()}
            status, answer = self.ask(then, parameters=parameters, body=read(link.get("requestBody", {}), answer))
        return status, answer


def read(told: Any, answer: Any) -> Any:
    """A link's value: its pointers into the answer replaced by what stands there (OpenAPI 3.1, runtime expressions)."""
    if isinstance(told, dict):
        return {name: read(one, answer) for name, one in told.items()}
    if isinstance(told, list):
        return [read(one, answer) for one in told]
    if not isinstance(told, str) or not told.startswith("$response.body#/"):
        return told
    for part in told.removeprefix("$response.body#/").split("/"):
        answer = answer[int(part)] if isinstance(answer, list) else answer[part]
    return answer


def merchant_with(what: str) -> Person:
    """A merchant with an order as the story needs it, and with a dispute where one is to be found."""
    merchant = owner()
    order = paid_order(merchant, line(3, 90_00))
    if what in ("acknowledge_hold", "read_dispute"):
        open_case(merchant, order)
        paid_order(merchant)
    while drain_outbox(hand_over=lambda _: None):
        pass
    assert Order.objects.filter(account_id=merchant.account_id).exists()
    return merchant


@pytest.mark.parametrize("story", STORIES, ids="-".join)
def test_a_story_is_told_with_nothing_but_the_document(story: tuple[str, ...], db: None, monkeypatch: Any) -> None:
    monkeypatch.setattr("amends.config.wsgi.close_old_connections", lambda: None)  # the test's transaction is on it
    merchant = merchant_with(story[-1])
    tokens = {
        "merchant": token_of(merchant, Role.OWNER),
        "staff": staff_token(),
        "platform": staff_token(Role.PLATFORM, name="Order system"),
    }
    reader = Reader(schema_of(DOCUMENT), tokens, str(merchant.account_id))
    status, answer = reader.tell(story)
    assert status < 300, json.dumps(answer)


def test_every_link_is_walked() -> None:
    walked = {pair for story in STORIES for pair in itertools.pairwise(story)}
    assert walked == set(LINKS)
