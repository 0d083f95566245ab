from threading import Barrier, Thread

import pytest
from allauth.account.models import EmailAddress
from django.db import connection

from amends.core.access import SYSTEM, Forbidden, Role, Side
from amends.records.access.models import Account, Membership, User
from amends.records.access.queries import actor_of, standing_of, verified_address
from amends.usecases.access.enroll_person import EnrollPerson, RoleMismatch, enroll_person
from amends.usecases.access.make_person import AddressTaken, UsernameTaken
from amends.usecases.access.open_account import OpenAccount, open_account
from tests.makers.people import NOW, PASSWORD, colleague, owner, staff

ASK = OpenAccount(name="Blue Lantern", email="Ana@Shop.example", password=PASSWORD)


def test_signing_up_opens_an_account_with_its_owner(db: None) -> None:
    person = open_account(ask=ASK, actor=SYSTEM, now=NOW)

    account = Account.objects.get()
    assert (account.name, account.created_at) == ("Blue Lantern", NOW)
    assert list(Membership.objects.values_list("account", "user", "role")) == [(account.id, person.id, "owner")]
    assert (person.email, person.username, person.check_password(PASSWORD)) == ("ana@shop.example", "ana", True)
    assert list(EmailAddress.objects.values_list("email", "primary", "verified")) == [("ana@shop.example", True, False)]
    assert not verified_address(person.id)


def test_an_address_opens_one_account(db: None) -> None:
    open_account(ask=ASK, actor=SYSTEM, now=NOW)

    with pytest.raises(AddressTaken):
        open_account(ask=ASK, actor=SYSTEM, now=NOW)

    assert (Account.objects.count(), User.objects.count()) == (1, 1)


def test_only_amends_and_admins_open_accounts_and_enroll_people(db: None) -> None:
    admin = staff(Role.ADMIN)
    open_account(ask=ASK, actor=admin.actor, now=NOW)
    before = User.objects.count()

    for actor in (staff(Role.AGENT).actor, owner().actor):
        with pytest.raises(Forbidden):
            open_account(ask=OpenAccount(name="X", email="x@x.example", password=PASSWORD), actor=actor, now=NOW)
        with pytest.raises(Forbidden):
            enroll_person(ask=EnrollPerson(role=Role.ADMIN, username="x", password=PASSWORD), actor=actor, now=NOW)

    assert User.objects.count() == before + 2


def test_staff_act_for_the_platform_with_their_roles_permissions(db: None) -> None:
    agent = staff(Role.AGENT, "agent@demo.example")

    assert (agent.actor.side, agent.actor.account_id, agent.actor.name) == (Side.STAFF, None, "agent@demo.example")
    assert verified_address(agent.user.id)
    assert standing_of(agent.user).role is Role.AGENT


def test_a_person_without_an_address_signs_in_by_username(db: None) -> None:
    boss = owner()
    ask = EnrollPerson(role=Role.VIEWER, username="warehouse-desk", password=PASSWORD, account_id=boss.account_id)

    person = enroll_person(ask=ask, actor=SYSTEM, now=NOW)

    standing = standing_of(person)
    assert (standing.address, standing.verified, standing.role) == ("", False, Role.VIEWER)
    assert standing.account_name == "Blue Lantern"
    with pytest.raises(UsernameTaken):
        enroll_person(ask=ask, actor=SYSTEM, now=NOW)


@pytest.mark.parametrize("role", [Role.AGENT, Role.PLATFORM])
def test_a_role_of_the_platform_has_no_account(db: None, role: Role) -> None:
    boss = owner()

    with pytest.raises(RoleMismatch) as refused:
        enroll_person(
            ask=EnrollPerson(role=role, username="x", password=PASSWORD, account_id=boss.account_id),
            actor=SYSTEM,
            now=NOW,
        )

    assert (refused.value.facts, User.objects.count()) == ({"role": role.value}, 1)


def test_people_with_the_same_local_part_get_different_usernames(db: None) -> None:
    first, second = owner("info@one.example"), owner("info@two.example")

    assert first.user.username == "info"
    assert second.user.username.startswith("info-")


def test_somebody_who_left_every_account_acts_as_nobody(db: None) -> None:
    member = colleague(owner(), Role.VIEWER)
    Membership.objects.get(user=member.user).delete()

    assert actor_of(member.user) is None


def test_the_actor_is_found_in_one_statement(db: None, django_assert_num_queries) -> None:
    member, agent = colleague(owner(), Role.VIEWER).user, staff().user

    with django_assert_num_queries(1):
        actor_of(member)
    with django_assert_num_queries(0):
        actor_of(agent)
    with django_assert_num_queries(1):
        standing_of(member)


def test_two_sign_ups_with_one_address_at_one_moment_open_one_account(committed_db: None) -> None:
    start, outcomes = Barrier(2), []

    def sign_up() -> None:
        start.wait()
        try:
            outcomes.append(open_account(ask=ASK, actor=SYSTEM, now=NOW).username)
        except AddressTaken as refusal:
            outcomes.append(refusal.code)
        finally:
            connection.close()

    threads = [Thread(target=sign_up) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["access.address_taken", "ana"]
    assert (Account.objects.count(), Membership.objects.count()) == (1, 1)
