from datetime import timedelta
from uuid import uuid4

import pytest

from amends.core.access import ROLE_PERMISSIONS, Forbidden, Role, RoleNotYours, Side, Unauthenticated
from amends.records.access.digests import digest_of
from amends.records.access.models import ApiToken
from amends.records.access.queries import actor_of_token
from amends.records.access.team import tokens_of
from amends.usecases.access.create_token import CreateToken, ExpiryPassed, IssuedToken, create_token
from amends.usecases.access.revoke_token import RevokeToken, TokenUnseen, revoke_token
from tests.makers.people import NOW, Person, colleague, owner


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


def test_tokens_of_staff_and_of_the_platform_have_no_account(db: None) -> None:
    for role, side in ((Role.AGENT, Side.STAFF), (Role.PLATFORM, Side.PLATFORM)):
        ApiToken.objects.create(name=role, role=role.value, token_digest=digest_of(role))
        actor = actor_of_token(role, now=NOW)
        assert (actor.side, actor.account_id, actor.permissions) == (side, None, ROLE_PERMISSIONS[role])
