"""An operator imports orders from files."""

import csv
import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from amends.core.orders.incoming import MOST_LINES
from amends.doors.commands.imports import import_file as importing
from amends.records.orders.models import Order, OrderLine
from amends.records.trail.models import TrailEntry
from amends.usecases.disputes.withdraw_dispute import WithdrawDispute, withdraw_dispute
from tests.makers.incoming import NOW, dispute
from tests.makers.people import owner

pytestmark = pytest.mark.django_db

REPO = Path(__file__).parents[3]
OWN_SAMPLE = REPO / "src/amends/doors/commands/imports/samples/online_retail.csv"
REAL_SAMPLE = REPO.parent / "shared/data/online_retail_sample.csv"
OWN = "number,placed_at,currency,payment,sku,quantity,charged_price\n"


class Screen(StringIO):
    """What a terminal would show; or, not watched, a log."""

    watched = False

    def isatty(self) -> bool:
        return self.watched


@pytest.fixture
def merchant():
    return owner("ana@shop.example", shop="Blue Lantern")


@pytest.fixture
def run(merchant, tmp_path):
    """Imports a file, or bytes or text as one, for Blue Lantern: exit code, what was said, the report's rows."""

    def run(content, account="blue lantern", watched=False, **told):
        path = content
        if not isinstance(content, Path):
            path = tmp_path / "orders.csv"
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        said, screen, report = StringIO(), Screen(), tmp_path / "rejected.csv"
        screen.watched = watched
        code = 0
        try:
            told = {"report": report, **told}
            call_command("import_orders", path, account=account, stdout=said, stderr=screen, **told)
        except SystemExit as leaving:
            code = leaving.code
        rows = list(csv.reader(report.open(encoding="utf-8"))) if report.exists() else []
        return code, said.getvalue(), screen.getvalue(), rows[1:]

    return run


def orders(*columns):
    return list(Order.objects.order_by("number").values_list(*columns))


def lines(number, *columns):
    return list(OrderLine.objects.filter(order__number=number).order_by("position").values_list(*columns))


def rows_of_everything():
    models = (Order, OrderLine, TrailEntry)
    return [list(model.objects.order_by("id").values()) for model in models]


def test_the_sample_comes_in_as_wholesale_orders(run, merchant):
    code, said, _, rejected = run(OWN_SAMPLE, mapping="online_retail")
    assert code == 0
    assert said.startswith("5 imported (8 lines), 0 updated, 0 unchanged, 2 rejected (3 rows).\n")
    assert rejected == [
        ["8", "C540003", "a credit note: its number begins with C; the quantity is negative"],
        ["9", "C540003", "a credit note: its number begins with C; the quantity is negative"],
        ["11", "540005", "no customer; no description; the price is 0"],
    ]
    columns = "number external_number country buyer_name charged charged_goods charged_shipping".split()
    assert orders(*columns) == [
        ("ZF540001", "540001", "GB", "20011", 4875, 4875, 0),
        ("ZF540002", "540002", "FR", "20044", 6550, 2950, 3600),
        ("ZF540004", "540004", "NL", "20078", 2300, 2300, 0),
        ("ZF540006", "540006", "AU", "20102", 4422, 1872, 2550),
        ("ZF540007", "540007", "GB", "20011", 2780, 2780, 0),
    ]
    columns = "kind stage payment_state paid_outside currency charged_known account_id".split()
    same = ("wholesale", "completed", "paid", True, "GBP", True, merchant.account_id)
    assert orders(*columns) == [same] * 5
    assert lines("ZF540001", "sku", "name", "quantity", "charged") == [
        ("71001A", "PAPER STAR LANTERN WHITE", 12, 2340),
        ("82002", 'ENAMEL SIGN "CAFÉ"', 3, 1275),
        ("71001A", "PAPER STAR LANTERN WHITE", 6, 1260),
    ]
    assert lines("ZF540002", "sku", "charged_goods", "charged_shipping") == [
        ("30417", 1700, 2075),
        ("30999", 1250, 1525),
    ]
    (placed_at,) = Order.objects.filter(number="ZF540006").values_list("placed_at", flat=True)
    assert placed_at.isoformat() == "2026-01-09T12:08:00+00:00"


