"""The pack's first part: what is claimed, and what happened to the order."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from amends.core.external_claims.words import ExternalKind
from amends.core.orders.parts import Parts
from amends.doors.console.address import address_lines
from amends.doors.console.evidence_pack.facts import PackFacts
from amends.doors.console.words import KIND_WORDS, PART_WORDS
from amends.doors.look.badges import STAGE_BADGES, TRACKING_BADGES
from amends.doors.paper.blocks import Block, Column, Facts, Heading, Row, Table, Words
from amends.doors.paper.text import amount, moment, money
from amends.records.orders.queries_page import LineShown, OrderShown, ParcelShown

CLAIM_WORDS = {
    ExternalKind.EARLY_WARNING: gettext_lazy("Early warning"),
    ExternalKind.INQUIRY: gettext_lazy("Inquiry"),
    ExternalKind.CHARGEBACK: gettext_lazy("Chargeback"),
    ExternalKind.REFUND: gettext_lazy("Refund made at the payment house"),
}


def cover(facts: PackFacts) -> list[Block]:
    """Whose order, what is claimed, and what the pack holds."""
    order, claim = facts.order, facts.claim
    currency = order.facts.currency
    rows = [
        (_("Order"), order.facts.number),
        *([(_("Number in the shop"), order.external_number)] if order.external_number else []),
        (_("Merchant"), facts.account),
        (_("Charged"), money(order.charged.total if order.charged else None, currency)),
        (_("Refunded so far"), money(order.refunded, currency)),
        *([(_("Reserved for refunds"), money(order.reserved, currency))] if order.reserved else []),
        (_("Disputes here"), ", ".join(one.case.number for one in facts.cases) or _("none")),
        (_("Made"), moment(facts.made_at)),
    ]
    blocks: list[Block] = [Heading(_("Evidence for order %(number)s") % {"number": order.facts.number}, 1), Facts(rows)]
    if claim:
        told = [
            (_("Raised at"), claim.provider),
            (_("Reference there"), claim.reference),
            (_("Kind"), str(CLAIM_WORDS[claim.kind])),
            (_("Reason"), claim.reason),
            (_("Amount claimed"), money(claim.amount, claim.currency)),
            (_("Answer due by"), moment(claim.respond_by) if claim.respond_by else "–"),
        ]
        blocks[1:1] = [Heading(_("The claim")), Facts(told), Heading(_("The order"))]
    return [*blocks, Heading(_("Contents"), 3), Words(_contents(facts))]


def _contents(facts: PackFacts) -> str:
    parts = [_("What was ordered and paid"), _("Parcels and tracking")]
    parts += [_("Sent again as order %(number)s") % {"number": one.facts.number} for one in facts.resends]
    parts += [_("Dispute %(number)s") % {"number": one.case.number} for one in facts.cases]
    parts += [_("Messages about the order")] if facts.messages else []
    parts += [_("Evidence files")] if any(one.files for one in facts.cases) else []
    return "\n".join(f"{at}. {part}" for at, part in enumerate(parts, start=1))


def order_part(facts: PackFacts) -> list[Block]:
    """Lines with what was charged, payments, address, parcels with every step the carrier told of."""
    order = facts.order
    return [
        Heading(_("What was ordered and paid")),
        Facts(_order_facts(order)),
        _lines(order),
        *_payments(order),
        Heading(_("Parcels and tracking")),
        *_parcels(order),
        *(block for resend in facts.resends for block in _resend(resend)),
    ]


def _resend(order: OrderShown) -> list[Block]:
    """Goods that were sent again: what, where to, and their parcels."""
    told = [
        (_("Stage"), str(STAGE_BADGES[order.facts.stage].words)),
        *([(_("Dispatched"), moment(order.dispatched_at))] if order.dispatched_at else []),
        (_("Delivered to"), "\n".join(address_lines(order) or [order.buyer_name]) or "–"),
    ]
    columns = [Column(_("Goods sent again"), 68), Column(_("Quantity"), 14, right=True)]
    rows = [Row([_goods(line), str(line.facts.quantity)]) for line in order.lines]
    title = Heading(_("Sent again as order %(number)s") % {"number": order.facts.number})
    return [title, Facts(told), Table(columns, rows), *_parcels(order)]


def _parcels(order: OrderShown) -> list[Block]:
    none: list[Block] = [Words(_("No parcel was sent yet."))]
    return [block for parcel in order.parcels for block in _parcel(parcel)] or none


def _order_facts(order: OrderShown) -> list[tuple[str, str]]:
    address = "\n".join(address_lines(order) or [order.buyer_name])
    moments = (
        (_("Ordered"), order.placed_at),
        (_("Paid"), order.paid_at),
        (_("Dispatched"), order.dispatched_at),
        (_("Closed"), order.closed_at),
    )
    return [
        (_("Kind"), str(KIND_WORDS[order.facts.kind])),
        (_("Stage"), str(STAGE_BADGES[order.facts.stage].words)),
        *((name, moment(at)) for name, at in moments if at),
        (_("Shipping method"), order.shipping_method or "–"),
        (_("Delivered to"), address or "–"),
    ]


def _lines(order: OrderShown) -> Table:
    currency = order.facts.currency
    columns = [
        Column(_("Goods"), 50),
        Column(_("Quantity"), 14, right=True),
        Column(_("Charged (%(currency)s)") % {"currency": currency}, 18, right=True),
    ]
    rows = [Row([_goods(line), str(line.facts.quantity), amount(line.own_charge, currency)]) for line in order.lines]
    return Table(columns, [*rows, *_sums(order.charged, currency)])


def _goods(line: LineShown) -> str:
    return f"{line.facts.name}\n{line.facts.sku}" if line.facts.sku else line.facts.name


def _sums(charged: Parts | None, currency: str) -> list[Row]:
    """What the charge is made of; each line carries its share of it all."""
    if charged is None:
        return [Row([_("What was charged is not known."), "", "–"])]
    parts = zip(PART_WORDS.values(), charged.each, strict=True)
    told = [
        _("%(part)s %(amount)s") % {"part": words, "amount": amount(minor, currency)} for words, minor in parts if minor
    ]
    return [
        Row([_("All") + (f" ({', '.join(told)})" if told else ""), "", amount(charged.total, currency)], strong=True)
    ]


def _payments(order: OrderShown) -> list[Block]:
    if not order.payments:
        return [Words(_("No payment was recorded here: the order was paid outside."))]
    columns = [
        Column(_("Paid"), 32),
        Column(_("Through"), 14),
        Column(_("Reference there"), 32),
        Column(_("Amount"), 18, right=True),
        Column(_("Refunded"), 18, right=True),
    ]
    rows = [
        Row([moment(one.paid_at), one.provider, one.provider_ref, money(one.amount, one.currency),
             money(one.refunded, one.currency)])
        for one in order.payments
    ]  # fmt: skip
    return [Heading(_("Payments"), 3), Table(columns, rows)]


def _parcel(parcel: ParcelShown) -> list[Block]:
    delivered = moment(parcel.delivered_at) if parcel.delivered_at else "–"
    told = [
        (_("Carrier's method"), parcel.method or "–"),
        (_("State"), str(TRACKING_BADGES[parcel.tracking].words)),
        (_("Dispatched"), moment(parcel.dispatched_at)),
        (_("Delivered"), delivered),
    ]
    columns = [Column(_("When"), 32), Column(_("State"), 22), Column(_("What the carrier said"), 50)]
    steps = [
        Row([moment(step.at), str(TRACKING_BADGES[step.tracking].words), step.text]) for step in reversed(parcel.steps)
    ]
    head = Heading(_("Parcel %(number)s") % {"number": parcel.tracking_number or "–"}, 3)
    return [head, Facts(told), *([Table(columns, steps)] if steps else [])]
