"""Record what became of a top-up at the payment house."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordTopUp:
    """The ask: the provider took `amount` minor units under the name `payment_ref`, or says why not in `failure`."""

    top_up_id: UUID
    payment_ref: str
    amount: int
    currency: str
    failure: str = ""
