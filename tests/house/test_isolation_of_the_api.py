"""Nobody sees another account's rows over our API: every operation of the document, by a stranger with a token.

The operations come from the document, which a test holds against the program: a new one cannot be forgotten.
"""

import json
import re
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.urls import URLPattern

from amends.core.access import Role
from amends.doors.api.urls import urlpatterns
from amends.records.disputes.models import Dispute
from amends.records.orders.models import Order, OrderLine
from tests.doors.api.conftest import token_of
from tests.house.test_isolation import WORDS, ids_of, rows_of
from tests.makers.cases import offer, open_case, paid_order, unpaid_order
from tests.makers.claims import hear
from tests.makers.people import Person, owner, staff
from tests.makers.store import store
from tests.makers.wallet import topped_up
from tests.makers.webhooks import endpoint, tried
from tests.makers.wire import call

__all__ = ["store"]

DOCUMENT = json.loads((Path(__file__).parents[2] / "docs" / "openapi.json").read_text())
CALLS = [(path, method) for path, operations in DOCUMENT["paths"].items() for method in operations]
QUERY = ("account", "cursor", "after", "number", "order", "request_key", "dispute", "id")


@pytest.fixture
def first(db: None, store: object) -> Person:
    merchant = owner(shop="Blue Lantern")
    offer(open_case(merchant, paid_order(merchant, sent=True), message="a secret between us"), staff(), amount=5)
    hear(paid_order(merchant, sent=True), reason="a secret between us")
    unpaid_order(merchant)
    topped_up(merchant, 5000)
    tried(endpoint(merchant.actor, note="a secret between us"), merchant.actor)
    token_of(merchant, Role.OWNER)
    return merchant


def names_of(merchant: Person) -> list[str]:
    own = {"account_id": merchant.account_id}
    texts = [
        *Order.objects.filter(**own).values_list("number", flat=True),
        *Dispute.objects.filter(**own).values_list("number", flat=True),
    ]
    return sorted({*texts, *ids_of(merchant)})


def nobodys(name: str) -> str:
    """A name of the same form that nothing has."""
    return re.sub("[0-9a-f]", "7", name) if len(name) == len(str(UUID(int=0))) else re.sub("[0-9]", "0", name)


def body_of(name: str, line: str) -> dict[str, Any]:
    """A body that names the same wherever a body may name something."""
    return {"order": name, "lines": [{"line_id": line, "quantity": 1}], "reason": "damaged", "wish": "refund_wallet"}


BODIES: dict[str, dict[str, Any]] = {
    "messages": {"body": "x"},
    "submit-evidence": {"words": "x"},
    "agree": {"round": 1},
    "accept": {"round": 1},
    "decline": {"round": 1, "words": "x"},
    "payments": {"due": 1000},
    "rotate-secret": {},
}


def ask(method: str, path: str, name: str, *, token: str, line: str) -> str:
    """What the operation says when everything that names something names `name`."""
    address = re.sub(r"\{[a-z_]+\}", name.replace("/", ""), path)
    declared = {one["name"] for one in DOCUMENT["paths"][path][method].get("parameters", []) if one["in"] == "query"}
    query = "&".join(f"{field}={name}" for field in QUERY if field in declared)
    last = path.rpartition("/")[2]
    body = BODIES.get(last, body_of(name, line)) | ({"order": name} if last == "payments" else {})
    answer = call(method.upper(), f"{address}?{query}", token=token, body=body)
    plain = call(method.upper(), address, token=token, body=body)
    return f"{answer.status} {answer.body} {plain.status} {plain.body}".replace(name, "…")


def test_the_document_names_every_route() -> None:
    routes = {
        re.sub(r"<(?:[a-z]+:)?([a-z_]+)>", r"{\1}", f"/api/v1/{one.pattern}").replace("\\", "")
        for one in urlpatterns
        if isinstance(one, URLPattern) and str(one.pattern)
    }
    assert routes - {"/api/v1/openapi.json"} == set(DOCUMENT["paths"])


def test_another_accounts_row_looks_like_none_at_all(first: Person) -> None:
    token = token_of(owner(shop="Red Kite"), Role.OWNER)
    line = str(OrderLine.objects.filter(account_id=first.account_id)[0].id)
    before, names, wrong = rows_of(first), names_of(first), []
    assert not {nobodys(name) for name in names} & set(names)
    for path, method in CALLS:
        absents: dict[str, str] = {}  # several names are asked beside the same one that nothing has
        for name in names:
            theirs, nothing = ask(method, path, name, token=token, line=line), nobodys(name)
            if nothing not in absents:
                absents[nothing] = ask(method, path, nothing, token=token, line=line.replace(line[-4:], "7777"))
            none = absents[nothing]
            wrong += [f"{method} {path} says {word}" for word in WORDS if word in theirs]
            if theirs.replace(line, "…") != none.replace(line.replace(line[-4:], "7777"), "…"):
                wrong.append(f"{method} {path} {name}: {theirs} / {none}")
    assert wrong == []
    assert rows_of(first) == before


def test_the_owner_is_answered_where_a_stranger_is_not(first: Person) -> None:
    """Else the test above would pass on operations that answer nobody."""
    token = token_of(first, Role.OWNER)
    dispute = Dispute.objects.get()
    assert "a secret between us" in str(call("GET", f"/api/v1/disputes/{dispute.number}", token=token).body)
    assert call("GET", f"/api/v1/orders/{dispute.order.number}", token=token).status == 200
    assert "a secret between us" in str(call("GET", "/api/v1/external-claims", token=token).body)
    assert call("GET", "/api/v1/wallet", token=token).body["balances"][0]["withdrawable"] == 5000
