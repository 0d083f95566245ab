"""Asks about orders in CJ's shapes."""

from typing import Any

from tests.doors.cj_api.conftest import Tool, call, code_of
from tests.makers.cases import rows

V2 = "/shopping/order/createOrderV2"
V3 = "/shopping/order/createOrderV3"
DETAIL = "/shopping/order/getOrderDetail"
LIST = "/shopping/order/list"
PAY = "/shopping/pay/payBalance"


def body(number: str = "1627572766607937536", **changes: Any) -> dict[str, Any]:
    """Two mugs for 6.50 each and a lamp, to Cologne."""
    told: dict[str, Any] = {
        "orderNumber": number,
        "shippingZip": "50667",
        "shippingCountryCode": "DE",
        "shippingCountry": "Germany",
        "shippingProvince": "NRW",
        "shippingCity": "Köln",
        "shippingPhone": "+49 221 1",
        "shippingCustomerName": "Zoë Straße",
        "shippingAddress": "Hauptweg 1",
        "shippingAddress2": "2nd floor",
        "houseNumber": "7",
        "email": "zoe@buyer.example",
        "remark": "Ring twice",
        "payType": "",
        "logisticName": "CJPacket",
        "fromCountryCode": "CN",
        "platform": "Api",
        "products": [
            {"vid": "27572784056172547", "quantity": "2", "unitPrice": "6.50", "storeLineItemId": "shop-1"},
            {"sku": "CJLAMP01", "quantity": 1, "unitPrice": 5},
        ],
    }
    return {**told, **changes}


def refused(tool: Tool, path: str, sent: dict[str, Any], code: int, method: str = "POST") -> dict[str, Any]:
    """The call is refused by that code and every row stands as it stood."""
    before = rows()
    answer = call(method, path, token=tool.token, body=sent)
    assert code_of(answer) == code, answer.body
    assert rows() == before
    return dict(answer.body)
