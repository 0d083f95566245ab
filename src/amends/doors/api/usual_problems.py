"""The problems that operations usually answer with, as the document shows them: each as the program itself says it."""

import json
from collections.abc import Iterator
from typing import Any

from amends.core.access import Forbidden, Permission, Unauthenticated
from amends.core.disputes.giving_evidence import EvidenceTooLate, EvidenceUnseen
from amends.core.disputes.refusals import AboveCeiling, DisputeUnseen, LineInDispute, OrderUnseen, StaleCase
from amends.core.disputes.states import MoveNotAllowed, State, say_state
from amends.core.money import say_minor
from amends.core.orders.refusals import HoldUnseen
from amends.core.orders.stages import OrderHeld
from amends.core.policies.versions import VersionUnseen
from amends.core.refusals import Refusal, Said
from amends.core.requests.refusals import KeyReused, StillRunning
from amends.core.wallet.paying import DueChanged
from amends.core.webhooks.endpoints import DeliveryUnderWay, DeliveryUnseen, EndpointDisabled, EndpointUnseen
from amends.doors.api.forms import NotForm
from amends.doors.api.problems import Malformed, Misshapen, as_problem, invalid
from amends.doors.api.rates import CalledTooOften
from amends.doors.api.reading import BODY_LIMIT, BodyTooLarge, LengthMissing, NotJson

_DISPUTE, _ORDER = "SH2611270905120000042", "A-1001"

_ALWAYS: dict[int, tuple[Refusal, ...]] = {
    401: (Unauthenticated(),),
    403: (Forbidden(permission=Permission.MERCHANT_DISPUTE_OPEN.value),),
    411: (LengthMissing(),),
    412: (StaleCase(number=_DISPUTE, version=3, state=say_state(State.OFFERED)),),
    413: (BodyTooLarge(limit=BODY_LIMIT),),
    415: (NotJson(),),
    429: (CalledTooOften(limit=1200, seconds=42),),
}
_INSTEAD: dict[tuple[str, int], tuple[Refusal, ...]] = {("add_evidence", 415): (NotForm(),)}
"""Of an operation, in the place of what is always told."""

_KEYED: dict[int, tuple[Refusal, ...]] = {
    409: (StillRunning(key="case-4711"),),
    422: (KeyReused(key="case-4711"),),
}
_BY_TAG: dict[tuple[str, int], tuple[Refusal, ...]] = {
    ("disputes", 404): (DisputeUnseen(number=_DISPUTE),),
    ("disputes", 409): (
        MoveNotAllowed(number=_DISPUTE, state=say_state(State.SETTLED), move=Said("withdraw", "Cancel")),
    ),
    ("evidence", 404): (DisputeUnseen(number=_DISPUTE), EvidenceUnseen()),
    ("evidence", 409): (EvidenceTooLate(number=_DISPUTE, state=say_state(State.SETTLED)),),
    ("orders", 404): (OrderUnseen(number=_ORDER),),
    ("orders", 409): (OrderHeld(number=_ORDER, disputes=[_DISPUTE]),),
    ("holds", 404): (HoldUnseen(),),
    ("policy", 404): (VersionUnseen(),),
    ("wallet", 404): (OrderUnseen(number=_ORDER),),
    ("wallet", 409): (DueChanged(due=say_minor(2450, "USD"), currency="USD", number=_ORDER),),
    ("webhooks", 404): (EndpointUnseen(), DeliveryUnseen()),
    ("webhooks", 409): (EndpointDisabled(), DeliveryUnderWay()),
}
_BY_OPERATION: dict[tuple[str, int], tuple[Refusal, ...]] = {
    ("open_dispute", 404): (OrderUnseen(number=_ORDER),),
    ("preview_dispute", 404): (OrderUnseen(number=_ORDER),),
    ("open_dispute", 409): (LineInDispute(sku="BAG-M", dispute=_DISPUTE),),
    ("open_dispute", 422): (
        AboveCeiling(asked=say_minor(9000, "USD"), currency="USD", ceiling=say_minor(2250, "USD")),
    ),
}
"""In the place of its tag's."""


def usual(operation: str, tag: str, status: int, *, keyed: bool) -> dict[str, dict[str, Any]]:
    """The problem documents by their codes."""
    by_place = _BY_OPERATION.get((operation, status)) or _BY_TAG.get((tag, status), ())
    always = _INSTEAD.get((operation, status)) or _ALWAYS.get(status, ())
    told = [as_problem(one) for one in (*always, *by_place, *(_KEYED.get(status, ()) if keyed else ()))]
    return {one["code"]: one for one in (*_unreadable(status), *told)}


def _unreadable(status: int) -> Iterator[dict[str, Any]]:
    """What the door says of a body that is no JSON, and of one that does not fit."""
    faults: dict[int, dict[str, Any]] = {
        Malformed.status.value: {"loc": (), "type": "json_invalid", "ctx": {"error": "EOF while parsing an object"}},
        Misshapen.status.value: {"loc": ("lines", 0, "quantity"), "type": "int_type"},
    }
    if status in faults:
        yield json.loads(invalid([faults[status]]).content)
