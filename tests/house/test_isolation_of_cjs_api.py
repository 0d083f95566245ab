"""Nobody sees another account's rows over CJ's API either: every call there is, by a stranger with a session of theirs.

The calls come from the door itself and are asked in each method, with another account's ids in every field that names
something, in the query and in the body.
"""

import re
from typing import Any

import pytest
from django.urls import URLPattern

from amends.core.cj_api.ids import write_id
from amends.doors.cj_api.urls import urlpatterns
from amends.records.cj_api.models import CjOrder
from amends.records.disputes.models import Dispute
from amends.records.evidence.models import Evidence
from amends.records.orders.models import Order, OrderLine, Shipment
from tests.doors.cj_api.conftest import call, data_of, key_of, log_in
from tests.house.test_isolation import WORDS, ids_of, rows_of
from tests.makers.cases import open_case, paid_order, unpaid_order
from tests.makers.drafts import draft, give, sent_order
from tests.makers.people import Person, owner
from tests.makers.wallet import topped_up

CALLS = sorted(f"/{one.pattern}" for one in urlpatterns if isinstance(one, URLPattern) and str(one.pattern))
NAMES = ("orderId", "disputeId", "orderNumber", "shipmentOrderId", "trackNumber", "orderIds")
NEW_FOR_A_STRANGER = "/shopping/order/createOrderV"


@pytest.fixture
def first(db: None, store: object) -> Person:
    merchant = owner(shop="Blue Lantern")
    open_case(merchant, paid_order(merchant, sent=True), message="a secret between us")
    paid_order(merchant)
    topped_up(merchant, 5000)
    made = unpaid_order(merchant)
    CjOrder.objects.create(order=made, account_id=merchant.account_id, sandbox=True, remark="a secret between us")
    give(merchant.actor, draft=draft(sent_order(merchant), merchant.actor), name="tears.jpg")
    log_in(key_of(merchant))
    return merchant


def names_of(merchant: Person) -> list[str]:
    """Everything of the merchant's that a call could name, and its ids as decimals."""
    own = {"account_id": merchant.account_id}
    texts = [
        *Order.objects.filter(**own).values_list("number", flat=True),
        *Order.objects.filter(**own).values_list("external_number", flat=True),
        *Dispute.objects.filter(**own).values_list("number", flat=True),
        *Shipment.objects.filter(**own).values_list("tracking_number", flat=True),
    ]
    rows = (Order, OrderLine, Dispute, Evidence)
    ids = [id_ for rows_ in rows for id_ in rows_.objects.filter(**own).values_list("id", flat=True)]
    return sorted({text for text in texts if text} | {write_id(id_) for id_ in ids} | set(ids_of(merchant)))


def body_of(name: str, line: str) -> dict[str, Any]:
    """A body in which every field that names something names the same."""
    return {
        **dict.fromkeys(NAMES, name),
        "businessDisputeId": f"b-{name}"[:100],
        "disputeReasonId": 1,
        "expectType": 1,
        "refundType": 1,
        "messageText": "x",
        "productInfoList": [{"lineItemId": line, "quantity": 1}],
        "targetStatus": 400,
        "payId": f"P{name}",
    }


def said(answer: Any) -> str:
    """What an answer says, without what differs between any two: its own id, and that of an upload just made."""
    told = str({name: value for name, value in answer.body.items() if name != "requestId"})
    return re.sub(r"/evidence/[0-9a-f-]{36}/", "/evidence/…/", told)


def test_another_accounts_row_looks_like_none_at_all(first: Person) -> None:
    session = log_in(key_of(owner(shop="Elsewhere")))["accessToken"]
    line = write_id(OrderLine.objects.filter(account_id=first.account_id)[0].id)
    before, wrong = rows_of(first), []
    for path in (path for path in CALLS if path != "/authentication/logout"):
        for name in names_of(first):
            nothing = ("7" if name.isdecimal() else "Q") * len(name)
            for method in ("GET", "POST", "PATCH", "DELETE"):
                answers = []
                for asked in (name, nothing):
                    query = "&".join(f"{field}={asked.replace('#', '%23')}" for field in NAMES)
                    answer = call(method, f"{path}?{query}", token=session, body=body_of(asked, line))
                    answers.append(said(answer).replace(asked, "…"))
                    wrong += [f"{method} {path} says {word}" for word in WORDS if word in answers[-1]]
                if answers[0] != answers[1] and not path.startswith(NEW_FOR_A_STRANGER):
                    wrong.append(f"{method} {path} {name}: {answers}")
    assert wrong == []
    assert rows_of(first) == before


def test_the_owner_is_answered_where_a_stranger_is_not(first: Person) -> None:
    """Else the test above would pass on calls that answer nobody."""
    session = log_in(key_of(first))["accessToken"]
    dispute = Dispute.objects.get()
    assert data_of(call("GET", f"/disputes/getDisputeDetail?disputeId={dispute.number}", token=session))
    assert data_of(call("GET", f"/shopping/order/getOrderDetail?orderId={write_id(dispute.order_id)}", token=session))
    assert len(data_of(call("GET", "/shopping/order/list", token=session))["list"]) == Order.objects.count()
    assert data_of(call("GET", "/shopping/pay/getBalance", token=session))["amount"] == 50.0
