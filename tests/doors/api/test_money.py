"""Wallet, settlements, external claims and the policy over JSON."""

from datetime import datetime

import pytest

from amends.core.access import Role
from amends.records.orders.models import Order
from tests.doors.api.conftest import Desk, token_of
from tests.makers.cases import paid_order, refunded, unpaid_order
from tests.makers.claims import hear
from tests.makers.people import owner, staff
from tests.makers.tokens import staff_token
from tests.makers.wallet import topped_up
from tests.makers.wire import call


def test_a_wallet_is_read_and_an_order_paid_from_it(desk: Desk) -> None:
    topped_up(desk.merchant, 60_000)
    token, order = token_of(desk.merchant, Role.FINANCE), unpaid_order(desk.merchant)
    before = call("GET", "/api/v1/wallet", token=token).body["balances"]
    due = order.charged
    stale = call("POST", "/api/v1/wallet/payments", token=token, body={"order": order.number, "due": due + 1})
    assert stale.status == 409
    assert call("GET", "/api/v1/wallet", token=token).body["balances"] == before
    body = {"order": order.number, "due": due}
    paid = call("POST", "/api/v1/wallet/payments", token=token, body=body, key="p-1")
    again = call("POST", "/api/v1/wallet/payments", token=token, body=body, key="p-1")
    assert (paid.status, paid.body["bonus"] + paid.body["cash"]) == (200, due)
    assert (again.body, again.headers["idempotency-replayed"]) == (paid.body, "true")
    order.refresh_from_db()
    assert order.payment_state == "paid"
    (balance,) = call("GET", "/api/v1/wallet", token=token).body["balances"]
    assert balance["withdrawable"] + balance["bonus"] == before[0]["withdrawable"] + before[0]["bonus"] - due
    page = call("GET", "/api/v1/wallet/entries?currency=USD&limit=1", token=token).body
    assert [(one["kind"], one["order"], one["after"]) for one in page["entries"]] == [
        ("order_paid", order.number, balance["withdrawable"] + balance["bonus"])
    ]
    rest = call("GET", f"/api/v1/wallet/entries?currency=USD&cursor={page['next']}", token=token).body
    assert ([one["kind"] for one in rest["entries"]], rest["next"]) == (["top_up"], None)


def test_the_wallet_is_for_those_who_may_read_it(desk: Desk) -> None:
    topped_up(desk.merchant, 5000)
    assert call("GET", "/api/v1/wallet", token=desk.token).body["code"] == "access.forbidden"
    stranger = token_of(owner(shop="Red Kite"), Role.FINANCE)
    assert call("GET", "/api/v1/wallet", token=stranger).body == {"balances": []}


def test_finance_lists_settlements_by_tab(desk: Desk) -> None:
    refunded(desk.merchant, staff(), paid_order(desk.merchant))
    token = staff_token(Role.STAFF_FINANCE, name="Books")
    (row,) = call("GET", "/api/v1/settlements?tab=finished", token=token).body["settlements"]
    account = {"account": str(desk.merchant.account_id), "account_name": "Blue Lantern"}
    assert {name: row[name] for name in account} == account
    assert (row["outcome"], [leg["state"] for leg in row["legs"]]) == ("refund_wallet", ["succeeded"])
    assert call("GET", "/api/v1/settlements", token=token).body == {"settlements": [], "next": None}
    assert call("GET", "/api/v1/settlements", token=staff_token(Role.AGENT)).status == 403
    assert call("GET", "/api/v1/settlements?tab=never", token=token).status == 422


def test_a_merchant_lists_their_own_settlements(desk: Desk) -> None:
    for number in ("C-1", "C-2"):
        refunded(desk.merchant, staff(), paid_order(desk.merchant, number=number))
    stranger = owner(shop="Red Kite")
    refunded(stranger, staff(), paid_order(stranger))
    first = call("GET", "/api/v1/settlements?limit=1", token=desk.token).body
    rest = call("GET", f"/api/v1/settlements?limit=1&cursor={first['next']}", token=desk.token).body
    told = first["settlements"] + rest["settlements"]
    assert [(one["account"], one["account_name"], one["state"]) for one in told] == [
        (str(desk.merchant.account_id), "Blue Lantern", "settled")
    ] * 2
    assert told[0]["planned_at"] >= told[1]["planned_at"]
    assert (told[0]["id"] != told[1]["id"], rest["next"]) == (True, None)


@pytest.mark.parametrize("query", ["settlements?tab=stuck", "settlements?tab=running", "external-claims?tab=answer"])
def test_a_merchant_chooses_no_tab(desk: Desk, query: str) -> None:
    refused = call("GET", f"/api/v1/{query}", token=desk.token)
    assert (refused.status, refused.body["code"]) == (422, "request.tab_for_staff")
    assert [one["field"] for one in refused.body["errors"]] == ["tab"]
    assert call("GET", f"/api/v1/{query}", token=staff_token()).status == 200


def test_claims_elsewhere_are_told_to_whom_they_concern(desk: Desk) -> None:
    order: Order = paid_order(desk.merchant, sent=True)
    claim = hear(order)
    (told,) = call("GET", "/api/v1/external-claims", token=desk.token).body["external_claims"]
    assert (told["id"], told["order"], told["holds"], told["amount"]) == (
        str(claim.id),
        order.number,
        True,
        claim.amount,
    )
    assert call("GET", "/api/v1/external-claims", token=staff_token()).body["external_claims"] == [told]
    stranger = token_of(owner(shop="Red Kite"))
    assert call("GET", "/api/v1/external-claims", token=stranger).body["external_claims"] == []


def test_the_policy_is_read_as_it_is_applied(desk: Desk) -> None:
    (version,) = call("GET", "/api/v1/policy", token=desk.token).body["versions"]
    assert (version["number"], version["state"], version["until"]) == (1, "in_force", None)
    assert datetime.fromisoformat(version["since"]).tzinfo is not None
    told = call("GET", "/api/v1/policy/1", token=desk.token).body
    assert told["number"] == 1
    assert "cancellation-in-time" in {clause["id"] for clause in told["document"]["clause"]}
    assert call("GET", "/api/v1/policy/2", token=desk.token).body["code"] == "policy.version_unseen"
    assert call("GET", f"/api/v1/policy/{2**70}", token=desk.token).status == 404
