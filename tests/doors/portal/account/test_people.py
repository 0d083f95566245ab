from uuid import uuid4

import pytest
from django.test import Client

from amends.core.access import Role
from amends.records.access.models import Invitation, Membership, User
from amends.records.access.queries import actor_of
from amends.records.notices.models import KeptMail
from tests.doors.portal.account.conftest import SignIn, latest_mail, link_in
from tests.makers.people import PASSWORD, Person, colleague, owner, staff

INVITE = {"email": "bo@shop.example", "role": "after_sales"}
NEW = {"name": "Bo Lind", "password": "a-fresh-password"}


def seat(of: Person) -> Membership:
    return Membership.objects.get(user=of.user)


def test_an_invited_person_follows_the_mail_sets_a_password_and_is_in(sign_in: SignIn) -> None:
    boss = owner()
    sign_in(boss.user).post("/account/invitations/new/", INVITE)
    mail, client = latest_mail(), Client()
    assert (mail.recipients, mail.subject) == (["bo@shop.example"], "Join Blue Lantern on Amends")
    assert "Ana Ruiz invites you to join Blue Lantern on Amends, as: After-sales." in mail.body

    assert "Join Blue Lantern" in client.get(link_in(mail)).content.decode()
    answer = client.post(link_in(mail), NEW)

    assert (answer.status_code, answer["Location"]) == (302, "/")
    actor = actor_of(User.objects.get(email="bo@shop.example"))
    assert actor
    assert (actor.account_id, actor.name) == (boss.account_id, "Bo Lind")
    page = client.get("/account/").content.decode()
    assert ("Bo Lind" in page, "Invite a colleague" in page) == (True, False)


def test_a_used_link_says_so(sign_in: SignIn) -> None:
    sign_in(owner().user).post("/account/invitations/new/", INVITE)
    link = link_in(latest_mail())
    Client().post(link, NEW)

    again = Client().post(link, NEW)

    assert again.status_code == 409
    assert "This invitation has already been accepted." in again.content.decode()
    assert User.objects.count() == 2


def test_a_weak_password_keeps_the_invitation_open(sign_in: SignIn) -> None:
    sign_in(owner().user).post("/account/invitations/new/", INVITE)

    answer = Client().post(link_in(latest_mail()), NEW | {"password": "password12"})

    assert "This password is too common." in answer.content.decode()
    assert (User.objects.count(), Invitation.objects.get().accepted_at) == (1, None)


def test_a_link_that_is_not_complete_leads_nowhere(db: None, client: Client) -> None:
    answer = client.get("/account/invitation/half-a-secret/")

    assert answer.status_code == 404
    assert "Check that the link is complete." in answer.content.decode()


def test_somebody_signed_in_without_an_account_joins_at_a_click(sign_in: SignIn) -> None:
    boss, former = owner(), colleague(owner(), Role.VIEWER)
    seat(former).delete()
    sign_in(boss.user).post("/account/invitations/new/", INVITE)
    client = sign_in(former.user)
    assert "Join as Bo Lind" in client.get(link_in(latest_mail())).content.decode()

    client.post(link_in(latest_mail()))

    assert seat(former).account_id == boss.account_id


@pytest.mark.parametrize("somebody", [owner, staff])
def test_who_belongs_elsewhere_is_told_and_stays_there(sign_in: SignIn, somebody) -> None:
    sign_in(owner().user).post("/account/invitations/new/", INVITE)
    client = sign_in(somebody().user)
    assert "A person belongs to one account" in client.get(link_in(latest_mail())).content.decode()

    answer = client.post(link_in(latest_mail()))

    assert answer.status_code == 409
    assert Invitation.objects.get().accepted_at is None


def test_a_withdrawn_invitation_works_no_more(sign_in: SignIn) -> None:
    client = sign_in(owner().user)
    client.post("/account/invitations/new/", INVITE)
    link = link_in(latest_mail())
    assert "bo@shop.example" in client.get("/account/").content.decode()

    client.post(f"/account/invitations/{Invitation.objects.get().id}/withdraw/")

    answer = Client().post(link, NEW)
    assert "This invitation was withdrawn by the account that sent it." in answer.content.decode()
    client.get("/account/")  # shows the messages of both moves
    assert "bo@shop.example" not in client.get("/account/").content.decode()


