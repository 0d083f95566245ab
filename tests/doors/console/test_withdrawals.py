"""Finance decides about withdrawals on its pages."""

import pytest
from django.test import Client

from amends.core.access import Role
from amends.records.ids import new_id
from amends.records.wallet.models import TopUp, Withdrawal
from tests.doors.console.asking import nothing_changes, page, send
from tests.makers.claims import hear
from tests.makers.people import Person, staff
from tests.makers.wallet import approved, asked, canceled, guard, parts, taken_up, topped_up

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
    shown = page(client, finance, path(waiting))
    assert "Approve, it is paid" not in shown and "Before you make the transfer." in shown
    with nothing_changes():
        assert "Take the withdrawal up before" in send(
            client, finance, path(waiting, "approve/"), status=409, words="T"
        )
    assert "You have taken it up." in send(client, finance, path(waiting, "take-up/"))
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


def test_a_colleague_sees_who_pays_it_out_and_takes_it_over(
    client: Client, ana: Person, finance: Person, waiting: Withdrawal
) -> None:
    second = staff(Role.STAFF_FINANCE)
    send(client, finance, path(waiting, "take-up/"))
    shown = page(client, second, path(waiting))
    assert f"{finance.actor.name} pays it out" in shown and "Take it over" in shown
    assert "Approve, it is paid" not in shown and "Refuse" not in shown
    with nothing_changes():
        send(client, second, path(waiting, "take-up/"), status=409)
        send(client, second, path(waiting, "put-back/"), status=409)
        send(client, second, path(Withdrawal(id=new_id()), "put-back/"), status=404)
    send(client, second, path(waiting, "take-up/"), over=str(finance.actor.id))
    assert "The withdrawal waits for finance again." in send(client, second, path(waiting, "put-back/"))
    canceled(waiting, ana)
    assert parts(ana) == (20_000, 0, 0)


def test_a_claim_on_a_top_up_stands_on_the_page(
    client: Client, ana: Person, finance: Person, waiting: Withdrawal
) -> None:
    send(client, finance, path(waiting, "take-up/"))
    hear(None, payment_refs=(TopUp.objects.get().payment_ref,), amount=20_000)
    assert "Not now: a top-up of this account is claimed back" in page(client, finance, path(waiting))
    with nothing_changes():
        shown = send(client, finance, path(waiting, "approve/"), status=409, words="TR-9")
    assert "is claimed back at its payment house" in shown
    send(client, finance, path(waiting, "approve/"), words="TR-9", sent_before="1")
    waiting.refresh_from_db()
    assert waiting.state == "approved"


def test_words_are_needed_and_what_was_typed_stays(client: Client, finance: Person, waiting: Withdrawal) -> None:
    taken_up(waiting, finance)
    with nothing_changes():
        assert "required" in send(client, finance, path(waiting, "approve/"), status=422, words=" ")
        long = "word " * 100 + "x"
        shown = send(client, finance, path(waiting, "refuse/"), status=422, **{"no-words": long})
        assert long in shown


def test_agents_do_not_decide_about_money(client: Client, agent: Person, waiting: Withdrawal) -> None:
    with nothing_changes():
        page(client, agent, path(waiting), status=403)
        send(client, agent, path(waiting, "approve/"), status=403, words="TR-1")
