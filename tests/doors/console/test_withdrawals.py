"""Finance decides about withdrawals on its pages."""

import pytest
from django.test import Client

from amends.records.wallet.models import Withdrawal
from tests.doors.console.asking import nothing_changes, page, send
from tests.makers.people import Person
from tests.makers.wallet import approved, asked, canceled, guard, parts, topped_up

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(ana: Person) -> Withdrawal:
    guard(ana)
    topped_up(ana, 20_000)
    return asked(ana, 10_050)


def path(one: Withdrawal, verb: str = "") -> str:
    return f"/console/book/withdrawals/{one.id}/{verb}"


def test_the_oldest_waits_first(client: Client, ana: Person, finance: Person, waiting: Withdrawal) -> None:
    later = asked(ana, 2000)
    shown = page(client, finance, "/console/book/withdrawals/")
    assert shown.index(str(waiting.id)) < shown.index(str(later.id))
    assert "Blue Lantern" in shown and "100.50 USD" in shown
    canceled(waiting, ana)
    canceled(later, ana)
    assert "No withdrawal waits" in page(client, finance, "/console/book/withdrawals/")


def test_the_page_says_what_to_pay_and_to_whom(client: Client, finance: Person, waiting: Withdrawal) -> None:
    shown = page(client, finance, path(waiting))
    for words in ("DE89 3704 0044 0532 0130 00", "100.50 USD", "3.02 USD", "97.48 USD", "never paid to before"):
        assert words in shown
    approved(waiting, finance)
    shown = page(client, finance, path(waiting))
    assert "TR-1" in shown and "Approve, it is paid" not in shown


def test_a_known_account_is_said_to_be_known(client: Client, ana: Person, finance: Person, waiting: Withdrawal) -> None:
    approved(waiting, finance)
    assert "paid to once before" in page(client, finance, path(asked(ana, 1000)))


def test_approved_with_its_reference_once(client: Client, ana: Person, finance: Person, waiting: Withdrawal) -> None:
    shown = send(client, finance, path(waiting, "approve/"), words="TR-9")
    assert "The withdrawal is approved" in shown
    waiting.refresh_from_db()
    assert (waiting.state, waiting.reference, parts(ana)) == ("approved", "TR-9", (9950, 0, 0))
    with nothing_changes():
        shown = send(client, finance, path(waiting, "approve/"), status=409, words="TR-10")
    assert "is approved already" in shown


def test_refused_with_its_reason(client: Client, ana: Person, finance: Person, waiting: Withdrawal) -> None:
    send(client, finance, path(waiting, "refuse/"), **{"no-words": "The holder is somebody else."})
    waiting.refresh_from_db()
    assert (waiting.state, waiting.reason, parts(ana)) == ("refused", "The holder is somebody else.", (20_000, 0, 0))


def test_words_are_needed_and_what_was_typed_stays(client: Client, finance: Person, waiting: Withdrawal) -> None:
    with nothing_changes():
        assert "required" in send(client, finance, path(waiting, "approve/"), status=422, words=" ")
        long = "word " * 100 + "x"
        shown = send(client, finance, path(waiting, "refuse/"), status=422, **{"no-words": long})
        assert long in shown


def test_agents_do_not_decide_about_money(client: Client, agent: Person, waiting: Withdrawal) -> None:
    with nothing_changes():
        page(client, agent, path(waiting), status=403)
        send(client, agent, path(waiting, "approve/"), status=403, words="TR-1")
