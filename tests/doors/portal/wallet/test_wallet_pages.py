"""The wallet's pages, as a signed-in person asks for them."""

import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client

from amends.core.access import Role
from amends.core.orders.kinds import PaymentState
from amends.gateways.payments.port import OutcomeUnknown, RefundRefused
from amends.gateways.payments.registry import UnknownProvider, gateway_for, top_up_gateway, top_up_providers
from amends.gateways.payments.sandbox import SandboxGateway
from amends.records.ledger.models import Entry
from amends.records.orders.models import Payment
from amends.records.wallet.models import TopUp, Withdrawal
from tests.doors.portal.wallet.pages import Silent, page, pressed, top_up_form
from tests.makers.cases import line, paid_order, refunded, rows, unpaid_order
from tests.makers.people import Person, colleague, owner, staff
from tests.makers.wallet import asked, begun, guarded_owner, parts, topped_up

pytestmark = pytest.mark.django_db


def recovery_code(person: Person) -> str:
    """One that counts once."""
    return str(RecoveryCodes.activate(person.user).get_unused_codes()[0])


def withdraw_form(amount: str = "100.00", **changes: str) -> dict[str, str]:
    told = {"method": "bank", "holder": "Ana Ruiz", "destination": "DE89370400440532013000"}
    return {"key": str(uuid.uuid4()), "amount": amount, "currency": "USD", **told, **changes}


def test_a_top_up_goes_to_the_payment_house_and_comes_back_credited(client: Client, ana: Person):
    client.force_login(ana.user)
    answer = client.post("/wallet/top-up/", top_up_form(), follow=True)
    top_up = TopUp.objects.get()
    assert [urlsplit(where).path for where, _ in answer.redirect_chain] == [
        f"/wallet/top-ups/{top_up.id}/go/",
        f"/demo/pay/{top_up.id}/",
    ]
    assert "form-action 'self' https:" in client.get("/wallet/top-up/")["Content-Security-Policy"]
    back = client.post(f"/demo/pay/{top_up.id}/", {"answer": "paid"}, follow=True)
    assert "The amount is in your balance." in pressed(back.content)
    assert parts(ana) == (50_000, 500, 0)
    assert client.post(f"/demo/pay/{top_up.id}/", {"answer": "declined"}, follow=True).status_code == 200
    assert (parts(ana), TopUp.objects.get().state) == ((50_000, 500, 0), "paid")


def test_a_declined_card_is_said_and_credits_nothing(client: Client, ana: Person):
    client.force_login(ana.user)
    client.post("/wallet/top-up/", top_up_form(), follow=True)
    key = TopUp.objects.get().id
    back = client.post(f"/demo/pay/{key}/", {"answer": "declined"}, follow=True)
    assert "The card was declined." in pressed(back.content)
    assert (parts(ana), TopUp.objects.get().state) == ((0, 0, 0), "failed")


def test_whoever_left_without_paying_can_go_again_or_cancel(client: Client, ana: Person):
    client.force_login(ana.user)
    client.post("/wallet/top-up/", top_up_form(), follow=True)
    path = f"/wallet/top-ups/{TopUp.objects.get().id}/"
    assert "You left the payment page" in page(client, ana, path, left="1")
    assert client.get(f"{path}go/").status_code == 302
    assert TopUp.objects.count() == 1
    client.post(f"{path}cancel/")
    assert TopUp.objects.get().state == "canceled"
    assert client.get(f"{path}go/")["Location"] == path


def test_a_refused_form_keeps_what_was_typed(client: Client, ana: Person):
    client.force_login(ana.user)
    for amount, words in (("12.345", "is not an amount in USD"), ("0", "more than nothing"), ("", "required")):
        answer = client.post("/wallet/top-up/", top_up_form(amount))
        assert answer.status_code == 422
        assert words in answer.text
        assert f'value="{amount}"' in answer.text or not amount
    assert not TopUp.objects.exists()


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OutcomeUnknown("timed out"), ("did not answer", "begun")),
        (RefundRefused("no such currency"), ("no such currency", "failed")),
    ],
)
def test_a_house_that_says_nothing_or_no_is_told_truly(
    client: Client, ana: Person, monkeypatch: pytest.MonkeyPatch, error: Exception, said: tuple[str, str]
):
    words, state = said
    monkeypatch.setattr("amends.doors.portal.wallet.top_up.top_up_gateway", lambda _: Silent(error))
    client.force_login(ana.user)
    answer = client.post("/wallet/top-up/", top_up_form(), follow=True)
    assert words in pressed(answer.content)
    assert (TopUp.objects.get().state, parts(ana)) == (state, (0, 0, 0))


