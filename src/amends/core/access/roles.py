"""The one table role × permission. Code, docs and tests read this and nothing else."""

from enum import StrEnum

from amends.core.access.permissions import Permission


class Role(StrEnum):
    """A merchant's role within their account, a staff role on the platform, or a system's."""

    OWNER = "owner"
    AFTER_SALES = "after_sales"
    FINANCE = "finance"
    VIEWER = "viewer"
    AGENT = "agent"
    STAFF_FINANCE = "staff_finance"
    POLICY_OWNER = "policy_owner"
    ADMIN = "admin"
    PLATFORM = "platform"


MERCHANT_ROLES = (Role.OWNER, Role.AFTER_SALES, Role.FINANCE, Role.VIEWER)
STAFF_ROLES = (Role.AGENT, Role.STAFF_FINANCE, Role.POLICY_OWNER, Role.ADMIN)
TOKEN_ROLES = (Role.PLATFORM, *STAFF_ROLES)
"""Of tokens that belong to no account: the platform's systems, and staff's own tools."""

_READ = frozenset({Permission.MERCHANT_ORDER_READ, Permission.MERCHANT_DISPUTE_READ})
_CASES = frozenset(
    {
        Permission.MERCHANT_DISPUTE_OPEN,
        Permission.MERCHANT_DISPUTE_ANSWER,
        Permission.MERCHANT_DISPUTE_WITHDRAW,
        Permission.MERCHANT_MESSAGE_WRITE,
    }
)
_ORDERS = frozenset({Permission.MERCHANT_ORDER_CREATE})
_MONEY = frozenset(
    {Permission.MERCHANT_WALLET_READ, Permission.MERCHANT_WALLET_PAY, Permission.MERCHANT_WALLET_WITHDRAW}
)
_MANAGE = frozenset(
    {
        Permission.MERCHANT_STAFF_MANAGE,
        Permission.MERCHANT_TOKEN_MANAGE,
        Permission.MERCHANT_STANDING_CONTEST,
        Permission.MERCHANT_WEBHOOK_MANAGE,
    }
)
_STAFF_READ = frozenset(
    {
        Permission.STAFF_ORDER_READ,
        Permission.STAFF_DISPUTE_READ,
        Permission.STAFF_POLICY_READ,
        Permission.STAFF_CLAIM_READ,
        Permission.STAFF_STANDING_READ,
    }
)
_STAFF_BOOK = frozenset({Permission.STAFF_SETTLEMENT_READ, Permission.STAFF_LEDGER_READ})

ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.OWNER: _READ | _CASES | _ORDERS | _MONEY | _MANAGE,
    Role.AFTER_SALES: _READ | _CASES | _ORDERS,
    Role.FINANCE: _READ | _MONEY | {Permission.MERCHANT_MESSAGE_WRITE},
    Role.VIEWER: _READ,
    Role.AGENT: _STAFF_READ | {Permission.STAFF_DISPUTE_REVIEW, Permission.STAFF_DISPUTE_DECIDE},
    Role.STAFF_FINANCE: _STAFF_READ
    | _STAFF_BOOK
    | {
        Permission.STAFF_SETTLEMENT_MANAGE,
        Permission.STAFF_WITHDRAWAL_APPROVE,
        Permission.STAFF_CLAIM_MANAGE,
        Permission.STAFF_DEBIT_MANAGE,
        Permission.STAFF_STANDING_MANAGE,
    },
    Role.POLICY_OWNER: _STAFF_READ | {Permission.STAFF_POLICY_EDIT},
    Role.ADMIN: frozenset(p for p in Permission if p.startswith("staff:")),
    Role.PLATFORM: frozenset(p for p in Permission if p.startswith("platform:")),
}
