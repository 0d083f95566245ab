"""What moves of a dispute ask for. Amounts are whole minor units of the dispute's currency."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StrictBool

from amends.core.decisions.award import Outcome, RejectReason
from amends.core.decisions.departing import Departing, DepartReason
from amends.core.disputes.opening import MESSAGE_LIMIT
from amends.core.evidence.purposes import Purpose
from amends.core.requests.field_words import WITHOUT_NUL
from amends.doors.api.forms import FilePart, FlagPart
from amends.doors.api.schemas import Amount, Digest, Quantity

Words = Annotated[str, Field(pattern=WITHOUT_NUL, examples=["Both corners are torn."])]
FileAddress = Annotated[str, Field(max_length=2_000, pattern=WITHOUT_NUL)]
SomeWords = Annotated[Words, Field(min_length=1, max_length=MESSAGE_LIMIT)]


def shown(example: dict[str, Any]) -> ConfigDict:
    """Nothing besides what is named; with an example for the document."""
    return ConfigDict(extra="forbid", json_schema_extra={"examples": [example]})


class Ask(BaseModel):
    """Nothing besides what is named."""

    model_config = ConfigDict(extra="forbid")


class MessageAsk(Ask):
    """A message to the other side; staff may keep it among themselves."""

    model_config = shown({"body": "Here is the picture you asked for."})

    body: SomeWords
    internal: StrictBool = False


class WordsAsk(Ask):
    """Words that go with a move; they may be left out where nothing has to be said."""

    model_config = shown({"words": "Both corners are torn."})

    words: Words = ""


class EvidenceWanted(Ask):
    """What the merchant is asked for."""

    model_config = shown({"words": "A picture of the label, please."})

    words: SomeWords


class AgreeAsk(Ask):
    """Which round's offer is agreed to: the one that was looked at."""

    model_config = shown({"round": 1})

    round: Quantity
    words: Words = ""


class DeclineAsk(Ask):
    """Which round's offer is declined, and why."""

    model_config = shown({"round": 1, "words": "Half of it does not cover the shipping."})

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

    model_config = shown({"words": "The pictures show it."})

    words: Words = ""
    finding: Digest | None = None
    departing: DepartAsk | None = None

    @property
    def departs(self) -> Departing | None:
        """Why, where it was said."""
        return self.departing.read() if self.departing else None


class OfferAsk(DecideAsk):
    """A refund of `amount`, or a resend, without one, by `shipping_method`: if none is named, as sent before."""

    model_config = shown({"outcome": "refund_wallet", "amount": 1250, "words": "For your trouble."})

    outcome: Outcome
    amount: Amount = 0
    shipping_method: Annotated[str, Field(max_length=120, pattern=WITHOUT_NUL)] = ""


class FileAsk(Ask):
    """A file, what it shows, and whether the buyer's e-mail address is visible in it."""

    file: Annotated[FilePart, Field(description="A picture, a video or a PDF, recognised by its content")]
    purpose: Purpose = Purpose.OTHER
    shows_buyer_email: Annotated[
        FlagPart, Field(description="Whether the buyer's e-mail address is visible in the file")
    ] = False


class AddressAsk(Ask):
    """Where a file lies, what it shows, and whether the buyer's e-mail address is visible in it."""

    url: FileAddress
    purpose: Purpose = Purpose.OTHER
    shows_buyer_email: StrictBool = False


class AddressesAsk(Ask):
    """Where the files lie."""

    model_config = shown({"files": [{"url": "https://files.example/torn.jpg", "purpose": "product"}]})

    files: Annotated[list[AddressAsk], Field(min_length=1, max_length=20)]


class RejectAsk(DecideAsk):
    """A reason from the list, and words that explain it."""

    model_config = shown(
        {
            "reason": "delivered",
            "words": "Signed for on 2 November.",
            "departing": {"reason": "evidence_doubted", "words": "The picture shows another parcel."},
        }
    )

    reason: RejectReason
    words: SomeWords
