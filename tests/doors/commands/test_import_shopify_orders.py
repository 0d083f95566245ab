"""An operator imports Shopify's orders export: it tells what the buyer paid, not what the merchant was charged."""

import csv
from io import StringIO

import pytest
from django.core.management import call_command

from amends.records.orders.models import Order, OrderLine
from tests.makers.people import owner

pytestmark = pytest.mark.django_db

HEADER = (
    "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,"
    "Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,"
    "Lineitem price,Lineitem compare at price,Lineitem sku,Lineitem requires shipping,Lineitem taxable,"
    "Lineitem fulfillment status,Billing Name,Billing Street,Billing Address1,Billing Address2,Billing Company,"
    "Billing City,Billing Zip,Billing Province,Billing Country,Billing Phone,Shipping Name,Shipping Street,"
    "Shipping Address1,Shipping Address2,Shipping Company,Shipping City,Shipping Zip,Shipping Province,"
    "Shipping Country,Shipping Phone,Notes,Note Attributes,Cancelled at,Payment Method,Payment Reference,"
    "Refunded Amount,Vendor,Outstanding Balance,Employee,Location,Device ID,Id,Tags,Risk Level,Source,"
    "Lineitem discount,Tax 1 Name,Tax 1 Value,Tax 2 Name,Tax 2 Value,Tax 3 Name,Tax 3 Value,Tax 4 Name,Tax 4 Value,"
    "Tax 5 Name,Tax 5 Value,Phone,Receipt Number,Duties,Billing Province Name,Shipping Province Name,Payment ID,"
    "Payment Terms Name,Next Payment Due At,Payment References"
).split(",")
MUGS = {
    "Name": "#1001",
    "Email": "zoe@buyer.example",
    "Created at": "2026-04-05 21:06:21 +0400",
    "Vendor": "Potter",
    "Lineitem quantity": "2",
    "Lineitem name": "Enamel mug - blue",
    "Lineitem price": "15.00",
    "Lineitem sku": "MUG-B",
}
ORDER = {
    **MUGS,
    "Financial Status": "paid",
    "Fulfillment Status": "fulfilled",
    "Fulfilled at": "2026-04-06 09:00:00 +0400",
    "Currency": "AED",
    "Subtotal": "55.00",
    "Shipping": "10.00",
    "Taxes": "0.00",
    "Total": "65.00",
    "Shipping Method": "Standard",
    "Billing Name": "Zoë Straße",
    "Shipping Name": "Zoë Straße",
    "Shipping Address1": "Marina Walk 1",
    "Shipping City": "Dubai",
    "Shipping Zip": "'00000",
    "Shipping Country": "AE",
    "Notes": "Please ring,\ntwice.\n\nThank you",
    "Id": "5611846467783",
}
LAMP = {
    **{key: MUGS[key] for key in ("Name", "Email", "Created at", "Vendor")},
    "Lineitem quantity": "1",
    "Lineitem name": "Paper lamp",
    "Lineitem price": "25.00",
    "Lineitem sku": "LAMP-7",
}


