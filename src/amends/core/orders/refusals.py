"""Why an order cannot be taken in or changed as told. Kept together: an import reports them beside its lines."""

from amends.core.refusals import Refusal


class _Malformed(Refusal):
    kind = "invalid"


class FieldMissing(_Malformed):
    """A value that every order needs is not there."""

    code = "order.field_missing"
    sentence = "The order's %(name)s is missing."


class AddressFieldUnknown(_Malformed):
    """A postal address has a part with a name of its own."""

    code = "order.address_field_unknown"
    sentence = "An address has no “%(name)s”; its parts are %(known)s."


class FieldTooLong(_Malformed):
    """A text is longer than can be kept."""

    code = "order.field_too_long"
    sentence = "The order's %(name)s is longer than %(longest)s characters."


class CharacterForbidden(_Malformed):
    """A text carries a NUL or half a character, which no database keeps."""

    code = "order.character_forbidden"
    sentence = "The order's %(name)s contains a character that cannot be stored."


class CurrencyUnknown(_Malformed):
    """Not an active ISO 4217 code."""

    code = "order.currency_unknown"
    sentence = "“%(currency)s” is not a currency code of ISO 4217."


class CountryUnknown(_Malformed):
    """Not a country code."""

    code = "order.country_unknown"
    sentence = "“%(country)s” is not a country code of two capitals."


class TimeInvalid(_Malformed):
    """A time without a zone, or out of any order's reach."""

    code = "order.time_invalid"
    sentence = "The order's %(name)s, %(at)s, has no time zone or lies outside the years 1970 to 2199."


class TimeAhead(_Malformed):
    """A time that has not come: nothing of an order is told before it happened."""

    code = "order.time_ahead"
    sentence = "The order's %(name)s, %(at)s, lies in the future."


class TimesReversed(_Malformed):
    """What comes after something else is told as having come before it."""

    code = "order.times_reversed"
    sentence = "The order's %(name)s, %(at)s, lies before its %(earlier)s, %(earlier_at)s."


class PaymentStateOurs(_Malformed):
    """Told that money went back, which the ledger alone knows."""

    code = "order.payment_state_ours"
    sentence = "An order comes in unpaid or paid, not %(payment_state)s: whether money went back is for Amends to say."


class ProviderReserved(_Malformed):
    """Told of a payment from a balance, which the ledger alone knows."""

    code = "order.provider_reserved"
    sentence = "No payment house is called “%(provider)s”: what is paid from a balance, Amends notes by itself."


class AmountInvalid(_Malformed):
    """A negative amount, or one beyond any order."""

    code = "order.amount_invalid"
    sentence = "The order's %(name)s, %(amount)s minor units, is below the least or beyond any order."


class QuantityInvalid(_Malformed):
    """Fewer units than one, or more than any order has."""

    code = "order.quantity_invalid"
    sentence = "%(quantity)s units of %(sku)s cannot be ordered."


class LinesMissing(_Malformed):
    """Nothing was ordered."""

    code = "order.lines_missing"
    sentence = "The order has no lines."


class TooManyLines(_Malformed):
    """More lines than one order may have."""

    code = "order.too_many_lines"
    sentence = "The order has %(lines)s lines; %(most)s is the most."


class NumberUnreachable(_Malformed):
    """An order is asked for by its number in an address, where some characters cannot stand."""

    code = "order.number_unreachable"
    sentence = (
        "“%(number)s” cannot be an order's number: it would be out of reach in an address. "
        "Leave out slashes, backslashes and invisible characters."
    )
    field = "number"


class NumberReserved(_Malformed):
    """The number is of the sequence that disputes and resends draw from."""

    code = "order.number_reserved"
    sentence = "%(number)s cannot be an order's number: %(prefix)s and digits are kept for disputes and resends."


class NumberTaken(Refusal):
    """Another order of the same account carries the number: its number outside is a different one."""

    code = "order.number_taken"
    sentence = "%(number)s is another order's number: %(theirs)s outside, not %(ours)s."


class HoldUnseen(Refusal):
    """No hold or release was announced under this id."""

    code = "order.hold_unseen"
    sentence = "There is no such hold."
    kind = "unseen"


class NumberAmbiguous(Refusal):
    """Several accounts have an order of that number."""

    code = "order.number_ambiguous"
    sentence = "Several accounts have an order %(number)s; say which account's is meant."
    field = "account"


class Unchangeable(Refusal):
    """What is settled when an order is taken in."""

    code = "order.unchangeable"
    sentence = "Order %(number)s: its %(name)s cannot change from %(before)s to %(after)s."


class ResendUnchangeable(Refusal):
    """A resend's content follows from the dispute that ordered it."""

    code = "order.resend_unchangeable"
    sentence = "Order %(number)s resends goods; its content follows from its dispute."


class ChargeMissing(Refusal):
    """The lines change, the known charge would have to, and nobody told how."""

    code = "order.charge_missing"
    sentence = "Order %(number)s: its charge is known; lines that change must be told with their new charge."


class BelowClaimed(Refusal):
    """Fewer units than disputes claim or settled."""

    code = "order.below_claimed"
    sentence = "Order %(number)s: %(line)s cannot go below a quantity of %(least)s, because of %(disputes)s."


class ChargeBelowClaimed(Refusal):
    """Less charge than was refunded, is promised or asked for."""

    code = "order.charge_below_claimed"
    sentence = (
        "Order %(number)s: the charge for %(line)s cannot go below %(least)s %(currency)s, because of %(disputes)s."
    )


class PaymentKnown(Refusal):
    """The payment is already noted, for another order or with another amount."""

    code = "order.payment_known"
    sentence = "Order %(number)s: payment %(refs)s is already noted, for another order or another amount."


class PaidFromBalance(Refusal):
    """What was paid from a balance is what the order is charged, unless further payments cover the rest."""

    code = "order.paid_from_balance"
    sentence = (
        "Order %(number)s was paid from the balance: its payments come to %(paid)s %(currency)s, and it cannot be "
        "charged %(charged)s %(currency)s."
    )