def test_a_second_invitation_to_one_address_is_a_fault_of_the_form(sign_in: SignIn) -> None:
    client = sign_in(owner().user)
    client.post("/account/invitations/new/", INVITE)

    answer = client.post("/account/invitations/new/", INVITE)

    assert "bo@shop.example already has an invitation that works." in answer.content.decode()
    assert (Invitation.objects.count(), KeptMail.objects.count()) == (1, 1)


def test_an_owner_changes_a_role_and_removes_a_person(sign_in: SignIn) -> None:
    boss = owner()
    member = colleague(boss, Role.VIEWER)
    client, path = sign_in(boss.user), f"/account/people/{seat(member).id}/"

    client.post(path, {"role": "finance"})
    assert seat(member).role == "finance"
    page = client.post(f"{path}remove/", follow=True).content.decode()

    assert "Bo Lind no longer belongs to this account." in page
    answer = sign_in(member.user).get("/account/invitations/new/")
    assert answer.status_code == 403
    assert "You belong to no account" in answer.content.decode()


def test_the_last_owner_stays_and_the_page_says_why(sign_in: SignIn) -> None:
    boss = owner()
    client, path = sign_in(boss.user), f"/account/people/{seat(boss).id}/"
    words = "An account needs an owner: make somebody else an owner first."

    assert words in client.post(path, {"role": "viewer"}).content.decode()
    assert words in client.post(f"{path}remove/", follow=True).content.decode()

    assert seat(boss).role == "owner"


def test_another_accounts_people_and_invitations_are_not_there(sign_in: SignIn) -> None:
    boss = owner()
    sign_in(boss.user).post("/account/invitations/new/", INVITE)
    member = colleague(boss, Role.VIEWER)
    stranger = sign_in(owner().user)

    for number in (seat(member).id, uuid4()):
        answer = stranger.get(f"/account/people/{number}/")
        assert (answer.status_code, "There is nothing here" in answer.content.decode()) == (404, True)
        assert stranger.post(f"/account/people/{number}/", {"role": "owner"}).status_code == 404
        assert stranger.post(f"/account/people/{number}/remove/").status_code == 404
    for number in (Invitation.objects.get().id, uuid4()):
        assert stranger.post(f"/account/invitations/{number}/withdraw/").status_code == 404

    assert (seat(member).role, Invitation.objects.get().revoked_at) == ("viewer", None)


def test_who_does_not_own_the_account_is_told_so(sign_in: SignIn) -> None:
    boss = owner()
    client = sign_in(colleague(boss, Role.FINANCE).user)

    for answer in (
        client.post("/account/invitations/new/", INVITE),
        client.post(f"/account/people/{seat(boss).id}/remove/"),
        client.post("/account/tokens/new/", {"name": "x", "role": "viewer", "expires": "never"}),
    ):
        assert answer.status_code == 403
        assert "Your role does not allow this" in answer.content.decode()

    assert (Invitation.objects.count(), Membership.objects.count()) == (0, 2)


def test_changes_are_never_made_by_following_a_link(sign_in: SignIn) -> None:
    boss = owner()
    client = sign_in(boss.user)

    for path in (
        f"/account/people/{seat(boss).id}/remove/",
        f"/account/invitations/{uuid4()}/withdraw/",
        f"/account/tokens/{uuid4()}/revoke/",
        "/account/address/send/",
    ):
        answer = client.get(path, follow=True)
        assert answer.redirect_chain == [("/account/", 302)]
        assert answer.status_code == 200
        assert client.put(path).status_code == 405


def test_the_twenty_first_invitation_of_an_hour_waits(sign_in: SignIn) -> None:
    client = sign_in(owner().user)
    for number in range(20):
        client.post("/account/invitations/new/", INVITE | {"email": f"bo{number}@shop.example"})

    answer = client.post("/account/invitations/new/", INVITE)

    assert (answer.status_code, Invitation.objects.count()) == (429, 20)
    assert "A little slower, please" in answer.content.decode()


def test_an_invitation_is_accepted_with_the_password_of_the_new_person(sign_in: SignIn) -> None:
    sign_in(owner().user).post("/account/invitations/new/", INVITE)
    Client().post(link_in(latest_mail()), NEW | {"password": PASSWORD})

    answer = Client().post("/account/login/", {"login": "bo@shop.example", "password": PASSWORD})

    assert (answer.status_code, answer["Location"]) == (302, "/")
