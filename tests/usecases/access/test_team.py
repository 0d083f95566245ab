from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from amends.core.access import (
    SYSTEM,
    Forbidden,
    InvitationExpired,
    InvitationRevoked,
    InvitationUsed,
    LastOwner,
    Role,
    RoleNotYours,
)
from amends.records.access.models import Invitation, Membership, User
from amends.records.access.queries import actor_of, newcomer, verified_address
from amends.records.access.team import members_of, open_invitations
from amends.usecases.access.accept_invitation import AcceptInvitation, accept_invitation
from amends.usecases.access.change_role import ChangeRole, change_role
from amends.usecases.access.invite_member import AlreadyColleague, AlreadyInvited, Invited, InviteMember, invite_member
from amends.usecases.access.join_account import AlreadyMember, JoinAccount, StaffCannotJoin, join_account
from amends.usecases.access.make_person import AddressTaken
from amends.usecases.access.remove_member import RemoveMember, remove_member
from amends.usecases.access.revoke_invitation import RevokeInvitation, revoke_invitation
from amends.usecases.access.take_out_invitation import InvitationUnseen
from amends.usecases.access.take_out_member import MemberUnseen
from tests.makers.people import NOW, PASSWORD, Person, colleague, owner, staff


def invited(by: Person, role: Role = Role.AFTER_SALES, email: str = "new@shop.example") -> Invited:
    return invite_member(ask=InviteMember(email=email, role=role), actor=by.actor, now=NOW)


def accepted(invitation: Invited) -> User:
    ask = AcceptInvitation(secret=invitation.secret, name="Bo Lind", password=PASSWORD)
    return accept_invitation(ask=ask, actor=SYSTEM, now=NOW)


def seat(of: Person) -> Membership:
    return Membership.objects.get(user=of.user)


def test_an_invited_person_joins_with_the_role_and_a_verified_address(db: None) -> None:
    boss = owner()
    invitation = invited(boss, Role.FINANCE, "Bo@Shop.example")

    person = accepted(invitation)

    actor = actor_of(person)
    assert actor
    assert (actor.account_id, actor.name) == (boss.account_id, "Bo Lind")
    assert [(one.email, one.role) for one in members_of(boss.account_id)][1] == ("bo@shop.example", Role.FINANCE)
    assert verified_address(person.id)
    assert open_invitations(boss.account_id) == []


def test_the_links_secret_is_kept_as_a_digest_only(db: None) -> None:
    invitation = invited(owner())

    kept = Invitation.objects.get()
    assert (len(bytes(kept.token_digest)), kept.expires_at) == (32, NOW + timedelta(days=7))
    assert invitation.secret.encode() not in bytes(kept.token_digest)


def test_an_invitation_works_once(db: None) -> None:
    invitation = invited(owner())
    accepted(invitation)

    with pytest.raises(InvitationUsed):
        accepted(invitation)

    assert User.objects.count() == 2


def test_after_seven_days_the_invitation_is_refused(db: None) -> None:
    invitation = invited(owner())
    ask = AcceptInvitation(secret=invitation.secret, name="", password=PASSWORD)

    with pytest.raises(InvitationExpired):
        accept_invitation(ask=ask, actor=SYSTEM, now=NOW + timedelta(days=7))

    assert User.objects.count() == 1


def test_a_revoked_invitation_is_refused_and_frees_the_address(db: None) -> None:
    boss = owner()
    invitation = invited(boss)
    with pytest.raises(AlreadyInvited):
        invited(boss)

    revoke_invitation(ask=RevokeInvitation(invitation_id=invitation.id), actor=boss.actor, now=NOW)

    with pytest.raises(InvitationRevoked):
        accepted(invitation)
    with pytest.raises(InvitationRevoked):
        revoke_invitation(ask=RevokeInvitation(invitation_id=invitation.id), actor=boss.actor, now=NOW)
    assert accepted(invited(boss)).email == "new@shop.example"


def test_another_accounts_invitation_is_unseen(db: None) -> None:
    invitation = invited(owner())

    with pytest.raises(InvitationUnseen):
        revoke_invitation(ask=RevokeInvitation(invitation_id=invitation.id), actor=owner().actor, now=NOW)

    assert Invitation.objects.get().revoked_at is None
    with pytest.raises(InvitationUnseen):
        accept_invitation(
            ask=AcceptInvitation(secret=invitation.secret + "x", name="", password=PASSWORD), actor=SYSTEM, now=NOW
        )


