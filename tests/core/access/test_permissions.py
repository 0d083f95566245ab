"""Who may do what, as the one table says it."""

import pytest

from amends.core.access import (
    MERCHANT_ROLES,
    ROLE_PERMISSIONS,
    STAFF_ROLES,
    SYSTEM,
    Actor,
    Forbidden,
    Permission,
    Role,
    Side,
    require,
)

MONEY_DECISIONS = {
    Permission.STAFF_DISPUTE_DECIDE: {Role.AGENT, Role.ADMIN},
    Permission.MERCHANT_WALLET_WITHDRAW: {Role.OWNER, Role.FINANCE},
}


def test_every_role_stands_in_the_table_and_every_permission_is_somebodys():
    assert set(ROLE_PERMISSIONS) == set(Role) == {*MERCHANT_ROLES, *STAFF_ROLES, Role.PLATFORM}
    assert frozenset().union(*ROLE_PERMISSIONS.values()) == set(Permission)


@pytest.mark.parametrize("role", Role)
def test_no_role_reaches_beyond_its_side(role: Role):
    side = "merchant" if role in MERCHANT_ROLES else "staff" if role in STAFF_ROLES else "platform"
    assert {permission.split(":")[0] for permission in ROLE_PERMISSIONS[role]} == {side}


@pytest.mark.parametrize(("permission", "roles"), MONEY_DECISIONS.items())
def test_few_decide_about_money(permission: Permission, roles: set[Role]):
    assert {role for role, permissions in ROLE_PERMISSIONS.items() if permission in permissions} == roles


def test_a_viewer_only_looks():
    assert ROLE_PERMISSIONS[Role.VIEWER] == {Permission.MERCHANT_ORDER_READ, Permission.MERCHANT_DISPUTE_READ}


def test_a_lacking_permission_is_refused_by_its_name():
    viewer = Actor(side=Side.MERCHANT, id=None, account_id=None, name="", permissions=ROLE_PERMISSIONS[Role.VIEWER])
    require(viewer, Permission.MERCHANT_DISPUTE_READ)
    for actor in (viewer, SYSTEM):
        with pytest.raises(Forbidden) as refused:
            require(actor, Permission.STAFF_DISPUTE_DECIDE)
        assert refused.value.facts == {"permission": "staff:dispute:decide"}