@pytest.mark.skipif(not REAL_SAMPLE.exists(), reason=f"{REAL_SAMPLE.name} of ../shared is not here")
def test_the_real_sample_comes_in_but_for_its_credit_notes_and_the_invoice_of_nothing(run):
    code, said, _, rejected = run(REAL_SAMPLE, mapping="online_retail")
    assert code == 0
    assert said.startswith("61 imported (986 lines), 0 updated, 0 unchanged, 5 rejected (11 rows).\n")
    credit = "a credit note: its number begins with C; the quantity is negative"
    assert rejected == [
        ["143", "C536379", credit],
        ["156", "C536383", credit],
        *([str(line), "C536391", credit] for line in range(237, 244)),
        ["624", "536414", "no customer; no description; the price is 0"],
        ["941", "C536506", credit],
    ]
    assert Order.objects.count() == 61
    assert OrderLine.objects.count() == 986
    assert sum(Order.objects.values_list("charged", flat=True)) == 2_470_288
    assert sum(OrderLine.objects.values_list("charged", flat=True)) == 2_470_288
    assert sum(OrderLine.objects.values_list("quantity", flat=True)) == 12_863
    assert set(orders("kind", "stage", "payment_state", "currency")) == {("wholesale", "completed", "paid", "GBP")}
    found = {number: rest for number, *rest in orders("number", "charged_goods", "charged_shipping", "country")}
    assert {number for number, (_, shipping, _) in found.items() if shipping} == {"ZF536370", "ZF536403"}
    assert found["ZF536370"] == [80186, 5400, "FR"]
    assert found["ZF536403"] == [17760, 1500, "NL"]
    assert found["ZF536365"] == [13912, 0, "GB"]
    assert len(lines("ZF536412", "sku")) == 81
    repeated = [sku for (sku,) in lines("ZF536412", "sku")].count("21448")
    assert repeated == 5


def test_a_second_run_of_the_same_file_changes_nothing(run):
    run(OWN_SAMPLE, mapping="online_retail")
    before = rows_of_everything()
    code, said, _, rejected = run(OWN_SAMPLE, mapping="online_retail")
    assert code == 0
    assert said.startswith("0 imported (0 lines), 0 updated, 5 unchanged, 2 rejected (3 rows).\n")
    assert len(rejected) == 3
    assert rows_of_everything() == before


def test_the_documented_form_comes_in_as_documented(run):
    text = re.search(r"```csv\n(.*?)```", (REPO / "docs/imports.md").read_text(), re.DOTALL)[1]
    code, said, _, rejected = run(text, kind="sample")
    assert (code, rejected) == (0, [])
    assert said.startswith("3 imported (4 lines), 0 updated, 0 unchanged, 0 rejected (0 rows).\n")
    assert "Of 1 order it is not known what the merchant was charged" in said
    columns = "number kind stage payment_state currency charged charged_known sold_for sold_for_currency country"
    assert orders(*columns.split()) == [
        ("A-2001", "store", "dispatched", "paid", "USD", 2501, True, 4990, "EUR", "PT"),
        ("A-2002", "store", "pending", "paid", "USD", 850, True, None, "", "PT"),
        ("A-2003", "sample", "completed", "paid", "JPY", 0, False, None, "", "JP"),
    ]
    order = Order.objects.get(number="A-2001")
    assert order.address == {"line1": "Rua Nova 4", "city": "Lisboa", "zip": "1200-001"}
    assert (order.store_name, order.buyer_email_folded) == ("Blue Lantern", "ines@buyer.example")


def test_the_kind_asked_for_is_that_of_orders_that_do_not_say(run):
    run(OWN + "A-1,2026-11-02,USD,paid,MUG,1,5\n", kind="preorder")
    assert orders("kind") == [("preorder",)]


@pytest.mark.parametrize(
    "content",
    [
        (OWN + "A-1,2026-11-02,USD,paid,CAFÉ,1,5\n").encode(),
        b"\xef\xbb\xbf" + (OWN + "A-1,2026-11-02,USD,paid,CAFÉ,1,5\n").encode(),
        (OWN + "A-1,2026-11-02,USD,paid,CAFÉ,1,5\n").encode("latin-1"),
        (OWN + "A-1,2026-11-02,USD,paid,CAFÉ,1,5\n").encode("utf-16"),
        (OWN + "A-1,2026-11-02,USD,paid,CAFÉ,1,5").replace("\n", "\r\n").encode(),
        (OWN + "A-1,2026-11-02,USD,paid,CAFÉ,1,5\n").replace(",", ";").encode(),
        (OWN + "\n,,,,,,\nA-1,2026-11-02,USD,paid,CAFÉ,1,5\n\n").replace(",", "\t").encode(),
    ],
    ids=["utf-8", "mark", "latin-1", "utf-16", "crlf", "semicolons", "tabs and blank lines"],
)
def test_encodings_line_ends_and_delimiters_are_found_out(run, content):
    assert run(content)[0] == 0
    assert lines("A-1", "sku", "sku_folded", "charged") == [("CAFÉ", "café", 500)]


def test_windows_1252_is_told_from_latin_1(run):
    run((OWN + "A-1,2026-11-02,USD,paid,€ “5”,1,5\n").encode("cp1252"))
    assert lines("A-1", "sku") == [("€ “5”",)]


def test_quoted_cells_run_over_lines_and_rows_are_named_by_the_line_they_begin_on(run):
    text = OWN.replace("\n", ",name\n") + (
        'A-1,2026-11-02,USD,paid,MUG,1,5,"Mug,\r\n\r\n""blue"""\r\nA-2,2026-11-02,USD,paid,MUG,0,5,"Mug"\r\n'
    )
    _, _, _, rejected = run(text)
    assert lines("A-1", "name") == [('Mug,\r\n\r\n"blue"',)]
    assert rejected == [["5", "A-2", "“0” is not a quantity: a whole number from 1."]]


