"""What moves of a dispute ask for. Amounts are whole minor units of the dispute's currency."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from amends.core.decisions.award import Outcome, RejectReason
from amends.core.decisions.departing import Departing, DepartReason
from amends.core.disputes.opening import MESSAGE_LIMIT
from amends.doors.api.schemas import WITHOUT_NUL, Amount, Digest, Quantity

Words = Annotated[str, Field(pattern=WITHOUT_NUL, examples=["Both corners are torn."])]
SomeWords = Annotated[Words, Field(min_length=1, max_length=MESSAGE_LIMIT)]


class Ask(BaseModel):
    """Nothing besides what is named."""

    model_config = ConfigDict(extra="forbid")


class MessageAsk(Ask):
    """A message to the other side; staff may keep it among themselves."""

    body: SomeWords
    internal: bool = False


class WordsAsk(Ask):
    """Words that go with a move; they may be left out where nothing has to be said."""

    words: Words = ""


class EvidenceWanted(Ask):
    """What the merchant is asked for."""

    words: SomeWords


class AgreeAsk(Ask):
    """Which round's offer is agreed to: the one that was looked at."""

    round: Quantity
    words: Words = ""


class DeclineAsk(Ask):
    """Which round's offer is declined, and why."""

    round: Quantity
    words: SomeWords


class DepartAsk(Ask):
    """Why an outcome departs from what the policy found."""

    reason: DepartReason
    words: SomeWords

    def read(self) -> Departing:
        """As the core has it."""
        return Departing(self.reason, self.words)


class DecideAsk(Ask):
    """What every decision carries: words for the merchant, the finding that was looked at, why it is departed from."""

    words: Words = ""
    finding: Digest | None = None
    departing: DepartAsk | None = None

    @property
    def departs(self) -> Departing | None:
        """Why, where it was said."""
        return self.departing.read() if self.departing else None


class OfferAsk(DecideAsk):
    """A refund of `amount`, or a resend by `shipping_method`; without one, as the goods were sent before."""

    outcome: Outcome
    amount: Amount = 0
    shipping_method: Annotated[str, Field(max_length=120, pattern=WITHOUT_NUL)] = ""


class RejectAsk(DecideAsk):
    """A reason from the list, and words that explain it."""

    reason: RejectReason
    words: SomeWords
