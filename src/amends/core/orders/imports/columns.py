"""What the columns of a file may tell of an order; our own CSV calls its columns by these names."""

from enum import StrEnum


class Column(StrEnum):
    """Of the order first, of one line from `sku` on. `charged_*` is what the merchant paid the platform."""

    NUMBER = "number"
    EXTERNAL_NUMBER = "external_number"
    KIND = "kind"
    PLACED_AT = "placed_at"
    CURRENCY = "currency"
    STAGE = "stage"
    PAYMENT = "payment"
    PAID_AT = "paid_at"
    DISPATCHED_AT = "dispatched_at"
    CLOSED_AT = "closed_at"
    STORE = "store"
    SUPPLIER = "supplier"
    BUYER_NAME = "buyer_name"
    BUYER_EMAIL = "buyer_email"
    COUNTRY = "country"
    ADDRESS_NAME = "address_name"
    ADDRESS_COMPANY = "address_company"
    ADDRESS_LINE1 = "address_line1"
    ADDRESS_LINE2 = "address_line2"
    ADDRESS_CITY = "address_city"
    ADDRESS_PROVINCE = "address_province"
    ADDRESS_ZIP = "address_zip"
    ADDRESS_PHONE = "address_phone"
    SHIPPING_METHOD = "shipping_method"
    CHARGED_SHIPPING = "charged_shipping"
    CHARGED_TAX = "charged_tax"
    CHARGED_TAX_HANDLING = "charged_tax_handling"
    SOLD_FOR = "sold_for"
    SOLD_FOR_CURRENCY = "sold_for_currency"
    SKU = "sku"
    NAME = "name"
    QUANTITY = "quantity"
    CHARGED_PRICE = "charged_price"
    CHARGED_GOODS = "charged_goods"
    PICTURE_URL = "picture_url"


LINE_COLUMNS = frozenset(
    {
        Column.SKU,
        Column.NAME,
        Column.QUANTITY,
        Column.CHARGED_PRICE,
        Column.CHARGED_GOODS,
        Column.PICTURE_URL,
    }
)
ORDER_COLUMNS = tuple(column for column in Column if column not in LINE_COLUMNS)
"""Told once for the whole order: the first row that tells counts, whether the others repeat it or stay empty."""

SAME_ON_EVERY_ROW = (
    Column.KIND,
    Column.CURRENCY,
    Column.STAGE,
    Column.PAYMENT,
    Column.CHARGED_SHIPPING,
    Column.CHARGED_TAX,
    Column.CHARGED_TAX_HANDLING,
    Column.SOLD_FOR,
    Column.SOLD_FOR_CURRENCY,
)
"""Rows of one order that tell two different things here contradict each other; for money, nothing is guessed."""

REQUIRED = (Column.NUMBER, Column.PLACED_AT, Column.QUANTITY)
