"""The shapes of bodies and answers; the OpenAPI is drawn from them. Amounts are whole minor units."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StrictInt

from amends.core.disputes.reasons import Detail, Reason, Wish
from amends.core.disputes.states import State

LINES_LIMIT = 500
"""Lines of one claim."""

_WITHOUT_NUL = r"^[^\x00]*$"
"""PostgreSQL stores every character but U+0000."""

_INT32, _INT64 = 2**31, 2**63

Quantity = Annotated[StrictInt, Field(ge=-_INT32, lt=_INT32, examples=[1])]
Amount = Annotated[StrictInt, Field(ge=-_INT64, lt=_INT64, examples=[1250])]


class Line(BaseModel):
    """One line of the claim."""

    model_config = ConfigDict(extra="forbid")

    line_id: UUID
    quantity: Quantity


class OpenAsk(BaseModel):
    """What opening a dispute asks for. Without `amount` all that the policy lets be asked is asked.

    `detail` says what exactly is wrong, for the reasons that have details; without it a person looks at the case.
    """

    model_config = ConfigDict(extra="forbid")

    order: Annotated[str, Field(max_length=64, pattern=_WITHOUT_NUL, examples=["A-1001"])]
    lines: Annotated[list[Line], Field(max_length=LINES_LIMIT)]
    reason: Reason
    detail: Detail | None = None
    wish: Wish
    amount: Amount | None = None
    message: Annotated[str, Field(pattern=_WITHOUT_NUL)] = ""
    buyer_email: Annotated[str, Field(max_length=254, pattern=_WITHOUT_NUL)] = ""
    request_key: Annotated[str, Field(min_length=1, max_length=100, pattern=_WITHOUT_NUL)] | None = None


class DisputeAnswer(BaseModel):
    """A dispute. `due_at` is when its present state ends by itself; none once it is final."""

    model_config = ConfigDict(extra="forbid")

    id: UUID
    number: str
    order: str
    state: State
    reason: Reason
    wish: Wish
    asked: int
    currency: str
    opened_at: datetime
    due_at: datetime | None


class DisputePage(BaseModel):
    """Some disputes, newest first. `next` is the cursor of what follows, none at the end."""

    model_config = ConfigDict(extra="forbid")

    disputes: list[DisputeAnswer]
    next: str | None


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
