"""What cannot be imported is said in one sentence, with exit code 2, before anything comes in."""

import zipfile
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from amends.records.access.models import Account
from amends.records.orders.models import Order
from tests.makers.people import owner

pytestmark = pytest.mark.django_db

OWN = "number,placed_at,currency,payment,sku,quantity,charged_price\n"
GOOD = OWN + "A-1,2026-11-02,USD,paid,MUG,1,5\n"


@pytest.fixture
def refused(tmp_path):
    """What is said when the import of `content` is refused; nothing came in."""
    owner(shop="Blue Lantern")

    def refused(content=GOOD, account="Blue Lantern", **told):
        path = tmp_path / "orders.csv"
        if content is not None:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        said, screen = StringIO(), StringIO()
        with pytest.raises(SystemExit) as leaving:
            call_command("import_orders", told.pop("path", path), account=account, stdout=said, stderr=screen, **told)
        assert leaving.value.code == 2
        assert not Order.objects.exists()
        assert said.getvalue() == ""
        return screen.getvalue().replace(f"{tmp_path}/", "").removesuffix("\n")

    return refused


def workbook():
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>" * 50)
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "orders.csv cannot be read: No such file or directory."),
        (b"", "orders.csv is empty."),
        (b" \r\n\n", "orders.csv is empty."),
        (workbook(), "orders.csv is not a text file. A spreadsheet must be saved as CSV before it can be imported."),
        (
            b"\x89PNG\r\n\x1a\n\x00\x00",
            "orders.csv is not a text file. A spreadsheet must be saved as CSV before it can be imported.",
        ),
        (
            "Dear Sir,\n",
            "The file's columns (Dear Sir, ) are not those of Amends' own form or Shopify's orders export; a mapping "
            "must say which column tells what.",
        ),
        (
            OWN.replace("sku,", "") + "A-1,2026-11-02,USD,paid,1,5\n",
            "The file has no column sku. Its columns are: number, placed_at, currency, payment, quantity, "
            "charged_price.",
        ),
        (
            OWN.replace("payment", "sku"),
            "The file has two columns called sku; which of them counts cannot be told.",
        ),
        (
            GOOD + 'A-2,2026-11-02,USD,paid,"' + "x,y\n" * 40_000,
            "orders.csv cannot be read as CSV near line 3: field larger than field limit (131072).",
        ),
    ],
    ids=["missing", "empty", "blank", "workbook", "picture", "letter", "no column", "column twice", "open quote"],
)
def test_a_wrong_file(refused, content, words):
    assert refused(content) == words


def test_a_folder(refused, tmp_path):
    assert refused(path=tmp_path).endswith("cannot be read: Is a directory.")


def test_an_unknown_account_and_an_ambiguous_one(refused):
    assert refused(account="Red Lantern") == "There is no account Red Lantern."
    assert refused(account="nobody@shop.example") == "There is no account nobody@shop.example."
    unknown = "01a20a3f-264b-7458-b3de-8f1f72700914"
    assert refused(account=unknown) == f"There is no account {unknown}."
    Account.objects.create(name="BLUE LANTERN")
    ids = ", ".join(str(id_) for id_ in Account.objects.values_list("id", flat=True))
    said = refused()
    assert said.startswith("Several accounts are called Blue Lantern; name one by its id: ")
    assert sorted(said.split(": ")[1].removesuffix(".").split(", ")) == sorted(ids.split(", "))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (None, "There is no mapping {path}: neither a file nor one of those shipped (amends, online_retail, shopify)."),
        ("[order\n", "The mapping {path} is not TOML: Expected ']' at the end of a table declaration (at line 1, "),
        ("\xff", "The mapping {path} is not TOML: "),
        ("[order]\nkind = 'retail'\n", "The mapping's order.kind is retail; expected is one of store, sample, wh"),
        ("extends = 'ebay'\n", "There is no mapping ebay: neither a file nor one of those shipped (amends, online"),
        ("extends = 'amends'\n[order]\ntime_zone = 'Mars/One'\n", "The mapping's order.time_zone is Mars/One; expec"),
        (
            "extends = 'amends'\n[columns]\nsku = 'Item'\n",
            "The file has no column Item. Its columns are: number, placed_at, currency, payment, sku, quantity, ",
        ),
    ],
    ids=["missing", "not TOML", "not UTF-8", "unknown word", "unknown base", "unknown zone", "absent column"],
)
def test_a_wrong_mapping(refused, tmp_path, text, words):
    path = tmp_path / "map.toml"
    if text is not None:
        path.write_text(text, encoding="latin-1")
    if text and text.startswith("[order]"):
        path.write_text("extends = 'amends'\n" + text)
    said = refused(mapping=str(path))
    assert said.startswith(words.format(path="map.toml"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "item,price\nMUG,4\n",
            "The price list prices.csv cannot be followed, line 1: it needs a column sku and a col",
        ),
        ("sku,price\nMUG\n", "The price list prices.csv cannot be followed, line 2: it needs a column sku and a colum"),
        ("sku,price\nMUG,4\nmug,5\n", "The price list prices.csv has a second price for mug on line 3."),
        ("", "prices.csv is empty."),
    ],
)
def test_a_wrong_price_list(refused, tmp_path, text, words):
    path = tmp_path / "prices.csv"
    path.write_text(text)
    assert refused(price_list=path).startswith(words)


def test_a_report_that_cannot_be_written(refused, tmp_path):
    said = refused(report=tmp_path / "no" / "report.csv")
    assert said == "The report no/report.csv cannot be written: No such file or directory."
    said = refused(report=tmp_path / "orders.csv")
    assert said == "The report orders.csv cannot be written: it is the file to import."
    assert Path(tmp_path / "orders.csv").read_text() == GOOD


def test_a_header_without_rows_is_no_order_and_no_fault(tmp_path):
    owner(shop="Blue Lantern")
    path, said = tmp_path / "orders.csv", StringIO()
    path.write_text(OWN)
    call_command("import_orders", path, account="Blue Lantern", stdout=said)
    assert said.getvalue() == "0 imported (0 lines), 0 updated, 0 unchanged, 0 rejected (0 rows).\n"