def test_only_a_house_with_a_page_takes_top_ups(settings: object, tmp_path: Path):
    assert top_up_providers() == ["sandbox"]
    path = "amends.gateways.payments.sandbox.SandboxGateway"
    settings.PAYMENT_GATEWAYS = {"sandbox": (path, {"book": tmp_path / "b"})}  # type: ignore[attr-defined]
    gateway_for.cache_clear()
    assert isinstance(gateway_for("sandbox"), SandboxGateway)
    assert top_up_providers() == []
    with pytest.raises(UnknownProvider):
        top_up_gateway("sandbox")


def test_without_such_a_house_the_page_says_so_and_there_is_no_till(client: Client, ana: Person, settings: object):
    settings.PAYMENT_GATEWAYS = {}  # type: ignore[attr-defined]
    gateway_for.cache_clear()
    assert "Top-ups are not set up here" in page(client, ana, "/wallet/top-up/")
    assert client.get(f"/demo/pay/{uuid.uuid4()}/").status_code == 404


def test_outside_a_demo_there_is_no_till(client: Client, ana: Person, settings: object):
    client.force_login(ana.user)
    client.post("/wallet/top-up/", top_up_form(), follow=True)
    path = f"/demo/pay/{TopUp.objects.get().id}/"
    assert client.get(path).status_code == 200
    settings.DEMO = False  # type: ignore[attr-defined]
    assert client.post(path, {"answer": "paid"}).status_code == 404


def test_an_order_is_paid_from_its_page_once(client: Client, ana: Person):
    topped_up(ana, 50_000)
    order = unpaid_order(ana)
    path = f"/orders/{order.number}/"
    shown = page(client, ana, path)
    assert "From your bonus 5.00 USD From your balance 5.00 USD Due 10.00 USD" in " ".join(shown.split())
    for due, words in (
        ("999", "10.00 USD is due for order"),
        ("", "10.00 USD is due for order"),
        ("1e3", "10.00 USD is due for order"),
        ("1000", "is paid from your balance"),
        ("1000", "is paid already"),
    ):
        assert words in pressed(client.post(f"{path}pay/", {"due": due}, follow=True).content)
    assert (parts(ana), Payment.objects.count()) == ((49_500, 0, 0), 2)
    assert "Pay now" not in page(client, ana, path)


def test_a_balance_that_does_not_reach_offers_a_top_up(client: Client, ana: Person):
    order = unpaid_order(ana)
    shown = page(client, ana, f"/orders/{order.number}/")
    assert "10.00 USD is due and 0.00 USD is there; 10.00 USD is missing." in shown
    assert "Pay now" not in shown
    assert "Pay from your balance" not in page(client, colleague(ana, Role.AFTER_SALES), f"/orders/{order.number}/")


