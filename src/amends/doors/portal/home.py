"""What needs me?"""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from amends.core.access import Permission
from amends.doors.portal.orders.rows import marked
from amends.doors.portal.session import MerchantRequest, merchant_page
from amends.records.disputes.of_orders import disputes_awaiting_merchant
from amends.records.ledger.wallet_page import balances
from amends.records.orders.queries_list import OrderFilter, list_orders

MOST_WAITING = 10
LATEST = 8
SOON = timedelta(days=2)


@merchant_page(Permission.MERCHANT_ORDER_READ)
def home(request: MerchantRequest) -> HttpResponse:
    """The disputes that wait for an answer, and the latest orders."""
    account_id = request.actor.account_id
    assert account_id
    latest = list_orders(OrderFilter(account_id=account_id), size=LATEST).rows
    now = timezone.now()
    waiting = disputes_awaiting_merchant(account_id=account_id, most=MOST_WAITING)
    context = {
        "now": now,
        "waiting": [(dispute, dispute.due_at and dispute.due_at - now < SOON) for dispute in waiting],
        "rows": marked(latest, account_id=account_id),
        "of_shops": True,
        "balances": balances(account_id) if request.actor.may(Permission.MERCHANT_WALLET_READ) else [],
    }
    return render(request, "portal/home.html", context)
