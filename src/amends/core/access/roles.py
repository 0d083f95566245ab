"""The one table role × permission. Code, docs and tests read this and nothing else."""

from enum import StrEnum

from amends.core.access.permissions import Permission as P


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

_READ = frozenset({P.MERCHANT_ORDER_READ, P.MERCHANT_DISPUTE_READ})
_CASES = frozenset(
    {P.MERCHANT_DISPUTE_OPEN, P.MERCHANT_DISPUTE_ANSWER, P.MERCHANT_DISPUTE_WITHDRAW, P.MERCHANT_MESSAGE_WRITE}
)
_MONEY = frozenset({P.MERCHANT_WALLET_READ, P.MERCHANT_WALLET_WITHDRAW})
_STAFF_READ = frozenset({P.STAFF_ORDER_READ, P.STAFF_DISPUTE_READ, P.STAFF_POLICY_READ})
_STAFF_BOOK = frozenset({P.STAFF_SETTLEMENT_READ, P.STAFF_LEDGER_READ})

ROLE_PERMISSIONS: dict[Role, frozenset[P]] = {
    Role.OWNER: _READ | _CASES | _MONEY | {P.MERCHANT_STAFF_MANAGE, P.MERCHANT_TOKEN_MANAGE},
    Role.AFTER_SALES: _READ | _CASES,
    Role.FINANCE: _READ | _MONEY | {P.MERCHANT_MESSAGE_WRITE},
    Role.VIEWER: _READ,
    Role.AGENT: _STAFF_READ | {P.STAFF_DISPUTE_REVIEW, P.STAFF_DISPUTE_DECIDE},
    Role.STAFF_FINANCE: _STAFF_READ | _STAFF_BOOK | {P.STAFF_SETTLEMENT_MANAGE},
    Role.POLICY_OWNER: _STAFF_READ | {P.STAFF_POLICY_EDIT},
    Role.ADMIN: frozenset(p for p in P if p.startswith("staff:")),
    Role.PLATFORM: frozenset({P.PLATFORM_ORDER_READ, P.PLATFORM_ORDER_WRITE}),
}
