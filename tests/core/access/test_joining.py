from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from amends.core.access import (
    ROLE_PERMISSIONS,
    Actor,
    InvitationExpired,
    InvitationRevoked,
    InvitationUsed,
    LastOwner,
    Role,
    RoleNotYours,
    Side,
    check_invitation,
    check_owner_remains,
    check_role,
)

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ONE, TWO = UUID(int=1), UUID(int=2)


def acting(role: Role) -> Actor:
    return Actor(side=Side.MERCHANT, id=ONE, account_id=TWO, name="Ana", permissions=ROLE_PERMISSIONS[role])


@pytest.mark.parametrize("role", [Role.OWNER, Role.AFTER_SALES, Role.FINANCE, Role.VIEWER])
def test_an_owner_may_give_every_role_of_a_merchant(role: Role) -> None:
    check_role(acting(Role.OWNER), role)


@pytest.mark.parametrize("role", [Role.AGENT, Role.ADMIN, Role.STAFF_FINANCE, Role.POLICY_OWNER, Role.PLATFORM])
def test_nobody_gives_away_a_role_of_the_platform(role: Role) -> None:
    with pytest.raises(RoleNotYours) as refused:
        check_role(acting(Role.OWNER), role)
    assert refused.value.facts == {"role": role.value}


def test_a_role_that_may_do_more_than_ones_own_is_refused() -> None:
    check_role(acting(Role.FINANCE), Role.VIEWER)
    with pytest.raises(RoleNotYours):
        check_role(acting(Role.FINANCE), Role.AFTER_SALES)


def test_an_invitation_opens_the_door_until_its_last_moment() -> None:
    check_invitation(accepted_at=None, revoked_at=None, expires_at=NOW + timedelta(microseconds=1), now=NOW)
    with pytest.raises(InvitationExpired):
        check_invitation(accepted_at=None, revoked_at=None, expires_at=NOW, now=NOW)


def test_a_used_or_revoked_invitation_says_which() -> None:
    with pytest.raises(InvitationUsed):
        check_invitation(accepted_at=NOW, revoked_at=None, expires_at=NOW + timedelta(days=1), now=NOW)
    with pytest.raises(InvitationRevoked):
        check_invitation(accepted_at=None, revoked_at=NOW, expires_at=NOW + timedelta(days=1), now=NOW)


def test_the_last_owner_stays() -> None:
    check_owner_remains({ONE, TWO}, leaving=ONE)
    check_owner_remains({ONE}, leaving=TWO)
    with pytest.raises(LastOwner):
        check_owner_remains({ONE}, leaving=ONE)
