"""The shapes of asks and of problems; the OpenAPI is drawn from them. Amounts are whole minor units."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt

from amends.core.disputes.reasons import Detail, Reason, Wish
from amends.core.requests.field_words import WITHOUT_NUL

LINES_LIMIT = 500
"""Lines of one claim."""

WHOSE = "Whose: for callers who see several accounts. A merchant finds nothing in any account but their own."
"""Of a parameter that names an account."""

_INT32, _INT64 = 2**31, 2**63

Quantity = Annotated[StrictInt, Field(ge=-_INT32, lt=_INT32, examples=[1], json_schema_extra={"minimum": 1})]
Amount = Annotated[StrictInt, Field(ge=-_INT64, lt=_INT64, examples=[1250], json_schema_extra={"minimum": 0})]
AboveZero = Annotated[StrictInt, Field(ge=-_INT64, lt=_INT64, examples=[1250], json_schema_extra={"minimum": 1})]
"""What can be stored is read; less than the document's minimum is refused by the core, with a code that says more."""

Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
"""A finding's hash, in hex."""


class Line(BaseModel):
    """One line of the claim."""

    model_config = ConfigDict(extra="forbid")

    line_id: UUID
    quantity: Quantity


class OpenAsk(BaseModel):
    """What opening a dispute asks for. Without `amount` all that the policy lets be asked is asked.

    `detail` says what exactly is wrong, for the reasons that have details; without it a person looks at the case.
    `evidence_later`: where evidence is missing, the dispute is opened all the same and waits for it; as files are given
    to a dispute that is there, this is how one that needs evidence is opened over JSON.
    `finding` is the hash that a preview showed: if the policy finds something else by now, 409 shows that instead.
    """

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "order": "A-1001",
                    "lines": [{"line_id": "01930d6c-7c1a-7b3e-9f55-3d1f0b6a2c11", "quantity": 1}],
                    "reason": "order_cancellation",
                    "wish": "refund_wallet",
                    "message": "The buyer does not want it any more.",
                    "buyer_email": "buyer@example.com",
                    "request_key": "case-4711",
                }
            ]
        },
    )

    order: Annotated[str, Field(max_length=64, pattern=WITHOUT_NUL, examples=["A-1001"])]
    lines: Annotated[list[Line], Field(max_length=LINES_LIMIT)]
    reason: Reason
    detail: Detail | None = None
    wish: Wish
    amount: AboveZero | None = None
    message: Annotated[str, Field(pattern=WITHOUT_NUL)] = ""
    buyer_email: Annotated[str, Field(max_length=254, pattern=WITHOUT_NUL)] = ""
    finding: Digest | None = None
    evidence_later: StrictBool = False
    request_key: Annotated[str, Field(min_length=1, max_length=100, pattern=WITHOUT_NUL)] | None = None


class PreviewAsk(BaseModel):
    """The same form, perhaps not filled in to its end. With `evidence_later`, missing evidence is no fault."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"order": "A-1001", "reason": "order_cancellation"}]}
    )

    order: Annotated[str, Field(max_length=64, pattern=WITHOUT_NUL, examples=["A-1001"])]
    lines: Annotated[tuple[Line, ...], Field(max_length=LINES_LIMIT)] = ()
    reason: Reason | None = None
    detail: Detail | None = None
    wish: Wish | None = None
    amount: AboveZero | None = None
    message: Annotated[str, Field(pattern=WITHOUT_NUL)] = ""
    buyer_email: Annotated[str, Field(max_length=254, pattern=WITHOUT_NUL)] = ""
    evidence_later: StrictBool = False


class FieldError(BaseModel):
    """One field at fault."""

    field: str
    code: str
    detail: str


class Problem(BaseModel):
    """A refusal (RFC 9457). `code` is stable; `facts` are what `detail` was made of."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    facts: dict[str, Any]
    errors: list[FieldError]
