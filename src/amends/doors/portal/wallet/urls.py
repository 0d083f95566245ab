"""The paths of the wallet, and of paying an order from it."""

from django.urls import path

from amends.doors.portal.wallet.export import export
from amends.doors.portal.wallet.pay import pay
from amends.doors.portal.wallet.top_up import cancel, go, top_up
from amends.doors.portal.wallet.top_up_page import show
from amends.doors.portal.wallet.views import wallet
from amends.doors.portal.wallet.withdraw import cancel_asked, withdraw

urlpatterns = [
    # No include: an order's number may carry slashes, and a prefix would swallow what follows it.
    path("orders/<order_number:number>/pay/", pay, name="pay_order"),
    path("wallet/", wallet, name="wallet"),
    path("wallet/history.csv", export, name="export_wallet"),
    path("wallet/top-up/", top_up, name="top_up"),
    path("wallet/top-ups/<uuid:top_up_id>/", show, name="top_up_page"),
    path("wallet/top-ups/<uuid:top_up_id>/go/", go, name="go_top_up"),
    path("wallet/top-ups/<uuid:top_up_id>/cancel/", cancel, name="cancel_top_up"),
    path("wallet/withdraw/", withdraw, name="withdraw"),
    path("wallet/withdrawals/<uuid:withdrawal_id>/cancel/", cancel_asked, name="cancel_withdrawal"),
]
