import pytest
from django.test import Client

from amends.core.access import Role
from amends.records.access.models import Account, Membership, User
from amends.records.access.queries import verified_address
from amends.records.notices.models import KeptMail
from tests.doors.portal.account.conftest import SignIn, latest_mail, link_in
from tests.makers.people import PASSWORD, owner, staff

SIGN_UP = {"company": "Blue Lantern", "email": "Merchant@demo.example", "password1": PASSWORD}
BANNER = "m•••••t@d•••.example"


def test_signing_up_opens_an_account_signs_its_owner_in_and_mails_the_link(db: None, client: Client) -> None:
    answer = client.post("/account/signup/", SIGN_UP)

    assert (answer.status_code, answer["Location"]) == (302, "/")
    seat = Membership.objects.get()
    assert (seat.account.name, seat.user.email, seat.role) == ("Blue Lantern", "merchant@demo.example", "owner")
    page = client.get("/account/")
    assert page.status_code == 200
    assert BANNER in page.content.decode()
    assert (latest_mail().recipients, latest_mail().subject) == (
        ["merchant@demo.example"],
        "Verify your e-mail address",
    )


def test_following_the_link_verifies_the_address_and_ends_the_banner(db: None, client: Client) -> None:
    client.post("/account/signup/", SIGN_UP)
    link = link_in(latest_mail())

    assert "Confirm" in client.get(link).content.decode()
    assert not verified_address(User.objects.get().id)
    client.post(link)

    assert verified_address(User.objects.get().id)
    assert BANNER not in client.get("/account/").content.decode()


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        ({"company": ""}, "This field is required."),
        ({"email": "merchant"}, "Enter a valid email address."),
        ({"password1": "password12"}, "This password is too common."),
        ({"password1": "short"}, "This password is too short. It must contain at least 10 characters."),
    ],
)
def test_a_refused_sign_up_says_why_and_opens_nothing(db: None, client: Client, told: dict, fault: str) -> None:
    answer = client.post("/account/signup/", SIGN_UP | told)

    assert (answer.status_code, fault in answer.content.decode()) == (200, True)
    assert (Account.objects.count(), User.objects.count(), KeptMail.objects.count()) == (0, 0, 0)


def test_an_address_in_use_opens_no_second_account(db: None, client: Client) -> None:
    owner("merchant@demo.example")

    answer = client.post("/account/signup/", SIGN_UP)

    assert "A user is already registered with this email address." in answer.content.decode()
    assert Account.objects.count() == 1


def test_one_signs_in_by_address_or_username_and_comes_back_to_where_one_was(db: None) -> None:
    boss = owner("ana@shop.example")
    for login in ("ana@shop.example", "ANA@shop.example", boss.user.username):
        asked = Client().get("/account/people/018f0000-0000-7000-8000-000000000000/")
        assert asked["Location"].startswith("/account/login/?next=")
        answer = Client().post("/account/login/", {"login": login, "password": PASSWORD, "next": "/account/profile/"})
        assert (answer.status_code, answer["Location"]) == (302, "/account/profile/")


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_signing_in_leads_to_no_other_site(db: None, away: str) -> None:
    owner("ana@shop.example")

    answer = Client().post("/account/login/", {"login": "ana@shop.example", "password": PASSWORD, "next": away})

    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_staff_land_in_the_console(db: None, client: Client) -> None:
    agent = staff(Role.AGENT)

    answer = client.post("/account/login/", {"login": agent.user.email, "password": PASSWORD})

    assert answer["Location"] == "/console/"
    assert client.get("/account/").status_code == 200


def test_a_wrong_password_is_refused_and_after_five_a_right_one_too(db: None, client: Client) -> None:
    owner("ana@shop.example")
    for _ in range(5):
        answer = client.post("/account/login/", {"login": "ana@shop.example", "password": "wrong-password"})
        assert "The email address and/or password you specified are not correct." in answer.content.decode()

    answer = client.post("/account/login/", {"login": "ana@shop.example", "password": PASSWORD})

    assert "Too many failed login attempts. Try again later." in answer.content.decode()


def test_signing_out_needs_a_post(sign_in: SignIn) -> None:
    client = sign_in(owner().user)

    client.get("/account/logout/")
    assert client.get("/account/").status_code == 200
    client.post("/account/logout/")

    assert client.get("/account/").status_code == 302


def test_a_forgotten_password_is_set_anew_through_the_mail(db: None, client: Client) -> None:
    boss = owner("ana@shop.example")

    client.post("/account/password/reset/", {"email": "Ana@shop.example"}, headers={"host": "evil.example"})

    assert (latest_mail().recipients, latest_mail().subject) == (["ana@shop.example"], "Reset your password")
    assert "evil.example" not in latest_mail().body
    form = client.get(link_in(latest_mail()), follow=True)
    fresh = {"password1": "a-fresh-password", "password2": "a-fresh-password"}
    client.post(form.redirect_chain[-1][0], fresh)
    boss.user.refresh_from_db()
    assert boss.user.check_password("a-fresh-password")


def test_asking_for_an_unknown_address_looks_the_same(db: None, client: Client) -> None:
    known, unknown = (
        client.post("/account/password/reset/", {"email": email})
        for email in (owner().user.email, "nobody@shop.example")
    )

    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])


def test_a_mail_server_that_is_down_is_said_and_the_account_stands(db: None, client: Client, settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    answer = client.post("/account/signup/", SIGN_UP)

    assert answer.status_code == 302
    assert "The mail could not be sent just now." in client.get("/account/").content.decode()
    assert Account.objects.count() == 1


def test_forms_without_a_token_of_ours_are_refused(db: None) -> None:
    boss = owner()
    client = Client(enforce_csrf_checks=True)
    client.force_login(boss.user, backend="allauth.account.auth_backends.AuthenticationBackend")

    for path in ("/account/signup/", "/account/address/send/", "/account/invitations/new/", "/account/tokens/new/"):
        answer = client.post(path, {})
        assert (answer.status_code, "Please try that again" in answer.content.decode()) == (403, True)