def export(*rows, more=()):
    text = StringIO()
    writer = csv.DictWriter(text, [*HEADER, *more], lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


@pytest.fixture
def run(tmp_path):
    owner("ana@shop.example")

    def run(text, **told):
        path, said, screen = tmp_path / "orders_export.csv", StringIO(), StringIO()
        path.write_bytes(text.encode())
        for name in ("mapping", "price_list"):
            if name in told:
                file = tmp_path / name
                file.write_text(told[name])
                told[name] = file if name == "price_list" else str(file)
        call_command("import_orders", path, account="ANA@shop.example", stdout=said, stderr=screen, **told)
        return said.getvalue() + screen.getvalue()

    return run


def lines():
    columns = "position sku name quantity charged_goods charged_shipping charged".split()
    return list(OrderLine.objects.order_by("order__number", "position").values_list(*columns))


def test_it_tells_what_the_buyer_paid_and_not_what_the_merchant_was_charged(run):
    said = run(export(ORDER, LAMP))
    assert said == (
        "1 imported (2 lines), 0 updated, 0 unchanged, 0 rejected (0 rows).\n"
        "Of 1 order it is not known what the merchant was charged: it can be disputed for a resend, not for a refund.\n"
    )
    order = Order.objects.get()
    assert (order.number, order.external_number, order.kind) == ("#1001", "5611846467783", "store")
    assert (order.sold_for, order.sold_for_currency) == (6500, "AED")
    assert (order.charged_known, order.charged, order.currency) == (False, 0, "AED")
    assert (order.stage, order.payment_state, order.paid_outside) == ("dispatched", "paid", True)
    assert order.placed_at.isoformat() == "2026-04-05T17:06:21+00:00"
    assert order.dispatched_at.isoformat() == "2026-04-06T05:00:00+00:00"
    assert (order.buyer_name, order.buyer_email, order.country) == ("Zoë Straße", "zoe@buyer.example", "AE")
    assert order.address == {"name": "Zoë Straße", "line1": "Marina Walk 1", "city": "Dubai", "zip": "00000"}
    assert (order.shipping_method, order.supplier) == ("Standard", "Potter")
    assert lines() == [
        (1, "MUG-B", "Enamel mug - blue", 2, 0, 0, 0),
        (2, "LAMP-7", "Paper lamp", 1, 0, 0, 0),
    ]


def test_the_charge_comes_from_a_price_list(run):
    said = run(export(ORDER, LAMP), price_list="SKU,Price\nmug-b,4.50\nLAMP-7,9\n")
    assert "not known" not in said
    assert Order.objects.values_list("charged_known", "charged").get() == (True, 1800)
    assert [line[4] for line in lines()] == [900, 900]


def test_a_price_list_with_a_gap_leaves_the_charge_unknown(run):
    assert "not known" in run(export(ORDER, LAMP), price_list="sku,price\nMUG-B,4.50\n")
    assert Order.objects.values_list("charged_known", "charged").get() == (False, 0)


def test_the_charge_comes_from_columns_added_to_the_export(run):
    more = ("Charged price", "Charged shipping")
    text = export(
        {**ORDER, "Charged price": "4.50", "Charged shipping": "3.00"}, {**LAMP, "Charged price": "9"}, more=more
    )
    run(text)
    assert Order.objects.values_list("charged_known", "charged", "charged_shipping").get() == (True, 2100, 300)
    assert [line[4:] for line in lines()] == [(900, 150, 1050), (900, 150, 1050)]


def test_the_charge_comes_from_a_mapping_that_extends_the_shipped_one(run):
    mapping = """
    extends = "shopify"
    [order]
    currency = "USD"
    number_prefix = "BL"
    [columns]
    charged_goods = "Cost"
    """
    run(export({**ORDER, "Cost": "3.10"}, {**LAMP, "Cost": "2.05"}, more=("Cost",)), mapping=mapping)
    order = Order.objects.get()
    assert (order.number, order.currency, order.charged) == ("BL#1001", "USD", 515)
    assert (order.sold_for, order.sold_for_currency) == (6500, "AED")


@pytest.mark.parametrize(
    ("told", "stage", "payment"),
    [
        ({"Fulfillment Status": "unfulfilled"}, "pending", "paid"),
        ({"Fulfillment Status": ""}, "pending", "paid"),
        ({"Fulfillment Status": "partial"}, "dispatched", "paid"),
        ({"Fulfillment Status": "restocked", "Financial Status": "refunded"}, "closed", "paid"),
        ({"Financial Status": "partially_refunded"}, "dispatched", "paid"),
        ({"Financial Status": "authorized"}, "dispatched", "paid"),
        ({"Financial Status": "pending"}, "dispatched", "unpaid"),
        ({"Financial Status": "voided", "Cancelled at": "2026-04-07 09:00:00 +0400"}, "closed", "unpaid"),
    ],
)
def test_its_statuses_become_ours(run, told, stage, payment):
    run(export({**ORDER, **told}))
    order = Order.objects.get()
    assert (order.stage, order.payment_state) == (stage, payment)


def test_the_same_number_in_another_shop_is_rejected_and_not_overwritten(run):
    run(export(ORDER))
    said = run(export({**ORDER, "Id": "999", "Total": "1.00"}))
    assert "0 updated, 0 unchanged, 1 rejected (1 rows)" in said
    assert "#1001 is another order's number: 5611846467783 outside, not 999." in said
    assert Order.objects.values_list("sold_for", flat=True).get() == 6500


def test_an_export_without_sku_email_and_later_columns_comes_in(run):
    rows = [{**ORDER, "Lineitem sku": "", "Email": ""}]
    text = StringIO()
    writer = csv.DictWriter(text, HEADER[: HEADER.index("Shipping Phone")], extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    run(text.getvalue())
    assert Order.objects.values_list("number", "external_number").get() == ("#1001", "")
    assert lines()[0][1:3] == ("", "Enamel mug - blue")
