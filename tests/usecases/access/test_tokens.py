from datetime import timedelta
from uuid import uuid4

import pytest

from amends.core.access import ROLE_PERMISSIONS, Forbidden, Role, RoleNotPlatforms, RoleNotYours, Side, Unauthenticated
from amends.records.access.digests import digest_of
from amends.records.access.models import ApiToken
from amends.records.access.queries import actor_of_token
from amends.records.access.team import tokens_of
from amends.usecases.access.create_token import CreateToken, ExpiryPassed, IssuedToken, create_token
from amends.usecases.access.revoke_token import RevokeToken, TokenUnseen, revoke_token
from tests.makers.people import NOW, Person, colleague, owner, staff


def made(by: Person, role: Role = Role.VIEWER, *, days: int | None = None) -> IssuedToken:
    expires_at = None if days is None else NOW + timedelta(days=days)
    return create_token(ask=CreateToken(name="Shop sync", role=role, expires_at=expires_at), actor=by.actor, now=NOW)


def test_a_token_acts_for_its_account_with_its_role(db: None) -> None:
    boss = owner()
    token = made(boss, Role.FINANCE)

    actor = actor_of_token(token.text, now=NOW)

    assert (actor.side, actor.id, actor.account_id, actor.name) == (
        Side.MERCHANT,
        token.id,
        boss.account_id,
        "Shop sync",
    )
    assert actor.permissions == ROLE_PERMISSIONS[Role.FINANCE]


def test_only_the_digest_of_a_token_is_kept(db: None) -> None:
    token = made(owner())

    assert token.text.startswith("amends_")
    assert bytes(ApiToken.objects.get().token_digest) == digest_of(token.text)


def test_a_revoked_token_is_refused(db: None) -> None:
    boss = owner()
    token = made(boss)

    revoke_token(ask=RevokeToken(token_id=token.id), actor=boss.actor, now=NOW)

    with pytest.raises(Unauthenticated):
        actor_of_token(token.text, now=NOW)
    with pytest.raises(TokenUnseen):
        revoke_token(ask=RevokeToken(token_id=token.id), actor=boss.actor, now=NOW)
    assert tokens_of(boss.account_id) == []


def test_a_token_works_until_its_last_moment(db: None) -> None:
    token = made(owner(), days=30)

    assert actor_of_token(token.text, now=NOW + timedelta(days=30, microseconds=-1)).id == token.id
    with pytest.raises(Unauthenticated):
        actor_of_token(token.text, now=NOW + timedelta(days=30))


def test_a_token_that_has_expired_already_is_not_made(db: None) -> None:
    boss = owner()

    with pytest.raises(ExpiryPassed):
        made(boss, days=0)

    assert not ApiToken.objects.exists()


def test_tokens_are_the_owners_and_never_mightier_than_a_merchant(db: None) -> None:
    boss = owner()
    with pytest.raises(Forbidden):
        made(colleague(boss, Role.AFTER_SALES))
    with pytest.raises(RoleNotYours):
        made(boss, Role.PLATFORM)

    assert not ApiToken.objects.exists()


def test_another_accounts_token_is_unseen(db: None) -> None:
    token, stranger = made(owner()), owner()

    for token_id in (token.id, uuid4()):
        with pytest.raises(TokenUnseen):
            revoke_token(ask=RevokeToken(token_id=token_id), actor=stranger.actor, now=NOW)

    assert actor_of_token(token.text, now=NOW).id == token.id


@pytest.mark.parametrize(("role", "side"), [(Role.AGENT, Side.STAFF), (Role.PLATFORM, Side.PLATFORM)])
def test_an_admins_tokens_are_the_platforms(db: None, role: Role, side: Side) -> None:
    token = made(staff(Role.ADMIN), role)

    actor = actor_of_token(token.text, now=NOW)

    assert (actor.side, actor.account_id, actor.permissions) == (side, None, ROLE_PERMISSIONS[role])
    assert [one.id for one in tokens_of(None)] == [token.id]


def test_the_platforms_tokens_are_made_by_admins_and_act_in_no_account(db: None) -> None:
    with pytest.raises(RoleNotPlatforms):
        made(staff(Role.ADMIN), Role.OWNER)
    for other in (Role.AGENT, Role.STAFF_FINANCE, Role.POLICY_OWNER):
        with pytest.raises(Forbidden):
            made(staff(other), Role.AGENT)

    assert not ApiToken.objects.exists()


def test_a_merchant_cannot_revoke_the_platforms_token_nor_an_agent(db: None) -> None:
    token = made(staff(Role.ADMIN), Role.PLATFORM)

    with pytest.raises(TokenUnseen):
        revoke_token(ask=RevokeToken(token_id=token.id), actor=owner().actor, now=NOW)
    with pytest.raises(Forbidden):
        revoke_token(ask=RevokeToken(token_id=token.id), actor=staff().actor, now=NOW)

    assert actor_of_token(token.text, now=NOW).id == token.id
