"""A wallet's history as a CSV file, written while it is read."""

import csv
from collections.abc import Iterator
from uuid import UUID

from django.http import Http404, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from amends.core.access import Permission
from amends.core.money import format_minor
from amends.doors.portal.session import MerchantRequest, merchant_page
from amends.doors.portal.wallet.forms import HistoryForm
from amends.doors.portal.wallet.views import chosen_balance
from amends.records.keyset import Place
from amends.records.ledger.wallet_page import WalletEntry, Wanted, balances, wallet_entries

BATCH = 500
COLUMNS = (
    "entry posted_at kind order dispute currency change withdrawable_change bonus_change frozen_change balance_after"
).split()


class _Echo:
    """What csv writes to: each line is handed on at once."""

    def write(self, line: str) -> str:
        return line


@require_safe
@merchant_page(Permission.MERCHANT_WALLET_READ)
def export(request: MerchantRequest) -> HttpResponseBase:
    """The filtered history, newest first; amounts as plain decimals, times in ISO 8601 UTC."""
    account_id, form = request.actor.account_id, HistoryForm(request.GET)
    assert account_id is not None
    shown = chosen_balance(balances(account_id), request.GET.get("currency", ""))
    if shown is None or not form.is_valid():
        raise Http404
    name = f"wallet-{shown.currency}-{timezone.now():%Y-%m-%d}.csv"
    return StreamingHttpResponse(
        _lines(account_id, shown.currency, form.wanted()),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"},
    )


def _lines(account_id: UUID, currency: str, wanted: Wanted) -> Iterator[str]:
    writer, place = csv.writer(_Echo()), None
    # A byte order mark: spreadsheets take UTF-8 for something else without it.
    yield "\ufeff" + writer.writerow(COLUMNS)
    while rows := wallet_entries(account_id=account_id, currency=currency, wanted=wanted, before=place, limit=BATCH):
        for row in rows:
            yield writer.writerow(_cells(row))
        place = Place(rows[-1].posted_at, rows[-1].id)


def _cells(row: WalletEntry) -> list[str]:
    texts = (str(row.id), row.posted_at.isoformat(), row.kind, row.order or "", row.dispute or "", row.currency)
    amounts = (row.change, row.cash, row.bonus, row.frozen, row.after)
    # What a person wrote may be a formula; our own amounts may be negative and stay numbers.
    return [*map(_plain, texts), *(format_minor(minor, row.currency) for minor in amounts)]


def _plain(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; an order's number may be anything its shop made of it."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
