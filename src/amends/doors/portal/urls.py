"""The portal's paths. Kinds and stages of orders are filters, so that no number can be mistaken for one."""

from django.urls import include, path, register_converter

from amends.doors.portal.home import home
from amends.doors.portal.orders.list_page import orders
from amends.doors.portal.orders.number import OrderNumber
from amends.doors.portal.orders.order_page import order

app_name = "portal"

register_converter(OrderNumber, "order_number")

urlpatterns = [
    path("", home, name="home"),
    path("orders/", orders, name="orders"),
    path("", include("amends.doors.portal.disputes.urls")),
    path("", include("amends.doors.portal.wallet.urls")),
    # What hangs on an order stands above the order itself, whose number may carry slashes.
    path("orders/<order_number:number>/", order, name="order"),
]
