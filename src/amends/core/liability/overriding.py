"""Deciding otherwise who bears an award: when that is possible, and what must be said."""

from amends.core.access import Actor, Forbidden, Permission
from amends.core.disputes.states import State
from amends.core.liability.shares import CHARGED, Bearing, Shares
from amends.core.policies.words import Bearer
from amends.core.refusals import Refusal

NAME_LIMIT = 120
WORDS_LIMIT = 1000
OVERRIDABLE = frozenset({State.AGREED, State.SETTLING, State.SETTLED})
"""Something was decided and is paid, or will be."""
_EITHER = (Permission.STAFF_DEBIT_MANAGE, Permission.STAFF_DISPUTE_DECIDE)


class SharesUneven(Refusal):
    """The three shares do not add up to the whole award."""

    code = "liability.shares_uneven"
    sentence = "The shares of supplier, carrier and platform must be whole percents that add up to 100."
    kind = "invalid"


class SupplierUnnamed(Refusal):
    """Nobody can be charged without a name."""

    code = "liability.supplier_unnamed"
    sentence = "Name the supplier who bears a share."
    kind = "invalid"
    field = "supplier_name"


class CarrierUnnamed(Refusal):
    """Nobody can be charged without a name."""

    code = "liability.carrier_unnamed"
    sentence = "Name the carrier who bears a share."
    kind = "invalid"
    field = "carrier_name"


class WhyMissing(Refusal):
    """Who departs from the policy says why."""

    code = "liability.why_missing"
    sentence = "Say in a few words why, in at most %(most)s characters."
    kind = "invalid"
    field = "why"


class NothingBorne(Refusal):
    """Nothing was awarded in money."""

    code = "liability.nothing_borne"
    sentence = "Nothing is paid in dispute %(number)s, so nobody bears anything."


class BearingChanged(Refusal):
    """Somebody else has decided otherwise since the page was shown."""

    code = "liability.changed"
    sentence = "Who bears dispute %(number)s was changed since you opened the page; look again."


class BearingUnchanged(Refusal):
    """What is asked for is how it stands."""

    code = "liability.unchanged"
    sentence = "That is who bears dispute %(number)s already."


class NoteIssuedAlready(Refusal):
    """What a party was told to pay is corrected by a credit, not behind its back."""

    code = "liability.note_issued"
    sentence = "Debit note %(note)s has been issued over it; credit it there first."


def check_may_override(actor: Actor) -> None:
    """Raises Forbidden unless the actor decides disputes or manages debit notes."""
    if not may_override(actor):
        raise Forbidden(permission=str(_EITHER[0]))


def may_override(actor: Actor) -> bool:
    """Whether the actor may decide otherwise who bears an award."""
    return any(actor.may(permission) for permission in _EITHER)


def check_override(wanted: Bearing, *, why: str) -> None:
    """Raises SupplierUnnamed, CarrierUnnamed and WhyMissing."""
    for bearer, refusal in zip(CHARGED, (CarrierUnnamed, SupplierUnnamed), strict=True):
        name = wanted.name_of(bearer)
        if (wanted.shares.of(bearer) and not name) or len(name) > NAME_LIMIT:
            raise refusal
    if not why or len(why) > WORDS_LIMIT:
        raise WhyMissing(most=WORDS_LIMIT)


def shares_told(*, supplier: int, carrier: int, platform: int) -> Shares:
    """The shares somebody decided on. Raises SharesUneven."""
    try:
        return Shares(supplier=supplier, carrier=carrier, platform=platform)
    except ValueError:
        raise SharesUneven from None


def same_bearing(one: Bearing, other: Bearing) -> bool:
    """Whether both charge the same parties by the same shares: a name without a share is no difference."""
    return one.shares == other.shares and all(
        one.name_of(bearer) == other.name_of(bearer) for bearer in Bearer if one.shares.of(bearer)
    )
