"""Orders in CJ's fields."""

from typing import Any

from amends.core.money import share
from amends.core.orders.kinds import Stage
from amends.doors.cj_api.amounts import dollars
from amends.doors.cj_api.ids import write_id, write_order_code
from amends.doors.cj_api.moments import write_plain
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
