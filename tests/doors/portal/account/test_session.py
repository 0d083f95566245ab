import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory

from amends.core.access import Permission, Role
from amends.doors.console.session import StaffRequest, staff_page
from amends.doors.portal.session import MerchantRequest, merchant_page
from tests.doors.portal.account.conftest import SignIn
from tests.makers.people import colleague, owner, staff


@merchant_page(Permission.MERCHANT_WALLET_READ)
def wallet(request: MerchantRequest, number: int) -> HttpResponse:
    return HttpResponse(f"{request.actor.name} {number}")


@staff_page(Permission.STAFF_DISPUTE_DECIDE)
def decide(request: StaffRequest, number: int) -> HttpResponse:
    return HttpResponse(f"{request.actor.name} {number}")


def asked(view, user) -> HttpResponse:
    request = RequestFactory().get("/somewhere/?page=2")
    request.user = user
    return view(request, number=7)


def test_the_actor_reaches_the_view(db: None) -> None:
    assert asked(wallet, owner().user).content == b"Ana Ruiz 7"
    assert asked(decide, staff(Role.AGENT, "li@platform.example").user).content == b"li@platform.example 7"


@pytest.mark.parametrize("view", [wallet, decide])
def test_a_stranger_signs_in_first_and_comes_back(db: None, view) -> None:
    answer = asked(view, AnonymousUser())

    assert (answer.status_code, answer["Location"]) == (302, "/account/login/?next=/somewhere/%3Fpage%3D2")


def test_everybody_is_led_to_their_own_side(db: None) -> None:
    assert asked(wallet, staff().user)["Location"] == "/console/"
    assert asked(decide, owner().user)["Location"] == "/"


def test_a_role_that_may_not_gets_403_with_words(db: None) -> None:
    viewer = asked(wallet, colleague(owner(), Role.VIEWER).user)
    policy = asked(decide, staff(Role.POLICY_OWNER).user)

    for answer in (viewer, policy):
        assert answer.status_code == 403
        assert "Your role does not allow this" in answer.content.decode()


def test_the_account_page_of_staff_shows_no_merchant(sign_in: SignIn) -> None:
    page = sign_in(staff(Role.ADMIN).user).get("/account/").content.decode()

    assert ("Two-factor authentication" in page, "Access tokens" in page, "Console" in page) == (True, False, True)


def test_times_are_written_in_the_zone_one_chose_whatever_the_browser_tells(sign_in: SignIn) -> None:
    client = sign_in(owner().user)
    client.cookies["amends_zone"] = "America/New_York"
    assert 'data-zone="' not in client.get("/account/").content.decode()

    client.post("/account/profile/", {"name": "Ana", "time_zone": "Pacific/Kiritimati"})

    page = client.get("/account/").content.decode()
    assert 'data-zone="Pacific/Kiritimati"' in page
    assert "24 Nov 2026, 02:00 UTC+14" in page


def test_name_and_time_zone_are_chosen_on_the_profile(sign_in: SignIn) -> None:
    boss = owner().user
    client = sign_in(boss)

    client.post("/account/profile/", {"name": "Ana R.", "time_zone": "Asia/Shanghai"})
    boss.refresh_from_db()
    assert (boss.name, boss.time_zone) == ("Ana R.", "Asia/Shanghai")

    answer = client.post("/account/profile/", {"name": "Ana", "time_zone": "Middle/Earth"})
    assert "Select a valid choice." in answer.content.decode()
    boss.refresh_from_db()
    assert (boss.name, boss.time_zone) == ("Ana R.", "Asia/Shanghai")
