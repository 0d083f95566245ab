"""The portal's paths. Kinds and stages of orders are filters, so that no number can be mistaken for one."""

from django.urls import include, path, re_path, register_converter

from amends.doors.portal.external_claims.claim_list import claims
from amends.doors.portal.home import home
from amends.doors.portal.orders.list_page import orders
from amends.doors.portal.orders.number import OrderNumber
from amends.doors.portal.orders.order_page import order
from amends.doors.portal.wallet.statements import statement, statement_pdf, statements

app_name = "portal"

register_converter(OrderNumber, "order_number")

_MONTH = r"(?P<currency>[A-Z]{3})/(?P<month>[0-9]{4}-[0-9]{2})"

urlpatterns = [
    path("", home, name="home"),
    path("orders/", orders, name="orders"),
    path("", include("amends.doors.portal.disputes.urls")),
    path("", include("amends.doors.portal.wallet.urls")),
    # What hangs on an order stands above the order itself, whose number may carry slashes.
    path("orders/<order_number:number>/", order, name="order"),
    path("claims/", claims, name="claims"),
    path("wallet/statements/", statements, name="statements"),
    re_path(rf"^wallet/statements/{_MONTH}/$", statement, name="statement"),
    re_path(rf"^wallet/statements/{_MONTH}\.pdf$", statement_pdf, name="statement_pdf"),
]
