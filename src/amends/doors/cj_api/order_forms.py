"""What CJ's clients send about orders they make and pay."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from amends.doors.cj_api.reading import Asked, Text, Whole

Name = Annotated[Text, Field(max_length=200)]
Text20 = Annotated[Text, Field(max_length=20)]
Text50 = Annotated[Text, Field(max_length=50)]
Price = Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=2)]

PRODUCTS_LIMIT = 500


class ProductAsked(Asked):
    """Units of a variant, by `vid` or `sku`, at a price."""

    vid: Text50 = ""
    sku: Text50 = ""
    quantity: Annotated[Whole, Field(ge=1)]
    unitPrice: Price | None = None  # noqa: N815 - CJ's names, here and below
    storeLineItemId: Annotated[Text, Field(max_length=125)] = ""  # noqa: N815


class CreateAsked(Asked):
    """An order."""

    orderNumber: Text50  # noqa: N815
    shippingZip: Text20 = ""  # noqa: N815
    shippingCountryCode: Text20  # noqa: N815
    shippingCountry: Text50  # noqa: N815
    shippingProvince: Text50  # noqa: N815
    shippingCity: Text50  # noqa: N815
    shippingCounty: Text50 = ""  # noqa: N815
    shippingPhone: Text20 = ""  # noqa: N815
    shippingCustomerName: Text50  # noqa: N815
    shippingAddress: Name  # noqa: N815
    shippingAddress2: Name = ""  # noqa: N815
    houseNumber: Text20 = ""  # noqa: N815
    email: Text50 = ""
    remark: Annotated[Text, Field(max_length=500)] = ""
    payType: Annotated[Whole, Field(ge=1, le=3)] = 1  # noqa: N815
    shopAmount: Price | None = None  # noqa: N815
    logisticName: Text50  # noqa: N815
    fromCountryCode: Text20  # noqa: N815
    storeName: Text50 = ""  # noqa: N815
    isSandbox: Annotated[Whole, Field(ge=0, le=1)] = 0  # noqa: N815
    products: Annotated[list[ProductAsked], Field(min_length=1, max_length=PRODUCTS_LIMIT)]


class OrderNamed(Asked):
    """Which order."""

    orderId: Name  # noqa: N815


class ShipmentNamed(Asked):
    """Which order, by what stands for its shipment, and which payment."""

    shipmentOrderId: Name  # noqa: N815


class ShipmentPaid(ShipmentNamed):
    """The same with the payment."""

    payId: Name  # noqa: N815