def test_only_owners_manage_people_and_give_no_staff_role(db: None) -> None:
    boss = owner()
    for role in (Role.AFTER_SALES, Role.FINANCE, Role.VIEWER):
        member = colleague(boss, role)
        with pytest.raises(Forbidden):
            invited(member)
        with pytest.raises(Forbidden):
            change_role(ask=ChangeRole(member_id=seat(member).id, role=Role.OWNER), actor=member.actor, now=NOW)
        with pytest.raises(Forbidden):
            remove_member(ask=RemoveMember(member_id=seat(boss).id), actor=member.actor, now=NOW)
    with pytest.raises(RoleNotYours):
        invited(boss, Role.ADMIN)

    assert (Invitation.objects.count(), seat(boss).role, Membership.objects.count()) == (0, "owner", 4)


def test_a_colleague_is_not_invited_again(db: None) -> None:
    boss = owner()
    colleague(boss, Role.VIEWER, "bo@shop.example")

    with pytest.raises(AlreadyColleague) as refused:
        invited(boss, email="Bo@shop.example ")

    assert refused.value.facts == {"email": "bo@shop.example"}
    assert not Invitation.objects.exists()


def test_somebody_signed_in_without_an_account_joins_as_they_are(db: None) -> None:
    boss, former = owner(), colleague(owner(), Role.VIEWER)
    seat(former).delete()
    invitation = invited(boss)

    join_account(ask=JoinAccount(secret=invitation.secret), actor=newcomer(former.user), now=NOW)

    assert (seat(former).account_id, seat(former).role) == (boss.account_id, "after_sales")
    with pytest.raises(InvitationUsed):
        join_account(ask=JoinAccount(secret=invitation.secret), actor=newcomer(former.user), now=NOW)


def test_members_of_another_account_and_staff_cannot_join(db: None) -> None:
    invitation = invited(owner())

    with pytest.raises(AlreadyMember):
        join_account(ask=JoinAccount(secret=invitation.secret), actor=newcomer(owner().user), now=NOW)
    with pytest.raises(StaffCannotJoin):
        join_account(ask=JoinAccount(secret=invitation.secret), actor=newcomer(staff().user), now=NOW)

    assert Invitation.objects.get().accepted_at is None


def test_whoever_only_claimed_the_address_does_not_keep_the_invited_person_out(db: None) -> None:
    owner("new@shop.example", verified=False)
    boss = owner()

    assert verified_address(accepted(invited(boss)).id)

    with pytest.raises(AddressTaken):
        accepted(invited(owner()))


def test_an_owner_changes_a_role_and_removes_a_person(db: None) -> None:
    boss = owner()
    member = colleague(boss, Role.VIEWER)

    change_role(ask=ChangeRole(member_id=seat(member).id, role=Role.FINANCE), actor=boss.actor, now=NOW)
    assert seat(member).role == "finance"

    remove_member(ask=RemoveMember(member_id=seat(member).id), actor=boss.actor, now=NOW)
    assert actor_of(member.user) is None


def test_another_accounts_members_are_unseen(db: None) -> None:
    member, stranger = colleague(owner(), Role.VIEWER), owner()

    with pytest.raises(MemberUnseen):
        change_role(ask=ChangeRole(member_id=seat(member).id, role=Role.OWNER), actor=stranger.actor, now=NOW)
    with pytest.raises(MemberUnseen):
        remove_member(ask=RemoveMember(member_id=seat(member).id), actor=stranger.actor, now=NOW)

    assert seat(member).role == "viewer"


def test_the_last_owner_can_neither_leave_nor_lose_the_role(db: None) -> None:
    boss = owner()
    colleague(boss, Role.FINANCE)

    with pytest.raises(LastOwner):
        remove_member(ask=RemoveMember(member_id=seat(boss).id), actor=boss.actor, now=NOW)
    with pytest.raises(LastOwner):
        change_role(ask=ChangeRole(member_id=seat(boss).id, role=Role.VIEWER), actor=boss.actor, now=NOW)
    assert seat(boss).role == "owner"

    colleague(boss, Role.OWNER)
    change_role(ask=ChangeRole(member_id=seat(boss).id, role=Role.VIEWER), actor=boss.actor, now=NOW)
    assert seat(boss).role == "viewer"


def test_two_owners_who_remove_each_other_at_one_moment_leave_one(committed_db: None) -> None:
    first = owner()
    second = colleague(first, Role.OWNER)
    start, outcomes = Barrier(2), []

    def remove(other: Person, by: Person) -> None:
        member_id = seat(other).id
        start.wait()
        try:
            remove_member(ask=RemoveMember(member_id=member_id), actor=by.actor, now=NOW)
            outcomes.append("removed")
        except LastOwner as refusal:
            outcomes.append(refusal.code)
        finally:
            connection.close()

    threads = [Thread(target=remove, args=pair) for pair in ((first, second), (second, first))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["access.last_owner", "removed"]
    assert Membership.objects.filter(role="owner").count() == 1