def test_a_withdrawal_is_asked_for_once_and_can_be_taken_back(client: Client, ana: Person):
    topped_up(ana, 20_000)
    client.force_login(ana.user)
    form = withdraw_form("100.50")
    shown = client.post("/wallet/withdraw/", form)
    assert shown.status_code == 200
    for words in ("100.50", "3.02", "97.48", "DE89 3704 0044 0532 0130 00", "Type a code"):
        assert words in shown.text
    assert not Withdrawal.objects.exists()
    for code in ("", "000000"):
        answer = client.post("/wallet/withdraw/", form | {"confirm": "1", "code": code})
        assert (answer.status_code, Withdrawal.objects.count()) == (422, 0)
    assert 'value="100.50"' in client.post("/wallet/withdraw/", form | {"change": "1"}).text
    code = recovery_code(ana)
    assert client.post("/wallet/withdraw/", form | {"confirm": "1", "code": code})["Location"] == "/wallet/"
    assert client.post("/wallet/withdraw/", form | {"confirm": "1"})["Location"] == "/wallet/"
    withdrawal = Withdrawal.objects.get()
    assert (withdrawal.amount, withdrawal.destination) == (10_050, "DE89 3704 0044 0532 0130 00")
    shown = page(client, ana, "/wallet/")
    assert "Waiting for finance" in shown and "DE89 3704 0044 0532 0130 00" in shown
    client.post(f"/wallet/withdrawals/{withdrawal.id}/cancel/")
    assert parts(ana) == (20_000, 0, 0)
    again = client.post("/wallet/withdraw/", form | {"confirm": "1"}, follow=True)
    assert "This withdrawal is canceled already" in again.text and "is asked for" not in again.text
    assert parts(ana) == (20_000, 0, 0)


@pytest.mark.parametrize(
    ("changes", "status", "words"),
    [
        ({"amount": "300.00"}, 409, "200.00 USD can be withdrawn."),
        ({"amount": "1.00"}, 422, "10.00 USD or more"),
        ({"amount": "ten"}, 422, "is not an amount"),
        ({"destination": "DE00370400440532013000"}, 422, "check digits"),
        ({"holder": " "}, 422, "required"),
        ({"currency": "EUR"}, 422, "Select a valid choice"),
    ],
)
def test_a_refused_withdrawal_keeps_what_was_typed(
    client: Client, ana: Person, changes: dict[str, str], status: int, words: str
):
    topped_up(ana, 20_000)
    client.force_login(ana.user)
    form = withdraw_form() | changes
    answer = client.post("/wallet/withdraw/", form)
    assert (answer.status_code, words in answer.text) == (status, True)
    assert f'value="{form["destination"]}"' in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert not Withdrawal.objects.exists()


def test_an_old_code_counts_no_longer(client: Client, ana: Person, settings: Any):
    topped_up(ana, 20_000)
    client.force_login(ana.user)
    client.post("/wallet/withdraw/", withdraw_form("20.00") | {"confirm": "1", "code": recovery_code(ana)})
    assert Withdrawal.objects.count() == 1
    assert "Type a code" not in client.post("/wallet/withdraw/", withdraw_form("30.00")).text
    settings.WITHDRAWAL_CONFIRMATION = timedelta(seconds=-1)
    form = withdraw_form("30.00")
    assert "Type a code" in client.post("/wallet/withdraw/", form).text
    assert client.post("/wallet/withdraw/", form | {"confirm": "1"}).status_code == 422
    assert Withdrawal.objects.count() == 1


def test_who_has_no_second_factor_or_address_is_led_there(client: Client):
    for merchant, words in ((owner(), "Turn on two-step sign-in"), (owner(verified=False), "Verify your e-mail")):
        topped_up(merchant, 5000)
        assert words in page(client, merchant, "/wallet/withdraw/")
        assert client.post("/wallet/withdraw/", withdraw_form("20.00")).status_code == 403
    assert not Withdrawal.objects.exists()


def test_history_tells_each_entry_once(client: Client, ana: Person):
    refunded(ana, staff(), paid_order(ana))
    topped_up(ana, 50_000)
    asked(ana, 10_000)
    shown = " ".join(page(client, ana, "/wallet/").split())
    assert "Top-up of which bonus: 5.00 USD" in shown
    assert "+ 505.00 USD 515.00 USD" in shown
    assert "frozen 100.00 USD 515.00 USD" in shown
    assert "+ 10.00 USD 10.00 USD" in shown
    for words in ("Withdrawable 410.00 USD", "Bonus 5.00 USD", "Frozen 100.00 USD", "Together 515.00 USD"):
        assert words in shown


