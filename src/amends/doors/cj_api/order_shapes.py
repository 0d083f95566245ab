"""Orders in CJ's fields."""

from typing import Any

from amends.core.cj_api.amounts import dollars
from amends.core.cj_api.ids import write_id, write_order_code
from amends.core.cj_api.moments import write_plain
from amends.core.cj_api.statuses import Status
from amends.core.money import share
from amends.core.orders.kinds import Stage
from amends.core.orders.parts import Parts
from amends.core.refusals import Refusal
from amends.doors.cj_api.codes import Code
from amends.doors.cj_api.envelope import code_of
from amends.records.cj_api.orders import LineSeen, OrderSeen


def write_order(order: OrderSeen) -> dict[str, Any]:
    """An order of the list."""
    charged, address = order.charged, order.address
    return {
        "orderId": write_id(order.id),
        "shipmentOrderId": write_id(order.id),
        "orderNum": order.external_number or order.number,
        "cjOrderId": write_order_code(order.number, order.id),
        "platformOrderId": order.external_number,
        "shippingCountryCode": order.country,
        "shippingProvince": address.get("province", ""),
        "shippingCity": address.get("city", ""),
        "shippingAddress": address.get("line1", ""),
        "shippingCustomerName": address.get("name") or order.buyer_name,
        "shippingPhone": address.get("phone", ""),
        "shippingZip": address.get("zip", ""),
        "remark": order.remark,
        "logisticName": order.shipping_method,
        "trackNumber": order.tracking_number,
        "trackingUrl": "",
        "orderWeight": 0,
        "orderAmount": charged and dollars(charged.total),
        "productAmount": charged and dollars(charged.goods),
        "postageAmount": charged and dollars(charged.shipping),
        "orderStatus": order.status.value,
        "createDate": write_plain(order.placed_at),
        "paymentDate": write_plain(order.paid_at),
        "storeCreateDate": write_plain(order.placed_at),
        "storageId": "",
        "storageName": "",
        "storeName": order.store_name,
        "isSandbox": int(order.sandbox),
    }


def write_order_detail(order: OrderSeen, lines: list[LineSeen]) -> dict[str, Any]:
    """An order of its own, with its lines and the dispute about it."""
    return {
        **write_order(order),
        "cjOrderCode": write_order_code(order.number, order.id),
        "fromCountryCode": "",
        "disputeId": order.dispute or "",
        "outWarehouseTime": write_plain(order.dispatched_at),
        "isComplete": int(order.stage in (Stage.COMPLETED, Stage.CLOSED)),
        "productList": [
            {
                "vid": line.sku,
                "quantity": line.quantity,
                "sellPrice": dollars(share(line.goods, whole=line.quantity, before=0, taken=1)),
                "storeLineItemId": line.shop_id,
                "lineItemId": write_id(line.id),
                "productionOrderStatus": None,
                "abnormalType": [],
                "podPropertiesInfo": None,
            }
            for line in lines
        ],
    }


def write_created(
    order: OrderSeen, lines: list[LineSeen], *, coded: bool, pay_page: str, unpaid: Refusal | None
) -> dict[str, Any]:
    """An order just made. There are no discounts here; `unpaid` is why the balance did not pay for it."""
    charged = order.charged or Parts()
    whole, goods, shipping = dollars(charged.total), dollars(charged.goods), dollars(charged.shipping)
    return {
        "orderId": write_order_code(order.number, order.id) if coded else write_id(order.id),
        "orderNumber": order.number,
        "shipmentOrderId": write_id(order.id),
        "iossAmount": dollars(charged.tax),
        "iossTaxHandlingFee": dollars(charged.tax_handling),
        "postageAmount": shipping,
        "postageOriginalAmount": shipping,
        "postageDiscountAmount": 0.0,
        "productAmount": goods,
        "productOriginalAmount": goods,
        "productDiscountAmount": 0.0,
        "totalDiscountAmount": 0.0,
        "actualPayment": whole,
        "orderOriginalAmount": whole,
        "orderAmount": whole,
        "cjPayUrl": pay_page if order.status is Status.UNPAID else "",
        "logisticsMiss": False,
        "orderStatus": order.status.value,
        "productInfoList": [
            {
                "storeLineItemId": line.shop_id,
                "lineItemId": write_id(line.id),
                "variantId": line.sku,
                "quantity": line.quantity,
                "isGroup": False,
                "subOrderProducts": [],
            }
            for line in lines
        ],
        "interceptOrderReasons": [{"code": code_of(unpaid, fails=Code.NOT_PAID), "message": unpaid.words()}]
        if unpaid
        else [],
    }
