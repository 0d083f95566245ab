"""Refusals of sessions, of files by address, and of orders made and moved over CJ's API."""

from amends.core.refusals import Refusal


class KeyWrong(Refusal):
    """No merchant's token is behind the API key."""

    code = "cj_api.key_wrong"
    sentence = "This API key is unknown, expired or revoked."
    kind = "unauthenticated"
    field = "apiKey"


class RefreshWrong(Refusal):
    """The refresh token belongs to no session that still runs."""

    code = "cj_api.refresh_wrong"
    sentence = "This refresh token is unknown, used, expired or logged out."
    kind = "unauthenticated"
    field = "refreshToken"


class AddressUnreadable(Refusal):
    """Not the address of a file that could be fetched."""

    code = "evidence.address_unreadable"
    sentence = "This is not an address that a file could be fetched from. %(why)s"
    kind = "invalid"
    field = "fileUrl"


class OrderKnown(Refusal):
    """An order is made once; it is not changed by making it again."""

    code = "cj_api.order_known"
    sentence = "Order %(number)s exists already; please do not duplicate create."
    field = "orderNumber"


class NotToConfirm(Refusal):
    """Paid, or over: there is nothing to confirm any more."""

    code = "cj_api.not_to_confirm"
    sentence = "Order %(number)s is %(status)s; it cannot be confirmed any more."


class NotToDelete(Refusal):
    """Only what nobody confirmed yet can be deleted."""

    code = "cj_api.not_to_delete"
    sentence = "Order %(number)s cannot be deleted: it is confirmed, or was not made here."


class NotConfirmed(Refusal):
    """An order is confirmed before it is paid."""

    code = "cj_api.not_confirmed"
    sentence = "Order %(number)s waits to be confirmed before it can be paid."


class SandboxClosed(Refusal):
    """Trial orders are paid with no money; where money is real there are none."""

    code = "cj_api.sandbox_closed"
    sentence = "This installation takes no sandbox orders."


class NotSandbox(Refusal):
    """The order is a real one."""

    code = "cj_api.not_sandbox"
    sentence = "Order %(number)s is not a sandbox order."


class SandboxOrder(Refusal):
    """A trial order is paid with no money."""

    code = "cj_api.sandbox_order"
    sentence = "Order %(number)s is a sandbox order; simulate its payment instead."


class OutOfSequence(Refusal):
    """A trial order takes one step after the other."""

    code = "cj_api.out_of_sequence"
    sentence = "Order %(number)s stands at %(at)s and cannot go to %(target)s."


class NotTrackable(Refusal):
    """A parcel's number belongs to an order that is paid and not over."""

    code = "cj_api.not_trackable"
    sentence = "Order %(number)s is not paid, or closed; it takes no tracking number."
