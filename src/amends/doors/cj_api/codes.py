"""CJ's codes, and which refusal is said by which."""

from enum import IntEnum

from amends.core.access import Forbidden, Unauthenticated
from amends.core.cj_api.refusals import (
    AddressUnreadable,
    KeyWrong,
    NotConfirmed,
    NotSandbox,
    NotTrackable,
    OrderKnown,
    OutOfSequence,
    RefreshWrong,
    SandboxOrder,
)
from amends.core.disputes.refusals import OrderUnseen
from amends.core.orders.claimable import ClaimedElsewhere, NothingLeft, OrderClosed, OrderUnpaid
from amends.core.refusals import Refusal
from amends.core.standing.measures import AccountBlocked
from amends.core.wallet.paying import BalanceTooLow, OrderNotPayable, OrderPaidAlready


class Code(IntEnum):
    """The codes we answer with, under the words of CJ's own table (`TOKEN_DEAD` and `TOKEN_MISSING`: HTTP 401)."""

    SUCCESS = 200
    NO_SANDBOX_ORDER = 803
    NOT_SANDBOX = 811
    SANDBOX_STEP = 819
    NOT_DISPUTABLE = 9009
    BUSY = 1600000
    TOKEN_DEAD = 1600001
    TOKEN_MISSING = 1600002
    REFRESH_WRONG = 1600003
    FORBIDDEN = 1600004
    KEY_WRONG = 1600005
    LOGOUT_FAILED = 1600030
    NO_SUCH_PATH = 1600101
    TOO_MANY_REQUESTS = 1600200
    PARAMETER = 1600300
    PRODUCT_NOT_FOUND = 1602001
    ORDER_NOT_CREATED = 1603000
    ORDER_NOT_CONFIRMED = 1603001
    ORDER_NOT_DELETED = 1603002
    ORDER_EXISTS = 1603003
    ORDER_NOT_FOUND = 1603100
    NOT_PAID = 1603101
    BALANCE_TOO_LOW = 1604000
    WEBHOOK = 1606000
    WEBHOOK_URL = 1607000
    PRODUCTS_FAILED = 1607006
    CONFIRM_FAILED = 1607007
    CREATE_FAILED = 1607008
    CANCEL_FAILED = 1607009
    METHOD = 16900202
    CONTENT_TYPE = 16900203
    BODY_MISSING = 16900204
    BAD_JSON = 16900205


OF_REFUSAL: dict[type[Refusal], Code] = {
    Unauthenticated: Code.TOKEN_DEAD,
    Forbidden: Code.FORBIDDEN,
    KeyWrong: Code.KEY_WRONG,
    RefreshWrong: Code.REFRESH_WRONG,
    OrderUnseen: Code.ORDER_NOT_FOUND,
    OrderClosed: Code.NOT_DISPUTABLE,
    OrderUnpaid: Code.NOT_DISPUTABLE,
    NothingLeft: Code.NOT_DISPUTABLE,
    ClaimedElsewhere: Code.NOT_DISPUTABLE,
    AccountBlocked: Code.NOT_DISPUTABLE,
    AddressUnreadable: Code.PARAMETER,
    BalanceTooLow: Code.BALANCE_TOO_LOW,
    OrderPaidAlready: Code.NOT_PAID,
    OrderNotPayable: Code.NOT_PAID,
    NotConfirmed: Code.NOT_PAID,
    SandboxOrder: Code.NOT_PAID,
    OrderKnown: Code.ORDER_EXISTS,
    NotSandbox: Code.NOT_SANDBOX,
    OutOfSequence: Code.SANDBOX_STEP,
    NotTrackable: Code.SANDBOX_STEP,
}
"""Wherever it is raised. Every other refusal is said by the code of the call that failed."""
