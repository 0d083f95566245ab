"""Every permission there is, `scope:resource:action`, in alphabetical order."""

from enum import StrEnum


class Permission(StrEnum):
    """Scope `merchant` reaches one's own account's rows only; `platform` and `staff` reach every account's."""

    MERCHANT_DISPUTE_ANSWER = "merchant:dispute:answer"
    MERCHANT_DISPUTE_OPEN = "merchant:dispute:open"
    MERCHANT_DISPUTE_READ = "merchant:dispute:read"
    MERCHANT_DISPUTE_WITHDRAW = "merchant:dispute:withdraw"
    MERCHANT_MESSAGE_WRITE = "merchant:message:write"
    MERCHANT_ORDER_CREATE = "merchant:order:create"
    MERCHANT_ORDER_READ = "merchant:order:read"
    MERCHANT_STAFF_MANAGE = "merchant:staff:manage"
    MERCHANT_STANDING_CONTEST = "merchant:standing:contest"
    MERCHANT_TOKEN_MANAGE = "merchant:token:manage"  # noqa: S105 - a permission's name
    MERCHANT_WALLET_PAY = "merchant:wallet:pay"
    MERCHANT_WALLET_READ = "merchant:wallet:read"
    MERCHANT_WALLET_WITHDRAW = "merchant:wallet:withdraw"
    MERCHANT_WEBHOOK_MANAGE = "merchant:webhook:manage"
    PLATFORM_EVENT_READ = "platform:event:read"
    PLATFORM_ORDER_READ = "platform:order:read"
    PLATFORM_ORDER_WRITE = "platform:order:write"
    PLATFORM_WEBHOOK_MANAGE = "platform:webhook:manage"
    STAFF_ACCOUNT_MANAGE = "staff:account:manage"
    STAFF_CLAIM_MANAGE = "staff:claim:manage"
    STAFF_CLAIM_READ = "staff:claim:read"
    STAFF_DEBIT_MANAGE = "staff:debit:manage"
    STAFF_DISPUTE_DECIDE = "staff:dispute:decide"
    STAFF_DISPUTE_READ = "staff:dispute:read"
    STAFF_DISPUTE_REVIEW = "staff:dispute:review"
    STAFF_LEDGER_READ = "staff:ledger:read"
    STAFF_ORDER_READ = "staff:order:read"
    STAFF_POLICY_EDIT = "staff:policy:edit"
    STAFF_POLICY_READ = "staff:policy:read"
    STAFF_SETTLEMENT_MANAGE = "staff:settlement:manage"
    STAFF_SETTLEMENT_READ = "staff:settlement:read"
    STAFF_STANDING_MANAGE = "staff:standing:manage"
    STAFF_STANDING_READ = "staff:standing:read"
    STAFF_TOKEN_MANAGE = "staff:token:manage"  # noqa: S105 - a permission's name
    STAFF_WEBHOOK_MANAGE = "staff:webhook:manage"
    STAFF_WITHDRAWAL_APPROVE = "staff:withdrawal:approve"
