"""The account's standing for merchants: the banner, the section, contesting, and doors that say no by code."""

import pytest
from django.test import Client
from django.utils import timezone

from amends.core.access import Role
from amends.core.standing.standings import Standing
from amends.records.access.models import User
from amends.records.disputes.models import Dispute, Draft
from amends.records.standing.models import Contest
from amends.usecases.access.create_token import CreateToken, create_token
from amends.usecases.standing.answer_contest import AnswerContest, answer_contest
from tests.makers.cases import paid_order, rows
from tests.makers.people import Person, colleague, owner, staff
from tests.makers.standing import contest, impose
from tests.makers.wire import call

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana() -> Person:
    return owner()


def read(client: Client, who: Person, path: str, status: int = 200) -> str:
    client.force_login(User.objects.get(id=who.user.id))
    answer = client.get(path)
    assert answer.status_code == status
    return " ".join(answer.text.split())


def test_a_banner_stands_on_every_page_while_the_standing_is_not_good(client: Client, ana: Person):
    number = paid_order(ana).number
    pages = ("/", "/orders/", f"/orders/{number}/", "/disputes/", "/wallet/", "/account/", "/help/", "/account/email/")
    assert all("#standing" not in read(client, ana, path) for path in pages)
    impose(ana, Standing.RESTRICTED, now=timezone.now())
    for path in pages:
        told = read(client, ana, path)
        assert "Your account is restricted" in told and 'href="/account/#standing"' in told, path
        assert "Reason: Claims raised with a payment house or another third party." in told
        assert "not for a refund the original way" in told
    assert "#standing" not in read(client, owner(shop="Elsewhere"), "/")


def test_the_owner_contests_and_reads_the_answer(client: Client, ana: Person):
    measure = impose(ana, now=timezone.now())
    path = f"/account/measures/{measure.id}/contest/"
    assert path in read(client, ana, "/account/")
    assert "Three chargebacks in a week." in read(client, ana, path)
    assert client.post(path, {"words": " "}).status_code == 422
    assert not Contest.objects.exists()
    assert client.post(path, {"words": "The bank did it."}).headers["Location"] == "/account/"
    again = client.post(path, {"words": "Once more."})
    assert again.status_code == 409 and "Once more." in again.text and "contested before" in again.text
    told = read(client, ana, "/account/")
    assert "The bank did it." in told and "Waits for the platform" in told and path not in told
    ask = AnswerContest(contest=Contest.objects.get().id, lift=True, words="So it was; we are sorry.")
    answer_contest(ask=ask, actor=staff(Role.ADMIN).actor, now=timezone.now())
    told = read(client, ana, "/account/")
    assert "So it was; we are sorry." in told and "Granted: the measure was lifted" in told
    assert "#standing" not in told


def test_others_of_the_account_read_it_and_another_account_does_not(client: Client, ana: Person):
    measure, viewer, other = impose(ana, now=timezone.now()), colleague(ana, Role.VIEWER), owner(shop="Elsewhere")
    told = read(client, viewer, "/account/")
    assert "Three chargebacks in a week." in told and "owner can contest this here" in told
    read(client, viewer, f"/account/measures/{measure.id}/contest/", status=403)
    assert "Three chargebacks" not in read(client, other, "/account/")
    read(client, other, f"/account/measures/{measure.id}/contest/", status=404)
    contest(ana, measure, now=timezone.now())
    assert "The bank did that" not in read(client, other, "/account/")


def test_every_door_to_open_a_dispute_says_so_and_keeps_nothing(client: Client, ana: Person):
    order = paid_order(ana)
    token = create_token(ask=CreateToken(name="Desk", role=Role.AFTER_SALES), actor=ana.actor, now=timezone.now()).text
    impose(ana, now=timezone.now())
    shown = read(client, ana, f"/orders/{order.number}/")
    assert "This account is blocked until" in shown and f"/orders/{order.number}/dispute/" not in shown
    shown = read(client, ana, f"/orders/{order.number}/dispute/")
    assert "No dispute can be opened on this order now" in shown and "Three chargebacks in a week." in shown
    line = str(order.lines.get().id)
    sent = {f"quantity_{line}": "1", "reason": "order_cancellation", "wish": "refund_wallet", "button": "confirm"}
    before = {table: told for table, told in rows().items() if table not in ("django_session", "users", "api_tokens")}
    assert client.post(f"/orders/{order.number}/dispute/", sent).status_code == 409
    assert client.post(f"/orders/{order.number}/dispute/draft/", sent).status_code == 409
    body = {"order": order.number, "lines": [{"line_id": line, "quantity": 1}], "reason": "order_cancellation"}
    body |= {"wish": "refund_wallet", "message": "", "buyer_email": "zoe@buyer.example"}
    answer = call("POST", "/api/v1/disputes", token=token, body=body, key="k-1")
    problem = answer.body
    assert (answer.status, problem["code"]) == (409, "standing.blocked")
    assert problem["facts"]["words"] == "Three chargebacks in a week."
    after = {table: told for table, told in rows().items() if table not in ("django_session", "users", "api_tokens")}
    assert after == before and not Dispute.objects.exists() and not Draft.objects.exists()