def test_history_is_narrowed_by_kind_time_and_number(client: Client, ana: Person):
    order = paid_order(ana)
    dispute = refunded(ana, staff(), order)
    topped_up(ana, 5000)
    other = unpaid_order(ana)
    client.force_login(ana.user)
    client.post(f"/orders/{other.number}/pay/", {"due": other.charged})
    for query, kinds in (
        ({"kind": "top_up"}, ["top_up"]),
        ({"q": dispute.number}, ["refund"]),
        ({"q": order.number}, ["refund"]),
        ({"q": other.number}, ["order_paid"]),
        ({"q": "nothing"}, []),
        ({"since": "2026-11-23", "until": "2026-11-23"}, ["top_up", "refund"]),
        ({"until": "2026-11-22"}, []),
    ):
        told = client.get("/wallet/history.csv", query)
        lines = b"".join(told).decode().splitlines()[1:]
        assert [one.split(",")[2] for one in lines] == kinds
        assert client.get("/wallet/", query).status_code == 200


def test_a_filter_that_cannot_be_read_says_so(client: Client, ana: Person):
    topped_up(ana, 5000)
    for query in ({"since": "soon"}, {"kind": "lost"}, {"before": "x"}, {"q": "a\x00b"}):
        client.force_login(ana.user)
        assert client.get("/wallet/", query).status_code == 422
        assert client.get("/wallet/history.csv", query).status_code == 404


def test_the_file_holds_exact_amounts_and_no_formula(client: Client, ana: Person):
    topped_up(ana, 50_000)
    order = paid_order(ana, line(1, 700), number="=1+1", payments=(), payment_state=PaymentState.UNPAID, paid_at=None)
    client.force_login(ana.user)
    client.post("/orders/=1+1/pay/", {"due": order.charged})
    told = client.get("/wallet/history.csv", {"currency": "USD"})
    assert told["Content-Disposition"].startswith('attachment; filename="wallet-USD-')
    lines = b"".join(told).decode().splitlines()
    assert lines[0].lstrip("\ufeff").split(",")[-5:] == [
        "change", "withdrawable_change", "bonus_change", "frozen_change", "balance_after",
    ]  # fmt: skip
    paid = Entry.objects.get(order_id=order.id)
    assert lines[1].split(",") == [
        str(paid.id), paid.posted_at.isoformat(), "order_paid", "'=1+1", "", "USD",
        "-7.00", "-2.00", "-5.00", "0.00", "498.00",
    ]  # fmt: skip
    assert lines[2].split(",")[6:] == ["505.00", "500.00", "5.00", "0.00", "505.00"]


def test_history_is_paged_without_gaps(client: Client, ana: Person, monkeypatch: pytest.MonkeyPatch):
    for amount in range(1, 8):
        topped_up(ana, amount)
    monkeypatch.setattr("amends.doors.portal.wallet.views.PAGE", 3)
    client.force_login(ana.user)
    path, seen = "/wallet/", []
    while path:
        answer = client.get(path)
        seen += [row[0].cash for row in answer.context["rows"]]
        path = answer.context["older_url"]
    assert seen == [7, 6, 5, 4, 3, 2, 1]


def test_nobody_reaches_anothers_top_up_or_withdrawal(client: Client, ana: Person):
    topped_up(ana, 20_000)
    top_up, withdrawal = begun(ana, 5000), asked(ana, 1000)
    client.force_login(guarded_owner().user)
    before = rows()
    paths = [f"/wallet/top-ups/{top_up}/", f"/wallet/top-ups/{top_up}/go/"]
    assert {client.get(path).status_code for path in paths} == {404}
    posts = [f"/wallet/top-ups/{top_up}/cancel/", f"/wallet/withdrawals/{withdrawal.id}/cancel/"]
    assert {client.post(path).status_code for path in posts} == {404}
    assert rows() == before


def test_roles_that_do_not_handle_money_are_told_so(client: Client, ana: Person):
    reader = colleague(ana, Role.VIEWER)
    for path in ("/wallet/", "/wallet/top-up/", "/wallet/withdraw/", "/wallet/history.csv"):
        page(client, reader, path, status=403)


def test_the_overview_shows_the_balance(client: Client, ana: Person):
    topped_up(ana, 50_000)
    assert "500.00 USD" in page(client, ana, "/")
    assert "500.00 USD" not in page(client, colleague(ana, Role.VIEWER), "/")
