"""The six calls about disputes."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from amends.core.access import ROLE_PERMISSIONS, Actor, Forbidden, Permission, Role, Unauthenticated
from amends.core.cj_api.amounts import USD, check_dollars
from amends.core.cj_api.dispute_words import FILTERS, REASONS, WISHES
from amends.core.cj_api.ids import read_id
from amends.core.disputes.opening import Chosen, Form
from amends.core.disputes.reasons import Wish
from amends.core.disputes.refusals import DisputeUnseen, LineUnseen, OrderUnseen, QuantityUnavailable
from amends.core.disputes.typed import Typed
from amends.core.orders.claimable import NothingLeft, why_not_disputable
from amends.core.short_ids import short_id
from amends.doors.cj_api.calls import Told, call
from amends.doors.cj_api.codes import Code
from amends.doors.cj_api.dispute_forms import (
    CancelAsked,
    ConfirmAsked,
    CreateAsked,
    DetailAsked,
    ListAsked,
    ProductsAsked,
    ProductSent,
)
from amends.doors.cj_api.dispute_shapes import (
    write_ceiling,
    write_detail,
    write_head,
    write_product,
    write_reasons,
    write_row,
)
from amends.doors.cj_api.envelope import Coded
from amends.doors.cj_api.files import give_files, read_address
from amends.doors.cj_api.finding_orders import order_number
from amends.doors.cj_api.limits import note_account
from amends.doors.cj_api.reading import read_body, read_query
from amends.doors.cj_api.tokens import caller, session_of
from amends.records.cj_api.disputes import DisputesSeen, DisputesWanted, list_disputes
from amends.records.orders.queries_page import LineShown, OrderShown, show_order
from amends.usecases.disputes.open_dispute import OpenDispute, Opened, open_dispute
from amends.usecases.disputes.preview_dispute import PreviewDispute, preview_dispute
from amends.usecases.disputes.withdraw_dispute import WithdrawDispute, withdraw_dispute

_MOST = 100
"""Rows of a page."""


class ChoiceUnknown(Coded):
    """A reason, an outcome or a status that is none."""

    code = "cj_api.choice_unknown"
    sentence = "Param error: %(name)s %(value)s is unknown."
    cj = Code.PARAMETER


@call("GET", fails=Code.PRODUCTS_FAILED)
def dispute_products(request: HttpRequest) -> dict[str, Any]:
    """GET /disputes/disputeProducts."""
    asked = read_query(request, ProductsAsked)
    actor = caller(request, Permission.MERCHANT_DISPUTE_READ, now=timezone.now())
    order = _order(actor, asked.orderId)
    why_not = why_not_disputable(order.facts, order.line_facts)
    if why_not is not None and not isinstance(why_not, NothingLeft):
        raise why_not
    products = [write_product(line, order, open_to_dispute=why_not is None) for line in order.lines]
    return {**write_head(order), "productInfoList": products}


@call("POST", fails=Code.CONFIRM_FAILED)
def dispute_confirm_info(request: HttpRequest) -> dict[str, Any]:
    """POST /disputes/disputeConfirmInfo: what a dispute on these lines may ask for."""
    asked = read_body(request, ConfirmAsked)
    now = timezone.now()
    actor = caller(request, Permission.MERCHANT_DISPUTE_OPEN, now=now)
    order = _order(actor, asked.orderId)
    by_id = _by_short_id(order)
    chosen = {
        str(by_id[id_].facts.id): str(one.quantity)
        for one in asked.productInfoList
        if (id_ := read_id(one.lineItemId)) in by_id
    }
    ask = PreviewDispute(order=order.facts.number, typed=Typed(quantities=chosen))
    shown = preview_dispute(ask=ask, actor=actor, now=now)
    if shown.why_not is not None:
        raise shown.why_not
    lines = _claimable(shown.order, asked.productInfoList)
    options = {"2" if wish is Wish.RESEND else "1" for wish, refusal in shown.wishes.items() if refusal is None}
    return {
        **write_head(shown.order),
        **write_ceiling(shown.ceiling),
        "expectResultOptionList": sorted(options),
        "productInfoList": [
            write_product(line, shown.order, open_to_dispute=True, quantity=many) for line, many in lines
        ],
        "disputeReasonList": write_reasons({one for one, refusal in shown.reasons.items() if refusal is None}),
    }


@call("POST", fails=Code.CREATE_FAILED)
def create(request: HttpRequest) -> Told:
    """POST /disputes/create: once for a businessDisputeId. Evidence that is still owed is asked for."""
    asked = read_body(request, CreateAsked)
    urls = [read_address(url) for url in (*asked.imageUrl, *asked.videoUrl)]
    ask = OpenDispute(
        who=session_of(request),
        order=asked.orderId,
        short_id=read_id(asked.orderId),
        form=_form(asked),
        evidence_later=True,
        currency=USD,
        request_key=asked.businessDisputeId,
    )
    opened = _open(request, ask)
    give_files(request, opened.answer["number"], urls, now=timezone.now())
    return Told(True, {"disputeId": opened.answer["number"]})


@call("POST", fails=Code.CANCEL_FAILED)
def cancel(request: HttpRequest) -> bool:
    """POST /disputes/cancel."""
    asked = read_body(request, CancelAsked)
    now = timezone.now()
    actor = caller(request, Permission.MERCHANT_DISPUTE_WITHDRAW, now=now)
    wanted = DisputesWanted(
        currency=USD,
        order=asked.orderId,
        short_id=read_id(asked.orderId),
        dispute=asked.disputeId,
    )
    found = list_disputes(wanted, session=session_of(request), now=now).rows
    if not found:
        raise DisputeUnseen(number=asked.disputeId)
    withdraw_dispute(ask=WithdrawDispute(dispute=found[0].number), actor=actor, now=now)
    return True


@call("GET", fails=Code.PARAMETER)
def get_dispute_list(request: HttpRequest) -> dict[str, Any]:
    """GET /disputes/getDisputeList."""
    asked = read_query(request, ListAsked)
    order = asked.orderId or asked.orderNumber
    status = asked.status.strip().lower() if asked.status else None
    if status is not None and status not in FILTERS:
        raise ChoiceUnknown(name="status", value=asked.status)
    wanted = DisputesWanted(
        currency=USD,
        states=None if status is None else FILTERS[status],
        order=order,
        short_id=read_id(order) if order else None,
        dispute=asked.disputeId,
    )
    size = min(asked.pageSize, _MOST)
    session = session_of(request)
    seen = list_disputes(wanted, session=session, now=timezone.now(), page=asked.pageNum, size=size)
    _may_read(seen, session)
    rows = [write_row(row) for row in seen.rows]
    return {"pageNum": asked.pageNum, "pageSize": size, "total": seen.total, "list": rows}


@call("GET", fails=Code.PARAMETER)
def get_dispute_detail(request: HttpRequest) -> dict[str, Any]:
    """GET /disputes/getDisputeDetail."""
    asked = read_query(request, DetailAsked)
    wanted = DisputesWanted(currency=USD, dispute=asked.disputeId)
    session = session_of(request)
    seen = list_disputes(wanted, session=session, now=timezone.now())
    _may_read(seen, session)
    if not seen.rows:
        raise DisputeUnseen(number=asked.disputeId)
    return write_detail(seen.rows[0])


def _order(actor: Actor, name: str) -> OrderShown:
    assert actor.account_id is not None
    number = order_number(actor.account_id, name)
    order = show_order(account_id=actor.account_id, number=number, now=timezone.now())
    if order is None:
        raise OrderUnseen(number=name)
    check_dollars(number=name, currency=order.facts.currency)
    return order


def _open(request: HttpRequest, ask: OpenDispute) -> Opened:
    """By the order's code or id at once; by its number at the shop only where it has no other name."""
    now = timezone.now()
    try:
        return open_dispute(ask=ask, now=now)
    except OrderUnseen:
        actor = caller(request, Permission.MERCHANT_DISPUTE_OPEN, now=now)
        assert actor.account_id is not None
        number = order_number(actor.account_id, ask.order)
        return open_dispute(ask=replace(ask, order=number), now=now)


