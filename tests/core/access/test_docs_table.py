from pathlib import Path

from amends.core.access import ROLE_PERMISSIONS, Permission, Role

PAGE = Path(__file__).parents[3] / "docs" / "access.md"
BEGIN, END = "<!-- role × permission: generated -->\n", "<!-- end -->"


def table() -> str:
    """The table of docs/access.md, drawn from the one in the core."""
    head = f"| Permission | {' | '.join(f'`{role}`' for role in Role)} |"
    rule = "|---" + "|:-:" * len(Role) + "|"
    rows = [
        f"| `{permission}` | {' | '.join('✓' if permission in ROLE_PERMISSIONS[role] else '' for role in Role)} |"
        for permission in Permission
    ]
    return "\n".join([head, rule, *rows]) + "\n"


def test_the_page_shows_exactly_the_permissions_that_each_role_has() -> None:
    shown = PAGE.read_text().split(BEGIN)[1].split(END)[0]

    assert shown == table()


def test_permissions_stand_in_alphabetical_order() -> None:
    assert list(Permission) == sorted(Permission)


def test_every_role_has_a_row_and_every_permission_a_holder() -> None:
    assert set(ROLE_PERMISSIONS) == set(Role)
    assert {permission for held in ROLE_PERMISSIONS.values() for permission in held} == set(Permission)
