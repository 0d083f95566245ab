"""Statements as merchants read and print them."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from amends.core.access import Role
from amends.doors.portal.wallet.words import kind_words
from tests.makers.cases import paid_order, refunded
from tests.makers.people import Person, colleague, owner, staff
from tests.records.ledger.test_statement import refund

pytestmark = pytest.mark.django_db

MONTH = "/wallet/statements/USD/2026-11/"
PDF = "/wallet/statements/USD/2026-11.pdf"


@pytest.fixture
def ana() -> Person:
    return owner(shop="蓝灯笼 Blue Lantern")


def browser(who: Person) -> Client:
    client = Client()
    client.force_login(who.user)
    return client


def pdf_text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)


def test_a_refund_stands_on_the_page_and_in_the_pdf(ana: Person) -> None:
    order = paid_order(ana)
    dispute = refunded(ana, staff(), order)
    client = browser(ana)
    page = client.get(MONTH).text
    assert order.number in page and dispute.number in page and "Refund of a dispute" in page and "10.00" in page
    told = pdf_text(client, PDF).replace("\xa0", " ")
    assert "Wallet statement, November 2026" in told and "Account 蓝灯笼 Blue Lantern" in told
    assert "Opening balance 0.00 USD\nClosing balance 10.00 USD\nWithdrawable 10.00 USD\nBonus 0.00 USD" in told
    assert f"2026-11-23 12:05 Refund of a dispute {order.number} +10.00 10.00\n{dispute.number}" in told
    assert "All 10.00 0.00" in told and "Page 1 of 1" in told


def test_the_months_are_listed_the_latest_first(ana: Person) -> None:
    refund(ana, 700, at=datetime(2026, 9, 2, tzinfo=UTC))
    refund(ana, 50, at=datetime(2026, 11, 2, tzinfo=UTC))
    page = browser(ana).get("/wallet/statements/").text
    assert page.index("November 2026") < page.index("September 2026")
    assert "October 2026" not in page and PDF in page
    assert "/wallet/statements/" in browser(ana).get("/wallet/").text


def test_a_month_between_two_has_a_statement_without_entries(ana: Person) -> None:
    refund(ana, 700, at=datetime(2026, 9, 2, tzinfo=UTC))
    page = browser(ana).get("/wallet/statements/USD/2026-10/").text
    assert "Nothing moved in this month." in page and "7.00" in page
    assert "Nothing moved in this month." in pdf_text(browser(ana), "/wallet/statements/USD/2026-10.pdf")


@pytest.mark.parametrize(
    "month", ["USD/2026-08", "EUR/2026-09", "USD/2026-13", "USD/2999-01", "USD/0000-01", "USD/9999-12", "XXX/2026-09"]
)
def test_there_is_no_statement_of_nothing(ana: Person, month: str) -> None:
    refund(ana, 700, at=datetime(2026, 9, 2, tzinfo=UTC))
    for ending in ("/", ".pdf"):
        assert browser(ana).get(f"/wallet/statements/{month}{ending}").status_code == 404


def test_others_read_none(ana: Person) -> None:
    refund(ana, 700, at=datetime(2026, 11, 2, tzinfo=UTC))
    for path in (MONTH, PDF):
        assert browser(colleague(ana, Role.VIEWER)).get(path).status_code == 403
        assert browser(colleague(ana, Role.FINANCE)).get(path).status_code == 200
        assert browser(owner(shop="Elsewhere")).get(path).status_code == 404
        assert browser(staff()).get(path)["Location"] == "/console/"
        assert Client().get(path)["Location"].startswith("/account/login/")


def test_a_month_that_is_not_over_says_so(ana: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    refund(ana, 700, at=datetime(2026, 11, 2, tzinfo=UTC))
    for now, final in ((datetime(2026, 11, 28, tzinfo=UTC), False), (datetime(2026, 12, 1, 1, tzinfo=UTC), True)):
        monkeypatch.setattr("django.utils.timezone.now", lambda now=now: now)
        client = browser(ana)
        assert ("Not final" in client.get(MONTH).text, "Not final" in pdf_text(client, PDF)) == (not final, not final)


def test_an_unknown_kind_is_readable() -> None:
    assert (kind_words("top_up"), kind_words("goodwill_gift")) == ("Top-up", "Goodwill gift")
