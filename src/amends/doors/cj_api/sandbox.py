"""Playing an order through without money or goods. Here, unlike at CJ, it can be disputed."""

from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from pydantic import Field

from amends.core.access import Actor, Permission
from amends.core.disputes.refusals import OrderUnseen
from amends.doors.cj_api.calls import call
from amends.doors.cj_api.codes import Code
from amends.doors.cj_api.envelope import Coded
from amends.doors.cj_api.finding_orders import order_number
from amends.doors.cj_api.order_forms import Name, OrderNamed
from amends.doors.cj_api.reading import Asked, Text, Whole, read_body
from amends.doors.cj_api.tokens import caller
from amends.usecases.cj_api.move_trial import MoveTrial, move_trial
from amends.usecases.cj_api.simulate_payment import SimulatePayment, simulate_payment
from amends.usecases.cj_api.track_trial import TrackTrial, track_trial


class NoSuchOrder(Coded):
    """Absent, or somebody else's."""

    code = "cj_api.no_sandbox_order"
    sentence = "order not found"
    cj = Code.NO_SANDBOX_ORDER


class PayAsked(Asked):
    """One of the order's two ids."""

    orderId: Name = ""  # noqa: N815 - CJ's names, here and below
    shipmentOrderId: Name = ""  # noqa: N815


class StatusAsked(OrderNamed):
    """The next step."""

    targetStatus: Whole  # noqa: N815


class TrackAsked(OrderNamed):
    """The parcel's number."""

    trackNumber: Annotated[Text, Field(max_length=64)]  # noqa: N815


@call("POST", fails=Code.SANDBOX_STEP)
def simulate_pay(request: HttpRequest) -> bool:
    """POST /shopping/sandbox/simulatePay."""
    asked = read_body(request, PayAsked)
    actor, number = _named(request, asked.shipmentOrderId or asked.orderId)
    simulate_payment(ask=SimulatePayment(number=number), actor=actor, now=timezone.now())
    return True


@call("POST", fails=Code.SANDBOX_STEP)
def update_status(request: HttpRequest) -> bool:
    """POST /shopping/sandbox/updateStatus: 400 processing, 500 shipped, 600 delivered, 700 closed, one by one."""
    asked = read_body(request, StatusAsked)
    actor, number = _named(request, asked.orderId)
    move_trial(ask=MoveTrial(number=number, target=asked.targetStatus), actor=actor, now=timezone.now())
    return True


@call("POST", fails=Code.SANDBOX_STEP)
def update_track_number(request: HttpRequest) -> bool:
    """POST /shopping/sandbox/updateTrackNumber."""
    asked = read_body(request, TrackAsked)
    actor, number = _named(request, asked.orderId)
    track_trial(ask=TrackTrial(number=number, tracking_number=asked.trackNumber), actor=actor, now=timezone.now())
    return True


def _named(request: HttpRequest, name: str) -> tuple[Actor, str]:
    actor = caller(request, Permission.MERCHANT_ORDER_CREATE, now=timezone.now())
    assert actor.account_id is not None
    try:
        return actor, order_number(actor.account_id, name)
    except OrderUnseen:
        raise NoSuchOrder from None
