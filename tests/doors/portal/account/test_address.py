from allauth.account.models import EmailAddress
from django.test import Client

from amends.core.access import SYSTEM, Role
from amends.records.access.models import User
from amends.records.access.queries import verified_address
from amends.records.notices.models import KeptMail
from amends.usecases.access.enroll_person import EnrollPerson, enroll_person
from tests.doors.portal.account.conftest import SignIn, latest_mail, link_in
from tests.makers.people import NOW, PASSWORD, owner

SEND = "/account/address/send/"


def unaddressed() -> User:
    ask = EnrollPerson(
        role=Role.VIEWER, username="warehouse-desk", password=PASSWORD, account_id=owner().actor.account_id
    )
    return enroll_person(ask=ask, actor=SYSTEM, now=NOW)


def test_the_banner_sends_again_and_comes_back_to_the_page(sign_in: SignIn) -> None:
    client = sign_in(owner("merchant@demo.example", verified=False).user)

    answer = client.post(SEND, {"next": "/account/profile/"}, follow=True)

    assert answer.redirect_chain == [("/account/profile/", 302)]
    assert "The link is on its way to m•••••t@d•••.example." in answer.content.decode()
    assert latest_mail().recipients == ["merchant@demo.example"]
    assert "merchant@demo.example" not in answer.content.decode()


def test_a_fourth_mail_within_minutes_is_not_sent(sign_in: SignIn) -> None:
    client = sign_in(owner("merchant@demo.example", verified=False).user)

    pages = [client.post(SEND, follow=True).content.decode() for _ in range(4)]

    assert "The link was mailed to m•••••t@d•••.example a few minutes ago." in pages[3]
    assert KeptMail.objects.count() == 3


def test_sending_again_leads_to_no_other_site(sign_in: SignIn) -> None:
    client = sign_in(owner(verified=False).user)

    for away in ("https://evil.example/", "//evil.example/", "https:evil.example"):
        assert client.post(SEND, {"next": away})["Location"] == "/account/"


def test_a_verified_person_sees_no_banner_and_gets_no_mail(sign_in: SignIn) -> None:
    client = sign_in(owner().user)

    answer = client.post(SEND, follow=True)

    assert "There is no address that waits for verification." in answer.content.decode()
    assert "Send again" not in answer.content.decode()
    assert not KeptMail.objects.exists()


def test_somebody_without_an_address_links_one(sign_in: SignIn) -> None:
    person = unaddressed()
    client = sign_in(person)
    assert "Link an e-mail address" in client.get("/account/").content.decode()

    client.post("/account/reauthenticate/", {"password": PASSWORD})
    client.post("/account/email/", {"email": "desk@shop.example", "action_add": ""})

    assert latest_mail().recipients == ["desk@shop.example"]
    assert "d•••••k@s•••.example" in client.get("/account/").content.decode()
    client.post(link_in(latest_mail()))
    person.refresh_from_db()
    assert (person.email, verified_address(person.id)) == ("desk@shop.example", True)


def test_a_new_address_counts_once_verified_and_the_old_one_is_told(sign_in: SignIn) -> None:
    boss = owner("old@shop.example")
    client = sign_in(boss.user)
    client.post("/account/reauthenticate/", {"password": PASSWORD})

    client.post("/account/email/", {"email": "new@shop.example", "action_add": ""})
    boss.user.refresh_from_db()
    assert boss.user.email == "old@shop.example"
    client.post(link_in(latest_mail()))

    boss.user.refresh_from_db()
    assert boss.user.email == "new@shop.example"
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [("new@shop.example", True, True)]
    assert ["old@shop.example"] in list(KeptMail.objects.values_list("recipients", flat=True))


def test_changing_the_address_asks_for_the_password_when_the_sign_in_is_old(sign_in: SignIn) -> None:
    client = sign_in(owner().user)

    answer = client.post("/account/email/", {"email": "new@shop.example", "action_add": ""})

    assert answer["Location"].startswith("/account/reauthenticate/")
    assert not EmailAddress.objects.filter(email="new@shop.example").exists()


def test_a_stranger_cannot_send(db: None, client: Client) -> None:
    assert client.post(SEND)["Location"].startswith("/account/login/")
    assert not KeptMail.objects.exists()
