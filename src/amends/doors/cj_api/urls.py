"""CJ's paths. Everything under them is answered in the envelope, also what is not there."""

from django.urls import path, re_path

from amends.doors.cj_api import authentication, disputes, orders, paying
from amends.doors.cj_api.calls import no_such_path

app_name = "cj_api"

urlpatterns = [
    path("authentication/getAccessToken", authentication.get_access_token),
    path("authentication/refreshAccessToken", authentication.refresh_access_token),
    path("authentication/logout", authentication.logout),
    path("disputes/disputeProducts", disputes.dispute_products),
    path("disputes/disputeConfirmInfo", disputes.dispute_confirm_info),
    path("disputes/create", disputes.create),
    path("disputes/cancel", disputes.cancel),
    path("disputes/getDisputeList", disputes.get_dispute_list),
    path("disputes/getDisputeDetail", disputes.get_dispute_detail),
    path("shopping/pay/getBalance", paying.get_balance),
    path("shopping/order/list", orders.list_orders),
    path("shopping/order/getOrderDetail", orders.get_order_detail),
    re_path("", no_such_path),
]
