"""What the core's words are called on staff's pages."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from amends.core.access import Role, Side
from amends.core.decisions.award import Outcome
from amends.core.disputes.reasons import Wish
from amends.core.evidence.purposes import Purpose
from amends.core.ledger.posting import LedgerKind
from amends.core.orders.kinds import Kind
from amends.core.settlements.legs import LegState, Method
from amends.core.standing.codes import StandingCode
from amends.core.standing.standings import Standing
from amends.doors.look.badges import STANDING_BADGES
from amends.records.disputes.queue import Tab

Words = str | Promise

ROLE_WORDS: dict[Role, Words] = {
    Role.AGENT: _("Agent"),
    Role.STAFF_FINANCE: _("Finance"),
    Role.POLICY_OWNER: _("Policy owner"),
    Role.ADMIN: _("Admin"),
    Role.PLATFORM: _("Order system"),
}

SIDE_WORDS: dict[Side, Words] = {
    Side.MERCHANT: _("Merchant"),
    Side.STAFF: _("Platform"),
    Side.PLATFORM: _("Order system"),
    Side.SYSTEM: _("Amends"),
}

WISH_WORDS: dict[Wish, Words] = {
    Wish.REFUND_WALLET: _("Refund to balance"),
    Wish.REFUND_ORIGINAL: _("Refund the original way"),
    Wish.RESEND: _("Resend"),
}

OUTCOME_WORDS: dict[Outcome, Words] = {
    Outcome.REFUND_WALLET: _("Refund to balance"),
    Outcome.REFUND_ORIGINAL: _("Refund the original way"),
    Outcome.RESEND: _("Resend"),
    Outcome.REJECT: _("Rejected"),
}

KIND_WORDS: dict[Kind, Words] = {
    Kind.STORE: _("Store order"),
    Kind.SAMPLE: _("Sample order"),
    Kind.WHOLESALE: _("Wholesale order"),
    Kind.PREORDER: _("Preorder"),
}

TAB_WORDS: dict[Tab, Words] = {
    Tab.MINE: _("Mine"),
    Tab.UNASSIGNED: _("Unassigned"),
    Tab.US: _("Waiting for us"),
    Tab.MERCHANT: _("Waiting for the merchant"),
    Tab.SOON: _("Due soon"),
    Tab.ALL: _("All open"),
}

PURPOSE_WORDS: dict[Purpose, Words] = {
    Purpose.COMPLAINT: _("Buyer's complaint"),
    Purpose.PRODUCT: _("Product"),
    Purpose.PARCEL: _("Parcel"),
    Purpose.CERTIFICATE: _("Certificate"),
    Purpose.OTHER: _("Other"),
}

PART_WORDS: dict[str, Words] = {
    "goods": _("Goods"),
    "shipping": _("Shipping"),
    "tax": _("Tax"),
    "tax_handling": _("Tax handling"),
}

METHOD_WORDS: dict[Method, Words] = {
    Method.WALLET: _("To the balance"),
    Method.ORIGINAL: _("The original way"),
    Method.RESEND: _("Resend"),
}

LEG_STATES: dict[LegState, tuple[Words, str, str]] = {
    LegState.PLANNED: (_("Planned"), "muted", "empty"),
    LegState.CALLING: (_("On its way"), "accent", "half"),
    LegState.UNKNOWN: (_("Outcome unknown"), "warn", "half"),
    LegState.PENDING: (_("Pending there"), "accent", "half"),
    LegState.SUCCEEDED: (_("Done"), "good", "full"),
    LegState.FAILED: (_("Failed"), "bad", "full"),
    LegState.CLOSED: (_("Replaced"), "muted", "full"),
}
"""Words, tone and fill of a leg's badge."""

LEDGER_WORDS: dict[LedgerKind, Words] = {
    LedgerKind.WALLET_CASH: _("Wallet, withdrawable"),
    LedgerKind.WALLET_BONUS: _("Wallet, bonus"),
    LedgerKind.WALLET_FROZEN: _("Wallet, frozen"),
    LedgerKind.AFTER_SALES: _("After-sales costs"),
    LedgerKind.CLEARING: _("Clearing"),
    LedgerKind.SALES: _("Orders paid from balances"),
    LedgerKind.BENEFITS: _("Top-up benefits"),
    LedgerKind.FEES: _("Fees"),
    LedgerKind.CHARGEBACKS: _("Chargebacks"),
    LedgerKind.SUPPLIER: _("Recoverable from suppliers"),
    LedgerKind.CARRIER: _("Recoverable from carriers"),
    LedgerKind.RECEIVABLE: _("Owed by merchants"),
}

ENTRY_WORDS: dict[str, Words] = {
    "refund": _("Refund"),
    "refund_returned": _("Refund came back"),
    "top_up": _("Top-up"),
    "order_paid": _("Order paid"),
    "withdrawal": _("Withdrawal asked"),
    "withdrawal_paid": _("Withdrawal paid out"),
    "withdrawal_returned": _("Withdrawal returned"),
    "liability": _("Liability"),
    "debit_note_settled": _("Debit note settled"),
    "chargeback": _("Chargeback"),
    "chargeback_fee": _("Chargeback fee"),
    "external_refund": _("Refund at the payment house"),
    "claim_rebooked": _("Claim booked elsewhere"),
    "top_up_taken_back": _("Top-up taken back"),
    "top_up_given_back": _("Top-up given back"),
    "top_up_debt_ended": _("Debt of a top-up ended"),
}
"""Of the ledger's entries by their kind."""

STANDING_WORDS: dict[Standing, Words] = {standing: badge.words for standing, badge in STANDING_BADGES.items()}

STANDING_CODE_WORDS: dict[StandingCode, Words] = {
    StandingCode.IMPOSED: _("took a measure"),
    StandingCode.LIFTED: _("lifted the measure"),
    StandingCode.EXPIRED: _("noted the end of the measure"),
    StandingCode.CONTESTED: _("contested the measure"),
    StandingCode.CONTEST_ESCALATED: _("told finance and admins that the contest waits"),
    StandingCode.CONTEST_UPHELD: _("upheld the measure"),
    StandingCode.CONTEST_LIFTED: _("granted the contest and lifted the measure"),
}
"""What somebody did, in the history of an account's standing."""
