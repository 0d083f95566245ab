"""What Amends asks of a payment house, and the answers there are.

Every key is ours: the provider's idempotency key, and it stands in the provider's own record of what was done
(metadata, custom_id), so that an outcome nobody told us of can be found there later.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, TypeAlias, runtime_checkable
from uuid import UUID

from amends.core.reconciliation.movement import Movement
from amends.core.settlements.legs import LegState, Unrefundable
from amends.usecases.external_claims.record_external_claim import RecordExternalClaim
from amends.usecases.settlements.record_leg import RecordLeg
from amends.usecases.wallet.record_top_up import RecordTopUp


@dataclass(frozen=True, slots=True)
class RefundOrder:
    """Refund `amount` minor units of the payment `payment_ref`. `key` is the leg's id.

    `waited` is how long ago it was asked for the first time, for houses that forget keys; zero the first time.
    `repeated` when it may have been asked for before. `ref` is the house's own name of the refund, once it told us.
    """

    key: UUID
    payment_ref: str
    amount: int
    currency: str
    waited: timedelta = timedelta(0)
    repeated: bool = False
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Refund:
    """A refund as the provider has it. `ref` is its name there; `state` is succeeded, pending or failed.

    `failure` says why it failed, in the provider's words.
    """

    ref: str
    state: LegState = LegState.SUCCEEDED
    failure: str = ""


class RefundRefused(Exception):
    """The provider said no, for good: nothing was paid under this key and nothing will be.

    Its text is the provider's own; `why` is ours.
    """

    def __init__(self, words: str, why: Unrefundable = Unrefundable.OTHER) -> None:
        super().__init__(words)
        self.why = why


class OutcomeUnknown(Exception):
    """Nobody can tell yet whether the provider did it: a time-out, a broken connection, a 5xx, too many requests."""


class PaymentGateway(Protocol):
    """A payment house at which payments can be refunded."""

    def refund(self, order: RefundOrder) -> Refund:
        """Refunds once for `order.key`, however often it is asked. Raises RefundRefused or OutcomeUnknown."""

    def find(self, order: RefundOrder) -> Refund | None:
        """The refund named `order.ref`, or made under `order.key`; None when `refund` may be asked for it now.

        None is said only where the payment's refunds were looked through, or where asking again under the key cannot
        pay twice. Raises OutcomeUnknown: also for a payment that is not there, since it may be at another account.
        """


@dataclass(frozen=True, slots=True)
class TopUpOrder:
    """Let somebody pay `amount` minor units on the provider's page; `key` is the top-up's id.

    Afterwards the browser comes to `done_url`, or to `cancel_url`. `words` stand on the provider's page.
    """

    key: UUID
    amount: int
    currency: str
    words: str
    done_url: str
    cancel_url: str


@dataclass(frozen=True, slots=True)
class Checkout:
    """Where the browser goes to pay, and the provider's name for this attempt."""

    url: str
    ref: str


@runtime_checkable
class TopUpGateway(Protocol):
    """A payment house through which a wallet can be topped up."""

    def begin(self, order: TopUpOrder) -> Checkout:
        """The page on which to pay, the same for the same key. Raises RefundRefused's like or OutcomeUnknown."""

    def find_top_up(self, *, key: UUID, ref: str) -> RecordTopUp | None:
        """What became of it (a payment that was approved is taken now); None while nobody paid.

        Raises OutcomeUnknown.
        """


class Forged(Exception):
    """The message is not the provider's: no signature, a wrong one, or one too old to be accepted again."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """A message that is the provider's: its name there, and its kind."""

    id: str
    kind: str


News: TypeAlias = RecordLeg | RecordExternalClaim | RecordTopUp
"""What a provider can tell, as the ask that takes it in."""


@runtime_checkable
class NewsGateway(Protocol):
    """A payment house that sends webhooks."""

    def check(self, *, body: bytes, headers: Mapping[str, str], now: datetime) -> Envelope:
        """Whose message it is, by the provider's own scheme. Header names in lower case. Raises Forged."""

    def read(self, body: bytes) -> list[News]:
        """What it tells; nothing for kinds that do not concern us. May ask the provider for the whole.

        Raises OutcomeUnknown when the provider cannot be asked now.
        """


@runtime_checkable
class StatementGateway(Protocol):
    """A payment house whose account with us can be read."""

    def movements(self, *, since: datetime, until: datetime) -> Iterator[Movement]:
        """Every line of that time, in the provider's order. Raises OutcomeUnknown."""