def test_rows_of_one_order_need_not_stand_together(run, monkeypatch):
    monkeypatch.setattr(importing, "BATCH_ORDERS", 2)
    together = [f"A-{n},2026-11-02,USD,paid,SKU-{line},1,{line}\n" for n in range(5) for line in range(1, 4)]
    scattered = [together[at * 7 % 15] for at in range(15)]
    code, said, _, _ = run(OWN + "".join(scattered))
    assert code == 0
    assert said.startswith("5 imported (15 lines), 0 updated, 0 unchanged, 0 rejected (0 rows).\n")
    assert orders("number", "charged") == [(f"A-{n}", 600) for n in range(5)]


def test_good_orders_come_in_and_bad_ones_are_reported_with_all_their_rows(run):
    code, said, screen, rejected = run(
        OWN
        + "A-1,2026-11-02,USD,paid,MUG,1,5\n"
        + "A-1,2026-11-02,USD,paid,LAMP,many,5\n"
        + "A-2,2026-11-02,USD,paid,MUG,1,5\n"
        + ",2026-11-02,USD,paid,MUG,1,5\n"
        + "A-3,2026-11-02,USD,paid,MUG\n"
        + "SH100,2026-11-02,USD,paid,MUG,1,5\n"
        + "A-4,2026-11-02,EURO,paid,MUG,1,5\n"
        + "A-5,2026-11-02,USD,refunded,MUG,1,5\n"
        + "A/6,2026-11-02,USD,paid,MUG,1,5\n"
    )
    assert code == 0
    assert said.startswith("1 imported (1 lines), 0 updated, 0 unchanged, 6 rejected (8 rows).\n")
    assert orders("number") == [("A-2",)]
    ours = "An order comes in unpaid or paid, not refunded: whether money went back is for Amends to say."
    reserved = "SH100 cannot be an order's number: SH and digits are kept for disputes and resends."
    unreachable = (
        "“A/6” cannot be an order's number: it would be out of reach in an address. "
        "Leave out slashes, backslashes and invisible characters."
    )
    assert rejected == [
        ["5", "", "The row has no order number."],
        ["2", "A-1", "This row is in order, but its order is not: see line 3."],
        ["3", "A-1", "“many” is not a quantity: a whole number from 1."],
        ["6", "A-3", "The row has 5 cells, the header 7."],
        ["7", "SH100", reserved],
        ["8", "A-4", "“EURO” is not a currency code of ISO 4217."],
        ["9", "A-5", ours],
        ["10", "A/6", unreachable],
    ]
    assert "line 3, order A-1: “many” is not a quantity: a whole number from 1.\n" in screen


def test_the_screen_shows_twenty_rejected_rows_and_how_many_more(run):
    bad = "".join(f"A-{n},2026-11-02,USD,paid,MUG,0,5\n" for n in range(25))
    _, _, screen, rejected = run(OWN + bad, report=None)
    assert rejected == []
    assert screen.count("is not a quantity") == 20
    assert screen.endswith("… and 5 more rows; --report FILE writes them all.\n")


def test_an_order_without_end_is_one_rejected_order(run):
    rows = "A-1,2026-11-02,USD,paid,MUG,1,5\n" * (MOST_LINES + 1)
    _, _, _, rejected = run(OWN + "A-0,2026-11-02,USD,paid,MUG,1,5\n" + rows)
    assert orders("number") == [("A-0",)]
    assert rejected == [["3", "A-1", "The order has 2001 lines; 2000 is the most."]]


def test_other_content_updates_and_a_held_order_is_not_moved_on(run, merchant):
    text = OWN.replace("\n", ",stage\n")
    run(text + "A-1,2026-11-02,USD,paid,MUG,2,5,pending\nA-2,2026-11-02,USD,paid,MUG,2,5,pending\n")
    number = dispute(merchant.actor, Order.objects.get(number="A-1"))
    later = text + "A-1,2026-11-02,USD,paid,MUG,2,5,dispatched\nA-2,2026-11-02,USD,paid,MUG,2,5,dispatched\n"
    _, said, _, rejected = run(later)
    assert said.startswith("0 imported (0 lines), 1 updated, 0 unchanged, 1 rejected (1 rows).\n")
    held = f"Order A-1 is held by {number}; it goes on when the dispute ends or is withdrawn."
    assert rejected == [["2", "A-1", held]]
    assert orders("number", "stage") == [("A-1", "pending"), ("A-2", "dispatched")]
    withdraw_dispute(ask=WithdrawDispute(dispute=number), actor=merchant.actor, now=NOW)
    _, said, _, _ = run(later)
    assert said.startswith("0 imported (0 lines), 1 updated, 1 unchanged, 0 rejected (0 rows).\n")
    assert orders("number", "stage") == [("A-1", "dispatched"), ("A-2", "dispatched")]


def test_progress_is_shown_to_who_watches_and_to_nobody_else(run):
    text = OWN + "A-1,2026-11-02,USD,paid,MUG,1,5\nA-2,2026-11-02,USD,paid,MUG,1,5\n"
    _, _, screen, _ = run(text, watched=True)
    assert screen.startswith("\r2 of 2 orders (100 %)")
    assert run(text)[2] == ""
