"""CJ's paths. Everything under them is answered in the envelope, also what is not there."""

from django.urls import path, re_path

from amends.doors.cj_api import (
    authentication,
    disputes,
    files,
    ordering,
    orders,
    paying,
    sandbox,
    setting,
    tracking,
    webhook,
)
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
    path("disputes/uploadFile", files.upload_file),
    path("shopping/pay/getBalance", paying.get_balance),
    path("shopping/order/list", orders.list_orders),
    path("shopping/order/getOrderDetail", orders.get_order_detail),
    path("shopping/order/createOrderV2", ordering.create_order_v2),
    path("shopping/order/createOrderV3", ordering.create_order_v3),
    path("shopping/order/confirmOrder", ordering.confirm),
    path("shopping/order/deleteOrder", ordering.delete),
    path("shopping/order/saveGenerateParentOrder", paying.save_generate_parent_order),
    path("shopping/pay/payBalance", paying.pay_balance),
    path("shopping/pay/payBalanceV2", paying.pay_balance_v2),
    path("logistic/trackInfo", tracking.track_info),
    path("logistic/getTrackInfo", tracking.track_info),
    path("setting/get", setting.get_setting),
    path("shopping/sandbox/simulatePay", sandbox.simulate_pay),
    path("shopping/sandbox/updateStatus", sandbox.update_status),
    path("shopping/sandbox/updateTrackNumber", sandbox.update_track_number),
    path("webhook/set", webhook.set_webhook),
    re_path("", no_such_path),
]
