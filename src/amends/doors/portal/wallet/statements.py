"""The wallet's statements: which months there are, one month to print, and the same as a PDF."""

from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from amends.core.access import Permission
from amends.core.money import is_currency
from amends.doors.paper.faces import our_fonts
from amends.doors.paper.make import make
from amends.doors.portal.session import MerchantRequest, merchant_page
from amends.doors.portal.wallet.statement_paper import statement_document
from amends.doors.portal.wallet.words import kind_words
from amends.records.ledger.statement import Statement, month_bounds, read_statement, statement_months


@require_safe
@merchant_page(Permission.MERCHANT_WALLET_READ)
def statements(request: MerchantRequest) -> HttpResponse:
    """Every month in which money moved, by currency, the latest first."""
    assert request.actor.account_id is not None
    now = timezone.now()
    months = groupby(statement_months(request.actor.account_id), key=lambda one: one.currency)
    context = {
        "wallets": [
            (currency, [(one, f"{one.month:%Y-%m}", month_bounds(one.month)[1] > now) for one in moved])
            for currency, moved in months
        ],
        "now": now,
    }
    return render(request, "portal/wallet/statements.html", context)


@require_safe
@merchant_page(Permission.MERCHANT_WALLET_READ)
def statement(request: MerchantRequest, currency: str, month: str) -> HttpResponse:
    """One month to read and to print."""
    now = timezone.now()
    shown = _statement(request, currency, month, now)
    context = {
        "statement": shown,
        "lines": [
            (line, kind_words(line.kind), after) for line, after in zip(shown.lines, shown.balances, strict=True)
        ],
        "totals": [(kind_words(kind), came, went) for kind, (came, went) in shown.totals.items()],
        "all": [sum(told[at] for told in shown.totals.values()) for at in (0, 1)],
        "title": date_format(shown.month, "F Y"),
        "pdf_url": reverse("portal:statement_pdf", args=[currency, month]),
        "final": shown.is_final(now),
        "now": now,
    }
    return render(request, "portal/wallet/statement.html", context)


@require_safe
@merchant_page(Permission.MERCHANT_WALLET_READ)
def statement_pdf(request: MerchantRequest, currency: str, month: str) -> HttpResponse:
    """The same month as a PDF."""
    now = timezone.now()
    shown = _statement(request, currency, month, now)
    paper = make(statement_document(shown, now=now), our_fonts(settings.PDF_FONTS))
    name = f"wallet-statement-{currency}-{month}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(paper.data, content_type="application/pdf", headers=headers)


def _statement(request: MerchantRequest, currency: str, month: str, now: datetime) -> Statement:
    """Raises Http404 for no such month, one to come, or a currency in which the account has no wallet."""
    assert request.actor.account_id is not None
    try:
        first = date.fromisoformat(f"{month}-01")
        begins = month_bounds(first)[0]
    except (ValueError, OverflowError):
        raise Http404 from None
    found = None
    if is_currency(currency) and begins <= now:
        found = read_statement(account_id=request.actor.account_id, currency=currency, month=first)
    if found is None or not _began(request.actor.account_id, currency, first):
        raise Http404
    return found


def _began(account_id: UUID, currency: str, month: date) -> bool:
    """Whether the wallet had moved by that month. A month in which nothing moved has a statement too."""
    return any(one.currency == currency and one.month <= month for one in statement_months(account_id))