def _form(asked: CreateAsked) -> Form:
    if asked.disputeReasonId not in REASONS:
        raise ChoiceUnknown(name="disputeReasonId", value=asked.disputeReasonId)
    wish = WISHES.get((asked.expectType, asked.refundType))
    if wish is None:
        raise ChoiceUnknown(name="expectType, refundType", value=f"{asked.expectType}, {asked.refundType}")
    return Form(
        chosen=_chosen(asked.productInfoList),
        reason=REASONS[asked.disputeReasonId][0],
        wish=wish,
        amount=None,
        message=asked.messageText,
        buyer_email="",
    )


def _chosen(sent: list[ProductSent]) -> tuple[Chosen, ...]:
    """An id that is none names a line that no order has."""
    return tuple(Chosen(read_id(one.lineItemId) or 0, one.quantity) for one in sent)


def _by_short_id(order: OrderShown) -> dict[int | None, LineShown]:
    return {short_id(line.facts.id): line for line in order.lines}


def _claimable(order: OrderShown, sent: list[ProductSent]) -> list[tuple[LineShown, int]]:
    """The lines chosen, each as it may be claimed. Raises LineUnseen, QuantityUnavailable."""
    by_id = _by_short_id(order)
    lines = []
    for one in sent:
        line = by_id.get(read_id(one.lineItemId))
        if line is None:
            raise LineUnseen(line=one.lineItemId)
        if not 1 <= one.quantity <= line.facts.claimable:
            facts = line.facts
            raise QuantityUnavailable(sku=facts.sku, asked=one.quantity, claimable=facts.claimable)
        lines.append((line, one.quantity))
    return lines


def _may_read(seen: DisputesSeen, session: bytes) -> None:
    if seen.caller is None:
        raise Unauthenticated
    if seen.caller.account_id:
        note_account(session, seen.caller.account_id)
    needed = Permission.MERCHANT_DISPUTE_READ
    if needed not in ROLE_PERMISSIONS[Role(seen.caller.role)]:
        raise Forbidden(permission=needed.value)
